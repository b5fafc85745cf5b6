import type { Report } from './figures.ts';
import { trendOf } from './rating.ts';

/** One line a figure: what, of which group, its value, and that of the period before; for spreadsheets. */
export const reportCsv = (report: Report): string => csvOf(rowsOf(report));

/** The same of several brands, with a column that says whose each line is. */
export function brandsCsv(each: readonly { readonly brand: string; readonly report: Report }[]): string {
  const [header = []] = each.map(({ report }) => rowsOf(report)[0] ?? []);
  const lines = each.flatMap(({ brand, report }) =>
    rowsOf(report)
      .slice(1)
      .map((row) => [brand, ...row]),
  );
  return csvOf([['brand', ...header], ...lines]);
}

const csvOf = (rows: readonly (readonly string[])[]): string =>
  rows.map((row) => `${row.map(cell).join(',')}\r\n`).join('');

function rowsOf(report: Report): string[][] {
  const now = measures(report);
  const before = new Map(measures(report.previous).map(([figure, group, value]) => [`${figure} ${group}`, value]));
  return [
    ['figure', 'group', 'value', 'previous'],
    ['from', '', report.from, report.previous.from],
    ['to', '', report.to, report.previous.to],
    ...now.map(([figure, group, value]) => [
      figure,
      group,
      shown(value),
      shown(before.get(`${figure} ${group}`) ?? null),
    ]),
    ...report.days.flatMap(({ day, opened, closed }) => [
      ['openedOnDay', day, String(opened), ''],
      ['closedOnDay', day, String(closed), ''],
    ]),
    ...ratingRows('satisfactionMeanByCompany', report.ratings, 'byCompany'),
    ...ratingRows('satisfactionMeanByTeam', report.ratings, 'byTeam'),
    ...(report.contracts ?? []).flatMap(({ name, opened, due, kept, lateUpdates, minutes, minutesPerMonth }) => [
      ['contractOpened', name, String(opened), ''],
      ['contractFirstResponsesDue', name, String(due), ''],
      ['contractFirstResponsesKept', name, String(kept), ''],
      ['contractLateUpdates', name, String(lateUpdates), ''],
      ['contractEffortMinutes', name, String(minutes), ''],
      ['contractEffortMinutesPerMonth', name, shown(minutesPerMonth), ''],
    ]),
    ...report.frequent.map(({ title, count }) => ['frequent', title, String(count), '']),
    ...report.causes.map(({ title, count }) => ['cause', title, String(count), '']),
    ...report.suggestions.map(({ ticket, text }) => ['productSuggestion', ticket, text, '']),
    ...report.reopenings.map(({ ticket, reason }) => ['reopening', ticket, reason, '']),
    ...report.lowRatings.map(({ ticket, rating, words }) => ['lowRating', ticket, `${rating} ${words}`.trim(), '']),
  ];
}

const ratingRows = (figure: string, ratings: Report['ratings'], by: 'byCompany' | 'byTeam'): string[][] =>
  ratings === undefined
    ? []
    : trendOf(ratings.now[by], ratings.before[by]).map(({ name, mean, before }) => [
        figure,
        name,
        shown(mean),
        shown(before),
      ]);

type Measure = readonly [figure: string, group: string, value: number | null];

const shown = (value: number | null): string => (value === null ? '' : String(value));

function measures(figures: Report['previous']): Measure[] {
  const { byCategory, byUrgency, byChannel, firstResponse, resolution, satisfaction, perEngineer, incidents } = figures;
  return [
    ['opened', '', figures.opened],
    ['closed', '', figures.closed],
    ['reopened', '', figures.reopened],
    ['open', '', figures.open],
    ...Object.entries(byCategory).map(([category, n]): Measure => ['openedByCategory', category, n]),
    ...Object.entries(byUrgency).map(([urgency, n]): Measure => ['openedByUrgency', urgency, n]),
    ...Object.entries(byChannel).map(([channel, n]): Measure => ['openedByChannel', channel, n]),
    ...Object.entries(firstResponse).flatMap(([urgency, each]): Measure[] => [
      ['firstResponses', urgency, each.n],
      ['firstResponseMedianMinutes', urgency, each.medianMinutes],
      ['firstResponseP90Minutes', urgency, each.p90Minutes],
      ['firstResponsesDue', urgency, each.due],
      ['firstResponsesWithinDeadline', urgency, each.withinDeadline],
    ]),
    ...Object.entries(resolution).flatMap(([urgency, each]): Measure[] => [
      ['resolutions', urgency, each.n],
      ['resolutionMedianMinutes', urgency, each.medianMinutes],
      ['resolutionP90Minutes', urgency, each.p90Minutes],
    ]),
    ['satisfactionRatings', '', satisfaction.n],
    ['satisfactionMean', '', satisfaction.mean],
    ['incidentsOpened', '', incidents.opened],
    ['incidentsResolved', '', incidents.resolved],
    ['incidentTicketsResolved', '', incidents.tickets],
    ['incidentCustomersTold', '', incidents.customers],
    ...Object.entries(figures.kinds).map(([kind, n]): Measure => ['closedByKind', kind, n]),
    ['effortTickets', '', figures.effort.tickets],
    ['effortMinutes', '', figures.effort.minutes],
    ...Object.entries(figures.effort.byPerson).map(([by, minutes]): Measure => ['effortMinutesByPerson', by, minutes]),
    ...Object.entries(figures.effort.byCompany).map(
      ([company, minutes]): Measure => ['effortMinutesByCompany', company, minutes],
    ),
    ...perEngineer.flatMap(({ address, closed, open, medianResolutionMinutes }): Measure[] => [
      ['engineerClosed', address, closed],
      ['engineerOpen', address, open],
      ['engineerMedianResolutionMinutes', address, medianResolutionMinutes],
    ]),
  ];
}

/** Quoted where it must be (RFC 4180 §2); what a spreadsheet would take for a formula is made text. */
function cell(value: string): string {
  const text = /^[=+\-@\t\r]/.test(value) && Number.isNaN(Number(value)) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
