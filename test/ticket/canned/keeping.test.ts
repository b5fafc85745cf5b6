import { describe, expect, it } from 'vitest';
import { MOST_KEPT } from '../../../src/ticket/canned/canned-answer.ts';
import { answerList, dropAnswer, keepAnswer, wholeAnswer } from '../../../src/ticket/canned/keeping.ts';
import { NOON } from '../sample.ts';
import { answerOf } from './sample.ts';

const by = { by: 'wang@desk.example', at: NOON };
const all = [answerOf('密码重置', '请重置。'), answerOf('退款', '请稍候。')];
const keep = (argument: string, text: string, known = all) => keepAnswer(known, { argument, text }, by);
const kept = (answer: string, locale: string, name: string, text: string) => ({
  kept: { answer, locale, name, text, ...by },
});

describe('an answer is kept', () => {
  it.each([
    ['@升级', '{产品}已升级', kept('升级', 'zh-CN', '升级', '{产品}已升级')],
    ['升级', ' 已升级\n', kept('升级', 'zh-CN', '升级', '已升级')],
    ['＠Upgrade', 'Done.', kept('upgrade', 'en', 'Upgrade', 'Done.')],
    ['@密码重置', '新的。', kept('密码重置', 'zh-CN', '密码重置', '新的。')],
    ['@密码重置 英文', '重置 it', kept('密码重置', 'en', '密码重置', '重置 it')],
    ['@password-reset @密码重置', 'Reset it.', kept('密码重置', 'en', 'password-reset', 'Reset it.')],
    ['@password-reset = @密码重置 EN', 'Reset it.', kept('密码重置', 'en', 'password-reset', 'Reset it.')],
  ])('%j with %j', (argument, text, expected) => expect(keep(argument, text)).toEqual(expected));
});

describe('an answer is not kept', () => {
  it.each([
    ['', 'x', 'no_answer_name', ''],
    ['@a b c', 'x', 'no_answer_name', '@a b c'],
    ['@密码重置 请重置', 'x', 'no_answer_name', '@密码重置 请重置'],
    ['@a @b @c', 'x', 'no_answer_name', '@a @b @c'],
    ['@a/b', 'x', 'no_answer_name', '@a/b'],
    ['@a', '  ', 'no_text', undefined],
    ['@a', 'x'.repeat(20_001), 'answer_too_long', '20000'],
    ['@a', '{姓各}您好', 'no_such_variable', '{姓各}'],
    ['@a', 'Dear {nmae}', 'no_such_variable', '{nmae}'],
    ['@a @密码重设', 'x', 'no_such_answer', '@密码重设 → @密码重置'],
    ['@退款 @密码重置', 'x', 'answer_name_taken', '@退款'],
    ['@a', '您好：\n @密码重置 \n谢谢', 'answer_in_answer', '@密码重置'],
  ])('%j with %j: %s', (argument, text, refused, detail) => {
    const result = keep(argument, text);
    expect(result).toMatchObject({ refused });
    if ('refused' in result) expect((result.detail ?? 'none').startsWith(detail ?? 'none')).toBe(true);
  });
  it('names the variables that may have been meant', () => {
    expect(keep('@a', '{numbr}')).toMatchObject({ detail: '{numbr} → {number}' });
  });
  it('beyond a number of them; those there are can still be changed', () => {
    const many = Array.from({ length: MOST_KEPT }, (_, at) => answerOf(`a${at}`, 'x'));
    expect(keep('@new', 'x', many)).toMatchObject({ refused: 'too_many_answers' });
    expect(keep('@a1', 'y', many)).toMatchObject({ kept: { text: 'y' } });
  });
});

describe('an answer is dropped', () => {
  it.each([
    ['@密码重置', { dropped: { answer: '密码重置', locale: null } }],
    ['密码重置 中文', { dropped: { answer: '密码重置', locale: 'zh-CN' } }],
    ['@密码重置 en', { refused: 'no_such_answer', detail: '@密码重置 → @密码重置' }],
    ['@密码', { refused: 'no_such_answer', detail: '@密码 → @密码重置' }],
    ['', { refused: 'no_answer_name', detail: '' }],
    ['@密码重置 现在', { refused: 'no_answer_name', detail: '@密码重置 现在' }],
  ])('%j', (argument, expected) => expect(dropAnswer(all, argument)).toEqual(expected));
});

describe('a list', () => {
  it('has a line each, by name, and the beginning of what it says', () => {
    const long = answerOf('a', `one\ntwo ${'x'.repeat(80)}`);
    expect(answerList([...all, long]).split('\n')).toEqual([
      '@a (English)',
      expect.stringMatching(/^ {2}one two x+…$/),
      '@密码重置 (中文)',
      '  请重置。',
      '@退款 (中文)',
      '  请稍候。',
    ]);
  });
  it('of none is empty', () => expect(answerList([])).toBe(''));
  it('of one has every language whole', () =>
    expect(wholeAnswer([answerOf('a', 'one\ntwo'), answerOf('甲', '一')])).toBe(
      '@a (English)\none\ntwo\n\n@甲 (中文)\n一',
    ));
});
