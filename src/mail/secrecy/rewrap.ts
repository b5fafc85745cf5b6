import { latin1 } from '../mime/charset/charset.ts';

/**
 * The mail with other content: its own header without what described the old content, the fields of `instead` in place
 * of its own, and behind them the header and body of a MIME entity. So what was inside of a mail is read like any mail,
 * by the same code and within the same limits.
 */
export function rewrapped(
  mail: Uint8Array,
  entity: Uint8Array,
  instead: ReadonlyMap<string, string> = new Map(),
): Uint8Array {
  const outer = fieldsOf(headOf(mail)).filter((field) => !isOfContent(field) && !instead.has(nameOf(field)));
  const head = headOf(entity);
  const inner = fieldsOf(head).filter(isOfContent);
  const replaced = [...instead].map(([name, value]) => `${name}: ${value.trim()}`);
  const header = [...outer, ...replaced, 'MIME-Version: 1.0', ...inner].join('\r\n');
  return Buffer.concat([Buffer.from(`${header}\r\n\r\n`, 'latin1'), entity.subarray(head.length)]);
}

/** The header of octets with the empty line behind it, one character an octet. */
function headOf(octets: Uint8Array): string {
  const buffer = Buffer.from(octets.buffer, octets.byteOffset, octets.byteLength);
  if (buffer[0] === 0x0a || (buffer[0] === 0x0d && buffer[1] === 0x0a))
    return latin1(buffer.subarray(0, buffer[0] === 0x0a ? 1 : 2));
  const ends = ['\n\n', '\n\r\n'].flatMap((mark) => {
    const at = buffer.indexOf(mark);
    return at < 0 ? [] : [at + mark.length];
  });
  return latin1(buffer.subarray(0, ends.length > 0 ? Math.min(...ends) : buffer.length));
}

/** Each with its continuations. */
const fieldsOf = (head: string): string[] =>
  head
    .trimEnd()
    .split(/\r?\n(?![ \t])/)
    .filter((field) => field !== '');

const nameOf = (field: string): string => /^([^\s:]+)[ \t]*:/.exec(field)?.[1]?.toLowerCase() ?? '';

const isOfContent = (field: string): boolean => /^(?:content-.*|mime-version)$/.test(nameOf(field));
