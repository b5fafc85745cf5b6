/**
 * What HTML holds and nobody sees. Text that a mail hides from its reader is nobody's word, whether it is a
 * newsletter's preheader or a command planted for the desk. Attributes, inline styles and simple rules of `<style>`
 * tell; what pages do by script or by rules of several parts, mails cannot rely on.
 */

import { colour } from './colour.ts';
import { type Declarations, declarations, ranked, styleBlocks, topLevel } from './css.ts';

type Attributes = Readonly<Record<string, string>>;

/** Declarations that hide an element with all that is in it, one row a way. */
const HIDING: readonly (readonly [property: RegExp, hides: (value: string) => boolean])[] = [
  [/^display$/, (value) => value.startsWith('none')],
  [
    /^(?:opacity|-moz-opacity|-khtml-opacity)$/,
    (value) => Number.parseFloat(value) <= (value.endsWith('%') ? 10 : 0.1),
  ],
  [
    /^(?:scale|zoom)$/,
    (value) => value.split(/\s+/).some((part) => Number.parseFloat(part) <= (part.endsWith('%') ? 10 : 0.1)),
  ],
  [/^letter-spacing$/, (value) => value.startsWith('-') && (size(value) ?? 0) <= -8],
  [/^(?:-webkit-)?mask(?:-image)?$/, (value) => !/^(?:none|initial|unset)?$/.test(value)],
  [/^filter$/, (value) => /opacity\(\s*(?:0|0?\.0\d*|\d%)|opacity=\d\b/.test(value)],
  [/^mso-hide$/, (value) => /^(?:all|screen)/.test(value)],
  [/^content-visibility$/, (value) => value.startsWith('hidden')],
  [/^(?:text-indent|translate|left|top|right|bottom|inset|margin.*)$/, (value) => value.split(/\s+/).some(isFarAway)],
  [
    /^(?:-\w+-)?transform$/,
    (value) =>
      /scale[xy3d]*\(\s*0*(?:\.0\d*)?\s*[,)]|rotate[xy]\(\s*-?(?:9|27)0deg|translate[xy3d]*\(\s*(?:0\s*,\s*)?-\d{3,}/.test(
        value,
      ),
  ],
  [/^clip$/, (value) => /rect\(\s*[01](?:px)?[\s,]+[01](?:px)?[\s,]+[01](?:px)?[\s,]+[01](?:px)?\s*\)/.test(value)],
  [
    /^(?:-webkit-)?clip-path$/,
    (value) => /inset\(\s*(?:[5-9]\d|100)%|(?:circle|ellipse)\(\s*0|polygon\([\s,0px%]*\)/.test(value),
  ],
];

/** Where what is too large is cut off or scrolled, no room is nothing to see. */
const NO_ROOM = /^(?:(?:max-)?(?:height|width)|line-height)$/;
const CLIPPING = ['overflow', 'overflow-x', 'overflow-y', 'contain'];
/** What stands in these is for programs that cannot show them. */
const INSTEAD = new Set(['audio', 'video', 'canvas', 'progress', 'meter', 'rp', 'annotation']);

/** Rules that are read of one mail, and effects that are kept. */
const MOST_RULES = 2000;
const LONGEST_SELECTORS = 500;
const LONGEST_RULE = 2000;

const NONE: Declarations = new Map();

/** How text looks: what an element inherits, and what its children may change again. */
export type Look = {
  readonly ink: string | null;
  /** What it stands on: `#rrggbb`, `picture`, or null where the mail says nothing and programs show white. */
  readonly ground: string | null;
  readonly tiny: boolean;
  readonly invisible: boolean;
};

export const PLAIN_LOOK: Look = { ink: null, ground: null, tiny: false, invisible: false };

/** Whether text of this look cannot be seen: no size, not visible, or the colour of what it stands on. */
export function isUnseen({ ink, ground, tiny, invisible }: Look): boolean {
  if (tiny || invisible || ink === 'transparent') return true;
  if (ink === null && ground === null) return false;
  if (ground === 'picture') return false;
  const on = channels(ground ?? '#ffffff');
  return channels(ink ?? '#000000').every((channel, index) => Math.abs(channel - (on[index] ?? 0)) <= NEAR);
}

/** Steps of 256 in each channel that hardly any eye tells apart on a screen. */
const NEAR = 16;

const channels = (hex: string): number[] => [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16));

/** What the styles of an element change; null where they say nothing. */
type Effect = {
  readonly hides: boolean;
  readonly ink: string | null;
  readonly ground: string | null;
  readonly tiny: boolean | null;
  /** The size is a multiple of that around. */
  readonly scaled: boolean;
  readonly invisible: boolean | null;
};

const NO_EFFECT: Effect = { hides: false, ink: null, ground: null, tiny: null, scaled: false, invisible: null };

/** Reads from the styles of one mail what its elements hide. */
export class Styles {
  private readonly rules = new Map<string, Declarations>();
  /** Elements of one kind repeat: each is read once. */
  private readonly effects = new Map<string, Effect>();

  constructor(html: string) {
    for (const css of styleBlocks(html)) this.add(css);
  }

  /** Whether an element is hidden with all that is in it. */
  hides(name: string, attributes: Attributes): boolean {
    if (attributes.hidden !== undefined || (name === 'dialog' && attributes.open === undefined)) return true;
    if (INSTEAD.has(name)) return true;
    return this.effect(name, attributes).hides;
  }

  /** The look of an element's text, from that of what it stands in. */
  look(name: string, attributes: Attributes, around: Look): Look {
    const effect = this.effect(name, attributes);
    const { bgcolor, color, background, text } = attributes;
    const ink = effect.ink ?? colour(color ?? (name === 'body' ? text : '') ?? '');
    const ground = effect.ground ?? (background === undefined ? colour(bgcolor ?? '') : 'picture');
    if (ink === null && ground === null && effect.tiny === null && effect.invisible === null) return around;
    return {
      ink: ink ?? around.ink,
      ground: ground === null || ground === 'transparent' ? around.ground : ground,
      tiny: effect.scaled && around.tiny ? true : (effect.tiny ?? around.tiny),
      invisible: effect.invisible ?? around.invisible,
    };
  }

  private effect(name: string, { class: classes = '', id = '', style = '' }: Attributes): Effect {
    if (style === '' && this.rules.size === 0) return NO_EFFECT;
    const key = this.rules.size === 0 ? style : `${name}\n${classes}\n${id}\n${style}`;
    const known = this.effects.get(key);
    if (known !== undefined) return known;
    const effect = effectOf(this.declared(name, classes, id, style));
    if (this.effects.size < MOST_RULES) this.effects.set(key, effect);
    return effect;
  }

  private declared(name: string, classes: string, id: string, style: string): Declarations {
    const words = classes.toLowerCase().split(/\s+/).filter(Boolean).slice(0, 20);
    const selectors = [name, ...words.flatMap((word) => [`.${word}`, `${name}.${word}`])];
    if (id !== '') selectors.push(`#${id.toLowerCase()}`, `${name}#${id.toLowerCase()}`);
    const found = selectors.flatMap((selector) => [...(this.rules.get(selector) ?? NONE)]);
    return ranked(new Map([...found, ...declarations(style)]));
  }

  /** Rules that name one element, class or id; those inside @media speak of some screens only. */
  private add(css: string): void {
    const plain = css.replace(/<!--|-->/g, ' ').replace(/\/\*[^*]{0,5000}\*\//g, ' ');
    for (const rule of topLevel(plain).split('}').slice(0, -1)) {
      const brace = rule.lastIndexOf('{');
      if (brace < 0) continue;
      const selectors = rule.slice(Math.max(rule.lastIndexOf('{', brace - 1) + 1, brace - LONGEST_SELECTORS), brace);
      const declared = declarations(rule.slice(brace + 1, brace + LONGEST_RULE));
      for (const selector of selectors.split(',')) {
        const name = selector.trim().toLowerCase();
        if (this.rules.size >= MOST_RULES || name === '' || !/^[\w-]*(?:[.#][\w-]+)?$/.test(name)) continue;
        this.rules.set(name, new Map([...(this.rules.get(name) ?? NONE), ...declared]));
      }
    }
  }
}

function effectOf(style: Declarations): Effect {
  if (style.size === 0) return NO_EFFECT;
  const clips = CLIPPING.some((property) =>
    /hidden|clip|auto|scroll|strict|paint|content/.test(style.get(property) ?? ''),
  );
  const hides = style.entries().some(([property, value]) => {
    if (HIDING.some(([known, isHidden]) => known.test(property) && isHidden(value))) return true;
    return clips && NO_ROOM.test(property) && (size(value) ?? Number.POSITIVE_INFINITY) <= 1;
  });
  const background = style.get('background') ?? '';
  const picture = /url\(|gradient\(/.test(`${background} ${style.get('background-image') ?? ''}`);
  const visibility = style.get('visibility');
  const font = fontSize(style);
  return {
    hides,
    ink: colour(style.get('-webkit-text-fill-color') ?? style.get('color') ?? ''),
    ground: picture ? 'picture' : colour(style.get('background-color') ?? background),
    tiny: font === null ? null : font <= 1.5,
    scaled: /(?:(?<!r)em|ex|ch|%|smaller|larger)$/.test(style.get('font-size') ?? ''),
    invisible: visibility === undefined ? null : /^(?:hidden|collapse)/.test(visibility),
  };
}

const LENGTH = /^(-?\d*\.?\d+)(px|pt|pc|em|rem|ex|ch|%|vw|vh|cm|mm|in)?$/;
/** Pixels of a unit, near enough to tell something from nothing. */
const PIXELS: Readonly<Record<string, number>> = {
  px: 1,
  pt: 1.33,
  pc: 16,
  em: 16,
  rem: 16,
  ex: 8,
  ch: 8,
  '%': 0.16,
  vw: 10,
  vh: 8,
  cm: 38,
  mm: 3.8,
  in: 96,
};

/** A length in pixels; null when it is none. */
function size(value: string): number | null {
  const [, amount = '', unit = 'px'] = LENGTH.exec(value.trim()) ?? [];
  return amount === '' ? null : Number(amount) * (PIXELS[unit] ?? 1);
}

/** Nobody scrolls this far to the left of a page, or above it. */
const isFarAway = (value: string): boolean =>
  value.startsWith('-') && (size(value) ?? 0) <= (value.endsWith('%') ? -16 : -500);

function fontSize(style: Declarations): number | null {
  const written =
    style.get('font-size') ?? /(?:^|\s)(-?\d*\.?\d+[a-z%]*)(?=\s*\/|\s)/.exec(style.get('font') ?? '')?.[1];
  return written === undefined ? null : size(written);
}
