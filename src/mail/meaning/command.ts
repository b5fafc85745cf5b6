import { cut } from '../../lib/cut.ts';
import { COMMAND_NAMES, type CommandName, type CommandRow, commandRow } from '../../words/commands.ts';
import type { Command, Mail } from '../mail.ts';
import { withoutEmphasis } from '../text/wrapping/emphasis.ts';

type Named = { readonly name: CommandName; readonly row: CommandRow };

const NAMED: readonly Named[] = COMMAND_NAMES.map((name) => ({ name, row: commandRow(name) }));
const HAN = /\p{Script=Han}/u;
/** Longest first: `预计时间` is not `预计` with the argument `时间`. */
const BY_WORD = NAMED.flatMap((named) =>
  Object.values(named.row.words).flatMap((words) => words.map((word) => ({ word, named }))),
).sort((a, b) => b.word.length - a.word.length);

/** Spellings that need no `#` when they are all a line says. */
const ALONE = new Map(
  NAMED.filter(({ row }) => row.alone).flatMap((named) =>
    Object.values(named.row.words).map(([word]) => [word, named]),
  ),
);

/** A line that begins with a command's name, spelled in a language: in Chinese `#accept` is `#接收`. Others stay. */
export const spelledIn = (locale: keyof CommandRow['words'], line: string): string =>
  line.replace(/^#([a-z]+)/, (written, word: string) => {
    const named = NAMED.find(({ name }) => name === word);
    return named === undefined ? written : `#${named.row.words[locale][0]}`;
  });

/** @internal tests look at it */
export const GREETING =
  /^(?:(?:hi|hello|hey|dear|good (?:morning|afternoon|evening)|morning|hallo|您好|你好|大家好|各位好?|早上好|上午好|下午好|晚上好)(?:[\s,，!！.。、:：]|$).{0,40}|(?:亲爱的|尊敬的)[^,，!！.。、:：]{1,14}[,，!！。:：]?|.{1,12}好[,，!！。:：]?)$/iu;

/**
 * Somebody who takes back what they just did says so first; alone on its line.
 *
 * @internal tests look at it
 */
export const APOLOGY =
  /^(?:(?:oops|oh|ah|哎呀|啊)[\s,，.。!！]*)?(?:(?:so |my |very )?(?:sorry|apologies)(?: (?:about|for) that| all)?|my mistake|wrong ticket|(?:很|真)?(?:抱歉|不好意思|对不起)|[发写点弄]错了)[\s,，.。!！]*$/iu;

/** Most characters read of an argument: a name, a number, a time. Words for somebody to read have no limit. */
const LONGEST_ARGUMENT = 1000;
/** Most characters of a line that may be a command without `#`. */
const LONGEST_ALONE = 40;
/** Most unknown commands that are reported, and characters reported of each. */
const MOST_UNKNOWN = 20;
const LONGEST_UNKNOWN = 200;

/**
 * The commands in a staff member's own words: leading lines that start with `#`, in half or full width, or a lone
 * accept or resolve; empty lines and one greeting or apology before them do not count. The last command that takes text
 * takes everything below it, lines with `#` included once text has begun.
 */
export function readCommands(own: string): Pick<Mail, 'commands' | 'unknownCommands'> {
  const lines = own.split('\n');
  const found: Read[] = [];
  const unknown: string[] = [];
  let at = 0;
  let greeted = false;
  for (; at < lines.length; at++) {
    const line = withoutEmphasis((lines[at] ?? '').trim());
    if (line === '') continue;
    const command = readLine(line);
    if (command) found.push(command);
    else if (isHash(line)) {
      if (unknown.length < MOST_UNKNOWN) unknown.push(cut(line, LONGEST_UNKNOWN));
    } else if (!greeted && found.length === 0 && unknown.length === 0 && opens(line)) greeted = true;
    else break;
  }
  const text = lines.slice(at).map(plainLabel).join('\n').trim();
  const taker = found.findLastIndex(({ row }) => row.takesText);
  return {
    commands: found.map(
      ({ name, argument }, index): Command => ({ name, argument, text: index === taker ? text : '' }),
    ),
    unknownCommands: unknown,
  };
}

/** The same of the subject of a mail without words, where a new mail asks the desk for a list or a page: `#mine`. */
export function readListCommand(subject: string): Pick<Mail, 'commands' | 'unknownCommands'> {
  const { commands } = readCommands(subject);
  const isList = commands.every(({ name }) => commandRow(name).needs === 'nothing' && commandRow(name).done === null);
  return { commands: isHash(subject.trim()) && isList ? commands : [], unknownCommands: [] };
}

const opens = (line: string): boolean => GREETING.test(line) || (line.length <= LONGEST_ALONE && APOLOGY.test(line));

/** Lines of words that may stand above a command by oversight; below more it is a part of what is said. */
const MOST_ABOVE = 3;

/** The first line with a command that is not read as one, since a few short lines of words stand above it. */
export function commandBelowWords(own: string): string | null {
  const lines = own.split('\n').flatMap((line) => withoutEmphasis(line.trim()) || []);
  const at = lines.findIndex((line) => isHash(line) && readLine(line) !== null);
  const above = lines.slice(0, at);
  return at > 0 && at <= MOST_ABOVE && above.every(({ length }) => length <= LONGEST_ALONE)
    ? cut(lines[at] ?? '', LONGEST_UNKNOWN)
    : null;
}

/** `*cause*: disk full`: a label is read with or without emphasis, the rest of the words stays as it was written. */
const plainLabel = (line: string): string =>
  line.replace(/^(\s*)[*＊_`]{1,3}([^*＊_`:：]{1,40})(?:[*＊_`]{1,3}(\s*[:：])|([:：])[*＊_`]{1,3})/u, '$1$2$3$4');

const isHash = (line: string): boolean => /^[#＃]\s*[\p{L}\p{N}]/u.test(line);

type Read = Named & { readonly argument: string };

function readLine(line: string): Read | null {
  const alone = line.length > LONGEST_ALONE ? undefined : ALONE.get(foldCase(line));
  if (alone) return { ...alone, argument: '' };
  if (!isHash(line)) return null;
  const rest = line.replace(/[#＃]\s*/, '');
  const latin = foldCase(/^[\p{Script=Latin}-]+/u.exec(rest.normalize('NFKC'))?.[0] ?? '');
  const found = BY_WORD.find(({ word }) => word === latin || (HAN.test(word) && rest.startsWith(word)));
  return found ? { ...found.named, argument: argumentOf(found.named.row, rest, found.word.length) } : null;
}

/** What follows the word on its line; words for somebody to read stay as they were written. */
const argumentOf = ({ takesText }: CommandRow, rest: string, length: number): string =>
  takesText ? wordsAfter(rest, length) : valueAfter(rest, length);

const wordsAfter = (rest: string, length: number): string => rest.slice(length).replace(/^[\s:：,，.。;；!！]+/u, '');

/** Without the punctuation that ends a line; full-width letters and digits stay as they were written. */
const valueAfter = (rest: string, length: number): string =>
  wordsAfter(rest.slice(0, length + LONGEST_ARGUMENT), length).replace(/[\s.,;!。，；！]+$/u, '');

/** Lower case, half width, without the punctuation that ends a line. */
const foldCase = (word: string): string =>
  word
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s.,;:!?。，；：！？、~]+$/u, '');
