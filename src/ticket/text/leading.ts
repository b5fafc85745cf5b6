import { isClockLeft } from './clock-named.ts';

/** Longest time that is looked for in front of other words. */
const LONGEST = 48;
const COUNTED = /^(?:[个人名家台条封次件位份项]|[a-z0-9:])/iu;
/** What a time goes on behind, in English. */
const UNENDED = /\b(?:at|on|in|the)$/iu;
/** A date that contradicts the weekday in front of it. */
const LIKE_A_DATE =
  /^[\s,，]*(?:[(（]?(?:\d{1,2}月\d{1,2}[日号]|(?<=[(（])(?:周|星期|礼拜)[一二三四五六日天])|\d{1,2}(?:st|nd|rd|th)? (?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]* \d)/iu;

/**
 * The longest beginning of words that reads as a time, and the words behind it. Null when none does, and when the words
 * behind begin with a time of the day that was not read: half of what somebody wrote is not what they meant.
 */
export function leading<T>(
  text: string,
  read: (beginning: string) => { readonly found: T; readonly hasClock: boolean } | null,
): { readonly found: T; readonly rest: string } | null {
  for (let length = Math.min(LONGEST, text.length); length > 1; length--) {
    const [before, behind] = [text.slice(0, length), text.slice(length)];
    if (/[a-z0-9零一二两三四五六七八九十]$/iu.test(before) && COUNTED.test(behind)) continue;
    const said = before.replace(/[\s,，:：]+$/u, '');
    const named = UNENDED.test(said) ? null : read(said);
    if (named === null) continue;
    const left = text.slice(said.length);
    if (isClockLeft(left, named.hasClock) || LIKE_A_DATE.test(left)) return null;
    return { found: named.found, rest: behind.replace(/^[\s,，:：。;；]+/u, '') };
  }
  return null;
}
