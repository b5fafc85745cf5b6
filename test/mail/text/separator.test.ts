import { describe, expect, test } from 'vitest';
import { isForwardLine, isOriginalLine, isOriginalPhrase, isReplyAboveLine } from '../../../src/mail/text/separator.ts';
import { FORWARDS, ORIGINALS, REPLY_ABOVES, WROTE_LINES } from './separator.data.ts';

describe('separators', () => {
  test.each(ORIGINALS)('%j above a header: %s', (line, separates) => {
    expect(isOriginalLine(line, ['From: a@x.example'])).toBe(separates);
  });
  test.each(FORWARDS)('%j above a forwarded mail: %s', (line, separates) => {
    expect(isForwardLine(line)).toBe(separates);
  });
  test.each(WROTE_LINES)('%j with nothing below: %s', (line, separates) => {
    expect(isOriginalLine(line, [])).toBe(separates);
  });
  test.each(REPLY_ABOVES)('-- %j: %s', (line, separates) => {
    expect(isReplyAboveLine(`-- ${line}`)).toBe(separates);
  });

  test.each<[line: string, next: string[], separates: boolean]>([
    ['-----Original Message-----', [], true],
    ['--Original Message--', [], true],
    ['- - Original Message', [], true],
    ['Original Message', [], false],
    ['Original Message', ['', 'x', '', 'From: a@x'], true],
    ['Original Message', ['', 'x', '', '', 'From: a@x'], false],
    [`--${' '.repeat(120)}Original Message`, [], true],
    [`--${' '.repeat(123)}Original Message`, [], false],
    [`-- ${'x'.repeat(199)} wrote --`, [], true],
    [`-- ${'x'.repeat(200)} wrote ${'-'.repeat(40)}`, [], false],
    ['a -- x wrote --', [], false],
    [`-- x wrote ${'-'.repeat(229)}`, [], true],
    [`-- x wrote ${'-'.repeat(230)}`, [], false],
    [`Original Message ${'-'.repeat(123)}`, ['From: a@x'], true],
    [`Original Message ${'-'.repeat(124)}`, ['From: a@x'], false],
    ['Original Message ---', [], false],
    ['- Original Message', [], false],
  ])('%s above %j: %s', (line, next, separates) => {
    expect(isOriginalLine(line, next)).toBe(separates);
  });

  test.each([
    ['Original Message', true],
    ['--- Original Message ---', true],
    [`Original Message ${'-'.repeat(43)}`, true],
    [`Original Message ${'-'.repeat(44)}`, false],
    ['Hello', false],
  ])('the words of one in %s: %s', (line, phrase) => {
    expect(isOriginalPhrase(line)).toBe(phrase);
  });

  test.each([
    [`-- Forwarded message ${'-'.repeat(119)}`, true],
    [`-- Forwarded message ${'-'.repeat(120)}`, false],
  ])('%s: %s', (line, forward) => {
    expect(isForwardLine(line)).toBe(forward);
  });

  test.each([
    ['Please type your reply above this line', true],
    ['Reply above this line', true],
    ['type your reply above', true],
    ['Do not remove this line', true],
    ['## type your reply above', true],
    ['We type your reply above', false],
    ['-- hello --', false],
    ['I did reply above this line - thanks', false],
    ['> reply above this line', true],
    [`reply above this line ${'x'.repeat(177)}`, true],
    [`reply above this line ${'x'.repeat(178)}`, false],
  ])('%s: %s', (line, above) => {
    expect(isReplyAboveLine(line)).toBe(above);
  });
});
