import { describe, expect, test } from 'vitest';
import { isMachineOnly, reportIn } from '../../../src/mail/mime/report-part.ts';
import { parseMime } from '../../../src/mail/mime/structure.ts';

const reportOf = (type: string, body: string, name = '') =>
  reportIn(parseMime(Buffer.from(`Content-Type: ${type}\n\n${body}`, 'latin1')).root, name, '');
const MAIL = 'Subject: x\r\nFrom: a@x\r\n\r\nwords';

test.each([
  ['message/rfc822', true],
  ['message/delivery-status', true],
  ['text/rfc822-headers', true],
  ['text/plain', false],
  ['image/png', false],
  ['application/octet-stream', false],
])('a part of the type %s reports: %s', (type, reports) => {
  expect(reportOf(type, MAIL)).toEqual(reports ? { type, text: MAIL } : null);
});

describe('a mail that is attached as any other file', () => {
  test.each([
    ['x.eml', 'application/octet-stream', true],
    ['x.MSG', 'application/octet-stream', true],
    ['x.eml', 'image/png', false],
    ['x.eml.txt', 'application/octet-stream', false],
    ['xeml', 'application/octet-stream', false],
  ])('%s of the type %s: %s', (name, type, reports) => {
    expect(reportOf(type, MAIL, name)).toEqual(reports ? { type: 'message/rfc822', text: MAIL } : null);
  });

  test.each([
    ['begins with two fields', 'Subject: x\nFrom:\ta@x\n', true],
    ['begins with blank lines', '\r\n\r\nSubject: x\r\nFrom: a@x\r\n', true],
    ['folds a field twice', 'Received: by x\r\n\tfor b@x\r\n with SMTP\r\nFrom: a@x\r\n', true],
    ['folds it at bare line feeds', 'Received: by x\n\tfor b@x\n with SMTP\nFrom: a@x\n', true],
    ['begins with something else', '%PDF Subject: x\nFrom: a@x\n', false],
    ['has one field', 'Subject: x\n\nFrom: a@x\n', false],
    ['has a line of words between', 'Subject: x\nwords and more\nFrom: a@x\n', false],
    ['has names of one letter', 'X: y\nZ: w\n', false],
    ['has names of many', `${'x'.repeat(41)}: y\n${'x'.repeat(41)}: w\n`, false],
    ['has no blank behind the names', 'http:x\nhttp:y\n', false],
    ['has its fields far behind', `${' '.repeat(4000)}Subject: x\nFrom: a@x\n`, false],
    ['is of words', 'words\nand more\n', false],
  ])('%s', (_, body, reports) => {
    expect(reportOf('application/octet-stream', body, 'x.eml') !== null).toBe(reports);
  });
});

test.each([
  ['message/delivery-status', true],
  ['message/global-delivery-status', true],
  ['message/disposition-notification', true],
  ['message/feedback-report', true],
  ['text/rfc822-headers', true],
  ['text/vnd.google.email-reaction+json', true],
  ['message/rfc822', false],
  ['', false],
])('%s is for machines only: %s', (type, is) => {
  expect(isMachineOnly(type)).toBe(is);
});
