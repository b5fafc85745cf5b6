import { cut } from '../../lib/cut.ts';

/** A text together with its lines: HTML breaks lines only where it is told to. */
export type Prose = { readonly text: string; readonly lines: readonly string[]; readonly several: boolean };

/** Characters; nobody reads more in a letter, and the mail itself is kept whole. */
const LENGTH_MAX = 100_000;

/**
 * Line ends made uniform, empty lines around it dropped, what is too long cut with `[…]`; no lines for an empty text.
 */
export function prose(value: string): Prose {
  const whole = value.length > LENGTH_MAX ? `${cut(value, LENGTH_MAX)}\n[…]` : value;
  const text = whole
    .replace(/\r\n?/g, '\n')
    .replace(/^(?:[^\S\n]*\n)+/, '')
    .trimEnd();
  const lines = text === '' ? [] : text.split('\n');
  return { text, lines, several: lines.length > 1 };
}
