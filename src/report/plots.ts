import type { Bar, Figure, Tile } from '../letter/facts.ts';
import { cut } from '../lib/cut.ts';
import { CHANNELS, URGENCIES, type Urgency } from '../ticket/ticket.ts';
import type { Locale } from '../words/locale.ts';
import { wordsOf } from '../words/words.ts';
import type { DayFigures, EngineerFigures, Figures, Report, ServiceReport, Spread } from './figures.ts';

/** How figures are written for their reader. */
export type Reader = {
  readonly locale: Locale;
  /** Names of staff by address. */
  readonly names: Readonly<Record<string, string>>;
};

/** What a report shows, in the order it is read. */
export function reportPlots(report: Report, reader: Reader): Figure[] {
  const words = wordsOf(reader.locale).figures;
  const { previous } = report;
  return [
    { kind: 'tiles', heading: '', tiles: [...sums(report, previous, reader), efforted(report, previous, reader)] },
    ...(report.days.length > 1 ? [arrivals(report.days, words.period, reader)] : []),
    categories(report, reader),
    urgencies(report, reader),
    ...(report.byChannel.mail < report.opened ? [channels(report, reader)] : []),
    compliance(report, reader),
    spreads(words.responses, report.firstResponse, previous.firstResponse, reader),
    spreads(words.resolutions, report.resolution, previous.resolution, reader),
    steps(report, reader),
    engineers(report.perEngineer, reader),
    ...efforts(report, reader),
    ...incidents(report, reader),
    ...(report.frequent.length > 0 ? [frequent(report.frequent, words.frequent, reader)] : []),
    ...lessons(report, reader),
  ];
}

/**
 * What the digest shows: yesterday and what is open now, the last days, the deadlines that were kept in them, and who
 * carries how much.
 */
export function digestPlots(figures: Figures, days: readonly DayFigures[], reader: Reader): Figure[] {
  return [
    yesterday(figures, days, reader),
    arrivals(days, wordsOf(reader.locale).figures.days, reader),
    compliance(figures, reader),
    load(figures, reader),
  ];
}

/** What the managers of a company read: nothing of who did the work, and of how much it was. */
export function servicePlots(report: ServiceReport, reader: Reader): Figure[] {
  const words = wordsOf(reader.locale).figures;
  const { previous } = report;
  return [
    { kind: 'tiles', heading: '', tiles: sums(report, previous, reader) },
    urgencies(report, reader),
    compliance(report, reader),
    spreads(words.resolutions, report.resolution, previous.resolution, reader),
    ...(report.frequent.length > 0 ? [frequent(report.frequent, words.frequent, reader)] : []),
  ];
}

const numberText = (value: number, { locale }: Reader): string => value.toLocaleString(locale);
const percent = (share: number | null, { locale }: Reader): string =>
  share === null ? wordsOf(locale).figures.none : `${Math.round(share * 100)}%`;

/** Minutes as people say them: `45 min`, `3.5 h`, `2.1 d`. */
function duration(minutes: number | null, { locale }: Reader): string {
  const words = wordsOf(locale).figures;
  if (minutes === null) return words.none;
  if (minutes < 90) return words.minutes.replace('{}', String(Math.round(minutes)));
  if (minutes < 48 * 60) return words.hours.replace('{}', (minutes / 60).toFixed(1));
  return words.dayUnit.replace('{}', (minutes / 1440).toFixed(1));
}

/** Steps of resolution times in hours, short enough for a column. */
const STEP_LABELS = ['<1', '1–4', '4–8', '8–24', '24–72', '≥72'] as const;

const urgencyName = (urgency: Urgency, { locale }: Reader): string => wordsOf(locale).ticket.urgency[urgency];
const engineerName = ({ address }: EngineerFigures, { names }: Reader): string => names[address] ?? address;

/** Nothing at all where there was none in either period. */
function incidents({ incidents: now, previous }: Report, reader: Reader): readonly Figure[] {
  const words = wordsOf(reader.locale).figures;
  const before = previous.incidents;
  const each = [
    [words.incidentsOpened, now.opened, before.opened],
    [words.incidentsResolved, now.resolved, before.resolved],
    [words.incidentTickets, now.tickets, before.tickets],
    [words.incidentCustomers, now.customers, before.customers],
  ] as const;
  if (each.every(([, is, was]) => is + was === 0)) return [];
  const rows = each.map(([label, is, was]) => {
    const past = words.before.replace('{}', numberText(was, reader));
    return { label, value: `${numberText(is, reader)} · ${past}`, share: null };
  });
  return [{ kind: 'bars', heading: words.incidents, rows }];
}

/** Two values under a label: what it is now, and how it was. */
function tile(label: string, [is, was]: readonly [number | null, number | null], write: Write, reader: Reader): Tile {
  const words = wordsOf(reader.locale).figures;
  const written = (value: number | null): string => (value === null ? words.none : write(value));
  const past = words.before.replace('{}', written(was));
  return {
    label,
    value: written(is),
    before: is === null || was === null ? past : `${change(is - was, write)} · ${past}`,
  };
}

function sums(now: Figures, before: Figures, reader: Reader): Tile[] {
  const words = wordsOf(reader.locale).figures;
  const both = (label: string, of: (figures: Figures) => number | null, write: Write): Tile =>
    tile(label, [of(now), of(before)], write, reader);
  const count = (value: number): string => numberText(value, reader);
  const reopenRate = ({ reopened, closed }: Figures): number | null => (closed === 0 ? null : reopened / closed);
  return [
    both(words.opened, ({ opened }) => opened, count),
    both(words.closed, ({ closed }) => closed, count),
    both(words.open, ({ open }) => open, count),
    both(words.reopenRate, reopenRate, (share) => percent(share, reader)),
    both(
      words.satisfaction,
      ({ satisfaction: { mean } }) => mean,
      (mean) => mean.toFixed(1),
    ),
  ];
}

function efforted(now: Report['previous'], before: Report['previous'], reader: Reader): Tile {
  const told = ({ effort: { tickets, minutes } }: Report['previous']): number | null =>
    tickets === 0 ? null : minutes;
  const write = (minutes: number): string => duration(minutes, reader);
  return tile(wordsOf(reader.locale).figures.effort, [told(now), told(before)], write, reader);
}

type Write = (value: number) => string;

/** `+24`, `−3%`, `±0`. */
const change = (difference: number, write: Write): string =>
  `${difference === 0 ? '±' : difference > 0 ? '+' : '−'}${write(Math.abs(difference))}`;

function yesterday({ open }: Figures, days: readonly DayFigures[], reader: Reader): Figure {
  const words = wordsOf(reader.locale).figures;
  const [dayBefore, last] = days.slice(-2);
  const tile = (label: string, of: 'opened' | 'closed'): Tile => ({
    label,
    value: numberText(last?.[of] ?? 0, reader),
    before: words.dayBefore.replace('{}', numberText(dayBefore?.[of] ?? 0, reader)),
  });
  return {
    kind: 'tiles',
    heading: '',
    tiles: [
      tile(words.yesterdayOpened, 'opened'),
      tile(words.yesterdayClosed, 'closed'),
      { label: words.open, value: numberText(open, reader), before: '' },
    ],
  };
}

/** Columns that fit a telephone beside each other. */
const COLUMNS_MAX = 14;
const WEEK = 7;

/** By day; a longer period by week, a very long one in as many equal parts as fit. */
function arrivals(days: readonly DayFigures[], heading: string, { locale }: Reader): Figure {
  const words = wordsOf(locale).figures;
  const size = days.length <= COLUMNS_MAX ? 1 : Math.max(WEEK, Math.ceil(days.length / COLUMNS_MAX / WEEK) * WEEK);
  const parts = Array.from({ length: Math.ceil(days.length / size) }, (_, at) =>
    days.slice(at * size, (at + 1) * size),
  );
  const sums = (of: 'opened' | 'closed'): number[] =>
    parts.map((part) => part.reduce((sum, { [of]: count }) => sum + count, 0));
  return {
    kind: 'columns',
    heading,
    labels: parts.map(
      (part, at) => dayLabel(part[0]?.day ?? '', at === 0 || size > 1) + (part.length < size ? '*' : ''),
    ),
    ...(parts.some((part) => part.length < size) ? { note: words.partialNote } : {}),
    series: [
      { label: words.opened, values: sums('opened') },
      { label: words.closed, values: sums('closed') },
    ],
  };
}

/** `11/9` for the first of a month and where the whole date is wanted, else the day alone. */
function dayLabel(date: string, whole: boolean): string {
  const [, month = 0, day = 0] = date.split('-').map(Number);
  return whole || day === 1 ? `${month}/${day}` : String(day);
}

/** Bars against the largest of them, with the share of all. */
function distribution(
  heading: string,
  counts: readonly (readonly [label: string, count: number, urgency?: Urgency])[],
  reader: Reader,
): Figure {
  const all = counts.reduce((sum, [, count]) => sum + count, 0);
  const most = Math.max(1, ...counts.map(([, count]) => count));
  const rows = counts.map(([label, count, urgency]): Bar => {
    const share = all === 0 ? '' : ` · ${percent(count / all, reader)}`;
    return {
      label,
      value: `${numberText(count, reader)}${share}`,
      share: count / most,
      ...(urgency ? { urgency } : {}),
    };
  });
  return { kind: 'bars', heading, rows };
}

/** Who told what time, and for whom it was. */
function efforts({ effort: { byPerson, byCompany } }: Pick<Report, 'effort'>, reader: Reader): Figure[] {
  const { effortByPerson, effortByCompany, none } = wordsOf(reader.locale).figures;
  const bars = (heading: string, minutes: Readonly<Record<string, number>>, nameOf: (key: string) => string) => {
    const told = Object.entries(minutes).slice(0, EFFORTS_SHOWN);
    const most = Math.max(...told.map(([, each]) => each));
    const rows = told.map(
      ([key, each]): Bar => ({ label: nameOf(key), value: duration(each, reader), share: each / most }),
    );
    return rows.length === 0 ? [] : [{ kind: 'bars' as const, heading, rows }];
  };
  return [
    ...bars(effortByPerson, byPerson, (address) => reader.names[address] ?? address),
    ...bars(effortByCompany, byCompany, (company) => company || none),
  ];
}

/** The CSV has all. */
const EFFORTS_SHOWN = 10;

function categories({ byCategory }: Figures, reader: Reader): Figure {
  const { category } = wordsOf(reader.locale).ticket;
  const counts = Object.entries(byCategory).map(([key, count]) => [category[key] ?? key, count] as const);
  return distribution(wordsOf(reader.locale).figures.byCategory, counts, reader);
}

function urgencies({ byUrgency }: Figures, reader: Reader): Figure {
  const counts = URGENCIES.map((urgency) => [urgencyName(urgency, reader), byUrgency[urgency], urgency] as const);
  return distribution(wordsOf(reader.locale).figures.byUrgency, counts, reader);
}

function channels({ byChannel }: Figures, reader: Reader): Figure {
  const { channel } = wordsOf(reader.locale).ticket;
  const counts = CHANNELS.map((each) => [channel[each], byChannel[each]] as const);
  return distribution(wordsOf(reader.locale).figures.byChannel, counts, reader);
}

function compliance({ firstResponse }: Figures, reader: Reader): Figure {
  const rows = URGENCIES.map((urgency): Bar => {
    const { due, withinDeadline } = firstResponse[urgency];
    const kept = withinDeadline === null ? '' : ` · ${Math.round(withinDeadline * due)}/${numberText(due, reader)}`;
    return {
      label: urgencyName(urgency, reader),
      value: `${percent(withinDeadline, reader)}${kept}`,
      share: withinDeadline,
      urgency,
    };
  });
  return { kind: 'bars', heading: wordsOf(reader.locale).figures.compliance, rows };
}

type Spreads = Readonly<Record<Urgency, Spread>>;

function spreads(heading: string, now: Spreads, before: Spreads, reader: Reader): Figure {
  const words = wordsOf(reader.locale).figures;
  return {
    kind: 'table',
    heading,
    note: words.p90Note,
    columns: [words.urgency, words.count, words.median, words.p90, words.medianBefore],
    rows: URGENCIES.map((urgency) => [
      urgencyName(urgency, reader),
      numberText(now[urgency].n, reader),
      duration(now[urgency].medianMinutes, reader),
      duration(now[urgency].p90Minutes, reader),
      duration(before[urgency].medianMinutes, reader),
    ]),
  };
}

/** How the resolutions of each urgency spread; the tint is the share of that urgency. */
function steps({ resolutionSteps }: Figures, reader: Reader): Figure {
  return {
    kind: 'heat',
    heading: wordsOf(reader.locale).figures.steps,
    note: wordsOf(reader.locale).figures.stepsNote,
    columns: STEP_LABELS,
    rows: URGENCIES.map((urgency) => {
      const counts = resolutionSteps[urgency];
      const most = Math.max(1, ...counts);
      return {
        label: urgencyName(urgency, reader),
        cells: counts.map((count, at) => ({
          label: STEP_LABELS[at] ?? '',
          value: numberText(count, reader),
          share: count / most,
        })),
      };
    }),
  };
}

function engineers(perEngineer: readonly EngineerFigures[], reader: Reader): Figure {
  const words = wordsOf(reader.locale).figures;
  return {
    kind: 'table',
    heading: words.perEngineer,
    columns: [words.engineer, words.closed, words.open, words.medianResolution],
    rows: perEngineer
      .toSorted((a, b) => b.closed - a.closed)
      .map((each) => [
        engineerName(each, reader),
        numberText(each.closed, reader),
        numberText(each.open, reader),
        duration(each.medianResolutionMinutes, reader),
      ]),
  };
}

/** Names a letter lists; a larger staff is in the report. */
const ENGINEERS_MAX = 6;

function load({ perEngineer }: Figures, reader: Reader): Figure {
  const most = Math.max(1, ...perEngineer.map(({ open }) => open));
  const rows = perEngineer
    .toSorted((a, b) => b.open - a.open)
    .slice(0, ENGINEERS_MAX)
    .map(
      (each): Bar => ({
        label: engineerName(each, reader),
        value: numberText(each.open, reader),
        share: each.open / most,
      }),
    );
  return { kind: 'bars', heading: wordsOf(reader.locale).figures.load, rows };
}

function frequent(problems: Report['frequent'], heading: string, reader: Reader): Figure {
  const most = Math.max(1, ...problems.map(({ count }) => count));
  const rows = problems.map(
    ({ title, count }): Bar => ({
      label: title,
      value: numberText(count, reader),
      share: count / most,
    }),
  );
  return { kind: 'bars', heading, rows };
}

/** Characters of what somebody wrote, in a table. */
const QUOTED_MAX = 100;
/** Rows of a table of what people wrote; the rest is in the other formats of the report. */
const QUOTED_ROWS = 10;

/** What the period teaches; nothing of what there is none of. */
function lessons(report: Report, reader: Reader): Figure[] {
  const { figures: words, ticket } = wordsOf(reader.locale);
  const { kinds, causes, suggestions, reopenings, lowRatings } = report;
  const counts = Object.entries(kinds).map(
    ([kind, count]) => [ticket.resolutionKind[kind as keyof typeof kinds], count] as const,
  );
  const quoted = (heading: string, columns: readonly string[], rows: readonly (readonly string[])[]): Figure[] =>
    rows.length === 0 ? [] : [{ kind: 'table', heading, columns, rows: rows.slice(0, QUOTED_ROWS) }];
  const short = (text: string): string => cut(text.replace(/\s+/g, ' '), QUOTED_MAX);
  return [
    ...(counts.length > 0 ? [distribution(words.kinds, counts, reader)] : []),
    ...(causes.length > 0 ? [frequent(causes, words.causes, reader)] : []),
    ...quoted(
      words.suggestions,
      [words.ticket, words.said],
      suggestions.map((each) => [each.ticket, short(each.text)]),
    ),
    ...quoted(
      words.reopenings,
      [words.ticket, words.said],
      reopenings.map((each) => [each.ticket, short(each.reason)]),
    ),
    ...quoted(
      words.lowRatings,
      [words.ticket, words.rating, words.said],
      lowRatings.map((each) => [each.ticket, String(each.rating), short(each.words)]),
    ),
  ];
}
