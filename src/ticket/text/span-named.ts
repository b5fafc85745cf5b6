import { hanNumber } from '../../lib/han-number.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const AMOUNT =
  '\\d+(?:\\.\\d+)?|半|[一二两三四五六七八九十]{1,3}|half an?|an?|one|two|three|four|five|six|seven|eight|nine|ten';
const UNIT = '分钟|分|小时|钟头|天|周|星期|礼拜|min(?:ute)?|m|h(?:our|r)?|d(?:ay)?|w(?:eek)?';
const STEP = new RegExp(
  `(?<many>${AMOUNT})\\s*(?:(?<middle>个半)|个|and a half)?\\s*(?<unit>${UNIT})(?:s(?![a-z]))?(?<behind>半| and a half)?\\s*(?:and\\s+)?`,
  'iy',
);
const AHEAD = /^(?:in|within)\s+/iu;
const BEHIND = /\s*(?:(?:之|以)?[后内]|from now|later)$/iu;
const AGO = /\s*(?:(?:之|以)?前|ago)$/iu;
const WORDS = ['a', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'];

/**
 * Milliseconds in a span that is all of the text, negative for one that is over: `2h`, `一个半小时后`, `1h 30m`,
 * `in half an hour`, `3天前`. Null for anything else.
 */
export function spanNamed(text: string): number | null {
  const isAgo = AGO.test(text);
  const written = text
    .replace(AHEAD, '')
    .replace(isAgo ? AGO : BEHIND, '')
    .trim();
  let total = 0;
  STEP.lastIndex = 0;
  for (let read = 0; read < written.length; read = STEP.lastIndex) {
    const found = STEP.exec(written);
    if (found === null) return null;
    const { many = '', middle, unit = '', behind } = found.groups ?? {};
    const half = middle === undefined && behind === undefined && !/and a half/iu.test(found[0]) ? 0 : 0.5;
    total += (amountOf(many) + half) * unitOf(unit);
  }
  return total > 0 ? (isAgo ? -total : total) : null;
}

function amountOf(written: string): number {
  const many = written.toLowerCase();
  if (many.startsWith('half')) return 0.5;
  const word = WORDS.indexOf(many === 'an' ? 'a' : many);
  return word >= 0 ? Math.max(1, word) : (hanNumber(many) ?? Number(many));
}

function unitOf(written: string): number {
  if (/^(?:分|m)/iu.test(written)) return MINUTE;
  if (/^(?:小时|钟头|h)/iu.test(written)) return HOUR;
  return /^(?:天|d)/iu.test(written) ? DAY : 7 * DAY;
}
