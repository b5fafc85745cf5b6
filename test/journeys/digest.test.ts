import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { findForDigest } from '../../src/desk/digest.ts';
import { openDesk } from '../../src/desk/open.ts';
import { writeDigest, writeScheduled } from '../../src/duties/scheduled-reports.ts';
import { createLogger } from '../../src/lib/log.ts';
import { RISKS } from '../../src/report/digest.ts';
import { dayOf } from '../../src/report/period.ts';
import { playMonth } from '../../src/sandbox/time/month.ts';
import { sql } from '../../src/store/drizzle.ts';
import { listLetters } from '../../src/store/letter.ts';
import { openQuietDesk, type QuietDesk } from '../report/desk.ts';
import { dovecotMissing } from '../support/dovecot.ts';
import { CHEN, LI, openStage, STAFF, TEAMS, WANG } from './process/stage.ts';

const SUPERVISORS = ['wang@desk.example', 'ann@desk.example'];

describe('letters by schedule', () => {
  let quiet: QuietDesk;
  beforeEach(async () => {
    quiet = await openQuietDesk('2026-11-02T00:29:59Z');
    return () => quiet.close();
  });
  /** The desk has been there since some time. */
  const begin = (since: string) =>
    quiet.desk.db.execute(
      sql`insert into mailbox (name, uid, started_at) values ('support', 1, ${since}::timestamptz)`,
    );
  const written = async () => (await listLetters(quiet.desk.db)).map(({ kind, toAddress }) => `${kind} ${toAddress}`);

  it('are written at the desk’s time, on their days, to every supervisor, once', async () => {
    await begin('2026-10-20T00:00:00Z');
    await writeScheduled(quiet.desk);
    expect(await written()).toEqual([]);
    // Monday, 08:30 in Shanghai: the digest, and the report on the week before.
    quiet.clock.set('2026-11-02T00:30:00Z');
    await writeScheduled(quiet.desk);
    await writeScheduled(quiet.desk);
    expect((await written()).toSorted()).toEqual(
      SUPERVISORS.flatMap((to) => [`digest ${to}`, `report ${to}`]).toSorted(),
    );
    quiet.clock.set('2026-11-02T15:59:59Z');
    await writeScheduled(quiet.desk);
    expect(await written()).toHaveLength(4);
    quiet.clock.set('2026-11-03T00:31:00Z');
    await writeScheduled(quiet.desk);
    expect(await written()).toHaveLength(6);
  });

  it('are written once by several daemons, also when one of them has just started', async () => {
    await begin('2026-10-20T00:00:00Z');
    quiet.clock.set('2026-11-01T03:00:00Z');
    const other = await openDesk(quiet.settings, createLogger('silent'), quiet.clock.now);
    await Promise.all([quiet.desk, other.desk, quiet.desk, other.desk].map(writeScheduled));
    await other.close();
    // Sunday the first: the digest and the report on October.
    expect((await written()).toSorted()).toEqual(
      SUPERVISORS.flatMap((to) => [`digest ${to}`, `report ${to}`]).toSorted(),
    );
    const reports = (await listLetters(quiet.desk.db)).filter(({ kind }) => kind === 'report');
    expect(reports.map(({ subject }) => subject).toSorted()).toEqual(['Report October 2026', '统计报表 2026年10月']);
  });

  it('are not written about the time before the desk began', async () => {
    quiet.clock.set('2026-11-02T01:00:00Z');
    await writeScheduled(quiet.desk);
    await begin('2026-11-02T00:45:00Z');
    await writeScheduled(quiet.desk);
    expect(await written()).toEqual([]);
  });
});

describe('the digest', () => {
  let quiet: QuietDesk;
  beforeAll(async () => {
    quiet = await openQuietDesk('2026-11-02T00:30:00Z');
  });
  afterAll(() => quiet.close());
  const written = async (to: string) => {
    const [letter] = await writeDigest(quiet.desk, '2026-11-02', [to]);
    return letter?.letter ?? { subject: '', text: '', html: '' };
  };

  it('says in one line that a day is quiet', async () => {
    const { subject, text, html } = await written('wang@desk.example');
    expect(subject).toBe('每日概况 11月2日：一切正常');
    expect(text.split('\n--\n')[0]?.trim().split('\n')).toHaveLength(1);
    expect(html).not.toContain('<h2');
    expect((await written('ann@desk.example')).subject).toBe('Digest November 2: all quiet');
  });

  it('lists every risk from the worst on, in the reader’s language, each ticket once', async () => {
    const played = { from: new Date('2026-10-25T00:00:00Z'), to: new Date('2026-11-02T00:20:00Z'), tickets: 300 };
    await playMonth(quiet.desk, { ...played, now: quiet.clock.now() });
    const { risks, figures } = await findForDigest(quiet.desk, '2026-11-02');
    for (const risk of RISKS) expect([risk, risks[risk].length > 0]).toEqual([risk, true]);
    const chinese = await written('wang@desk.example');
    const english = await written('ann@desk.example');
    const headings = ['已超时', '即将超时', '待接收', '进展逾期', '等待客户', '答复不明确'];
    const places = headings.map((heading) => chinese.text.indexOf(`【${heading}：`));
    expect(places.filter((at) => at >= 0)).toEqual(places.filter((at) => at >= 0).toSorted((a, b) => a - b));
    expect(chinese.subject).toContain(`已超时 ${risks.breached.length}`);
    expect(english.subject).toContain(`Overdue ${risks.breached.length}`);
    expect(english.html).toContain('Opened and closed in the last 14 days');
    const listed = chinese.text.match(/^TS\d+(?= )/gm) ?? [];
    expect(new Set(listed).size).toBe(listed.length);
    expect(listed).toHaveLength(5);
    // Of all others it says who has them.
    expect(chinese.text).toMatch(/^【已超时：\d+】\n\S+ \d+(?: · \S+ \d+)*/m);
    expect(figures.open).toBeGreaterThan(0);
    expect(chinese.text).toMatch(new RegExp(`未结[^\\d]*${figures.open}\\b`));
    // Urgent before high, and among equals the one that has waited longest.
    const first = risks.breached[0];
    expect(first?.ticket.urgency).toBe('urgent');
    expect(chinese.text.indexOf(first?.ticket.number ?? '')).toBeGreaterThan(0);
  });

  it('stays readable with ten thousand open tickets', async () => {
    await quiet.desk.db.execute(sql`
      insert into ticket select made.*
      from (select * from ticket where state in ('triaged', 'assigned') order by number limit 1) one, generate_series(1, 10000) n,
        jsonb_populate_record(one::ticket, jsonb_build_object('id', gen_random_uuid(), 'number', 'TS2026103' || (10000 + n))) made`);
    const { risks } = await findForDigest(quiet.desk, '2026-11-02');
    expect(risks.breached.length).toBeGreaterThan(10_000);
    const { subject, text, html } = await written('wang@desk.example');
    expect(subject).toContain(`已超时 ${risks.breached.length.toLocaleString('zh-CN')}`);
    expect(text).toContain(`【已超时：${risks.breached.length.toLocaleString('zh-CN')}】`);
    expect(text.split('\n').length).toBeLessThan(100);
    expect(html.length).toBeLessThan(102_400); // where Gmail clips a mail
  });
});

describe.skipIf(dovecotMissing)('a line of the digest', () => {
  it('has a link that acts on its ticket', async () => {
    const stage = await openStage({
      staff: STAFF,
      teams: TEAMS,
      acceptWithin: '5h',
      reports: { digestAt: 'off' },
    });
    const { number } = await stage.opens({
      from: 'c@x.example',
      subject: '导出中断',
      text: '问题分类：系统故障\n导出报错',
    });
    const { assignee, createdAt } = await stage.ticket(number);
    const day = dayOf(createdAt, 'Asia/Shanghai');
    const [printed] = (await stage.desk.tsdesk(['digest', '--date', day, '--json'])).stdout;
    expect(JSON.parse(printed ?? '')).toMatchObject({
      breached: [],
      unaccepted: [number],
      unclear: [],
      quarantined: 0,
      undeliverable: 0,
      figures: { opened: 1, closed: 0, open: 1 },
    });
    expect((await stage.desk.tsdesk(['digest', '--date', day, '--send'])).code).toBe(0);
    const digest = await stage.letter('digest', 'wang@staff.example');
    const [, to = ''] =
      /mailto:([^?"]+)\?subject=%5BTS[^"]*%E8%BD%AC%E6%B4%BE/.exec(
        String(digest.parsed.html).replaceAll('&#x3D;', '='),
      ) ?? [];
    const [other, address] = assignee === 'li@staff.example' ? [CHEN, 'chen@staff.example'] : [LI, 'li@staff.example'];
    await stage.writes({ from: WANG, to, subject: `[${number}] 转派`, text: `#转派 ${other.replace(/ <.*/, '')}` });
    await stage.becomes(number, 'to be with the other', (ticket) => ticket.assignee === address);
    await stage.close();
  }, 180_000);
});
