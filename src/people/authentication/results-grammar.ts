import { domainToASCII, domainToUnicode } from 'node:url';

/** One result of an Authentication-Results field (RFC 8601 §2.2). */
export type MethodResult = {
  readonly method: string;
  readonly result: string;
  /** By `ptype.property`, lower case; of a property that names a sender only the domain, `''` for none. */
  readonly properties: ReadonlyMap<string, string>;
  /** The comments of this result, joined by a space; none that stand within a property, where a sender's words may. */
  readonly comment: string;
};

/**
 * Who wrote a field, and what it says: its results, the bare word `none`, or null when it does not parse as a whole.
 */
export type AuthenticationResults = {
  readonly authservId: string;
  readonly results: readonly MethodResult[] | 'none' | null;
};

/**
 * Reads a field value by the grammar of RFC 8601 §2.2, all or nothing: a sender's text that got into the field would
 * end a value, a comment or a result early, and what is left over then does not parse. Null when not even the
 * authserv-id can be read.
 *
 * Beyond the grammar it takes what well-known receivers write: a semicolon at the end, an empty value (QQ), a property
 * without ptype (Exchange's `action=none`), an envelope sender in angle brackets, and `/ = + :` in values nobody relies
 * on.
 */
export function parseAuthenticationResults(value: string): AuthenticationResults | null {
  const cursor: Cursor = { text: value, at: 0, comments: [] };
  const id = skipSpace(cursor) ? (take(cursor, TOKEN) ?? quoted(cursor)) : null;
  if (!id) return null;
  const readable = value.length <= LONGEST && !CONTROL.test(value);
  return { authservId: id.toLowerCase(), results: readable ? readResults(cursor) : null };
}

/** Characters of a value that is read; receivers write a few hundred. */
const LONGEST = 32 * 1024;

/** `comments`: those read since the last semicolon. */
type Cursor = { readonly text: string; at: number; comments: string[] };
/** `blank`: what comes next has a blank right before it. */
type Space = { readonly blank: boolean };

const CONTROL = /[\0-\x08\v\f\x0e-\x1f\x7f]/;
const TOKEN = /[!#-'*+\-.0-9A-Z^-~]+/y;
const KEYWORD = /[A-Za-z](?:[\w-]*\w)?/y;
const DIGITS = /\d{1,9}/y;
const BLANKS = /(?:[ \t]|\r?\n(?=[ \t]))+/y;
const QUOTED = /"(?:[^"\\\r\n]|\\[^\r\n]|\r?\n(?=[ \t]))*"/y;
/** A value that is not quoted. */
const UNQUOTED = /[^\s;()"\\]*/y;

function take(cursor: Cursor, pattern: RegExp): string | null {
  pattern.lastIndex = cursor.at;
  const found = pattern.exec(cursor.text)?.[0] ?? null;
  cursor.at += found?.length ?? 0;
  return found;
}

function literal(cursor: Cursor, character: string): boolean {
  if (cursor.text[cursor.at] !== character) return false;
  cursor.at += 1;
  return true;
}

const isAtEnd = ({ text, at }: Cursor): boolean => at >= text.length;

/** The content of a quoted string; null when there is none, or it has no end. */
function quoted(cursor: Cursor): string | null {
  return take(cursor, QUOTED)?.slice(1, -1).replace(/\\(.)/g, '$1') ?? null;
}

/** Blanks and comments (CFWS, RFC 5322 §3.2.2); null for a comment without an end or with half a quotation in it. */
function skipSpace(cursor: Cursor): Space | null {
  let blank = false;
  for (;;) {
    if (take(cursor, BLANKS) !== null) blank = true;
    else if (cursor.text[cursor.at] === '(') {
      const text = readComment(cursor);
      if (text === null) return null;
      cursor.comments.push(text);
      blank = false;
    } else return { blank };
  }
}

const IN_COMMENT = /[^()\\]+|\\.|[()]/sy;

/** The text of a comment and of those within it. */
function readComment(cursor: Cursor): string | null {
  let depth = 0;
  const from = cursor.at;
  do {
    const lexeme = take(cursor, IN_COMMENT);
    if (lexeme === null) return null;
    if (lexeme === '(') depth += 1;
    else if (lexeme === ')') depth -= 1;
  } while (depth > 0);
  const text = cursor.text.slice(from + 1, cursor.at - 1);
  const quotes = text.replace(/\\./gs, '').split('"').length - 1;
  return quotes % 2 === 0 ? text.replace(/[()]/g, ' ') : null;
}

/** What follows the authserv-id. */
function readResults(cursor: Cursor): AuthenticationResults['results'] {
  if (!skipVersion(cursor)) return null;
  const results: MethodResult[] = [];
  while (literal(cursor, ';')) {
    cursor.comments = [];
    if (!skipSpace(cursor)) return null;
    if (isAtEnd(cursor)) break;
    if (results.length === 0 && isNone(cursor)) return 'none';
    const result = readResult(cursor);
    if (!result) return null;
    results.push(result);
  }
  return isAtEnd(cursor) && results.length > 0 && isConsistent(results) ? results : null;
}

/** False when something else follows the authserv-id. */
function skipVersion(cursor: Cursor): boolean {
  cursor.comments = [];
  const space = skipSpace(cursor);
  if (!space) return false;
  if (cursor.text[cursor.at] === ';') return true;
  return (
    (space.blank || cursor.comments.length > 0) &&
    take(cursor, DIGITS) !== null &&
    skipSpace(cursor) !== null &&
    cursor.text[cursor.at] === ';'
  );
}

/** `no-result`: nothing was checked. */
function isNone(cursor: Cursor): boolean {
  const ahead = { ...cursor, comments: [] };
  const word = take(ahead, KEYWORD);
  return word?.toLowerCase() === 'none' && skipSpace(ahead) !== null && (literal(ahead, ';') || true) && isAtEnd(ahead);
}

function readResult(cursor: Cursor): MethodResult | null {
  const method = take(cursor, KEYWORD)?.toLowerCase();
  if (!method || !skipMethodVersion(cursor) || !skipEqualSign(cursor)) return null;
  const result = take(cursor, KEYWORD)?.toLowerCase();
  if (!result) return null;
  const proves = method === 'dkim' && result === 'pass';
  const properties = new Map<string, string>();
  let before = 0;
  for (;;) {
    const space = skipSpace(cursor);
    if (!space) return null;
    // A signer's own domain or selector may begin a comment: in what proves a signature none comes within or behind
    // one.
    if (properties.size === 0) before = cursor.comments.length;
    if (proves && cursor.comments.length > before) return null;
    if (isAtEnd(cursor) || cursor.text[cursor.at] === ';') break;
    const outside = cursor.comments.length;
    const property = space.blank ? readProperty(cursor) : null;
    if (!property || (proves && cursor.comments.length > outside)) return null;
    cursor.comments.length = outside;
    const [name, value] = property;
    if ((properties.get(name) ?? value) !== value) return null;
    properties.set(name, value);
  }
  return isSigner(properties) ? { method, result, properties, comment: cursor.comments.join(' ').trim() } : null;
}

function skipMethodVersion(cursor: Cursor): boolean {
  if (!skipSpace(cursor)) return false;
  if (!literal(cursor, '/')) return true;
  return skipSpace(cursor) !== null && take(cursor, DIGITS) !== null;
}

const skipEqualSign = (cursor: Cursor): boolean =>
  skipSpace(cursor) !== null && literal(cursor, '=') && skipSpace(cursor) !== null;

function readProperty(cursor: Cursor): readonly [name: string, value: string] | null {
  const first = take(cursor, KEYWORD);
  if (!first || !skipSpace(cursor)) return null;
  let name = first.toLowerCase();
  if (literal(cursor, '.')) {
    const second = skipSpace(cursor) && take(cursor, KEYWORD);
    if (!second) return null;
    name += `.${second.toLowerCase()}`;
  }
  if (!skipEqualSign(cursor)) return null;
  const value = SENDERS.has(name) ? readSender(cursor) : (quoted(cursor) ?? take(cursor, UNQUOTED));
  // What follows a value begins with a blank or a semicolon, or it is part of the value.
  return value !== null && /^(?:[ \t\r\n;]|$)/.test(cursor.text.charAt(cursor.at))
    ? [name === 'smtp.mail' ? 'smtp.mailfrom' : name, value]
    : null;
}

/** Properties that name a sender. NetEase and Yandex write `smtp.mail`. */
const SENDERS: ReadonlySet<string> = new Set([
  'header.d',
  'header.i',
  'header.from',
  'smtp.mailfrom',
  'smtp.mail',
  'smtp.helo',
]);

/** The domain of a sender; `''` for the null sender and address literals, null for what is neither. */
function readSender(cursor: Cursor): string | null {
  const local = quoted(cursor);
  if (local !== null && cursor.text[cursor.at] !== '@') return domainIn(local);
  const rest = take(cursor, UNQUOTED) ?? '';
  const bare = local === null ? rest.replace(/^<(.*)>$/, '$1') : rest;
  return /[<>]|@.*@/.test(bare) ? null : domainIn(bare);
}

function domainIn(sender: string): string | null {
  if (sender === '' || /^(?:.*@)?\[[0-9a-z:.]+\]$/i.test(sender)) return '';
  return readDomain(sender.slice(sender.lastIndexOf('@') + 1));
}

const LABEL = '[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?';
const DOMAIN = new RegExp(`^${LABEL}(?:\\.${LABEL})*$`);

/**
 * A domain in A-labels. An international one only as it is written canonically (RFC 8616 §5): mapping would join two.
 */
function readDomain(text: string): string | null {
  const domain = text.toLowerCase().replace(/\.$/, '');
  if (domain.length > 253) return null;
  if (DOMAIN.test(domain)) return domain;
  const ascii = domainToASCII(domain);
  return ascii !== domain && domainToUnicode(ascii) === domain && DOMAIN.test(ascii) ? ascii : null;
}

/**
 * The identity of a signature is its domain or below it (RFC 6376 §3.5); anything else got into the field from outside.
 */
function isSigner(properties: ReadonlyMap<string, string>): boolean {
  const domain = properties.get('header.d');
  const identity = properties.get('header.i');
  return !domain || !identity || `.${identity}`.endsWith(`.${domain}`);
}

/**
 * The results of one method stand together, DMARC has one, there is either no signature or what became of it, and those
 * that passed are described alike: a result that a sender slipped in stands elsewhere, contradicts the receiver's own,
 * or takes a part of its description.
 */
function isConsistent(results: readonly MethodResult[]): boolean {
  const together = ['dkim', 'spf', 'dmarc'].every((method) => {
    const places = results.flatMap((each, at) => (each.method === method ? [at] : []));
    return places.every((place, at) => at === 0 || place === (places[at - 1] ?? 0) + 1);
  });
  const signatures = results.filter(({ method }) => method === 'dkim');
  const shapes = new Set(signatures.filter(({ result }) => result === 'pass').map(shapeOf));
  return (
    together &&
    shapes.size <= 1 &&
    (signatures.length < 2 || signatures.every(({ result }) => result !== 'none')) &&
    results.filter(({ method }) => method === 'dmarc').length <= 1
  );
}

/** The names of what is said about a signature; its identity is optional (RFC 6376 §3.5). */
function shapeOf({ properties }: MethodResult): string {
  const names = [...properties.keys()].filter((name) => name.startsWith('header.') && name !== 'header.i');
  return names.toSorted().join(' ');
}
