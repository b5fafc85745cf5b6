import { describe, expect, test } from 'vitest';
import {
  BLACK,
  type Colour,
  colour,
  contrast,
  legacyColour,
  over,
  type Paint,
} from '../../../../src/mail/text/hidden/colour.ts';

/** Written as `r g b` or `r g b / alpha`. */
function written(paint: Paint | null): string | null {
  if (paint === null || paint === 'unknown') return paint;
  const channels = paint.channels.map((channel) => Math.round(channel)).join(' ');
  return paint.alpha === 1 ? channels : `${channels} / ${paint.alpha}`;
}

const of = (red: number, green = red, blue = red, alpha = 1): Colour => ({ channels: [red, green, blue], alpha });

describe('the colour a value names', () => {
  test.each<readonly [value: string, paint: string | null]>([
    ['', null],
    ['white', '255 255 255'],
    ['  White ', '255 255 255'],
    ['#fff', '255 255 255'],
    ['fff', '255 255 255'],
    ['1f497d', '31 73 125'],
    ['123', '17 34 51'],
    // no names, and no numbers of the right length
    ...['ff', '1234', '#12345', 'x123456', '1234567', '12', 'not-a-colour', '"white"', '5px'].map(
      (none) => [none, null] as const,
    ),
    // the first that is one
    ['12px solid red', '255 0 0'],
    ['red/white', '255 0 0'],
    ['red,white', '255 0 0'],
    ['url(white.png) red', '255 0 0'],
    ['src(white) red', '255 0 0'],
    ['image(white) red', '255 0 0'],
    ['left url(a(b(cc)d)e) red', '255 0 0'],
    ['xurl(a) red', 'unknown'],
    ['url(a b, c) red', '255 0 0'],
    // functions
    ['rgb(1, 2, 3)', '1 2 3'],
    ['rgb(1 2 3', '1 2 3'],
    ['RGB(1,2,3)', '1 2 3'],
    ['rgb(1 2 3 / 50%)', '1 2 3 / 0.5'],
    ['rgb(1 2 3 / none)', '1 2 3 / 0'],
    ['rgb(0 0 0 / 1e-7)', '0 0 0 / 0'],
    ['#1234', '17 34 51 / 0.267'],
    ['hsl(120deg 100% 25%)', '0 128 0'],
    ['color-mix(in srgb, rgb(1 2 3), rgb(3 2 1))', '2 2 2'],
    ['transparent', '0 0 0 / 0'],
    // what a program works out
    ...[
      'foo(1) red',
      'var(--x)',
      'light-dark(white,black)',
      'rgb(from currentcolor r g b)',
      'x(a(b(c(d))))',
      '-moz-field',
      '-webkit-link',
    ].map((unknown) => [unknown, 'unknown'] as const),
    [`${'x '.repeat(140)}red`, '255 0 0'],
    [`${'x '.repeat(148)}red `, '255 0 0'],
    [`${'x '.repeat(149)}red`, 'unknown'],
    // colours of the system
    ...[
      'canvas',
      'window',
      'field',
      'activecaption',
      'appworkspace',
      'background',
      'inactivecaption',
      'menu',
      'scrollbar',
    ].map((name) => [name, '255 255 255'] as const),
    ...[
      'canvastext',
      'windowtext',
      'fieldtext',
      'buttontext',
      'infotext',
      'menutext',
      'captiontext',
      'marktext',
      'black',
    ].map((name) => [name, '0 0 0'] as const),
    ['graytext', '128 128 128'],
    ['inactivecaptiontext', '128 128 128'],
    ['linktext', '0 0 238'],
    ...'highlight highlighttext buttonface infobackground mark accentcolor accentcolortext activetext visitedtext'
      .split(' ')
      .map((name) => [name, 'unknown'] as const),
    ...'selecteditem selecteditemtext buttonborder buttonhighlight buttonshadow activeborder inactiveborder'
      .split(' ')
      .map((name) => [name, 'unknown'] as const),
    ...'threeddarkshadow threedface threedhighlight threedlightshadow threedshadow windowframe'
      .split(' ')
      .map((name) => [name, 'unknown'] as const),
    ...'currentcolor inherit initial unset revert auto none'.split(' ').map((name) => [name, null] as const),
    ['none white', null],
  ])('%s: %s', (value, paint) => {
    expect(written(colour(value))).toBe(paint);
    expect(written(colour(value))).toBe(paint);
  });

  test.each([
    ['', null],
    [' ', null],
    ['transparent', null],
    [' TRANSPARENT ', null],
    ['#abc', '170 187 204'],
    [' abc ', '170 187 204'],
    ['rgb(1,2,3)', '1 2 3'],
    ['chucknorris', 'unknown'],
    ['#12', 'unknown'],
    ['auto', null],
    ['NONE', null],
    ['inherit', null],
    ['xauto', 'unknown'],
    ['autox', 'unknown'],
  ])('of an old attribute, %s: %s', (value, paint) => {
    expect(written(legacyColour(value))).toBe(paint);
  });
});

test.each<[why: string, ground: Paint | null, below: Paint | null, seen: string | null]>([
  ['none changes nothing', null, BLACK, null],
  ['what is unknown stays so', 'unknown', BLACK, 'unknown'],
  ['one that lets nothing through', of(9), BLACK, '9 9 9'],
  ['one that lets nothing of the unknown through', of(9), 'unknown', '9 9 9'],
  ['one that lets nearly all through', of(9, 9, 9, 0.1), BLACK, null],
  ['one above the unknown', of(9, 9, 9, 0.5), 'unknown', 'unknown'],
  ['one above nothing is above white', of(55, 155, 255, 0.5), null, '155 205 255'],
  ['one above another', of(200, 100, 0, 0.25), of(0, 100, 200), '50 100 150'],
])('what is seen of a ground: %s', (_, ground, below, seen) => {
  expect(written(over(ground, below))).toBe(seen);
});

test.each<[ink: Paint | null, ground: Paint | null, seen: string]>([
  [null, null, 'clear'],
  [null, BLACK, 'none'],
  [of(255), null, 'none'],
  ['unknown', null, 'unknown'],
  [null, 'unknown', 'unknown'],
  [of(0, 0, 0, 0.1), null, 'none'],
  [of(0, 0, 0, 0.11), null, 'poor'],
  [of(0, 0, 0, 0.5), null, 'clear'],
  [of(239), null, 'none'],
  [of(238), null, 'poor'],
  [of(215), null, 'poor'],
  [of(214), null, 'clear'],
  [of(100, 100, 140), of(100), 'poor'],
  [of(100, 141, 100), of(100), 'clear'],
  [of(59, 100, 100), of(100), 'clear'],
])('%j on %j: %s', (ink, ground, seen) => {
  expect(contrast(ink, ground)).toBe(seen);
});
