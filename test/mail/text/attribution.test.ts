import { describe, expect, test } from 'vitest';
import { attributionAt } from '../../../src/mail/text/attribution.ts';
import { DATES, OPENINGS, VERBLESS, VERBS } from './attribution.data.ts';

describe('attributions', () => {
  test.each(VERBS)('On 23 Nov 2026 Li Wei %j: %i', (words, lines) => {
    expect(attributionAt([`On 23 Nov 2026 Li Wei ${words}`], 0)).toBe(lines);
  });
  test.each(OPENINGS)('%j 23.11.2026 Li Wei schrieb: %i', (words, lines) => {
    expect(attributionAt([`${words}23.11.2026 Li Wei schrieb:`], 0)).toBe(lines);
  });
  test.each(DATES)('Li <li@x.example> %j: %i', (date, lines) => {
    expect(attributionAt([`Li <li@x.example> ${date}:`], 0)).toBe(lines);
  });
  test.each(VERBLESS)('%j: %i', (line, lines) => {
    expect(attributionAt([line], 0)).toBe(lines);
  });

  test.each<[lines: string[], taken: number]>([
    [['On 23 Nov 2026 Li', 'Wei wrote:'], 2],
    [['On 23 Nov 2026', 'Li', 'Wei', 'Zhang', 'wrote:'], 5],
    [['On 23 Nov 2026', 'Li', 'Wei', 'Zhang', 'Xu', 'wrote:'], 0],
    [['On 23 Nov 2026 Li,', '', 'Wei wrote:'], 3],
    [['On 23 Nov 2026 Li <', '', 'li@x> wrote:'], 3],
    [['On 23 Nov 2026 Li', '', 'Wei wrote:'], 0],
    [['On 23 Nov 2026 Li', 'On 24 Nov 2026 Wei wrote:'], 0],
    [['On 23 Nov 2026 Li', '> Wei wrote:'], 0],
    [['> On 23 Nov 2026 Li', '> Wei wrote:'], 2],
    [['On 23 Nov 2026 Li has written', '> :'], 2],
    [['On 23 Nov 2026 Li <li@x.example>', '> ：'], 2],
    [['On 23 Nov 2026:', 'Li wrote:'], 0],
    [['On 23 Nov 2026 Li', 'Subject: x', 'wrote:'], 0],
    [['Li wrote:'], 0],
    [['Li wrote:', '> x'], 1],
    [['Li wrote:', '', '> x'], 1],
    [['Li wrote:', '', '', '> x'], 1],
    [['Li wrote:', '', '', '', '> x'], 0],
    [['Li wrote:', 'x', '> x'], 0],
    [['Li <li@x.example> wrote:'], 1],
    [[`Li <li@x.example> ${'x'.repeat(224)} wrote:`], 1],
    [[`Li <li@x.example> ${'x'.repeat(225)} wrote:`], 0],
    [[`Li ${'x'.repeat(189)} wrote:`, '> x'], 1],
    [[`Li ${'x'.repeat(190)} wrote:`, '> x'], 0],
    [['23 Nov 2026 Li Wei wrote:'], 1],
    [['Monday 23 Nov 2026 Li Wei wrote:'], 0],
    [['Monday 23 Nov 2026 Li Wei wrote:', '> x'], 1],
    [['Monday 23 Nov 2026 Li <li@x.example> wrote:'], 1],
    [['Li <li@x.example> 23 Nov 2026:'], 1],
    [[`Li <li@x.example> 23 Nov 2026 ${'x'.repeat(268)}:`], 1],
    [[`Li <li@x.example> 23 Nov 2026 ${'x'.repeat(269)}:`], 0],
    [['Li <li@x.example> 23 Nov 2026'], 0],
    [['From: Li <li@x.example> 23 Nov 2026:'], 0],
    [['From: Li <li@x.example> 23 Nov 2026 wrote:'], 0],
    [['On 23 Nov 2026 Li wrote: <mailto:li@x.example>'], 1],
    [['On 23 Nov 2026 Li wrote: "'], 1],
    [['On 23 Nov 2026 Li wrote: <x y>'], 1],
    [['On 23 Nov 2026 Li wrote to us'], 0],
    [['a 1 :'], 0],
    [[`On 23 Nov 2026 ${'x'.repeat(378)} wrote:`], 1],
    [[`On 23 Nov 2026 ${'x'.repeat(379)} wrote:`], 0],
    [[`On 23 Nov 2026 ${'x'.repeat(300)}`, 'x'.repeat(177), 'wrote:'], 1 + 2],
    [[`On 23 Nov 2026 ${'x'.repeat(300)}`, 'x'.repeat(178), 'wrote:'], 0],
    [['we said that'], 0],
    [['we said at 10 that Li wrote'], 0],
    [['írt:', '> x'], 0],
    [['A írt:', '> x'], 1],
    [['On 23 Nov 2026, Li', '', 'Wei wrote:'], 0],
    [['On 23 Nov 2026 09:00 Li', 'Wei wrote:'], 2],
    [['Li wrote:', ' ', '> x'], 1],
    [['On 23 Nov 2026 Li', 'Monday 24 Nov 2026 Wei wrote:'], 2],
    [['Monday 23 Nov 2026 Li wrote', '> x'], 1],
  ])('%j takes %i lines', (lines, taken) => {
    expect(attributionAt(lines, 0)).toBe(taken);
  });

  test.each<[shows: string, lines: string[], taken: number]>([
    ['a colon on a line of its own', ['On 23 Nov 2026 Li has written', '>:'], 2],
    ['blanks behind it', ['On 23 Nov 2026 Li has written', '> : '], 2],
    ['words behind it', ['On 23 Nov 2026 Li has written', '> : hello'], 0],
    ['a line that ends in one and has a date', ['On 23 Nov 2026 Li', 'On 24 Nov 2026 Wei has written > :'], 0],
    ['a name above its address', ['Li Wei', '<li@x.example> wrote on 23 Nov 2026:'], 2],
    ['a first line without date, address or bracket', ['Li Wei', 'li@x.example wrote:'], 0],
    ['a sentence above an address', ['Li Wei asked.', '<li@x.example> wrote on 23 Nov 2026:'], 0],
    ['an address above the date', ['Li Wei <li@x.example>', '于2026年11月22日 10:00写道：'], 2],
    ['an attribution over an empty line', ['On 23 Nov 2026 at 10:00', '', 'Li <li@x.example> wrote:'], 3],
    ['a date above an empty line and a sentence', ['On 23 Nov 2026 at 10:00', '', 'Li wrote:'], 0],
    ['name, address and date above a quote', ['Li Wei <li@x.example> 2026-11-22 10:00', '> old'], 1],
    ['the same above no quote', ['Li Wei <li@x.example> 2026-11-22 10:00', 'old'], 0],
    ['the same with a comma', ['Li Wei <li@x.example>, 22 Nov 2026 10.00', '> old'], 1],
    ['an address in round brackets', ['Li Wei (li@x.example) on 2026-11-22 at 10:00 h', '> old'], 1],
    ['an address alone', ['<li.wei+a@x-y.example> 2026-11-22 9点00', '> old'], 1],
    ['date, name and address above a quote', ['22 Nov 2026 10:00 Li Wei <li@x.example>', '> old'], 1],
    ['the same in digits', ['2026-11-22 10:00, Li (li@x.example)', '> old'], 1],
    ['a day before it', ['Monday, 22.11.26 10:00 <li@x.example>', '> old'], 1],
    ['two addresses and no date', ['Li <li@x.example> <wei@x.example>', '> old'], 0],
    ['a date behind much else', [`Li <li@x.example> ${'x'.repeat(11)} 2026-11-22 10:00`, '> old'], 0],
    ['a date and an address above another date', ['2026-11-22 Li <li@x.example>', 'On 24 Nov 2026 Wei wrote:'], 0],
    ['an address above another date', ['Li <li@x.example>', 'On 24 Nov 2026 Wei wrote:'], 2],
    [
      'a full stop within the date above an empty line',
      ['On 23 Nov. 2026 at 10:00', '', 'Li <li@x.example> wrote:'],
      3,
    ],
    ['one at the end of it', ['On 23 Nov 2026 at 10:00.', '', 'Li <li@x.example> wrote:'], 0],
    ['one with an address', ['Li li@x.example', 'wrote:'], 2],
    ['one with a bracket', ['Li Wei <', 'li@x.example> wrote:'], 2],
    ['one with a date', ['Monday 23 Nov 2026 Li', 'wrote:', '> x'], 2],
    ['one with "on" and a day', ['On 3 Nov Li', 'wrote:', '> x'], 2],
    ['one with "on" and no digit', ['On Monday Li', 'wrote:', '> x'], 0],
    ['one with a digit alone', ['Li 3 Wei', 'wrote:', '> x'], 0],
    ['one with a colon inside', ['Li: Wei', 'wrote:', '> x'], 0],
    ['words behind the colon', ['On 23 Nov 2026 Li wrote: a report'], 0],
    ['a link that was cut', ['On 23 Nov 2026 Li wrote: <mailto:li@x.example'], 1],
    ['a link right behind the colon', ['On 23 Nov 2026 Li wrote:<x y>'], 1],
    ['words behind the link', ['On 23 Nov 2026 Li wrote: <x y> z'], 0],
    ['a date just near enough to the verb', [`On 23 Nov 2026 Li ${'x'.repeat(195)} wrote`], 1],
    ['a date too far from it', [`On 23 Nov 2026 Li ${'x'.repeat(196)} wrote`], 0],
  ])('%s', (_, lines, taken) => {
    expect(attributionAt(lines, 0)).toBe(taken);
  });

  test.each([
    'wrote',
    'schrieb',
    'a écrit',
    'escribió',
    'escreveu',
    'ha scritto',
    'schreef',
    'skrev',
    'написал',
    '写道',
    '寫道',
  ])('%s ends one without a colon', (verb) => {
    expect(attributionAt([`On 23 Nov 2026 Li Wei ${verb}`], 0)).toBe(1);
    expect(attributionAt([`On 23 Nov 2026 Li Wei ${verb} it`], 0)).toBe(0);
  });

  test('it begins where it is asked', () => {
    expect(attributionAt(['x', 'On 23 Nov 2026 Li', 'Wei wrote:'], 1)).toBe(2);
    expect(attributionAt(['x'], 1)).toBe(0);
  });
});
