/**
 * An IMAP command as its client writes it (RFC 3501 §9): lines, in which a literal (`{12}`, or `{12+}` by RFC 7888)
 * stands for octets that follow the line. `CommandReader` cuts what arrives into whole commands, `parseCommand` reads
 * one.
 */

/** An atom, a quoted string or a literal (one character an octet), or a list of them. */
export type Token = string | Token[];
export type ImapCommand = { readonly tag: string; readonly name: string; readonly args: readonly Token[] };

/** Text, and the octets of literals, in turn. */
type Piece = string | Buffer;

/** What the client has to be told before the connection is closed. */
export class ImapFault extends Error {}

const LITERAL = /\{(\d+)(\+?)\}$/;
const LONGEST_LINE = 64 * 1024;
const LARGEST_LITERAL = 64 * 1024 * 1024;

export class CommandReader {
  readonly #goAhead: () => void;
  #rest = Buffer.alloc(0);
  #pieces: Piece[] = [];
  /** Octets of the literal that is arriving. */
  #literal: number | null = null;

  /** `goAhead` is called when the client waits for leave to send a literal. */
  constructor(goAhead: () => void) {
    this.#goAhead = goAhead;
  }

  /** Takes what has arrived; returns the commands that it completes. Throws ImapFault when it is too long. */
  read(chunk: Buffer): Piece[][] {
    this.#rest = Buffer.concat([this.#rest, chunk]);
    const complete: Piece[][] = [];
    while (this.#literal === null ? this.#readLine(complete) : this.#readLiteral(this.#literal));
    return complete;
  }

  #readLiteral(size: number): boolean {
    if (this.#rest.length < size) return false;
    this.#pieces.push(this.#rest.subarray(0, size));
    this.#rest = this.#rest.subarray(size);
    this.#literal = null;
    return true;
  }

  #readLine(complete: Piece[][]): boolean {
    const end = this.#rest.indexOf('\n');
    if ((end < 0 ? this.#rest.length : end) > LONGEST_LINE) throw new ImapFault('the line is too long');
    if (end < 0) return false;
    const line = this.#rest.toString('latin1', 0, end).replace(/\r$/, '');
    this.#rest = this.#rest.subarray(end + 1);
    const [literal, size, synchronous] = LITERAL.exec(line) ?? [];
    this.#pieces.push(line.slice(0, line.length - (literal?.length ?? 0)));
    if (literal === undefined) {
      complete.push(this.#pieces);
      this.#pieces = [];
      return true;
    }
    this.#literal = Number(size);
    if (this.#literal > LARGEST_LITERAL) throw new ImapFault('the literal is too long');
    if (synchronous === '') this.#goAhead();
    return true;
  }
}

/** White space, parentheses, a quoted string, or an atom, in which a section in brackets may hold blanks. */
const TOKEN = /\s+|[()]|"((?:[^"\\]|\\.)*)"|(?:[^\s()"[\]]|\[[^\]]*\])+/y;

/** Reads a whole command. Throws ImapFault for what is none. */
export function parseCommand(pieces: readonly Piece[]): ImapCommand {
  const open: Token[][] = [[]];
  const add = (token: Token): unknown => open.at(-1)?.push(token);
  for (const piece of pieces) {
    if (typeof piece !== 'string') add(piece.toString('latin1'));
    else readTokens(piece, open, add);
  }
  const [tokens = [], ...unclosed] = open;
  const [tag, name, ...args] = tokens;
  if (typeof tag !== 'string' || typeof name !== 'string' || unclosed.length > 0) throw new ImapFault('not a command');
  const isByUid = name.toUpperCase() === 'UID' && typeof args[0] === 'string';
  return isByUid
    ? { tag, name: `UID ${args[0]}`.toUpperCase(), args: args.slice(1) }
    : { tag, name: name.toUpperCase(), args };
}

function readTokens(text: string, open: Token[][], add: (token: Token) => unknown): void {
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.length) {
    const found = TOKEN.exec(text);
    if (found === null) throw new ImapFault('not a command');
    const [token, quoted] = found;
    if (token === '(') open.push([]);
    else if (token === ')') {
      const list = open.pop();
      if (list === undefined || open.length === 0) throw new ImapFault('not a command');
      add(list);
    } else if (quoted !== undefined) add(quoted.replace(/\\(.)/g, '$1'));
    else if (token.trim() !== '') add(token);
  }
}

/** As a server writes a string: quoted, or as a literal where that cannot be. */
export function stringOf(text: string): string {
  return /^[\x20-\x7e]*$/.test(text)
    ? `"${text.replace(/["\\]/g, '\\$&')}"`
    : `{${Buffer.byteLength(text, 'latin1')}}\r\n${text}`;
}
