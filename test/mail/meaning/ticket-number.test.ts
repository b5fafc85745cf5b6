import { describe, expect, test } from 'vitest';
import { numbersIn, readTicketNumbers } from '../../../src/mail/meaning/ticket-number.ts';

describe('ticket numbers', () => {
  test.each([
    ['Re: [TS20261123001] Report', ['TS20261123001']],
    ['回复：[TS20261123001] 报表', ['TS20261123001']],
    ['答复: [外部] 【ＴＳ２０２６１１２３００１】报表', ['TS20261123001']],
    ['AW: RE: ts202611230012', ['TS202611230012']],
    ['TS20261123001和TS20261123002', ['TS20261123001', 'TS20261123002']],
    ['TS20261323001', []],
    ['TS2026112301', []],
    ['ATS20261123001', []],
    ['TS20261123001 again TS20261123001', ['TS20261123001']],
  ])('%s', (subject, numbers) => {
    expect(readTicketNumbers(subject, '').subject).toEqual(numbers);
  });

  test('those of the quoted part come apart, without those of the subject', () => {
    expect(readTicketNumbers('TS20261123001', '> [TS20261123001]\n> [TS20261123002]')).toEqual({
      subject: ['TS20261123001'],
      quoted: ['TS20261123002'],
    });
  });

  test('the prefix is the desk’s own', () => {
    expect(readTicketNumbers('[HD20261123001] TS20261123001', '', 'HD').subject).toEqual(['HD20261123001']);
    expect(numbersIn('A.S20261123001 AxS20261123002', 'A.S')).toEqual(['A.S20261123001']);
  });

  test('of one place the first twenty count', () => {
    const written = Array.from({ length: 21 }, (_, index) => `TS20261123${100 + index}`);
    expect(numbersIn(written.join(' '))).toEqual(written.slice(0, 20));
  });
});
