import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { LETTER_KINDS, letterRow } from '../../../src/letter/kinds.ts';
import { pageWords } from '../../../src/sandbox/page/words/page-words.ts';
import { LOCALES } from '../../../src/words/locale.ts';

const EVENTS = join(import.meta.dirname, '../../../src/ticket');

/** What the process writes into histories. */
const written = readdirSync(EVENTS, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts'))
  .flatMap((name) => [...readFileSync(join(EVENTS, name), 'utf8').matchAll(/\bevent: '([a-z_]+)'/g)])
  .map(([, event = '']) => event);

describe.each(LOCALES)('in %s', (locale) => {
  const words = pageWords(locale);

  it('every line of a history has words', () => {
    expect(written.length).toBeGreaterThan(35);
    expect(written.filter((event) => words.history[event] === undefined)).toEqual([]);
    for (const span of ['respond', 'update'])
      for (const end of ['reminded', 'breached']) expect(words.history[`${span}_${end}`]).toBeDefined();
  });

  it('no reason is given for a letter that there is none of, and most letters have one', () => {
    const named = Object.keys(words.letterWhy);
    expect(named.filter((kind) => letterRow(kind as (typeof LETTER_KINDS)[number]) === undefined)).toEqual([]);
    expect(named.length).toBeGreaterThan(LETTER_KINDS.length * 0.7);
  });
});

it('both languages say the same things', () => {
  const shape = (value: unknown): unknown =>
    typeof value === 'object' && value !== null
      ? Object.fromEntries(Object.entries(value).map(([name, each]) => [name, shape(each)]))
      : String(value).includes('{}');
  expect(shape(pageWords('en'))).toEqual(shape(pageWords('zh-CN')));
});
