import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cut } from '../../src/lib/cut.ts';

describe('a text that is cut', () => {
  it.each([
    ['abc', 3, 'abc'],
    ['abcd', 3, 'abc'],
    ['ab😀', 3, 'ab'],
    ['ab😀', 4, 'ab😀'],
    ['a👨‍👩‍👧‍👦b', 5, 'a'],
    ['a👨‍👩‍👧‍👦b', 12, 'a👨‍👩‍👧‍👦'],
    ['e\u0301e\u0301', 3, 'e\u0301'],
    ['🇩🇪🇨🇳', 6, '🇩🇪'],
    ['中文', 1, '中'],
    ['x', 0, ''],
    ['a\ud83d', 5, 'a\ufffd'],
  ])('%j to %i units: %j', (text, most, kept) => expect(cut(text, most)).toBe(kept));

  it('is the beginning of it, whole characters only, and fit to be stored', () => {
    const characters = fc.array(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 1 }), { maxLength: 60 });
    fc.assert(
      fc.property(characters, fc.nat(80), (pieces, most) => {
        const text = pieces.join('');
        const kept = cut(text, most);
        expect(kept.length).toBeLessThanOrEqual(most);
        expect(kept.isWellFormed()).toBe(true);
        expect(text.startsWith(kept)).toBe(true);
        const whole = [...new Intl.Segmenter(undefined, { granularity: 'grapheme' }).segment(text)];
        if (kept !== text) expect(whole.some(({ index }) => index === kept.length)).toBe(true);
      }),
    );
  });

  it('keeps a pair whole in a character that never ends', () => {
    const endless = `e${'\u0301'.repeat(1_000)}`;
    expect(cut(endless, 500)).toHaveLength(500);
    const pairs = `😀${'\u{E0061}'.repeat(500)}`;
    for (const most of [500, 501]) expect(cut(pairs, most).isWellFormed()).toBe(true);
  });
});
