import { Temporal } from 'temporal-polyfill';

/** Whole local days, `YYYY-MM-DD`, both ends included. */
export type Period = { readonly from: string; readonly to: string };

/** The first instant of a period and the first after it, in a zone. */
export function boundsOf({ from, to }: Period, timezone: string): { readonly start: Date; readonly end: Date } {
  return { start: startOf(day(from), timezone), end: startOf(day(to).add({ days: 1 }), timezone) };
}

/** The local day of an instant. */
export const dayOf = (at: Date, timezone: string): string => zoned(at, timezone).toPlainDate().toString();

/** The instant of `HH:MM` on a local day; a time that daylight saving skips is moved forward. */
export const instantOf = (date: string, time: string, timezone: string): Date =>
  new Date(
    day(date).toZonedDateTime({ timeZone: timezone, plainTime: Temporal.PlainTime.from(time) }).epochMilliseconds,
  );

/** 1 for Monday to 7 for Sunday. */
export const weekdayOf = (date: string): number => day(date).dayOfWeek;
export const dayOfMonth = (date: string): number => day(date).day;

export const dayAfter = (date: string): string => day(date).add({ days: 1 }).toString();

/** The days of a period in order. */
export function daysOf({ from, to }: Period): string[] {
  const days: string[] = [];
  for (let at = day(from); Temporal.PlainDate.compare(at, day(to)) <= 0; at = at.add({ days: 1 }))
    days.push(at.toString());
  return days;
}

/** As many days up to and including this one. */
const daysUpTo = (date: string, count: number): Period => ({
  from: day(date)
    .subtract({ days: count - 1 })
    .toString(),
  to: date,
});

/** As many days before this one. */
export const daysBefore = (date: string, count: number): Period =>
  daysUpTo(day(date).subtract({ days: 1 }).toString(), count);

/** Whole months are compared with as many months, everything else with as many days. */
export function periodBefore({ from, to }: Period): Period {
  const first = day(from);
  const next = day(to).add({ days: 1 });
  const { months } = first.until(next, { largestUnit: 'months' });
  const whole = first.day === 1 && next.day === 1;
  const before = whole ? first.subtract({ months }) : first.subtract({ days: first.until(next).days });
  return { from: before.toString(), to: first.subtract({ days: 1 }).toString() };
}

/** The Monday-to-Sunday week before the one of this day, and the month before its month. */
export const lastWeek = (today: string): Period => week(day(today).subtract({ days: 7 }));
export const lastMonth = (today: string): Period => month(day(today).subtract({ months: 1 }));

/** The month of a day. */
export const monthOf = (date: string): Period => month(day(date));

const RELATIVE: readonly (readonly [RegExp, (today: Temporal.PlainDate) => Period])[] = [
  [/^(?:今天|今日|本日|today)$/, (today) => only(today)],
  [/^(?:昨天|昨日|yesterday)$/, (today) => only(today.subtract({ days: 1 }))],
  [/^(?:本周|这周|这个星期|this week)$/, (today) => week(today)],
  [/^(?:上周|上个星期|last week)$/, (today) => week(today.subtract({ days: 7 }))],
  [/^(?:本月|这个月|当月|this month)$/, (today) => month(today)],
  [/^(?:|上月|上个月|last month)$/, (today) => month(today.subtract({ months: 1 }))],
  [/^(?:本季度|这个季度|this quarter)$/, (today) => quarter(today)],
  [/^(?:上季度|上个季度|last quarter)$/, (today) => quarter(today.subtract({ months: 3 }))],
  [/^(?:今年|本年|this year)$/, (today) => year(today)],
  [/^(?:去年|上年|last year)$/, (today) => year(today.subtract({ years: 1 }))],
];

const DATE = String.raw`(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?`;
const SPAN = new RegExp(String.raw`^${DATE}\s*(?:至|到|~|–|—|-|to|until|\.\.)\s*${DATE}$`, 'u');
const SINGLE = new RegExp(`^${DATE}$`, 'u');
const MONTH = /^(\d{4})[-/.年](\d{1,2})月?$/u;
const MONTH_ONLY = /^(\d{1,2})月$/u;
const DAYS = /^(?:最近|近|过去|last|past)\s*(\d{1,3})\s*(?:天|日|days?)$/u;

/**
 * The period somebody names: `上月`, `last week`, `2026-10`, `10月`, `最近 7 天`, `2026-10-01 至 2026-10-15`; an empty
 * text is last month. Null when it is none, or ends before it begins.
 */
export function periodNamed(text: string, today: string): Period | null {
  const named = text.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ').trim();
  const relative = RELATIVE.find(([pattern]) => pattern.test(named));
  if (relative) return relative[1](day(today));
  try {
    return dated(named, day(today));
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

/**
 * Years in which a period may lie. It is counted day by day and compared with one of its length before, and no database
 * knows a year 0.
 */
export const YEARS = { first: 1970, last: 2199 } as const;

/** Throws RangeError for a day the calendar does not have, or of a year beyond it. */
function dated(named: string, today: Temporal.PlainDate): Period | null {
  const date = ([y, m, d]: readonly (string | undefined)[]): Temporal.PlainDate => {
    const found = Temporal.PlainDate.from(
      { year: Number(y), month: Number(m), day: Number(d) },
      { overflow: 'reject' },
    );
    if (found.year < YEARS.first || found.year > YEARS.last)
      throw new RangeError(`${found.year} is beyond the calendar`);
    return found;
  };
  const span = SPAN.exec(named);
  if (span) {
    const [from, to] = [date(span.slice(1, 4)), date(span.slice(4, 7))];
    return Temporal.PlainDate.compare(from, to) > 0 ? null : { from: from.toString(), to: to.toString() };
  }
  const single = SINGLE.exec(named);
  if (single) return only(date(single.slice(1)));
  const months = MONTH.exec(named);
  if (months) return month(date([...months.slice(1), '1']));
  const [, monthOnly] = MONTH_ONLY.exec(named) ?? [];
  if (monthOnly) {
    const inYear = date([String(today.year), monthOnly, '1']);
    return month(Temporal.PlainDate.compare(inYear, today) > 0 ? inYear.subtract({ years: 1 }) : inYear);
  }
  const [, count] = DAYS.exec(named) ?? [];
  return count && Number(count) > 0 ? daysUpTo(today.toString(), Number(count)) : null;
}

const day = (text: string): Temporal.PlainDate => Temporal.PlainDate.from(text);
const zoned = (at: Date, timezone: string): Temporal.ZonedDateTime =>
  Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(timezone);
const startOf = (date: Temporal.PlainDate, timezone: string): Date =>
  new Date(date.toZonedDateTime({ timeZone: timezone }).epochMilliseconds);

const spanOf = (first: Temporal.PlainDate, length: Temporal.DurationLike): Period => ({
  from: first.toString(),
  to: first.add(length).subtract({ days: 1 }).toString(),
});
const only = (date: Temporal.PlainDate): Period => spanOf(date, { days: 1 });
const week = (date: Temporal.PlainDate): Period => spanOf(date.subtract({ days: date.dayOfWeek - 1 }), { days: 7 });
const month = (date: Temporal.PlainDate): Period => spanOf(date.with({ day: 1 }), { months: 1 });
const quarter = (date: Temporal.PlainDate): Period =>
  spanOf(date.with({ month: Math.floor((date.month - 1) / 3) * 3 + 1, day: 1 }), { months: 3 });
const year = (date: Temporal.PlainDate): Period => spanOf(date.with({ month: 1, day: 1 }), { years: 1 });
