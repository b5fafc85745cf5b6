/** What a mail's warnings are called; docs/understanding-mail.md says what each means. */

/** Not all of the text was read; the mail in the ledger has it. */
export const TEXT_TRUNCATED = 'text_truncated';
/** The mail has more parts or fields than are read. */
export const STRUCTURE_TRUNCATED = 'structure_truncated';
/** Octets that mean nothing in any charset. */
export const CHARSET_REPLACED = 'charset_replaced';
/** A text was read in a charset which nothing speaks for: the sender's usual one may do better. */
export const CHARSET_GUESSED = 'charset_guessed';
/** Words, or some of them, are encrypted: the desk has no key, and the customer has to be asked. */
export const ENCRYPTED = 'encrypted';
/** What is signed is not what stands in the mail. */
export const SIGNATURE_BROKEN = 'signature_broken';
/** A packed file could not be read to its end. */
export const ATTACHMENT_DAMAGED = 'attachment_damaged';

/** Whether something of a text was lost in decoding it. */
export const isReplaced = (text: string): boolean => text.includes('\ufffd');
