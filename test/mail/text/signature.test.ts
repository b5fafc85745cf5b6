import { describe, expect, test } from 'vitest';
import { signatureStart } from '../../../src/mail/text/signature.ts';
import { CARD_LINES, CLOSINGS, CONTACTS } from './signature.data.ts';

const WORDS = 'The export stops every time with the same message since Monday morning, please help us.';

describe('where a signature begins', () => {
  test.each(CLOSINGS)('%j above a name and a telephone: line %i', (line, start) => {
    expect(signatureStart([WORDS, line, 'Li Wei', 'Tel. +86 10 1234567'])).toBe(start);
  });
  test.each(CONTACTS)('%j below a closing and a name: line %i', (line, start) => {
    expect(signatureStart([WORDS, 'Regards', 'Li Wei', line])).toBe(start);
  });
  test.each(CARD_LINES)('%j twice below a name: line %i', (line, start) => {
    expect(signatureStart([WORDS, '', 'Li Wei', line, line])).toBe(start);
  });

  test.each<[lines: string[], author: string, start: number]>([
    [[], '', 0],
    [['x'], '', 1],
    [['x', '-- ', 'Li'], '', 1],
    [['x', '--', 'Li'], '', 1],
    [['x', '—', 'Li'], '', 1],
    [['x', '–', 'Li'], '', 1],
    [['x', '--\u00a0', 'Li'], '', 1],
    [['x', '-- Li'], '', 2],
    [['-- ', 'Li'], '', 2],
    [['x', '-- ', 'a', '-- ', 'b'], '', 1],
    [['x', '-- ', ...Array(60).fill('a')], '', 1],
    [['x', '-- ', ...Array(61).fill('a')], '', 63],
    [['x', '-- ', ...Array(61).fill('')], '', 1],
    [['x', '', 'Sent from my iPhone'], '', 1],
    [['x', 'Sent from my iPhone', 'y'], '', 1],
    [['x', `Disclaimer: ${'x'.repeat(200)}`], '', 1],
    [[`Disclaimer: ${'x'.repeat(200)}`], '', 1],
    [['x', '', '***', '~~~'], '', 1],
    [['x', '-----'], '', 2],
    [['x', '---'], '', 1],
    [['x', 'Li Wei', 'Sales', 'Nebula'], 'Li Wei', 2],
    [['x', 'Li Wei', 'Sales', 'Nebula'], ' Li Wei ', 2],
    [['x', 'Li Wei', 'Sales', 'Nebula'], '', 4],
    [['x', 'Li Wei', 'Sales', 'Nebula'], 'Zhang', 4],
    [['Li Wei', 'Sales'], 'Li Wei', 2],
    [['x', 'Li Wei', 'I will call you.'], 'Li Wei', 3],
    [['x', 'Li Wei', '请回电。'], 'Li Wei', 3],
    [['x', 'Li Wei', 'Can you call?'], 'Li Wei', 3],
    [['x', 'Li Wei', 'Nebula Inc.'], 'Li Wei', 3],
    [['x', 'Li Wei', ...Array(6).fill('a')], 'Li Wei', 2],
    [['x', 'Li Wei', ...Array(7).fill('a')], 'Li Wei', 9],
    [['x', 'Li Wei', 'a'.repeat(60)], 'Li Wei', 2],
    [['x', 'Li Wei', 'a'.repeat(61)], 'Li Wei', 3],
    [['x', 'Li Wei', 'y', 'Li Wei', 'Sales'], 'Li Wei', 4],
    [['too short', 'Regards', 'Li Wei', 'Tel. +86 10 1234567'], '', 4],
    [['x'.repeat(48), 'Regards', 'Li Wei', 'Tel. 1'], '', 3],
    [['x'.repeat(47), 'Regards', 'Li Wei', 'Tel. 1'], '', 4],
    [[WORDS, 'Regards', 'Li Wei, Tel. 1234'], '', 2],
    [[WORDS, 'Regards', 'a'.repeat(61), 'Tel. 1'], '', 4],
    [[WORDS, 'Regards', 'a'.repeat(60), 'Tel. 1'], '', 3],
    [[WORDS, 'Regards', 'Li Wei', 'a'.repeat(161), 'Tel. 1'], '', 5],
    [[WORDS, 'Regards', 'Li Wei', 'a'.repeat(160), 'Tel. 1'], '', 3],
    [[WORDS, 'Regards', 'Li Wei', ...Array(16).fill('a'), 'Tel. 1'], '', 3],
    [[WORDS, 'Regards', 'Li Wei', ...Array(17).fill('a'), 'Tel. 1'], '', 21],
    [[WORDS, 'Regards', '', 'Li Wei', '', 'Tel. 1'], '', 4],
    [[WORDS, 'Regards'], '', 2],
    [[WORDS, 'Li Wei', 'Tel: 12345678'], '', 3],
    [[WORDS, 'Li Wei', 'Tel: 12345678', 'Is it right?', 'Fax: 12345679'], '', 5],
    [[WORDS, 'Li Wei', 'Tel: 12345678', 'Nebula', 'Fax: 12345679'], '', 1],
    [[WORDS, 'a: 1', 'b: 2', 'c: 3', '', 'Li Wei', 'Tel: 12345678', 'Fax: 12345679'], '', 8],
    [[WORDS, 'a: 1', 'b: 2', '', 'Li Wei', 'Tel: 12345678', 'Fax: 12345679'], '', 4 - 1],
    [[WORDS, 'I stop here.', 'Tel: 12345678', 'Fax: 12345679'], '', 2],
  ])('%j of "%s": line %i', (lines, author, start) => {
    expect(signatureStart(lines, author)).toBe(start);
  });
});
