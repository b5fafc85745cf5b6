import { expect, it } from 'vitest';
import { asksForTickets } from '../../../../src/mail/meaning/list-request/open-tickets.ts';

const asks = (reply: string, subject = 'x', name = '张敏') =>
  asksForTickets({ reply, subject, from: [{ name, address: 'ann@big.example' }] });

it.each([
  '我有哪些问题',
  '我有哪些问题？',
  '您好，\n请问我还有哪些问题没解决？\n谢谢！\n张敏',
  '我目前有哪些未解决的工单？',
  '我们公司现在有哪些未结问题？',
  '请列出我的未结工单。',
  '麻烦查一下我的工单',
  '请发一下我的问题清单',
  '我的未解决问题有哪些？',
  '我名下的工单',
  '我有多少工单在处理',
  '想了解一下我们公司还有哪些没有处理完的问题',
  'What is open for me?',
  "What's still open for us?",
  'Hello team,\nwhich of my tickets are still open?\nThanks\nAnn',
  'Please list my open requests.',
  'show me our tickets',
  'My open tickets?',
  'What tickets do I have open?',
  'Do I have any unresolved issues?',
  'What do we have outstanding?',
])('%j asks for the list', (reply) => expect(asks(reply)).toBe(true));

it.each([
  '我有问题。',
  '我有几个问题',
  '我有哪些问题需要注意？导出时报错。',
  '请看一下我的问题',
  '我的问题还没解决',
  '问题有哪些原因？',
  '我们有哪些权限？',
  '什么时候能处理我的工单？',
  '我的工单打不开',
  'I have a few open questions.',
  'What is open source for me to use?',
  'Show me how to close my ticket',
  'My open tickets are wrong, the page shows an error.',
  'Which ports are open?',
  'My issue is still open',
  '',
])('%j does not', (reply) => expect(asks(reply)).toBe(false));

it('reads the subject where the text is empty', () => {
  expect(asks('', '我有哪些问题？')).toBe(true);
  expect(asks('谢谢', 'What is open for me?')).toBe(true);
  expect(asks('导出报错', '我有哪些问题？')).toBe(false);
});

it.each([
  ['我有哪些问题？\n\n张敏', '张敏'],
  ['我有哪些问题？\n张敏\n大客户有限公司 信息部\n电话 021-55550100', '张敏'],
  ['我有哪些问题？\n\n张敏\n大客户有限公司', '张敏（大客户）'],
  ['What is open for me?\n\nAnn Zhang / Big Ltd', 'Ann Zhang'],
  ['What is open for me?\nBob', 'Bob Smith'],
  ['What is open for me?\n\nBob Smith\nSouth Ltd\n+1 555 0100', 'Bob Smith'],
])('below it stands nobody but its author: %j by %s', (reply, name) => expect(asks(reply, 'x', name)).toBe(true));

it.each([
  '您好：\n请问我还有哪些问题没有解决？谢谢！',
  '王工您好，我还有哪些问题？',
  '王工您好，我有哪些问题还没解决？',
  '李老师您好！我有哪些问题？',
  '我还有什么没解决的',
  '我还有什么问题没处理完？',
  '我们还有啥没解决的吗',
  '查询我的问题',
  '请帮我查询一下我的工单情况',
  '我有哪些問題',
  '請問我還有哪些問題沒有解決？謝謝！',
  '麻煩查一下我的工單',
  '公司还有哪些未解决的问题？',
  '本公司目前有哪些问题还没解决？',
  '麻烦查一下我名下还有几个未关闭的工单，谢谢。',
  'What is still open for me? Thanks, Bob',
  'What is still open for me, thanks',
  'Could you tell me which requests of mine are still open? Thanks, Bob',
  'Hi Tom, which of my tickets are still open? Many thanks',
  'Good morning team! What do I have open?',
])('courtesies around it and other words for it: %j', (reply) => expect(asks(reply)).toBe(true));

it.each([
  '我有一些问题',
  '我有什么问题',
  '我还有几个没解决的问题',
  '我还有问题没解决：导出报错，点了没反应',
  '我有哪些问题还没解决？另外打印机又坏了。',
  '我有哪些问题？\n\n打印机坏了',
  '我有哪些问题？\n\n张敏\n打印机坏了',
  '我有哪些问题？\n\n张敏 登录不了',
  '我有哪些问题？\n\n张敏登录不了系统',
  '我有哪些问题？\n\n李雷',
  '公司还有哪些问题',
  '公司有哪些问题需要注意',
  '公司还有未解决的问题',
  '查询我的问题时报错',
  '查询报错',
  '王工您好，我有问题',
  '谢谢',
  '您好：\n谢谢！',
  'What is still open for me? The printer fails again. Thanks, Bob',
  'Thanks, Bob',
  'Could you tell me which requests of mine fail?',
  'I still have an open request: export fails. Thanks, Bob',
])('courtesies around anything else stay a mail of its own: %j', (reply) => expect(asks(reply)).toBe(false));

it('words below the name of somebody else are words', () =>
  expect(asks('What is open for me?\n\nBob cannot print', 'x', 'Bob Smith')).toBe(false));
