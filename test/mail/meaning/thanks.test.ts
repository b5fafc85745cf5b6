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
  ['thanks\nabc\nabc\nabc', false],
  ['thanks\nabc\nxyzxyzxyzxyzxyzxy', false],
  ['thanks\nabc\n\nxyz', true],
  ['thanks\nabc\n \nxyz', true],
  ['xyz\nthanks\nabc', false],
  ['ok谢谢team', true],
  ['thanks, it works now', false],
  [`thanks${' '.repeat(594)}`, true],
  [`thanks${' '.repeat(595)}`, false],
])('%j: only thanks %s', (text, only) => {
  expect(onlyThanks(text)).toBe(only);
});

test.each([
  ['谢谢', true],
  ['非常感谢您的帮助！\n张三', true],
  ['Thank you very much!\n\nJohn Smith', true],
  ['好的，谢谢李工', true],
  ['谢谢，但是还是不行', false],
  ['Thanks, it works', false],
  ['Thanks, please send me the file', false],
  ['The report is empty', false],
])('"%s" only thanks: %s', (text, expected) => {
  expect(onlyThanks(text)).toBe(expected);
});
