import { describe, expect, test } from 'vitest';
import {
  type EastAsian,
  eastAsianCharset,
  isDoubtful,
  standsInRuns,
} from '../../../../src/mail/mime/charset/east-asian.ts';

/** Letters that no table of frequent ones has. */
const RARE = '龘';
type Readings = Partial<Record<EastAsian, string>>;
/** The charset of octets that are read as these texts, and as nothing in the other charsets. */
const charsetOf = (readings: Readings, doubt?: Parameters<typeof eastAsianCharset>[2], octets = 10) =>
  eastAsianCharset(new Uint8Array(octets), (_, charset) => readings[charset] ?? '', doubt);

describe('the charset in which a text makes sense', () => {
  test.each<[what: string, readings: Readings, charset: EastAsian | null]>([
    ['nothing', {}, null],
    ['its frequent letters', { gb18030: '的一是' }, 'gb18030'],
    ['two of five', { gb18030: `的一${RARE.repeat(3)}` }, 'gb18030'],
    ['two of six', { gb18030: `的一${RARE.repeat(4)}` }, null],
    ['the more frequent ones', { gb18030: `的一${RARE}`, big5: '的一' }, 'big5'],
    ['of two that are as good the first', { shift_jis: '日一', 'euc-jp': '日一' }, 'shift_jis'],
    ['the first kana', { shift_jis: '\u3041' }, 'shift_jis'],
    ['the last', { 'euc-jp': '\u30fe' }, 'euc-jp'],
    ['before kana', { shift_jis: '\u3040' }, null],
    ['behind kana', { shift_jis: '\u30ff' }, null],
    ['kana in Chinese', { gb18030: '\u3042' }, null],
    ['Hangul', { 'euc-kr': '이다는' }, 'euc-kr'],
  ])('%s', (_, readings, charset) => {
    expect(charsetOf(readings)).toBe(charset);
  });

  test('the usual one of the sender counts for more', () => {
    const readings = { gb18030: '的一', big5: `的一是${RARE}` };
    expect([charsetOf(readings), charsetOf(readings, { usual: 'big5' })]).toEqual(['gb18030', 'big5']);
    expect(charsetOf({ gb18030: '的', big5: `的${RARE}` }, { usual: 'big5' })).toBe('gb18030');
    expect(charsetOf({ big5: `的${RARE.repeat(3)}` }, { usual: 'big5' })).toBeNull();
  });

  test.each<[readings: Readings, charset: EastAsian | null]>([
    [{ gb18030: '的' }, null],
    [{ gb18030: '的一' }, 'gb18030'],
    [{ gb18030: `的${RARE}` }, 'gb18030'],
    [{ gb18030: `的一${RARE.repeat(3)}` }, null],
  ])('against a label more is asked: %j', (readings, charset) => {
    expect(charsetOf(readings, { sure: true })).toBe(charset);
  });

  test('the last letter of a sample may be a half', () => {
    const readings = { gb18030: `的${RARE.repeat(2)}` };
    expect([charsetOf(readings, {}, 4_000), charsetOf(readings, {}, 4_001)]).toEqual([null, 'gb18030']);
  });
});

describe('a reading is doubted', () => {
  test.each<[what: string, text: string, charset: string, doubted: boolean]>([
    ['of eight rare letters', RARE.repeat(8), 'gb18030', true],
    ['not of seven', RARE.repeat(7), 'gb18030', false],
    ['not in a charset of the West', RARE.repeat(8), 'windows-1252', false],
    ['not with a frequent one in six', `的${RARE.repeat(5)}`.repeat(2), 'gb18030', false],
    ['with one in seven', `的${RARE.repeat(6)}`.repeat(2), 'gb18030', true],
    ['not of the frequent letters of its charset', '個這們來說時會對', 'big5', false],
    ['of those of another', '個這們來說時會對', 'gb18030', true],
    ['with octets that mean nothing', `${'的'.repeat(8)}${'\ufffd'.repeat(4)}`, 'gb18030', true],
    ['with letters of private use', `${'的'.repeat(8)}${'\ue000'.repeat(2)}${'\uf8ff'.repeat(2)}`, 'gb18030', true],
    ['not with those behind them', `${'的'.repeat(8)}${'\uf900'.repeat(4)}`, 'gb18030', false],
    ['not with those before them', `${'的'.repeat(8)}${'\ud7ff'.repeat(4)}`, 'gb18030', false],
    ['not of ASCII', 'words and more words', 'gb18030', false],
    ['of what follows on ASCII', '\x80'.repeat(8), 'gb18030', true],
    ...['\u3000', '\u3001', '\u301f', '\uff01', '\uff5e', '\u2010', '\u2026'].map(
      (sign): [string, string, string, boolean] => [`not of the sign ${sign}`, sign.repeat(8), 'gb18030', false],
    ),
    ...['\u2fff', '\u3020', '\uff00', '\uff5f', '\u200f', '\u2027'].map((sign): [string, string, string, boolean] => [
      `of the sign ${sign}`,
      sign.repeat(8),
      'gb18030',
      true,
    ]),
    ['not by the last letter of a sample', `${'a'.repeat(3_992)}${RARE.repeat(9)}`, 'gb18030', false],
    ['by those before it', `${'a'.repeat(3_991)}${RARE.repeat(10)}`, 'gb18030', true],
    ['by the last letter of a short text', `${'a'.repeat(3_992)}${RARE.repeat(8)}`, 'gb18030', true],
  ])('%s', (_, text, charset, doubted) => {
    expect(isDoubtful(text, charset)).toBe(doubted);
  });
});

test.each([
  ['\xe4\xb8\xad', true],
  ['a\xe4b', false],
  ['\xe4b', false],
  ['a\xe4', false],
  ['\x80a\x80a', false],
  ['\xe4\xb8a\xf6b', true],
  ['\xe4\xb8a\xf6b\xfcc', false],
  [`${'a'.repeat(4_000)}\xe4`, true],
])('%j stands in runs: %s', (octets, inRuns) => {
  expect(standsInRuns(Buffer.from(octets, 'latin1'))).toBe(inRuns);
});
