/**
 * Answers that are written once and sent often. An answer is kept in several languages, each under a name of its own:
 * `@密码重置` and `@password-reset` may be one. Whoever uses it names any of them, and the customer reads their
 * language.
 */

/** One language of an answer. */
export type CannedAnswer = {
  /** The folded name it was first kept under: what its languages have in common. */
  readonly answer: string;
  /** `zh-CN` or `en`. */
  readonly locale: string;
  /** As it was written, without `@`. */
  readonly name: string;
  readonly text: string;
  /** Registered address, or `command line`. */
  readonly by: string;
  readonly at: Date;
};

/** Characters of a name and of a text. */
const NAME_MAX = 40;
export const TEXT_MAX = 20_000;
/** Answers kept in all, languages counted: more of them nobody finds their way in. */
export const MOST_KEPT = 1000;

/** A name as it is compared: `＠Password-Reset` and `@password-reset` are one. */
export const foldName = (name: string): string =>
  name.normalize('NFKC').replace(/^@/, '').replaceAll('_', '-').toLowerCase();

const NAME = /^[\p{L}\p{N}][\p{L}\p{N}\p{M}-]*$/u;

/** Whether an answer can be kept under it. */
export const isName = (name: string): boolean => NAME.test(foldName(name)) && name.length <= NAME_MAX;

/** Every language of the answer that a name leads to; none where nothing is kept under it. */
export function variantsNamed(all: readonly CannedAnswer[], name: string): readonly CannedAnswer[] {
  const folded = foldName(name);
  const found = all.find((each) => foldName(each.name) === folded) ?? all.find(({ answer }) => answer === folded);
  return found === undefined ? [] : all.filter(({ answer }) => answer === found.answer);
}

/** Names that are shown to somebody who has misspelt one. */
const NEAR_SHOWN = 3;

/** Names like it, the most alike first; of those of one answer the nearest. */
export function nearNames(all: readonly CannedAnswer[], name: string): readonly string[] {
  return nearest(
    all.map((each) => each.name),
    name,
  ).map((each) => `@${each}`);
}

/** The few of `known` that a word may have been meant for: they share a good part of their pairs of letters. */
export function nearest(known: readonly string[], word: string): readonly string[] {
  const wanted = pairsOf(foldName(word));
  const scored = [...new Set(known)].map((name) => ({ name, alike: alikeness(pairsOf(foldName(name)), wanted) }));
  return scored
    .filter(({ alike }) => alike >= ALIKE)
    .toSorted((a, b) => b.alike - a.alike || (a.name < b.name ? -1 : 1))
    .slice(0, NEAR_SHOWN)
    .map(({ name }) => name);
}

const ALIKE = 0.25;

/** Pairs of neighbouring letters, with one of each end. */
function pairsOf(name: string): ReadonlySet<string> {
  const letters = [...` ${name} `];
  return new Set(letters.slice(1).map((letter, at) => `${letters[at]}${letter}`));
}

/** Dice's coefficient. */
function alikeness(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  const shared = [...one].filter((pair) => other.has(pair)).length;
  return (2 * shared) / (one.size + other.size);
}
