import { headerField } from './quote-header.ts';
import { bare, quoteDepth } from './quote-mark.ts';

/** Verbs and phrases of attribution lines ("On … wrote:"). */
export const WROTE: readonly (readonly [language: string, pattern: string])[] = [
  ['en', 'wrote|writes|said|has written|quoting'],
  ['de', 'schrieb|schrieben|hat (?:.{0,60} )?geschrieben|zitat von'],
  ['fr', 'a écrit|ont écrit|écrit|a ecrit|a =?e?crit'],
  ['es', 'escribió|escribio|ha escrito|escribiu|citando'],
  ['pt', 'escreveu'],
  ['it', 'ha scritto|scrisse|scrive'],
  ['nl', 'schreef|heeft .{0,120}geschreven|geschreven'],
  ['sv da no', 'skrev|har skrevet|ha skrivit'],
  ['fi', 'kirjoitti'],
  ['pl', 'napisał\\(?a?\\)?|napisal\\(?a?\\)?|pisze|napisano'],
  ['cs sk', 'napsal\\(?a?\\)?|napísal\\(?a?\\)?'],
  ['hu', 'írta|írt|irta'],
  ['ro', 'a scris'],
  ['ru', 'написал\\(?а?\\)?|писал\\(?а?\\)?|пишет|пользователь'],
  ['uk bg', 'написав|пише|написа'],
  ['el', 'έγραψε'],
  ['tr', 'yazdı'],
  ['he', 'כתב|כתבה|כתב\\/ה|מאת'],
  ['ar fa', 'كتب|كتبت|نوشت'],
  ['ja', '書きました|のメール|メッセージ'],
  ['ko', '작성'],
  ['zh', '写道|寫道|撰写|撰寫|写到|來信'],
  ['vi', 'đã viết'],
  ['th', 'เขียน'],
  ['id ms', 'menulis'],
  ['ca', 'va escriure'],
  ['hr sr sl', 'je napisao(?:\\/la)?|je napisala|je napisal|написао'],
  ['et lv lt', 'kirjutas|rakstīja|rašė'],
  ['is', 'skrifaði'],
];

/** First words of attribution lines, for those that name no address. */
const ON =
  /^(?:on|at|am|le|el|em|il|op|den|dnia|dne|w dniu|w|v|a|på|em|no dia|le|\d|в|on|在|於|于|mon|tue|wed|thu|fri|sat|sun|tir|man|ons|tor|fre|lør|søn|pon|pia|sob|в)(?=[\s\d.,:年/-])/u;

const VERB = new RegExp(
  `(?:^|[\\s>,，、)"'\\]\\u202c\\u200f\\d日])(?:${WROTE.map(([, pattern]) => pattern).join('|')})(?=$|[\\s:：,(<\\u202c\\u200f.…])`,
  'iu',
);
const DATE = /\b(?:19|20)\d\d\b|\d:\d\d|\b\d{1,2}[./-]\d{1,2}[./-]\d{2,4}\b|\d年|\d[.h]\d\d\b/;
const ADDRESS = /[\w.+=-]@[\w.-]/;

/** Lines joined at most into one attribution. */
const ATTRIBUTION_LINES = 5;

/** How many lines the introduction of a quote takes that begins at `at`; 0 when none begins there. */
export function attributionAt(lines: readonly string[], at: number): number {
  const first = bare(lines[at] ?? '');
  if (first.length < 6 || first.length > 400) return 0;
  if (!opens(first)) return isNameAbove(lines, at) ? withName(attributionAt(lines, at + 1)) : 0;
  let joined = '';
  for (let taken = 1; taken <= ATTRIBUTION_LINES; taken++) {
    const raw = lines[at + taken - 1] ?? '';
    const line = /^>\s*[:：]\s*$/.test(raw) ? '>:' : bare(raw);
    if (line === '') {
      if (!/[,<]$/.test(joined) && !goesOnBelow(joined, lines, at + taken)) return 0;
      continue;
    }
    if (taken > 1 && line !== '>:' && (quoteDepth(raw) > quoteDepth(lines[at] ?? '') || isNewStart(joined, line)))
      return 0;
    joined = joined === '' ? line : `${joined} ${line}`;
    if (joined.length > 500) return 0;
    if (isAttribution(joined, lines.slice(at + taken, at + taken + 3).filter((next) => next.trim() !== '')[0] ?? ''))
      return taken;
    if (/[:：]$/.test(joined) || headerField(line) !== null) return 0;
  }
  return 0;
}

/** A date begins another attribution, unless only a name and an address stand above it. */
const isNewStart = (joined: string, line: string): boolean =>
  isDatedStart(line) && !(NAME_AND_ADDRESS.test(joined) && !DATE.test(joined));

const NAME_AND_ADDRESS = /^[^.!?。！？:：]{0,120}[<(]?[\w.+=-]+@[\w.-]+\w[>)]?$/u;

/** Whether a date stands above an empty line, and the name with an address and a verb below it. */
function goesOnBelow(joined: string, lines: readonly string[], from: number): boolean {
  if (!isDatedStart(joined) || /[.!?。！？]$/.test(joined) || joined.length > 100) return false;
  const below = bare(lines[from] ?? '');
  return ADDRESS.test(below) && /[:：]$/.test(below) && VERB.test(below);
}

/** Whether a line is a name too long for its line, with the address below it: `Support Centre\n<a@b> wrote on …:`. */
function isNameAbove(lines: readonly string[], at: number): boolean {
  const line = bare(lines[at] ?? '');
  const above = lines[at - 1] ?? '';
  const next = bare(lines[at + 1] ?? '');
  return (
    above.trim() === '' && line.length <= 80 && !/[.!?。！？,，;；:：]$/.test(line) && /^<[^<>\s]+@[^<>\s]+>/.test(next)
  );
}

const withName = (length: number): number => (length === 0 ? 0 : length + 1);

/** Whether a line can be the first of an attribution. */
function opens(line: string): boolean {
  return (
    DATE.test(line) ||
    ADDRESS.test(line) ||
    line.includes('<') ||
    (ON.test(line.toLowerCase()) && /\d/.test(line)) ||
    /[:：]$/.test(line)
  );
}

function isDatedStart(line: string): boolean {
  return ON.test(line.toLowerCase()) && DATE.test(line) && !/^[\d<]/.test(line);
}

/** Gmail's attribution without a verb: date, time, zone, name. */
const VERBLESS = /^\d{4}-\d\d-\d\d \d{1,2}:\d\d GMT[+-]\d\d:\d\d \S.{0,100}$/;

/** A name, an address and a date in any order with nothing behind them; only above a quote. */
const DATED_ADDRESS =
  /^(?:[^.!?。！？:：]{0,80}[<(][\w.+=-]+@[\w.-]+[>)][\s,，]{0,3}.{0,10}?(?:19|20)\d\d.{0,30}\d{1,2}[:.点]\d\d.{0,8}|(?:\D{0,12})(?:19|20)?\d\d.{0,40}\d{1,2}[:.点]\d\d.{0,60}[<(][\w.+=-]+@[\w.-]+[>)])$/u;

function isAttribution(text: string, next: string): boolean {
  if (VERBLESS.test(text)) return true;
  if (quoteDepth(next) > 0 && DATED_ADDRESS.test(text)) return true;
  const ended = /[:：]\s*["'<]?(?:mailto:[^>\s]*>?)?$/.test(text) || /[:：](?:\s*<[^<>]*>)$/.test(text);
  if (!ended && !endsInVerb(text)) return false;
  const dated = DATE.test(text);
  const addressed = ADDRESS.test(text);
  const field = headerField(text);
  if (!VERB.test(text)) return ended && addressed && dated && text.length < 300 && field === null;
  const opened = ON.test(text.toLowerCase());
  if (field !== null && !opened) return false;
  if (dated && (addressed || opened || quoteDepth(next) > 0)) return true;
  return (addressed ? text.length < 250 : text.length < 200 && quoteDepth(next) > 0) && ended;
}

const LAST_VERB = /(?:wrote|schrieb|a écrit|escribió|escreveu|ha scritto|schreef|skrev|написал|写道|寫道)$/iu;

/** Whether the last word is a verb, with a digit at most 200 characters before it. */
function endsInVerb(text: string): boolean {
  const verb = LAST_VERB.exec(text.slice(-12))?.[0];
  return verb !== undefined && /\d/.test(text.slice(0, text.length - verb.length).slice(-201));
}
