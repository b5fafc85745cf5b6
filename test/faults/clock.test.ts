import { afterEach, describe, expect, it } from 'vitest';
import { createClock } from '../support/clock.ts';
import { openQuietDesk, type QuietDesk } from '../support/quiet-desk.ts';

const HOUR = 3_600_000;
const MAILS_A_TURN = 5;

describe('a clock that is wrong', () => {
  let desk: QuietDesk;
  afterEach(() => desk.close());

  it.each<[string, string, number[]]>([
    ['jumps a day ahead and two back', '2026-11-22T03:00:00Z', [0, 24, -24, 0, 25, -23, 24, 0]],
    ['goes to and fro over midnight', '2026-11-22T05:00:00Z', [-0.1, 0.1, -0.1, 0.1, -0.1, 0.1, -0.1, 0.1]],
    ['passes the hour that there is not', '2026-03-08T07:00:00Z', [-1, -0.1, 0.1, 1, -0.1, 22, -1, 0.1]],
    ['passes the hour that comes twice', '2026-11-01T06:00:00Z', [-1, -0.1, 0.1, 1, -1, 23, -1, 0]],
    ['is a year behind', '2026-11-22T03:00:00Z', [0, -8_760, 0, -8_760, 1, -8_760, 25, -8_760]],
  ])('%s: no number is given out twice, while mail keeps coming', async (_what, start, hours) => {
    const clock = createClock(start);
    desk = await openQuietDesk(clock, { config: { desk: { domain: 'desk.example', timezone: 'America/New_York' } } });
    const turns: Promise<unknown>[] = [];
    for (const [turn, hour] of [...hours, ...hours].entries()) {
      clock.set(new Date(new Date(start).getTime() + hour * HOUR));
      const mails = Array.from({ length: MAILS_A_TURN }, (_, at) => ({
        from: `customer${turn}-${at}@customers.example`,
        subject: `Problem ${turn}-${at}`,
        text: 'Please help.',
      }));
      const taken = desk.receive(...mails);
      turns.push(taken);
      // Half of the jumps come while mails are being decided.
      if (turn % 2 === 0) await taken;
    }
    await Promise.all(turns);
    const tickets = (await desk.ledger()).map((row) => row.ticket);
    expect(tickets).toHaveLength(2 * hours.length * MAILS_A_TURN);
    expect(new Set(tickets).size).toBe(tickets.length);
    expect(tickets.every((number) => /^TS\d{8}\d{3}$/.test(number ?? ''))).toBe(true);
  });
});
