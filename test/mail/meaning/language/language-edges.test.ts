import { expect, test } from 'vitest';
import { detectLanguage } from '../../../../src/mail/meaning/language/language.ts';

/** What a program says, and nobody of himself. */
const SAID = 'the export fails every day with the same message';
const FRENCH = 'Bonjour, nous avons ce message et vous le voyez ici.';

test.each<[why: string, text: string, language: string, certain: boolean, subject?: string]>([
  ['nothing but a quotation', '“系统繁忙请稍后再试”', 'zh', true],
  ['a reply mark of Chinese above Japanese', 'わかりました。I will try it.', 'en', false, '回复：x'],
  ['a word, whatever the subject says', 'Thanks', 'en', false, 'Der Bericht ist nicht da und das ist schlecht'],
  ['a subject with a quotation', '', 'de', false, 'Bericht nicht “the report is not open and you can see it”'],
  ['a subject that is a quotation', '', 'zh', false, '“报表导出报错”'],
  ['a name below', `The export: ${SAID}.\n王小明`, 'en', true],
  ['a name above, which may be words', `报错了\n${SAID}`, 'zh', true],
  ['the same below an empty line', `\n报错了\n${SAID}`, 'zh', true],
  ['the same below blanks', `  \n报错了\n${SAID}`, 'zh', true],
  ['the same below a quote', `> x\n报错了\n${SAID}`, 'zh', true],
  ['words as short as a name within a line', `OK\n打不开，${SAID}`, 'zh', true],
  ['a line longer than a name', `OK\n报表打不开\n${SAID}`, 'zh', true],
  ['thanks between marks', `The export: ${SAID}.\n-- 谢谢 --`, 'en', true],
  [
    'a sentence that begins in English',
    'See 附件. The export fails again and we cannot work with it at all.',
    'en',
    true,
  ],
  ['a full stop within a word', `See www.附件 and ${SAID}`, 'zh', false],
  ['one word of English before', 'See 报表导出失败', 'zh', true],
  ['names before', 'docker compose 失败了\nthe export is not there', 'zh', true],
  [
    'an announcement above a code',
    'Since today we see that the dialog says to us:\n(500)\n服务器内部错误，请联系管理员',
    'en',
    true,
  ],
  ['an announcement of a person', '导出失败，提示：I cannot do that for you, as it is not mine to do', 'zh', true],
  ['two words and a colon', 'The export of the report fails. Problem now: 导出失败了', 'zh', true],
  ['pasted lines', `${'> x\n'.repeat(10)}Le rapport est vide`, 'fr', true],
  [
    'a line set in by one blank',
    `${FRENCH}\n The report cannot be opened since we are on it, and it is not there for you and me.`,
    'en',
    true,
  ],
  [
    'a line set in by more',
    `${FRENCH}\n      The report cannot be opened since we are on it, and it is not there for you and me.`,
    'fr',
    true,
  ],
  ['words that a tag parts', 'nous vous avec der<x>die<x>und<x>das', 'de', true],
  ['words that a quotation parts', 'nous vous avec der"x"die"x"und"x"das', 'de', true],
  ['a person’s word amid hanzi', '我的 my-account 打不开，导出也失败', 'zh', true],
  ['hanzi below German', 'Der Bericht lässt sich nicht öffnen und das ist sehr schlecht\n打不开了吧', 'de', false],
  [
    'hanzi above unknown words',
    '打开\nxxxx yyyy zzzz wwww qqqq rrrr ssss',
    'zh',
    false,
    'Der Bericht ist nicht da und das',
  ],
  ['more hanzi than a person’s English', '打不开报表了，导出也一直失败。\nI tried.', 'zh', false],
  ['as many of both', '导出报表一直失败\nI and you and we', 'zh', false],
  ['three times the English', `导出报表一直失败\n${'I and you and we and '.repeat(2)}I and you`, 'en', false],
  ['more than that', `导出报表一直失败\n${'I and you and we and '.repeat(2)}I and you and`, 'en', true],
  ['two hanzi', '打开', 'zh', false],
  ['three hanzi', '打不开', 'zh', true],
  ['two hanzi and figures', '打开 1234567 890', 'zh', false],
  ['three words', 'the and you', 'en', true],
  ['two words', 'the and', 'en', false],
  ['a script of no language here', 'ሰላም', 'und', false],
])('%s: %j', (_, text, language, certain, subject) => {
  expect(detectLanguage(text, subject)).toEqual({ language, certain });
});
