import { readFileSync } from 'node:fs';
import { Readable } from 'node:stream';
import SMTPConnection from 'nodemailer/lib/smtp-connection';
import XOAuth2 from 'nodemailer/lib/xoauth2';
import type { SmtpConfig } from '../config/settings.ts';
import { crashPoint } from '../lib/crash-point.ts';
import { accessTokens } from '../lib/oauth.ts';
import { semaphore } from '../lib/semaphore.ts';

/** How handing one letter to the relay ended. `reply` is the server's own words, or what happened to the connection. */
export type Delivery =
  | { readonly outcome: 'accepted'; readonly reply: string }
  /** A 4xx or 5xx answer: the relay has not taken it. */
  | { readonly outcome: 'rejected'; readonly permanent: boolean; readonly reply: string }
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

const IDLE_MS = 10_000;
/** A connection on which the relay says nothing for this time is closed. Milliseconds. */
const SILENCE_MS = 60_000;

/** Opens a relay; nothing is connected before the first letter. */
export function openRelay(config: SmtpConfig, silence = SILENCE_MS): Relay {
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
    const connection = await openConnection(config, silence);
    if (!closed) return connection;
    connection.close();
    throw hungUp();
  };

  const deliver: Relay['deliver'] = async (envelope, octets, mayEnd) => {
    let contentStarted = false;
    let withdrawn = false;
    let interrupted = false;
    try {
      const connection = await take();
      const content = Readable.from(
        (async function* () {
          contentStarted = true;
          yield octets;
          crashPoint('content-sent');
          try {
            withdrawn = !(await mayEnd());
          } catch (error) {
            interrupted = true;
            throw error;
          }
          if (withdrawn) throw new Error('the letter is no longer ours to send');
        })(),
      );
      const reply = await new Promise<string>((resolve, reject) => {
        busy.set(connection, () => reject(hungUp()));
        send(connection, envelope, content).then(resolve, reject);
      }).finally(() => busy.delete(connection));
      idle.push({ connection, since: Date.now() });
      return { outcome: 'accepted', reply };
    } catch (error) {
      if (withdrawn) return { outcome: 'withdrawn' };
      if (interrupted) return { outcome: 'interrupted', reply: 'not ended: the database was away' };
      return failedDelivery(error as SmtpError, contentStarted);
    }
  };

  return {
    deliver: (envelope, octets, mayEnd) => withinLimit(() => deliver(envelope, octets, mayEnd)),
    async probe() {
      const connection = await openConnection(config, silence);
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

const hungUp = (): Error => new Error('the desk has hung up');

type SmtpError = Error & { responseCode?: number; response?: string };

function failedDelivery(error: SmtpError, contentStarted: boolean): Delivery {
  const code = error.responseCode;
  const reply = (error.response ?? error.message).replace(/\s+/g, ' ').trim();
  // 421 closes the channel (RFC 5321 §3.8): before the content it is an ordinary "not now".
  if (code !== undefined && code >= 400)
    return { outcome: 'rejected', permanent: code >= 500 && !isLoginTrouble(error), reply };
  return { outcome: 'lost', contentStarted, reply };
}

/** A refused login says nothing about the letter: it waits until the administrator has mended the login. */
const isLoginTrouble = (error: SmtpError): boolean => 'code' in error && error.code === 'EAUTH';

const isUsable = (connection: SMTPConnection): boolean => !connection.destroyed && connection.stage === 'connected';

function closeIdle(idle: { connection: SMTPConnection; since: number }[]): void {
  const limit = Date.now() - IDLE_MS;
  for (const kept of idle.splice(0)) {
    if (kept.since > limit && isUsable(kept.connection)) idle.push(kept);
    else kept.connection.quit();
  }
}

function openConnection(config: SmtpConfig, silence: number): Promise<SMTPConnection> {
  const connection = new SMTPConnection({
    host: config.host,
    port: config.port,
    secure: config.tls === 'implicit',
    requireTLS: config.tls === 'starttls',
    ignoreTLS: config.tls === 'none',
    tls: { minVersion: 'TLSv1.2', ...(config.ca === undefined ? {} : { ca: readFileSync(config.ca) }) },
    connectionTimeout: 10_000,
    greetingTimeout: Math.min(10_000, silence),
    socketTimeout: silence,
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

function send(connection: SMTPConnection, envelope: Envelope, content: Readable): Promise<string> {
  return new Promise((resolve, reject) => {
    connection.send({ from: envelope.from, to: [envelope.to] }, content, (error, info) => {
      if (error) {
        connection.close();
        reject(error);
      } else resolve(info?.response ?? '250');
    });
  });
}
