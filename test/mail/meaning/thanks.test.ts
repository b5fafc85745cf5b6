import { expect, test } from 'vitest';
import { onlyThanks } from '../../../src/mail/meaning/thanks.ts';
import { FILLERS, THANKS } from './thanks.data.ts';

test.each(THANKS)('%s: only thanks %s', (text, only) => {
  expect(onlyThanks(text)).toBe(only);
});
test.each(FILLERS)('thanks %s: only thanks %s', (rest, only) => {
  expect(onlyThanks(`thanks ${rest}`)).toBe(only);
});

test.each([
  ['hello', false],
  ['thanks\nLi Wei', true],
  ['thanks\n\nLi\nWei Zhang', true],
  ['thanks Wei', false],
  ['thanks\nWei\nxyz\nabc', false],
  ['thanks\nxyz\n', true],
  ['thanks\nxyz?', false],
  ['thanks\nxyzxyzxyzxyzxyzx', true],
  ['thanks\nxyzxyzxyzxyzxyzxy', false],
  ['xyz\nthanks\nthanks', false],
  ['xyz\nthanks', true],
  ['xyz thanks\nthanks', false],
  ['thanks, it works now', false],
  [`thanks${' '.repeat(594)}`, true],
  [`thanks${' '.repeat(595)}`, false],
])('%j: only thanks %s', (text, only) => {
  expect(onlyThanks(text)).toBe(only);
});
