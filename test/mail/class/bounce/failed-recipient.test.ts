import { describe, expect, test } from 'vitest';
import { addressIn, originalRecipient, recipientIn } from '../../../../src/mail/class/bounce/failed-recipient.ts';
import { headerFrom } from '../header-from.ts';
import { NAMED } from './failed-recipient.data.ts';

describe('the failed recipient in words', () => {
  test.each(NAMED)('%j: %s', (text, recipient) => {
    expect(recipientIn(text, headerFrom({}))).toBe(recipient);
  });

  test.each([
    ['somebody wrote a@x.example and b@x.example', {}, 'a@x.example'],
    ['a@x.example, b@x.example', { from: 'A@x.example' }, 'b@x.example'],
    ['a@x.example, b@x.example', { sender: 'a@x.example' }, 'b@x.example'],
    ['a@x.example, b@x.example', { to: 'a@x.example' }, 'b@x.example'],
    ['only A@x.example', { to: 'a@x.example' }, 'A@x.example'],
    ['only a@x.example', { from: 'a@x.example' }, null],
    ['only a@x.example', { from: 'a@x.example', to: 'a@x.example' }, null],
    ['postmaster@x.example or b@x.example', {}, 'b@x.example'],
    ['mailer-daemon@x.example or b@x.example', {}, 'b@x.example'],
    ['abuse@x.example or b@x.example', {}, 'b@x.example'],
    ['support@x.example or b@x.example', {}, 'b@x.example'],
    ['Helpdesk@x.example or b@x.example', {}, 'b@x.example'],
    ['notsupport@x.example or b@x.example', {}, 'notsupport@x.example'],
    ['no address', {}, null],
  ])('%s, header %o: %s', (text, fields, recipient) => {
    expect(recipientIn(text, headerFrom(fields as Record<string, string>))).toBe(recipient);
  });
});

test.each([
  ["'a@x.example'", 'a@x.example'],
  ['a@x.example.', 'a@x.example'],
  ['a@x.example...', 'a@x.example'],
  ['"a"@x.example', '"a"@x.example'],
  ['x=a@x.example', 'x=a@x.example'],
  ['a@x@y', 'x@y'],
  ['@x.example', null],
  ['a@', null],
  ['', null],
])('the address in %s: %s', (text, address) => {
  expect(addressIn(text)).toBe(address);
});

describe('whom the returned mail was written to', () => {
  test.each([
    ['To: a@x', 'a@x'],
    ['x\nX-Original-To: a@x', 'a@x'],
    ['Delivered-To:a@x', 'a@x'],
    ['Envelope-To: a@x', 'a@x'],
    ['To: "Zhang San"\n\t<a@x>', 'a@x'],
    ['To: "Zhang\n San"\n  <a@x>', 'a@x'],
    ['To: nobody\n<a@x>', null],
    ['x To: a@x', null],
    ['Cc: a@x', null],
    ['To:', null],
  ])('%j: %s', (text, recipient) => {
    expect(originalRecipient([], text)).toBe(recipient);
    expect(originalRecipient([{ type: 'message/rfc822', text }], 'To: z@x')).toBe(recipient ?? 'z@x');
    expect(originalRecipient([{ type: 'message/delivery-status', text }], '')).toBeNull();
  });
});
