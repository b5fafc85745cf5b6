import { expect, test } from 'vitest';
import { pauseAfter } from '../../src/lib/back-off.ts';

test.each([
  ['the first failure', 1, 10],
  ['the second', 2, 20],
  ['the last there is a pause for', 3, 40],
  ['every later one', 99, 40],
])('after %s', (_, failures, pause) => expect(pauseAfter(failures, [10, 20, 40])).toBe(pause));
