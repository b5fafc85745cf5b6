import { expect, test } from 'vitest';
import { isUtf8ForCertain, looksLikeGb, utf8Shape } from '../../../../src/mail/mime/charset/charset-guess.ts';

const octets = (hex: string): Buffer => Buffer.from(hex, 'hex');

test.each<[hex: string, sequences: number, long: number, broken: number]>([
  ['', 0, 0, 0],
  ['617f', 0, 0, 0],
  ['80', 0, 0, 1],
  ['c1bf', 0, 0, 2],
  ['c280', 1, 0, 0],
  ['dfbf', 1, 0, 0],
  ['e08080', 1, 1, 0],
  ['efbfbf', 1, 1, 0],
  ['f0808080', 1, 1, 0],
  ['f4808080', 1, 1, 0],
  ['f580808061', 0, 0, 4],
  ['c261', 0, 0, 1],
  ['c2', 0, 0, 1],
  ['e4b8', 0, 0, 1],
  ['e4b861', 0, 0, 2],
  ['e4b8adc3a4', 2, 1, 0],
  ['f0909080e4b8ad', 2, 2, 0],
  ['f09090', 0, 0, 2],
  ['e4b8ade4b8', 1, 1, 1],
  ['c2c0', 0, 0, 2],
])('%s: %i sequences, %i long, %i broken', (hex, sequences, long, broken) => {
  expect(utf8Shape(octets(hex))).toEqual({ sequences, long, broken });
});

test.each([
  ['', false],
  ['c3a4', false],
  ['c3a4c3a4', false],
  ['c3a4c3a4c3a4', true],
  ['c3a4c3a4c3a480', false],
  ['e4b8ad', true],
  ['e4b8adc3a4', true],
  ['e4b8ad80', false],
  ['616263', false],
])('%s is UTF-8 for certain: %s', (hex, certain) => {
  expect(isUtf8ForCertain(octets(hex))).toBe(certain);
});

test.each([
  ['', false],
  ['616263', false],
  ['d6d0', true],
  ['61d6d062', true],
  ['b0a1', true],
  ['d7fe', true],
  ['afa1', false],
  ['d8a1', false],
  ['a1a1d6d0', true],
  ['d6d0d8a1', false],
  ['d6d0d6d0d8a1', true],
  ['d6d0d6d0d6d0d8a1d8a1', false],
  ['d6d061e4', false],
  ['d6ff', false],
  ['d6a0', false],
  ['a0a1', false],
  ['d6', false],
  [`${'d6d0'.repeat(8)}ff61`, true],
  [`${'d6d0'.repeat(7)}ff61`, false],
  [`${'d6d0'.repeat(8)}d6`, true],
  [`${'d6d0'.repeat(8)}fea1`, true],
  [`${'d6d0'.repeat(7)}fea1`, true],
  [`${'d6d0'.repeat(8)}a0a1`, true],
  [`${'d6d0'.repeat(7)}a0a1`, false],
  [`${'d6d0'.repeat(7)}d6ff`, false],
  [`${'d6d0'.repeat(7)}d6a0`, false],
  [`${'d6d0'.repeat(7)}d6a1`, true],
  [`${'d6d0'.repeat(7)}a1a1`, true],
  [`${'d6d0'.repeat(7)}7fa1`, false],
])('%s looks like GB 2312: %s', (hex, like) => {
  expect(looksLikeGb(octets(hex))).toBe(like);
});
