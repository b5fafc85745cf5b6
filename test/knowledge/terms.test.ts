import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { termsOf, wordsOf } from '../../src/knowledge/terms.ts';

describe('the terms of a text', () => {
  it.each([
    ['Chinese words, and pairs across them', '报表导出', ['报表', '导出', '表导']],
    ['stems of English words', 'Exports failing', ['export', 'fail']],
    ['codes, whole and in parts', '错误代码 EXP-5003', ['exp-5003', 'exp', '5003']],
    ['one width and case', 'ＡＢＣ４２９', ['abc429']],
    ['what is meant, in both languages', 'cannot sign in', ['=login']],
    ['what is meant, in both languages', '登陆不了', ['=login']],
  ])('has %s', (_, text, terms) => expect(termsOf(text)).toEqual(expect.arrayContaining(terms)));

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
        }
      }),
    );
  });
});

it('words for tags are as they stand, each once', () => {
  expect(wordsOf('大报表导出中断，报表 Export failed')).toEqual(
    expect.arrayContaining(['报表', '导出', '中断', 'Export', 'failed']),
  );
});
