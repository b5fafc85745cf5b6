import { describe, expect, test } from 'vitest';
import { doubtIn, isHistory, leadsOver, takesBack, withoutQuotations } from '../../../src/mail/meaning/doubt.ts';
import { SENTENCES_IN_DOUBT, SENTENCES_WITHOUT_DOUBT } from './doubt-sentences.data.ts';
import {
  CONTROLS,
  HARMLESS_CLAUSES,
  HISTORY,
  LEADING_NOWHERE,
  LEADING_OVER,
  NO_HISTORY,
  TAKING_BACK,
  TAKING_NOTHING_BACK,
} from './doubt-words.data.ts';

const byReason = (table: Readonly<Record<string, readonly string[]>>): [words: string, why: string][] =>
  Object.entries(table).flatMap(([why, rows]) => rows.map((words): [string, string] => [words, why]));

const isChinese = (words: string): boolean => /\p{Script=Han}/u.test(words);

describe('beside a yes', () => {
  test.each(byReason(TAKING_BACK))('"%s" takes it back: %s', (words, why) => {
    expect(takesBack(words)).toBe(why);
  });

  test.each(TAKING_NOTHING_BACK)('"%s" takes nothing back', (words) => {
    expect(takesBack(words)).toBeNull();
  });

  test.each(HARMLESS_CLAUSES)('"%s" is harmless, in its sentence too', (words) => {
    expect(takesBack(words)).toBeNull();
    expect(doubtIn(isChinese(words) ? `问题已解决，${words}` : `it is solved, ${words}`)).toBeNull();
  });

  test.each(LEADING_OVER)('"%s" leads over', (words) => {
    expect(leadsOver(words)).toBe(true);
  });

  test.each(LEADING_NOWHERE)('"%s" leads nowhere', (words) => {
    expect(leadsOver(words)).toBe(false);
  });
});

describe('a sentence with a phrase of a solution', () => {
  test.each(byReason(SENTENCES_IN_DOUBT))('"%s" is in doubt: %s', (sentence, why) => {
    expect(doubtIn(sentence)).toBe(why);
  });

  test.each(SENTENCES_WITHOUT_DOUBT)('"%s" is in no doubt', (sentence) => {
    expect(doubtIn(sentence)).toBeNull();
  });
});

describe('time', () => {
  test.each(HISTORY)('"%s" is over', (words) => {
    expect(isHistory(words)).toBe(true);
  });

  test.each(NO_HISTORY)('"%s" is not', (words) => {
    expect(isHistory(words)).toBe(false);
  });
});

test.each(CONTROLS)('beside "%s" brackets are a button', (words) => {
  expect(withoutQuotations(`${words} [solved]`)).toEqual({ text: `${words}  `, quoted: true });
});
