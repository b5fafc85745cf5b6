import { describe, expect, test } from 'vitest';
import { DELAY, GIVEN_UP, readBounce } from '../../../../src/mail/class/bounce/bounce.ts';
import { untested } from '../../alternatives.ts';
import { understood } from '../../fixture.ts';
import { headerFrom } from '../header-from.ts';
import { DELAYS, ENDS } from './delay.data.ts';

type Case = {
  readonly text?: string;
  readonly fields?: Readonly<Record<string, string>>;
  readonly status?: string;
  readonly copy?: string;
};

function bounceOf({ text = '', fields = {}, status, copy }: Case) {
  const reports = [
    ...(status === undefined ? [] : [{ type: 'message/delivery-status', text: status }]),
    ...(copy === undefined ? [] : [{ type: 'text/rfc822-headers', text: copy }]),
  ];
  return readBounce({ header: headerFrom(fields), text, reports });
}
const group = (address: string, action: string, status = '', diagnostic = ''): string =>
  `Final-Recipient: rfc822; ${address}\nAction: ${action}\nStatus: ${status}\nDiagnostic-Code: smtp; ${diagnostic}\n\n`;

describe('which recipient failed', () => {
  test.each<[what: string, bounce: Case, recipient: string | null]>([
    ['nothing tells', {}, null],
    ['the group that failed', { status: group('a@x', 'delayed') + group('b@x', 'failed') }, 'b@x'],
    ['else one that was not delivered', { status: group('a@x', 'delivered') + group('b@x', 'delayed') }, 'b@x'],
    ['relayed is not failed', { status: group('a@x', 'relayed') + group('b@x', 'delayed') }, 'b@x'],
    ['else the first', { status: group('a@x', 'relayed') + group('b@x', 'delivered') }, 'a@x'],
    ['the field before the text', { fields: { 'x-failed-recipients': 'c@x' }, text: '<d@x>: gone' }, 'c@x'],
    [
      'the status before the field',
      { fields: { 'x-failed-recipients': 'c@x' }, status: group('a@x', 'failed') },
      'a@x',
    ],
    ['the text before the copy', { text: '<d@x>: gone', copy: 'To: e@x' }, 'd@x'],
    ['else one that no list was made of', { status: group('a@x', 'expanded') + group('b@x', 'delayed') }, 'b@x'],
    ['only a status names it so', { copy: 'Final-Recipient: rfc822; c@x\nAction: failed\nTo: e@x' }, 'e@x'],
    ['the copy at last', { copy: 'To: e@x' }, 'e@x'],
  ])('%s', (_, bounce, recipient) => {
    expect(bounceOf(bounce).recipient).toBe(recipient);
  });
});

describe('status and whether it is for good', () => {
  test.each<[bounce: Case, status: string, permanent: boolean]>([
    [{}, '5.0.0', true],
    [{ status: group('a@x', 'failed', '5.1.1', '550 5.7.1 spam') }, '5.1.1', true],
    [{ status: group('a@x', 'failed', '4.2.2') }, '4.2.2', false],
    [{ status: group('a@x', 'delayed', '5.2.2') }, '5.2.2', false],
    [{ status: group('a@x', 'delayed') }, '4.0.0', false],
    [{ status: group('a@x', 'failed') }, '5.0.0', true],
    [{ status: group('a@x', 'failed', '', '550 5.7.1 spam') }, '5.7.1', true],
    [{ status: group('a@x', 'failed', '', '452 mailbox full') }, '4.2.2', false],
    [{ status: group('a@x', 'failed'), text: 'said 5.2.2 to us' }, '5.2.2', true],
    [{ status: group('a@x', 'failed'), text: 'mailbox full' }, '5.2.2', true],
    [{ status: group('a@x', 'failed'), text: '4.2.1 for another. <a@x>: 5.1.1 gone' }, '4.2.1', false],
    [{ text: '4.2.1 for another. <a@x>: 5.1.1 gone' }, '5.1.1', true],
    [{ text: '4.2.1 for another\n<a@x>: user unknown' }, '5.1.1', true],
    [{ text: 'user unknown, no address' }, '5.1.1', true],
    [{ text: '{"notificationType":"Bounce","status":"5.3.0","diagnosticCode":"smtp; 550 5.1.1"}' }, '5.3.0', true],
    [{ text: 'this is a warning' }, '4.0.0', false],
    [{ text: 'the mail is delayed' }, '4.4.7', false],
    [{ text: 'we are still trying' }, '4.0.0', false],
    [{ text: 'will be retried' }, '4.0.0', false],
    [{ text: 'will continue' }, '4.0.0', false],
    [{ text: '稍后再试' }, '4.0.0', false],
    [{ text: 'a temporary matter' }, '4.0.0', false],
    [{ text: 'hello', fields: { subject: 'Warning' } }, '4.0.0', false],
    [{ text: 'a warning; permanent' }, '5.0.0', true],
    [{ text: 'a warning; we are giving up' }, '4.4.7', false],
    [{ text: 'a warning; 554 no' }, '5.0.0', true],
    [{ text: 'a warning; 554-no' }, '5.0.0', true],
    [{ text: `${' '.repeat(1500)}a warning` }, '5.0.0', true],
    [{ text: `a warning${' '.repeat(3000)}permanent` }, '4.0.0', false],
    [{ status: group('a@x', 'failed'), text: 'a warning' }, '5.0.0', true],
  ])('%o: %s, for good %s', (bounce, status, permanent) => {
    expect(bounceOf(bounce)).toMatchObject({ status, permanent });
  });
});

describe('whether a mail is still tried', () => {
  test.each(DELAYS)('%s', (text) => {
    expect(bounceOf({ text })).toMatchObject({ permanent: false });
  });
  test.each(ENDS)('no more: %s', (text) => {
    expect(bounceOf({ text: `A warning. ${text}` }).status).not.toBe('4.0.0');
  });
  test('every alternative has a line of its own', () => {
    expect([untested(DELAY, DELAYS), untested(GIVEN_UP, ENDS)]).toEqual([[], []]);
  });
});

describe('the diagnosis', () => {
  test.each<[bounce: Case, diagnostic: string | null]>([
    [{}, null],
    [{ status: group('a@x', 'failed', '5.1.1', '550 gone') }, '550 gone'],
    [{ status: group('a@x', 'failed') }, null],
    [{ text: '{"notificationType":"Bounce","emailAddress":"a@x","diagnosticCode":"smtp; 550"}' }, 'smtp; 550'],
    [{ text: 'To <A@X>:\n  550   gone\n' }, '550 gone'],
    [{ text: `a@x: '"${'y'.repeat(700)}` }, 'y'.repeat(596)],
    [{ text: 'a@x, gone: now' }, ', gone: now'],
    [{ fields: { 'x-failed-recipients': 'c@x' }, text: 'nothing about it' }, null],
    [{ status: group('a@x', 'failed', '5.1.1', 'z'.repeat(1200)) }, 'z'.repeat(1000)],
  ])('%# %o', (bounce, diagnostic) => {
    expect(bounceOf(bounce).diagnostic).toBe(diagnostic);
  });
});

describe('the mail that failed', () => {
  test.each<[bounce: Case, id: string | null]>([
    [{}, null],
    [{ copy: 'Message-ID: <a@x>', text: 'Message-ID: <b@x>' }, '<a@x>'],
    [{ copy: 'Subject: x', text: '>  Message-ID:\t<b@x>' }, '<b@x>'],
    [{ copy: 'X: y\r\nMessage-ID:\r\n\t<a@x>' }, '<a@x>'],
    [{ copy: 'Message-ID:\n <a@x>' }, '<a@x>'],
    [{ copy: 'x Message-ID: <a@x>' }, null],
    [{ copy: 'Message-ID: <a b@x>' }, null],
    [{ status: 'Message-ID: <s@x>' }, null],
    [{ status: 'Action: failed\nOriginal-Message-ID: <o@x>' }, '<o@x>'],
    [{ status: 'Action: failed\nX-Original-Message-ID:   <o@x>' }, '<o@x>'],
    [{ status: 'Action: failed\nx Original-Message-ID: <o@x>' }, null],
    [{ status: 'Original-Message-ID: <o@x>', fields: { 'in-reply-to': '<i@x>' } }, '<o@x>'],
    [{ fields: { 'in-reply-to': '<i@x> <j@x>', references: '<r@x>' } }, '<i@x>'],
    [{ fields: { references: '<r@x> <s@x>' } }, '<s@x>'],
  ])('%o: %s', (bounce, id) => {
    expect(bounceOf(bounce).originalMessageId).toBe(id);
  });
});

describe('where the mail that failed said errors should go', () => {
  test.each<[bounce: Case, address: string | null]>([
    [{}, null],
    [{ copy: 'Return-Path: <bounce+letter@desk.example>' }, 'bounce+letter@desk.example'],
    [{ copy: 'Return-Path:<a@x>' }, 'a@x'],
    [{ copy: 'To: z@x\nX-Envelope-From: \t<a@x>' }, 'a@x'],
    [{ copy: 'Envelope-From: <a@x>' }, 'a@x'],
    [{ text: '> >\tReturn-Path: <a@x>' }, 'a@x'],
    [{ copy: 'Return-Path: <a@x>', text: 'Return-Path: <b@x>' }, 'a@x'],
    [{ copy: 'Subject: x', text: 'Return-Path: <b@x>' }, 'b@x'],
    [{ copy: 'Subject: x\n\nReturn-Path: <quoted@x>' }, null],
    [{ copy: 'the Return-Path: <a@x>' }, null],
    [{ copy: 'Return-Path: <>' }, null],
    [{ copy: 'Return-Path: <a @x>' }, null],
    [{ status: 'Return-Path: <a@x>' }, null],
  ])('%o: %s', (bounce, address) => {
    expect(bounceOf(bounce).returnPath).toBe(address);
  });
});

describe('bounces of the usual makers', () => {
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
