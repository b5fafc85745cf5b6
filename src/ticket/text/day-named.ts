import { Temporal } from 'temporal-polyfill';
import { hanNumber } from '../../lib/han-number.ts';

/** A day as it was written, null for today; `half` or `clock` where a part of it is meant. */
export type DayNamed = {
  readonly day: Temporal.PlainDate | null;
  readonly half: 'am' | 'pm' | null;
  readonly clock: Temporal.PlainTime | null;
};

export const NOON = Temporal.PlainTime.from('12:00');
const HALF_A_YEAR = 183;

const CLOCK =
  /(上午|早上|凌晨|中午|下午|晚上)?\s*(?:(\d{1,2}):(\d{2})|(\d{1,2}|(?<![周期拜])[一二两三四五六七八九十]{1,3})\s*点(?:(半)|(\d{1,2})分?)?)\s*([ap]m)?|(\d{1,2})\s*([ap]m)\b/iu;
const MORNING = /上午|早上|\bmorning\b|\bam\b/iu;
const AFTERNOON = /下午|晚上|\bafternoon\b|\bevening\b|\bpm\b/iu;
const MIDDAY = /中午|\bnoon\b|\bmidday\b/iu;

/**
 * `11-28`, `明天下午`, `周一10点`, `28 Nov`, `Friday noon`, `18:00`: all of the text. Null when it names no day and no
 * part of one.
 */
export function momentNamed(
  text: string,
  near: Temporal.PlainDate,
  which: 'first' | 'last' = 'first',
): DayNamed | null {
  const clock = clockNamed(text) ?? (MIDDAY.test(text) ? NOON : null);
  if (clock === null && CLOCK.test(text)) return null;
  const half = clock !== null ? null : MORNING.test(text) ? 'am' : AFTERNOON.test(text) ? 'pm' : null;
  const rest = [CLOCK, MORNING, AFTERNOON, MIDDAY, /全天|\ball day\b|\b(?:on|the|at)\b/iu]
    .reduce((left, part) => left.replace(part, ' '), text)
    .replace(/[\s,，。]+/gu, ' ')
    .trim();
  if (rest === '') return clock === null && half === null ? null : { day: null, half, clock };
  const day = dateNamed(rest, near, which);
  return day && { day, half, clock };
}

function clockNamed(text: string): Temporal.PlainTime | null {
  const found = CLOCK.exec(text);
  if (found === null) return null;
  const [, part = '', hours, minutes, han, half, past, suffix, short, shortSuffix] = found;
  const written = hours ?? short ?? han ?? '';
  const hour = hanNumber(written) ?? Number(written);
  const late = /下午|晚上/u.test(part) || /p/iu.test(suffix ?? shortSuffix ?? '') || (part === '中午' && hour < 3);
  const minute = half ? 30 : Number(minutes ?? past ?? 0);
  const at = { hour: late && hour < 12 ? hour + 12 : hour, minute };
  if (at.hour > 23 || minute > 59) return null;
  return Temporal.PlainTime.from(at);
}

const RELATIVE: Readonly<Record<string, number>> = {
  今天: 0,
  今日: 0,
  today: 0,
  明天: 1,
  明日: 1,
  tomorrow: 1,
  后天: 2,
  大后天: 3,
};
const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
const HAN_WEEKDAYS = '一二三四五六日';
const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const NAMED_MONTH =
  /^(?:(\d{1,2})(?:st|nd|rd|th)? ([a-z]{3,9})|([a-z]{3,9}) (\d{1,2})(?:st|nd|rd|th)?)(?: (\d{4}))?$/iu;

/** A day by its date, its name or its weekday. Without a year it is the nearest, so that one just past is seen. */
function dateNamed(text: string, near: Temporal.PlainDate, which: 'first' | 'last'): Temporal.PlainDate | null {
  const ahead = RELATIVE[text.toLowerCase()];
  if (ahead !== undefined) return near.add({ days: ahead });
  const [, year, month, day] = /^(?:(\d{4})[-/.年])?(\d{1,2})[-/.月](\d{1,2})[日号]?$/u.exec(text) ?? [];
  if (month !== undefined) return dateOf(year, Number(month), Number(day), near);
  const [, alone] = /^(\d{1,2})[日号]?$/u.exec(text) ?? [];
  if (alone !== undefined && (which === 'last' || /[日号]$/u.test(text)))
    return dateOf(undefined, near.month, Number(alone), near);
  const [, d, m, m2, d2, y] = NAMED_MONTH.exec(text) ?? [];
  const named = MONTHS.indexOf((m ?? m2 ?? '').toLowerCase().slice(0, 3)) + 1;
  if (named > 0) return dateOf(y, named, Number(d ?? d2), near);
  return weekdayNamed(text, near);
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

/** The next of that name, today included; `本周` and `下周` name the week. */
function weekdayNamed(text: string, near: Temporal.PlainDate): Temporal.PlainDate | null {
  const [, han, hanDay = ''] = /^(本|这|下)?(?:周|星期|礼拜)([一二三四五六日天])$/u.exec(text) ?? [];
  const [, week, name = ''] = /^(?:(this|next) )?(mon|tue|wed|thu|fri|sat|sun)[a-z]*$/iu.exec(text) ?? [];
  const at = hanDay === '' ? WEEKDAYS.indexOf(name.toLowerCase()) : HAN_WEEKDAYS.indexOf(hanDay.replace('天', '日'));
  if (at < 0) return null;
  const monday = near.subtract({ days: near.dayOfWeek - 1 });
  if (han === '下' || week?.toLowerCase() === 'next') return monday.add({ days: 7 + at });
  if (han !== undefined || week !== undefined) return monday.add({ days: at });
  return near.add({ days: (at + 1 - near.dayOfWeek + 7) % 7 });
}
