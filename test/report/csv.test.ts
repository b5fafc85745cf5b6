import { expect, it } from 'vitest';
import { reportCsv } from '../../src/report/csv.ts';
import type { Figures, Report } from '../../src/report/figures.ts';

const spread = { n: 0, medianMinutes: null, p90Minutes: null };
const each = <T>(value: T) => ({ urgent: value, high: value, medium: value, low: value });
const figures: Figures = {
  opened: 3,
  closed: 2,
  reopened: 0,
  open: 5,
  byCategory: { other: 3 },
  byUrgency: { urgent: 0, high: 1, medium: 2, low: 0 },
  firstResponse: each({ ...spread, due: 0, withinDeadline: null }),
  resolution: { ...each(spread), high: { n: 1, medianMinutes: 90.5, p90Minutes: 90.5 } },
  resolutionSteps: each([0, 0, 0, 0, 0, 0]),
  satisfaction: { n: 1, mean: 4.5 },
  perEngineer: [{ address: 'li@desk.example', closed: 2, open: 5, medianResolutionMinutes: null }],
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
  previous: { ...figures, opened: 7, byCategory: {}, from: '2026-09-01', to: '2026-09-30' },
};

it('has a line a figure with that of the period before, empty where there is none', () => {
  const lines = reportCsv(report).split('\r\n');
  expect(lines[0]).toBe('figure,group,value,previous');
  for (const line of [
    'from,,2026-10-01,2026-09-01',
    'opened,,3,7',
    'openedByCategory,other,3,',
    'resolutionMedianMinutes,high,90.5,90.5',
    'firstResponsesWithinDeadline,urgent,,',
    'engineerOpen,li@desk.example,5,5',
    'openedOnDay,2026-10-01,3,',
  ])
    expect(lines).toContain(line);
});

it('quotes what must be, and gives a spreadsheet no formula to run', () => {
  const text = reportCsv(report);
  expect(text).toContain(`frequent,"'=HYPERLINK(""https://evil.example"",""报表"")",3,`);
  expect(text).toContain('frequent,"导出，""又""\n失败",2,');
});
