/** Phrases of a table: between strokes, on as many lines as they need. */
export const phrases = (table: string): readonly string[] =>
  table
    .split(/[|\n]/)
    .map((phrase) => phrase.trim())
    .filter((phrase) => phrase !== '');
