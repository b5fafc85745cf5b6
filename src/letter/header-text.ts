import { cut } from '../lib/cut.ts';

/**
 * What a template or a stranger wrote, made fit for a header: one line of well-formed text without control, line
 * separator and bidirectional formatting characters, at most `max` code points. The caller encodes it.
 */
export function headerText(value: string, max: number): string {
  const line = value.toWellFormed().replace(NOT_FOR_HEADERS, ' ').replace(/ {2,}/g, ' ').trim();
  return cut(line, Array.from(line).slice(0, max).join('').length).trimEnd();
}

const NOT_FOR_HEADERS = /[\p{Cc}\u2028\u2029\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;
