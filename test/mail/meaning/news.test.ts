import { expect, test } from 'vitest';
import { asksForNews } from '../../../src/mail/meaning/news.ts';
import { QUESTIONS } from './news.data.ts';

test.each(QUESTIONS)('%s: %s', (text, asks) => {
  expect(asksForNews(text)).toBe(asks);
});

test('the beginning of an answer is read', () => {
  expect(asksForNews(`${' '.repeat(2991)}any news?`)).toBe(true);
  expect(asksForNews(`${' '.repeat(2993)}any news?`)).toBe(false);
});
