import { describe, expect, test } from 'vitest';
import { asksForNews, declinesProgress, onlyDeclinesProgress } from '../../../src/mail/meaning/news.ts';
import { QUESTIONS } from './news.data.ts';

test.each(QUESTIONS)('%s: %s', (text, asks) => {
  expect(asksForNews(text)).toBe(asks);
});

test('the beginning of an answer is read', () => {
  expect(asksForNews(`${' '.repeat(2991)}any news?`)).toBe(true);
  expect(asksForNews(`${' '.repeat(2993)}any news?`)).toBe(false);
});

test.each([
  ['有进展吗？', true],
  ['请问处理得怎么样了', true],
  ['什么时候能解决', true],
  ['进度如何', true],
  ['Any news?', true],
  ['When will this be fixed?', true],
  ['Could you please give me an update?', true],
  ['没有新的消息', false],
  ['The progress bar is stuck', false],
  ['The news module shows nothing', false],
])('"%s" asks for news: %s', (text, expected) => {
  expect(asksForNews(text)).toBe(expected);
});

describe('letters about progress are wanted no more', () => {
  test.each([
    '不用再发进展了。',
    '不用再发进展了，谢谢',
    '请不要再给我发进展',
    '以后就不用发送进度邮件了',
    '无需再推送处理进展',
    '进展不用再发了',
    '进度就不必通知我了。',
    'No more progress updates, please.',
    'no more updates please',
    'Please, no further updates',
    'Send me no more updates.',
    '请不要再给我们同步处理进展了',
    '以后不用同步给我进度',
    '不用再通知处理过程了',
    'Please stop sending progress mails.',
    "Please don't send me any more updates.",
    'Do not send us progress letters any more, thanks',
  ])('%j says so, and nothing else', (text) => {
    expect([declinesProgress(text), onlyDeclinesProgress(text)]).toEqual([true, true]);
    expect(declinesProgress(`${text}\n另外，附件是日志。`)).toBe(true);
    expect(onlyDeclinesProgress(`${text}\n另外，附件是日志。`)).toBe(false);
  });

  test.each([
    '',
    '有进展吗？',
    '为什么不再发进展了？',
    '没有进展就不用回复了',
    '请不要再发错误的邮件',
    '不用再发了',
    '进展不大',
    'Why did you stop sending progress updates?',
    'There are no more updates available in the store.',
    'No progress so far.',
    'No further updates.',
    'No further updates, thanks',
    'No more progress.',
    '停止同步进度',
    '不要同步进度。',
    '停止发送过程',
    '停止同步过程。',
    'The client does not send updates any more.',
    'Please stop sending spam.',
    '我们不用发进展给客户，只要解决',
  ])('%j does not', (text) => expect(declinesProgress(text)).toBe(false));

  test('not far down, where older mails are quoted', () => {
    expect(declinesProgress(`${'第一行\n'.repeat(5)}不用再发进展了`)).toBe(false);
  });
});
