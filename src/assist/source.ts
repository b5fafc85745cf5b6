import { cut } from '../lib/cut.ts';
import type { Form } from '../mail/mail.ts';
import type { ArticleShown } from '../ticket/canned/article-shown.ts';
import type { Suggestion } from '../ticket/suggested/suggestion.ts';

/** What a question to the model is made from: loaded beforehand, with nothing hidden yet. */
export type AssistSource = {
  readonly subject: string;
  /** The customer's newest words. */
  readonly words: string;
  /** BCP 47, of those words. */
  readonly language: string;
  /** What is known of the form. */
  readonly form: Form;
  /** Whether the rules have found the urgency. */
  readonly urgencyKnown: boolean;
  readonly categories: readonly string[];
  /** Everything people wrote, oldest first. */
  readonly conversation: readonly { readonly by: 'customer' | 'staff'; readonly words: string }[];
  /** Approved ones that resemble the problem. */
  readonly articles: readonly Pick<ArticleShown, 'number' | 'title' | 'steps' | 'caution'>[];
  /** The languages of the desk and of the customer. */
  readonly staffLanguage: string;
  readonly customerLanguage: string;
};

/** Characters of a text that are sent, and of everything people wrote together. */
const MOST_WORDS = 6_000;
const MOST_CONVERSATION = 12_000;

/** Characters that an address, a number or a password has, those with blanks in them too. */
const LONGEST_WORD = 320;
const PART_OF_WORD = /[^\s\p{scx=Han}，。；、！？]*$/u;
const PART_OF_NUMBER = /[\p{Nd}\s+().\-–/]*$/u;

/** Not more of a text than is sent; of a word that would be cut nothing, since its part alone would not be hidden. */
function shortened(text: string, most: number): string {
  if (text.length <= most) return text;
  const kept = cut(text, most);
  const end = kept.slice(-LONGEST_WORD);
  return kept.slice(0, -LONGEST_WORD) + end.replace(PART_OF_WORD, '').replace(PART_OF_NUMBER, '');
}

/** The customer's newest words as they are sent. */
export const newestWords = ({ words }: AssistSource): string => shortened(words, MOST_WORDS);

/** The newest of what people wrote, as much as is sent, oldest first. */
export function newestConversation({ conversation }: AssistSource): AssistSource['conversation'] {
  let room = MOST_CONVERSATION;
  const kept = conversation.toReversed().flatMap(({ by, words }) => {
    const said = shortened(words, Math.min(MOST_WORDS, room));
    room -= said.length;
    return said === '' ? [] : [{ by, words: said }];
  });
  return kept.reverse();
}

/** A suggestion for a purpose, or why there is none: `nothing` the model had none, else what was wrong with it. */
export type Judged<S extends Suggestion[keyof Suggestion]> = { readonly suggestion: S } | { readonly rejected: string };
