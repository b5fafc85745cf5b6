import fc from 'fast-check';
import { expect, it } from 'vitest';
import { conversationOf } from '../../src/mail/conversation.ts';

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

it('is read from any octets', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 500 }), (octets) => {
      expect(conversationOf(octets).keys).not.toContain('');
    }),
  );
});
