import type { Mail } from '../mail.ts';

const OFFSET = /([+-])(\d\d)([0-5]\d)\s*(?:\(.*\))?\s*$/;
/** Hours of the furthest zones. */
const FURTHEST = 14;

/**
 * The offset the sender's clock had, `+05:30`, from the Date field (RFC 5322 §3.3); null when it tells nothing: many
 * mail systems write all their times in UTC, and `-0000` says so.
 */
export function senderZone({ headers }: Pick<Mail, 'headers'>): string | null {
  const date = headers.find(([name]) => name === 'date')?.[1] ?? '';
  const offset = OFFSET.exec(date);
  if (!offset) return null;
  const [, sign, hours, minutes] = offset;
  if (Number(hours) > FURTHEST || Number(hours) + Number(minutes) === 0) return null;
  return `${sign}${hours}:${minutes}`;
}
