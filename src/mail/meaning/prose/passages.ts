import { quoteDepth } from '../../text/quote-mark.ts';
import { isMachineLine } from '../machine-text.ts';

/** A person's text taken apart for the readers of this room. */
export type Passages = {
  /** Lines of the person, trimmed, without those that programs wrote. */
  readonly lines: readonly string[];
  /** The sentences of these lines; what a mail program broke is joined. */
  readonly sentences: readonly string[];
  /** Lines of pasted logs and output. */
  readonly log: readonly string[];
};

/** Characters of a mail that are read: what somebody says of company, time and device stands above its logs. */
const READ_AT_MOST = 4000;
/** Characters of a line or sentence that are looked at. */
const LONGEST = 400;
/** Log lines that are looked at. */
const MOST_LOG_LINES = 60;

/** Output of programs has a figure or a sign that prose has not: the other lines are a person's. */
const MAY_BE_OUTPUT = /[\d=:(){}[\]<>|"$#;*_%\\]|-{4}|^(?:FROM|WHERE|SELECT)\b/;

/** A person's sentence that begins with a date, as the head of a log line does. */
const DATED_WORDS =
  /^20\d\d[-/.]\d{1,2}[-/.]\d{1,2}(?:[T ]\d{1,2}:\d\d(?::\d\d)?)?\s*\p{Script=Han}(?:.*\p{Script=Han}){4}/u;

const LINK = /(?:https?:\/\/|www\.)[^\s，。）)>】]+/gu;
/** The end of a sentence: marks of both scripts; a full stop before a new beginning, but not that of `St. Mary`. */
const SENTENCE_END =
  /(?<=[。！？!?])\s*|(?<=(?<!\b(?:St|Mr|Mrs|Ms|Dr|Prof|No|Nr|Tel|Co|Inc|Ltd|Corp|approx|ver|v|Jan|Feb|Mar|Apr|Aug|Sept?|Oct|Nov|Dec))\.)\s+(?=[^a-z\s])/u;

/** Takes a text apart. Links are left out: what stands in an address is nobody's word. */
export function passagesOf(text: string): Passages {
  const lines: string[] = [];
  const log: string[] = [];
  for (const raw of text.slice(0, READ_AT_MOST).split('\n')) {
    const line = raw.slice(0, LONGEST).trim();
    if (quoteDepth(line) > 0) lines.push('');
    else if (MAY_BE_OUTPUT.test(line) && isMachineLine(raw) && !DATED_WORDS.test(line)) log.push(line);
    else lines.push(line.includes('://') || line.includes('www.') ? line.replace(LINK, ' ').trim() : line);
  }
  return { lines, sentences: sentencesIn(lines), log: log.slice(0, MOST_LOG_LINES) };
}

/** A line this long that ends within a sentence was broken by a mail program. */
const BROKEN_AT = 50;

function sentencesIn(lines: readonly string[]): string[] {
  const joined: string[] = [];
  let last = '';
  for (const line of lines) {
    const goesOn = last.length >= BROKEN_AT && line !== '' && /[\p{L}\p{N},，]$/u.test(last);
    const before = joined.at(-1);
    if (goesOn && before !== undefined)
      joined[joined.length - 1] = `${before}${/\p{Script=Han}$|，$/u.test(before) ? '' : ' '}${line}`;
    else joined.push(line);
    last = line;
  }
  return joined.flatMap((line) => line.split(SENTENCE_END)).filter((sentence) => sentence !== '');
}

/** The clause of a sentence that holds the characters from `start` to `end`. */
export function clauseAround(sentence: string, start: number, end: number): string {
  const before = sentence.slice(0, start);
  const from = Math.max(...[...BREAKS].map((mark) => before.lastIndexOf(mark))) + 1;
  const after = sentence.slice(end);
  const ends = [...BREAKS].map((mark) => after.indexOf(mark)).filter((at) => at >= 0);
  return sentence.slice(from, end + Math.min(after.length, ...ends));
}

const BREAKS = '，,；;：';
