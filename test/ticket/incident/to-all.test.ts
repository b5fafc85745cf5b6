import { describe, expect, it } from 'vitest';
import { readCommands } from '../../../src/mail/meaning/command.ts';
import { saidToAll, shownToStaff } from '../../../src/ticket/incident/to-all.ts';
import { answerOf } from '../canned/sample.ts';
import { li } from '../sample.ts';

const article = { number: 12, approved: true, locale: 'zh-CN', title: '切换', steps: '1. 切到备库', caution: '' };
const insertable = {
  answers: [
    answerOf('恢复', '预计 18:00 恢复。'),
    answerOf('back-soon', 'Back by 18:00.', { answer: '恢复' }),
    answerOf('称呼', '{姓名|客户}您好，我是{我}。'),
    answerOf('名字', '{姓名}您好。'),
    answerOf('产品', '{产品}正在恢复。'),
    answerOf('费时', '正在恢复。\n工时：2h'),
  ],
  articles: [article, { ...article, number: 13, approved: false, title: '草稿' }],
};
const said = (text: string) => saidToAll(readCommands(text).commands, insertable, li);
const [ZH, EN] = ['预计 18:00 恢复。', 'Back by 18:00.'];
const both = (zh: string, en: string) => [
  { locale: 'zh-CN', words: zh },
  { locale: 'en', words: en },
];

describe('words to all customers', () => {
  it.each<[text: string, content: unknown]>([
    ['#告知 六点恢复', [{ locale: null, words: '六点恢复' }]],
    ['#告知\n中文：六点恢复\nEnglish: Back by six', both('六点恢复', 'Back by six')],
    ['#告知 六点恢复\n工时：1h', [{ locale: null, words: '六点恢复' }]],
    ['#告知 工时：1h', []],
    ['#告知 @恢复', both(ZH, EN)],
    ['#告知 @back-soon', both(ZH, EN)],
    ['#告知\n@恢复', both(ZH, EN)],
    ['#告知 @恢复\n抱歉。', both(`${ZH}\n\n抱歉。`, `${EN}\n\n抱歉。`)],
    ['#告知\n中文：@恢复\nEnglish: We are sorry.\n@恢复', both(ZH, `We are sorry.\n${EN}`)],
    ['#告知\n中文：六点恢复\n@恢复', both(`六点恢复\n${ZH}`, `六点恢复\n${EN}`)],
    ['#告知 @费时', both('正在恢复。', '正在恢复。')],
    ['#告知 @产品 产品=CRM', both('CRM正在恢复。', 'CRM正在恢复。')],
    ['#告知 @称呼', both('客户您好，我是li。', '客户您好，我是li。')],
    ['#文章 12\n#告知 请先切换', both('【切换】\n1. 切到备库\n\n请先切换', '【切换】\n1. 切到备库\n\n请先切换')],
    ['#告知 请先切换\n#文章 12', both('请先切换\n\n【切换】\n1. 切到备库', '请先切换\n\n【切换】\n1. 切到备库')],
    ['#告知 @小王 请看', 'no_such_answer'],
    ['#告知 @名字', 'no_value'],
    ['#告知\n#文章 13', 'article_not_approved'],
    [
      '#解决\n原因：磁盘满\n解决步骤：@恢复',
      both(`原因：磁盘满\n解决步骤：\n${ZH}`, `原因：磁盘满\n解决步骤：\n${EN}`),
    ],
  ])('%j', (text, content) => {
    const [one, ...more] = said(text);
    expect(more).toEqual([]);
    expect(one?.refused?.refused ?? one?.content).toEqual(content);
  });

  it('in one language of two are told to be so', () => {
    expect(said('#告知 @产品 产品=CRM').map(({ otherLanguages }) => otherLanguages)).toEqual([['zh-CN']]);
    expect(said('#告知 @恢复').map(({ otherLanguages }) => otherLanguages)).toEqual([[]]);
  });
  it('are nobody else’s: a note keeps its words, and an article alone stays a command', () => {
    expect(said('#备注 @恢复')).toMatchObject([{ command: { name: 'note', argument: '@恢复' }, content: [] }]);
    expect(said('#文章 12')).toMatchObject([{ command: { name: 'article' }, content: [] }]);
  });
  it('are shown to the staff by language, and once where all get the same', () => {
    expect(shownToStaff(both(ZH, EN))).toBe(`中文：\n${ZH}\n\nEnglish:\n${EN}`);
    expect(shownToStaff(both(ZH, ZH))).toBe(ZH);
    expect(shownToStaff([{ locale: null, words: '都' }, ...both('中', 'en')])).toBe('都\n\n中文：\n中\n\nEnglish:\nen');
  });
});
