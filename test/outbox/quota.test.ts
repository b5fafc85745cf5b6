import { describe, expect, it } from 'vitest';
import { allowance } from '../../src/outbox/quota.ts';

describe('what a daily quota leaves', () => {
  it.each([
    ['no quota', 0, 1_000_000, Number.POSITIVE_INFINITY, 3],
    ['a fresh day: figures too', 100, 0, 80, 3],
    ['figures are held back first', 100, 80, 10, 2],
    ['then letters to staff', 100, 90, 10, 1],
    ['customers’ letters to the last one', 100, 99, 1, 1],
    ['used up', 100, 100, 0, 0],
    ['more than used up', 100, 120, 0, 0],
    ['a quota of one is a customer’s', 1, 0, 1, 1],
  ])('%s', (_case, perDay, sent, letters, lowestPriority) => {
    expect(allowance(perDay, sent)).toEqual({ letters, lowestPriority });
  });
});
