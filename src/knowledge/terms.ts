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
const segmenter = new Intl.Segmenter('zh', { granularity: 'word' });

/**
 * The terms by which a text is found, in order and as often as they occur: Chinese words, and pairs of neighbouring
 * characters in case the other text is cut elsewhere; other words stemmed as English; and the concepts of the
 * thesaurus. Folded to one width and case; without words that say nothing.
 */
export function termsOf(text: string): string[] {
  const folded = foldedText(text);
  const han = [...folded.matchAll(HAN_RUN)].flatMap(([run]) => hanTerms(run));
  const words = [...folded.replace(HAN_RUN, ' ').matchAll(WORD)].map(([word]) => word);
  const stems = words.flatMap((word) => word.split(/[-_.]/)).map((word) => stemmer(shortened(word)));
  const codes = words.filter((word) => /[-_.]/.test(word) && /\d/.test(word)).map(shortened);
  return [...han, ...codes, ...stems.filter(says), ...conceptsIn(folded, stems)];
}

/** In one width and case, which can make eighteen characters of one. */
const foldedText = (text: string): string => cut(cut(text, LENGTH_MAX).normalize('NFKC').toLowerCase(), LENGTH_MAX);

const shortened = (term: string): string => cut(term, TERM_MAX);

/** The words of a text as they stand, for tags: none of one character, none that says nothing, each once. */
export function wordsIn(text: string): string[] {
  const words = [...segmenter.segment(text)].filter(({ isWordLike }) => isWordLike).map(({ segment }) => segment);
  return [...new Set(words)].filter((word) => word.length > 1 && !STOP_WORDS.has(stemmer(word.toLowerCase())));
}

/** A single character is rarely a word of its own; the pairs it stands in say more. */
function hanTerms(run: string): string[] {
  const words = [...segmenter.segment(run)].map(({ segment }) => shortened(segment)).filter(says);
  const characters = [...run];
  const pairs = characters.slice(1).map((second, at) => `${characters[at]}${second}`);
  const known = new Set(words);
  return [...words, ...pairs.filter((pair) => !known.has(pair) && says(pair))];
}

const says = (term: string): boolean => term.length > 1 && !STOP_WORDS.has(term);
