import { afterEach, describe, expect, it } from 'vitest';
import { reportOn } from '../../src/desk/report.ts';
import { writeReport } from '../../src/duties/scheduled-reports.ts';
import { openQuietDesk, type QuietDesk } from '../report/desk.ts';
import { accept, type Life, reply, resolve, says, storeLives } from '../report/lives.ts';
import { dovecotMissing } from '../support/dovecot.ts';
import { LI, openStage, STAFF, TEAMS, WANG } from './process/stage.ts';

/**
 * Five tickets of a week (times are UTC, the desk is in Shanghai, eight hours ahead): what they come to was worked out
 * by hand, below.
 */
const WEEK: readonly Life[] = [
  // Monday 10:00, answered 11:00, resolved 12:00, solved 14:00 with a 5.
  {
    number: 'TS20261116001',
    subject: '月报导出报错',
    opened: '2026-11-16T02:00:00Z',
    by: '李工',
    steps: [
      ['2026-11-16T02:10:00Z', accept],
      ['2026-11-16T03:00:00Z', reply],
      ['2026-11-16T04:00:00Z', resolve],
      ['2026-11-16T06:00:00Z', says('solved', 5)],
    ],
  },
  // Monday 17:00, answered Tuesday 10:00, which is too late; resolved 11:00, still open 12:00, resolved again Friday
  // 17:00.
  {
    number: 'TS20261116002',
    subject: '日报导出报错',
    opened: '2026-11-16T09:00:00Z',
    by: '陈工',
    steps: [
      ['2026-11-16T09:10:00Z', accept],
      ['2026-11-17T02:00:00Z', reply],
      ['2026-11-17T03:00:00Z', resolve],
      ['2026-11-17T04:00:00Z', says('still_open')],
      ['2026-11-17T05:00:00Z', accept],
      ['2026-11-20T09:00:00Z', resolve],
    ],
  },
  // Tuesday 10:00, never answered: late since 18:00.
  {
    number: 'TS20261117001',
    subject: '页面显示不全',
    opened: '2026-11-17T02:00:00Z',
    by: '李工',
    steps: [['2026-11-17T02:05:00Z', accept]],
  },
  // Wednesday 10:00, answered and resolved at 12:00, solved on the Monday after, with a 2.
  {
    number: 'TS20261118001',
    subject: '周报导出报错',
    opened: '2026-11-18T02:00:00Z',
    by: '李工',
    steps: [
      ['2026-11-18T02:05:00Z', accept],
      ['2026-11-18T04:00:00Z', resolve],
      ['2026-11-23T02:00:00Z', says('solved', 2)],
    ],
  },
  // Of the week before, Friday 17:00; answered and resolved on Monday 09:30, solved 10:30 with a 4.
  {
    number: 'TS20261113001',
    subject: '如何换标志',
    opened: '2026-11-13T09:00:00Z',
    by: '陈工',
    steps: [
      ['2026-11-13T09:10:00Z', accept],
      ['2026-11-16T01:30:00Z', resolve],
      ['2026-11-16T02:30:00Z', says('solved', 4)],
    ],
  },
];
const PERIOD = { from: '2026-11-16', to: '2026-11-22' };

describe('the figures of a week, worked out by hand', () => {
  let quiet: QuietDesk;
  afterEach(() => quiet.close());

  it('around the clock', async () => {
    quiet = await openQuietDesk('2026-11-23T04:00:00Z');
    await storeLives(quiet.desk, WEEK);
    const report = await reportOn(quiet.desk, PERIOD);
    // Closed in the week: …16001 and …13001. Open at its end: …16002 (resolved), …17001, …18001 (resolved).
    expect(report).toMatchObject({ opened: 4, closed: 2, reopened: 1, open: 3 });
    expect(report.byCategory).toEqual({ function_error: 3, other: 1 });
    // …16002 was raised from high to urgent when it was still open.
    expect(report.byUrgency).toEqual({ urgent: 1, high: 2, medium: 1, low: 0 });
    // High: 60 and 120 minutes. Urgent: 17 hours. Low (opened before): Friday 17:00 to Monday 09:30, 64.5 hours.
    expect(report.firstResponse.high).toEqual({ n: 2, medianMinutes: 90, p90Minutes: 114, due: 2, withinDeadline: 1 });
    expect(report.firstResponse.urgent).toMatchObject({ n: 1, medianMinutes: 1020, due: 1, withinDeadline: 0 });
    expect(report.firstResponse.medium).toEqual({
      n: 0,
      medianMinutes: null,
      p90Minutes: null,
      due: 1,
      withinDeadline: 0,
    });
    // Its 24 hours ended on Saturday, in the week before.
    expect(report.firstResponse.low).toEqual({
      n: 1,
      medianMinutes: 3870,
      p90Minutes: 3870,
      due: 0,
      withinDeadline: null,
    });
    // High: two hours twice. Urgent: to the second resolution, four days.
    expect(report.resolution.high).toEqual({ n: 2, medianMinutes: 120, p90Minutes: 120 });
    expect(report.resolution.urgent).toEqual({ n: 1, medianMinutes: 5760, p90Minutes: 5760 });
    expect(report.resolutionSteps.urgent).toEqual([0, 0, 0, 0, 0, 1]);
    expect(report.resolutionSteps.high).toEqual([0, 2, 0, 0, 0, 0]);
    expect(report.satisfaction).toEqual({ n: 2, mean: 4.5 });
    // …16002 went to the second line when it was still open.
    expect(report.perEngineer.filter(({ closed, open }) => closed + open > 0)).toEqual([
      { address: 'chen@desk.example', closed: 1, open: 0, medianResolutionMinutes: 3870 },
      { address: 'li@desk.example', closed: 1, open: 2, medianResolutionMinutes: 120 },
      { address: 'sun@desk.example', closed: 0, open: 1, medianResolutionMinutes: 5760 },
    ]);
    expect(report.frequent).toEqual([
      {
        title: expect.stringContaining('导出报错'),
        count: 3,
        tickets: ['TS20261116001', 'TS20261116002', 'TS20261118001'],
      },
    ]);
    expect(report.previous).toMatchObject({ from: '2026-11-09', to: '2026-11-15', opened: 1, closed: 0, open: 1 });
    expect(report.previous.firstResponse.low).toMatchObject({ n: 0, due: 1, withinDeadline: 0 });
    expect(report.days.map(({ opened, closed }) => [opened, closed])).toEqual([
      [2, 2],
      [1, 0],
      [1, 0],
      [0, 0],
      [0, 0],
      [0, 0],
      [0, 0],
    ]);
  });

  it('in working hours', async () => {
    const working = 'calendar: { kind: working, hours: { mon-fri: "09:00-18:00" } }\n';
    quiet = await openQuietDesk('2026-11-23T04:00:00Z', working);
    await storeLives(quiet.desk, WEEK);
    const { firstResponse, resolution } = await reportOn(quiet.desk, PERIOD);
    // Monday 17:00 to Tuesday 10:00: an hour each; Friday 17:00 to Monday 09:30: an hour and a half.
    expect(firstResponse.urgent).toMatchObject({ n: 1, medianMinutes: 120 });
    expect(firstResponse.low).toMatchObject({ n: 1, medianMinutes: 90 });
    // Monday 17:00 to Friday 17:00: an hour, three days of nine, and eight.
    expect(resolution.urgent).toMatchObject({ n: 1, medianMinutes: 36 * 60 });
  });

  it('of a desk without tickets are none', async () => {
    quiet = await openQuietDesk('2026-11-23T04:00:00Z');
    const report = await reportOn(quiet.desk, PERIOD);
    expect(report).toMatchObject({ opened: 0, closed: 0, open: 0, frequent: [], satisfaction: { n: 0, mean: null } });
    expect(report.firstResponse.high).toEqual({
      n: 0,
      medianMinutes: null,
      p90Minutes: null,
      due: 0,
      withinDeadline: null,
    });
    const [letter] = await writeReport(quiet.desk, PERIOD, ['ann@desk.example']);
    expect(letter?.letter.subject).toBe('Report November 16, 2026 – November 22, 2026');
    expect(letter?.letter.text).not.toMatch(/NaN|null|undefined|Infinity/);
  });
});

describe.skipIf(dovecotMissing)('#report', () => {
  it('is answered by mail to supervisors only, and only when the mail proves who asks', async () => {
    const stage = await openStage({ staff: STAFF, teams: TEAMS });
    const asked = await stage.writes({ from: WANG, subject: '报表', text: '#报表 上月' });
    expect(asked.outcome).toBe('held');
    const challenge = await stage.letter('challenge', 'wang@staff.example');
    await stage.answers(challenge, WANG, '确认');
    const report = await stage.letter('report', 'wang@staff.example');
    expect(report.subject).toMatch(/统计报表 \d{4}年\d{1,2}月$/);
    expect(report.header('auto-submitted')).toBe('auto-generated');
    const engineer = await stage.writes({ from: LI, subject: '报表', text: '#report 上月' });
    expect(engineer.outcome).toBe('refused');
    await stage.close();
  }, 180_000);
});
