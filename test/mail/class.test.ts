import { describe, expect, test } from 'vitest';
import { understand } from '../../src/mail/understand.ts';
import { mailOf, understood } from './fixture.ts';

describe('class', () => {
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
    [{ Precedence: 'bulk' }, 'list'],
    [{ 'List-Unsubscribe': '<mailto:x@example.org>' }, 'list'],
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
