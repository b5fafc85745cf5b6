/** Which rules of a mail's styles speak of an element: told while the mail is read, from what stands around it. */

import { compile } from 'css-select';
import { parse, type Selector } from 'css-what';
import type { WrittenRule } from './css.ts';
import { ADAPTER, type Element } from './tree.ts';

/** One selector of a rule. */
type Rule = {
  readonly declared: WrittenRule['declared'];
  /** It holds for every reader, and it can be told which elements it means. */
  readonly certain: boolean;
  readonly order: number;
  readonly weight: number;
  /** It asks for name, class and id alone. */
  readonly plain: boolean;
  readonly fits: (element: Element) => boolean;
};

/** Rules of an element, the weightiest last; elements with the same key have the same ones. */
export type Matched = { readonly key: string; readonly rules: readonly Rule[] };

/** Selectors of one mail, and steps over its elements that matching them may take. */
const MOST_RULES = 2000;
const MOST_STEPS = 300_000;

export class Rules {
  /** By id, class or name of the element a selector ends with; `*`: any. */
  readonly #byEnd = new Map<string, Rule[]>();
  readonly #kinds = new Map<string, { readonly plain: Rule[]; readonly open: Rule[] }>();
  /** Something could not be read, or was too much: no element is certain. */
  #exhausted = false;
  #steps = MOST_STEPS;
  #size = 0;
  /** Whether a selector looks at what stands around an element. */
  needTree = false;

  constructor(written: readonly WrittenRule[]) {
    for (const rule of written) for (const selector of selectorsOf(rule.selectors)) this.#add(selector, rule);
  }

  get size(): number {
    return this.#size;
  }

  /** The rules that speak of an element; null where there are too many to tell. */
  of(element: Element): Matched | null {
    if (this.#exhausted || this.#steps < 0) return null;
    const { class: classes = '', id = '' } = element.attributes;
    const kind = `${element.name}\n${classes}\n${id}`;
    const { plain, open } = this.#candidates(kind, element, classes, id);
    if (open.length === 0) return { key: kind, rules: plain };
    const fitting = open.filter((rule) => this.#fits(rule, element));
    const key = `${kind}\n${fitting.map((rule) => rule.order).join()}`;
    return { key, rules: fitting.length === 0 ? plain : [...plain, ...fitting].sort(byWeight) };
  }

  #fits(rule: Rule, element: Element): boolean {
    ADAPTER.steps = this.#steps;
    const fits = rule.fits(element);
    this.#steps = ADAPTER.steps - 1;
    return fits;
  }

  #candidates(kind: string, element: Element, classes: string, id: string) {
    const before = this.#kinds.get(kind);
    if (before !== undefined) return before;
    const words = classes.toLowerCase().split(/\s+/);
    const ends = new Set(['*', element.name, `#${id.toLowerCase()}`, ...words.map((word) => `.${word}`)]);
    const all = [...ends].flatMap((end) => this.#byEnd.get(end) ?? []).sort(byWeight);
    const found = {
      plain: all.filter((rule) => rule.plain && this.#fits(rule, element)),
      open: all.filter((rule) => !rule.plain),
    };
    if (this.#kinds.size < MOST_RULES) this.#kinds.set(kind, found);
    return found;
  }

  #add(selector: Selector[] | null, { declared, certain }: WrittenRule): void {
    if (++this.#size > MOST_RULES) {
      this.#exhausted = true;
      return;
    }
    const { tokens, told } = selector === null ? { tokens: ANY, told: false } : decidable(selector);
    const plain = tokens.every(isPlain);
    if (!plain) this.needTree = true;
    const end = endOf(tokens);
    const rules = this.#byEnd.get(end) ?? [];
    rules.push({
      declared,
      certain: certain && told,
      order: this.#size,
      weight: weightOf(tokens),
      plain,
      fits: fitting(tokens),
    });
    this.#byEnd.set(end, rules);
  }
}

const byWeight = (one: Rule, other: Rule): number => one.weight - other.weight || one.order - other.order;

const ANYTHING = { type: 'universal', namespace: null } as Selector;
const ANY: Selector[] = [ANYTHING];

/** What stands beside an element's words, or is shown while its reader does something. */
const BESIDE = new Set(['before', 'after', 'marker', 'selection', 'placeholder', 'backdrop']);
const isBeside = (token: Selector | undefined): boolean => token?.type === 'pseudo-element' && BESIDE.has(token.name);

/** Null for what cannot be read: a program may know what it means. */
function selectorsOf(written: string): readonly (Selector[] | null)[] {
  try {
    return parse(written).filter((selector) => !isBeside(selector.at(-1)));
  } catch {
    return [null];
  }
}

/** What is known only when the mail has been read to its end, or drawn. */
const LATER = new Set([
  ...['last-child', 'nth-last-child', 'last-of-type', 'nth-last-of-type', 'only-child', 'only-of-type', 'empty'],
  ...['has', 'contains', 'icontains', 'parent', 'scope'],
]);
const SEVERAL = new Set(['is', 'not', 'where', 'matches']);

/** The part of a selector that can be told of an element while the mail is read, and whether that is all of it. */
function decidable(selector: readonly Selector[]): { readonly tokens: Selector[]; readonly told: boolean } {
  const named = selector.map(inAnyNamespace);
  const whole = named[0] !== undefined && isStep(named[0]) ? [ANYTHING, ...named] : named;
  const now = whole.map((token) => (isLater(token) ? ANYTHING : token));
  const bare = now.map((token) => (token.type === 'pseudo' || token.type === 'pseudo-element' ? ANYTHING : token));
  const tokens = [now, bare].find(canBeTold) ?? ANY;
  return { tokens, told: tokens.length === named.length && tokens.every((token, at) => token === named[at]) };
}

const inAnyNamespace = (token: Selector): Selector =>
  (token.type === 'tag' || token.type === 'attribute') && token.namespace === '*'
    ? { ...token, namespace: null }
    : token;

function canBeTold(tokens: readonly Selector[]): boolean {
  try {
    compile<Element, Element>([tokens.map((token) => ({ ...token }))], OPTIONS);
    return true;
  } catch {
    return false;
  }
}

function isLater(token: Selector): boolean {
  if (token.type !== 'pseudo') return false;
  if (LATER.has(token.name)) return true;
  return SEVERAL.has(token.name) && Array.isArray(token.data) && token.data.some((inner) => inner.some(isLater));
}

const OPTIONS = { adapter: ADAPTER, quirksMode: true, cacheResults: false, relativeSelector: false };

/** Compiled when an element comes that it may mean. */
function fitting(tokens: Selector[]): (element: Element) => boolean {
  let compiled: ((element: Element) => boolean) | undefined;
  return (element) => {
    compiled ??= compile<Element, Element>([tokens], OPTIONS);
    return compiled(element);
  };
}

const isPlain = (token: Selector): boolean =>
  token.type === 'tag' ||
  token.type === 'universal' ||
  (token.type === 'attribute' && (token.name === 'class' || token.name === 'id'));

const isStep = ({ type }: Selector): boolean =>
  type === 'descendant' || type === 'child' || type === 'adjacent' || type === 'sibling';

/** What the element has to have that a selector ends with. */
const endOf = (tokens: readonly Selector[]): string =>
  tokens
    .slice(tokens.findLastIndex(isStep) + 1)
    .map(keyOf)
    .findLast((key) => key !== null) ?? '*';

function keyOf(token: Selector): string | null {
  if (token.type === 'tag') return token.name.toLowerCase();
  if (token.type !== 'attribute') return null;
  if (token.name === 'id' && token.action === 'equals') return `#${token.value.toLowerCase()}`;
  return token.name === 'class' && token.action === 'element' ? `.${token.value.toLowerCase()}` : null;
}

/** Specificity (Selectors §17). */
function weightOf(tokens: readonly Selector[]): number {
  return tokens.reduce((sum, token) => {
    if (token.type === 'tag') return sum + 1;
    if (token.type === 'attribute') return sum + (token.name === 'id' && token.action === 'equals' ? 10_000 : 100);
    if (token.type !== 'pseudo' || token.name === 'where') return sum;
    return sum + (SEVERAL.has(token.name) && Array.isArray(token.data) ? Math.max(...token.data.map(weightOf)) : 100);
  }, 0);
}
