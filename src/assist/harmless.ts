import { readCommands } from '../mail/meaning/command.ts';

/**
 * What of a model's text may be shown to staff. A customer may have told the model what to write, so the text is
 * treated like a stranger's: it names no place, address or number that does not stand in what it was made from, and no
 * line of it reads as a command, however it may be quoted or copied into an answer.
 */
export type Harm = 'empty' | 'too_long' | 'command' | 'token' | 'link' | 'number';

/** Lines of a text; each is read as a command, which a text of nothing else must not make long. */
const MOST_LINES = 1_000;

/** Clean text, or why it is not shown. `sources` are the texts it was made from, with nothing hidden. */
export function harmless(
  text: string,
  sources: readonly string[],
  longest: number,
): { readonly text: string } | { readonly harm: Harm } {
  if (text.split(/\r\n?|\n/u, MOST_LINES + 1).length > MOST_LINES) return { harm: 'too_long' };
  const clean = plain(text);
  if (clean === '') return { harm: 'empty' };
  if (clean.length > longest) return { harm: 'too_long' };
  if (clean.split('\n').some(isCommand)) return { harm: 'command' };
  const folded = clean.normalize('NFKC');
  if (TOKEN.test(folded)) return { harm: 'token' };
  const known = sources.map(fold).join('\n');
  if (placesIn(folded).some((place) => !standsIn(place, known))) return { harm: 'link' };
  const numbers = new Set(numbersIn(known));
  if (numbersIn(folded).some((number) => !numbers.has(number))) return { harm: 'number' };
  return { text: clean };
}

/** Whether a value is a piece of the customer's own words, blanks aside. */
export const isPieceOf = (value: string, words: string): boolean => {
  const wanted = squeezed(value);
  return wanted !== '' && squeezed(words).includes(wanted);
};

/** One line without what cannot be seen; for values of fields. */
export const oneLine = (text: string): string => plain(text).replace(/\s+/g, ' ').trim();

/** Control and format characters go (what turns the direction of writing is one), and marks of headings. */
const plain = (text: string): string =>
  text
    .toWellFormed()
    .normalize('NFC')
    .replace(/\r\n?/g, '\n')
    .replace(/[^\P{C}\n]/gu, '')
    .split('\n')
    .map((line) => (isCommand(line) ? line : line.replace(/^\s*[#＃]+\s*/u, '')).trimEnd())
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();

/** What mail programs and people put in front of words they repeat. */
const IN_FRONT = /^[\s>＞|*_`~•·\-–—+\d.)、]+/u;

/**
 * A line that the desk would carry out, as it stands or behind marks of a quotation or a list.
 * @internal tests look at it
 */
export const isCommand = (line: string): boolean =>
  [line, line.replace(IN_FRONT, '')].some((each) => readCommands(each.replace(/[\p{Cf}]/gu, '')).commands.length > 0);

/** The line by which an answer finds its ticket. */
const TOKEN = /\bref\s*:/iu;

/** Names of hosts whose labels are of these characters; the last one has no digits. */
function hostsOf({ source: c }: RegExp): RegExp {
  const label = `${c}{1,63}`;
  const last = `(?:(?:(?!\\p{N}|-)${c}){2,24}|xn--[a-z0-9\\-]{1,59})`;
  return new RegExp(`(?<!${c})${label}(?:\\.${label}){0,8}\\.${last}(?!${c})(?:/[^\\s<>"']*)?`, 'giv');
}

const PLACES = [
  /\b[a-z][a-z0-9+.-]{1,15}:\/\/[^\s<>"']+/giu,
  /\b(?:mailto|tel|sms|javascript|data|file|vbscript):[^\s<>"']*/giu,
  /[\p{L}\p{N}._%+'-]{1,64}@[\p{L}\p{N}.-]{1,253}/gu,
  // A name of a host, or of a file: either stands in the source, or the model has made it up. What is written without
  // blanks stands beside names and is no part of them; letters that look like Latin ones are.
  hostsOf(/[[\p{L}\p{M}\p{N}\-]--[\p{scx=Han}\p{scx=Hira}\p{scx=Kana}\p{scx=Hang}\p{scx=Thai}]]/v),
  /[\p{L}\p{M}\p{N}-]{1,63}\.(?:中国|中國|公司|网络|網絡|网址|在线|中文网|香港|台湾|台灣|コム|みんな|닷컴|닷넷|한국|คอม|ไทย)/gu,
  /(?<!\d)\d{1,3}(?:\.\d{1,3}){3}(?!\d)/gu,
  // A folder of another machine, which some mail programs make a link of.
  /\\\\[^\s\\<>"']+(?:\\[^\s<>"']*)?/gu,
];

/** Each once, folded: looking for one takes as long as the sources are. */
const placesIn = (text: string): string[] => [
  ...new Set(
    PLACES.flatMap((pattern) => text.match(pattern) ?? []).map((place) =>
      fold(place.replace(/[.,;:!?)\]。，；：！？）】]+$/u, '')),
    ),
  ),
];

/** Whether it is there as a whole: what a name begins or ends with is another's. */
function standsIn(place: string, known: string): boolean {
  for (let at = known.indexOf(place); at >= 0; at = known.indexOf(place, at + 1)) {
    const end = at + place.length;
    if (!GOES_ON_BEFORE.test(known.slice(Math.max(0, at - 2), at)) && !GOES_ON.test(known.slice(end, end + 3)))
      return true;
  }
  return false;
}

/** What makes a longer name of one; Chinese and the like is written beside names without blanks (`PLACES`). */
const GOES_ON = /^\.?[[\p{L}\p{M}\p{N}_\-]--[\p{scx=Han}\p{scx=Hira}\p{scx=Kana}\p{scx=Hang}\p{scx=Thai}]]/v;
const GOES_ON_BEFORE = /[[\p{L}\p{M}\p{N}_%+\-]--[\p{scx=Han}\p{scx=Hira}\p{scx=Kana}\p{scx=Hang}\p{scx=Thai}]]$/v;

/** Long numbers by their digits, however they are grouped, those that are read out (`幺三八零…`) too. */
const numbersIn = (text: string): string[] =>
  (text.replace(SPOKEN, (digit) => DIGITS[digit] ?? digit).match(/\p{Nd}(?:[\s().\-–/]{0,2}\p{Nd}){4,}/gu) ?? []).map(
    (each) => each.replace(/\P{Nd}/gu, ''),
  );

const DIGITS: Readonly<Record<string, string>> = {
  ...Object.fromEntries([...'零一二三四五六七八九'].map((digit, value) => [digit, String(value)])),
  〇: '0',
  幺: '1',
};
const SPOKEN = new RegExp(`[${Object.keys(DIGITS).join('')}]`, 'gu');

const fold = (text: string): string => text.normalize('NFKC').toLowerCase();
const squeezed = (text: string): string => fold(text).replace(/[\s\p{Cf}]+/gu, '');
