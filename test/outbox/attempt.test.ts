import { describe, expect, it } from 'vitest';
import { afterAttempt } from '../../src/outbox/attempt.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const content = { automatic: false, doubtful: false, attempts: 1, age: 0 };
const automatic = { ...content, automatic: true };
const accepted = { outcome: 'accepted', reply: '250' } as const;
const temporary = { outcome: 'rejected', permanent: false, reply: '450' } as const;
const permanent = { outcome: 'rejected', permanent: true, reply: '550' } as const;
const lostBefore = { outcome: 'lost', contentStarted: false, reply: 'closed' } as const;
const interrupted = { outcome: 'interrupted', reply: 'database' } as const;
const lostAfter = { outcome: 'lost', contentStarted: true, reply: 'closed' } as const;

describe('after an attempt', () => {
  it.each([
    ['accepted', content, accepted, 'sent', 'accepted', null, false],
    ['the database was away', content, interrupted, 'retry', 'interrupted', 0, false],
    [
      'the database was away, an automatic one',
      { ...automatic, attempts: 9 },
      interrupted,
      'retry',
      'interrupted',
      0,
      false,
    ],
    ['5xx is final', content, permanent, 'failed', 'refused', null, false],
    ['4xx, first', content, temporary, 'retry', 'put_off', MINUTE, false],
    ['4xx, second', { ...content, attempts: 2 }, temporary, 'retry', 'put_off', 2 * MINUTE, false],
    ['4xx, fourth', { ...automatic, attempts: 4 }, temporary, 'retry', 'put_off', 8 * MINUTE, false],
    ['4xx, never later than an hour', { ...content, attempts: 30 }, temporary, 'retry', 'put_off', 60 * MINUTE, false],
    ['4xx for 24 hours', { ...content, age: 25 * HOUR }, temporary, 'failed', 'put_off', null, false],
    ['nobody there', content, lostBefore, 'retry', 'lost', MINUTE, false],
    ['nobody there for long', { ...content, attempts: 20 }, lostBefore, 'retry', 'lost', 5 * MINUTE, false],
    ['lost after the content started', content, lostAfter, 'retry', 'lost', 0, true],
    ['lost a second time', { ...content, doubtful: true }, lostAfter, 'uncertain', 'lost', null, true],
    ['an automatic one lost', automatic, lostAfter, 'uncertain', 'lost', null, true],
    ['an automatic one, nobody there', automatic, lostBefore, 'retry', 'lost', MINUTE, false],
  ] as const)('%s', (_case, claim, delivery, state, result, retryAfter, doubtful) => {
    expect(afterAttempt(claim, delivery)).toEqual({ state, result, retryAfter, doubtful, reply: delivery.reply });
  });
});
