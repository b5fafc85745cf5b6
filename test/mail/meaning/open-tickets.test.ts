import { expect, it } from 'vitest';
import { asksForTickets } from '../../../src/mail/meaning/open-tickets.ts';

const asks = (reply: string, subject = 'x') => asksForTickets({ reply, subject });

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
