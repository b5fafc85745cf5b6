import { describe, expect, it, test } from 'vitest';
import { foldName, isName, nearNames, variantsNamed } from '../../../src/ticket/canned/canned-answer.ts';
import { languageName } from '../../../src/ticket/canned/keeping.ts';
import { answerOf } from './sample.ts';

const zh = answerOf('密码重置', '您好，请重置密码。');
const en = answerOf('password-reset', 'Please reset it.', { answer: '密码重置' });
const other = answerOf('退款', '请稍候。');
const all = [zh, en, other];

describe('a name', () => {
  it.each([
    ['@密码重置', '密码重置'],
    ['＠Password-Reset', 'password-reset'],
    ['password_reset', 'password-reset'],
    ['ＡＢＣ', 'abc'],
  ])('%s is compared as %s', (written, folded) => expect(foldName(written)).toBe(folded));

  it.each(['密码重置', 'password-reset', '@x', 'A1', 'naïve'])('%j may be one', (name) =>
    expect(isName(name)).toBe(true),
  );
  it.each(['', '@', 'a b', '-x', 'a/b', '<b>', 'a@b.example', 'x'.repeat(41)])('%j may not', (name) =>
    expect(isName(name)).toBe(false),
  );

  it.each([
    ['密码重置', [zh, en]],
    ['@PASSWORD-RESET', [zh, en]],
    ['退款', [other]],
    ['密码', []],
  ])('%s leads to every language of its answer', (name, found) => expect(variantsNamed(all, name)).toEqual(found));

  it('leads to the answer that has it now before one that had it first', () => {
    const renamed = answerOf('b', 'text', { answer: 'a' });
    const newer = answerOf('a', 'text', { answer: 'c' });
    expect(variantsNamed([renamed, newer], 'a')).toEqual([newer]);
  });
});

describe('names like one that there is not', () => {
  it.each([
    ['密码重设', ['@密码重置']],
    ['pasword-reset', ['@password-reset']],
    ['reset-password', ['@password-reset']],
    ['天气', []],
  ])('%s: %j', (name, near) => expect(nearNames(all, name)).toEqual(near));

  it('are three at most, the most alike first', () => {
    const many = ['ab', 'abc', 'abcd', 'abcde', 'abcdef'].map((name) => answerOf(name, 'text'));
    expect(nearNames(many, 'abcdefg')).toEqual(['@abcdef', '@abcde', '@abcd']);
  });
});

test('a language is called as its people call it', () => {
  expect(['zh-CN', 'en', 'de'].map(languageName)).toEqual(['中文', 'English', 'de']);
});
