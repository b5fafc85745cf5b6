import { describe, expect, test } from 'vitest';
import { doubtIn, isHistory, leadsOver, takesBack, withoutQuotations } from '../../../src/mail/meaning/doubt.ts';
import { readIntent } from '../../../src/mail/meaning/intent.ts';
import { DOUBTS, HARMLESS, LEADS_NOWHERE, LEADS_OVER, TAKES_BACK } from './doubt.data.ts';
import { QUOTATIONS } from './doubt-quotations.data.ts';

test.each(TAKES_BACK)('beside a yes "%s": %s', (sentence, why) => {
  expect(takesBack(sentence)).toBe(why);
});

test.each(HARMLESS)('beside a yes "%s" is harmless', (sentence) => {
  expect(takesBack(sentence)).toBeNull();
});

test.each(LEADS_OVER)('"%s" leads over to the next line', (sentence) => {
  expect(leadsOver(sentence)).toBe(true);
});

test.each(LEADS_NOWHERE)('"%s" leaves nothing open', (sentence) => {
  expect(leadsOver(sentence)).toBe(false);
});

test.each(DOUBTS)('of "%s" it is said: %s', (sentence, why) => {
  expect(doubtIn(sentence)).toBe(why);
});

describe('quotations of a solution', () => {
  test.each(QUOTATIONS)('%j', (own, text, quoted) => {
    expect(withoutQuotations(own)).toEqual({ text, quoted });
  });

  test('of many, those that are not looked into may hold one', () => {
    expect(withoutQuotations('"hello" '.repeat(200)).quoted).toBe(false);
    expect(withoutQuotations('"hello" '.repeat(201)).quoted).toBe(true);
  });
});

test.each([
  ['It failed yesterday', true],
  ['Last week it failed', true],
  ['昨晚不行', true],
  ['It failed yesterday and now', false],
  ['It fails', false],
])('"%s" tells of the past alone: %s', (sentence, past) => {
  expect(isHistory(sentence)).toBe(past);
});

test.each([
  ['For your information it is solved.', 'solved'],
  ['They informed us that it is solved.', 'unclear'],
  ['It is solved. You close it prematurely.', 'unclear'],
  ['It is solved. That was premature.', 'unclear'],
])('%s: %s', (own, intent) => {
  expect(readIntent(own)).toBe(intent);
});
