/**
 * Mails, file names, configurations and what is typed on the command line hold what they like: control characters would
 * be orders to the terminal, and are shown instead.
 */
export const printable = (text: string): string =>
  text.replace(
    /[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g,
    (character) => `\\u${(character.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`,
  );
