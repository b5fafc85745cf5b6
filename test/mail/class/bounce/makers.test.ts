import { describe, expect, test } from 'vitest';
import { understand } from '../../../../src/mail/understand.ts';
import { mailOf } from '../../fixture.ts';
import { MAKERS } from './makers.data.ts';

const COPY =
  'Received: from desk.example\r\nFrom: support@desk.example\r\nTo: li@customer.example\r\nMessage-ID: <letter@desk.example>\r\n\r\nMessage-ID: <quoted@other.example>';
const part = (type: string, body: string, ...fields: readonly string[]): string =>
  `--b\r\n${[`Content-Type: ${type}`, ...fields].join('\r\n')}\r\n\r\n${body}\r\n`;
const parts = (...each: readonly string[]): string => `${each.join('')}--b--\r\n`;
const MIXED = { 'Content-Type': 'multipart/mixed; boundary=b' };
const NOBODY = { 'Return-Path': '<>', 'Message-ID': '<report@mx.example>' };
const status = (...groups: readonly (readonly [address: string, action: string, code: string])[]): string =>
  [
    'Reporting-MTA: dns; mx.example',
    ...groups.map(
      ([address, action, code]) => `\r\nFinal-Recipient: rfc822; ${address}\r\nAction: ${action}\r\nStatus: ${code}`,
    ),
  ].join('\r\n');

describe('reports in words', () => {
  test.each(MAKERS)('%s', async (_, from, subject, text, recipient, code, permanent) => {
    const mail = await understand(mailOf(text, { ...NOBODY, From: from, Subject: subject }));
    expect(mail.class).toBe('bounce');
    expect(mail.bounce).toMatchObject({ recipient, status: code, permanent });
  });

  test.each(MAKERS)('%s, sent on by a person', async (_, __, subject, text) => {
    const mail = await understand(mailOf(`这是什么意思？\n\n${text}`, { Subject: subject }));
    expect(mail.class).toBe('human');
  });
});

describe('the mail that came back', () => {
  test('as any other file', async () => {
    const eml = part('application/octet-stream', COPY, 'Content-Disposition: attachment; filename="x.eml"');
    const mail = await understand(
      mailOf(parts(part('text/plain', 'could not be delivered to li@customer.example'), eml), { ...NOBODY, ...MIXED }),
    );
    expect(mail.bounce).toMatchObject({ originalMessageId: '<letter@desk.example>', recipient: 'li@customer.example' });
    expect(mail.attachments.map(({ name }) => name)).toEqual(['x.eml']);
  });

  test.each([
    ['x.eml', 'no header\r\nat all'],
    ['x.eml', 'Message-ID: <one@field.example>'],
    ['x.txt', COPY],
  ])('%s that is none', async (name, content) => {
    const file = part('application/octet-stream', content, `Content-Disposition: attachment; filename="${name}"`);
    const body = parts(part('text/plain', 'could not be delivered'), file);
    const mail = await understand(mailOf(body, { ...NOBODY, ...MIXED, From: 'postmaster@mx.example' }));
    expect([mail.class, mail.bounce?.originalMessageId]).toEqual(['bounce', null]);
  });

  test('as a report within another mail', async () => {
    const report = `From: postmaster@inner.example\r\nReturn-Path: <>\r\nMessage-ID: <inner@mx.example>\r\nContent-Type: multipart/report; report-type=delivery-status; boundary=c\r\n\r\n--c\r\nContent-Type: message/delivery-status\r\n\r\n${status(['li@customer.example', 'failed', '5.2.1'])}\r\n--c\r\nContent-Type: message/rfc822\r\n\r\n${COPY}\r\n--c--`;
    const body = parts(part('text/plain', 'A message could not be delivered.'), part('message/rfc822', report));
    const mail = await understand(mailOf(body, { ...NOBODY, ...MIXED }));
    expect(mail.bounce).toMatchObject({
      finalRecipient: 'li@customer.example',
      status: '5.2.1',
      originalMessageId: '<letter@desk.example>',
    });
    // What a person attaches is what they ask about.
    expect((await understand(mailOf(body, { ...MIXED, 'Return-Path': '<zhang@example.com>' }))).class).toBe('human');
  });
});

describe('a filter of the recipient’s that turns a mail away (RFC 5429)', () => {
  test('is a bounce, in the form of a receipt', async () => {
    const receipt = `Final-Recipient: rfc822; li@customer.example\r\nOriginal-Message-ID: <letter@desk.example>\r\nDisposition: automatic-action/MDN-sent-automatically; deleted`;
    const body = parts(
      part('text/plain', 'Your message was rejected.'),
      part('message/disposition-notification', receipt),
    );
    const type = 'multipart/report; report-type=disposition-notification; boundary=b';
    const of = (submitted: string) => understand(mailOf(body, { 'Auto-Submitted': submitted, 'Content-Type': type }));
    const mail = await of('auto-replied (rejected)');
    expect([mail.class, mail.notice]).toEqual(['bounce', null]);
    expect(mail.bounce).toMatchObject({
      finalRecipient: 'li@customer.example',
      originalMessageId: '<letter@desk.example>',
    });
    expect(mail.bounce?.permanent).toBe(true);
    expect((await of('auto-replied')).class).toBe('receipt');
  });

  test('or of an answer', async () => {
    const header = { 'Auto-Submitted': 'auto-replied ( Rejected )', 'In-Reply-To': '<letter@desk.example>' };
    const mail = await understand(mailOf('I do not take mail from you.', header));
    expect([mail.class, mail.bounce?.originalMessageId]).toEqual(['bounce', '<letter@desk.example>']);
  });
});

describe('a report about several recipients', () => {
  test.each([
    ['delivered', 'failed', 'li@customer.example'],
    ['relayed', 'delayed', 'li@customer.example'],
    ['expanded', 'failed', 'li@customer.example'],
    ['failed', 'delivered', 'wang@customer.example'],
    ['delayed', 'failed', 'li@customer.example'],
  ])('%s and %s is about %s', async (first, second, recipient) => {
    const body = parts(
      part(
        'message/delivery-status',
        status(['wang@customer.example', first, '2.1.5'], ['li@customer.example', second, '5.1.1']),
      ),
    );
    const type = 'multipart/report; report-type=delivery-status; boundary=b';
    expect((await understand(mailOf(body, { ...NOBODY, 'Content-Type': type }))).bounce?.recipient).toBe(recipient);
  });
});

describe('without a returned mail it is about', () => {
  test.each<[what: string, header: Readonly<Record<string, string>>, id: string | null]>([
    ['the last of its references', { References: '<first@desk.example> <last@desk.example>' }, '<last@desk.example>'],
    [
      'what it answers, before those',
      { References: '<r@desk.example>', 'In-Reply-To': '<i@desk.example>' },
      '<i@desk.example>',
    ],
    [
      'what it states, before both',
      { 'In-Reply-To': '<i@desk.example>', 'X-Original-Message-ID': '<x@desk.example>' },
      '<x@desk.example>',
    ],
    [
      'or without X-',
      { 'In-Reply-To': '<i@desk.example>', 'Original-Message-ID': '<o@desk.example>' },
      '<o@desk.example>',
    ],
    ['nothing', {}, null],
  ])('%s', async (_, header, id) => {
    const text = 'Your message to li@customer.example could not be delivered: user unknown';
    const mail = await understand(mailOf(text, { ...NOBODY, From: 'mailer-daemon@mx.example', ...header }));
    expect(mail.bounce?.originalMessageId).toBe(id);
  });
});
