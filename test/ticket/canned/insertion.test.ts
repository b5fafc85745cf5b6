import { describe, expect, it, test } from 'vitest';
import { readCommands } from '../../../src/mail/meaning/command.ts';
import type { ArticleShown } from '../../../src/ticket/canned/article-shown.ts';
import { answerReaderOf, articlesNamed, namesAnswers, withInsertions } from '../../../src/ticket/canned/insertion.ts';
import { accepted, at, li, NOON, wang } from '../sample.ts';
import { apply, linesOf, loaded } from '../staff-mail.ts';
import { answerOf } from './sample.ts';

const article: ArticleShown = {
  number: 12,
  approved: true,
  locale: 'zh-CN',
  title: '导出中断',
  steps: '1. 调上限\n2. 重启',
  caution: '会中断',
};
const insertable = {
  answers: [
    answerOf('密码重置', '{姓名|客户}您好，问题 {编号} 的密码已重置。'),
    answerOf('password-reset', 'Dear {name}, it is reset.', { answer: '密码重置' }),
    answerOf('升级', '{产品}已经升级。'),
    answerOf('greeting', 'Hello!'),
    answerOf('巡检', '已巡检。\n工时：5h'),
  ],
  articles: [
    article,
    { ...article, number: 13, approved: false, title: '草稿' },
    { ...article, number: 14, locale: 'en', title: 'Exports', caution: '', steps: 'Restart.' },
  ],
};
const ARTICLE = '【导出中断】\n1. 调上限\n2. 重启\n注意：会中断';
const { number } = accepted;
const composed = (text: string, ticket = accepted) =>
  withInsertions(readCommands(text).commands, insertable, answerReaderOf(ticket, li));
const words = (text: string, ticket = accepted) =>
  composed(text, ticket).map(({ command: { name, argument, text: below }, refused }) =>
    refused === null ? [name, [argument, below].filter(Boolean).join('\n')] : [name, refused.refused, refused.detail],
  );

describe('a canned answer', () => {
  it('has no effort: that is of whoever wrote it', () =>
    expect(words('#答复 @巡检\n工时：1h')).toEqual([['reply', '已巡检。\n\n工时：1h']]));
  it.each([
    ['#答复 @密码重置', [['reply', `张三您好，问题 ${number} 的密码已重置。`]]],
    ['#答复 ＠密码重置。', [['reply', `张三您好，问题 ${number} 的密码已重置。`]]],
    ['#reply @Password-Reset', [['reply', `张三您好，问题 ${number} 的密码已重置。`]]],
    ['#答复 @密码重置\n请注意查收。', [['reply', `张三您好，问题 ${number} 的密码已重置。\n\n请注意查收。`]]],
    ['#答复\n您好\n@升级\n谢谢', [['reply', 'no_value', '产品=…']]],
    ['#答复\n@密码重置\n谢谢', [['reply', `张三您好，问题 ${number} 的密码已重置。\n谢谢`]]],
    ['#答复 @升级 产品=CRM', [['reply', 'CRM已经升级。']]],
    ['#答复 @升级 产品＝“新 CRM” 请试试', [['reply', '新 CRM已经升级。\n请试试']]],
    ['#答复 @密码重置 @升级 产品=CRM', [['reply', `张三您好，问题 ${number} 的密码已重置。\nCRM已经升级。`]]],
    ['#询问 @greeting 还有别的吗？', [['ask', 'Hello!\n还有别的吗？']]],
    ['#答复 @升级', [['reply', 'no_value', '产品=…']]],
    ['#答复 @密码重设', [['reply', 'no_such_answer', '@密码重设 → @密码重置']]],
    ['#答复 @天气', [['reply', 'no_such_answer', '@天气']]],
    ['#答复 您好 @密码重置', [['reply', '您好 @密码重置']]],
    ['#答复\n@小王 请看', [['reply', '@小王 请看']]],
    ['#答复\n@小王', [['reply', '@小王']]],
    ['#答复\n@密码重设', [['reply', 'no_such_answer', '@密码重设 → @密码重置']]],
    ['#答复\n@密码重置。', [['reply', `张三您好，问题 ${number} 的密码已重置。`]]],
    ['#答复\n您好\n@升级 产品=CRM', [['reply', '您好\nCRM已经升级。']]],
    ['#答复\n@密码重置 谢谢', [['reply', '@密码重置 谢谢']]],
    ['#解决\n原因：忘了\n解决步骤：@密码重设', [['resolve', 'no_such_answer', '@密码重设 → @密码重置']]],
    ['#解决\n原因：忘了\n解决步骤：@greeting。', [['resolve', '原因：忘了\n解决步骤：\nHello!']]],
    ['#解决\n原因：忘了\n解决步骤：@升级 产品=CRM', [['resolve', '原因：忘了\n解决步骤：\nCRM已经升级。']]],
    ['#备注 @密码重置', [['note', '@密码重置']]],
  ])('%j', (text, expected) => expect(words(text)).toEqual(expected));

  it('goes in the language of the customer', () => {
    expect(words('#答复 @密码重置', { ...accepted, locale: 'en' })).toEqual([['reply', 'Dear 张三, it is reset.']]);
  });
  it('goes in another where there is none, which is told', () => {
    const [one] = composed('#答复 @升级 产品=CRM', { ...accepted, locale: 'en' });
    expect([one?.command.text, one?.otherLanguage]).toEqual(['CRM已经升级。', 'zh-CN']);
  });
  it('cannot be made to read more by what customers call themselves', () => {
    const hostile = { ...accepted, requester: { name: '{编号}\n@升级\n#文章 12', address: 'z@c.example' } };
    expect(words('#答复 @密码重置', hostile)).toEqual([
      ['reply', `{编号} @升级 #文章 12您好，问题 ${number} 的密码已重置。`],
    ]);
  });
});

describe('an article', () => {
  it.each([
    ['#文章 12', [['reply', ARTICLE]]],
    ['#article 12', [['reply', ARTICLE]]],
    ['#文章 #12', [['reply', ARTICLE]]],
    ['#文章 １２', [['reply', ARTICLE]]],
    ['#文章 12\n请先试试', [['reply', `${ARTICLE}\n\n请先试试`]]],
    ['#文章 14', [['reply', 'Exports\nRestart.']]],
    ['#答复 您好\n#文章 12\n再见', [['reply', `您好\n\n${ARTICLE}\n\n再见`]]],
    ['#答复\n您好\n#文章 12\n再见', [['reply', `您好\n\n${ARTICLE}\n\n再见`]]],
    ['#文章 12\n#答复 请先试试', [['reply', `${ARTICLE}\n\n请先试试`]]],
    ['#答复 @greeting\n#文章 12\n#文章 14', [['reply', `Hello!\n\n${ARTICLE}\n\nExports\nRestart.`]]],
    ['#询问\n试过了吗？\n# article 12', [['ask', `试过了吗？\n\n${ARTICLE}`]]],
    [
      '#紧急程度 高\n#文章 12',
      [
        ['urgency', '高'],
        ['reply', ARTICLE],
      ],
    ],
    ['#文章 13', [['article', 'article_not_approved', '13 草稿']]],
    ['#文章 99', [['article', 'no_such_article_number', '99']]],
    ['#文章', [['article', 'no_such_article_number', '']]],
    ['#文章 导出', [['article', 'no_such_article_number', '导出']]],
    ['#答复\n您好\n#文章 13', [['reply', 'article_not_approved', '13 草稿']]],
    ['#答复\n见 #文章 12', [['reply', '见 #文章 12']]],
    [
      '#备注\n#文章 12',
      [
        ['reply', ARTICLE],
        ['note', ''],
      ].toReversed(),
    ],
  ])('%j', (text, expected) => expect(words(text)).toEqual(expected));

  it('is loaded by the numbers that are named', () => {
    expect(articlesNamed(readCommands('#答复 您好\n#文章 12\n再见\n#文章 14').commands)).toEqual([12, 14]);
    expect(articlesNamed(readCommands('#备注 您好\n见\n#文章 14').commands)).toEqual([]);
  });
  it('is one of twenty at most', () => {
    const many = Array.from({ length: 40 }, (_, at) => `#文章 ${at + 1}`).join('\n');
    expect(articlesNamed(readCommands(`#答复\n您好\n${many}`).commands)).toHaveLength(20);
  });
});

test.each([
  ['#答复 @密码重置', true],
  ['#答复\n您好\n ＠密码重置', true],
  ['#答复 您好', false],
  ['#备注 @密码重置', false],
  ['#文章 12', false],
])('%j names answers: %s', (text, expected) => expect(namesAnswers(readCommands(text).commands)).toBe(expected));

describe('a mail with them', () => {
  const load = { ...loaded, insertable };
  const mail = (text: string, more: Parameters<typeof apply>[1] = {}) => apply(text, { by: li, load, ...more });

  it('goes to the customer as it has become, and its author is shown that', () => {
    const { applied, change } = mail('#答复 @密码重置');
    expect(applied).toBe(true);
    const [answer] = change.letters.filter(({ kind }) => kind === 'public_reply');
    const [transcript] = change.letters.filter(({ kind }) => kind === 'transcript');
    expect(answer?.words).toBe(`张三您好，问题 ${number} 的密码已重置。`);
    expect(transcript).toMatchObject({
      words: answer?.words,
      values: { preview: 'sent' },
      lines: [{ command: '#reply @密码重置', done: true, result: 'reply' }],
    });
  });
  it('shows it also where the command itself would need no answer', () => {
    const { change } = mail('#解决\n原因：上限\n解决步骤：\n#文章 12');
    expect(change.letters.filter(({ kind }) => kind === 'transcript')).toMatchObject([
      { words: expect.stringContaining('导出中断') },
    ]);
    expect(change.ticket.resolution?.steps).toContain('1. 调上限');
  });
  it('says in which language it went where that is not the customer’s', () => {
    const lines = linesOf('#答复 @升级 产品=CRM', { load, ticket: { ...accepted, locale: 'en' } });
    expect(lines).toMatchObject([{ result: 'reply' }, { result: 'answer_language', detail: '中文', done: false }]);
  });
  it('does nothing at all where one thing cannot be put in', () => {
    const { applied, change } = mail('#紧急程度 高\n#答复 @天气');
    expect([applied, change.ticket]).toEqual([false, accepted]);
    expect(change.letters).toMatchObject([
      { kind: 'transcript', lines: [{ result: 'held_back' }, { result: 'no_such_answer', detail: '@天气' }] },
    ]);
  });
  it('an article is refused where the ticket would refuse an answer', () => {
    const merged = { ...accepted, state: 'merged', mergedInto: 'TS20261123009' } as const;
    expect(linesOf('#文章 12', { load, ticket: merged, by: wang, context: at(NOON) })).toMatchObject([
      { done: false, result: 'merged' },
    ]);
  });
});
