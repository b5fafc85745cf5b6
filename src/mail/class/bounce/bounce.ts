import { cut } from '../../../lib/cut.ts';
import type { Bounce } from '../../mail.ts';
import { decodeWords } from '../../mime/encoded-word.ts';
import { type Header, headerValue } from '../../mime/header.ts';
import type { MessageReport } from '../../mime/report-part.ts';
import { deliveryStatus, type RecipientStatus } from './delivery-status.ts';
import { diagnosedStatus, statusIn } from './diagnosis.ts';
import { addressIn, originalRecipient, recipientIn } from './failed-recipient.ts';
import { copiesIn, originalMessageId } from './message-id.ts';
import { withNested } from './nested-report.ts';
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
  reports: parts,
}: {
  header: Header;
  text: string;
  reports: readonly MessageReport[];
}): Bounce {
  const reports = withNested(parts);
  const chosen = failedOf(
    reports
      .filter(({ type }) => /delivery-status|disposition/.test(type))
      .flatMap(({ text: said }) => deliveryStatus(said)),
  );
  const own = beforeCopy(text);
  const json = readSesNotification(text);
  const recipient =
    chosen?.recipient ?? failedRecipientHeader(header) ?? recipientIn(own, header) ?? originalRecipient(reports, text);
  const diagnostic = chosen?.diagnostic ?? json?.diagnostic ?? reasonIn(own, recipient);
  const delayed = isDelay(chosen, header, own);
  const code = json?.status ?? settledStatus({ chosen, diagnostic, own, recipient, delayed });
  return {
    recipient,
    status: code ?? (delayed ? '4.0.0' : '5.0.0'),
    permanent: code ? code.startsWith('5') && chosen?.action !== 'delayed' : !delayed,
    originalMessageId: originalMessageId(header, reports, text),
    diagnostic: diagnostic === '' ? null : cut(diagnostic, 1000),
    finalRecipient: chosen?.recipient ?? null,
    returnPath: returnPathOfCopy(reports, text),
  };
}

/** Of several recipients the one that failed, else one that the mail has not reached. */
const failedOf = (status: readonly RecipientStatus[]): RecipientStatus | undefined =>
  status.find(({ action }) => action === 'failed') ??
  status.find(({ action }) => action !== 'delivered' && action !== 'relayed' && action !== 'expanded') ??
  status[0];

/**
 * Words of reports that the mail is still tried.
 *
 * @internal tests look at it
 */
export const DELAY =
  /delayed|warning|still trying|will be retried|will continue|稍后|temporar|暂时|继续(?:尝试|重试|投递)|(?:再次|重新)尝试|(?:投递|传递|送达|发送)(?:被)?延迟|延迟(?:投递|传递|送达)|無需重新|无需重新发送|延遲|遅延|再送|지연|verzögert|noch nicht zugestellt|retardé|retrasad|atrasad|in ritardo|vertraagd|opóźnion|försenad|forsinket|задерж/i;
/**
 * Words of reports that it is not, whatever they say of the past.
 *
 * @internal tests look at it
 */
export const GIVEN_UP =
  /permanent|giving up|5\d\d[ -]|不再|停止(?:尝试|投递|重试)|放弃|永久|多次(?:尝试|重试).{0,12}(?:失败|未|仍)|aufgegeben|abandonn|desist|отказ/i;

function isDelay(chosen: RecipientStatus | undefined, header: Header, own: string): boolean {
  if (chosen) return chosen.action === 'delayed';
  return (
    DELAY.test(`${decodeWords(headerValue(header, 'subject'), '', '')} ${own.slice(0, 1500)}`) &&
    !GIVEN_UP.test(own.slice(0, 3000))
  );
}

/** Where the mail that failed said that errors should go. */
function returnPathOfCopy(reports: readonly MessageReport[], text: string): string | null {
  for (const copy of [...copiesIn(reports), text]) {
    const found = /^[ \t>]*(?:return-path|x-envelope-from|envelope-from):[ \t]*<([^<>\s]{3,320})>/im.exec(copy)?.[1];
    if (found) return found;
  }
  return null;
}

type Stated = {
  readonly chosen: RecipientStatus | undefined;
  readonly diagnostic: string;
  readonly own: string;
  readonly recipient: string | null;
  readonly delayed: boolean;
};

/** What the report states; else what its words tell, which are not of a failure where the mail is still tried. */
function settledStatus({ chosen, diagnostic, own, recipient, delayed }: Stated): string | null {
  if (chosen?.status) return chosen.status;
  const kind = delayed ? '4' : null;
  return (
    statusIn(diagnostic) ??
    diagnosedStatus(diagnostic, kind) ??
    (chosen ? null : statusIn(reasonIn(own, recipient))) ??
    statusIn(own) ??
    diagnosedStatus(own, kind)
  );
}

function failedRecipientHeader(header: Header): string | null {
  return addressIn(headerValue(header, 'x-failed-recipients'));
}

/** What stands behind the recipient: the reason in the formats that list addresses with their errors. */
function reasonIn(own: string, recipient: string | null): string {
  if (recipient === null) return '';
  const at = own.toLowerCase().indexOf(recipient.toLowerCase());
  if (at < 0) return '';
  return own
    .slice(at + recipient.length, at + recipient.length + 600)
    .replace(/^[>:'"\s]+/, '')
    .replace(/\s+/g, ' ')
    .trim();
}
