import { Temporal } from 'temporal-polyfill';
import { hanNumber } from '../../lib/han-number.ts';

const HALF_A_YEAR = 183;
const RELATIVE: Readonly<Record<string, number>> = {
  大前天: -3,
  前天: -2,
  昨天: -1,
  昨日: -1,
  yesterday: -1,
  'day before yesterday': -2,
  今天: 0,
  今日: 0,
  today: 0,
  明天: 1,
  明日: 1,
  tomorrow: 1,
  后天: 2,
  'day after tomorrow': 2,
  大后天: 3,
};
const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
const WEEKDAY =
  '(mon(?:day)?|tue(?:s(?:day)?)?|wed(?:nesday)?|thu(?:r(?:s(?:day)?)?)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?)';
const HAN_WEEKDAY = '(?:周|星期|礼拜)([一二三四五六日天])';
const HAN_WEEKDAYS = '一二三四五六日';
const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const NAMED_MONTH =
  /^(?:(\d{1,2})(?:st|nd|rd|th)? (?:of )?([a-z]{3,9})|([a-z]{3,9}) (\d{1,2})(?:st|nd|rd|th)?)(?: (\d{4}))?$/iu;
const COUNTED = 'a|an|one|two|three|four|five|six|seven|eight|nine|ten'.split('|');
const HENCE =
  /^(?:in (?<en>\d{1,3}|an?|one|two|three|four|five|six|seven|eight|nine|ten) (?<enUnit>day|week|month)s?|(?<many>\d{1,3}|[一二两三四五六七八九十]{1,3})\s*个?(?<unit>天|周|星期|礼拜|月)(?:之|以)?后)$/iu;
const OF_MONTH = /^(?:(上|下|本|这|当)个?)?月(\d{1,2}|底|末)[日号]?$/u;
const OF_NAMED_MONTH = /^(\d{1,2})(?:st|nd|rd|th)?(?: of)? (last|this|next) month$/iu;
const MONTHS_AHEAD: Readonly<Record<string, number>> = { 上: -1, last: -1, 下: 1, next: 1 };

/**
 * A day by its date, its name or its weekday: `11-28`, `下个月1号`, `in 3 days`. Without a year it is the nearest, so
 * that one just past is seen; of a period's end (`begins`) the first from its beginning on.
 */
export function dateNamed(
  text: string,
  today: Temporal.PlainDate,
  begins: Temporal.PlainDate | null = null,
): Temporal.PlainDate | null {
  const written = text.replace(
    /[一二三四五六七八九十]{1,3}(?=[月日号])(?<![周期拜].)/gu,
    (han) => `${hanNumber(han) ?? han}`,
  );
  return (
    relativeDay(written.toLowerCase(), today) ??
    dayOfDate(written, begins ?? today) ??
    dayOfMonth(written, today, begins) ??
    weekdayNamed(written, today, begins ?? today) ??
    weekdayBeside(written, today, begins)
  );
}

/** Counted from today, wherever it stands. */
function relativeDay(text: string, today: Temporal.PlainDate): Temporal.PlainDate | null {
  const ahead = RELATIVE[text];
  if (ahead !== undefined) return today.add({ days: ahead });
  const { en, enUnit, many, unit } = HENCE.exec(text)?.groups ?? {};
  const written = en ?? many;
  if (written === undefined) return null;
  const word = COUNTED.indexOf(written);
  const count = word >= 0 ? Math.max(1, word) : (hanNumber(written) ?? Number(written));
  if (/^(?:月|month)/u.test(unit ?? enUnit ?? '')) return today.add({ months: count });
  return today.add({ days: count * (/^(?:天|day)/u.test(unit ?? enUnit ?? '') ? 1 : 7) });
}

function dayOfDate(text: string, near: Temporal.PlainDate): Temporal.PlainDate | null {
  const [, year, month, day] = /^(?:(\d{4})[-/.年])?(\d{1,2})[-/.月](\d{1,2})[日号]?$/u.exec(text) ?? [];
  if (month !== undefined) return dateOf(year, Number(month), Number(day), near);
  const [, d, m, m2, d2, y] = NAMED_MONTH.exec(text) ?? [];
  const named = MONTHS.indexOf((m ?? m2 ?? '').toLowerCase().slice(0, 3)) + 1;
  return named > 0 ? dateOf(y, named, Number(d ?? d2), near) : null;
}

/** `下个月1号`, `月底`; `30号`, and a bare `30` as an end, of the nearest month, of an end the first from then on. */
function dayOfMonth(
  text: string,
  today: Temporal.PlainDate,
  begins: Temporal.PlainDate | null,
): Temporal.PlainDate | null {
  const [, which = '', han] = OF_MONTH.exec(text) ?? [];
  const [, english, whichEnglish = ''] = OF_NAMED_MONTH.exec(text) ?? [];
  const named = han ?? english;
  if (named !== undefined) {
    const month = today.with({ day: 1 }).add({ months: MONTHS_AHEAD[which || whichEnglish.toLowerCase()] ?? 0 });
    return onDay(month, /\D/u.test(named) ? month.daysInMonth : Number(named));
  }
  const [, alone, mark = ''] = /^(\d{1,2})([日号]|st|nd|rd|th)?$/iu.exec(text) ?? [];
  if (alone === undefined || (begins === null && mark === '')) return null;
  const near = begins ?? today;
  const each = [0, 1].map((months) => onDay(near.with({ day: 1 }).add({ months }), Number(alone)));
  const dates = each.filter((date) => date !== null);
  if (begins !== null) return dates.find((date) => Temporal.PlainDate.compare(date, begins) >= 0) ?? null;
  return dates.toSorted((a, b) => Math.abs(near.until(a).days) - Math.abs(near.until(b).days))[0] ?? null;
}

function onDay(month: Temporal.PlainDate, day: number): Temporal.PlainDate | null {
  return day >= 1 && day <= month.daysInMonth ? month.with({ day }) : null;
}

function dateOf(year: string | undefined, month: number, day: number, near: Temporal.PlainDate) {
  const on = (inYear: number): Temporal.PlainDate | null => {
    try {
      return Temporal.PlainDate.from({ year: inYear, month, day }, { overflow: 'reject' });
    } catch {
      return null;
    }
  };
  if (year !== undefined) return on(Number(year));
  const years = [near.year, near.year + 1, near.year - 1];
  return years.map(on).find((date) => date !== null && Math.abs(near.until(date).days) <= HALF_A_YEAR) ?? null;
}

const HAN_WEEKS: Readonly<Record<string, number>> = {
  上上: -2,
  上: -1,
  本: 0,
  这: 0,
  下: 1,
  下下: 2,
  last: -1,
  this: 0,
  next: 1,
};
const NAMED_WEEKDAY = new RegExp(
  `^(?:(上上|上|本|这|下下|下)个?)?${HAN_WEEKDAY}$|^(?:(this|next|last) )?${WEEKDAY}$`,
  'iu',
);

/** The next of that name, the day it is counted from included; `本周` and `下周` name the week, seen from today. */
function weekdayNamed(text: string, today: Temporal.PlainDate, near: Temporal.PlainDate): Temporal.PlainDate | null {
  const [, han, hanDay = '', english, name = ''] = NAMED_WEEKDAY.exec(text) ?? [];
  const at =
    hanDay === '' ? WEEKDAYS.indexOf(name.toLowerCase().slice(0, 3)) : HAN_WEEKDAYS.indexOf(hanDay.replace('天', '日'));
  if (at < 0) return null;
  const weeks = HAN_WEEKS[(han ?? english ?? '').toLowerCase()];
  if (weeks !== undefined) return today.add({ days: 7 * weeks + at + 1 - today.dayOfWeek });
  return near.add({ days: (at + 1 - near.dayOfWeek + 7) % 7 });
}

const BESIDE = new RegExp(`^(?:${WEEKDAY}\\s+(.+)|(.+?)\\s*[(（]?${HAN_WEEKDAY}[)）]?)$`, 'iu');

/** `Monday 30 November`, `11月30日（周一）`: the date, where the weekday is its own. */
function weekdayBeside(
  text: string,
  today: Temporal.PlainDate,
  begins: Temporal.PlainDate | null,
): Temporal.PlainDate | null {
  const [, english = '', behind, before, han = ''] = BESIDE.exec(text) ?? [];
  const date = behind ?? before;
  const day = date === undefined ? null : (dayOfDate(date, begins ?? today) ?? relativeDay(date.toLowerCase(), today));
  if (day === null) return null;
  const named =
    han === '' ? WEEKDAYS.indexOf(english.toLowerCase().slice(0, 3)) : HAN_WEEKDAYS.indexOf(han.replace('天', '日'));
  return day.dayOfWeek === named + 1 ? day : null;
}
