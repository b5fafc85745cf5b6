import { readWords } from '../mime/encoded-word.ts';
import { type Header, headerValues } from '../mime/header.ts';
import type { Part } from '../mime/structure.ts';

/**
 * Header fields inside of what is signed or encrypted (RFC 9788, and `protected-headers="v1"` before it): the mail
 * programs that write them put a stand-in for the subject outside.
 */

/** Fields that count as they stand inside: what a person reads, and by what the mail finds its conversation. */
const READ_INSIDE: ReadonlySet<string> = new Set(['subject', 'in-reply-to', 'references']);

/** Fields that may be relied on where inside and outside say the same. */
const COMPARED: readonly string[] = [
  'from',
  'to',
  'cc',
  'reply-to',
  'date',
  'message-id',
  'subject',
  'in-reply-to',
  'references',
];

const isProtecting = ({ contentType: { parameters } }: Part): boolean =>
  /^(?:clear|cipher)$/i.test(parameters.get('hp') ?? '') || /^v1$/i.test(parameters.get('protected-headers') ?? '');

/** The fields that a part protects; none where it does not say that it does. `isWhole`: it is a whole mail. */
export function protectedFields(part: Part, isWhole = false): ReadonlyMap<string, string> {
  if (!isWhole && !isProtecting(part)) return new Map();
  const { header } = part;
  return new Map(
    COMPARED.flatMap((name): [string, string][] => {
      const [value, ...more] = headerValues(header, name);
      return value === undefined || more.length > 0 ? [] : [[name, value]];
    }),
  );
}

/** Those of the fields that take the place of the ones outside. */
export const readInside = (fields: ReadonlyMap<string, string>): ReadonlyMap<string, string> =>
  new Map([...fields].filter(([name]) => READ_INSIDE.has(name)));

/** Names of the fields that say the same inside as outside, or are read inside. */
export function covered(fields: ReadonlyMap<string, string>, outside: Header): string[] {
  return [...fields].flatMap(([name, value]) => {
    const [only, ...more] = headerValues(outside, name);
    const isSame = only !== undefined && more.length === 0 && plain(only) === plain(value);
    return isSame || READ_INSIDE.has(name) ? [name] : [];
  });
}

/** Encoded and folded in whichever way. */
const plain = (value: string): string => readWords(value).text.replace(/\s+/g, '');
