import { expect, test } from 'vitest';
import { BLACK } from '../../../../src/mail/text/hidden/colour.ts';
import { declarations } from '../../../../src/mail/text/hidden/css.ts';
import { effectOf, NO_EFFECT, type Size } from '../../../../src/mail/text/hidden/effect.ts';

const of = (style: string) => effectOf(declarations(style));

test.each<[written: string, size: Size | null]>([
  ['xx-small', { px: 9 }],
  ['x-small', { px: 10 }],
  ['small', { px: 13 }],
  ['medium', { px: 16 }],
  ['initial', { px: 16 }],
  ['large', { px: 18 }],
  ['x-large', { px: 24 }],
  ['xx-large', { px: 32 }],
  ['xxx-large', { px: 48 }],
  ['smaller', { times: 0.83 }],
  ['larger', { times: 1.2 }],
  ['inherit', null],
  ['unset', null],
  ['revert', null],
  ['x', null],
  ['', null],
  ['12px', { px: 12 }],
  ['2em', { times: 2 }],
  ['+.5em', { times: 0.5 }],
  ['12.25em', { times: 12.25 }],
  ['1e2em', { times: 100 }],
  ['1e-2em', { times: 0.01 }],
  ['1e+10em', { times: 1e10 }],
  ['150%', { times: 1.5 }],
  ['2ex', { times: 1 }],
  ['2ch', { times: 1 }],
  ['x2em', null],
  ['2emx', null],
  ['calc(1em + 1px)', null],
])('letters of %s', (written, size) => {
  expect(of(`font-size:${written}`)).toEqual({
    ...NO_EFFECT,
    size,
    doubtful: written.startsWith('calc'),
  });
});

test('a style that says nothing does nothing', () => {
  expect(of('')).toBe(NO_EFFECT);
  expect(NO_EFFECT).toEqual({
    ...{ hides: false, doubtful: false, picture: false },
    ...{ ink: null, ground: null, size: null, invisible: null },
  });
  expect(of('display:block')).toEqual(NO_EFFECT);
});

test.each([
  ['color:initial', { ink: BLACK }],
  ['color:red;-webkit-text-fill-color:initial', { ink: { channels: [255, 0, 0], alpha: 1 } }],
  ['color:inherit', { ink: null }],
  ...['initial', 'inherit', 'unset', 'revert'].map(
    (none) => [`background-color:${none}`, { ground: { channels: [0, 0, 0], alpha: 0 } }] as const,
  ),
  ['background-color:initialx', { ground: null }],
  ['background-color:xinitial', { ground: null }],
  ['background-color:currentcolor', { ground: 'ink' }],
  ['background:linear-gradient(red,blue),url(a)', { ground: 'unknown', picture: false }],
  ['background:url(a) white', { ground: { channels: [255, 255, 255], alpha: 1 }, picture: true }],
  ['background:white', { picture: false }],
  ['visibility:hidden', { invisible: true }],
  ['visibility:visible', { invisible: false }],
  ['display:block', { invisible: null }],
  ['overflow:hidden;x-max-height:0', { hides: false }],
] as const)('%s', (style, effect) => {
  expect(of(style)).toMatchObject(effect);
});
