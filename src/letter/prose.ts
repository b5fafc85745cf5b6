/** A text together with its lines: HTML breaks lines only where it is told to. */
export type Prose = { readonly text: string; readonly lines: readonly string[] };

/** Line ends made uniform, surrounding empty lines dropped; no lines for an empty text. */
export function prose(value: string): Prose {
  const text = value
    .replace(/\r\n?/g, '\n')
    .replace(/^\s*\n/, '')
    .trimEnd();
  return { text, lines: text === '' ? [] : text.split('\n') };
}
