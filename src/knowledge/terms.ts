import { stemmer } from 'stemmer';
import { cut } from '../lib/cut.ts';
import { STOP_WORDS } from './stop-words.ts';
import { conceptsIn } from './thesaurus.ts';

/** Characters read of a text, before folding and after it; what follows them adds nothing to a search. */
const LENGTH_MAX = 4000;

/**
 * UTF-16 units of a term. PostgreSQL takes 2,046 octets of a lexeme and 1 MB of a vector (error 54000), 2,704 in a
 * B-tree; a unit is at most three octets. What is longer is no word: a key, a hash, base64.
 */
const TERM_MAX = 100;

const HAN_RUN = /\p{Script=Han}+/gu;
const WORD = /[\p{L}\p{N}]+(?:[-_.][\p{L}\p{N}]+)*/gu;
/** Made for the first text: it takes 10 ms of every start. */
let segmenter: Intl.Segmenter | undefined;
const segmentsOf = (text: string): Intl.Segments => {
  segmenter ??= new Intl.Segmenter('zh', { granularity: 'word' });
  return segmenter.segment(text);
};

/**
 * The terms by which a text is found, in order and as often as they occur: Chinese words, and pairs of neighbouring
 * characters in case the other text is cut elsewhere; other words stemmed as English; and the concepts of the
 * thesaurus. Folded to one width and case; without words that say nothing.
 */
export const termsOf = (text: string): string[] => [...termsIn(text)].flat();

/** Some at a time, because the first are enough to ask by, and a long text has thousands. */
function* termsIn(text: string): Generator<readonly string[]> {
  const folded = foldedText(text);
  for (const [run] of folded.matchAll(HAN_RUN)) yield hanTerms(run);
  const words = [...folded.replace(HAN_RUN, ' ').matchAll(WORD)].map(([word]) => word);
  yield words.filter((word) => /[-_.]/.test(word) && /\d/.test(word)).map(shortened);
  const stems: string[] = [];
  for (const word of words) {
    const own = word.split(/[-_.]/).map((each) => stemmer(shortened(each)));
    stems.push(...own);
    yield own.filter(says);
  }
  yield conceptsIn(folded, stems);
}

/** The first terms of a text, each once. */
export function firstTerms(text: string, most: number): string[] {
  const terms = new Set<string>();
  for (const some of termsIn(text)) {
    for (const term of some) terms.add(term);
    if (terms.size >= most) break;
  }
  return [...terms].slice(0, most);
}

/** Texts whose marks are kept: every new ticket is compared with the same 75, and finding terms takes longest. */
const KEPT = 200;
const kept = new Map<string, TermMarks>();

/** 32 bits of each term of a text, each once, ascending. Two terms have the same once in four thousand million. */
export type TermMarks = Int32Array;

/**
 * What texts are compared by. Sets of their terms would be 20 kB a text, thousands of objects that V8 moves and marks
 * with every collection.
 */
export function termMarks(text: string): TermMarks {
  const marks = kept.get(text) ?? marksOf(termsOf(text));
  kept.delete(text);
  kept.set(text, marks);
  const [oldest] = kept.keys();
  if (kept.size > KEPT && oldest !== undefined) kept.delete(oldest);
  return marks;
}

function marksOf(terms: readonly string[]): TermMarks {
  const sorted = Int32Array.from(terms, markOf).sort();
  let length = 0;
  for (const mark of sorted) if (length === 0 || mark !== sorted[length - 1]) sorted[length++] = mark;
  return sorted.slice(0, length);
}

/** FNV-1a over its UTF-16 units. */
function markOf(term: string): number {
  let mark = 0x811c9dc5;
  for (let at = 0; at < term.length; at += 1) mark = Math.imul(mark ^ term.charCodeAt(at), 0x01000193);
  return mark;
}

/** In one width and case, which can make eighteen characters of one. */
const foldedText = (text: string): string => cut(cut(text, LENGTH_MAX).normalize('NFKC').toLowerCase(), LENGTH_MAX);

const shortened = (term: string): string => cut(term, TERM_MAX);

/** The words of a text as they stand, for tags: none of one character, none that says nothing, each once. */
export function wordsIn(text: string): string[] {
  const words = [...segmentsOf(text)].filter(({ isWordLike }) => isWordLike).map(({ segment }) => segment);
  return [...new Set(words)].filter((word) => word.length > 1 && !STOP_WORDS.has(stemmer(word.toLowerCase())));
}

/** A single character is rarely a word of its own; the pairs it stands in say more. */
function hanTerms(run: string): string[] {
  const terms: string[] = [];
  for (const { segment } of segmentsOf(run)) {
    const word = shortened(segment);
    if (says(word)) terms.push(word);
  }
  const words = new Set(terms);
  let before = '';
  for (const character of run) {
    const pair = before + character;
    if (before !== '' && !words.has(pair) && says(pair)) terms.push(pair);
    before = character;
  }
  return terms;
}

const says = (term: string): boolean => term.length > 1 && !STOP_WORDS.has(term);
