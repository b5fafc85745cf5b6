import { describe, expect, test } from 'vitest';
import { diagnosedStatus, REASONS, statusIn } from '../../../../src/mail/class/bounce/diagnosis.ts';
import { untested } from '../../alternatives.ts';
import { REASON_TEXTS } from './diagnosis.data.ts';
import { REASON_SENTENCES } from './diagnosis-sentences.data.ts';

const TEXTS = [...REASON_TEXTS, ...REASON_SENTENCES];

const CODES: readonly (readonly [text: string, status: string | null])[] = [
  ['4.1.11', '4.1.11'],
  ['4.1.1111', null],
  ['4.1.1..1', null],
  ['4.11.1.', '4.11.1'],
  ['4.1.1.1 5.7.1', '5.7.1'],
  ['5.1.1 (see .3)', '5.1.1'],
  ['5.0.0 then 5.10.0', '5.10.0'],
];

describe('a status from the words of a reason', () => {
  test.each(TEXTS)('%s: %s', (text, status) => {
    expect(diagnosedStatus(text, null)).toBe(status);
  });
  test.each(REASONS)('every alternative of %s has a line that no row before takes', (detail, pattern) => {
    const before = REASONS.slice(
      0,
      REASONS.findIndex(([other]) => other === detail),
    );
    const reaching = TEXTS.map(([text]) => text).filter((text) => !before.some(([, other]) => other.test(text)));
    expect(untested(pattern, reaching)).toEqual([]);
  });
  test.each([
    ['452 mailbox full', null, '4.2.2'],
    ['#<552-mailbox full', null, '5.2.2'],
    ['x452 mailbox full', null, '5.2.2'],
    ['mailbox full', '4.0.0', '4.2.2'],
    ['550 delivery time expired', null, '5.4.7'],
    ['something else', '5.0.0', null],
    [`${' '.repeat(3990)}mailbox full`, null, null],
  ])('%s stated as %s: %s', (text, stated, status) => {
    expect(diagnosedStatus(text, stated)).toBe(status);
  });
});

describe('a status code in a text', () => {
  test.each(CODES)('%s: %s', (text, status) => {
    expect(statusIn(text)).toBe(status);
  });
  test.each([
    ['550 5.1.1 unknown', '5.1.1'],
    ['5.0.0 then 5.7.26', '5.7.26'],
    ['4.0.0 then 5.7.26', '5.7.26'],
    ['nothing but 5.0.0', '5.0.0'],
    ['5.001.01', '5.1.1'],
    ['host 5.1.1.1 said no', null],
    ['version 15.1.1', null],
    ['2.1.5', null],
    [`${' '.repeat(7999)}5.1.1`, null],
  ])('%s: %s', (text, status) => {
    expect(statusIn(text)).toBe(status);
  });
});

describe('reasons as servers write them', () => {
  test.each([
    ['550 User unknown', null, '5.1.1'],
    ['452 mailbox full', null, '4.2.2'],
    ['552 Message size exceeds fixed limit', null, '5.3.4'],
    ['Host or domain name not found', null, '5.1.2'],
    ['550 rejected as spam', null, '5.7.1'],
    ['delivery time expired', null, '4.4.7'],
    ['收件人不存在', '5.0.0', '5.1.1'],
    ['something else', null, null],
  ])('%s', (text, stated, status) => {
    expect(diagnosedStatus(text, stated)).toBe(status);
  });

  test.each([
    ['550 5.1.1 unknown', '5.1.1'],
    ['5.0.0 then 5.7.26', '5.7.26'],
    ['host 5.1.1.1 said no', null],
    ['version 15.1.1', null],
  ])('a code in "%s"', (text, status) => {
    expect(statusIn(text)).toBe(status);
  });
});
