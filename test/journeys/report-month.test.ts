import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { daysIn, reportOn } from '../../src/desk/report.ts';
import type { Figures } from '../../src/report/figures.ts';
import { boundsOf, dayOf, type Period } from '../../src/report/period.ts';
import { playMonth } from '../../src/sandbox/time/month.ts';
import { openQuietDesk, type QuietDesk } from '../report/desk.ts';
import { rawHistory, recount } from '../report/recount.ts';

const ZONE = 'Asia/Shanghai';
const OCTOBER: Period = { from: '2026-10-01', to: '2026-10-31' };
const PERIODS: readonly Period[] = [
  OCTOBER,
  { from: '2026-10-12', to: '2026-10-18' },
  { from: '2026-10-31', to: '2026-11-05' },
];

describe('a month of 2,000 tickets', () => {
  let quiet: QuietDesk;
  let raw: Awaited<ReturnType<typeof rawHistory>>;
  beforeAll(async () => {
    quiet = await openQuietDesk('2026-11-02T00:30:00Z');
    const played = { from: new Date('2026-09-24T16:00:00Z'), to: new Date('2026-11-01T16:00:00Z'), tickets: 2400 };
    await playMonth(quiet.desk, { ...played, now: quiet.clock.now() });
    raw = await rawHistory(quiet.desk);
  });
  afterAll(() => quiet.close());

  it('holds everything that a month can', () => {
    const { start, end } = boundsOf(OCTOBER, ZONE);
    const october = recount(raw, { start, end, now: quiet.clock.now() });
    expect(october.opened).toBeGreaterThanOrEqual(1900);
    for (const count of [october.closed, october.reopened, october.open, october.satisfaction.n])
      expect(count).toBeGreaterThan(50);
    for (const { withinDeadline } of Object.values(october.firstResponse)) {
      expect(withinDeadline).toBeGreaterThan(0.1);
      expect(withinDeadline).toBeLessThan(1);
    }
  });

  it.each(PERIODS)('comes to the figures of its raw history from $from to $to', async (period) => {
    const report = await reportOn(quiet.desk, period);
    const { from, to, days, frequent, previous, kinds, effort, causes, suggestions, ratings, ...others } = report;
    const { reopenings, lowRatings, ...figures } = others;
    expect({ from, to }).toEqual(period);
    expect(ratings?.now.byTeam.reduce((sum, { n }) => sum + n, 0)).toBe(report.satisfaction.n);
    expectFigures(figures, period);
    const { from: before, to: until, kinds: _, effort: __, ...earlier } = previous;
    expect(reopenings).toHaveLength(report.reopened);
    expectFigures(earlier, { from: before, to: until });
    for (const { day, opened, closed } of days) {
      expect(opened).toBe(raw.tickets.filter(({ createdAt }) => dayOf(createdAt, ZONE) === day).length);
      expect(closed).toBe(raw.history.filter(({ event, at }) => event === 'closed' && dayOf(at, ZONE) === day).length);
    }
    expect(days.reduce((sum, { opened }) => sum + opened, 0)).toBe(report.opened);
    for (const { tickets, count } of frequent) expect(new Set(tickets).size).toBe(count);
  });

  function expectFigures({ perEngineer, ...figures }: Figures, period: Period) {
    const { engineer, ...counted } = recount(raw, { ...boundsOf(period, ZONE), now: quiet.clock.now() });
    expect(figures).toEqual(counted);
    expect(perEngineer).toEqual(perEngineer.map(({ address }) => engineer(address)));
    expect(perEngineer.map(({ address }) => address)).toEqual(
      expect.arrayContaining(['li@desk.example', 'sun@desk.example']),
    );
  }

  it('groups what came up again and again', async () => {
    const { frequent } = await reportOn(quiet.desk, OCTOBER);
    expect(frequent[0]?.count).toBeGreaterThan(100);
    const subjects = new Map(raw.tickets.map(({ number, subject }) => [number, subject]));
    for (const { title, tickets } of frequent)
      expect(new Set(tickets.map((number) => subjects.get(number)))).toContain(title);
  });

  it('shows a day without anything as nothing, and none after today', async () => {
    const days = await daysIn(quiet.desk, { from: '2026-09-20', to: '2026-11-30' });
    expect(days[0]).toEqual({ day: '2026-09-20', opened: 0, closed: 0 });
    expect(days.at(-1)?.day).toBe('2026-11-02');
  });
});
