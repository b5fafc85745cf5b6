/**
 * The times of exports, by a table: whatever is read by rules of its own, a runtime's or a country's, would be another
 * moment on another machine, and the message be taken in once more. A time without a zone is in UTC, as databases keep
 * it.
 */

/** What to write, for those whose dates are refused. */
const ACCEPTED =
  '2024-12-31 10:00, 2024-12-31T10:00:00Z, 2024/12/31 10:00, 2024年12月31日 10:00, 31.12.2024 10:00, or "Tue, 31 Dec 2024 10:00:00 +0000"';

const CLOCK = String.raw`(?<hour>[01]?\d|2[0-3]):(?<minute>[0-5]\d)(?::(?<second>[0-5]\d|60)(?:[.,](?<fraction>\d+))?)?`;
const ZONE = String.raw`(?:Z|UTC?|GMT|(?<sign>[+-])(?<zoneHour>0\d|1[0-4])(?::?(?<zoneMinute>[0-5]\d))?)`;
/** A day may stand without a clock, and a clock without a zone. */
const LATER = String.raw`(?:(?:T|\s+)${CLOCK}(?:\s*${ZONE})?)?`;
const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/** The forms, a row each; day and month are of two digits or one, as spreadsheets write them. */
const FORMS: readonly RegExp[] = [
  String.raw`(?<year>\d{4})-(?<month>\d{1,2})-(?<day>\d{1,2})${LATER}`,
  String.raw`(?<year>\d{4})/(?<month>\d{1,2})/(?<day>\d{1,2})${LATER}`,
  String.raw`(?<year>\d{4})年(?<month>\d{1,2})月(?<day>\d{1,2})日${LATER.replace('s+', 's*')}`,
  String.raw`(?<day>\d{1,2})\.(?<month>\d{1,2})\.(?<year>\d{4})${LATER}`,
  // RFC 5322 §3.3, with a zone that is one for certain: CST is of America, and of China.
  String.raw`(?:(?:mon|tue|wed|thu|fri|sat|sun),\s*)?(?<day>\d{1,2})\s+(?<month>${MONTHS.join('|')})\s+(?<year>\d{4})\s+${CLOCK}\s+${ZONE}(?:\s*\([^()]*\))?`,
].map((form) => new RegExp(`^${form}$`, 'i'));

/** Day and month as some countries write them and others the other way round. */
const TWO_WAYS = /^\d{1,2}[/-]\d{1,2}[/-]\d{2,4}(?!\d)/;

/** No mail is older, and PostgreSQL and mail both know four digits of a year. */
const [FIRST_YEAR, LAST_YEAR] = [1970, 9998];

/** The moment that a text names, or why it names none. */
export function readTime(written: string): Date | string {
  const text = written.trim();
  if (text === '') return 'has no date';
  const shown = JSON.stringify(text.length > 40 ? `${text.slice(0, 40)}…` : text);
  for (const form of FORMS) {
    const parts = form.exec(text)?.groups;
    if (parts !== undefined) return momentOf(parts) ?? `has a date that cannot be: ${shown}`;
  }
  const why = TWO_WAYS.test(text)
    ? `does not tell the day from the month: ${shown}`
    : `has no date that can be read: ${shown}`;
  return `${why}; write ${ACCEPTED}`;
}

/** Null for a day that its month lacks, and for years in which nobody wrote mail. */
function momentOf(parts: Readonly<Record<string, string | undefined>>): Date | null {
  const number = (name: string): number => Number(parts[name] ?? 0);
  const month = /^\d/.test(parts.month ?? '') ? number('month') - 1 : MONTHS.indexOf((parts.month ?? '').toLowerCase());
  const year = number('year');
  const day = new Date(Date.UTC(year, month, number('day')));
  if (year < FIRST_YEAR || year > LAST_YEAR || day.getUTCMonth() !== month) return null;
  const zone = (number('zoneHour') * 60 + number('zoneMinute')) * (parts.sign === '-' ? -1 : 1);
  const milliseconds = Number((parts.fraction ?? '').slice(0, 3).padEnd(3, '0'));
  const moment = Date.UTC(
    year,
    month,
    number('day'),
    number('hour'),
    number('minute') - zone,
    number('second'),
    milliseconds,
  );
  return moment < 0 ? null : new Date(moment);
}
