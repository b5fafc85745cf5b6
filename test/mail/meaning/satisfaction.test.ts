import { expect, test } from 'vitest';
import { readSatisfaction, RATINGS as TABLE, WORDS } from '../../../src/mail/meaning/satisfaction.ts';
import { untested, untestedAmong } from '../alternatives.ts';
import { RATINGS } from './satisfaction.data.ts';

test.each(RATINGS)('%j rates %s', (text, rating) => {
  expect(readSatisfaction(text)).toBe(rating);
});

test('every alternative has a line of its own', () => {
  const samples = RATINGS.map(([text]) => text);
  expect(untestedAmong(TABLE, samples)).toEqual([]);
  expect(WORDS.flatMap(([, pattern]) => untested(pattern, samples))).toEqual([]);
});

test.each([
  ['满意度', '：4', 4],
  ['评分', '4', 4],
  ['打分', '4', 4],
  ['评价', '4', 4],
  ['评级', '4', 4],
  ['satisfaction', ': 4', 4],
  ['rating', ': 4', 4],
  ['score', ': 4', 4],
  ['rate', ' it 4', 4],
  ['service', ': 4', null],
])('%s%s rates %s', (word, rest, rating) => {
  expect(readSatisfaction(`x ${word}${rest} x`)).toBe(rating);
});

test.each([
  ['★☆☆☆☆', 1],
  ['⭐️⭐️⭐️', 3],
  ['★★★★★★', 5],
  ['1-5', null],
  ['1 – 5', null],
  ['1~5', null],
  ['1到5', null],
  ['1至5', null],
  ['1 to 5', null],
  ['score 1 to 50', 1],
  ['1-5: 4', 4],
  ['5\nbest regards', 5],
  [`${' '.repeat(2999)}5`, 5],
  [`${' '.repeat(3000)}5`, null],
])('%j rates %s', (text, rating) => {
  expect(readSatisfaction(text)).toBe(rating);
});

test.each([
  ['5', 5],
  ['４', 4],
  ['满意度：4', 4],
  ['评分 1-5: 3', 3],
  ['5分', 5],
  ['★★★★', 4],
  ['非常满意', 5],
  ['不满意', 2],
  ['Rating: 2/5', 2],
  ['5 out of 5', 5],
  ['10分钟后重启', null],
  ['请打分 1-5', null],
  ['It stopped at 5', null],
])('"%s" rates %s', (text, rating) => {
  expect(readSatisfaction(text)).toBe(rating);
});
