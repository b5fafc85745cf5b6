import { expect, test } from 'vitest';
import { bare, quoteDepth } from '../../../src/mail/text/quote-mark.ts';

test.each([
  ['', 0],
  ['a', 0],
  ['>a', 1],
  ['> a', 1],
  ['>>a', 2],
  ['> > a', 2],
  ['>\t> a', 2],
  ['＞a', 1],
  ['|a', 1],
  ['| > a', 2],
  ['| a | b |', 0],
  ['| a | b | ', 0],
  ['> a |', 1],
  ['>| a |', 0],
  ['   > a', 1],
  ['    > a', 0],
  ['>   > a', 2],
  ['>    > a', 1],
  ['> a > b', 1],
  ['-> a', 0],
])('%j is quoted %i deep', (line, depth) => {
  expect(quoteDepth(line)).toBe(depth);
});

test.each([
  ['a', 'a'],
  ['> a', 'a'],
  ['>> a', 'a'],
  [' \t > | ＞a', 'a'],
  ['    > a', '> a'],
  ['a > b', 'a > b'],
  ['a&nbsp;b&nbsp;', 'a b'],
  ['*a*', 'a'],
  ['**a** b', 'a b'],
  ['*a b* ', 'a b'],
  ['_a_', 'a'],
  ['a_b', 'a_b'],
  ['* a', 'a'],
  ['***', ''],
  ['a_b_c', 'a_b_c'],
  ['__a__ b', 'a b'],
  ['中_文', '中_文'],
  ['1_2', '1_2'],
  ['a _ b', 'a  b'],
  ['\u200ba\u202cb\u2066\ufeff', 'ab'],
  ['\u200b\u200b > a', '> a'],
])('%j is %j', (line, text) => {
  expect(bare(line)).toBe(text);
});
