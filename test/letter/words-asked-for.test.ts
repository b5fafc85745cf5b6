import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { LETTER_KINDS, letterRow } from '../../src/letter/kinds.ts';

/** Words are there even where there are none of them: only their text is empty. */
const WORDS = [
  ...new Set(
    LETTER_KINDS.flatMap((kind) =>
      Object.entries(letterRow(kind).values).flatMap(([name, form]) => (form === 'words' ? [name] : [])),
    ),
  ),
];
const TEMPLATES = readdirSync('templates', { recursive: true, encoding: 'utf8' }).filter((path) =>
  path.endsWith('.hbs'),
);

test.each(WORDS)('no template asks whether there is %s without its text', (name) => {
  const asks = new RegExp(`[{#](?:if|unless|with)\\s+values\\.${name}\\s*[}]`);
  expect(TEMPLATES.filter((path) => asks.test(readFileSync(`templates/${path}`, 'utf8')))).toEqual([]);
});
