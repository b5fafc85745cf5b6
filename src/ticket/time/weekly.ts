/**
 * Hours of a week: for each day from Monday on, spans in minutes since local midnight; `to` past 1440 is the next day.
 */
export type Weekly = readonly (readonly HourSpan[])[];
export type HourSpan = { readonly from: number; readonly to: number };

const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
const DAY_MINUTES = 24 * 60;
const HOURS = /^(\d\d):(\d\d)-(\d\d):(\d\d)$/;

/**
 * Reads a roster such as `{ 'mon-fri': '09:00-12:00,13:00-18:00', sat: '22:00-06:00' }`. A range of days may run over
 * the weekend (`fri-mon`). Throws RangeError for an entry that names no days or hours.
 */
export function parseWeekly(roster: Readonly<Record<string, string>>): Weekly {
  const week: HourSpan[][] = DAYS.map(() => []);
  for (const [days, hours] of Object.entries(roster)) {
    const spans = hours.split(',').map((text) => parseHours(text.trim()));
    for (const day of parseDays(days)) week[day]?.push(...spans);
  }
  return week.map((spans) => spans.toSorted((a, b) => a.from - b.from));
}

function parseDays(text: string): number[] {
  const [first = '', last = first] = text.toLowerCase().split('-');
  const from = DAYS.indexOf(first);
  const to = DAYS.indexOf(last);
  if (from < 0 || to < 0) throw new RangeError(`${text} names no days of the week`);
  const count = ((to - from + DAYS.length) % DAYS.length) + 1;
  return Array.from({ length: count }, (_, i) => (from + i) % DAYS.length);
}

function parseHours(text: string): HourSpan {
  const [, fromHour, fromMinute, toHour, toMinute] = HOURS.exec(text) ?? [];
  const from = Number(fromHour) * 60 + Number(fromMinute);
  const to = Number(toHour) * 60 + Number(toMinute);
  if (!(from < DAY_MINUTES && to <= DAY_MINUTES) || from === to)
    throw new RangeError(`${text} is no span of hours such as 09:00-18:00`);
  return { from, to: to > from ? to : to + DAY_MINUTES };
}
