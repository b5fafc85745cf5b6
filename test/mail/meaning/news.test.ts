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

test.each([
  ['有进展吗？', true],
  ['请问处理得怎么样了', true],
  ['什么时候能解决', true],
  ['进度如何', true],
  ['Any news?', true],
  ['When will this be fixed?', true],
  ['Could you please give me an update?', true],
  ['没有新的消息', false],
  ['The progress bar is stuck', false],
  ['The news module shows nothing', false],
])('"%s" asks for news: %s', (text, expected) => {
  expect(asksForNews(text)).toBe(expected);
});
