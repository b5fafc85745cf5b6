/**
 * How much of a mail is read and handed on. Every room after this one works with what is left, on the thread that
 * answers everybody, so that nothing a stranger sends keeps that thread busy for long. The mail itself stays in the
 * ledger as it came; what was cut is told by a warning.
 */

/** Text parts are decoded up to here, octets of one mail together: an hour's reading, and HTML of fifty replies. */
export const TEXT_OCTETS = 1_000_000;
/** Characters of the text, of the words newly written, and of the quoted ones, that are handed on. @internal */
export const TEXT_LENGTH = 100_000;
/** Stands at the end of a text that was cut. */
export const CUT_MARK = '\n[…]';
/** Longer HTML is not handed on: half of it would be shown as if it were all, and the text form has it. Characters. */
export const HTML_LENGTH = 200_000;
/** Tags of one mail's HTML; what follows them is cut. */
export const HTML_TAGS = 50_000;
/** Elements in elements: htmlparser2's and sanitize-html's time grows with the square of it. */
export const HTML_DEPTH = 500;
/** Fields of all headers of one mail together, and octets of one header: nobody sends a twentieth of it. */
export const HEADER_FIELDS = 25_000;
export const HEADER_OCTETS = 2_000_000;
/** Parts of one mail. */
export const PARTS = 2_000;
/** Addresses of all fields of one name. */
export const ADDRESSES = 10_000;
/** Identifiers of one References field: the first, which began the conversation, and the last. */
export const REFERENCES = 500;

/** Characters of a subject and of a person's name: a line has 998 octets (RFC 5322 §2.1.1). */
export const SUBJECT_LENGTH = 1000;
export const NAME_LENGTH = 200;
/** Characters of a field's value out of which such a text is decoded: a letter may take a dozen. */
export const VALUE_LENGTH = 20_000;
/** Characters of a file's name, of which the end is kept; no file system has longer ones. */
export const FILE_NAME_LENGTH = 1000;

/** A text as far as it is handed on. */
export function cutText(text: string): string {
  return withoutHeaps(text.length <= TEXT_LENGTH ? text : text.slice(0, TEXT_LENGTH).toWellFormed());
}

/**
 * A text with no more than thirty combining marks in a row, as in every language (UAX #15 §13): normalising takes the
 * square of their number.
 */
export const withoutHeaps = (text: string): string => (MAY_BE_MARK.test(text) ? text.replace(HEAP, '$1') : text);
const HEAP = /(\p{M}{30})\p{M}+/gu;
/** Blocks that have combining marks, and halves of pairs: looked for in a tenth of the time. */
export const MAY_BE_MARK =
  /[\u0300-\u1fff\u20d0-\u20ff\u2cef-\u2dff\u302a-\u302f\u3099\u309a\ua66f-\uabff\ud800-\udfff\ufb1e-\ufe2f]/;
