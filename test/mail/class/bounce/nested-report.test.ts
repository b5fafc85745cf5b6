import { describe, expect, test } from 'vitest';
import { withNested } from '../../../../src/mail/class/bounce/nested-report.ts';

const STATUS = 'Final-Recipient: rfc822; li@customer.example\r\nAction: failed\r\n';
const mail = (text: string, type = 'message/rfc822') => ({ type, text });
const partsOf = (...parts: readonly string[]): string =>
  `\r\n\r\n${parts.map((part) => `--b\r\n${part}\r\n`).join('')}--b--\r\n`;
const plain = 'Content-Type: text/plain\r\n\r\nForwarded for you.';
const status = `Content-Type: message/delivery-status\r\n\r\n${STATUS}`;
const returned = 'Content-Type: text/rfc822-headers\r\n\r\nMessage-ID: <letter@desk.example>\r\n';
/** A mail in parts, with its own type and what else its header says. */
const mixed = (...parts: readonly string[]): string =>
  `Subject: Returned mail\r\nContent-Type: multipart/mixed; boundary=b${partsOf(...parts)}`;

describe('an attached mail is opened', () => {
  test.each<[what: string, text: string, types: readonly string[]]>([
    ['that holds a delivery status', mixed(plain, status), ['message/delivery-status']],
    [
      'that holds one for addresses beyond ASCII',
      mixed(plain, `Content-Type: message/global-delivery-status\r\n\r\n${STATUS}`),
      ['message/global-delivery-status'],
    ],
    [
      'that writes no space behind the colon',
      mixed(`Content-Type:message/delivery-status\r\n\r\n${STATUS}`),
      ['message/delivery-status'],
    ],
    [
      'that writes several, and small letters',
      mixed(`content-type:   message/delivery-status\r\n\r\n${STATUS}`),
      ['message/delivery-status'],
    ],
    [
      'that calls itself a report in one line',
      `Content-Type: multipart/report; boundary=b; report-type=delivery-status${partsOf(plain, returned)}`,
      ['text/rfc822-headers'],
    ],
    [
      'that says so in a second line',
      `Content-Type: multipart/report; boundary=b;\r\n  report-type=delivery-status${partsOf(plain, returned)}`,
      ['text/rfc822-headers'],
    ],
    [
      'that says so in a third, behind tabs and bare line feeds',
      `Content-Type: multipart/report;\n\tboundary=b;\n\treport-type=delivery-status${partsOf(plain, returned)}`,
      ['text/rfc822-headers'],
    ],
    ['with all its reports', mixed(status, returned), ['message/delivery-status', 'text/rfc822-headers']],
  ])('%s', (_, text, types) => {
    expect(withNested([mail(text)]).map(({ type }) => type)).toEqual(types);
  });

  test('octet by octet', () => {
    const text = mixed(`Content-Type: message/delivery-status\r\n\r\nDiagnostic-Code: bo\xeete pleine`);
    expect(withNested([mail(text)])).toEqual([
      { type: 'message/delivery-status', text: 'Diagnostic-Code: bo\xeete pleine' },
    ]);
  });
});

describe('a part stays as it is', () => {
  test.each<[what: string, text: string, type?: string]>([
    ['when no report is in it', mixed(plain, returned)],
    [
      'when another field than its type names one',
      `X-Content-Type: message/delivery-status\r\n${mixed(plain, returned)}`,
    ],
    [
      'when the type of another report is told below its header',
      `Content-Type: multipart/report; boundary=b${partsOf('Content-Type: text/plain\r\n\r\ndelivery-status', returned)}`,
    ],
    ['when it only writes about one', `Content-Type: text/plain\r\n\r\n${status}`],
    ['when it is no mail', mixed(plain, status), 'message/global'],
  ])('%s', (_, text, type) => {
    const report = mail(text, type);
    expect(withNested([report])).toEqual([report]);
  });
});

test('three mails within each other are opened, not a fourth', () => {
  const within = (inner: string, depth: number): string =>
    depth === 0
      ? inner
      : `Content-Type: multipart/mixed; boundary=b${depth}\r\n\r\n--b${depth}\r\nContent-Type: message/rfc822\r\n\r\n${within(inner, depth - 1)}\r\n--b${depth}--\r\n`;
  const typesAt = (depth: number): string[] => withNested([mail(within(mixed(status), depth))]).map(({ type }) => type);
  expect([typesAt(0), typesAt(2), typesAt(3)]).toEqual([
    ['message/delivery-status'],
    ['message/delivery-status'],
    ['message/rfc822'],
  ]);
});
