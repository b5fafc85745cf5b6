import { describe, expect, test } from 'vitest';
import { copiesIn, originalMessageId, reportedMessageId } from '../../../../src/mail/class/bounce/message-id.ts';
import { headerFrom } from '../header-from.ts';

const copy = (text: string, type = 'message/rfc822') => ({ type, text });
const status = (text: string) => ({ type: 'message/delivery-status', text });

describe('the header of a returned mail', () => {
  test.each([
    ['Subject: x\r\n\r\nMessage-ID: <quoted@x>', 'Subject: x'],
    ['Subject: x\n\nMessage-ID: <quoted@x>', 'Subject: x'],
    ['Subject: x\r\n\nhello', 'Subject: x'],
    ['Subject: x\n\r\nhello', 'Subject: x'],
    ['\r\n\r\n Subject: x', 'Subject: x'],
    ['Subject: x\r\n ', 'Subject: x\r\n '],
  ])('%j: %j', (text, header) => {
    expect(copiesIn([copy(text)])).toEqual([header]);
  });

  test.each([
    ['message/rfc822', true],
    ['message/global', true],
    ['text/rfc822-headers', true],
    ['x-message/plain', false],
    ['message/delivery-status', false],
    ['message/disposition-notification', false],
  ])('is in a part of the type %s: %s', (type, isCopy) => {
    expect(copiesIn([copy('Subject: x', type)])).toEqual(isCopy ? ['Subject: x'] : []);
  });
});

describe('the mail that a report is about', () => {
  test.each([
    ['by its copy', [copy('Message-ID: <a@x>')], '<a@x>'],
    [
      'by its copy before what the report states',
      [status('Original-Message-ID: <o@x>'), copy('Message-ID: <a@x>')],
      '<a@x>',
    ],
    ['by what the report states', [copy('Subject: x'), status('Original-Message-ID:<o@x>')], '<o@x>'],
    ['in another spelling', [status('Action: failed\r\nX-Original-Message-ID: <o@x>\r\n')], '<o@x>'],
    ['in no field of its own', [status('The Original-Message-ID: <o@x>')], null],
    ['folded, with several blanks', [copy('Message-ID: \t\r\n \t <a@x>')], '<a@x>'],
    ['behind the marks of a quotation', [copy('> >\tMessage-ID:<a@x>')], '<a@x>'],
    ['nothing tells', [], null],
  ])('%s', (_, reports, id) => {
    expect(reportedMessageId(reports)).toBe(id);
    expect(originalMessageId(headerFrom({}), reports, '')).toBe(id);
  });

  test.each([
    ['the last that it refers to', { references: '<r@x> <s@x> <t@x>' }, '<t@x>'],
    ['what a field of the header states', { 'original-message-id': '<o@x>', 'in-reply-to': '<i@x>' }, '<o@x>'],
    ['in another spelling', { 'x-original-message-id': '<o@x>', references: '<r@x>' }, '<o@x>'],
  ])('%s', (_, fields, id) => {
    expect(originalMessageId(headerFrom(fields as Record<string, string>), [], '')).toBe(id);
  });
});
