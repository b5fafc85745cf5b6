import { describe, expect, it } from 'vitest';
import { type Pace, roomNow } from '../../../src/duties/incident/pace.ts';

const free: Pace = { perMinute: 0, lastMinute: 0, waiting: 0, relays: [] };

describe('how many tickets get the words of an incident now', () => {
  it.each<[situation: string, pace: Partial<Pace>, room: number]>([
    ['a run, where nothing limits it', {}, 100],
    ['what the minute has left', { perMinute: 60, lastMinute: 20 }, 40],
    ['none, once the minute has had its share', { perMinute: 60, lastMinute: 60 }, 0],
    ['none, when the limit was lowered meanwhile', { perMinute: 10, lastMinute: 60 }, 0],
    ['a run, however much the minute allows', { perMinute: 10_000 }, 100],
    ['what the outbox has room for', { waiting: 480 }, 20],
    ['none, while the relay takes nothing', { waiting: 500 }, 0],
    ['none, behind a longer queue', { waiting: 9_000 }, 0],
    ['what a relay’s quota leaves beside that of the others', { relays: [{ perDay: 200, sent: 90 }] }, 60],
    ['none, once only the share of the others is left', { relays: [{ perDay: 200, sent: 150 }] }, 0],
    ['less what waits for the relay already', { relays: [{ perDay: 200, sent: 90 }], waiting: 50 }, 10],
    [
      'what the relay with the least room allows',
      {
        relays: [
          { perDay: 0, sent: 9 },
          { perDay: 1_000, sent: 0 },
          { perDay: 100, sent: 70 },
        ],
      },
      5,
    ],
    ['a run, where no relay has a quota', { relays: [{ perDay: 0, sent: 90_000 }] }, 100],
  ])('%s', (_situation, pace, room) => expect(roomNow({ ...free, ...pace })).toBe(room));
});
