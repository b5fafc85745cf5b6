import { describe, expect, it } from 'vitest';
import type { Mail } from '../../src/mail/mail.ts';
import { isTicketTrick } from '../../src/people/ticket-trick.ts';
import { addresses, sampleMail } from './sample.ts';

type Given = Partial<Mail> & { headers?: Mail['headers'] };
const mail = (from: string, subject: string, text: string, more: Given = {}) =>
  sampleMail({ from: addresses(from), returnPath: from, subject, text, reply: text, ...more });
const AUTO: Given = { headers: [['auto-submitted', 'auto-generated']] };

describe('an automated verification by a sender the desk never wrote to', () => {
  it.each([
    ['a code from no-reply', mail('no-reply@chat.example', 'Your verification code', 'Your code is 482913.')],
    [
      'a link, declared automatic',
      mail('hello@app.example', 'Confirm your email address', 'Click https://app.example/c?t=1', AUTO),
    ],
    [
      'a list field gives it away',
      mail('hi@app.example', 'Activate your account', 'https://app.example/a', {
        headers: [['list-unsubscribe', '<https://app.example/u>']],
      }),
    ],
    [
      'sent through a mass mailer',
      mail('anna@app.example', 'Please verify your e-mail', 'https://app.example/v', {
        headers: [['x-mailgun-sid', 'x']],
      }),
    ],
    [
      'a workspace that invites',
      mail('feedback@chat.example', 'Join the workspace of example', 'https://chat.example/join'),
    ],
    ['a password reset', mail('accounts@app.example', 'Reset your password', 'https://app.example/reset')],
    [
      'a code in the middle of a notice',
      mail('security@app.example', 'Sign-in attempt', 'Enter this one-time passcode: ABC-DEF'),
    ],
    ['验证码', mail('noreply@app.example', '【某某】验证码', '您的验证码是 482913，10 分钟内有效。')],
    ['邮箱激活', mail('service-notify@app.example', '请激活您的账号', '点击链接 https://app.example/a 完成注册', AUTO)],
    ['重置密码', mail('noreply@app.example', '重置密码', 'https://app.example/r')],
  ])('%s', (_, given) => expect(isTicketTrick(given, false)).toBe(true));

  it('is none from somebody the desk has written to', () => {
    expect(isTicketTrick(mail('no-reply@chat.example', 'Your verification code', 'Your code is 482913.'), true)).toBe(
      false,
    );
  });
});

describe('a person with a problem', () => {
  it.each([
    [
      '收不到验证码',
      mail(
        'zhang@customer.example',
        '收不到验证码',
        '登录 https://app.customer.example 时一直收不到验证码，手机号 13800000000',
      ),
    ],
    [
      'a code that does not work',
      mail(
        'ann@customer.example',
        'Verification code not accepted',
        'I entered code 482913 and it says invalid, see https://app',
      ),
    ],
    [
      'from an address that sounds like a machine',
      mail('security@customer.example', '验证码没收到', '员工反映没收到邮箱验证邮件 https://app'),
    ],
    [
      'the same in English',
      mail(
        'accounts@customer.example',
        "We don't receive verification codes",
        "We didn't receive the code, https://app 1234",
      ),
    ],
    [
      'an answer within a thread',
      mail('account@customer.example', 'Re: activate the account', 'please activate the account 123456', {
        inReplyTo: ['<x@desk.example>'],
      }),
    ],
    ['from info@', mail('info@customer.example', 'Please reset our password', 'for user 123456')],
  ])('%s', (_, given) => expect(isTicketTrick(given, false)).toBe(false));

  it.each([
    [
      'an automated mail about something else',
      mail('no-reply@ci.example', 'Build 482913 failed', 'https://ci.example/482913'),
    ],
    [
      'a newsletter',
      mail('news@shop.example', 'Our autumn offers', 'https://shop.example', { headers: [['list-id', 'x']] }),
    ],
  ])('nor is %s', (_, given) => expect(isTicketTrick(given, false)).toBe(false));
});
