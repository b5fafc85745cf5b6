import { newMessageId } from './mail.ts';

/**
 * A delivery status notification (RFC 3464) about a letter; `to` and `original` tell which of the two traces it has.
 */
export function deliveryReport(given: {
  to: string;
  recipient: string;
  status: string;
  original: string | null;
}): string {
  const part = (type: string, ...lines: string[]): string[] => ['--b', `Content-Type: ${type}`, '', ...lines, ''];
  return [
    'Return-Path: <>',
    'From: MAILER-DAEMON@mx.customer.example',
    `To: ${given.to}`,
    'Subject: Undelivered Mail Returned to Sender',
    `Message-ID: ${newMessageId('mx.customer.example')}`,
    'Auto-Submitted: auto-replied',
    'MIME-Version: 1.0',
    'Content-Type: multipart/report; report-type=delivery-status; boundary=b',
    '',
    ...part('text/plain', 'Your mail could not be delivered.'),
    ...part(
      'message/delivery-status',
      'Reporting-MTA: dns; mx.customer.example',
      '',
      `Final-Recipient: rfc822; ${given.recipient}`,
      `Action: ${given.status.startsWith('5') ? 'failed' : 'delayed'}`,
      `Status: ${given.status}`,
      'Diagnostic-Code: smtp; 550 no such user',
    ),
    ...(given.original === null ? [] : part('text/rfc822-headers', `Message-ID: ${given.original}`)),
    '--b--',
    '',
  ].join('\r\n');
}
