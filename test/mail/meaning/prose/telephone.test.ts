import { expect, test } from 'vitest';
import { passagesOf } from '../../../../src/mail/meaning/prose/passages.ts';
import { readTelephone } from '../../../../src/mail/meaning/prose/telephone.ts';
import { marked } from './marked.ts';

test.each([
  // by their shape
  '有事找我«13812345678»',
  '«138 1234 5678»',
  '«138-1234-5678»',
  '«+86 138 1234 5678»',
  '«86-13812345678»',
  '«+8613812345678»。',
  '«010-62345678»',
  '«0755-2345 6789»',
  '«0531-123-4567»',
  '«021-62345678-801»',
  '«021-62345678转801»',
  '«400-123-4567»',
  '«4001234567»',
  '«400-1234-567»',
  '«+44 20 7946 0958»',
  '«+1 (415) 555-0134»',
  '«+49(89)1234567 0»',
  '«+49.89.1234567»',
  '«+49-89-1234567»',
  '«+353 1 234 5678»',
  // no longer, no shorter, and in no other number
  '113812345678',
  '138123456789',
  '13812345678.5',
  '13812345678-1',
  '3.13812345678',
  'a-13812345678',
  '12812345678',
  '+44 20 79',
  '+44 1234567 1234567 1234567',
  '+0 20 7946 0958',
  // beside a word
  ...['电话', '座机', '手机', '热线', '来电', '致电', '拨', '联系'].map((word) => `${word} «(415) 555-0134»`),
  ...['tel', 'Telephone', 'phone', 'mobile', 'cell', 'call', 'reach', 'ring', 'dial', 'direct', 'office', 'line'].map(
    (word) => `${word} «415 555 0134»`,
  ),
  'phone «415-555-0134»',
  'phone «415.555.0134»',
  'phone «(415)555.0134»',
  'phone «020 7946 0958»',
  'phone «(020) 7946 0958»',
  'phone «(020)79460958»',
  'phone «089-123-4567»',
  'phone «01632 960 983 12»',
  'hotels 415 555 0134',
  'the number 415 555 0134',
  'phone 1415 555 0134',
  'phone 415 555 01345',
  'phone 415 555 0134-1',
  // what stands before it
  ...[
    '账号',
    '帐号',
    '用户',
    '用户名',
    '会员',
    '订单',
    '单号',
    '编号',
    '工号',
    '卡号',
    '登录',
    '你们的',
    '你们',
    '贵司',
  ].map((word) => `${word}：13812345678`),
  ...['贵司的', '客服电话', '传真'].map((word) => `${word} 13812345678`),
  ...['account', 'accounts', 'user', 'username', 'orders', 'login', 'log in as', 'invoice', 'fax', 'no.'].map(
    (word) => `the ${word} is 13812345678`,
  ),
  ...['your hotline', 'your number', 'your line'].map((word) => `${word} 13812345678`),
  '账号是13812345678',
  '编号为 13812345678',
  'order #13812345678',
  'my account, «13812345678»',
  '账号不行，请打«13812345678»',
  '账号 13812345678，电话 «13912345678»',
  'below\n«+44 20 7946 0958»',
])('%s', (row) => {
  const [text, read] = marked(row);
  expect(readTelephone(passagesOf(text), [])).toBe(read);
});

test('the signature is read last', () => {
  const signature = ['Tel 12', '+44 20 7946 0958'];
  expect(readTelephone(passagesOf('none'), signature)).toBe('+44 20 7946 0958');
  expect(readTelephone(passagesOf('13812345678'), signature)).toBe('13812345678');
  expect(readTelephone(passagesOf('none'), [])).toBeUndefined();
});
