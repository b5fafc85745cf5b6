import { expect, it } from 'vitest';
import { brandsCsv, reportCsv } from '../../src/report/csv.ts';
import type { Figures, Report } from '../../src/report/figures.ts';

const spread = { n: 0, medianMinutes: null, p90Minutes: null };
const each = <T>(value: T) => ({ urgent: value, high: value, medium: value, low: value });
const figures: Figures = {
  opened: 3,
  closed: 2,
  reopened: 0,
  open: 5,
  byCategory: { other: 3 },
  byChannel: { mail: 2, phone: 1, chat: 0, website: 0 },
  byUrgency: { urgent: 0, high: 1, medium: 2, low: 0 },
  firstResponse: each({ ...spread, due: 0, withinDeadline: null }),
  resolution: { ...each(spread), high: { n: 1, medianMinutes: 90.5, p90Minutes: 90.5 } },
  resolutionSteps: each([0, 0, 0, 0, 0, 0]),
  satisfaction: { n: 1, mean: 4.5 },
  perEngineer: [{ address: 'li@desk.example', closed: 2, open: 5, medianResolutionMinutes: null }],
  incidents: { opened: 1, resolved: 1, tickets: 40, customers: 38 },
};
const report: Report = {
  ...figures,
  from: '2026-10-01',
  to: '2026-10-31',
  days: [{ day: '2026-10-01', opened: 3, closed: 2 }],
  frequent: [
    { title: '=HYPERLINK("https://evil.example","报表")', count: 3, tickets: [] },
    { title: '导出，"又"\n失败', count: 2, tickets: [] },
  ],
  kinds: { technical_fault: 2 },
  causes: [{ title: '磁盘满', count: 2, tickets: ['TS1', 'TS2'] }],
  suggestions: [{ ticket: 'TS1', text: '磁盘满时提前提醒' }],
  reopenings: [{ ticket: 'TS2', reason: '还是不行' }],
  lowRatings: [{ ticket: 'TS2', rating: 1, words: '太慢了' }],
  effort: {
    tickets: 2,
    minutes: 90,
    byPerson: { 'li@desk.example': 60, 'sun@desk.example': 30 },
    byCompany: { '=大客户': 90 },
  },
  previous: {
    ...figures,
    opened: 7,
    incidents: { opened: 0, resolved: 0, tickets: 0, customers: 0 },
    byCategory: {},
    kinds: {},
    effort: { tickets: 0, minutes: 0, byPerson: {}, byCompany: {} },
    from: '2026-09-01',
    to: '2026-09-30',
  },
};

it('has a line a figure with that of the period before, empty where there is none', () => {
  const lines = reportCsv(report).split('\r\n');
  expect(lines[0]).toBe('figure,group,value,previous');
  for (const line of [
    'from,,2026-10-01,2026-09-01',
    'opened,,3,7',
    'incidentsOpened,,1,0',
    'incidentsResolved,,1,0',
    'incidentTicketsResolved,,40,0',
    'incidentCustomersTold,,38,0',
    'openedByCategory,other,3,',
    'resolutionMedianMinutes,high,90.5,90.5',
    'firstResponsesWithinDeadline,urgent,,',
    'engineerOpen,li@desk.example,5,5',
    'closedByKind,technical_fault,2,',
    'effortMinutes,,90,0',
    'effortMinutesByPerson,li@desk.example,60,',
    "effortMinutesByCompany,'=大客户,90,",
    'cause,磁盘满,2,',
    'productSuggestion,TS1,磁盘满时提前提醒,',
    'reopening,TS2,还是不行,',
    'lowRating,TS2,1 太慢了,',
    'openedOnDay,2026-10-01,3,',
  ])
    expect(lines).toContain(line);
});

it('quotes what must be, and gives a spreadsheet no formula to run', () => {
  const text = reportCsv(report);
  expect(text).toContain(`frequent,"'=HYPERLINK(""https://evil.example"",""报表"")",3,`);
  expect(text).toContain('frequent,"导出，""又""\n失败",2,');
});

it('has every figure, under its name and for its group', () => {
  const spreadOf = (n: number) => ({ n, medianMinutes: n + 1, p90Minutes: n + 2 });
  const counted: Figures = {
    opened: 1,
    closed: 2,
    reopened: 3,
    open: 4,
    byCategory: { other: 5 },
    byChannel: { mail: 70, phone: 71, chat: 72, website: 73 },
    byUrgency: { urgent: 6, high: 7, medium: 8, low: 9 },
    firstResponse: {
      ...each({ ...spread, due: 0, withinDeadline: null }),
      low: { ...spreadOf(10), due: 13, withinDeadline: 0.5 },
    },
    resolution: { ...each(spread), low: spreadOf(20) },
    resolutionSteps: each([0, 0, 0, 0, 0, 0]),
    satisfaction: { n: 30, mean: 4.5 },
    perEngineer: [{ address: 'li@desk.example', closed: 31, open: 32, medianResolutionMinutes: 33 }],
    incidents: { opened: 34, resolved: 35, tickets: 36, customers: 37 },
  };
  const lines = reportCsv({
    ...report,
    ...counted,
    days: [{ day: '2026-10-01', opened: 34, closed: 35 }],
    frequent: [{ title: '-1', count: 36, tickets: [] }],
    previous: { ...report.previous, ...counted },
  }).split('\r\n');
  const both = (name: string, value: number): string => `${name},${value},${value}`;
  expect(lines.filter((line) => !/,(?:urgent|high|medium),(?:0|),(?:0|)$/.test(line))).toEqual([
    'figure,group,value,previous',
    'from,,2026-10-01,2026-09-01',
    'to,,2026-10-31,2026-09-30',
    both('opened,', 1),
    both('closed,', 2),
    both('reopened,', 3),
    both('open,', 4),
    both('openedByCategory,other', 5),
    both('openedByUrgency,urgent', 6),
    both('openedByUrgency,high', 7),
    both('openedByUrgency,medium', 8),
    both('openedByUrgency,low', 9),
    both('openedByChannel,mail', 70),
    both('openedByChannel,phone', 71),
    both('openedByChannel,chat', 72),
    both('openedByChannel,website', 73),
    both('firstResponses,low', 10),
    both('firstResponseMedianMinutes,low', 11),
    both('firstResponseP90Minutes,low', 12),
    both('firstResponsesDue,low', 13),
    both('firstResponsesWithinDeadline,low', 0.5),
    both('resolutions,low', 20),
    both('resolutionMedianMinutes,low', 21),
    both('resolutionP90Minutes,low', 22),
    both('satisfactionRatings,', 30),
    both('satisfactionMean,', 4.5),
    both('incidentsOpened,', 34),
    both('incidentsResolved,', 35),
    both('incidentTicketsResolved,', 36),
    both('incidentCustomersTold,', 37),
    'closedByKind,technical_fault,2,',
    'effortTickets,,2,0',
    'effortMinutes,,90,0',
    'effortMinutesByPerson,li@desk.example,60,',
    'effortMinutesByPerson,sun@desk.example,30,',
    "effortMinutesByCompany,'=大客户,90,",
    both('engineerClosed,li@desk.example', 31),
    both('engineerOpen,li@desk.example', 32),
    both('engineerMedianResolutionMinutes,li@desk.example', 33),
    'openedOnDay,2026-10-01,34,',
    'closedOnDay,2026-10-01,35,',
    'frequent,-1,36,',
    'cause,磁盘满,2,',
    'productSuggestion,TS1,磁盘满时提前提醒,',
    'reopening,TS2,还是不行,',
    'lowRating,TS2,1 太慢了,',
    '',
  ]);
});

it.each([
  ['+1 是数', "'+1 是数"],
  ['@cmd', "'@cmd"],
  ['\tx', "'\tx"],
  ['\rx', `"'\rx"`],
  ['-2.5', '-2.5'],
  ['a=b', 'a=b'],
  ['a\rb', '"a\rb"'],
])('writes %j as %j', (title, cell) => {
  expect(reportCsv({ ...report, frequent: [{ title, count: 1, tickets: [] }] })).toContain(`frequent,${cell},1,`);
});

it('says whose each line is where several brands are in it', () => {
  const lines = brandsCsv([
    { brand: 'desk', report },
    { brand: 'cloud', report: { ...report, opened: 9 } },
  ]).split('\r\n');
  expect(lines[0]).toBe('brand,figure,group,value,previous');
  expect(lines).toEqual(expect.arrayContaining(['desk,opened,,3,7', 'cloud,opened,,9,7']));
  expect(lines.slice(1, -1).every((line) => /^(?:desk|cloud),/.test(line))).toBe(true);
});
