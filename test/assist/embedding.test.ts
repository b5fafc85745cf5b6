import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { embeddedText, unitVector } from '../../src/assist/embedding.ts';

describe('the text that is embedded', () => {
  it.each<[string, string, string | null]>([
    ['is the problem', '导出失败\n一导出就报错。', '导出失败\n一导出就报错。'],
    ['hides numbers to call', '打不开\n电话 13800138000', '打不开\n电话 [PHONE-1]'],
    ['hides addresses and links', 'x\nann@big.example https://a.example/t?k=1', 'x\n[ADDRESS-1] [LINK-1]'],
    ['hides passwords', '登录\n密码是 hunter22，进不去', '登录\n密码是 [SECRET-1]，进不去'],
    ['has nothing at its ends', '\n 打不开 \n', '打不开'],
    ['is none where nothing is said', ' \n\n', null],
    ['is none where nothing is seen', '\u200b\n\u2060', null],
  ])('%s', (_case, problem, expected) => {
    expect(embeddedText(problem, { redact: true })).toBe(expected);
  });

  it('is as it stands where nothing is to be hidden', () => {
    expect(embeddedText('电话 13800138000', { redact: false })).toBe('电话 13800138000');
  });

  it('is no longer than small models read, and ends with a whole character', () => {
    const text = embeddedText(`${'字'.repeat(999)}👩‍💻${'字'.repeat(5_000)}`, { redact: true });
    expect(text).toBe('字'.repeat(999));
  });
});

it('has no part of a number that is cut off', () => {
  const text = embeddedText(`${'字'.repeat(995)}13800138000`, { redact: true });
  expect(text).not.toMatch(/\d{2}/);
});

describe('a unit vector', () => {
  const length = (vector: readonly number[]): number => Math.sqrt(vector.reduce((sum, each) => sum + each * each, 0));

  it.each<[string, number[], number[] | null]>([
    ['of one direction', [3, 4], [0.6, 0.8]],
    ['of one number', [-7], [-1]],
    ['of numbers that overflow when they are multiplied', [3e200, 4e200], [0.6, 0.8]],
    ['of numbers that vanish when they are multiplied', [3e-200, 4e-200], [0.6, 0.8]],
    ['of zeros is none', [0, 0, -0], null],
    ['of nothing is none', [], null],
    ['of what is no number is none', [1, Number.NaN], null],
    ['of what has no end is none', [1, Number.POSITIVE_INFINITY], null],
    ['of what has no end below is none', [Number.NEGATIVE_INFINITY, 0], null],
  ])('%s', (_case, values, expected) => {
    const unit = unitVector(values);
    if (expected === null) expect(unit).toBeNull();
    else expect(unit?.map((each) => Number(each.toFixed(12)))).toEqual(expected);
  });

  it('is of length one whatever a server says, or none', () => {
    fc.assert(
      fc.property(fc.array(fc.double(), { maxLength: 40 }), (values) => {
        const unit = unitVector(values);
        if (unit === null) return;
        expect(unit).toHaveLength(values.length);
        expect(unit.every(Number.isFinite)).toBe(true);
        expect(length(unit)).toBeCloseTo(1, 9);
      }),
    );
  });
});
