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

  test.each<[shows: string, lines: string[], start: number]>([
    ['a footer inside a signature moves no end', ['x', '-- ', 'Sent from my iPhone'], 1],
    ['a footer sixty lines from the end cuts', ['x', 'Sent from my iPhone', ...Array(59).fill('a')], 1],
    ['one line further up it does not', ['x', 'Sent from my iPhone', ...Array(60).fill('a')], 62],
    ['empty lines do not count as those of a signature', ['x', '-- ', ...Array(61).fill(''), 'a'], 1],
    ['nor do lines of blanks', ['x', '-- ', ...Array(61).fill(' '), 'a'], 1],
    ['a closing 25 lines from the end counts', [WORDS, 'Regards', ...Array(22).fill(''), 'Li Wei', 'Tel. 1'], 25],
    ['one line further up it does not', [WORDS, 'Regards', ...Array(23).fill(''), 'Li Wei', 'Tel. 1'], 27],
    ['a rule of hyphens may begin a table', ['x', ' ---- '], 2],
    ['a rule of mixed signs does not', ['x', '***----'], 1],
    ['nor does one that ends in others', ['x', '----***'], 1],
  ])('%s', (_, lines, start) => {
    expect(signatureStart(lines)).toBe(start);
  });

  test.each<[shows: string, lines: string[], start: number]>([
    ['a sentence below makes it words', ['x', 'Li Wei', 'Sales', 'I will call you.'], 4],
    ['an exclamation mark inside a company’s name does not', ['x', 'Li Wei', 'Nebula! Sales'], 2],
    ['nor does an abbreviation', ['x', 'Li Wei', 'Dept. of Sales'], 2],
    ['the name inside a signature is not asked', ['x', 'Li Wei', 'Sales', '-- ', 'Li Wei'], 2],
  ])('below the name of the author: %s', (_, lines, start) => {
    expect(signatureStart(lines, 'Li Wei')).toBe(start);
  });

  const TEL = 'Tel: 12345678';
  const FAX = 'Fax: 12345679';
  const LONG_TEL = `${TEL} ${'x'.repeat(60)}`;
  const a = (count: number): string[] => Array(count).fill('a');
  test.each<[shows: string, lines: string[], start: number]>([
    ['a number inside a signature is not of the card', [WORDS, 'Li Wei', TEL, '-- ', FAX], 3],
    ['a number thirty lines from the end is of it', [WORDS, TEL, ...a(9), TEL, ...a(9), TEL, ...a(9)], 1],
    ['one further up is not', [WORDS, LONG_TEL, LONG_TEL, ...a(9), TEL, ...a(9), TEL, ...a(9)], 2],
    ['a line of 160 characters may stand in it', [WORDS, 'Li Wei', TEL, 'a'.repeat(160), FAX], 1],
    ['a longer one may not', [WORDS, 'Li Wei', TEL, 'a'.repeat(161), FAX], 5],
    ['a question mark inside a line is no question', [WORDS, 'Li Wei', TEL, 'Questions? Ask us', FAX], 1],
    ['nine lines may stand between two numbers', [WORDS, 'Li Wei', TEL, ...a(9), FAX], 1],
    ['ten may not', [WORDS, 'Li Wei', TEL, ...a(10), FAX], 14],
    ['three labelled lines above make it a list of facts', [WORDS, 'ab:1', 'ab:2', 'ab:3', '', 'Li Wei', TEL, FAX], 8],
    ['so do labels of twenty letters', [WORDS, ...Array(3).fill(`${'x'.repeat(20)}: 1`), '', 'Li Wei', TEL, FAX], 8],
    ['longer ones are words', [WORDS, ...Array(3).fill(`${'x'.repeat(21)}: 1`), '', 'Li Wei', TEL, FAX], 4],
    ['four lines above belong to it', [WORDS, 'a', 'b', 'c', 'd', 'e', TEL, FAX], 2],
    ['without anything above it is what the mail is about', [LONG_TEL, FAX], 2],
    ['an empty line may stand above it', [WORDS, 'Li Wei', '', TEL, FAX], 1],
    ['a line of sixty characters belongs to it', [WORDS, 'a'.repeat(60), TEL, FAX], 1],
    ['a longer one does not', [WORDS, 'a'.repeat(61), TEL, FAX], 2],
    ['a full stop inside a name ends nothing', [WORDS, 'Dr. Li Wei', TEL, FAX], 1],
  ])('a business card: %s', (_, lines, start) => {
    expect(signatureStart(lines)).toBe(start);
  });

  const NOTICE = 'Whoever is not the addressee of this email has to delete it, as it is confidential.';
  const BAR = '| | |';
  test.each<[shows: string, lines: string[], start: number]>([
    // notices, and cards among them
    ['a notice at the end', [WORDS, '', NOTICE], 1],
    ['two of them', [WORDS, '', NOTICE, '', NOTICE], 1],
    ['a card between them', [WORDS, '', NOTICE, '', 'Nebula Ltd', 'www.nebula.example', '', NOTICE], 1],
    ['words between them', [WORDS, '', NOTICE, '', 'It fails.', 'www', '', NOTICE], 6],
    // a rule, with what stands around it
    ['contacts below it', [WORDS, '', '----', 'Nebula sales', TEL, FAX], 1],
    ['one contact below it', [WORDS, '', '----', 'Nebula sales', TEL], 5],
    ['one contact below a closing and it', [WORDS, 'Thanks', '----', 'a', 'b', 'c', 'd', TEL], 2],
    ['four lines below a closing and it', [WORDS, 'Thanks', '----', 'a', 'b', 'c', 'd'], 2],
    ['five lines below', [WORDS, 'Thanks', '----', 'a', 'b', 'c', 'd', 'e'], 8],
    ['a closing four lines above it', ['Thanks', 'a', 'b', 'c', '', '----', 'Nebula sales', TEL], 8],
    ['a closing three lines above it', [WORDS, 'Thanks', 'b', '', 'c', '', '----', 'Nebula sales'], 5],
    ['a last sentence that closes', [`${WORDS} Many thanks!`, '----', 'Nebula sales'], 1],
    ['one that goes on', [`${WORDS} Many thanks! Again`, '----', 'Nebula sales'], 3],
    ['a sentence below it', [WORDS, 'Thanks', '----', 'It fails.', TEL], 5],
    ['a rule above all', ['----', 'Nebula sales', TEL, FAX], 4],
    ['a rule twelve lines from the end', [WORDS, 'Thanks', '----', ...Array<string>(10).fill('a'), TEL], 2],
    ['one further up', [WORDS, 'Thanks', '----', ...Array<string>(11).fill('a'), TEL], 15],
    ['a name alone below it stays', [WORDS, 'Thanks', '----', 'Li Wei', TEL, FAX], 4],
    // the table of NetEase
    ['rows of bars', [WORDS, BAR, 'Li', BAR], 1],
    ['one row of bars', [WORDS, BAR, 'Li'], 3],
    ['a sentence among them', [WORDS, BAR, 'It fails!', BAR], 4],
    ['an exclamation mark within a name', [WORDS, BAR, 'Nebula! Li', BAR], 1],
    ['a long line among them', [WORDS, BAR, 'x'.repeat(61), BAR], 4],
    ['one of sixty', [WORDS, BAR, 'x'.repeat(60), BAR], 1],
    ['bars from the first line on', [BAR, 'Li', BAR], 3],
  ])('%s', (_, lines, start) => {
    expect(signatureStart(lines)).toBe(start);
  });
});
