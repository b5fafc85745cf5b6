import { Temporal } from 'temporal-polyfill';
import { hanNumber } from '../../lib/han-number.ts';
import { readersOfTime } from './chrono.ts';

/** Hours of the day at which its parts begin, for words that name no hour. */
const PARTS: readonly (readonly [pattern: RegExp, hour: number])[] = [
  [/凌晨|半夜|零点/u, 0],
  [/清晨|早|上午|今晨|morning/iu, 6],
  [/中午|\bnoon/iu, 12],
  [/下午|午后|afternoon/iu, 15],
  [/傍晚|evening/iu, 18],
  [/晚|夜|\bnight/iu, 20],
];
const LATER_HALF = /下午|午后|傍晚|晚|夜(?!里?[0-5]点)|(?<![a-z])p\.?m\b|afternoon|evening/iu;

const NUMBERS: Readonly<Record<string, number>> = {
  a: 1,
  an: 1,
  one: 1,
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
  eight: 8,
  nine: 9,
  ten: 10,
  'half an': 0.5,
  'a few': 3,
  several: 3,
  'a couple of': 2,
};
const MINUTES: Readonly<Record<string, number>> = {
  分钟: 1,
  小时: 60,
  钟头: 60,
  天: 1440,
  周: 10_080,
  星期: 10_080,
  礼拜: 10_080,
  月: 43_200,
  min: 1,
  minute: 1,
  hr: 60,
  hour: 60,
  day: 1440,
  week: 10_080,
  month: 43_200,
};
const AGO =
  /(?<many>\d{1,3}|[半一二两三四五六七八九十几]{1,3}|half an|a few|a couple of|several|an?|one|two|three|four|five|six|seven|eight|nine|ten)\s?多?\s?(?<half>个半)?个?多?\s?(?<unit>分钟|小时|钟头|天|周|星期|礼拜|月|min(?:ute)?|hr|hour|day|week|month)s?多?(?:\s?(?:(?:之|以)?前|ago)|$)/iu;
const LAST_SPAN = /(?:最近|近|这|过去|the (?:last|past))/iu;
const NOW = /刚才|刚刚|just now|a moment ago/iu;

const CLOCK =
  /(?<hour>[01]?\d|2[0-4])(?:[:：](?<minute>[0-5]\d)|\.(?<dotted>[0-5]\d)(?=\s?[ap]))(?::[0-5]\d)?|(?<point>[01]?\d|2[0-4]|[零一二两三四五六七八九十]{1,3})\s?[点时](?<after>半|一刻|三刻|[0-5]?\d(?=分|$|\D)|[一二三四五六七八九十]{1,3}(?=分))?|\b(?<plain>1[0-2]|0?[1-9])(?=\s?(?:[ap]\.?m|o'clock))/iu;
const QUARTERS: Readonly<Record<string, number>> = { 半: 30, 一刻: 15, 三刻: 45 };

/**
 * The moment that words for a time in the past mean, written at `writtenAt` by somebody in `zone` (IANA or an offset):
 * `今天早上9点左右`, `since Monday`, `40分钟前`. A day without an hour is its first moment, a part of it its usual
 * hour; what would lie ahead is of the day, week or year before. Null when the words name none.
 */
export function pastTime(words: string, writtenAt: Date, zone: string): Date | null {
  const text = words.normalize('NFKC').trim();
  const written = Temporal.Instant.fromEpochMilliseconds(writtenAt.getTime()).toZonedDateTimeISO(zone);
  if (NOW.test(text)) return writtenAt;
  const span = spanIn(text);
  if (span !== null) return new Date(writtenAt.getTime() - span * 60_000);
  const time = timeIn(text);
  const today = written.toPlainDate();
  const day: Day | null = dayIn(text, today) ?? (time === null ? null : { date: today, repeats: { days: 1 } });
  if (day === null) return null;
  const { hour, minute } = time ?? { hour: 0, minute: 0 };
  const at = (date: Temporal.PlainDate): Temporal.ZonedDateTime =>
    date.toZonedDateTime({ timeZone: zone, plainTime: new Temporal.PlainTime(hour % 24, minute) });
  const meant = at(day.date);
  const isAhead = Temporal.ZonedDateTime.compare(meant, written) > 0;
  const before = isAhead && day.repeats !== null ? at(day.date.subtract(day.repeats)) : meant;
  return new Date(before.epochMilliseconds);
}

/** Minutes since what happened so long ago. */
function spanIn(text: string): number | null {
  const match = AGO.exec(text);
  if (match === null || (!/前|ago/i.test(match[0]) && !LAST_SPAN.test(text))) return null;
  const { many = '', unit = '', half } = match.groups ?? {};
  const count = NUMBERS[many.toLowerCase()] ?? numberOf(many);
  const minutes = MINUTES[unit.toLowerCase()] ?? 0;
  return count > 0 ? (count + (half === undefined ? 0 : 0.5)) * minutes : null;
}

type Time = { readonly hour: number; readonly minute: number };

function timeIn(text: string): Time | null {
  const part = PARTS.find(([pattern]) => pattern.test(text));
  const match = CLOCK.exec(text);
  const { hour, minute, dotted, point, after, plain } = match?.groups ?? {};
  const named = hour ?? point ?? plain;
  if (named === undefined) return part === undefined ? dayless(text) : { hour: part[1], minute: 0 };
  const figure = numberOf(named);
  const past = after === undefined ? 0 : (QUARTERS[after] ?? numberOf(after));
  const isLater = figure < 12 && (LATER_HALF.test(text) || (/中午/u.test(text) && figure < 3));
  const isMidnight = figure === 12 && (/凌晨|半夜/u.test(text) || /(?<![a-z])a\.?m\b/i.test(text));
  return { hour: isMidnight ? 0 : figure + (isLater ? 12 : 0), minute: Number(minute ?? dotted ?? past) };
}

const dayless = (text: string): Time | null => (/midnight/i.test(text) ? { hour: 0, minute: 0 } : null);

/** In figures or Chinese words; 0 for anything else. */
const numberOf = (written: string): number => (/^\d+$/.test(written) ? Number(written) : (hanNumber(written) ?? 0));

/** A day, and how far apart such days are: what would lie ahead is the one before. Null for a day that is only one. */
type Day = {
  readonly date: Temporal.PlainDate;
  readonly repeats: { readonly days?: number; readonly months?: number; readonly years?: number } | null;
};

const WEEKDAYS_ZH = '一二三四五六日';
const WEEKDAYS_EN = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];

function dayIn(text: string, today: Temporal.PlainDate): Day | null {
  return weekdayIn(text, today) ?? monthDayIn(text, today) ?? dateIn(text, today);
}

function weekdayIn(text: string, today: Temporal.PlainDate): Day | null {
  const chinese = /(?<weeks>上上个?|上个?)?(?:周|星期|礼拜)(?<day>[一二三四五六日天])/u.exec(text)?.groups;
  if (chinese !== undefined) {
    const day = WEEKDAYS_ZH.indexOf((chinese.day ?? '').replace('天', '日')) + 1;
    const weeks = chinese.weeks === undefined ? 0 : chinese.weeks.startsWith('上上') ? 2 : 1;
    return { date: today.add({ days: day - today.dayOfWeek - 7 * weeks }), repeats: { days: 7 } };
  }
  const [, last, name] = /\b(last )?(mon|tue|wed|thu|fri|sat|sun)[a-z]*day\b/iu.exec(text) ?? [];
  if (name === undefined) return null;
  const since = (today.dayOfWeek - (WEEKDAYS_EN.indexOf(name.toLowerCase()) + 1) + 7) % 7;
  // Nobody calls yesterday, or today, by "last".
  return { date: today.subtract({ days: since + (last !== undefined && since < 2 ? 7 : 0) }), repeats: { days: 7 } };
}

function monthDayIn(text: string, today: Temporal.PlainDate): Day | null {
  const [, lastMonth, chinese, english] =
    /(?:(上个?月)|本月|这个月|当月)(\d{1,2})[日号]|\bthe (\d{1,2})(?:st|nd|rd|th)\b/iu.exec(text) ?? [];
  const day = Number(chinese ?? english ?? 0);
  if (day < 1 || day > 31) return null;
  // The 31st of a month that has none would be its 30th, and then that of the month before.
  if (lastMonth === undefined && day <= today.day) return { date: today.with({ day }), repeats: { months: 1 } };
  return { date: today.subtract({ months: 1 }).with({ day }), repeats: null };
}

/** All other days are chrono's: it is shown the writer's calendar, noon. */
function dateIn(text: string, today: Temporal.PlainDate): Day | null {
  const noon = new Date(today.year, today.month - 1, today.day, 12);
  const { en, zh } = readersOfTime();
  const [reading] = [en, zh]
    .flatMap((parser) => parser.parse(text, noon).slice(0, 1))
    .filter(({ start }) => start.isCertain('day') || start.isCertain('weekday'))
    .toSorted((a, b) => b.text.length - a.text.length);
  if (reading === undefined) return null;
  const { start } = reading;
  const part = (name: 'year' | 'month' | 'day'): number => start.get(name) ?? 1;
  const date = Temporal.PlainDate.from({ year: part('year'), month: part('month'), day: part('day') });
  return { date, repeats: start.isCertain('month') && !start.isCertain('year') ? { years: 1 } : null };
}
