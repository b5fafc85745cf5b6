import { describe, expect, it } from 'vitest';
import { afterAttempt } from '../../src/outbox/attempt.ts';
import type { RelayVerdict } from '../../src/outbox/relay/verdict.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const content = { automatic: false, doubtful: false, attempts: 1, age: 0, reducedId: null };
const automatic = { ...content, automatic: true };
const withFiles = { ...content, reducedId: '0190a000-0000-7000-8000-00000000abcd' };
const accepted = { outcome: 'accepted', reply: '250' } as const;
const rejected = (verdict: RelayVerdict) => ({ outcome: 'rejected', verdict, reply: '550' }) as const;
const later = rejected('later');
const relay = rejected('relay');
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
    ['put off, first', content, later, 'retry', 'put_off', MINUTE, false],
    ['put off, second', { ...content, attempts: 2 }, later, 'retry', 'put_off', 2 * MINUTE, false],
    ['put off, fourth', { ...automatic, attempts: 4 }, later, 'retry', 'put_off', 8 * MINUTE, false],
    ['put off, never over an hour', { ...content, attempts: 30 }, later, 'retry', 'put_off', 60 * MINUTE, false],
    ['put off for a day', { ...content, age: DAY + 1 }, later, 'failed', 'put_off', null, false],
    ['the relay takes none', content, relay, 'retry', 'put_off', MINUTE, false],
    ['the relay takes none, again', { ...content, attempts: 9 }, relay, 'retry', 'put_off', 5 * MINUTE, false],
    ['the relay takes none all day', { ...content, age: DAY - 1 }, relay, 'retry', 'put_off', MINUTE, false],
    [
      'the relay takes none for longer than a day',
      { ...content, age: DAY + 1 },
      relay,
      'failed',
      'put_off',
      null,
      false,
    ],
    ['an acknowledgement of yesterday', { ...automatic, age: DAY + 1 }, relay, 'failed', 'put_off', null, false],
    ['nobody there', content, lostBefore, 'retry', 'lost', MINUTE, false],
    ['nobody there for long', { ...content, attempts: 20 }, lostBefore, 'retry', 'lost', 5 * MINUTE, false],
    ['lost after the content started', content, lostAfter, 'retry', 'lost', 0, true],
    ['lost a second time', { ...content, doubtful: true }, lostAfter, 'uncertain', 'lost', null, true],
    ['an automatic one lost', automatic, lostAfter, 'uncertain', 'lost', null, true],
    ['an automatic one, nobody there', automatic, lostBefore, 'retry', 'lost', MINUTE, false],
  ] as const)('%s', (_case, claim, delivery, state, result, retryAfter, doubtful) => {
    expect(afterAttempt(claim, delivery)).toEqual({ state, result, retryAfter, doubtful, reply: delivery.reply });
  });

  const ended = { result: 'refused', reply: '550', doubtful: false };
  it.each([
    ['nobody at that address', content, rejected('recipient'), { state: 'failed', failure: 'recipient' }],
    ['not this content', automatic, rejected('content'), { state: 'failed', failure: 'content' }],
    ['too large, and nothing to leave out', content, rejected('too_large'), { state: 'failed', failure: 'content' }],
  ] as const)('%s', (_case, claim, delivery, expected) => {
    expect(afterAttempt(claim, delivery)).toEqual({ ...ended, retryAfter: null, ...expected });
  });

  it('too large: once more at once without the attachments', () => {
    expect(afterAttempt(withFiles, rejected('too_large'))).toEqual({
      ...ended,
      state: 'retry',
      retryAfter: 0,
      reduced: true,
    });
  });
});
