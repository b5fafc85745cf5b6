import { isUtf8 } from 'node:buffer';
import { decodeText } from '../../mail/mime/charset/charset.ts';
import { NoExport } from './told.ts';

/** What spreadsheets save a table in where nobody chose UTF-8, in countries whose writing can be told from another's. */
const EAST_ASIAN = ['gb18030', 'big5', 'shift_jis', 'euc-jp', 'euc-kr'];

/**
 * The text of a file: UTF-8, UTF-16 with its mark, or what is East Asian text for certain. Whatever else is tried gives
 * letters that nobody wrote (in GB18030 nearly everything is valid), so that it throws NoExport.
 */
export function textOfFile(octets: Buffer): string {
  try {
    return new TextDecoder(charsetOf(octets), { fatal: true }).decode(octets);
  } catch (error) {
    if (!(error instanceof TypeError || error instanceof RangeError)) throw error;
    throw new NoExport('is in no charset that can be told; save it as UTF-8 (a spreadsheet calls it "CSV UTF-8")');
  }
}

/** An empty name where it cannot be told. */
function charsetOf(octets: Buffer): string {
  const [first, second] = octets;
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  // Text has no zeros; UTF-16 without its mark is full of them.
  if (octets.includes(0)) return '';
  if (isUtf8(octets)) return 'utf-8';
  const { charset, guessed = false } = decodeText(octets);
  return !guessed && EAST_ASIAN.includes(charset) ? charset : '';
}
