import { describe, expect, test } from 'vitest';
import { deliveryStatus } from '../../../../src/mail/class/bounce/delivery-status.ts';

const NOTHING = { recipient: null, action: '', status: null, diagnostic: '' };
const FAILED = { ...NOTHING, action: 'failed' };

describe('deliveryStatus', () => {
  test.each<[text: string, groups: object[]]>([
    ['', []],
    ['Reporting-MTA: dns; a', []],
    ['Final-Recipient: rfc822; a@x', [{ ...NOTHING, recipient: 'a@x' }]],
    ['Original-Recipient: rfc822;b@x', [{ ...NOTHING, recipient: 'b@x' }]],
    ['X-Actual-Recipient: rfc822; c@x', [{ ...NOTHING, recipient: 'c@x' }]],
    ['Action: failed', [FAILED]],
    ['ACTION : Failed (gone)', [FAILED]],
    ['Action:failed', [FAILED]],
    ['Action: 5', [NOTHING]],
    ['Action: (5) delayed', [{ ...NOTHING, action: 'delayed' }]],
    ['x Action: failed', []],
    ['Action  :   failed', [FAILED]],
    ['Action: failed\nAction: delayed', [FAILED]],
    ['Action: failed\n\nAction: delayed', [FAILED, { ...NOTHING, action: 'delayed' }]],
    ['Action: failed\r\n \t \r\nAction: delayed', [FAILED, { ...NOTHING, action: 'delayed' }]],
    ['Action: failed\nno field\nStatus: 5.1.1', [{ ...FAILED, status: '5.1.1' }]],
    ['Action: failed\nStatus: 5.1.1 (no mailbox)', [{ ...FAILED, status: '5.1.1' }]],
    ['Action: failed\nStatus: 4. 100. 22', [{ ...FAILED, status: '4.100.22' }]],
    ['Action: failed\nStatus: 2.0.0', [{ ...FAILED, status: '2.0.0' }]],
    ['Action: failed\nStatus: 3.1.1', [FAILED]],
    ['Action: failed\nStatus: 5x1x1', [FAILED]],
    ['Action: failed\nStatus: 15.1.1', [FAILED]],
    ['Action: failed\nStatus: 5.1.1000', [FAILED]],
    ['Action: failed\nStatus: 5.1', [FAILED]],
    ['Action: failed\nDiagnostic-Code: smtp;\n  \t550 gone', [{ ...FAILED, diagnostic: '550 gone' }]],
    [
      'Action: failed\nDiagnostic-Code: x-unix ;  user\n   unknown; gone  ',
      [{ ...FAILED, diagnostic: 'user unknown; gone' }],
    ],
    ['Action: failed\nDiagnostic-Code: 550 a; gone', [{ ...FAILED, diagnostic: '550 a; gone' }]],
    ['Action: failed\nDiagnostic-Code:', [FAILED]],
  ])('%j', (text, groups) => {
    expect(deliveryStatus(text)).toEqual(groups);
  });

  test.each([
    ['Final-Recipient: rfc822; a@x\nOriginal-Recipient: rfc822; b@x', 'a@x'],
    ['Final-Recipient: x400; /cn=a\nOriginal-Recipient: rfc822; b@x\nX-Actual-Recipient: rfc822; c@x', 'b@x'],
    ['Final-Recipient:   utf-8  ;  a@x', 'a@x'],
    ['Final-Recipient: <a@x>', 'a@x'],
    ['Final-Recipient: rfc822;a@mail.x.example', 'a@mail.x.example'],
    ['Final-Recipient: "a@x"', 'a@x'],
    ["Final-Recipient: 'a@x'", 'a@x'],
    ['Final-Recipient: a@x, b@x', 'a@x'],
    ['Final-Recipient: a@x;', 'a@x'],
    ['Final-Recipient: rfc822; a+2Bb@x', 'a+b@x'],
    ['Final-Recipient: rfc822; a+3Db@x', 'a=b@x'],
    ['Final-Recipient: rfc822; a+41b@x', 'a+41b@x'],
    ['Final-Recipient: rfc822; a+xyz@x', 'a+xyz@x'],
    ['Final-Recipient: rfc822; a+2B+3Db@x', 'a+=b@x'],
    ['Final-Recipient: rfc822; nobody', null],
    ['Final-Recipient: rfc822; @x', null],
    ['Final-Recipient: rfc822; a@', null],
  ])('%j names %s', (text, recipient) => {
    expect(deliveryStatus(text)[0]?.recipient).toBe(recipient);
  });
});

describe('a whole report', () => {
  test('lists each recipient and leaves the per-message group out', () => {
    const groups =
      'Reporting-MTA: dns; a\r\n\r\nFinal-Recipient: rfc822; a@x\r\nAction: delivered\r\nStatus: 2.0.0\r\n\r\nOriginal-Recipient: rfc822;b@x\r\nAction: Failed (gone)\r\nStatus: 5.1.1 (no mailbox)\r\nDiagnostic-Code: smtp;\r\n 550 gone\r\n';
    expect(deliveryStatus(groups)).toEqual([
      { recipient: 'a@x', action: 'delivered', status: '2.0.0', diagnostic: '' },
      { recipient: 'b@x', action: 'failed', status: '5.1.1', diagnostic: '550 gone' },
    ]);
  });
});
