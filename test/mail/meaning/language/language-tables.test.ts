import { describe, expect, test } from 'vitest';
import {
  ANNOUNCEMENT,
  ANNOUNCING_VERB,
  CHINESE_REPLY,
  DIALOG,
  detectLanguage,
  FIRST_PERSON,
  FORMULAS,
  QUOTED,
} from '../../../../src/mail/meaning/language/language.ts';
import { untested, untestedAmong, untestedLetters } from '../../alternatives.ts';
import { ANNOUNCEMENTS, ANNOUNCING, CHINESE_FORMULAS, DIALOGS, ENGLISH_FORMULAS } from './language-tables.data.ts';

const languageOf = (text: string, subject = ''): string => detectLanguage(text, subject).language;

const PERSONS = ['I see it', 'we see it', 'my export', 'our export', 'tell us', 'tell me', 'a friend of mine'];
const QUOTATIONS = ['“x”', '「x」', '『x』', '《x》', '"x"', '`x`'];
const REPLIES = [
  '回复：x',
  '回覆: x',
  '回復：x',
  '答复：x',
  '答覆: x',
  '答復：x',
  '转发：x',
  '轉發：x',
  '转寄: x',
  '[外部] 回复：x',
];

describe('what says little about a language', () => {
  test.each(ENGLISH_FORMULAS)('%s in a Chinese mail', (formula) => {
    expect(languageOf(`导出失败了。\n\n${formula}`)).toBe('zh');
  });

  test.each(CHINESE_FORMULAS)('%s in an English mail', (formula) => {
    expect(languageOf(`The export has failed since this morning, could you please help us?\n\n${formula}`)).toBe('en');
  });

  test.each(ANNOUNCEMENTS)('what "%s" and a colon announce', (words) => {
    expect(languageOf(`导出失败，${words}：the connection was refused by the other side`)).toBe('zh');
  });

  test.each(ANNOUNCING)('what "%s" announces', (words) => {
    expect(languageOf(`系统${words} the connection was refused by the other side`)).toBe('zh');
  });

  test.each(DIALOGS)('"%s", which a dialog says', (words) => {
    expect(languageOf(`点击导出以后打不开。\n${words}`)).toBe('zh');
  });

  test.each(QUOTATIONS)('a quotation such as %s', (quotation) => {
    const said = quotation.replace('x', 'the connection was refused by the other side of it');
    expect(languageOf(`导出失败${said}`)).toBe('zh');
  });
});

test.each(REPLIES)('the subject %s is its owner’s', (subject) => {
  expect(languageOf('导出\nI cannot export the report.', subject)).toBe('zh');
});

describe('is a formula', () => {
  const isFormula = (words: string): boolean => FORMULAS.some((each) => each.test(words));

  test.each([
    ...ENGLISH_FORMULAS,
    ...CHINESE_FORMULAS,
    'Dear Mr. Li Wei',
    '谢谢您',
    '多谢各位',
    '顺颂',
    '商祺',
    '中关村路8',
  ])('%s', (words) => expect(isFormula(words)).toBe(true));

  test.each([
    ...['Well, hello Li', 'Hello to you and to me', 'Hello (Li)', 'We send thanks', 'Thanks to everybody here'],
    ...['客户说此致', '您好吗', '公司的系统', '导出失败了', '多次失败了', '敬请协助'],
  ])('not %s', (words) => expect(isFormula(words)).toBe(false));
});

describe.each<[what: string, pattern: RegExp, found: readonly string[], missed: readonly string[]]>([
  ['an announcement', ANNOUNCEMENT, ANNOUNCEMENTS, ['导出', '系统']],
  [
    'a verb that announces',
    ANNOUNCING_VERB,
    ANNOUNCING.flatMap((words) => [`${words}x`, `${words} x`, `${words}  x`]),
    ['显示 报错', '打开 x', '弹 x'],
  ],
  [
    'a dialog',
    DIALOG,
    [...DIALOGS, 'our service is', 'our systems are', 'our administrators are'],
    ['we see it', 'our export', 'your export', 'tell me', 'we could find it', 'wexre working'],
  ],
  ['a person', FIRST_PERSON, PERSONS, ['the export', 'the users']],
  [
    'a mark of answers',
    CHINESE_REPLY,
    [...REPLIES, '回复 ：x', '[外部][list]回复：x', '[a] 回复：x'],
    ['x 回复：y', '回复x', '[外部 回复：x', '导出：x', '回电：x', '答谢：x', '转移：x', '[a]b回复：x'],
  ],
])('%s', (_, pattern, found, missed) => {
  test.each(found)('%s', (words) => expect(words).toMatch(pattern));
  test.each(missed)('not %s', (words) => expect(words).not.toMatch(pattern));
});

test.each(QUOTATIONS)('the words of %s are quoted', (quotation) => {
  expect(`a${quotation.replace('x', 'some words')}b`.replace(QUOTED, '')).toBe('ab');
});

describe('every alternative has a line of its own', () => {
  test.each<[what: string, pattern: RegExp, samples: readonly string[]]>([
    ['announcements', ANNOUNCEMENT, ANNOUNCEMENTS],
    ['verbs that announce', ANNOUNCING_VERB, ANNOUNCING.map((words) => `${words} x`)],
    ['dialogs', DIALOG, DIALOGS],
    ['persons', FIRST_PERSON, PERSONS],
    ['quotations', QUOTED, QUOTATIONS],
    ['marks of answers', CHINESE_REPLY, REPLIES],
  ])('%s', (_, pattern, samples) => {
    expect([...untested(pattern, samples), ...untestedLetters(pattern, samples)]).toEqual([]);
  });

  test('formulas', () => {
    const samples = [...ENGLISH_FORMULAS, ...CHINESE_FORMULAS];
    expect(untestedAmong(FORMULAS, samples)).toEqual([]);
    expect(FORMULAS.flatMap((pattern) => untestedLetters(pattern, samples))).toEqual([]);
  });
});
