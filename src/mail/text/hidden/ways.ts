/** Ways of hiding an element with all that is in it, one row a way, and how sure a value is about it. */

type Row = { readonly property: RegExp; readonly tell: (value: string) => 'hidden' | 'doubtful' | 'shown' };

/** Hidden where `hides` says so, shown where `shows` does, and in doubt in between. */
const row = (property: RegExp, hides: (value: string) => boolean, shows: (value: string) => boolean): Row => ({
  property,
  tell: (value) => (hides(value) ? 'hidden' : shows(value) || isUsual(value) ? 'shown' : 'doubtful'),
});

/** What a property is when nobody sets it. */
const isUsual = (value: string): boolean =>
  /^(?:none|normal|auto|initial|inherit|unset|revert(?:-layer)?|)$/.test(value);

const always = (): boolean => true;
const never = (): boolean => false;

/** A share of one, as a number or a percentage. */
const share = (value: string): number => Number.parseFloat(value) * (value.endsWith('%') ? 0.01 : 1);
const parts = (value: string): string[] => value.split(/[\s,]+/).filter((part) => part !== '');

export const ROWS: readonly Row[] = [
  row(/^display$/, (value) => value.startsWith('none'), always),
  row(/^visibility$/, never, always),
  row(
    /^opacity$/,
    (value) => share(value) <= 0.1,
    (value) => share(value) >= 0.6,
  ),
  row(
    /^(?:scale|zoom)$/,
    (value) => parts(value).some((part) => share(part) <= 0.1),
    (value) => parts(value).every((part) => share(part) >= 0.7 && share(part) <= 5),
  ),
  row(
    /^letter-spacing$/,
    (value) => value.startsWith('-') && (lengthOf(value) ?? 0) <= -8,
    (value) => Math.abs(lengthOf(value) ?? 0) <= (value.startsWith('-') ? 1.5 : 50),
  ),
  row(/^mask(?:-image)?$/, (value) => !isUsual(value), never),
  row(
    /^filter$/,
    (value) => /opacity\(\s*(?:0|0?\.0\d*|\d%)|opacity=\d\b/.test(value),
    (value) =>
      /^alpha\(opacity=(?:[5-9]\d|100)\)$|^progid:dximagetransform\.microsoft\.(?:alphaimageloader|gradient|shadow)/.test(
        value,
      ),
  ),
  row(/^mso-hide$/, (value) => /^(?:all|screen)/.test(value), always),
  row(/^content-visibility$/, (value) => value.startsWith('hidden'), never),
  row(
    /^(?:text-indent|translate|left|top|right|bottom|inset.*|margin.*)$/,
    (value) => parts(value).some(isFarAway),
    (value) => parts(value).every((part) => Math.abs(moves(part)) <= (part.startsWith('-') ? 100 : 1000)),
  ),
  row(
    /^transform$/,
    (value) =>
      /scale[xy3d]*\(\s*0*(?:\.0\d*)?\s*[,)]|rotate[xy]\(\s*-?(?:9|27)0deg|translate[xy3d]*\(\s*(?:0\s*,\s*)?-\d{3,}/.test(
        value,
      ),
    (value) =>
      /^(?:(?:translate(?:z|3d)?\(\s*0(?:px)?(?:\s*,\s*0(?:px)?)*\s*\)|scale\(\s*1(?:\s*,\s*1)?\s*\)|rotate\(\s*0(?:deg)?\s*\))\s*)+$/.test(
        value,
      ),
  ),
  row(
    /^clip$/,
    (value) => /rect\(\s*[01](?:px)?[\s,]+[01](?:px)?[\s,]+[01](?:px)?[\s,]+[01](?:px)?\s*\)/.test(value),
    never,
  ),
  row(
    /^clip-path$/,
    (value) => /inset\(\s*(?:[5-9]\d|100)%|(?:circle|ellipse)\(\s*0|polygon\([\s,0px%]*\)/.test(value),
    never,
  ),
  row(/^position$/, never, (value) => /^(?:static|relative)/.test(value)),
  row(/^text-stroke(?:-width)?$/, never, (value) => /^0/.test(value)),
  row(/^text-stroke-color$/, never, always),
  row(
    /^(?:overflow.*|contain|(?:max-)?(?:height|width|block-size|inline-size)|line-height|background-clip|unicode-bidi|font-size)$/,
    never,
    (value) => !/^(?:text|bidi-override|isolate-override)\b/.test(value),
  ),
];

/** Where a length that is worked out shows words somewhere else and hides none. */
export const LENGTH_NAMES = /^(?:(?:max-)?(?:height|width|block-size|inline-size)|line-height|margin.*|font-size)$/;

/** What is worked out by the reader's program, or declared in another place. */
export const WORKED_OUT = /\b(?:var|env|attr|if|calc|min|max|clamp|sibling-index|random)\(/;

const LENGTH = /^([+-]?\d*\.?\d+(?:e[+-]?\d+)?)([a-z]+|%|)$/;
/** Pixels of a unit, near enough to tell something from nothing; `v`: any of the window or a container. */
const PIXELS: Readonly<Record<string, number>> = {
  ...{ '': 1, px: 1, pt: 1.33, pc: 16, em: 16, rem: 16, ex: 8, rex: 8, ch: 8, rch: 8, cap: 11, rcap: 11 },
  ...{ ic: 16, ric: 16, lh: 20, rlh: 20, '%': 0.16, v: 8, cm: 38, mm: 3.8, q: 0.95, in: 96 },
};
const OF_WINDOW = /^(?:[sld]?v|cq)(?:w|h|i|b|min|max)$/;

/** A length in pixels; null when it is none. */
export function lengthOf(value: string): number | null {
  const [, amount, unit = ''] = LENGTH.exec(value) ?? [];
  const pixels = PIXELS[OF_WINDOW.test(unit) ? 'v' : unit];
  return amount === undefined || pixels === undefined ? null : Number(amount) * pixels;
}

/** Pixels something is moved by; a share is one of what it stands in. */
const moves = (value: string): number => (lengthOf(value) ?? 0) * (value.endsWith('%') ? 40 : 1);

/** Nobody scrolls this far to the left of a page, or above it. */
const isFarAway = (value: string): boolean =>
  value.startsWith('-') && moves(value) <= (value.endsWith('%') ? -640 : -500);
