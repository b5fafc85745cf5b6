import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { firstTerms, termsOf, wordsIn } from '../../src/knowledge/terms.ts';

/** What a lexeme of PostgreSQL may have is six times as much. */
const TERM_OCTETS = 303;

describe('the terms of a text', () => {
  it.each([
    ['Chinese words, and pairs across them', '报表导出', ['报表', '导出', '表导']],
    ['stems of English words', 'Exports failing', ['export', 'fail']],
    ['codes, whole and in parts', '错误代码 EXP-5003', ['exp-5003', 'exp', '5003']],
    ['one width and case', 'ＡＢＣ４２９', ['abc429']],
    ['what is meant, in both languages', 'cannot sign in', ['=login']],
    ['what is meant, in both languages', '登陆不了', ['=login']],
  ])('has %s', (_, text, terms) => expect(termsOf(text)).toEqual(expect.arrayContaining(terms)));

  it.each([
    ['a number alone is no code', 'v2', ['v2']],
    ['nor are words alone', 'open-source', ['open', 'sourc']],
    ['a code may end in letters', 'a1-zebra', ['a1-zebra', 'a1', 'zebra']],
    ['Chinese between words keeps them apart', 'zebra中断yak', ['中断', 'zebra', 'yak']],
    ['a Chinese word of more than two characters, and its pairs', '乌鲁木齐', ['乌鲁木齐', '乌鲁', '鲁木', '木齐']],
    ['nothing behind the first 4000 characters', `${' '.repeat(3999)}zebra`, []],
    ['nothing behind them when folding makes more of them', `${'\ufb03 '.repeat(1000)}zebra`, Array(1000).fill('ffi')],
    ['the first 100 characters of a word', 'z'.repeat(4000), ['z'.repeat(100)]],
    ['a word of 100 characters', 'z'.repeat(100), ['z'.repeat(100)]],
    ['no half of a character', `z${'\u{10400}'.repeat(60)}`, [`z${'\u{10428}'.repeat(49)}`]],
    [
      'the first 100 characters of a code, and its parts',
      `${'7'.repeat(200)}-${'8'.repeat(200)}`,
      ['7'.repeat(100), '7'.repeat(100), '8'.repeat(100)],
    ],
  ])('%s', (_, text, terms) => expect(termsOf(text)).toEqual(terms));

  it.each(['', '的 了 吗', 'the and of', '？！', '您好，请问', 'Hello, could you please help us?'])(
    'has none for %j, which says nothing',
    (text) => expect(termsOf(text)).toEqual([]),
  );

  it('has no empty term, no NUL and no lone surrogate, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        for (const term of termsOf(text)) {
          expect(term.length).toBeGreaterThan(1);
          expect(term.isWellFormed()).toBe(true);
          expect(term).not.toContain('\u0000');
          expect(Buffer.byteLength(term)).toBeLessThanOrEqual(TERM_OCTETS);
        }
      }),
    );
  });
});

/** Texts whose terms are as long, or as many, as terms can be. */
it.each([
  ['one word', '\u9fff'.repeat(4000)],
  ['one word of another script', '\uff9f\u30fb'.repeat(4000)],
  ['signs that fold to many', '\ufdfa'.repeat(4000)],
  ['letters of four octets', '\u{1e900}'.repeat(4000)],
  ['codes', 'a-1_'.repeat(1000)],
  ['words of two letters', Array.from({ length: 4000 }, (_, at) => at.toString(36).padStart(2, 'z')).join(' ')],
  ['hanzi', String.fromCodePoint(...Array.from({ length: 4000 }, (_, at) => 0x4e00 + at))],
])('%s make no lexeme and no vector that PostgreSQL refuses', (_, text) => {
  const terms = [...new Set(termsOf(text))];
  expect(terms.every((term) => Buffer.byteLength(term) <= TERM_OCTETS)).toBe(true);
  // Five fields make a document; a lexeme takes its octets, its position and what aligns both.
  expect(terms.reduce((sum, term) => sum + Buffer.byteLength(term) + 6, 0)).toBeLessThan(1_000_000 / 5);
});

it.each([
  ['none that says nothing', '我们 The a 导出', ['导出']],
  ['none of one character', 'x 导出', ['导出']],
  ['nothing between words', '报表\r\n导出', ['报表', '导出']],
])('words for tags: %s', (_, text, words) => {
  expect(wordsIn(text)).toEqual(words);
});

it('words for tags are as they stand, each once', () => {
  expect(wordsIn('大报表导出中断，报表 Export failed')).toEqual(
    expect.arrayContaining(['报表', '导出', '中断', 'Export', 'failed']),
  );
});

it('the first terms are the first of all, each once', () => {
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom(...'导出报表失败 error export E-1002 登录 login '.split(/(?<= )/)), { maxLength: 60 }),
      fc.integer({ min: 1, max: 20 }),
      (words, most) => {
        const text = words.join('');
        expect(firstTerms(text, most)).toEqual([...new Set(termsOf(text))].slice(0, most));
      },
    ),
  );
});
