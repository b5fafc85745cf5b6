import { cut } from '../../../lib/cut.ts';
import type { Bounce } from '../../mail.ts';
import type { MessageReport } from '../../mime/content.ts';
import { type Header, headerValue } from '../../mime/header.ts';
import { readMessageIds } from '../../mime/message-id.ts';
import { deliveryStatus, type RecipientStatus } from './delivery-status.ts';
import { diagnosedStatus, statusIn } from './diagnosis.ts';
import { addressIn, originalRecipient, recipientIn } from './failed-recipient.ts';
import { beforeCopy } from './returned-copy.ts';
import { readSesNotification } from './ses-notification.ts';

/**
 * How delivery failures are told and read. `bounce-sign.ts` tells a bounce from other mail, this file puts together
 * what it says; the others read one source each: the delivery status (RFC 3464), the text, the returned copy, the
 * reports of SES.
 */

/**
 * Which recipient failed, with which status (RFC 3463) and whether for good, and the Message-ID of the mail that
 * failed. Structure first (RFC 3464), then the text; whatever cannot be found is null.
 */
export function readBounce({
  header,
  text,
  reports,
}: {
  header: Header;
  text: string;
  reports: readonly MessageReport[];
}): Bounce {
  const status = reports
    .filter((report) => /delivery-status/.test(report.type))
    .flatMap((report) => deliveryStatus(report.text));
  const chosen =
    status.find((entry) => entry.action === 'failed') ??
    status.find((entry) => entry.action !== 'delivered' && entry.action !== 'relayed') ??
    status[0];
  const own = beforeCopy(text);
  const json = readSesNotification(text);
  const recipient =
    chosen?.recipient ?? failedRecipientHeader(header) ?? recipientIn(own, header) ?? originalRecipient(reports, text);
  const diagnostic = chosen?.diagnostic ?? json?.diagnostic ?? reasonIn(own, recipient);
  const code = json?.status ?? settledStatus(chosen, diagnostic, own, recipient);
  const delayed =
    chosen?.action === 'delayed' ||
    (!chosen &&
      /delayed|warning|still trying|will be retried|will continue|稍后|temporar/i.test(
        `${headerValue(header, 'subject')} ${own.slice(0, 1500)}`,
      ) &&
      !/permanent|giving up|5\d\d[ -]/i.test(own.slice(0, 3000)));
  return {
    recipient,
    status: code ?? (delayed ? '4.0.0' : '5.0.0'),
    permanent: code ? code.startsWith('5') && !(chosen?.action === 'delayed') : !delayed,
    originalMessageId: originalMessageId(header, reports, text),
    diagnostic: diagnostic === '' ? null : cut(diagnostic, 1000),
    finalRecipient: chosen?.recipient ?? null,
    returnPath: returnPathOfCopy(reports, text),
  };
}

/** Where the mail that failed said that errors should go. */
function returnPathOfCopy(reports: readonly MessageReport[], text: string): string | null {
  for (const copy of [...copiesIn(reports), text]) {
    const found = /^[ \t>]*(?:return-path|x-envelope-from|envelope-from):[ \t]*<([^<>\s]{3,320})>/im.exec(copy)?.[1];
    if (found) return found;
  }
  return null;
}

const copiesIn = (reports: readonly MessageReport[]): string[] =>
  reports.filter((report) => !/delivery-status|disposition/.test(report.type)).map((report) => report.text);

/** A generic status (x.0.0) is replaced by what the diagnosis says. */
function settledStatus(
  chosen: RecipientStatus | undefined,
  diagnostic: string,
  own: string,
  recipient: string | null,
): string | null {
  const stated = chosen?.status ?? null;
  if (stated) return stated;
  return (
    statusIn(diagnostic) ??
    diagnosedStatus(diagnostic, stated) ??
    (chosen ? null : statusIn(reasonIn(own, recipient))) ??
    statusIn(own) ??
    diagnosedStatus(own, stated) ??
    stated
  );
}

function failedRecipientHeader(header: Header): string | null {
  return addressIn(headerValue(header, 'x-failed-recipients'));
}

/** What stands behind the recipient: the reason in the formats that list addresses with their errors. */
function reasonIn(own: string, recipient: string | null): string {
  const at = recipient ? own.toLowerCase().indexOf(recipient.toLowerCase()) : -1;
  if (at < 0 || !recipient) return '';
  return own
    .slice(at + recipient.length, at + recipient.length + 600)
    .replace(/^[>:'"\s]+/, '')
    .replace(/\s+/g, ' ')
    .trim();
}

function originalMessageId(header: Header, reports: readonly MessageReport[], text: string): string | null {
  for (const copy of [...copiesIn(reports), text]) {
    const field = /^[ \t>]*message-id:[ \t]*(?:\r?\n[ \t]+)?(<[^<>\s]+>)/im.exec(copy)?.[1];
    if (field) return field;
  }
  const stated = reports.flatMap((report) =>
    readMessageIds(/^(?:original-message-id|x-original-message-id):\s*(.+)$/im.exec(report.text)?.[1] ?? ''),
  );
  return (
    stated[0] ??
    readMessageIds(headerValue(header, 'in-reply-to'))[0] ??
    readMessageIds(headerValue(header, 'references')).at(-1) ??
    null
  );
}
