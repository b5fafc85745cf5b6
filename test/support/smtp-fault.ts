import { connect, createServer, type Server, type Socket } from 'node:net';

/** What a client says, in the order it says it. CONTENT is the end of the mail, the lone dot. */
export const smtpVerbs = ['CONNECT', 'EHLO', 'AUTH', 'MAIL', 'RCPT', 'DATA', 'CONTENT', 'RSET', 'QUIT'] as const;
export type SmtpVerb = (typeof smtpVerbs)[number];

type Reply = `${4 | 5}${number} ${string}`;

/**
 * A reply (`421 …` also ends the connection), a dropped connection, or no word at all. The `kept` ones exist for
 * CONTENT only: the server has the mail, and the client never learns it; after every other fault the server has no
 * mail.
 */
export type SmtpFault = Reply | 'drop' | 'silence' | 'keptThenDrop' | 'keptThenSilence';

/** `said` is what the client has said since MAIL FROM, this line included. */
export interface FaultPlan {
  heard(verb: SmtpVerb): void;
  /** What happens instead of the server's own answer. */
  next(verb: SmtpVerb, said: string): SmtpFault | undefined;
  /** Makes the server give this reply to the content that comes from this port of the front. */
  refuseContent(port: number, reply: Reply): void;
}

/**
 * Stands before an SMTP server and answers in its place where the plan says so. Reads the client's side line by line,
 * so it can answer verbs for which a server library has no hook. No pipelining.
 */
export function createFaultyFront(serverPort: () => number, plan: FaultPlan): Server {
  return createServer({ noDelay: true }, (client) => {
    client.on('error', () => client.destroy());
    plan.heard('CONNECT');
    const fault = plan.next('CONNECT', '');
    if (fault !== undefined) answer(client, fault);
    else new Conversation(client, connect({ port: serverPort(), host: '127.0.0.1', noDelay: true }), plan);
  });
}

class Conversation {
  readonly #client: Socket;
  readonly #server: Socket;
  readonly #plan: FaultPlan;
  #received = '';
  #said: string[] = [];
  #inContent = false;
  /** What the server's next reply becomes. */
  #lostReply: 'drop' | 'silence' | undefined;

  constructor(client: Socket, server: Socket, plan: FaultPlan) {
    this.#client = client;
    this.#server = server;
    this.#plan = plan;
    client.setEncoding('latin1');
    client.on('data', (chunk: string) => this.#fromClient(chunk));
    client.on('close', () => server.destroy());
    server.on('data', (reply) => this.#fromServer(reply));
    server.on('close', () => client.end());
    server.on('error', () => client.destroy());
  }

  #fromClient(chunk: string): void {
    const lines = (this.#received + chunk).split('\r\n');
    this.#received = lines.pop() ?? '';
    const passed = lines.filter((line) => this.#passes(line));
    if (passed.length > 0) this.#server.write(`${passed.join('\r\n')}\r\n`, 'latin1');
  }

  /** Whether the server hears this line; if not, it was answered here. */
  #passes(line: string): boolean {
    const verb = this.#verbOf(line);
    if (verb === undefined) return true;
    this.#said = verb === 'MAIL' ? [line] : [...this.#said, line];
    this.#plan.heard(verb);
    const fault = this.#plan.next(verb, this.#said.join('\n'));
    if (fault === undefined) {
      this.#inContent = verb === 'DATA';
      return true;
    }
    return verb === 'CONTENT' ? this.#failContent(fault) : this.#failCommand(fault);
  }

  #failCommand(fault: SmtpFault): boolean {
    if (fault === 'silence') this.#fallSilent();
    else answer(this.#client, fault);
    return false;
  }

  #failContent(fault: SmtpFault): boolean {
    switch (fault) {
      case 'keptThenDrop':
        this.#lostReply = 'drop';
        return true;
      case 'keptThenSilence':
        this.#lostReply = 'silence';
        return true;
      case 'drop':
      case 'silence':
        this.#server.removeAllListeners('close').destroy();
        return this.#failCommand(fault);
      default:
        this.#plan.refuseContent(this.#server.localPort ?? 0, fault);
        return true;
    }
  }

  #verbOf(line: string): SmtpVerb | undefined {
    if (this.#inContent) {
      if (line !== '.') return undefined;
      this.#inContent = false;
      return 'CONTENT';
    }
    const word = line.slice(0, 4).toUpperCase();
    return smtpVerbs.find((verb) => verb === (word === 'HELO' ? 'EHLO' : word));
  }

  #fromServer(reply: Buffer): void {
    if (this.#lostReply === 'drop') this.#client.destroy();
    else if (this.#lostReply === 'silence') this.#fallSilent();
    else if (reply.toString('latin1', 0, 3) === '421') this.#client.end(reply);
    else this.#client.write(reply);
  }

  #fallSilent(): void {
    this.#client.removeAllListeners('data').resume();
    this.#server.removeAllListeners('data').resume();
  }
}

function answer(client: Socket, fault: SmtpFault): void {
  if (fault === 'silence') client.resume();
  else if (fault === 'drop' || !/^\d/.test(fault)) client.destroy();
  else if (fault.startsWith('421')) client.end(`${fault}\r\n`);
  else client.write(`${fault}\r\n`);
}
