import { describe, expect, test } from 'vitest';
import { readIntent } from '../../../src/mail/meaning/intent.ts';
import * as data from './intent.data.ts';

describe.each([
  ['%s', data.SOLUTIONS],
  ['%s', data.TROUBLES],
  ['%s解决了', data.BEFORE_SOLVED_HAN],
  ['%sworks, thanks', data.BEFORE_WORKS],
  ['%sit is solved', data.BEFORE_IS_SOLVED],
  ['%s仍然报错', data.BEFORE_TROUBLE_HAN],
  ['%sstill broken', data.BEFORE_BROKEN],
  ['It works now %s', data.QUESTIONS],
  ['solved. %s', data.RESERVATIONS],
  ['solved, %s', data.NO_RESERVATIONS],
  ['%s', data.REQUESTS],
] as const)('an answer "%s"', (frame, rows) => {
  test.each(rows)(`${frame}: %s`, (words, intent) => {
    expect(readIntent(frame.replace('%s', () => words))).toBe(intent);
  });
});

test.each([
  ['还是不行，但是现在解决了', 'unclear'],
  ['还是不行，但是现在解决了。还是报错。', 'still_open'],
  ['还是不行，但是现在解决了。已恢复正常。', 'unclear'],
  ['The error no longer happens, but it is still open', 'unclear'],
  ['还是报错。后来解决了。', 'unclear'],
  ['It works now. What does it cost?', 'unclear'],
  ['It works now. Did you change something?', 'unclear'],
  ['What does it cost?', 'unclear'],
  ['不要关闭工单', 'none'],
  ['先不关闭工单', 'none'],
  ['别关闭工单', 'none'],
  ['Do not close the ticket', 'still_open'],
  ["Please don't close the ticket yet", 'still_open'],
  ['You may not close it', 'still_open'],
  ["I don't know it", 'none'],
  ["I didn't ask but thanks", 'unclear'],
  ['a new  issue', 'unclear'],
  ['a new odd issue', 'unclear'],
  ['a new odd  issue', 'unclear'],
  ['The same issue is fixed', 'unclear'],
  ['还是不行，客服说问题已解决', 'unclear'],
  ['It is solved. Yesterday it did not work.', 'unclear'],
  ['I could not log in yesterday. It is solved.', 'solved'],
  ['重启*后解决*', 'solved'],
  ['It is **solved**', 'solved'],
  ['It’s solved', 'solved'],
  ['問題已解決，謝謝', 'solved'],
  ['The problem is solved. Never again.\nRegards,\nTom', 'unclear'],
  ['The problem is solved.\nRegards,\nTom\n- PS: not a bank', 'unclear'],
  ['The problem is solved.\nRegards,\nTom\nP S: not a bank', 'unclear'],
])('%s: %s', (text, intent) => {
  expect(readIntent(text)).toBe(intent);
});

test.each<[what: string, text: string, intent: string]>([
  ['a sentence of 299 characters', `It's solved${', thanks'.repeat(36)}`, 'solved'],
  ['one of 300', `It is solved${', thanks'.repeat(36)}`, 'unclear'],
  ['8000 characters without a meaning', `${'x'.repeat(8000)} “solved”`, 'none'],
])('%s', (_, text, intent) => {
  expect(readIntent(text)).toBe(intent);
});

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
  'Please let me know when it is resolved',
  'I will let you know once it is fixed',
  '等解决了请告诉我',
];
const NONE = [
  '',
  '谢谢',
  '好的，收到',
  '请尽快解决',
  '希望能早日解决',
  '如果还是不行我再联系您',
  '我们会测试一下',
  '需要了解一下情况',
  '附件是截图',
  'Thanks!',
  'I will test it tomorrow',
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
