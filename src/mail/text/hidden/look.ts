/**
 * What HTML holds and nobody sees. Text that a mail hides from its reader is nobody's word, whether it is a
 * newsletter's preheader or a command planted for the desk. Attributes, inline styles and the rules of `<style>` tell.
 * What they do in every program is certain; what only a browser could work out is in doubt: such words stay, since they
 * may be a person's, but nothing is done on them.
 */

import { BLACK, contrast, legacyColour, over, type Paint } from './colour.ts';
import { declarations, ranked, rulesOf, styleBlocks, together } from './css.ts';
import { type Effect, effectOf, NO_EFFECT, type Size } from './effect.ts';
import { Rules } from './selector.ts';
import type { Element } from './tree.ts';

/** Whether the words of an element are seen. */
export type Sight = 'shown' | 'doubtful' | 'hidden';

/** How text looks: what an element inherits, and what its children may change again. */
export type Look = {
  /** Its colours: the certain one, then those it may have. Null: black. */
  readonly inks: readonly (Paint | null)[];
  /** What it stands on, likewise. Null: white. */
  readonly grounds: readonly (Paint | null)[];
  /** It stands on a picture, which may not be shown. */
  readonly picture: boolean;
  /** Pixels. */
  readonly size: number;
  readonly invisible: boolean;
  /** Of everything within. */
  readonly doubtful: boolean;
  readonly sight: Sight;
};

const PLAIN_LOOK: Look = {
  inks: [null],
  grounds: [null],
  picture: false,
  size: 16,
  invisible: false,
  doubtful: false,
  sight: 'shown',
};

/** What stands in these is for programs that cannot show them. */
const INSTEAD = new Set(['audio', 'video', 'canvas', 'progress', 'meter', 'rp', 'annotation']);

/** Pixels: letters of no size, and those hardly anybody can read. */
const SIZE = { none: 1.5, little: 4 };
/** Colours that are compared; with more nothing is certain. */
const MOST_COLOURS = 6;
/** Elements of one kind repeat: each kind is read once, up to so many. */
const MOST_KINDS = 2000;

const NOTHING: readonly Effect[] = [NO_EFFECT];
const UNTOLD: readonly Effect[] = [{ ...NO_EFFECT, doubtful: true }];

/** Reads from the styles of one mail what its elements hide. */
export class Styles {
  /** How text looks that stands in no element. */
  readonly plain: Look;
  private readonly rules: Rules;
  private readonly effects = new Map<string, readonly Effect[]>();
  private last: { readonly element: Element; readonly effects: readonly Effect[] } | null = null;

  constructor(html: string) {
    const { blocks, elsewhere } = styleBlocks(html);
    this.rules = new Rules(blocks.flatMap(rulesOf));
    this.plain = elsewhere ? { ...PLAIN_LOOK, doubtful: true, sight: 'doubtful' } : PLAIN_LOOK;
  }

  /** Whether an element has to be known with those around it. */
  get needsTree(): boolean {
    return this.rules.needTree;
  }

  /** Whether an element is hidden with all that is in it. */
  hides(element: Element): boolean {
    const { name, attributes } = element;
    if (attributes.hidden !== undefined || (name === 'dialog' && attributes.open === undefined)) return true;
    return INSTEAD.has(name) || (this.effectsOf(element)[0]?.hides ?? false);
  }

  /** The look of an element's text, from that of what it stands in. */
  look(element: Element, around: Look): Look {
    const effects = this.effectsOf(element);
    const certain = withAttributes(effects[0] ?? NO_EFFECT, element);
    const folded = isFolded(element);
    if (certain === NO_EFFECT && effects.length === 1 && !folded) return around;
    const possible = effects.slice(1);
    const ground = certain.ground === 'ink' ? (certain.ink ?? around.inks[0] ?? BLACK) : certain.ground;
    const look: Omit<Look, 'sight'> = {
      inks: painted(
        certain.ink,
        possible.map((effect) => effect.ink),
        around.inks,
      ),
      grounds: painted(
        over(ground, around.grounds[0] ?? null),
        possible.map((effect) => effect.ground),
        around.grounds,
      ),
      picture: certain.picture || (around.picture && ground === null),
      size: sized(certain.size, around.size),
      invisible: certain.invisible ?? around.invisible,
      doubtful: around.doubtful || folded || certain.doubtful || possible.some((effect) => mayHide(effect, around)),
    };
    return { ...look, sight: sightOf(look) };
  }

  /** What the styles of an element do for certain, and what rules do that may hold. Asked twice of each element. */
  private effectsOf(element: Element): readonly Effect[] {
    if (this.last?.element !== element) this.last = { element, effects: this.read(element) };
    return this.last.effects;
  }

  private read(element: Element): readonly Effect[] {
    const { style = '' } = element.attributes;
    if (this.rules.size === 0) return style === '' ? NOTHING : inlineEffects(style);
    const matched = this.rules.of(element);
    if (matched === null) return UNTOLD;
    if (matched.rules.length === 0) return style === '' ? NOTHING : inlineEffects(style);
    return this.known(`${matched.key}\n${style}`, () => {
      const certain = matched.rules.filter((rule) => rule.certain).map((rule) => rule.declared);
      const possible = matched.rules.filter((rule) => !rule.certain).map((rule) => effectOf(ranked(rule.declared)));
      return [effectOf(ranked(together([...certain, declarations(style)]))), ...possible];
    });
  }

  private known(key: string, read: () => readonly Effect[]): readonly Effect[] {
    const before = this.effects.get(key);
    if (before !== undefined) return before;
    const effects = read();
    if (this.effects.size < MOST_KINDS) this.effects.set(key, effects);
    return effects;
  }
}

const inline = new Map<string, readonly Effect[]>();
const MOST_INLINE = 2000;
const LONGEST_INLINE = 500;

/** What a style attribute does. A mail program writes the same few into all its mails. */
function inlineEffects(style: string): readonly Effect[] {
  const before = inline.get(style);
  if (before !== undefined) return before;
  const effects = [effectOf(ranked(declarations(style)))];
  if (inline.size >= MOST_INLINE) inline.clear();
  if (style.length <= LONGEST_INLINE) inline.set(style, effects);
  return effects;
}

/** What opens only when its reader asks, and words that are shown from their end. */
const isFolded = ({ name, attributes }: Element): boolean =>
  (name === 'details' && attributes.open === undefined) || (name === 'bdo' && attributes.dir !== undefined);

/** An effect with what the attributes of its element say, where its styles say nothing. */
function withAttributes(effect: Effect, { name, attributes }: Element): Effect {
  const { bgcolor, color, background, text, popover } = attributes;
  if (
    bgcolor === undefined &&
    color === undefined &&
    background === undefined &&
    text === undefined &&
    popover === undefined
  )
    return effect;
  return {
    ...effect,
    ink: effect.ink ?? legacyColour(color ?? (name === 'body' ? text : '') ?? ''),
    ground: effect.ground ?? legacyColour(bgcolor ?? ''),
    picture: effect.picture || (background !== undefined && effect.ground === null),
    doubtful: effect.doubtful || popover !== undefined,
  };
}

function painted(
  certain: Paint | null,
  possible: readonly (Paint | 'ink' | null)[],
  around: readonly (Paint | null)[],
): readonly (Paint | null)[] {
  const more = possible.filter((paint) => paint !== null);
  const base = certain === null ? around : [certain];
  if (more.length === 0) return base;
  const all = [...base, ...more.map((paint): Paint => (paint === 'ink' ? 'unknown' : paint))];
  return all.length > MOST_COLOURS ? [...all.slice(0, MOST_COLOURS), 'unknown'] : all;
}

const sized = (size: Size | null, around: number): number =>
  size === null ? around : 'px' in size ? size.px : size.times * around;

const mayHide = (effect: Effect, around: Look): boolean =>
  effect.hides || effect.doubtful || effect.invisible === true || sized(effect.size, around.size) <= SIZE.little;

function sightOf({ inks, grounds, picture, size, invisible, doubtful }: Omit<Look, 'sight'>): Sight {
  if (invisible || size <= SIZE.none) return 'hidden';
  const plain = inks.length === 1 && grounds.length === 1 && inks[0] === null && grounds[0] === null;
  const told = plain ? [] : inks.flatMap((ink) => grounds.map((ground) => contrast(ink, ground)));
  if (told[0] === 'none' && !picture) return 'hidden';
  return doubtful || size <= SIZE.little || told.some((each) => each !== 'clear') ? 'doubtful' : 'shown';
}
