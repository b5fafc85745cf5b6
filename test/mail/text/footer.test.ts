import { expect, test } from 'vitest';
import { isLegalFooter, isMobileFooter } from '../../../src/mail/text/footer.ts';
import { LEGALS, MOBILES } from './footer.data.ts';

test.each(MOBILES)('%j is a phone’s footer: %s', (line, footer) => {
  expect(isMobileFooter(line)).toBe(footer);
});
test.each(LEGALS)('%j begins a legal footer: %s', (line, footer) => {
  expect(isLegalFooter([`${line}   ${'x'.repeat(220)}`])).toBe(footer);
});

test.each([
  ['Sent from my iPhone.', true],
  ['(Sent from my iPhone)', true],
  ['- Sent from my iPhone', true],
  ['—Sent from my iPhone', true],
  ['Sent from my iPhone <https://x.example>', true],
  ['<https://x.example> Sent from my iPhone', true],
  ['Sent from my iPhone [x]', true],
  ['Sent from my iPhone [xx yy]', true],
  ['Sent via Zorblat', true],
  ['Sent via iZorb.', true],
  ['Sent using the Zorblat+1.2-x', true],
  ['Sent with my Zorblat for Quux 3', true],
  ['Sent from Zorblat on Quux', true],
  ['Sent via Zorblat Quux Wibble Wobble Xyz', true],
  ['Sent via Zorblat Quux Wibble Wobble Xyz Abc', false],
  ['Sent via zorblat', false],
  ['Sent via Zorblat quux', false],
  ['Sent via Zorb!', false],
  ['I sent from my iPhone', false],
  ['SENT FROM MY IPHONE', true],
  ['Fatura Durumu: Gönderildi', false],
  ['Küldve lett a hibajelentés tegnap', false],
  ['', false],
  [`Sent from my iPhone${' x'.repeat(6)}`, true],
  [`Sent from my iPhone${' x'.repeat(7)}`, false],
  [`Sent from my iPhone <${'x'.repeat(177)}>`, true],
  [`Sent from my iPhone <${'x'.repeat(180)}>`, false],
])('%j is a phone’s footer: %s', (line, footer) => {
  expect(isMobileFooter(line)).toBe(footer);
});

const DISCLAIMER = 'Disclaimer: read it';

test.each([
  'confiden',
  'privileg',
  'intended',
  'vertraulich',
  'umwelt',
  'environment',
  '保密',
  '机密',
  '機密',
  'confident',
  'virus',
  'scanned',
  'recipient',
  'empfänger',
  'destinat',
  '收件人',
])('a footer of a line or two says %s', (word) => {
  expect(isLegalFooter([DISCLAIMER, word, 'x'.repeat(80)])).toBe(true);
  expect(isLegalFooter([DISCLAIMER, word])).toBe(false);
});

test.each<[lines: string[], footer: boolean]>([
  [[DISCLAIMER, 'x'.repeat(180)], false],
  [[DISCLAIMER, 'x'.repeat(181)], true],
  [[DISCLAIMER, `virus${'x'.repeat(55)}`], false],
  [[DISCLAIMER, `virus${'x'.repeat(56)}`], true],
  [[DISCLAIMER, `virus${' '.repeat(56)}`], false],
  [['Hello', `virus${'x'.repeat(300)}`], false],
  [[`${' '.repeat(201)}Disclaimer`, 'x'.repeat(300)], true],
  [[], false],
])('%j is a legal footer: %s', (lines, footer) => {
  expect(isLegalFooter(lines)).toBe(footer);
});

test('a footer is looked for between two places', () => {
  const lines = ['Hello', DISCLAIMER, 'x'.repeat(150), 'x'.repeat(150)];
  expect([isLegalFooter(lines), isLegalFooter(lines, 1), isLegalFooter(lines, 1, 3)]).toEqual([false, true, false]);
});
