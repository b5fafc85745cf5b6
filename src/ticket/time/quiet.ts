import { workingSpans } from './calendar.ts';

/** Spans that follow each other without a gap: a week has no more than two a day. */
const MOST_SPANS = 14;

/**
 * When quiet hours that hold at that moment are over, in a zone of the IANA database or an offset; null where none
 * hold. Hours without any gap are none: nothing would ever be sent.
 */
export function quietUntil(at: Date, hours: Readonly<Record<string, string>> | null, timezone: string): Date | null {
  if (hours === null || Object.keys(hours).length === 0) return null;
  let until: number | null = null;
  for (const span of workingSpans(at, { kind: 'working', timezone, hours, holidays: 'none' }).take(MOST_SPANS + 1)) {
    if (span.start > (until ?? at.getTime())) return until === null ? null : new Date(until);
    until = span.end;
  }
  return null;
}
