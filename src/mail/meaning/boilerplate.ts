import { createHash } from 'node:crypto';
import type { Mail } from '../mail.ts';
import { isMobileFooter, weightOf } from '../text/footer.ts';
import { quoteDepth } from '../text/quote-mark.ts';
import type { Reply } from '../text/reply.ts';
import { signatureStart } from '../text/signature.ts';
import { withoutCourtesies } from './courtesy.ts';
import { readForm } from './form.ts';
import { readIntent } from './intent.ts';
import { isMachineLine } from './machine-text.ts';
import { readErrorCodes } from './prose/error-code.ts';
import { readImpact } from './prose/impact.ts';
import { passagesOf } from './prose/passages.ts';

/**
 * What stands at the edges of a mail, as fingerprints: a company's gateway puts its own sentences above or below every
 * mail of its people, and no table knows the words. Whether they recur is found out from many mails; here they are only
 * named, and taken off once they are known. A fingerprint is no text: nobody's words are kept a second time.
 */
export type Edges = {
  /** What may be boilerplate in this mail. */
  readonly blocks: readonly string[];
  /** Those of them beside which the mail says something of its own; null for a mail that proves nothing about them. */
  readonly counted: readonly string[] | null;
};

type Side = 'top' | 'end';
type Block = {
  readonly fingerprint: string;
  /** Lines it takes, from its edge. */
  readonly length: number;
};

/** Heavier than any confirmation, thanks or command: letters of Latin script; a hanzi counts for three. */
const SHORTEST = 60;
/** Characters of a block, and of one of its lines. */
const LONGEST = { block: 3000, line: 1500 };
/** Lines with words that a block has, lines looked at, blocks at one edge, and those over one another that go. */
const MOST = { lines: 24, looked: 200, blocks: 6, off: 12 };
/** A block ends with one of the first lines or with a paragraph: a gateway's lines may touch the author's. */
const LINES_ALONE = 3;
/** A mail counts when it says as much beside the block: one that says nothing else may be about just that. */
const OWN_WORDS = 40;
/** Characters from an edge that are looked at. */
const EDGE = 8000;

/** What may be boilerplate in a mail. What stands at the edge of a quote is somebody else's, and does not count. */
export function edgesOf({
  reply,
  text,
  quoted,
  forwarded,
}: Pick<Mail, 'reply' | 'text' | 'quoted' | 'forwarded'>): Edges {
  const edges = [blocksOf(reply, 'top'), blocksOf(reply, 'end')];
  const blocks = [...new Set(edges.flatMap((edge) => edge.map(({ fingerprint }) => fingerprint)))];
  if (quoted !== '' || forwarded !== null) return { blocks, counted: null };
  // A footer that was taken off with the signature stands at the end of the whole mail.
  const all = text === reply ? edges : [...edges, blocksOf(text, 'end')];
  const counted = all.flatMap((edge) => edge.filter(({ isBeside }) => isBeside));
  const isBare = counted.length === 0 && all.some((edge) => edge.length > 0);
  return { blocks, counted: isBare ? null : [...new Set(counted.map(({ fingerprint }) => fingerprint))] };
}

/** What was left out: fingerprints, and the lines themselves, those of a signature too. */
export type Trimmed = { readonly leftOut: readonly string[]; readonly lines: ReadonlySet<string> };

type TrimHints = { readonly author?: string; readonly text?: string; readonly opens?: boolean };

/**
 * Takes what is known to be boilerplate off the edges of the author's words. `known` are fingerprints, `text` is the
 * whole mail: what stands at its end may be in no words, but among the lines of a signature. A mail that `opens` a
 * conversation keeps all of its words where nothing but courtesies would be left.
 */
export function withoutBoilerplate(
  reply: Reply,
  known: ReadonlySet<string>,
  { author = '', text = '', opens = false }: TrimHints = {},
): Trimmed & { readonly reply: Reply } {
  if (known.size === 0) return { reply, leftOut: [], lines: NO_LINES };
  const own = trimmed(reply.own, known, author);
  const lines = new Set([...own.lines, ...trimmed(text, known, '').lines]);
  if (own.leftOut.length === 0 || (opens && withoutCourtesies(own.text) === '')) return { reply, leftOut: [], lines };
  const whole = reply.reply.includes(reply.own)
    ? reply.reply.replace(reply.own, () => own.text)
    : trimmed(reply.reply, known, author).text;
  return { reply: { ...reply, own: own.text, reply: whole }, leftOut: own.leftOut, lines };
}

const NO_LINES: ReadonlySet<string> = new Set();

function trimmed(text: string, known: ReadonlySet<string>, author: string): Trimmed & { readonly text: string } {
  const leftOut: string[] = [];
  const gone: string[] = [];
  let lines = text.split('\n');
  for (let round = 0, more = true; more && round < MOST.off; round++) {
    more = false;
    for (const side of ['top', 'end'] as const) {
      const { fingerprint, length = 0 } = knownAt(lines, side, known) ?? {};
      if (fingerprint === undefined) continue;
      leftOut.push(fingerprint);
      gone.push(...(side === 'top' ? lines.slice(0, length) : lines.slice(-length)));
      lines = side === 'top' ? below(lines, length) : unsigned(above(lines, length), author);
      more = true;
    }
  }
  return { text: lines.join('\n'), leftOut, lines: new Set(gone.map((line) => line.trim())) };
}

/** Lines without so many of the first, and without rules and empty lines between. */
const below = (lines: readonly string[], length: number): string[] =>
  lines.slice(lines.findIndex((line, at) => at >= length && !isBlank(line)));

const above = (lines: readonly string[], length: number): string[] =>
  lines.slice(0, lines.findLastIndex((line, at) => at < lines.length - length && !isBlank(line)) + 1);

/** The longest block at an edge that is known and may go. */
const knownAt = (lines: readonly string[], side: Side, known: ReadonlySet<string>): Block | undefined =>
  blocksAt(side === 'top' ? lines : lines.toReversed(), side).findLast(
    ({ fingerprint, length }) =>
      known.has(fingerprint) && mayGo(side === 'top' ? lines.slice(0, length) : lines.slice(-length)),
  );

/** A signature that the boilerplate below it hid. */
function unsigned(lines: readonly string[], author: string): string[] {
  const own = lines.slice(0, signatureStart(lines, author)).filter((line) => !isMobileFooter(line));
  return own.some((line) => !isBlank(line)) ? above(own, 0) : [...lines];
}

/** Labels behind which customers say what the desk asks for. What a gateway says of urgency is nobody's word. */
const FACTS = ['number', 'company', 'description', 'occurredAt', 'environment', 'errorCode'] as const;

/**
 * Whether words may be left out at all, however often they recur: a log, an error code, a filled-in form, "production
 * is down" and "it still fails" are what a mail is about.
 */
function mayGo(lines: readonly string[]): boolean {
  const written = lines.filter((line) => !isBlank(line));
  const machine = written.filter((line) => isMachineLine(line.replace(HEADING, '')));
  if (machine.length * 2 >= written.length) return false;
  const text = written.join('\n');
  const form = readForm(text, '');
  const passages = passagesOf(text);
  return (
    FACTS.every((field) => form[field] === undefined) &&
    readErrorCodes(passages) === undefined &&
    readImpact(passages.sentences) === undefined &&
    readIntent(text) !== 'still_open'
  );
}

/** Words that notices begin with as lines of a log do. */
const HEADING = /^\W{0,3}(?:notice|warning|caution|critical|important)\b\W*/i;

/** The blocks at an edge of a text, the shortest first, and whether the mail says as much beside each. */
function blocksOf(text: string, side: Side): (Block & { readonly isBeside: boolean })[] {
  const near = side === 'top' ? text.slice(0, EDGE) : text.slice(-EDGE);
  const isPart = near.length < text.length;
  const lines = near.split('\n');
  // Half a line is none.
  if (isPart) lines.splice(side === 'top' ? -1 : 0, 1);
  const ordered = side === 'top' ? lines : lines.reverse();
  return blocksAt(ordered, side).map((block) => ({
    ...block,
    isBeside: isPart || saysMuch(ordered, block.length),
  }));
}

function saysMuch(lines: readonly string[], from: number): boolean {
  let weight = 0;
  for (let at = from; at < lines.length && weight < OWN_WORDS; at++) weight += weightOf(lines[at]?.trim() ?? '');
  return weight >= OWN_WORDS;
}

/** The blocks at the edge that lines begin with, the shortest first. None of them is all there is. */
function blocksAt(lines: readonly string[], side: Side): Block[] {
  const found: Block[] = [];
  const last = Math.min(
    MOST.looked,
    lines.findLastIndex((line) => !isBlank(line)),
  );
  const words: string[] = [];
  let weight = 0;
  let size = 0;
  for (let at = 0; at < last && words.length < MOST.lines && found.length < MOST.blocks; at++) {
    const line = lines[at] ?? '';
    if (isBlank(line)) continue;
    size += line.length;
    if (line.length > LONGEST.line || size > LONGEST.block || quoteDepth(line) > 0) break;
    const folded = fold(line);
    words.push(folded);
    weight += weightOf(folded);
    if (weight >= SHORTEST && (words.length <= LINES_ALONE || isBlank(lines[at + 1] ?? '')))
      found.push({ fingerprint: fingerprintOf(side, words), length: at + 1 });
  }
  return found;
}

/** Nothing, or a rule. */
const isBlank = (line: string): boolean => !/[\p{L}\p{N}]/u.test(line);

/** 96 bits: that two of them are the same by chance does not happen. */
const fingerprintOf = (side: Side, words: readonly string[]): string =>
  createHash('sha256')
    .update(`${side}\n${words.join('\n')}`)
    .digest('base64url')
    .slice(0, 16);

/**
 * The words and numbers of a line, without case, marks and the width of blanks. Numbers and addresses count: "please
 * cancel invoice 4711" is a form that a whole department uses, and the number is what it says.
 */
const fold = (line: string): string =>
  line
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
