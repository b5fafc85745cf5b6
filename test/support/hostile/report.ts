import { bareMail, filled, mail, numbered, READ_WHOLE, type Shapes } from './pieces.ts';

const recipient = (at: number): string =>
  `Final-Recipient: rfc822; u${at}@c${at}.example\r\nAction: failed\r\nStatus: 5.1.1\r\nDiagnostic-Code: smtp; 550 no\r\n\r\n`;

/** A delivery status notification (RFC 3464) with this text, status and copy. */
const notification = (words: string, status: string, copy = 'Message-ID: <a@desk.example>\r\n'): Buffer =>
  bareMail(
    `Subject: Undelivered Mail Returned to Sender\r\nAuto-Submitted: auto-replied\r\nReturn-Path: <>\r\nContent-Type: multipart/report; report-type=delivery-status; boundary=b\r\n\r\n--b\r\n\r\n${words}\r\n--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; a\r\n\r\n${status}\r\n--b\r\nContent-Type: text/rfc822-headers\r\n\r\n${copy}\r\n--b--\r\n`,
  );
/** What a server says in text alone. */
const told = (piece: string): Buffer =>
  bareMail(
    `Subject: failure notice\r\nReturn-Path: <>\r\n\r\nHi. This is the qmail-send program.\r\n${filled(piece, READ_WHOLE)}`,
  );

export const reportShapes: Shapes = {
  '50,000 recipients': () => notification('x', numbered(50_000, recipient)),
  '50,000 recipients in text': () => told('<u@c.example>:\r\nno such user\r\n'),
  'recipients folded 100,000 times': () =>
    notification('x', `Final-Recipient: rfc822; a${filled('\r\n b', READ_WHOLE)}`),
  'recipients of blanks': () => notification('x', `Final-Recipient:${filled(' ', READ_WHOLE)}`),
  'recipients of at signs': () => notification('x', `Final-Recipient: rfc822;${filled('@a', READ_WHOLE)}`),
  'recipients of control characters': () => notification('x', `Final-Recipient: ${filled('\x01', READ_WHOLE)}@`),
  'a status of 1 MB': () =>
    notification('x', `Final-Recipient: rfc822; a@b.example\r\nStatus: ${filled('5.', READ_WHOLE)}`),
  'a diagnosis of 1 MB': () =>
    notification(
      'x',
      `Final-Recipient: rfc822; a@b.example\r\nDiagnostic-Code: smtp; ${filled('user doesn', READ_WHOLE)}`,
    ),
  'words of a report': () => notification(filled('user unknown address mailbox ', READ_WHOLE), 'x'),
  'lines of a report with blanks': () => told(`final-recipient:${'\n'.repeat(2_000)};`),
  'a conversation of a report': () => told('RCPT TO:<@@@@'),
  'addresses of a report': () => told('following address @@@@ '),
  'Chinese words of a report': () => told('收件人宛先收信人'),
  'aliases of a report': () => told('(expanded from: @@@'),
  'qmail without an end': () => told('<a@'),
  'dots of a report': () => told('.!'),
  'copies in a report': () => told('--- copy of the message headers '),
  'a copy of 1 MB': () => notification('x', 'x', filled('Message-ID:\r\n ', READ_WHOLE)),
  'a copy of blanks': () => notification('x', 'x', `Message-ID:${filled(' \t', READ_WHOLE)}`),
  'a Return-Path in a copy': () => notification('x', 'x', filled('Return-Path: <', READ_WHOLE)),
  'a notification as JSON': () => told('{"notificationType":"Bounce","emailAddress":"@@@'),
  'a report about feedback': () =>
    mail(
      `--b\r\nContent-Type: message/feedback-report\r\n\r\n${filled('Original-Rcpt-To: a@b.example\r\n', READ_WHOLE)}`,
      {
        type: 'multipart/report; report-type=feedback-report; boundary=b',
      },
    ),
  'a receipt of 1 MB': () =>
    mail(
      `--b\r\nContent-Type: message/disposition-notification\r\n\r\n${filled('Original-Message-ID: <a@b.example>\r\n', READ_WHOLE)}`,
      { type: 'multipart/report; report-type=disposition-notification; boundary=b' },
    ),
};
