/**
 * What HTML holds and nobody sees. Text that a mail hides from its reader is nobody's word, whether it is a
 * newsletter's preheader or a command planted for the desk. Attributes, inline styles and simple rules of `<style>`
 * tell; what pages do by script or by rules of several parts, mails cannot rely on.
 */

type Attributes = Readonly<Record<string, string>>;

/** Declarations that hide an element with all that is in it, one row a way. */
const HIDING: readonly (readonly [property: RegExp, hides: (value: string) => boolean])[] = [
  [/^display$/, (value) => value.startsWith('none')],
  [
    /^(?:opacity|-moz-opacity|-khtml-opacity)$/,
    (value) => Number.parseFloat(value) <= (value.endsWith('%') ? 10 : 0.1),
  ],
  [/^filter$/, (value) => /opacity\(\s*(?:0|0?\.0\d*|\d%)|opacity=\d\b/.test(value)],
  [/^mso-hide$/, (value) => /^(?:all|screen)/.test(value)],
  [/^content-visibility$/, (value) => value.startsWith('hidden')],
  [/^(?:text-indent|left|top|right|bottom|inset|margin.*)$/, (value) => value.split(/\s+/).some(isFarAway)],
  [
    /^(?:-\w+-)?transform$/,
    (value) => /scale[xy]?\(\s*0*(?:\.0+)?\s*[,)]|translate[xy3d]*\(\s*(?:0\s*,\s*)?-\d{3,}/.test(value),
  ],
  [/^clip$/, (value) => /rect\(\s*[01](?:px)?[\s,]+[01](?:px)?[\s,]+[01](?:px)?[\s,]+[01](?:px)?\s*\)/.test(value)],
  [/^(?:-webkit-)?clip-path$/, (value) => /inset\(\s*(?:[5-9]\d|100)%|circle\(\s*0/.test(value)],
];

/** With `overflow: hidden`, no room is nothing to see. */
const NO_ROOM = /^(?:max-)?(?:height|width)$/;

/** Characters of style that are read of one mail, blocks of it, and rules. */
const LONGEST_STYLE = 200_000;
const MOST_BLOCKS = 50;
const MOST_RULES = 2000;
const LONGEST_SELECTORS = 500;
const LONGEST_RULE = 2000;

type Declarations = ReadonlyMap<string, string>;
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

/** Steps of 256 in each channel that no eye tells apart on a screen. */
const NEAR = 8;

const channels = (hex: string): number[] => [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16));

/** What the styles of an element change; null where they say nothing. */
type Effect = {
  readonly hides: boolean;
  readonly ink: string | null;
  readonly ground: string | null;
  readonly tiny: boolean | null;
  readonly invisible: boolean | null;
};

const NO_EFFECT: Effect = { hides: false, ink: null, ground: null, tiny: null, invisible: null };

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
      tiny: effect.tiny ?? around.tiny,
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
    return new Map([...found, ...declarations(style)]);
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
  const clips = /hidden|clip/.test(`${style.get('overflow') ?? ''} ${style.get('overflow-y') ?? ''}`);
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
    invisible: visibility === undefined ? null : /^(?:hidden|collapse)/.test(visibility),
  };
}

/** What stands in `<style>`, outside comments: those are for one program. In one pass. */
function styleBlocks(html: string): string[] {
  const blocks: string[] = [];
  const mark = /<!--|-->|<style\b[^<>]{0,1000}>/gi;
  const close = /<\/style/gi;
  let isComment = false;
  for (let found = mark.exec(html); found && blocks.length < MOST_BLOCKS; found = mark.exec(html)) {
    if (found[0].length <= 4) isComment = found[0] === '<!--';
    if (found[0].length <= 4 || isComment) continue;
    close.lastIndex = mark.lastIndex;
    const end = close.exec(html)?.index ?? html.length;
    blocks.push(html.slice(mark.lastIndex, Math.min(end, mark.lastIndex + LONGEST_STYLE)));
    mark.lastIndex = end;
  }
  return blocks;
}

function declarations(text: string): Declarations {
  const found = new Map<string, string>();
  for (const part of text
    .slice(0, 10_000)
    .replace(/\/\*[^*]{0,5000}\*\//g, ' ')
    .split(';')) {
    const colon = part.indexOf(':');
    if (colon < 0) continue;
    const value = part
      .slice(colon + 1)
      .replace(/!\s*important/i, '')
      .trim()
      .toLowerCase();
    found.set(part.slice(0, colon).trim().toLowerCase(), value);
  }
  return found;
}

/** The rules outside @media, @supports and their like. */
function topLevel(css: string): string {
  let inside = 0;
  let kept = '';
  for (const piece of css.split(/(?<=[{}])/)) {
    if (inside > 0 || (piece.endsWith('{') && /@[\w-]/.test(piece)))
      inside += piece.endsWith('{') ? 1 : piece.endsWith('}') ? -1 : 0;
    else kept += piece;
  }
  return kept;
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

/** Names of the colours that text or its ground have in mails where they are meant to be alike. */
const NAMED: Readonly<Record<string, string>> = {
  ...{
    white: '#ffffff',
    snow: '#fffafa',
    ivory: '#fffff0',
    ghostwhite: '#f8f8ff',
    whitesmoke: '#f5f5f5',
    azure: '#f0ffff',
  },
  ...{ black: '#000000', red: '#ff0000', green: '#008000', blue: '#0000ff', yellow: '#ffff00', navy: '#000080' },
  ...{
    gray: '#808080',
    grey: '#808080',
    silver: '#c0c0c0',
    lightgray: '#d3d3d3',
    lightgrey: '#d3d3d3',
    orange: '#ffa500',
  },
};

/** `#rrggbb`, `transparent`, or null for what is no colour that is known here. */
function colour(written: string): string | null {
  if (written === '') return null;
  const value = written.trim().toLowerCase();
  if (/^transparent\b|^(?:rgb|hsl)a?\([^)]*[,/]\s*0*(?:\.0+)?%?\s*\)$/.test(value) && !/^(?:rgb|hsl)\(/.test(value))
    return 'transparent';
  const long = /(?:^|\s)#?([0-9a-f]{6})(?:[0-9a-f]{2})?(?=\s|$)/.exec(value)?.[1];
  if (long !== undefined) return `#${long}`;
  const short = /(?:^|\s)#([0-9a-f]{3})(?=\s|$)/.exec(value)?.[1];
  if (short !== undefined) return `#${[...short].map((digit) => digit + digit).join('')}`;
  const rgb = /rgba?\(\s*(\d{1,3})\s*[,\s]\s*(\d{1,3})\s*[,\s]\s*(\d{1,3})/.exec(value);
  if (rgb)
    return `#${rgb
      .slice(1, 4)
      .map((part) => Math.min(255, Number(part)).toString(16).padStart(2, '0'))
      .join('')}`;
  const word = value.split(/\s+/).find((part) => Object.hasOwn(NAMED, part));
  return word === undefined ? null : (NAMED[word] ?? null);
}
