import { readHeader } from '../../mail/mime/header.ts';
import { DESK_ADDRESS, demoAccounts } from '../demo-team.ts';
import type { MailServer } from '../mail/mail-server.ts';

/** A letter of the desk that somebody has, as far as a report about it names it. */
export interface ReportedLetter {
  /** Its envelope sender, which a report goes to. */
  returnPath: string;
  recipient: string;
  header: string;
}

/** The newest letter that a report can come back to; one that was never written where there is none yet. */
export function newestLetter(server: MailServer): ReportedLetter {
  const [local = '', domain = ''] = DESK_ADDRESS.split('@');
  const letters = demoAccounts()
    .filter(({ address }) => address !== DESK_ADDRESS)
    .flatMap(({ user, address }) => server.inbox(user).map(({ raw }) => letterOf(raw, address)))
    .filter(({ returnPath }) => returnPath.startsWith(`${local}+`) && returnPath.endsWith(`@${domain}`));
  const dated = letters.toSorted((a, b) => dateOf(a).localeCompare(dateOf(b)));
  return dated.at(-1) ?? { returnPath: DESK_ADDRESS, recipient: 'emily@harbour.example', header: 'Subject: hello\r\n' };
}

function letterOf(raw: Buffer, recipient: string): ReportedLetter {
  const { bodyStart, fields } = readHeader(raw, 0, raw.length);
  const returnPath =
    fields
      .find(({ name }) => name === 'return-path')
      ?.value.trim()
      .slice(1, -1) ?? '';
  return { returnPath, recipient, header: raw.subarray(0, bodyStart).toString('latin1').trimEnd() };
}

/** For comparison; letters without a date come first. */
function dateOf({ header }: ReportedLetter): string {
  const at = new Date(/^Date:\s*(.+)$/im.exec(header)?.[1] ?? '');
  return Number.isNaN(at.getTime()) ? '' : at.toISOString();
}

/** A delivery status notification (RFC 3464): there is no such mailbox. */
export function bounceOf({ returnPath, recipient, header }: ReportedLetter, at: Date): { to: string; raw: Buffer } {
  const boundary = `report-${at.getTime()}`;
  const part = (type: string, text: string) => `--${boundary}\r\nContent-Type: ${type}\r\n\r\n${text}\r\n`;
  const lines = [
    'From: Mail Delivery System <mailer-daemon@mx.desk.example>',
    `To: <${returnPath}>`,
    'Subject: Undelivered Mail Returned to Sender',
    `Date: ${at.toUTCString().replace('GMT', '+0000')}`,
    `Message-ID: <bounce.${at.getTime()}@mx.desk.example>`,
    'Auto-Submitted: auto-replied',
    'MIME-Version: 1.0',
    `Content-Type: multipart/report; report-type=delivery-status; boundary="${boundary}"`,
    '',
    part('text/plain; charset=utf-8', `<${recipient}>: 550 5.1.1 there is no such mailbox`) +
      part(
        'message/delivery-status',
        `Reporting-MTA: dns; mx.desk.example\r\n\r\nFinal-Recipient: rfc822; ${recipient}\r\nAction: failed\r\nStatus: 5.1.1`,
      ) +
      part('text/rfc822-headers', header) +
      `--${boundary}--\r\n`,
  ];
  return { to: returnPath, raw: Buffer.from(lines.join('\r\n'), 'latin1') };
}
