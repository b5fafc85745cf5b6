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
export const termsOf = (text: string): string[] => [...termsIn(text)];

/** One by one, because the first are enough to ask by, and a long text has thousands. */
function* termsIn(text: string): Generator<string> {
  const folded = foldedText(text);
  for (const [run] of folded.matchAll(HAN_RUN)) yield* hanTerms(run);
  const words = [...folded.replace(HAN_RUN, ' ').matchAll(WORD)].map(([word]) => word);
  yield* words.filter((word) => /[-_.]/.test(word) && /\d/.test(word)).map(shortened);
  const stems: string[] = [];
  for (const word of words.flatMap((each) => each.split(/[-_.]/))) {
    const stem = stemmer(shortened(word));
    stems.push(stem);
    if (says(stem)) yield stem;
  }
  yield* conceptsIn(folded, stems);
}

/** The first terms of a text, each once. */
export function firstTerms(text: string, most: number): string[] {
  const terms = new Set<string>();
  for (const term of termsIn(text)) {
    terms.add(term);
    if (terms.size === most) break;
  }
  return [...terms];
}

/**
 * Texts whose terms are kept: every new ticket is compared with the same 75, and finding terms takes longest. Those of a
 * text take some 20 kB.
 */
const KEPT = 200;
const kept = new Map<string, ReadonlySet<string>>();

/** The terms of a text, each once, in order. */
export function distinctTerms(text: string): ReadonlySet<string> {
  const terms = kept.get(text) ?? new Set(termsOf(text));
  kept.delete(text);
  kept.set(text, terms);
  const [oldest] = kept.keys();
  if (kept.size > KEPT && oldest !== undefined) kept.delete(oldest);
  return terms;
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
  const words = [...segmentsOf(run)].map(({ segment }) => shortened(segment)).filter(says);
  const characters = [...run];
  const pairs = characters.slice(1).map((second, at) => `${characters[at]}${second}`);
  const known = new Set(words);
  return [...words, ...pairs.filter((pair) => !known.has(pair) && says(pair))];
}

const says = (term: string): boolean => term.length > 1 && !STOP_WORDS.has(term);
