import { describe, expect, test } from 'vitest';
import { deliveryStatus } from '../../src/mail/class/bounce/delivery-status.ts';
import { diagnosedStatus, statusIn } from '../../src/mail/class/bounce/diagnosis.ts';
import { understood } from './fixture.ts';

describe('bounces', () => {
  test.each([
    ['bounce-rfc3464', '5.1.1', true, '<letter@desk.example>'],
    ['bounce-delayed', '4.4.1', false, '<letter@desk.example>'],
    ['bounce-mailbox-full', '4.2.2', false, '<letter@desk.example>'],
    ['bounce-qmail', '5.1.1', true, '<letter@desk.example>'],
    ['bounce-exim', '5.1.1', true, '<letter@desk.example>'],
    ['bounce-exchange', '5.1.1', true, null],
    ['bounce-office365', '5.1.10', true, '<letter@desk.example>'],
    ['bounce-qq', '5.1.1', true, null],
    ['bounce-netease', '5.2.2', true, null],
    ['bounce-gmail-text', '5.1.1', true, '<letter@desk.example>'],
    ['bounce-ses-json', '5.1.1', true, null],
  ])('%s', async (name, status, permanent, originalMessageId) => {
    const mail = await understood(name);
    expect(mail.class).toBe('bounce');
    expect(mail.bounce).toMatchObject({ recipient: 'li@customer.example', status, permanent, originalMessageId });
  });

  test('nothing else carries bounce details', async () => {
    expect((await understood('auto-reply-header')).bounce).toBeNull();
  });
});

describe('deliveryStatus', () => {
  test('lists each recipient and leaves the per-message group out', () => {
    const groups =
      'Reporting-MTA: dns; a\r\n\r\nFinal-Recipient: rfc822; a@x\r\nAction: delivered\r\nStatus: 2.0.0\r\n\r\nOriginal-Recipient: rfc822;b@x\r\nAction: Failed (gone)\r\nStatus: 5.1.1 (no mailbox)\r\nDiagnostic-Code: smtp;\r\n 550 gone\r\n';
    expect(deliveryStatus(groups)).toEqual([
      { recipient: 'a@x', action: 'delivered', status: '2.0.0', diagnostic: '' },
      { recipient: 'b@x', action: 'failed', status: '5.1.1', diagnostic: '550 gone' },
    ]);
  });
});

describe('status from words', () => {
  test.each([
    ['550 User unknown', null, '5.1.1'],
    ['452 mailbox full', null, '4.2.2'],
    ['552 Message size exceeds fixed limit', null, '5.3.4'],
    ['Host or domain name not found', null, '5.1.2'],
    ['550 rejected as spam', null, '5.7.1'],
    ['delivery time expired', null, '4.4.7'],
    ['收件人不存在', '5.0.0', '5.1.1'],
    ['something else', null, null],
  ])('%s', (text, stated, status) => {
    expect(diagnosedStatus(text, stated)).toBe(status);
  });

  test.each([
    ['550 5.1.1 unknown', '5.1.1'],
    ['5.0.0 then 5.7.26', '5.7.26'],
    ['host 5.1.1.1 said no', null],
    ['version 15.1.1', null],
  ])('a code in "%s"', (text, status) => {
    expect(statusIn(text)).toBe(status);
  });
});
