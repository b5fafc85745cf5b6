/**
 * Parts to the author's words. Mail programs mark quotes in thirty languages and no standard, so this room is tables of
 * phrases, one row a language or client, and a few rules that read line by line. It knows nothing about what words
 * mean.
 */

import { attributionAt } from './attribution.ts';
import { isMobileFooter } from './footer.ts';
import { headerBlockAt } from './quote-header.ts';
import { bare, quoteDepth } from './quote-mark.ts';
import {
  isArrowLine,
  isForwardLine,
  isOriginalLine,
  isOriginalPhrase,
  isReplyAboveLine,
  isWordsBetweenDashes,
} from './separator.ts';
import { signatureStart } from './signature.ts';

/** A text divided into what its author newly wrote and what was there before. */
export type Reply = {
  /** New words with the questions they answer and a forwarded mail; the whole text when nothing else is left. */
  readonly reply: string;
  /** The author's words alone: what commands and intent are read from. Empty when the text is quoted throughout. */
  readonly own: string;
  readonly quoted: string;
  /** Where a forwarded mail begins in `quoted`: its header and text; null when nothing is forwarded. */
  readonly forwarded: string | null;
};

/** What a mail program's HTML tells beside the words. */
export type ReplyHints = {
  readonly quoteAt?: number | null;
  readonly signatureAt?: number | null;
  readonly forwards?: boolean;
  /** False for a mail that answers nothing: whatever it pastes, it quotes nobody. True where nothing is said. */
  readonly answers?: boolean;
  /** The sender's name: what stands below it at the end is their signature. */
  readonly author?: string;
};

/** A line longer than this introduces no quote. */
const LONGEST_MARK = 1000;

type Break = { readonly at: number; readonly length: number; readonly kind: 'attribution' | 'rest' | 'forward' };

/**
 * Finds the new words in a text: quotes, their introductions, signatures and footers are taken away, answers between
 * quoted lines stay with the paragraph they answer, a forwarded mail stays.
 */
export function splitReply(text: string, hints: ReplyHints = {}): Reply {
  let lines = text.split('\n');
  let found = firstBreak(lines, hints);
  for (let strays = 0; isStray(lines, found) && strays < MOST_STRAYS; strays++) {
    lines = lines.slice(found.at + found.length);
    found = firstBreak(lines, { forwards: hints.forwards ?? false });
  }
  if (hints.answers === false && found.kind !== 'forward') return whole(text.split('\n'), found, hints);
  const divided = found.kind === 'forward' ? forward(lines, found, hints) : divide(lines, found, hints);
  return divided.own === '' && divided.forwarded === null ? { ...divided, reply: tidy(text.split('\n')) } : divided;
}

/** Everything is the author's; but the words of a mail that is pasted below theirs are not spoken by them. */
function whole(lines: readonly string[], found: Break, hints: ReplyHints): Reply {
  const reply = tidy(withoutSignature(lines, hints));
  if (found.at === lines.length) return { reply, own: reply, quoted: '', forwarded: null };
  const above = tidy(withoutSignature(lines.slice(0, found.at), hints));
  const quoted = lines.slice(found.at).join('\n').trim();
  return { reply, own: hasWords(above) ? above : reply, quoted, forwarded: null };
}

/** Introductions of quotes that are not there, looked past one after the other. */
const MOST_STRAYS = 10;

function divide(lines: readonly string[], found: Break, hints: ReplyHints): Reply {
  const top = withoutSignature(lines.slice(0, found.at), hints);
  const rest = lines.slice(found.at + found.length);
  const below = marked(found, rest) ? answers(rest) : NO_ANSWERS;
  const above = top.some((line) => quoteDepth(line) > 0) ? answers(top) : { kept: top, own: top };
  const quoted = lines
    .filter((line, index) => index >= found.at || quoteDepth(line) > 0)
    .join('\n')
    .trim();
  const reply = tidy([...above.kept, '', ...below.kept]);
  const own = hasWords(reply) ? tidy([...above.own, '', ...below.own]) : '';
  return { reply, own, quoted, forwarded: null };
}

/** An introduction with nothing above it and no marked quote below: what follows is the author's. */
function isStray(lines: readonly string[], found: Break): boolean {
  if (found.kind !== 'attribution' || found.length === 0) return false;
  return !lines.slice(0, found.at).some(hasWords) && !marked(found, lines.slice(found.at + found.length));
}

function forward(lines: readonly string[], found: Break, hints: ReplyHints): Reply {
  const note = tidy(withoutSignature(lines.slice(0, found.at), { ...hints, signatureAt: null }));
  const forwarded = lines.slice(found.at).join('\n').trim();
  return { reply: tidy(note === '' ? lines : [note, '', forwarded]), own: note, quoted: forwarded, forwarded };
}

/** Where what was there before begins; behind the last line when nothing was. */
function firstBreak(lines: readonly string[], hints: ReplyHints): Break {
  const limit = hints.quoteAt ?? lines.length;
  for (const [at, line] of lines.entries()) {
    const found = breakAt(lines, at, hints.forwards ?? false);
    if (found) return found;
    if (at >= limit && line.trim() !== '')
      return { at: limit, length: 0, kind: hints.forwards && headerBlockAt(lines, at) ? 'forward' : 'attribution' };
  }
  return { at: lines.length, length: 0, kind: 'rest' };
}

/** A line of dashes; short ones only stand above the words of a separator. */
const RULE = /^\s*[_\-=][\s_\-=]+[_\-=]\s*$/;

function breakAt(lines: readonly string[], at: number, forwards: boolean): Break | null {
  const line = lines[at] ?? '';
  if (line.length > LONGEST_MARK) return null;
  if (isArrowLine(line) && quoteDepth(lines[nextText(lines, at + 1)] ?? '') === 0)
    return { at, length: 1, kind: 'rest' };
  if (quoteDepth(line) > 0) return null;
  if (isForwardLine(line)) return { at, length: 1, kind: 'forward' };
  if (isReplyAboveLine(line)) return { at, length: lines.length - at, kind: 'rest' };
  if (isOriginalLine(line, lines.slice(at + 1, at + 5))) return { at, length: 1, kind: forwards ? 'forward' : 'rest' };
  if (headerBlockAt(lines, at)) return { at, length: 1, kind: forwards ? 'forward' : 'rest' };
  const rule = RULE.test(line);
  if (rule || isWordsBetweenDashes(line)) {
    const below = nextText(lines, at + 1);
    if ((!rule || line.trim().length >= 6) && headerBlockAt(lines, below))
      return { at, length: 1, kind: forwards ? 'forward' : 'rest' };
    if (rule && isOriginalPhrase(lines[below] ?? '')) return { at, length: 1, kind: 'rest' };
    const introduced = rule ? 0 : attributionAt(lines, below);
    if (introduced > 0) return { at, length: below - at + introduced, kind: 'attribution' };
  }
  const length = attributionAt(lines, at);
  return length > 0 ? { at, length, kind: 'attribution' } : null;
}

function nextText(lines: readonly string[], from: number): number {
  let at = from;
  while (at < from + 3 && (lines[at] ?? '').trim() === '') at++;
  return at;
}

/** Whether the quote below its introduction carries quote marks, so that lines without them are answers. */
function marked(found: Break, rest: readonly string[]): boolean {
  return found.kind === 'attribution' && quoteDepth(rest[nextText(rest, 0)] ?? '') > 0;
}

type Answers = { readonly kept: readonly string[]; readonly own: readonly string[] };

const NO_ANSWERS: Answers = { kept: [], own: [] };

/** The lines without quote marks; with two or more answers each keeps the quoted paragraph above it. */
function answers(lines: readonly string[]): Answers {
  const runs = quoteRuns(lines);
  const answered = runs.filter((run) => run.quoted.length > 0 && run.own.some(hasWords));
  const withQuestions =
    answered.length > 1 ||
    (answered.length === 1 && runs[0]?.quoted.length === 0 && runs[0].own.some(hasWords) && runs.length > 2);
  const kept = runs.flatMap((run) =>
    withQuestions && run.own.some((line) => line.trim() !== '') ? [...question(run.quoted), ...run.own] : run.own,
  );
  return { kept, own: runs.flatMap((run) => run.own) };
}

type Run = { quoted: string[]; own: string[] };

/**
 * Alternating stretches of quoted and own lines; introductions of nested quotes belong to the quote, what follows an
 * unmarked one is quoted.
 */
function quoteRuns(lines: readonly string[]): Run[] {
  let run: Run = { quoted: [], own: [] };
  const runs = [run];
  const end = signatureStart(lines);
  for (let at = 0; at < end; at++) {
    const line = lines[at] ?? '';
    if (quoteDepth(line) > 0 || isWrapped(lines, at)) {
      if (run.own.some((own) => own.trim() !== '')) {
        run = { quoted: [], own: [] };
        runs.push(run);
      }
      run.quoted.push(line);
      run.own.length = 0;
      continue;
    }
    const found = breakAt(lines, at, false);
    if (found && !marked(found, lines.slice(at + found.length))) break;
    if (found) at += found.length - 1;
    else run.own.push(line);
  }
  return runs;
}

/** The overhang of a quoted line that a mail program broke without repeating the mark. */
function isWrapped(lines: readonly string[], at: number): boolean {
  const before = lines[at - 1] ?? '';
  const own = (lines[at] ?? '').trim();
  return (
    own !== '' &&
    own.length < 60 &&
    before.length >= 65 &&
    quoteDepth(before) > 0 &&
    !/[.?!:。？！：]\s*$/.test(before) &&
    quoteDepth(lines[at + 1] ?? '') > 0 &&
    !isAnswer(own, lines)
  );
}

/** A short answer between two lines of a quote that its program wrapped: not the middle of a sentence. */
function isAnswer(own: string, lines: readonly string[]): boolean {
  if (SHORT_ANSWER.test(own)) return true;
  // What goes on with a sentence begins in small letters; in scripts without them, one such line is an answer.
  if (/^[\p{Ll}\d(“"'/<]/u.test(own)) return false;
  return lines.filter((line) => line.trim() !== '' && quoteDepth(line) === 0 && line.trim().length < 60).length < MANY;
}

/** Lines without a mark between quoted ones: so many are overhangs. */
const MANY = 4;

const SHORT_ANSWER =
  /^(?:yes|no|yep|nope|yeah|ok(?:ay)?|done|sure|agreed|correct|exactly|right|both|none|neither|never|always|already|not yet|n\/a|see (?:below|above|attached)|ja|nein|oui|non|sí|si|да|нет)(?![\p{L}\p{N}])[^\n]*$|^[^\p{Ll}\d]*(?:是的?|不是|不行|可以|好的?|对的?|没有|有的?|已|不)[^\n]{0,30}$/iu;

/** The last quoted paragraph: what the answer below it most likely refers to. */
function question(quoted: readonly string[]): string[] {
  const lines = quoted.filter((line, index) => bare(line) !== '' || index < quoted.length - 1);
  let start = lines.length;
  while (bare(lines[start - 1] ?? '') !== '' && lines.length - start < 6) start--;
  return lines.slice(start);
}

function withoutSignature(lines: readonly string[], { signatureAt, author }: ReplyHints): readonly string[] {
  const own = lines.slice(0, signatureStart(lines, author));
  const marked = own.slice(0, signatureAt ?? own.length);
  return (marked.some(hasWords) ? marked : own).filter((line) => !isMobileFooter(line));
}

/** Whether a text is more than marks, rules and blanks. */
function hasWords(text: string): boolean {
  return /[^\s>|\-_=*\u200b-\u200f\ufeff]/.test(text);
}

function tidy(lines: readonly string[]): string {
  return lines
    .map((line) => line.trimEnd())
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .replace(/^\n+/, '')
    .trimEnd();
}
