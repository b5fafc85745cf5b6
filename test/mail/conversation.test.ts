import fc from 'fast-check';
import { expect, it } from 'vitest';
import { CONVERSATION_FIELDS, conversationOf } from '../../src/mail/conversation.ts';

it.each([
  ['From: Li <Li@Customer.example>\r\n\r\n', 'li@customer.example', ['li@customer.example'], false],
  ['Subject: x\r\nFROM:\r\n a@b.example\r\n\r\n', 'a@b.example', ['a@b.example'], false],
  ['Subject: x\r\n\r\nFrom: a@b.example\r\n', '', [], false],
  ['Message-ID: <1@x>\r\nFrom: a@b.example\r\n\r\n', 'a@b.example', ['a@b.example', '<1@x>'], false],
  ['From: a@b.example\r\nIn-Reply-To: <1@x>\r\n\r\n', 'a@b.example', ['a@b.example', '<1@x>'], true],
  ['References: <1@x>\r\n <2@x> <1@x>\r\n\r\n', '', ['<1@x>', '<2@x>'], true],
  ['From: a@b.example\nReferences: <1@x>\n\n', 'a@b.example', ['a@b.example', '<1@x>'], true],
  [`X: ${'a'.repeat(70_000)}\r\nFrom: a@b.example\r\n\r\n`, '', [], false],
])('%j belongs where its header says', (raw, sender, keys, answers) => {
  expect(conversationOf(Buffer.from(raw))).toEqual({ sender, keys, answers });
});

it('needs no other fields than those named, and each of them', () => {
  const fields = {
    from: 'a@b.example',
    subject: '<s@x>',
    to: 'd@b.example',
    'message-id': '<1@x>',
    'in-reply-to': '<2@x>',
    references: '<3@x>',
    received: '<r@x>',
  };
  const keysOf = (isKept: (name: string) => boolean): readonly string[] => {
    const lines = Object.entries(fields).filter(([name]) => isKept(name));
    return conversationOf(Buffer.from(`${lines.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n`)).keys;
  };
  const keys = ['a@b.example', '<1@x>', '<2@x>', '<3@x>'];
  expect(keysOf((name) => CONVERSATION_FIELDS.includes(name))).toEqual(keys);
  expect(CONVERSATION_FIELDS.map((left) => keysOf((name) => name !== left).length)).toEqual([3, 3, 3, 3]);
});

it('is read from any octets', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 500 }), (octets) => {
      expect(conversationOf(octets).keys).not.toContain('');
    }),
  );
});
