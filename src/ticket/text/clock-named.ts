import { Temporal } from 'temporal-polyfill';
import { hanNumber } from '../../lib/han-number.ts';

/** A time of the day; `late` where it is one of the day after, as midnight is at the end of a day. */
export type ClockNamed = { readonly at: Temporal.PlainTime; readonly late: boolean };

const PART = '上午|早上?|清晨|早晨|凌晨|中午|下午|傍晚|晚上?';
const DIGIT = '[零一二两三四五六七八九十]';
const HAN = `${DIGIT}{1,3}`;
const SUFFIX = '[ap]\\.?m(?:\\.(?![\\p{L}\\p{N}])|(?![\\p{L}\\p{N}]))';
const HOURS = `(?<hours>\\d{1,2}):(?<minutes>\\d{2})(?::\\d{2})?(?!\\d)`;
const POINT = `(?<point>\\d{1,2}|(?<![周期拜])${HAN})\\s*[点时](?:(?<quarter>半|[一1]刻|[三3]刻)|(?<past>\\d{1,2}|${HAN}(?=分)|${DIGIT}{2,3})分?|[整钟])?`;
const SHORT = `(?<short>\\d{1,2})(?:\\.(?<dotted>\\d{2}))?(?=\\s*${SUFFIX})|(?<oclock>\\d{1,2})\\s*o['’]clock`;
/** A bare figure behind "at": not before seven, where nobody can tell the morning from the evening. */
const BARE = '(?<=\\bat\\s+)(?<bare>[7-9]|1\\d|2[0-3])(?![\\p{L}\\p{N}:.])';
/** A time of the day, with the word in front that tells which half of it is meant. */
export const CLOCK = new RegExp(
  `(?<part>${PART})?\\s*(?:${HOURS}|${POINT}|${SHORT}|${BARE})(?:\\s*(?<suffix>${SUFFIX}))?`,
  'iu',
);
/** Words that can only be a time of the day, or the rest of one. */
const LIKE_A_CLOCK = new RegExp(
  `^(?:at\\s+\\d|(?:${PART})?\\s*(?:\\d{1,2}:\\d|(?:\\d{1,3}|${HAN})\\s*点(?!\\p{Script=Han}*[儿意])|\\d{1,2}(?:\\.\\d\\d)?\\s*[ap]\\.?m(?!\\p{L})))`,
  'iu',
);
const REST_OF_ONE = new RegExp(`^(?:[:.]\\d|(?:\\d{1,2}|${HAN})\\s*(?:分|刻)|\\s*[ap]\\.?m(?!\\p{L}))`, 'iu');
const QUARTERS: Readonly<Record<string, number>> = { 半: 30, 一刻: 15, '1刻': 15, 三刻: 45, '3刻': 45 };

/** The time of the day in the text. `none` where there is none, null where there is one that no day has. */
export function clockNamed(text: string): ClockNamed | 'none' | null {
  const found = CLOCK.exec(text)?.groups;
  if (found === undefined) return 'none';
  const { part = '', hours, minutes, point, quarter, past, short, dotted, oclock, bare, suffix = '' } = found;
  const figure = numberOf(hours ?? point ?? short ?? oclock ?? bare ?? '');
  const minute = quarter === undefined ? numberOf(minutes ?? past ?? dotted ?? '0') : (QUARTERS[quarter] ?? 0);
  const hour = hourMeant(figure, part, suffix);
  if (figure > 24 || minute > 59 || (figure === 24 && minute > 0)) return null;
  return { at: Temporal.PlainTime.from({ hour: hour % 24, minute }), late: hour >= 24 };
}

/** Of the day that is named; 24 and more for the hours after its midnight. */
function hourMeant(figure: number, part: string, suffix: string): number {
  if (figure > 12) return figure;
  if (/^a/iu.test(suffix) || part === '凌晨') return figure % 12;
  if (/^晚/u.test(part)) return figure === 12 || figure < 5 ? (figure % 12) + 24 : figure + 12;
  if (/^p/iu.test(suffix) || /下午|傍晚/u.test(part)) return (figure % 12) + 12;
  return part === '中午' && figure < 3 ? figure + 12 : figure;
}

const numberOf = (written: string): number => hanNumber(written) ?? Number(written);

/**
 * Whether what follows a moment is a time of the day, or what is left of one: nobody may act as if it were not there.
 */
export const isClockLeft = (behind: string, afterClock: boolean): boolean =>
  REST_OF_ONE.test(behind) || (!afterClock && LIKE_A_CLOCK.test(behind.replace(/^[\s,，:：]+/u, '')));
