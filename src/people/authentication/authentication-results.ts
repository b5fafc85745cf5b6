import type { Mail } from '../../mail/mail.ts';
import { aligned, domainOf } from '../address.ts';
import { type Findings, readDmarc, readPolicy } from './findings.ts';

/** One result of an Authentication-Results field (RFC 8601 §2.2). Property names are `ptype.property`, lower case. */
type MethodResult = {
  readonly method: string;
  readonly result: string;
  readonly properties: ReadonlyMap<string, string>;
  /** All comments of this result, joined by a space. */
  readonly comment: string;
};

export type AuthenticationResults = { readonly authservId: string; readonly results: readonly MethodResult[] };

/**
 * What the trusted host found: its topmost fields as far as they follow one another, and of each method what the topmost
 * field with it says. Null when there is no field of that host. A pass of DMARC for somebody else than the sender read here
 * (`header.from`, RFC 8601 §2.7.8) says nothing: a From that reads differently to different programs.
 */
export function fromAuthenticationResults(mail: Mail, authservId: string): Findings | null {
  const block = topmostBlock(mail, authservId);
  if (block.length === 0) return null;
  const of = (method: string): readonly MethodResult[] =>
    block
      .map(({ results }) => results.filter((result) => result.method === method))
      .find((found) => found.length > 0) ?? [];
  const dmarc = of('dmarc').filter((each) => !passed(each) || isAbout(mail, each));
  return {
    dkim: of('dkim')
      .filter(passed)
      .map((result) => ({ domain: signer(result), covers: null })),
    spf: of('spf').filter(passed).map(envelopeDomain)[0] ?? null,
    dmarc: readDmarc(dmarc[0]?.result),
    policy: dmarc.map(policyOf).find((policy) => policy !== null) ?? null,
  };
}

/** Several milters of one host write a field each, one above the other. */
function topmostBlock(mail: Mail, authservId: string): AuthenticationResults[] {
  const block: AuthenticationResults[] = [];
  for (const [name, value] of mail.headers) {
    const parsed = name === 'authentication-results' ? parseAuthenticationResults(value) : null;
    if (parsed?.authservId === authservId.toLowerCase()) block.push(parsed);
    else if (block.length > 0 && name !== 'received-spf') break;
  }
  return block;
}

const passed = ({ result }: MethodResult): boolean => result === 'pass';

function isAbout(mail: Mail, { properties }: MethodResult): boolean {
  const judged = properties.get('header.from');
  return judged === undefined || aligned(domainIn(judged), domainOf(mail.from[0]?.address ?? ''));
}

function policyOf({ properties, comment }: MethodResult): Findings['policy'] {
  return readPolicy(properties.get('policy.dmarc') ?? /\bp\s*=\s*(\w+)/i.exec(comment)?.[1]);
}

/** `header.d`, else the domain of `header.i`. */
function signer({ properties }: MethodResult): string {
  return domainOf(`@${properties.get('header.d') ?? domainOf(properties.get('header.i') ?? '')}`);
}

/** `smtp.mailfrom`, an address or a bare domain; `smtp.helo` when the envelope sender is empty (RFC 7208 §2.4). */
function envelopeDomain({ properties }: MethodResult): string {
  return domainIn(properties.get('smtp.mailfrom') || properties.get('smtp.helo') || '');
}

/** Of an address or a bare domain. */
function domainIn(value: string): string {
  const bare = value.replace(/^<|>$/g, '');
  return domainOf(bare.includes('@') ? bare : `@${bare}`);
}

const RESULT = /^([a-z][\w-]*)(?:\s*\/\s*\d+)?\s*=\s*([a-z]+)/i;
const PROPERTY = /(?<![\w-])([a-z][\w-]*(?:\s*\.\s*[\w-]+)?)\s*=\s*((?:"(?:[^"\\]|\\.)*"?|[^\s"])+)/gi;

/** The parts of a field value; null when there is not even an authserv-id. A property given twice differently is left out. */
export function parseAuthenticationResults(value: string): AuthenticationResults | null {
  const [head, ...rest] = segments(value);
  const authservId = unquote(head?.text.trim().split(/\s/, 1)[0] ?? '').toLowerCase();
  if (authservId === '') return null;
  return { authservId, results: rest.flatMap(({ text, comment }) => readResult(text.trim(), comment) ?? []) };
}

function readResult(text: string, comment: string): MethodResult | null {
  const match = RESULT.exec(text);
  if (!match?.[1] || !match[2]) return null;
  const properties = new Map<string, string>();
  const doubted = new Set<string>();
  for (const [, name = '', value = ''] of text.slice(match[0].length).matchAll(PROPERTY)) {
    const key = name.replace(/\s/g, '').toLowerCase();
    const known = properties.get(key);
    if (known !== undefined && known !== unquote(value)) doubted.add(key);
    properties.set(key, unquote(value));
  }
  for (const key of doubted) properties.delete(key);
  return { method: match[1].toLowerCase(), result: match[2].toLowerCase(), properties, comment };
}

function unquote(text: string): string {
  return text.replace(/"((?:[^"\\]|\\.)*)"?/g, (_, inner: string) => inner.replace(/\\(.)/g, '$1'));
}

type Segment = { text: string; comment: string };
const OUTSIDE_COMMENT = /"(?:[^"\\]|\\.)*"?|[^"();]+|[();]/gsy;
const INSIDE_COMMENT = /(?:[^()\\]+|\\.)+|[()\\]/gsy;

/** Splits at semicolons outside of quotes and comments; the comments, which nest, are kept apart. */
function segments(value: string): Segment[] {
  let current: Segment = { text: '', comment: '' };
  const all = [current];
  let depth = 0;
  for (let at = 0; at < value.length; ) {
    const lexemes = depth > 0 ? INSIDE_COMMENT : OUTSIDE_COMMENT;
    lexemes.lastIndex = at;
    const lexeme = lexemes.exec(value)?.[0] ?? value.slice(at);
    at += lexeme.length;
    if (lexeme === ')') depth = Math.max(0, depth - 1);
    else if (lexeme === '(') {
      depth += 1;
      current[depth > 1 ? 'comment' : 'text'] += ' ';
    } else if (depth > 0) current.comment += `${lexeme} `;
    else if (lexeme === ';') {
      current = { text: '', comment: '' };
      all.push(current);
    } else current.text += lexeme;
  }
  return all;
}
