import { fileOctets } from './body-octets.ts';
import { latin1 } from './charset/charset.ts';
import type { Part } from './structure.ts';

/** A decoded message/* or text/rfc822-headers part, one character an octet. */
export type MessageReport = { readonly type: string; readonly text: string };

/** The part that brings the emoji of a reaction, as Gmail sends it. */
export const REACTION = 'text/vnd.google.email-reaction+json';

const MACHINE_ONLY = new Set([
  'message/delivery-status',
  'message/global-delivery-status',
  'message/disposition-notification',
  'message/feedback-report',
  'text/rfc822-headers',
  REACTION,
]);

/** Parts of a report that are no files for people. */
export const isMachineOnly = (type: string): boolean => MACHINE_ONLY.has(type);

/** Octets of a report, or of the header of a mail that is attached as a file. */
const REPORT_AT_MOST = 200_000;

/**
 * What a part reports (RFC 6522): its octets, also those of a returned mail that mail systems attach as any other
 * file. Null for other parts.
 */
export function reportIn(part: Part, name: string, inherited: string): MessageReport | null {
  const { type } = part;
  const isReport = type.startsWith('message/') || type === 'text/rfc822-headers';
  if (!isReport && !isPackedMail(type, name)) return null;
  const text = latin1(fileOctets(part, inherited).octets.subarray(0, REPORT_AT_MOST));
  if (isReport) return { type, text };
  return FIELDS.test(text.slice(0, 4000)) ? { type: 'message/rfc822', text } : null;
}

const isPackedMail = (type: string, name: string): boolean =>
  type === 'application/octet-stream' && /\.(?:eml|msg)$/i.test(name);

const FIELDS = /^\s*(?:[\w-]{2,40}:[ \t].*\r?\n(?:[ \t].*\r?\n)*){2}/;
