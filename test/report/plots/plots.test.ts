import { describe, expect, it } from 'vitest';
import type { Figure } from '../../../src/letter/facts.ts';
import type { DayFigures, Figures, Report } from '../../../src/report/figures.ts';
import { digestPlots, reportPlots } from '../../../src/report/plots/plots.ts';
import { wordsOf } from '../../../src/words/words.ts';

const each = <T>(value: T) => ({ urgent: value, high: value, medium: value, low: value });
const spread = { n: 0, medianMinutes: null, p90Minutes: null };
const figures: Figures = {
  opened: 1200,
  closed: 8,
  reopened: 2,
  open: 5,
  byCategory: { how_to: 3, own: 1 },
  byChannel: { mail: 3, phone: 1, chat: 0, website: 0 },
  byUrgency: { urgent: 0, high: 1, medium: 2, low: 1 },
  firstResponse: {
    ...each({ ...spread, due: 0, withinDeadline: null }),
    high: { n: 3, medianMinutes: 45, p90Minutes: 90, due: 4, withinDeadline: 0.75 },
  },
  resolution: { ...each(spread), low: { n: 2, medianMinutes: 48 * 60 - 1, p90Minutes: 48 * 60 } },
  resolutionSteps: { ...each([0, 0, 0, 0, 0, 0]), low: [0, 1, 2, 3, 4, 0] },
  satisfaction: { n: 1, mean: 4.25 },
  perEngineer: [
    { address: 'chen@desk.example', closed: 1, open: 4, medianResolutionMinutes: 89.4 },
    { address: 'li@desk.example', closed: 2, open: 1, medianResolutionMinutes: null },
  ],
  incidents: { opened: 0, resolved: 0, tickets: 0, customers: 0 },
};
const before: Figures = {
  ...figures,
  opened: 7,
  closed: 0,
  satisfaction: { n: 0, mean: null },
  firstResponse: each({ ...spread, due: 0, withinDeadline: null, medianMinutes: 60 }),
};
const NOTHING_TAUGHT = {
  kinds: {},
  causes: [],
  suggestions: [],
  reopenings: [],
  lowRatings: [],
  effort: { tickets: 0, minutes: 0, byPerson: {}, byCompany: {} },
};
const reader = { locale: 'en', names: { 'li@desk.example': 'Li' } } as const;
const day = (date: string, opened = 1, closed = 0): DayFigures => ({ day: date, opened, closed });
const daysFrom = (first: string, count: number): DayFigures[] =>
  Array.from({ length: count }, (_, at) =>
    day(new Date(Date.parse(first) + at * 86_400_000).toISOString().slice(0, 10)),
  );

const report = (more: Partial<Report> = {}): Report => ({
  ...figures,
  from: '2026-10-01',
  to: '2026-10-31',
  days: [day('2026-10-31', 3, 2), day('2026-11-01', 1, 4)],
  frequent: [
    { title: '导出失败', count: 4, tickets: [] },
    { title: '登录', count: 3, tickets: [] },
  ],
  ...NOTHING_TAUGHT,
  previous: { ...before, ...NOTHING_TAUGHT, from: '2026-09-01', to: '2026-09-30' },
  ...more,
});

const plot = (heading: string, plots: readonly Figure[] = reportPlots(report(), reader)): Figure | undefined =>
  plots.find((each) => each.heading === heading);
const rowsOf = (figure: Figure | undefined): readonly unknown[] =>
  figure?.kind === 'bars' ? figure.rows.map(({ label, value, share }) => [label, value, share]) : [];

describe('the plots of a report', () => {
  it('come in the order they are read; an only day and what is not frequent are not plotted', () => {
    const all = reportPlots(report(), reader).map(({ kind, heading }) => `${kind} ${heading}`);
    expect(all).toEqual([
      'tiles ',
      'columns Opened and closed',
      'bars By category (opened)',
      'bars By urgency (opened)',
      'bars By channel (opened)',
      'bars First responses in time',
      'table Time to first response',
      'table Time to resolution',
      'heat Time to resolution (tickets)',
      'table Engineers',
      'bars Problems that came up again and again',
    ]);
    const less = reportPlots(report({ days: [day('2026-10-31')], frequent: [] }), reader);
    expect(less.map(({ kind, heading }) => `${kind} ${heading}`)).toEqual(
      all.filter((each) => !/columns|again and again/.test(each)),
    );
  });

  it('begin with what changed since the period before', () => {
    expect(plot('')).toEqual({
      kind: 'tiles',
      heading: '',
      tiles: [
        { label: 'Opened', value: '1,200', before: '+1,193 · before: 7' },
        { label: 'Closed', value: '8', before: '+8 · before: 0' },
        { label: 'Open', value: '5', before: '±0 · before: 5' },
        { label: 'Reopen rate', value: '25%', before: 'before: —' },
        { label: 'Satisfaction', value: '4.3', before: 'before: —' },
        { label: 'Effort', value: '—', before: 'before: —' },
      ],
    });
  });

  it('tell of incidents where there were any', () => {
    const incidents = { opened: 2, resolved: 1, tickets: 1200, customers: 1100 };
    expect(rowsOf(plot('Incidents', reportPlots(report({ incidents }), reader)))).toEqual([
      ['Incidents opened', '2 · before: 0', null],
      ['Incidents resolved', '1 · before: 0', null],
      ['Tickets they resolved', '1,200 · before: 0', null],
      ['Customers written to', '1,100 · before: 0', null],
    ]);
    expect(plot('Incidents')).toBeUndefined();
  });

  it('compare bars with the largest, and tell their share of all', () => {
    expect(rowsOf(plot('By category (opened)'))).toEqual([
      ['How-to', '3 · 75%', 1],
      ['own', '1 · 25%', 1 / 3],
    ]);
    expect(rowsOf(plot('By urgency (opened)'))).toEqual([
      ['Urgent', '0 · 0%', 0],
      ['High', '1 · 25%', 0.5],
      ['Medium', '2 · 50%', 1],
      ['Low', '1 · 25%', 0.5],
    ]);
    const nothing = reportPlots(report({ byUrgency: each(0), byCategory: {} }), reader);
    expect(rowsOf(plot('By urgency (opened)', nothing))[0]).toEqual(['Urgent', '0', 0]);
    expect(rowsOf(plot('Problems that came up again and again'))).toEqual([
      ['导出失败', '4', 1],
      ['登录', '3', 0.75],
    ]);
  });

  it('tell how many first responses of those due were in time', () => {
    expect(rowsOf(plot('First responses in time'))).toEqual([
      ['Urgent', '—', null],
      ['High', '75% · 3/4', 0.75],
      ['Medium', '—', null],
      ['Low', '—', null],
    ]);
  });

  it('say times as people do', () => {
    expect(plot('Time to first response')).toEqual({
      kind: 'table',
      heading: 'Time to first response',
      note: 'P90: nine of ten took no longer',
      columns: ['Urgency', 'Count', 'Median', 'P90', 'Median before'],
      rows: [
        ['Urgent', '0', '—', '—', '60 min'],
        ['High', '3', '45 min', '1.5 h', '60 min'],
        ['Medium', '0', '—', '—', '60 min'],
        ['Low', '0', '—', '—', '60 min'],
      ],
    });
    const resolution = plot('Time to resolution');
    expect(resolution?.kind === 'table' && resolution.rows[3]).toEqual(['Low', '2', '48.0 h', '2.0 d', '48.0 h']);
  });

  it('tint resolution times by their share of the most frequent step', () => {
    const steps = plot('Time to resolution (tickets)');
    if (steps?.kind !== 'heat') throw new Error('no heat map');
    expect(steps.columns).toEqual(['<1', '1–4', '4–8', '8–24', '24–72', '≥72']);
    expect(steps.note).toMatch(/^In hours; the darker/);
    expect(steps.rows.map(({ label }) => label)).toEqual(['Urgent', 'High', 'Medium', 'Low']);
    expect(steps.rows[0]?.cells.map(({ share }) => share)).toEqual([0, 0, 0, 0, 0, 0]);
    expect(steps.rows[3]?.cells).toEqual([
      { label: '<1', value: '0', share: 0 },
      { label: '1–4', value: '1', share: 0.25 },
      { label: '4–8', value: '2', share: 0.5 },
      { label: '8–24', value: '3', share: 0.75 },
      { label: '24–72', value: '4', share: 1 },
      { label: '≥72', value: '0', share: 0 },
    ]);
  });

  it('name the engineers, who closed most first', () => {
    expect(plot('Engineers')).toEqual({
      kind: 'table',
      heading: 'Engineers',
      columns: ['Name', 'Closed', 'Open', 'Median resolution'],
      rows: [
        ['Li', '2', '1', '—'],
        ['chen@desk.example', '1', '4', '89 min'],
      ],
    });
  });
});

describe('arrivals', () => {
  const columns = (days: readonly DayFigures[]) => {
    const found = plot('Opened and closed', reportPlots(report({ days }), reader));
    if (found?.kind !== 'columns') throw new Error('no columns');
    return { labels: found.labels, sums: found.series.map(({ label, values }) => [label, ...values]) };
  };
  it('are plotted by day, with the month at the first and where it changes', () => {
    expect(columns([day('2026-10-30', 3, 2), day('2026-10-31', 0, 5), day('2026-11-01', 1, 4)])).toEqual({
      labels: ['10/30', '31', '11/1'],
      sums: [
        ['Opened', 3, 0, 1],
        ['Closed', 2, 5, 4],
      ],
    });
  });

  it('by week mark the part of one', () => {
    const drawn = (count: number) =>
      plot('Opened and closed', reportPlots(report({ days: daysFrom('2026-01-01', count) }), reader));
    const [whole, part] = [drawn(28), drawn(30)];
    if (whole?.kind !== 'columns' || part?.kind !== 'columns') throw new Error('no columns');
    expect([whole.labels, whole.note]).toEqual([['1/1', '1/8', '1/15', '1/22'], undefined]);
    expect([part.labels.at(-2), part.labels.at(-1), part.note]).toEqual(['1/22', '1/29*', '* part of a week']);
  });
  it.each<[number, number, readonly number[]]>([
    [14, 14, [1, 1]],
    [15, 3, [7, 1]],
    [98, 14, [7, 7]],
    [99, 8, [14, 1]],
    [365, 14, [28, 1]],
  ])('of %i days stand in %i columns', (count, length, [first, last]) => {
    const { labels, sums } = columns(daysFrom('2026-01-01', count));
    expect([labels.length, sums[0]?.[1], sums[0]?.at(-1)]).toEqual([length, first, last]);
    expect(labels[1]).toBe(length === 14 && count === 14 ? '2' : `1/${1 + (first ?? 0)}`);
  });
});

describe('the plots of the digest', () => {
  it('are yesterday, the last days, the deadlines and who carries how much', () => {
    const days = [day('2026-11-21', 9, 9), day('2026-11-22', 3, 2), day('2026-11-23', 1000, 4)];
    const plots = digestPlots(figures, days, reader);
    expect(plots.map(({ heading }) => heading)).toEqual([
      '',
      'Opened and closed in the last 14 days',
      'First responses in time',
      'Open tickets by engineer',
    ]);
    expect(plots[0]).toEqual({
      kind: 'tiles',
      heading: '',
      tiles: [
        { label: 'Opened yesterday', value: '1,000', before: 'day before: 3' },
        { label: 'Closed yesterday', value: '4', before: 'day before: 2' },
        { label: 'Open', value: '5', before: '' },
      ],
    });
    expect(rowsOf(plots[3])).toEqual([
      ['chen@desk.example', '4', 1],
      ['Li', '1', 0.25],
    ]);
    const [none] = digestPlots(figures, [], reader);
    expect(none?.kind === 'tiles' && none.tiles.map(({ value }) => value)).toEqual(['0', '0', '5']);
  });
  it('list the six who carry most', () => {
    const perEngineer = Array.from({ length: 20 }, (_, at) => ({
      address: `e${at}`,
      closed: 0,
      open: at,
      medianResolutionMinutes: null,
    }));
    const rows = rowsOf(digestPlots({ ...figures, perEngineer }, [], reader)[3]);
    expect([rows.length, rows[0], rows.at(-1)]).toEqual([6, ['e19', '19', 1], ['e14', '14', 14 / 19]]);
    const idle = perEngineer.slice(0, 1);
    expect(rowsOf(digestPlots({ ...figures, perEngineer: idle }, [], reader)[3])).toEqual([['e0', '0', 0]]);
  });
});

describe('what a period teaches', () => {
  const lessons = reportPlots(
    report({
      kinds: { technical_fault: 3, product_suggestion: 1 },
      causes: [{ title: '磁盘满', count: 2, tickets: [] }],
      suggestions: [{ ticket: 'TS1', text: '磁盘满时\n提前提醒' }],
      reopenings: [{ ticket: 'TS2', reason: '还是不行' }],
      lowRatings: [{ ticket: 'TS2', rating: 1, words: `满意度：1 ${'太慢了'.repeat(60)}` }],
      effort: {
        tickets: 2,
        minutes: 150,
        byPerson: { 'li@desk.example': 120, 'gone@desk.example': 30 },
        byCompany: { 大客户: 150 },
      },
    }),
    reader,
  );
  it('is shown by kind and cause, and in the words of those who said it', () => {
    expect(rowsOf(plot('By kind of solution (closed)', lessons))).toEqual([
      ['Technical fault', '3 · 75%', 1],
      ['Product suggestion', '1 · 25%', 1 / 3],
    ]);
    expect(rowsOf(plot('Causes', lessons))).toEqual([['磁盘满', '2', 1]]);
    expect(rowsOf(plot('Effort by person (tickets closed)', lessons))).toEqual([
      [reader.names['li@desk.example'], '2.0 h', 1],
      ['gone@desk.example', '30 min', 0.25],
    ]);
    expect(rowsOf(plot('Effort by customer (tickets closed)', lessons))).toEqual([['大客户', '2.5 h', 1]]);
    expect(plot('Suggested to the product', lessons)).toMatchObject({ rows: [['TS1', '磁盘满时 提前提醒']] });
    expect(plot('Why tickets were opened again', lessons)).toMatchObject({ rows: [['TS2', '还是不行']] });
    const low = plot('Low ratings, in their words', lessons);
    expect(low?.kind === 'table' ? low.rows[0]?.map((each) => each.length) : []).toEqual([3, 1, 100]);
    expect(plot('', lessons)).toMatchObject({
      tiles: expect.arrayContaining([{ label: 'Effort', value: '2.5 h', before: 'before: —' }]),
    });
  });

  it('leaves out rows without words, and what would be dashes alone', () => {
    const unnamed = { byCompany: [{ name: '', n: 3, mean: 4 }], byTeam: [{ name: 'backend', n: 3, mean: 4 }] };
    const due = { due: 0, withinDeadline: null, n: 0, medianMinutes: null, p90Minutes: null };
    const none = reportPlots(
      report({
        reopenings: [
          { ticket: 'TS1', reason: '' },
          { ticket: 'TS2', reason: '还是不行' },
        ],
        suggestions: [{ ticket: 'TS1', text: ' \n' }],
        lowRatings: [{ ticket: 'TS1', rating: 1, words: '' }],
        ratings: { now: unnamed, before: { byCompany: [], byTeam: [] } },
        effort: { tickets: 1, minutes: 30, byPerson: { 'li@desk.example': 30 }, byCompany: { '': 30 } },
        firstResponse: { urgent: due, high: due, medium: due, low: due },
      }),
      reader,
    );
    expect(plot('Why tickets were opened again', none)).toMatchObject({ rows: [['TS2', '还是不行']] });
    const headings = none.map(({ heading }) => heading);
    const { suggestions, lowRatings, ratingsByCompany, ratingsByTeam, effortByCompany, effortByPerson, compliance } =
      wordsOf('en').figures;
    const left = [suggestions, lowRatings, ratingsByCompany, effortByCompany, compliance];
    expect(headings.filter((heading) => left.includes(heading))).toEqual([]);
    expect(headings).toEqual(expect.arrayContaining([ratingsByTeam, effortByPerson]));
  });
});
