import { describe, expect, test } from 'vitest';
import { classify } from '../../../src/mail/class/class.ts';
import { understand } from '../../../src/mail/understand.ts';
import { mailOf, understood } from '../fixture.ts';
import { BEGINNINGS, MARKS } from './class.data.ts';
import { headerFrom } from './header-from.ts';

type Evidence = Parameters<typeof classify>[0];
type Case = Partial<Omit<Evidence, 'header' | 'from'>> & {
  readonly fields?: Readonly<Record<string, string>>;
  readonly sender?: string;
};

/** The class of a person's mail, with other marks where a case names them. */
function classOf({ fields = {}, sender = 'li@x.example', ...evidence }: Case): string {
  return classify({
    header: headerFrom(fields),
    from: sender === '' ? [] : sender.split(' ').map((address) => ({ name: '', address })),
    subject: 'Hello',
    text: 'Hello',
    contentType: 'text/plain',
    reports: [],
    calendar: null,
    reaction: false,
    ...evidence,
  });
}
const AUTOMATIC = 'This is an automatic reply.';

describe('class', () => {
  test.each(MARKS)('%s: %s is %s', (field, value, expected) => {
    expect(classOf({ fields: { [field]: value } })).toBe(expected);
  });
  test.each(BEGINNINGS)('%s by a machine is %s, by a person a person’s', (text, expected) => {
    expect(classOf({ text, sender: 'no-reply@x.example' })).toBe(expected);
    expect(classOf({ text, fields: { precedence: 'x' } })).toBe(expected);
    expect(classOf({ text })).toBe('human');
  });

  test.each([
    ['list-id', 'list'],
    ['list-unsubscribe', 'human'],
    ['list-post', 'list'],
    ['list-help', 'human'],
    ['list-subscribe', 'human'],
    ['list-owner', 'human'],
    ['list-archive', 'list'],
    ['mailing-list', 'list'],
    ['x-mailing-list', 'list'],
    ['x-mailman-version', 'list'],
    ['x-mailinglist', 'list'],
    ['x-google-group-id', 'list'],
    ['x-loop-list', 'list'],
    ['x-beenthere', 'list'],
    ['x-campaign', 'human'],
    ['x-campaignid', 'human'],
    ['x-campaign-id', 'human'],
    ['x-mailer-listid', 'list'],
    ['x-listname', 'list'],
    ['x-list', 'list'],
    ['x-listserver', 'list'],
    ['x-yahoogroups', 'list'],
    ['x-egroups-return', 'list'],
    ['x-something', 'human'],
  ])('a field %s makes it %s', (field, expected) => {
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

  test.each([
    ['to', 'human'],
    ['cc', 'human'],
    ['subject', 'human'],
    ['date', 'human'],
    ['message-id', 'human'],
    ['received', 'human'],
    ['return-path', 'human'],
    ['sender', 'human'],
    ['reply-to', 'human'],
    ['content-type', 'human'],
    ['mime-version', 'human'],
    ['x-something', 'malformed'],
  ])('without a sender, a field %s makes it %s', (field, expected) => {
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
  ])('Precedence: %s alone with %o makes it %s', (precedence, fields, expected) => {
    expect(classOf({ fields: { precedence, ...fields } })).toBe(expected);
  });

  test.each([
    ['owner-users@x.example', 'list'],
    ['<users-owner@x.example>', 'list'],
    ['users-bounces@x.example', 'list'],
    ['Users <users.all-bounces+li=x@x.example>', 'list'],
    ['users-request@x.example', 'list'],
    ['users-admin@x.example', 'list'],
    ['users-admin+@x.example', 'list'],
    ['users-bounces+a b@x.example', 'human'],
    ['-owner@x.example', 'human'],
    ['owner@x.example', 'human'],
    ['xowner-users@x.example', 'human'],
    ['users-administrator@x.example', 'human'],
  ])('Sender or Return-Path %s beside another mark makes it %s', (sender, expected) => {
    expect(classOf({ fields: { sender, 'list-unsubscribe': 'x' } })).toBe(expected);
    expect(classOf({ fields: { 'return-path': sender, 'list-unsubscribe': 'x' } })).toBe(expected);
    expect(classOf({ fields: { sender } })).toBe('human');
  });

  test.each([
    ['newsletter@x', 'list'],
    ['news@x', 'list'],
    ['owner-users@x', 'list'],
    ['users-request@x', 'list'],
    ['mailinglist@x', 'list'],
    ['mailing-list@x', 'list'],
    ['announce@x', 'list'],
    ['announcements@x', 'list'],
    ['LISTSERV@x', 'list'],
    ['li@x news@x', 'list'],
    ['thenews@x', 'human'],
    ['newsroom@x', 'human'],
    ['-request@x', 'human'],
  ])('From %s beside another mark makes it %s', (sender, expected) => {
    expect(classOf({ sender, fields: { 'list-unsubscribe': 'x' } })).toBe(expected);
    expect(classOf({ sender, fields: { 'return-path': `<${sender}>` } })).toBe('human');
  });

  test.each<[Case, string]>([
    [{ fields: { 'content-type': 'multipart/report; report-type=disposition-notification' } }, 'receipt'],
    [{ fields: { 'content-type': 'multipart/report; REPORT-TYPE = "Disposition-Notification"' } }, 'receipt'],
    [{ contentType: 'multipart/report', reports: [{ type: 'message/disposition-notification', text: '' }] }, 'receipt'],
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
    [{ text: AUTOMATIC.padEnd(3000), sender: 'no-reply@x' }, 'auto_reply'],
    [{ text: AUTOMATIC.padEnd(3000), sender: 'li@x noreply@x' }, 'auto_reply'],
    [{ text: AUTOMATIC.padEnd(3000), sender: 'noreply.li@x' }, 'auto_reply'],
    [{ text: AUTOMATIC.padEnd(3000), sender: 'do-not-reply@x' }, 'auto_reply'],
    [{ text: AUTOMATIC.padEnd(3000), sender: 'donotreply@x' }, 'auto_reply'],
    [{ text: AUTOMATIC.padEnd(3000), sender: 'autoreply@x' }, 'auto_reply'],
    [{ text: AUTOMATIC.padEnd(3000), sender: 'auto-responder@x' }, 'auto_reply'],
    [{ text: AUTOMATIC.padEnd(3000), sender: 'auto-answer@x' }, 'auto_reply'],
    [{ text: AUTOMATIC.padEnd(3000), sender: 'postmaster@x' }, 'auto_reply'],
    [{ text: AUTOMATIC.padEnd(3000), sender: 'mailer-daemon@x' }, 'auto_reply'],
    [{ text: AUTOMATIC.padEnd(3000), sender: 'xnoreply@x' }, 'human'],
    [{ text: AUTOMATIC.padEnd(3000), sender: 'noreply' }, 'human'],
    [{ text: 'Hello', sender: 'no-reply@x' }, 'human'],
  ])('an absence note %#', (evidence, expected) => {
    expect(classOf(evidence)).toBe(expected);
  });
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
