import { describe, expect, test } from 'vitest';
import { CUT_MARK, cutText, MAY_BE_MARK, TEXT_LENGTH, withoutHeaps } from '../../src/mail/limits.ts';

test.each<[what: string, text: string, cut: string]>([
  ['a text as long as is handed on', 'x'.repeat(TEXT_LENGTH), 'x'.repeat(TEXT_LENGTH)],
  ['a longer one', `${'x'.repeat(TEXT_LENGTH)}y`, 'x'.repeat(TEXT_LENGTH)],
  ['one that is cut within a sign', `${'x'.repeat(TEXT_LENGTH - 1)}\u{1f600}`, `${'x'.repeat(TEXT_LENGTH - 1)}\ufffd`],
  ['half a sign in one as long', `${'x'.repeat(TEXT_LENGTH - 1)}\ud800`, `${'x'.repeat(TEXT_LENGTH - 1)}\ud800`],
  ['half a sign in a short one', 'a\ud800', 'a\ud800'],
  ['a heap of marks', `a${'\u0301'.repeat(40)}b`, `a${'\u0301'.repeat(30)}b`],
])('%s', (_, text, cut) => expect(cutText(text) === cut).toBe(true));

test('what was cut says so in a line of its own', () => expect(CUT_MARK).toBe('\n[…]'));

describe('combining marks', () => {
  test('are all looked for, and nothing of CJK is', () => {
    const missed: string[] = [];
    for (let code = 0; code < 0x1_0000; code++) {
      const character = String.fromCharCode(code);
      if (/\p{M}/u.test(character) && !MAY_BE_MARK.test(character)) missed.push(code.toString(16));
    }
    expect(missed).toEqual([]);
    expect(MAY_BE_MARK.test('您好，“报表”导出失败……かな、カナ。한국어 plain ASCII')).toBe(false);
  });

  test.each(['\u0301', '\u0e31', '\u3099', '\ufe0f', '\u{1e8d0}'])('%j: thirty in a row stay', (mark) => {
    expect(withoutHeaps(`a${mark.repeat(31)}b${mark.repeat(30)}c`)).toBe(`a${mark.repeat(30)}b${mark.repeat(30)}c`);
  });
});
