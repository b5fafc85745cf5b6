import { describe, expect, test } from 'vitest';
import { readIntent } from '../../src/mail/meaning/intent.ts';
import { asksForNews } from '../../src/mail/meaning/news.ts';
import { readSatisfaction } from '../../src/mail/meaning/satisfaction.ts';
import { onlyThanks } from '../../src/mail/meaning/thanks.ts';

const SOLVED = [
  '问题已解决',
  '问题已解决，谢谢',
  '解决了',
  '没有疑问了',
  '没有问题了',
  '没有其他问题了，谢谢',
  '现在可以了，多谢',
  '可以正常登录了',
  '系统已恢复正常',
  '问题得到了解决，感谢支持',
  '验证通过',
  '搞定了',
  '可以关闭工单',
  '如有问题我再联系您。问题已解决。',
  'solved',
  'Solved. Thanks',
  'works now',
  'It works now, thank you!',
  'The issue is resolved.',
  'This has been fixed, thanks a lot',
  'Yes, that fixed it.',
  'Everything is working again',
  'Please close the ticket.',
  'Could you please close this ticket?',
  'We no longer see the error.',
  'The problem is gone',
  'The export that failed on Monday and on Tuesday is working\nagain since this morning.',
];
const STILL_OPEN = [
  '没有解决',
  '还是不行',
  '仍有疑问',
  '问题还没有解决',
  '问题依旧',
  '还是报错',
  '仍然无法登录',
  '问题又出现了',
  '并没有解决我的问题',
  '解决不了',
  '未解决',
  '没用',
  '按照步骤操作后依然提示错误',
  'still broken',
  'still open',
  'It is still not working',
  "It doesn't work",
  'not solved',
  'The problem is not resolved yet',
  'Same error again',
  'The issue persists',
  "I still can't log in",
  'Unfortunately this did not help',
  'Please reopen the ticket',
  'Is this still not fixed?',
  'The export is, I am sorry to say it, after all your work still\nnot working.',
];
const UNCLEAR = [
  '已经解决了吗？',
  '问题解决了吗',
  'Is it solved?',
  '登录问题解决了，但是导出还是报错',
  '解决了，另外还有一个新问题',
  '解决了一部分',
  '解决了。请问如何避免再次发生？',
  'Solved, but now I get another error',
  'Partially solved',
  'It works now but printing still fails',
  'What should I do next?',
];
const NONE = [
  '',
  '谢谢',
  '好的，收到',
  '请尽快解决',
  '希望能早日解决',
  '等解决了请告诉我',
  '如果还是不行我再联系您',
  '我们会测试一下',
  '需要了解一下情况',
  '附件是截图',
  'Thanks!',
  'I will test it tomorrow',
  'I will let you know once it is fixed',
  'Please let me know when it is resolved',
  'If it is not solved I will write again',
  'I hope this can be fixed soon',
  'Looking forward to your solution',
  '问题已解决 / 仍有疑问',
  '问题已解决 <mailto:support@desk.example>',
  '[solved] or [still open]',
  'See https://example.com/a?b=solved',
];

describe('intent', () => {
  test.each(SOLVED)('solved: %s', (text) => {
    expect(readIntent(text)).toBe('solved');
  });
  test.each(STILL_OPEN)('still open: %s', (text) => {
    expect(readIntent(text)).toBe('still_open');
  });
  test.each(UNCLEAR)('unclear: %s', (text) => {
    expect(readIntent(text)).toBe('unclear');
  });
  test.each(NONE)('none: %s', (text) => {
    expect(readIntent(text)).toBe('none');
  });
});

test.each([
  ['谢谢', true],
  ['非常感谢您的帮助！\n张三', true],
  ['Thank you very much!\n\nJohn Smith', true],
  ['好的，谢谢李工', true],
  ['谢谢，但是还是不行', false],
  ['Thanks, it works', false],
  ['Thanks, please send me the file', false],
  ['The report is empty', false],
])('"%s" only thanks: %s', (text, expected) => {
  expect(onlyThanks(text)).toBe(expected);
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

test.each([
  ['5', 5],
  ['４', 4],
  ['满意度：4', 4],
  ['评分 1-5: 3', 3],
  ['5分', 5],
  ['★★★★', 4],
  ['非常满意', 5],
  ['不满意', 2],
  ['Rating: 2/5', 2],
  ['5 out of 5', 5],
  ['10分钟后重启', null],
  ['请打分 1-5', null],
  ['It stopped at 5', null],
])('"%s" rates %s', (text, rating) => {
  expect(readSatisfaction(text)).toBe(rating);
});
