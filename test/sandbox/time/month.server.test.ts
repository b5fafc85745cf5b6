import { afterEach, expect, it } from 'vitest';
import { reportOn } from '../../../src/desk/report.ts';
import { playMonth } from '../../../src/sandbox/time/month.ts';
import { MONTH_WORDS } from '../../../src/sandbox/time/month-words.ts';
import { LOCALES } from '../../../src/words/locale.ts';
import { openQuietDesk, type QuietDesk } from '../../report/desk.ts';

let quiet: QuietDesk;
afterEach(() => quiet.close());

it.each(LOCALES)('the report of a month in %s shows what it can, in the words of its people', async (locale) => {
  quiet = await openQuietDesk('2026-11-02T00:30:00Z');
  const { config } = quiet.desk;
  const desk = { ...quiet.desk, config: { ...config, desk: { ...config.desk, locale } } };
  const played = { from: new Date('2026-09-30T16:00:00Z'), to: new Date('2026-10-31T16:00:00Z'), tickets: 600 };
  await playMonth(desk, { ...played, now: desk.now() });
  const report = await reportOn(desk, { from: '2026-10-01', to: '2026-10-31' });
  const words = MONTH_WORDS[locale];
  expect(report.reopenings.length).toBeGreaterThan(10);
  for (const { reason } of report.reopenings) expect(words.stillOpen).toContain(reason);
  expect(report.lowRatings.length).toBeGreaterThan(10);
  for (const each of report.lowRatings) expect(words.disappointed).toContain(each.words);
  expect(report.ratings?.now.byCompany.map(({ name }) => name).toSorted()).toEqual(words.companies.toSorted());
  expect(report.causes.length).toBeGreaterThan(5);
  const counts = report.causes.map(({ count }) => count);
  expect(counts[0]).toBeGreaterThan(2 * (counts.at(-1) ?? 0));
  expect(Object.keys(report.kinds).length).toBeGreaterThan(4);
  for (const { text } of report.suggestions) expect(words.problems.map(({ suggestion }) => suggestion)).toContain(text);
  expect(Object.keys(report.effort.byCompany).length).toBe(words.companies.length);
  const other = LOCALES.find((each) => each !== locale) ?? locale;
  const foreign = new Set(MONTH_WORDS[other].problems.flatMap(({ subject, cause }) => [subject, cause]));
  expect([...report.frequent, ...report.causes].filter(({ title }) => foreign.has(title))).toEqual([]);
});
