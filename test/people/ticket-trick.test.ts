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

/** A mail that asks to reset a password, by a sender and in a way that say nothing. */
const reset = (more: Given = {}, from = 'anna@app.example') =>
  isTicketTrick(mail(from, 'Reset your password', 'https://app.example/r', more), false);

describe('what mass mailers leave in the header', () => {
  it.each([
    ['auto-submitted', 'auto-generated', true],
    ['auto-submitted', 'auto-generated; no reply', true],
    ['auto-submitted', 'no', false],
    ['auto-submitted', ' No', false],
    ['feedback-id', '1:2:ses', true],
    ['feedback-ids', 'x', false],
    ['my-feedback-id', 'x', false],
    ['x-pm-message-id', 'x', true],
    ['x-sg', 'x', true],
    ['x-sgid', 'x', true],
    ['x-mailer', 'Foxmail 7', false],
  ])('%s: %s is one: %s', (name, value, expected) => expect(reset({ headers: [[name, value]] })).toBe(expected));

  it('is not needed in a mail that is no human one', () => expect(reset({ class: 'auto_reply' })).toBe(true));
});

describe('senders who sound like a machine', () => {
  it.each([
    ['account', true],
    ['accounts', true],
    ['alert', true],
    ['confirm', true],
    ['confirmation', true],
    ['notify', true],
    ['notification', true],
    ['my-account', true],
    ['account-news', true],
    ['myaccount', false],
    ['accountant', false],
    ['anna', false],
  ])('%s: %s', (local, expected) => expect(reset({}, `${local}@app.example`)).toBe(expected));

  it('are enough beside another one', () => {
    expect(reset({ from: addresses('anna@app.example, account@app.example') })).toBe(true);
  });
});

describe('a sender who sounds like a machine and complains like a person', () => {
  it.each([
    ['您还没发给我', true],
    ['您還沒有發給我', true],
    ['链接无效', true],
    ['I cannot receive the link', true],
    ['The link did not arrive', true],
    ['I have not yet received it', true],
    ['The code never comes', true],
    ['Click the link', false],
  ])('%s: %s', (reply, complains) => expect(reset({ reply }, 'account@app.example')).toBe(!complains));
});

describe('what asks for a verification', () => {
  it.each([
    ['Verify your email', true],
    ['Confirm your signup', true],
    ['Your email passcode', true],
    ['Your e-mail passcode', true],
    ['Your signin code', true],
    ['Your onetime code', true],
    ['Your singleuse code', true],
    ['Security: here is your passcode', true],
    ['Anna invites you', true],
    ['Your signin link', true],
    ['Join workspace now', true],
    ['Join the organization', true],
    ['Join the organisation', true],
    ['Join the club', false],
    ['校验码', true],
    ['確認您的帳號', true],
    ['启用帐户', true],
    ['账号绑定', true],
    ['帐号绑定', true],
    ['邮箱尚未激活', true],
    ['修改您的密码', true],
    ['修改。您的密码', false],
    ['会议纪要', false],
  ])('%s: %s', (subject, expected) => {
    const given = mail('no-reply@app.example', subject, 'https://app.example/v');
    expect(isTicketTrick(given, false)).toBe(expected);
  });
});

describe('what a verification needs: a code or a link', () => {
  it.each([
    ['4829', true],
    ['http://app.example/r', true],
    ['ABC-DEF', true],
    ['Room 5', false],
    ['A-BCD', false],
    ['ABC-D', false],
    [`${' '.repeat(5_000)}https://app.example/r`, false],
  ])('%s: %s', (text, expected) => {
    expect(isTicketTrick(mail('no-reply@app.example', 'Reset your password', text), false)).toBe(expected);
  });
});
