import type { Socket } from 'node:net';
import { CommandReader, type ImapCommand, ImapFault, parseCommand, type Token } from './imap-command.ts';
import type { ImapMailbox } from './imap-mailbox.ts';
import type { Folder, KeptMail } from './mail-store.ts';

export interface AccountLogin {
  user: string;
  pass: string;
}

/** What a verb does; returns the text of its tagged OK. Throws `Refused` for NO and ImapFault for BAD. */
export type Verb = (session: ImapSession, args: readonly Token[]) => string | Promise<string>;

/** From which state on a verb may be used (RFC 3501 §3). */
export type SessionState = 'any' | 'login' | 'selected';
export type Verbs = Readonly<Record<string, { readonly from: SessionState; readonly run: Verb }>>;

/** An expected no. */
export class Refused extends Error {}

/** A folder as one session sees it: mails keep their sequence numbers until it was told of a change. */
export interface Selected {
  readonly folder: Folder;
  readonly readOnly: boolean;
  seen: KeptMail[];
}

/** One connection of a mail program. Commands are carried out one after the other. */
export class ImapSession {
  readonly mailbox: ImapMailbox;
  selected: Selected | null = null;
  readonly #login: AccountLogin;
  readonly #socket: Socket;
  readonly #verbs: Verbs;
  readonly #reader = new CommandReader(() => this.write('+ go on'));
  #loggedIn = false;
  /** What has arrived and was not read yet. */
  readonly #waiting: (string | Buffer)[][] = [];
  #busy = false;
  /** Takes the next line, which is no command: an answer to a challenge, or DONE. */
  #nextLine: ((line: string) => void) | null = null;
  #idling = false;

  constructor(socket: Socket, mailbox: ImapMailbox, login: AccountLogin, verbs: Verbs) {
    this.#socket = socket;
    this.#login = login;
    this.#verbs = verbs;
    this.mailbox = mailbox;
    const hear = (by: unknown): void => {
      if (this.#idling && by !== this) this.#tellChanges();
    };
    mailbox.changes.on('change', hear);
    socket.once('close', () => mailbox.changes.off('change', hear));
    socket.on('error', () => socket.destroy());
    socket.on('data', (chunk) => this.#take(chunk));
    this.write('* OK the sandbox is listening');
  }

  write(line: string | Buffer): void {
    if (!this.#socket.writable) return;
    this.#socket.write(typeof line === 'string' ? Buffer.from(line, 'latin1') : line);
    this.#socket.write('\r\n');
  }

  /** Throws Refused for another login than the account's. */
  logIn(user: string, pass: string): void {
    if (user !== this.#login.user || pass !== this.#login.pass)
      throw new Refused('[AUTHENTICATIONFAILED] not the name and password of this mailbox');
    this.#loggedIn = true;
  }

  /** The next line after a `+`. */
  ask(prompt: string): Promise<string> {
    const { promise, resolve } = Promise.withResolvers<string>();
    this.#nextLine = resolve;
    this.write(`+ ${prompt}`);
    // A client may have written it already, without waiting for leave.
    queueMicrotask(() => this.#goOn());
    return promise;
  }

  /** Tells of changes as they happen, until the client is done. */
  async idle(): Promise<void> {
    this.#idling = true;
    const done = this.ask('idling');
    this.#tellChanges();
    await done;
    this.#idling = false;
  }

  /** The folder that is open; throws Refused where there is none, or where it may only be read. */
  opened({ toWrite = false } = {}): Selected {
    if (this.selected === null || (toWrite && this.selected.readOnly)) throw new Refused('the folder is only read');
    return this.selected;
  }

  close(): void {
    this.#socket.end();
  }

  #take(chunk: Buffer): void {
    try {
      this.#waiting.push(...this.#reader.read(chunk));
      this.#goOn();
    } catch (error) {
      if (!(error instanceof ImapFault)) throw error;
      this.write(`* BYE ${error.message}`);
      this.#socket.destroy();
    }
  }

  /** One command at a time; a line that a command waits for is given to it. */
  #goOn(): void {
    const [next] = this.#waiting;
    if (next === undefined || (this.#busy && this.#nextLine === null)) return;
    this.#waiting.shift();
    const taker = this.#nextLine;
    this.#nextLine = null;
    if (taker !== null) {
      taker(String(next[0]));
      this.#goOn();
      return;
    }
    this.#busy = true;
    void this.#carryOut(next).finally(() => {
      this.#busy = false;
      this.#goOn();
    });
  }

  async #carryOut(pieces: (string | Buffer)[]): Promise<void> {
    let command: ImapCommand;
    try {
      command = parseCommand(pieces);
    } catch {
      this.write('* BAD that is no command');
      return;
    }
    const { tag, name, args } = command;
    try {
      const said = await this.#verbOf(name)(this, args);
      // RFC 3501 §7.4.1: numbers must not change while these are answered.
      if (!/^(FETCH|STORE|SEARCH)$/.test(name)) this.#tellChanges();
      this.write(`${tag} OK ${said}`);
      if (name === 'LOGOUT') this.close();
    } catch (error) {
      if (!(error instanceof Refused || error instanceof ImapFault)) throw error;
      this.write(`${tag} ${error instanceof Refused ? 'NO' : 'BAD'} ${error.message}`);
    }
  }

  #verbOf(name: string): Verb {
    const verb = Object.hasOwn(this.#verbs, name) ? this.#verbs[name] : undefined;
    if (verb === undefined) throw new ImapFault('nothing here knows that');
    if (verb.from !== 'any' && !this.#loggedIn) throw new Refused('log in first');
    if (verb.from === 'selected' && this.selected === null) throw new Refused('open a folder first');
    return verb.run;
  }

  #tellChanges(): void {
    if (this.selected === null) return;
    const { folder, seen } = this.selected;
    const there = new Set(folder.messages);
    for (let at = seen.length - 1; at >= 0; at--)
      if (!there.has(seen[at] as KeptMail)) this.write(`* ${at + 1} EXPUNGE`);
    const kept = seen.filter((mail) => there.has(mail)).length;
    this.selected.seen = [...folder.messages];
    if (folder.messages.length > kept) this.write(`* ${folder.messages.length} EXISTS`);
  }
}
