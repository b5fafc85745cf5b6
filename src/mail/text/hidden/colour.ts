/** Colours of CSS and of old attributes, and whether one can be seen on another. */

import { color as parsed, serializeRGB } from '@csstools/css-color-parser';
import { parseComponentValue } from '@csstools/css-parser-algorithms';
import { tokenize } from '@csstools/css-tokenizer';

/** Channels from 0 to 255 and the share that is not let through, from 0 to 1. */
export type Colour = { readonly channels: readonly [number, number, number]; readonly alpha: number };
/** A colour that a browser would have to work out. */
export type Paint = Colour | 'unknown';

const opaque = (red: number, green: number, blue: number): Colour => ({ channels: [red, green, blue], alpha: 1 });
const WHITE = opaque(255, 255, 255);
/** What words have where a mail says nothing. */
export const BLACK = opaque(0, 0, 0);
const CLEAR: Colour = { channels: [0, 0, 0], alpha: 0 };

const of = (paint: Paint | null, names: string): Record<string, Paint | null> =>
  Object.fromEntries(names.split(' ').map((name) => [name, paint]));

/** Those of the reader's system, as most have them (CSS Color §6.2 and its appendix A), and what names no colour. */
const SYSTEM: Readonly<Record<string, Paint | null>> = {
  ...of(WHITE, 'canvas window field activecaption appworkspace background inactivecaption menu scrollbar'),
  ...of(BLACK, 'canvastext windowtext fieldtext buttontext infotext menutext captiontext marktext'),
  ...of(opaque(128, 128, 128), 'graytext inactivecaptiontext'),
  ...of(opaque(0, 0, 238), 'linktext'),
  ...of('unknown', 'highlight highlighttext buttonface infobackground mark accentcolor accentcolortext activetext'),
  ...of('unknown', 'visitedtext selecteditem selecteditemtext buttonborder buttonhighlight buttonshadow activeborder'),
  ...of(
    'unknown',
    'inactiveborder threeddarkshadow threedface threedhighlight threedlightshadow threedshadow windowframe',
  ),
  ...of(null, 'currentcolor inherit initial unset revert auto none'),
};

/** The same few come again and again. */
const known = new Map<string, Paint | null>();
const MOST_KNOWN = 2000;
const LONGEST = 300;

/** The colour a value of CSS names, among other things; null when it names none. */
export function colour(written: string): Paint | null {
  const before = known.get(written);
  if (before !== undefined) return before;
  const found = written.length > LONGEST ? 'unknown' : firstColour(written.toLowerCase());
  if (known.size < MOST_KNOWN) known.set(written, found);
  return found;
}

/** `bgcolor` and the like (HTML §2.3.6): what is neither a name nor six digits, programs read each in its own way. */
export function legacyColour(written: string): Paint | null {
  const value = written.trim();
  if (value === '' || value.toLowerCase() === 'transparent') return null;
  return colour(value) ?? (/^(?:auto|none|inherit)$/i.test(value) ? null : 'unknown');
}

/** Words, and functions with what is in their brackets. */
const PIECE = /[^\s(,/]+\((?:[^()]|\((?:[^()]|\([^()]*\))*\))*\)?|[^\s(,/]+/g;
/** A picture is no colour. */
const PICTURE = /^(?:url|src|image)\(/;

function firstColour(value: string): Paint | null {
  for (const piece of value.match(PIECE) ?? []) {
    if (Object.hasOwn(SYSTEM, piece)) return SYSTEM[piece] ?? null;
    if (PICTURE.test(piece)) continue;
    // Programs show these without their mark, too.
    const found = read(/^(?:[0-9a-f]{3}|[0-9a-f]{6})$/.test(piece) ? `#${piece}` : piece);
    if (found !== null) return found;
    // What a program works out, and colours that only it knows.
    if (piece.includes('(') || /^-[a-z]/.test(piece)) return 'unknown';
  }
  return null;
}

function read(piece: string): Paint | null {
  if (piece === 'transparent') return CLEAR;
  const value = parseComponentValue(tokenize({ css: piece }));
  const data = value && parsed(value);
  if (!data) return null;
  const [red = 0, green = 0, blue = 0, alpha = 1] =
    serializeRGB(data)
      .toString()
      .match(/[\d.]+/g)
      ?.map(Number) ?? [];
  return { channels: [red, green, blue], alpha };
}

/** Shares below which hardly anything is seen, and from which on nothing is let through. */
const FAINT = 0.1;

/** What is seen of a ground that lets another through; null where it changes nothing. */
export function over(ground: Paint | null, below: Paint | null): Paint | null {
  if (ground === null || ground === 'unknown') return ground;
  if (ground.alpha >= 1) return ground;
  if (ground.alpha <= FAINT) return null;
  return below === 'unknown' ? 'unknown' : mixed(ground, below ?? WHITE);
}

function mixed({ channels: [red, green, blue], alpha }: Colour, { channels: below }: Colour): Colour {
  const mix = (channel: number, under: number): number => channel * alpha + under * (1 - alpha);
  return opaque(mix(red, below[0]), mix(green, below[1]), mix(blue, below[2]));
}

/** Steps of 256 in each channel: hardly any eye tells less apart on a screen, and few read what is closer. */
const NEAR = { same: 16, close: 40 };

/** How well a colour is seen on another; null is what programs show where nothing is said. */
export function contrast(ink: Paint | null, ground: Paint | null): 'none' | 'poor' | 'clear' | 'unknown' {
  if (ink === 'unknown' || ground === 'unknown') return 'unknown';
  if (ink !== null && ink.alpha <= FAINT) return 'none';
  const on = ground ?? WHITE;
  const seen = ink === null ? BLACK : ink.alpha < 1 ? mixed(ink, on) : ink;
  const apart = Math.max(...seen.channels.map((channel, index) => Math.abs(channel - (on.channels[index] ?? 0))));
  return apart <= NEAR.same ? 'none' : apart <= NEAR.close ? 'poor' : 'clear';
}
