import { EventEmitter } from 'node:events';
import type { AddressInfo, Server, Socket } from 'node:net';
import { type ParsedMail, simpleParser } from 'mailparser';
import { SMTPServer, type SMTPServerSession } from 'smtp-server';
import { addTrace } from '../../src/sandbox/mail/trace.ts';
import { freePort } from './free-port.ts';
import { createFaultyFront, type SmtpFault, type SmtpVerb, smtpVerbs } from './smtp-fault.ts';

/** A mail the postbox has accepted. */
export interface ReceivedMail {
  /** The envelope: the sender, empty for `<>`, and the recipients. */
  from: string;
  to: string[];
  /** As it came over the wire, dots unstuffed. */
  raw: Buffer;
  parsed: ParsedMail;
  /** The decoded subject, the text part, and a header's value as sent (unfolded); empty when there is none. */
  subject: string;
  text: string;
  header(name: string): string;
}

export interface FaultOptions {
  /** How often; default: until `heal()`. */
  times?: number;
  /** Of what the client has said since MAIL FROM, e.g. `(said) => said.includes('zhang@')`. */
  when?: (said: string) => boolean;
}

/** Where accepted mail goes on to: a mailbox of a test's IMAP server. */
export interface Receiver {
  deliver(raw: Buffer): Promise<void>;
}

export interface PostboxOptions {
  /** Who is asked for a login; default: nobody. */
  login?: { user: string; pass: string };
  /** Asks for XOAUTH2 and takes these tokens; default: none is asked for. */
  takesToken?: (accessToken: string) => boolean;
  /** The receiving system that vouches, in Authentication-Results, for mail delivered on; default: none does. */
  authservId?: string;
}

/** A real SMTP server on a free loopback port, which records what it accepts and fails where a test wants it to. */
export async function startPostbox(options: PostboxOptions = {}): Promise<Postbox> {
  const postbox = new Postbox(options);
  await postbox.start();
  return postbox;
}

export class Postbox {
  readonly host = '127.0.0.1';
  /** In the order of acceptance. */
  readonly mails: ReceivedMail[] = [];
  /** How often each verb was heard, those answered with a fault included. */
  readonly counts = Object.fromEntries(smtpVerbs.map((verb) => [verb, 0])) as Record<SmtpVerb, number>;
  #port = 0;
  readonly #options: PostboxOptions;
  readonly #arrivals = new EventEmitter<{ mail: [] }>().setMaxListeners(0);
  readonly #faults: { verb: SmtpVerb; fault: SmtpFault; left: number; when: (said: string) => boolean }[] = [];
  readonly #refusals = new Map<number, string>();
  readonly #receivers = new Map<string, Receiver>();
  #smtp: SMTPServer | undefined;
  #front: Server | undefined;
  readonly #clients = new Set<Socket>();

  constructor(options: PostboxOptions) {
    this.#options = options;
  }

  get port(): number {
    return this.#port;
  }

  get url(): string {
    const { login } = this.#options;
    return `smtp://${login === undefined ? '' : `${login.user}:${login.pass}@`}${this.host}:${this.#port}`;
  }

  /**
   * Mail to this address, with any `+tag`, also goes on to this mailbox, with Return-Path and Received as an MTA adds
   * them.
   */
  forward(address: string, receiver: Receiver): void {
    this.#receivers.set(address.toLowerCase(), receiver);
  }

  /** Answers the verb like this from now on; several plans for one verb are used in the order given. */
  fault(
    verb: SmtpVerb,
    fault: SmtpFault,
    { times = Number.POSITIVE_INFINITY, when = () => true }: FaultOptions = {},
  ): void {
    this.#faults.push({ verb, fault, left: times, when });
  }

  /** Drops every planned fault; connections that fell silent stay silent. */
  heal(): void {
    this.#faults.length = 0;
  }

  /**
   * The first mail that matches, also among those accepted already.
   * @throws after `timeoutMs`, with the subjects there are.
   */
  async waitFor(fits: (mail: ReceivedMail) => boolean, timeoutMs = 60_000): Promise<ReceivedMail> {
    return this.#when(() => this.mails.find(fits), timeoutMs);
  }

  /** The mails that match, once there are `count` of them. */
  async waitForCount(
    count: number,
    fits: (mail: ReceivedMail) => boolean = () => true,
    timeoutMs = 60_000,
  ): Promise<ReceivedMail[]> {
    return this.#when(() => {
      const fitting = this.mails.filter(fits);
      return fitting.length >= count ? fitting : undefined;
    }, timeoutMs);
  }

  /** Listens again on the port it had. */
  async start(): Promise<void> {
    this.#smtp = this.#createServer();
    const inner = await listen(this.#smtp.server, 0);
    this.#front = createFaultyFront(() => inner, {
      heard: (verb) => {
        this.counts[verb] += 1;
      },
      next: (verb, said) => this.#nextFault(verb, said),
      refuseContent: (port, reply) => this.#refusals.set(port, reply),
    });
    this.#front.on('connection', (client) => {
      this.#clients.add(client);
      client.once('close', () => this.#clients.delete(client));
    });
    this.#port = await listen(this.#front, this.#port === 0 ? await freePort() : this.#port);
  }

  /** Ends every connection and refuses new ones, until `start()`. What was recorded stays. */
  async stop(): Promise<void> {
    for (const client of this.#clients) client.destroy();
    await new Promise((resolve) => this.#front?.close(resolve));
    await new Promise<void>((resolve) => this.#smtp?.close(resolve));
  }

  #createServer(): SMTPServer {
    const { login, takesToken } = this.#options;
    const open = login === undefined && takesToken === undefined;
    const server = new SMTPServer({
      name: 'postbox.test',
      disabledCommands: open ? ['AUTH', 'STARTTLS'] : ['STARTTLS'],
      authOptional: open,
      authMethods: takesToken === undefined ? ['LOGIN', 'PLAIN'] : ['XOAUTH2'],
      allowInsecureAuth: true,
      hidePIPELINING: true,
      disableReverseLookup: true,
      closeTimeout: 10,
      logger: false,
      onAuth: ({ username, password, accessToken }, _session, done) => {
        if (takesToken?.(accessToken ?? '')) done(null, { user: username });
        else if (login !== undefined && username === login.user && password === login.pass)
          done(null, { user: username });
        else done(new Error('5.7.8 wrong user or password'));
      },
      onData: (stream, session, done) => {
        stream
          .toArray()
          .then((chunks) => this.#accept(Buffer.concat(chunks), session))
          .then(() => done(), done);
      },
    });
    // A connection that a fault broke off is reported here too.
    server.on('error', () => undefined);
    return server;
  }

  async #accept(raw: Buffer, session: SMTPServerSession): Promise<void> {
    const refusal = this.#refusals.get(session.remotePort);
    if (refusal !== undefined) {
      this.#refusals.delete(session.remotePort);
      throw Object.assign(new Error(refusal.slice(4)), { responseCode: Number(refusal.slice(0, 3)) });
    }
    const { mailFrom, rcptTo } = session.envelope;
    const from = mailFrom === false ? '' : mailFrom.address;
    const mail = await recordOf(
      from,
      rcptTo.map(({ address }) => address),
      raw,
    );
    await this.#forward(mail, session.hostNameAppearsAs || 'unknown');
    this.mails.push(mail);
    this.#arrivals.emit('mail');
  }

  async #forward({ from, to, raw }: ReceivedMail, client: string): Promise<void> {
    const { authservId } = this.#options;
    const authentication = authservId === undefined ? {} : { authentication: { authservId, verdict: 'pass' as const } };
    const delivery = { from, client, host: 'postbox.test', at: new Date(), ...authentication };
    for (const address of to) {
      const receiver = this.#receivers.get(address.toLowerCase().replace(/\+[^@]*(?=@)/, ''));
      await receiver?.deliver(addTrace(raw, delivery));
    }
  }

  #nextFault(verb: SmtpVerb, said: string): SmtpFault | undefined {
    const plan = this.#faults.find((each) => each.verb === verb && each.left > 0 && each.when(said));
    if (plan === undefined) return undefined;
    plan.left -= 1;
    return plan.fault;
  }

  async #when<T>(look: () => T | undefined, timeoutMs: number): Promise<T> {
    const { promise, resolve, reject } = Promise.withResolvers<T>();
    const check = () => {
      const found = look();
      if (found !== undefined) resolve(found);
    };
    const deadline = setTimeout(() => {
      const there = this.mails.map(({ to, subject }) => `${to.join(', ')}: ${subject}`);
      reject(new Error(`no such mail within ${timeoutMs} ms; there are ${there.length}:\n${there.join('\n')}`));
    }, timeoutMs);
    this.#arrivals.on('mail', check);
    check();
    try {
      return await promise;
    } finally {
      clearTimeout(deadline);
      this.#arrivals.off('mail', check);
    }
  }
}

async function recordOf(from: string, to: string[], raw: Buffer): Promise<ReceivedMail> {
  const parsed = await simpleParser(raw, { skipTextToHtml: true, skipHtmlToText: true, skipImageLinks: true });
  return {
    from,
    to,
    raw,
    parsed,
    subject: parsed.subject ?? '',
    text: parsed.text ?? '',
    header(name) {
      const line = parsed.headerLines.find(({ key }) => key === name.toLowerCase())?.line ?? '';
      return line
        .slice(line.indexOf(':') + 1)
        .replace(/\r?\n(?=[ \t])/g, '')
        .trim();
    },
  };
}

async function listen(server: Server, port: number): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => resolve());
  });
  return (server.address() as AddressInfo).port;
}
