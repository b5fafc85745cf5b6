import { describe, expect, test } from 'vitest';
import { parseConfig } from '../../src/config/load.ts';
import { nextFireIn, sweepEvery } from '../../src/duties/rounds.ts';

const NOW = new Date('2026-11-23T04:00:00Z');
const later = (milliseconds: number): Date => new Date(NOW.getTime() + milliseconds);

describe('the next clock is struck', () => {
  test.each([
    ['never when none runs', null, null],
    ['on time between two rounds', later(7_300), 7_300],
    ['on time when a round was left out', later(59_000), 59_000],
    ['by a later round when there is time', later(61_000), null],
    ['a second later when it could not be', later(-5_000), 1_000],
    ['with its like when several are due within a second', later(200), 1_000],
  ] as const)('%s', (_, earliest, wait) => expect(nextFireIn(earliest, NOW)).toBe(wait));
});

describe('clocks are looked at', () => {
  test.each([
    ['every ten seconds, with the durations there are by default', '', 10_000],
    ['every second, when one takes seconds', 'confirm: { closeAfter: 5s }', 1_000],
    ['sixty times in the shortest', 'acceptWithin: 5m', 5_000],
    ['as one urgency needs', 'urgency: { urgent: { respondWithin: 2m, updateEvery: 2h } }', 2_000],
  ])('%s', (_, config, every) => expect(sweepEvery(parseConfig(config, 'a test'))).toBe(every));
});
