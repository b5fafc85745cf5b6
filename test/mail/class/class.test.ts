import { describe, expect, test } from 'vitest';
import { understand } from '../../../src/mail/understand.ts';
import { mailOf, understood } from '../fixture.ts';
import { BEGINNINGS, LIST_NAMES, LIST_SENDERS, LISTS, MACHINES, MARKS, WITHOUT_SENDER } from './class.data.ts';
import { type Case, classOf } from './class-of.ts';

const AUTOMATIC = 'This is an automatic reply.';
const REJECTED = { 'content-type': 'multipart/report; report-type=disposition-notification' };

describe('class', () => {
  test.each(MARKS)('%s: %s is %s', (field, value, expected) => {
    expect(classOf({ fields: { [field]: value } })).toBe(expected);
  });
  test.each(BEGINNINGS)('%s by a machine is %s, by a person a person’s', (text, expected) => {
    expect(classOf({ text, sender: 'no-reply@x.example' })).toBe(expected);
    expect(classOf({ text, fields: { precedence: 'x' } })).toBe(expected);
    expect(classOf({ text })).toBe('human');
  });

  test.each(LISTS)('a field %s makes it %s', (field, expected) => {
    expect(classOf({ fields: { [field]: 'x' } })).toBe(expected);
  });

  test.each([
    ['list-help'],
    ['list-subscribe'],
    ['list-owner'],
    ['x-campaign'],
    ['x-campaignid'],
    ['x-campaign-id'],
    ['precedence', 'bulk'],
    ['return-path', 'users-bounces@x.example'],
  ])('a field %s beside List-Unsubscribe makes it a list', (field, value = 'x') => {
    expect(classOf({ fields: { [field]: value } })).toBe('human');
    expect(classOf({ fields: { [field]: value, 'list-unsubscribe': 'x' } })).toBe('list');
  });

  test.each(WITHOUT_SENDER)('without a sender, a field %s makes it %s', (field, expected) => {
    expect(classOf({ sender: '', fields: { [field]: 'x' } })).toBe(expected);
  });

  test.each([
    ['auto-generated', 'auto_reply'],
    ['Auto-Replied (vacation)', 'auto_reply'],
    ['auto-notified', 'auto_reply'],
    ['auto-forwarded', 'human'],
    ['Auto-Forwarded; x', 'human'],
    ['no', 'human'],
    ['No', 'human'],
    ['(auto-replied) no', 'human'],
    ['  (a) ', 'human'],
  ])('Auto-Submitted: %s makes it %s', (value, expected) => {
    expect(classOf({ fields: { 'auto-submitted': value } })).toBe(expected);
  });

  test.each([
    ['bulk', 'list'],
    [' Junk', 'list'],
    ['list', 'list'],
    ['listing', 'human'],
    ['no bulk', 'human'],
    ['first-class', 'human'],
  ])('Precedence: %s beside another mark makes it %s', (precedence, expected) => {
    expect(classOf({ fields: { precedence, 'list-unsubscribe': 'x' } })).toBe(expected);
  });

  test.each([
    ['bulk', {}, 'human'],
    ['junk', {}, 'human'],
    ['list', {}, 'list'],
    ['list', { 'x-mailer': 'Foxmail' }, 'human'],
    ['list', { 'user-agent': 'Thunderbird' }, 'human'],
    ['list', { 'x-has-attach': 'yes' }, 'human'],
  ])('Precedence: %s alone with %o makes it %s', (precedence, fields, expected) => {
    expect(classOf({ fields: { precedence, ...fields } })).toBe(expected);
  });

  test.each(LIST_SENDERS)('Sender or Return-Path %s beside another mark makes it %s', (sender, expected) => {
    expect(classOf({ fields: { sender, 'list-unsubscribe': 'x' } })).toBe(expected);
    expect(classOf({ fields: { 'return-path': sender, 'list-unsubscribe': 'x' } })).toBe(expected);
    expect(classOf({ fields: { sender } })).toBe('human');
  });

  test.each(LIST_NAMES)('From %s beside another mark makes it %s', (sender, expected) => {
    expect(classOf({ sender, fields: { 'list-unsubscribe': 'x' } })).toBe(expected);
    expect(classOf({ sender, fields: { 'return-path': `<${sender}>` } })).toBe('human');
  });

  test.each<[Case, string]>([
    [{ fields: { 'content-type': 'multipart/report; report-type=disposition-notification' } }, 'receipt'],
    [{ fields: { 'content-type': 'multipart/report; REPORT-TYPE = "Disposition-Notification"' } }, 'receipt'],
    [{ contentType: 'multipart/report', reports: [{ type: 'message/disposition-notification', text: '' }] }, 'receipt'],
    [{ fields: { ...REJECTED, 'auto-submitted': 'auto-replied (rejected)' } }, 'bounce'],
    [{ fields: { ...REJECTED, 'auto-submitted': 'auto-replied ( Rejected )' } }, 'bounce'],
    [{ fields: { ...REJECTED, 'auto-submitted': 'auto-replied' } }, 'receipt'],
    [{ fields: { 'auto-submitted': 'auto-replied (rejected)' } }, 'bounce'],
    [{ reports: [{ type: 'message/disposition-notification', text: '' }] }, 'human'],
    [{ contentType: 'multipart/report', reports: [{ type: 'message/rfc822', text: '' }] }, 'human'],
    [{ contentType: 'multipart/report' }, 'human'],
    [{ fields: { 'content-type': 'multipart/report; report-type=feedback-report' } }, 'auto_reply'],
    [{ reports: [{ type: 'message/feedback-report', text: '' }] }, 'auto_reply'],
    [{ sender: 'postmaster@x', text: 'User unknown' }, 'bounce'],
    [{ fields: { 'list-id': 'x', 'auto-submitted': 'auto-generated' } }, 'auto_reply'],
  ])('%o is %s', (evidence, expected) => {
    expect(classOf(evidence)).toBe(expected);
  });

  test.each<[Case, string]>([
    [{ subject: ' Ａutomatic reply: x' }, 'auto_reply'],
    [{ subject: '[Automatyczna odpowiedź] Re: x' }, 'auto_reply'],
    [{ subject: '已读：x' }, 'auto_reply'],
    [{ subject: 'Automatic reply: x', fields: { 'x-mailer': 'Foxmail' } }, 'human'],
    [{ subject: 'Automatic reply: x', fields: { 'user-agent': 'Thunderbird' } }, 'human'],
    [{ subject: 'Automatic reply: x', fields: { 'x-has-attach': 'yes' } }, 'human'],
    [{ subject: 'Re: Autosvar: x' }, 'auto_reply'],
    [{ subject: 'Re: Autosvar: x', fields: { 'x-mailer': 'Foxmail' } }, 'human'],
    [{ subject: 'Absence: x' }, 'human'],
    [{ subject: '出差：x' }, 'human'],
    [{ subject: '报表：自动回复' }, 'human'],
    ...['Absence: x', '出差：x', '报表：自动回复', 'Re: Abwesend: x'].flatMap((subject): [Case, string][] => [
      [{ subject, fields: { 'return-path': '<>' } }, 'auto_reply'],
      [{ subject, fields: { 'return-path': '<li@x.example>' } }, 'human'],
      [{ subject, fields: { precedence: 'bulk', 'x-mailer': 'Foxmail' } }, 'auto_reply'],
      [{ subject, fields: { 'x-auto-response-suppress': 'All' } }, 'auto_reply'],
      [{ subject, sender: 'no-reply@x.example' }, 'auto_reply'],
      [{ subject, fields: { 'in-reply-to': '<a@x>', 'x-mailer': 'Foxmail' } }, 'human'],
    ]),
  ])('subject %o is %s', (evidence, expected) => {
    expect(classOf(evidence)).toBe(expected);
  });

  test.each<[Case, string]>([
    [{ text: `  \n ${AUTOMATIC}` }, 'human'],
    [{ text: `  \n ${AUTOMATIC}`, fields: { precedence: 'x' } }, 'auto_reply'],
    [{ text: `${' '.repeat(300)}${AUTOMATIC}`, fields: { precedence: 'x' } }, 'human'],
    [{ text: AUTOMATIC.padEnd(3000), fields: { precedence: 'x' } }, 'auto_reply'],
    [{ text: AUTOMATIC.padEnd(3000), fields: { 'x-auto-response-suppress': 'All' } }, 'auto_reply'],
    [{ text: 'Hello', sender: 'no-reply@x' }, 'human'],
  ])('an absence note %#', (evidence, expected) => {
    expect(classOf(evidence)).toBe(expected);
  });
  test.each(MACHINES)('an absence note from %s is %s', (sender, expected) => {
    expect(classOf({ text: AUTOMATIC.padEnd(3000), sender })).toBe(expected);
  });
});

test.each([
  ['bulk', '<>', 'auto_reply'],
  [' Junk', ' < > ', 'auto_reply'],
  ['bulk', '<li@x.example>', 'human'],
  ['bulky', '<>', 'human'],
  ['no bulk', '<>', 'human'],
  ['first-class', '<>', 'human'],
])('Precedence: %s from the envelope sender %s is %s', (precedence, path, expected) => {
  expect(classOf({ fields: { precedence, 'return-path': path } })).toBe(expected);
});

describe('the class of whole mails', () => {
  test.each([
    ['auto-reply-header', 'auto_reply'],
    ['auto-reply-outlook', 'auto_reply'],
    ['auto-reply-chinese', 'auto_reply'],
    ['auto-reply-german', 'auto_reply'],
    ['read-receipt', 'receipt'],
    ['mailing-list', 'list'],
    ['bounce-rfc3464', 'bounce'],
    ['no-header', 'malformed'],
    ['several-from', 'human'],
    ['missing-everything', 'human'],
    ['about-out-of-office', 'human'],
    ['about-delivery', 'human'],
    ['form-chinese', 'human'],
  ])('%s is %s', async (name, expected) => {
    expect((await understood(name)).class).toBe(expected);
  });

  test.each([
    ['Out of Office: Re: your letter', 'auto_reply'],
    ['Réponse automatique : votre demande', 'auto_reply'],
    ['Respuesta automática: su solicitud', 'auto_reply'],
    ['Resposta automática: seu pedido', 'auto_reply'],
    ['Risposta automatica: richiesta', 'auto_reply'],
    ['Автоматический ответ: запрос', 'auto_reply'],
    ['自動返信: お問い合わせ', 'auto_reply'],
    ['自动回复功能无法使用', 'human'],
    ['Automatic reply does not work', 'human'],
    ['How do I set an out of office message?', 'human'],
    ['退信问题咨询', 'human'],
    ['无法发送邮件', 'human'],
    ['Undelivered items in the report', 'human'],
  ])('subject "%s" makes it %s', async (subject, expected) => {
    expect((await understand(mailOf('Please have a look.', { Subject: subject }))).class).toBe(expected);
  });

  test.each([
    [{ 'Auto-Submitted': 'auto-generated' }, 'auto_reply'],
    [{ 'Auto-Submitted': 'no' }, 'human'],
    [{ 'X-Autoreply': 'yes' }, 'auto_reply'],
    [{ Precedence: 'bulk' }, 'human'],
    [{ 'List-Unsubscribe': '<mailto:x@example.org>' }, 'human'],
    [{ Precedence: 'bulk', 'List-Unsubscribe': '<mailto:x@example.org>' }, 'list'],
    [{ 'X-Auto-Response-Suppress': 'All' }, 'human'],
  ])('%o makes it %s', async (header, expected) => {
    expect((await understand(mailOf('Please have a look.', header))).class).toBe(expected);
  });

  test('what no person wrote says nothing', async () => {
    const mail = await understand(mailOf('#resolve\nThe problem is solved.', { 'Auto-Submitted': 'auto-replied' }));
    expect([mail.intent, mail.commands, mail.satisfaction]).toEqual(['none', [], null]);
  });

  test.each([
    ['several-from', ['from_several', 'date_missing', 'message_id_missing']],
    ['missing-everything', ['from_missing', 'date_missing', 'message_id_missing']],
  ])('%s warns', async (name, warnings) => {
    expect((await understood(name)).warnings).toEqual(warnings);
  });
});
