import { describe, expect, test } from 'vitest';
import {
  BOUNCE_SUBJECT,
  BOUNCE_TEXT,
  DAEMON,
  DAEMON_NAME,
  looksLikeBounce,
} from '../../../../src/mail/class/bounce/bounce-sign.ts';
import { untested } from '../../alternatives.ts';
import { headerFrom } from '../header-from.ts';
import { NAMES, SENDERS, SUBJECTS } from './bounce-sign.data.ts';
import { TEXTS } from './bounce-text.data.ts';

type Signs = Parameters<typeof looksLikeBounce>[0];

/** A mail of a person, with other signs where a case names them. */
const isBounce = ({ fields = {}, sender = 'li@x.example', name = '', ...signs }: Partial<Signs> & Case): boolean =>
  looksLikeBounce({
    header: headerFrom(fields),
    from: sender === '' ? [] : sender.split(' ').map((address) => ({ name, address })),
    subject: 'Hello',
    text: 'Hello',
    contentType: 'text/plain',
    reports: [],
    ...signs,
  });
type Case = {
  readonly fields?: Readonly<Record<string, string>>;
  readonly sender?: string;
  readonly name?: string;
};
const FAILED = { subject: 'Undeliverable', text: 'User unknown' };
const status = [{ type: 'message/delivery-status', text: '' }];

describe('a bounce', () => {
  test.each(SUBJECTS)('subject %s: %s', (subject, bounce) => {
    expect(isBounce({ fields: { 'return-path': '<>' }, subject, text: 'User unknown' })).toBe(bounce);
  });
  test.each(TEXTS)('text %s: %s', (text, bounce) => {
    expect(isBounce({ sender: 'mailer-daemon@x.example', text })).toBe(bounce);
  });
  test.each(SENDERS)('sender %s: %s', (sender, bounce) => {
    expect(isBounce({ ...FAILED, sender })).toBe(bounce);
  });
  test.each(NAMES)('name %s', (name) => {
    expect(isBounce({ ...FAILED, name })).toBe(true);
  });
  test.each<[what: string, pattern: RegExp, rows: readonly (readonly [sample: string, ...rest: unknown[]])[]]>([
    ['subject', BOUNCE_SUBJECT, SUBJECTS],
    ['text', BOUNCE_TEXT, TEXTS],
    ['sender', DAEMON, SENDERS],
    ['name', DAEMON_NAME, NAMES],
  ])('every alternative of a %s has a line of its own', (_, pattern, rows) => {
    const samples = rows.map(([sample]) => sample);
    expect(untested(pattern, samples)).toEqual([]);
  });

  test.each<[what: string, signs: Partial<Signs> & Case, bounce: boolean]>([
    ['nothing', {}, false],
    ['subject and text of a person', FAILED, false],
    ['no sender at all', { ...FAILED, sender: '' }, true],
    ['no sender, text only', { sender: '', text: 'User unknown' }, true],
    ['no sender, nothing else', { sender: '' }, false],
    ['one of two senders', { ...FAILED, sender: 'li@x.example postmaster@x.example' }, true],
    ['null sender', { ...FAILED, fields: { 'return-path': '<>' } }, true],
    ['null sender with blanks', { ...FAILED, fields: { 'return-path': '  <> ' } }, true],
    ['null sender of MMDF', { ...FAILED, fields: { 'return-path': '<#@[]>' } }, true],
    ['null sender without hash', { ...FAILED, fields: { 'return-path': '<@[]>' } }, true],
    ['a sender behind the null sender', { ...FAILED, fields: { 'return-path': '<> <li@x.example>' } }, false],
    ['a sender before the null sender', { ...FAILED, fields: { 'return-path': 'li <>' } }, false],
    ['blank Return-Path', { ...FAILED, fields: { 'return-path': '' } }, false],
    ['null sender, subject only', { fields: { 'return-path': '<>' }, subject: 'Undeliverable' }, false],
    ['null sender, text only', { fields: { 'return-path': '<>' }, text: 'User unknown' }, false],
    ['a person who attaches a report', { ...FAILED, reports: [{ type: 'message/rfc822', text: '' }] }, false],
    ['a person who quotes one', { ...FAILED, text: 'User unknown\nMessage-ID: <a@x>' }, false],
    [
      'a neutral subject, the null sender and a returned mail',
      { text: FAILED.text, fields: { 'return-path': '<>' }, reports: [{ type: 'message/rfc822', text: '' }] },
      true,
    ],
    [
      'the same from no-reply',
      { text: FAILED.text, sender: 'no-reply@x', reports: [{ type: 'message/rfc822', text: '' }] },
      true,
    ],
    [
      'a part of another type from no-reply',
      { text: FAILED.text, sender: 'no-reply@x', reports: [{ type: 'x-message/plain', text: '' }] },
      false,
    ],
    ['the same without words', { sender: 'no-reply@x', reports: [{ type: 'message/rfc822', text: '' }] }, false],
    ['marked subject', { ...FAILED, sender: 'postmaster@x', subject: '[bounce] x', text: '' }, true],
    ['mark elsewhere in the subject', { sender: 'postmaster@x', subject: 'x [bounce] x' }, false],
    ['subject behind list marks', { sender: 'postmaster@x', subject: '[a] [b]  Undeliverable' }, true],
    ['subject behind a long mark', { sender: 'postmaster@x', subject: `[${'a'.repeat(31)}] Undeliverable` }, false],
    ['subject with blanks before', { sender: 'postmaster@x', subject: '  Undeliverable' }, true],
    ['subject behind a list mark', { sender: 'postmaster@x', subject: '[desk]Undeliverable' }, true],
    ['subject within a mark', { sender: 'postmaster@x', subject: '[Undeliverable] Hello' }, true],
    ['subject behind another letter', { sender: 'postmaster@x', subject: 'xUndeliverable' }, false],
    ['mark within the subject', { sender: 'postmaster@x', subject: 'Mail [2] delivery on the third floor' }, false],
    ['bracket within the subject', { sender: 'postmaster@x', subject: 'Mail [delivery on the third floor' }, false],
    ['text far below', { sender: 'postmaster@x', text: `${' '.repeat(4000)}User unknown` }, false],
    [
      'report of a delivery status',
      { contentType: 'multipart/report', fields: { 'content-type': 'multipart/report; report-type=delivery-status' } },
      true,
    ],
    ['parameter alone', { fields: { 'content-type': 'text/plain; report-type=delivery-status' } }, false],
    [
      'report of another kind',
      { contentType: 'multipart/report', fields: { 'content-type': 'multipart/report' } },
      false,
    ],
    ['status part alone', { reports: status }, false],
    ['status part in a report', { reports: status, contentType: 'multipart/report' }, true],
    ['status part, mail system', { reports: status, sender: 'postmaster@x' }, true],
    ['status part, null sender', { reports: status, fields: { 'return-path': '<>' } }, true],
    ['status part, subject', { reports: status, subject: 'Undeliverable' }, true],
    [
      'global status part',
      { reports: [{ type: 'message/global-delivery-status', text: '' }], subject: 'Undeliverable' },
      true,
    ],
    ['another part, subject', { reports: [{ type: 'message/rfc822', text: '' }], subject: 'Undeliverable' }, false],
    ['status part, marked subject', { ...FAILED, subject: '[a] Undeliverable', reports: status }, true],
    [
      'the same in an automatic answer',
      {
        ...FAILED,
        subject: '[a] Undeliverable',
        reports: status,
        fields: { 'auto-submitted': 'auto-replied' },
      },
      false,
    ],
    ['turned away by a filter', { fields: { 'auto-submitted': 'auto-replied (rejected)' } }, true],
    ['the same with blanks', { fields: { 'auto-submitted': 'auto-replied (  rejected  )' } }, true],
    ['a daemon of another name', { sender: 'mailer-daemon+root@x', text: 'User unknown' }, true],
    [
      'one of two names',
      {
        ...FAILED,
        from: [
          { name: '', address: 'li@x.example' },
          { name: 'Postmaster', address: 'b@x.example' },
        ],
      },
      true,
    ],
    ['X-Failed-Recipients', { fields: { 'x-failed-recipients': 'li@x.example' } }, true],
    ['Aliyun’s mark', { fields: { 'x-aliyun-bounce': '1' } }, true],
    ['Aliyun’s mark that denies', { fields: { 'x-aliyun-bounce': '0' } }, false],
    ['SES notification', { text: '{"notificationType":"Bounce"}' }, true],
    [
      'an automatic answer about a failure',
      { ...FAILED, reports: [{ type: 'message/rfc822', text: '' }], fields: { 'auto-submitted': 'Auto-Replied' } },
      false,
    ],
    [
      'the same from a mail system',
      { ...FAILED, sender: 'postmaster@x', fields: { 'auto-submitted': 'auto-replied' } },
      true,
    ],
    [
      'the same from the null sender',
      { ...FAILED, fields: { 'auto-submitted': 'auto-replied', 'return-path': '<>' } },
      true,
    ],
  ])('%s: %o is %s', (_, signs, bounce) => {
    expect(isBounce(signs)).toBe(bounce);
  });

  test.each(
    'no-reply noreply root system return returns error errors complaint complaints spam antispam bounce bounces delivery'.split(
      ' ',
    ),
  )('%s@ writes much besides bounces: its text alone does not tell', (name) => {
    for (const address of [`${name}@x`, `${name}+a@x`, `${name}.a@x`, name]) {
      expect(isBounce({ sender: address, text: 'User unknown' })).toBe(false);
      expect(isBounce({ sender: address, ...FAILED })).toBe(true);
    }
    expect(isBounce({ sender: `${name}@x postmaster@x`, text: 'User unknown' })).toBe(true);
  });
});
