import { expect, test } from 'vitest';
import { hanNumber } from '../../src/lib/han-number.ts';

test.each<[written: string, value: number | null]>([
  ['零', 0],
  ['一', 1],
  ['两', 2],
  ['九', 9],
  ['十', 10],
  ['十五', 15],
  ['三十', 30],
  ['二十四', 24],
  ['百', 100],
  ['两百', 200],
  ['一百二十', 120],
  ['三千', 3000],
  ['一千零五', 1005],
  ['半', 0.5],
  ['几', 3],
  ['几十', 30],
  ['', null],
  ['人', null],
  ['十人', null],
  ['12', null],
])('%s is %s', (written, value) => {
  expect(hanNumber(written)).toBe(value);
});
