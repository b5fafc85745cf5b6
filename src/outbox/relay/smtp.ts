import { readFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { Readable } from 'node:stream';
import SMTPConnection from 'nodemailer/lib/smtp-connection';
import XOAuth2 from 'nodemailer/lib/xoauth2';
import type { SmtpConfig } from '../../config/settings.ts';
import { crashPoint } from '../../lib/crash-point.ts';
import { accessTokens } from '../../lib/oauth.ts';
import { semaphore } from '../../lib/semaphore.ts';
import { type RelayVerdict, type SmtpStep, verdictOn } from './verdict.ts';

/** How handing one letter to the relay ended. `reply` is the server's own words, or what happened to the connection. */
export type Delivery =
  | { readonly outcome: 'accepted'; readonly reply: string }
  /** A 4xx or 5xx answer, or a letter above the size the relay names: it has not taken it. */
  | { readonly outcome: 'rejected'; readonly verdict: RelayVerdict; readonly reply: string }
  /** No answer. With `contentStarted` nobody knows whether the relay has it; without, it has not. */
  | { readonly outcome: 'lost'; readonly contentStarted: boolean; readonly reply: string }
  /** There was nothing whole to hand over: the relay was not asked. */
  | { readonly outcome: 'damaged'; readonly reply: string }
  /** `mayEnd` said no: the relay has nothing. */
  | { readonly outcome: 'withdrawn' }
  /** `mayEnd` could not say: the relay has nothing, and is not to blame. */
  | { readonly outcome: 'interrupted'; readonly reply: string };

export type Envelope = { readonly from: string; readonly to: string };

/** A relay of a mailbox. Connections are kept between letters, at most `connections` at a time. */
export type Relay = {
  /**
   * Hands over ready-made octets. The end of the content waits for `mayEnd`: without it the relay has nothing
   * (RFC 5321 §4.1.1.4). Never rejects.
   */
  readonly deliver: (envelope: Envelope, octets: Uint8Array, mayEnd: () => Promise<boolean>) => Promise<Delivery>;
  /** Connects, greets and logs in; throws what the server or the network said. */
  readonly probe: () => Promise<void>;
  /** Ends every connection and opens no more; a letter on its way is `lost`. */
  readonly close: () => void;
};

/** How long an answer is waited for, in milliseconds. */
export type RelayTimeouts = {
  readonly connect: number;
  readonly greeting: number;
  /** Any other answer, the one to the end of the content included. */
  readonly reply: number;
};

const MINUTE_MS = 60_000;
/**
 * RFC 5321 §4.5.3.2: 5 minutes for the greeting, up to 10 for the rest. A relay that is slow to answer may be looking
 * at the content, and to hang up on it sends the letter twice.
 */
const TIMEOUTS: RelayTimeouts = { connect: 30_000, greeting: 5 * MINUTE_MS, reply: 10 * MINUTE_MS };
/** For somebody who waits for the result at a terminal. */
export const BRIEF: RelayTimeouts = { connect: 10_000, greeting: 20_000, reply: 60_000 };

const IDLE_MS = 10_000;

/** Opens a relay; nothing is connected before the first letter. */
export function openRelay(config: SmtpConfig, timeouts: RelayTimeouts = TIMEOUTS): Relay {
  const idle: { connection: SMTPConnection; since: number }[] = [];
  /** Connections that carry a letter now, with what ends its delivery. */
  const busy = new Map<SMTPConnection, () => void>();
  const withinLimit = semaphore(config.connections);
  let closed = false;
  const sweep = setInterval(() => closeIdle(idle), IDLE_MS).unref();

  const take = async (): Promise<SMTPConnection> => {
    for (let kept = idle.pop(); kept; kept = idle.pop()) {
      if (isUsable(kept.connection)) return kept.connection;
    }
    if (closed) throw hungUp();
    const connection = await openConnection(config, timeouts);
    if (!closed) return connection;
    connection.close();
    throw hungUp();
  };

  const deliver: Relay['deliver'] = async (envelope, octets, mayEnd) => {
    const content = contentOf(octets, mayEnd);
    try {
      const connection = await take();
      const reply = await new Promise<string>((resolve, reject) => {
        busy.set(connection, () => reject(hungUp()));
        send(connection, { ...envelope, size: octets.length }, content.stream()).then(resolve, reject);
      }).finally(() => busy.delete(connection));
      idle.push({ connection, since: Date.now() });
      return { outcome: 'accepted', reply };
    } catch (error) {
      const { stopped, started } = content.state();
      if (stopped === 'withdrawn') return { outcome: 'withdrawn' };
      if (stopped === 'interrupted') return { outcome: 'interrupted', reply: 'not ended: the database was away' };
      return failedDelivery(error, started);
    }
  };

  return {
    deliver: (envelope, octets, mayEnd) => withinLimit(() => deliver(envelope, octets, mayEnd)),
    async probe() {
      const connection = await openConnection(config, timeouts);
      connection.quit();
    },
    close() {
      closed = true;
      clearInterval(sweep);
      for (const { connection } of idle.splice(0)) connection.quit();
      for (const [connection, hangUp] of busy) {
        connection.close();
        // nodemailer reports nothing about a connection that is closed from this side.
        hangUp();
      }
    },
  };
}

/** The octets as a stream that does not end before it may, and how far that went. */
function contentOf(octets: Uint8Array, mayEnd: () => Promise<boolean>) {
  let started = false;
  let stopped: 'withdrawn' | 'interrupted' | null = null;
  async function* content(): AsyncGenerator<Uint8Array> {
    started = true;
    yield octets;
    crashPoint('content-sent');
    try {
      if (!(await mayEnd())) stopped = 'withdrawn';
    } catch (error) {
      stopped = 'interrupted';
      throw error;
    }
    if (stopped !== null) throw new Error('the letter is no longer ours to send');
  }
  return { stream: () => Readable.from(content()), state: () => ({ started, stopped }) };
}

const hungUp = (): Error => new Error('the desk has hung up');

/** What a relay says goes into the database, which has no NUL, and into lists. */
const inOneLine = (said: string): string => said.replace(/[\s\u0000-\u001f\u007f]+/g, ' ').trim();

type SmtpError = Error & { responseCode?: number; response?: string; code?: string; command?: string };

/** What an error of a connection comes to; `contentStarted`: the relay may have some of the content. */
export function failedDelivery(thrown: unknown, contentStarted: boolean): Delivery {
  const error = thrown as SmtpError;
  const { responseCode: code, response = '' } = error;
  const reply = inOneLine(error.response ?? error.message);
  if (code !== undefined && code >= 400)
    return { outcome: 'rejected', verdict: verdictOn(stepOf(error), response), reply };
  // nodemailer compares the size with the one of EHLO (RFC 1870 §3) and says nothing to the relay.
  if (error.code === 'EMESSAGE' && error.command === 'MAIL FROM')
    return { outcome: 'rejected', verdict: 'too_large', reply };
  return { outcome: 'lost', contentStarted, reply };
}

/** The names nodemailer has for the steps; of DATA and the end of the content the code tells which. */
function stepOf({ code = '', command = '' }: SmtpError): SmtpStep {
  if (code === 'EAUTH' || command.startsWith('AUTH')) return 'auth';
  switch (command) {
    case 'EHLO':
    case 'HELO':
    case 'LHLO':
      return 'ehlo';
    case 'STARTTLS':
      return 'starttls';
    case 'MAIL FROM':
      return 'mail';
    case 'RCPT TO':
      return 'rcpt';
    case 'DATA':
      return code === 'EMESSAGE' ? 'content' : 'data';
    default:
      return code === 'EPROTOCOL' ? 'greeting' : 'session';
  }
}

const isUsable = (connection: SMTPConnection): boolean => !connection.destroyed && connection.stage === 'connected';

function closeIdle(idle: { connection: SMTPConnection; since: number }[]): void {
  const limit = Date.now() - IDLE_MS;
  for (const kept of idle.splice(0)) {
    if (kept.since > limit && isUsable(kept.connection)) idle.push(kept);
    else kept.connection.quit();
  }
}

/** Rejects with what the server or the network said, or after the time for the step. */
async function openConnection(config: SmtpConfig, timeouts: RelayTimeouts): Promise<SMTPConnection> {
  const socket = await openSocket(config, timeouts.connect);
  const connection = new SMTPConnection({
    host: config.host,
    port: config.port,
    connection: socket,
    secure: config.tls === 'implicit',
    requireTLS: config.tls === 'starttls',
    ignoreTLS: config.tls === 'none',
    tls: { minVersion: 'TLSv1.2', ...(config.ca === undefined ? {} : { ca: readFileSync(config.ca) }) },
    connectionTimeout: timeouts.greeting,
    greetingTimeout: timeouts.greeting,
    socketTimeout: timeouts.reply,
  });
  return new Promise((resolve, reject) => {
    connection.once('error', reject);
    connection.connect((error) => {
      if (error) return reject(error);
      const ready = (): void => {
        connection.removeListener('error', reject);
        // An idle connection may end at any time; the next letter opens another.
        connection.on('error', () => connection.close());
        resolve(connection);
      };
      const login = loginOf(config);
      if (login === null) return ready();
      connection.login(login, (refused) => {
        if (!refused) return ready();
        connection.close();
        reject(refused);
      });
    });
  });
}

/** A host that cannot be reached is known sooner than one that is slow to greet. */
function openSocket({ host, port }: SmtpConfig, within: number): Promise<Socket> {
  const socket = connect({ host, port });
  return new Promise((resolve, reject) => {
    const overdue = setTimeout(() => socket.destroy(new Error(`no connection to ${host}:${port}`)), within);
    socket.once('error', (error) => {
      clearTimeout(overdue);
      reject(error);
    });
    socket.once('connect', () => {
      clearTimeout(overdue);
      socket.removeAllListeners('error');
      // nodemailer listens only once its own handlers are set.
      socket.pause();
      resolve(socket);
    });
  });
}

/** XOAUTH2 where the account has it, else the password; null where the relay asks for neither. */
function loginOf({ user, pass, oauth2 }: SmtpConfig): Parameters<SMTPConnection['login']>[0] | null {
  if (user === undefined) return null;
  if (oauth2 === undefined) return pass === undefined ? null : { credentials: { user, pass } };
  const tokens = accessTokens(oauth2);
  const provisionCallback: XOAuth2.Options['provisionCallback'] = (_user, renew, done) => {
    if (renew) tokens.drop();
    tokens.get().then(
      (token) => done(null, token, tokens.expiresAt()?.getTime() ?? 0),
      (error: Error) => done(error, '', 0),
    );
  };
  return { oauth2: new XOAuth2({ user, provisionCallback }) };
}

function send(
  connection: SMTPConnection,
  { from, to, size }: Envelope & { readonly size: number },
  content: Readable,
): Promise<string> {
  return new Promise((resolve, reject) => {
    connection.send({ from, to: [to], size }, content, (error, info) => {
      if (error) {
        connection.close();
        reject(error);
      } else resolve(inOneLine(info?.response ?? '250'));
    });
  });
}
