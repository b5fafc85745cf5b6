/** What the declarations of an element do to the words in it, each as sure as it can be told without a browser. */

import { BLACK, colour, type Paint } from './colour.ts';
import type { Declarations } from './css.ts';
import { LENGTH_NAMES, lengthOf, ROWS, WORKED_OUT } from './ways.ts';

/** What the styles of an element change; null where they say nothing. */
export type Effect = {
  readonly hides: boolean;
  /** Whether it hides cannot be told. */
  readonly doubtful: boolean;
  readonly ink: Paint | null;
  /** `ink`: the colour of the words themselves. */
  readonly ground: Paint | 'ink' | null;
  /** Words stand on a picture, which may not be shown. */
  readonly picture: boolean;
  readonly size: Size | null;
  readonly invisible: boolean | null;
};

/** The size of letters: pixels, or a multiple of that around. */
export type Size = { readonly px: number } | { readonly times: number };

export const NO_EFFECT: Effect = {
  hides: false,
  doubtful: false,
  ink: null,
  ground: null,
  picture: false,
  size: null,
  invisible: null,
};

/** Where what is too large is cut off or scrolled, no room is nothing to see. */
const CLIPPING = ['overflow', 'overflow-x', 'overflow-y', 'overflow-block', 'overflow-inline', 'contain'];
const NO_ROOM = /^(?:(?:max-)?(?:height|width|block-size|inline-size)|line-height)$/;
/** Pixels: up to the first there is no room for words, below the second hardly any; the last is far to be moved. */
const ROOM = { none: 1, little: 8, far: 60 };
/** What moves words out of a room that cuts them off. */
const PUSHES = /^(?:text-indent|line-height)$/;

export function effectOf(style: Declarations): Effect {
  if (style.size === 0) return NO_EFFECT;
  const clips = CLIPPING.some((property) =>
    /hidden|clip|auto|scroll|overlay|strict|paint|content|size/.test(style.get(property) ?? ''),
  );
  const told = [...style].map(([property, value]) => tell(property, value, clips));
  const size = sizeOf(style);
  const visibility = style.get('visibility');
  return {
    hides: told.includes('hidden'),
    doubtful: told.includes('doubtful') || size === 'unknown',
    ink: colour(style.get('text-fill-color') ?? '') ?? inkOf(style.get('color') ?? ''),
    ...groundOf(style),
    size: size === 'unknown' ? null : size,
    invisible: visibility === undefined ? null : /^(?:hidden|collapse)/.test(visibility),
  };
}

function tell(property: string, value: string, clips: boolean): 'hidden' | 'doubtful' | 'shown' {
  if (COLOURS.has(property)) return 'shown';
  if (clips && PUSHES.test(property) && (lengthOf(value) ?? 0) > ROOM.far) return 'doubtful';
  if (clips && NO_ROOM.test(property)) {
    if (WORKED_OUT.test(value)) return 'doubtful';
    const lines = property === 'line-height' && /^[\d.]+$/.test(value) ? 16 : 1;
    const room = (lengthOf(value) ?? Number.POSITIVE_INFINITY) * lines;
    return room <= ROOM.none ? 'hidden' : room < ROOM.little ? 'doubtful' : 'shown';
  }
  if (WORKED_OUT.test(value)) return LENGTH_NAMES.test(property) ? 'shown' : 'doubtful';
  const row = ROWS.find((each) => each.property.test(property));
  return row === undefined ? 'doubtful' : row.tell(value);
}

const COLOURS = new Set(['color', 'background-color', 'text-fill-color', 'background-image']);

/** Black is what nothing else says; no ground is. */
const inkOf = (written: string): Paint | null => (written === 'initial' ? BLACK : colour(written));

const NO_GROUND = /^(?:inherit|initial|unset|revert)$/;

function groundOf(style: Declarations): Pick<Effect, 'ground' | 'picture'> {
  const shown = style.get('background-image') ?? '';
  if (/gradient\(|image-set\(|element\(|cross-fade\(|paint\(/.test(shown)) return { ground: 'unknown', picture: false };
  const written = style.get('background-color') ?? '';
  const named = NO_GROUND.test(written) ? 'transparent' : written;
  return { ground: named === 'currentcolor' ? 'ink' : colour(named), picture: /url\(/.test(shown) };
}

/** Sizes by name against 16 px (CSS Fonts §2.5), and those that follow what is around. */
const NAMED: Readonly<Record<string, Size | null>> = {
  ...{
    inherit: null,
    unset: null,
    initial: { px: 16 },
    revert: null,
    smaller: { times: 0.83 },
    larger: { times: 1.2 },
  },
  ...{ 'xx-small': { px: 9 }, 'x-small': { px: 10 }, small: { px: 13 }, medium: { px: 16 }, large: { px: 18 } },
  ...{ 'x-large': { px: 24 }, 'xx-large': { px: 32 }, 'xxx-large': { px: 48 } },
};
const RELATIVE = /^([+-]?\d*\.?\d+(?:e[+-]?\d+)?)(em|ex|ch|%)$/;

function sizeOf(style: Declarations): Size | null | 'unknown' {
  const written = style.get('font-size') ?? '';
  if (Object.hasOwn(NAMED, written)) return NAMED[written] ?? null;
  const [, amount, unit] = RELATIVE.exec(written) ?? [];
  if (amount !== undefined) return { times: Number(amount) * (unit === '%' ? 0.01 : unit === 'em' ? 1 : 0.5) };
  const px = lengthOf(written);
  if (px !== null) return { px };
  // What is no size is passed over by programs; what is worked out may be none.
  return WORKED_OUT.test(written) ? 'unknown' : null;
}
