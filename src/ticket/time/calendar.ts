/**
 * Time as the process counts it: the calendar in force, deadlines in it, the clocks of a ticket and who is on duty. The
 * moment itself is always passed in, so that a day change, a holiday or a clock set back is one more case of a table.
 */

import chinese from 'chinese-days/dist/chinese-days.json' with { type: 'json' };
import { Temporal } from 'temporal-polyfill';
import { statutoryHoliday } from './statutory-holiday.ts';
import { type HourSpan, parseWeekly, type Weekly } from './weekly.ts';

/**
 * Which time counts: all of it, or the working hours of a zone, with the public holidays and make-up workdays (调休).
 */
export type Calendar = { readonly kind: 'always' } | WorkingCalendar;
export type WorkingCalendar = {
  readonly kind: 'working';
  readonly timezone: string;
  /** `{ 'mon-fri': '09:00-18:00' }`, see weekly.ts. */
  readonly hours: Readonly<Record<string, string>>;
  readonly holidays: 'CN' | 'none';
  /** Days off beside them, `YYYY-MM-DD`. Absent: none. */
  readonly closed?: readonly string[];
};

/** Epoch milliseconds, `end` excluded. */
export type WorkingSpan = { readonly start: number; readonly end: number };

// The data of chinese-days, by date: its functions go by the zone of the process, and west of Greenwich by the day
// before.
const DAYS_OFF: ReadonlyMap<string, string> = new Map(Object.entries(chinese.holidays));
const MAKE_UP_DAYS: ReadonlyMap<string, string> = new Map(Object.entries(chinese.workdays));
/** The last year whose holiday notice is known. */
const LAST_NOTICE = Math.max(...[...DAYS_OFF.keys()].map((date) => Number(date.slice(0, 4))));

/** Public holidays are looked for this many days ahead. */
const HOLIDAY_HORIZON_DAYS = 370;

/**
 * The working spans after `from` in order, the first one cut to start there; without end. Throws RangeError when the
 * week has no hours at all.
 */
export function* workingSpans(from: Date, calendar: WorkingCalendar): Generator<WorkingSpan> {
  const week = parseWeekly(calendar.hours);
  if (week.every((spans) => spans.length === 0)) throw new RangeError('a working calendar needs working hours');
  let reached = from.getTime();
  // The day before may reach past midnight.
  for (let day = localDate(from, calendar).subtract({ days: 1 }); ; day = day.add({ days: 1 })) {
    for (const hours of hoursOf(day, week, calendar)) {
      const start = Math.max(instantAt(day, hours.from, calendar), reached);
      const end = instantAt(day, hours.to, calendar);
      if (end <= start) continue;
      reached = end;
      yield { start, end };
    }
  }
}

/** Whether somebody works at that moment. */
export function isWorkingTime(at: Date, calendar: WorkingCalendar): boolean {
  const [span] = workingSpans(at, calendar).take(1);
  return span !== undefined && span.start <= at.getTime();
}

/** When somebody works again, from that moment on: at once where all time counts. */
export function workBegins(at: Date, calendar: Calendar): Date {
  if (calendar.kind === 'always') return at;
  const [span] = workingSpans(at, calendar).take(1);
  return span === undefined ? at : new Date(span.start);
}

/** The next public holiday that is not over yet, as local dates, first and last day; null when none is known. */
export function nextHoliday(
  after: Date,
  calendar: Calendar,
  locale: string,
): { readonly name: string; readonly first: string; readonly last: string } | null {
  if (calendar.kind === 'always' || calendar.holidays === 'none') return null;
  const today = localDate(after, calendar);
  for (let ahead = 0; ahead < HOLIDAY_HORIZON_DAYS; ahead++) {
    const first = today.add({ days: ahead });
    const holiday = publicHoliday(first);
    if (holiday === null || holiday.work) continue;
    let last = first;
    for (let next = last.add({ days: 1 }); isHoliday(next); next = next.add({ days: 1 })) last = next;
    return { name: locale.startsWith('zh') ? holiday.zh : holiday.en, first: first.toString(), last: last.toString() };
  }
  return null;
}

function hoursOf(day: Temporal.PlainDate, week: Weekly, calendar: WorkingCalendar): readonly HourSpan[] {
  if (calendar.closed?.includes(day.toString())) return [];
  const usual = week[day.dayOfWeek - 1] ?? [];
  const special = calendar.holidays === 'CN' ? publicHoliday(day) : null;
  if (special === null) return usual;
  // A make-up workday is worked like the first working day of the week, whatever day it falls on.
  return special.work ? (week.find((spans) => spans.length > 0) ?? []) : [];
}

const isHoliday = (day: Temporal.PlainDate): boolean => publicHoliday(day)?.work === false;

/**
 * A day of the State Council's holiday notice, or before it of the law: a day off, or a make-up workday for one
 * (`work`).
 */
function publicHoliday(day: Temporal.PlainDate): { work: boolean; en: string; zh: string } | null {
  const date = day.toString();
  const noticed = DAYS_OFF.get(date) ?? MAKE_UP_DAYS.get(date);
  const names = noticed ?? (day.year > LAST_NOTICE ? statutoryHoliday(day) : null);
  const [en = '', zh = en] = names?.split(',') ?? [];
  return names === null ? null : { work: MAKE_UP_DAYS.has(date), en, zh };
}

const localDate = (at: Date, calendar: WorkingCalendar): Temporal.PlainDate =>
  Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(calendar.timezone).toPlainDate();

/** Minutes of the clock on the wall: a time that daylight saving skips is moved on by what is skipped. */
function instantAt(day: Temporal.PlainDate, minutes: number, calendar: WorkingCalendar): number {
  const time = Temporal.PlainTime.from('00:00').add({ minutes });
  const date = day.add({ days: Math.floor(minutes / (24 * 60)) });
  return date.toZonedDateTime({ timeZone: calendar.timezone, plainTime: time }).epochMilliseconds;
}
