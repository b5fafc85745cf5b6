import { readDate } from './mime/date.ts';
import { headerValue, headerValues, readHeader } from './mime/header.ts';

/** The header is looked for within so many octets. */
const HEAD_OCTETS = 64 * 1024;

/**
 * When a mail was received, as the topmost Received field that can be read says (RFC 5321 §4.4), else when it was
 * written; null when neither is told.
 */
export function receivedTimeOf(octets: Uint8Array): Date | null {
  const header = readHeader(octets, 0, Math.min(octets.length, HEAD_OCTETS));
  for (const value of headerValues(header, 'received')) {
    const at = value.includes(';') ? readDate(value.slice(value.lastIndexOf(';') + 1)) : null;
    if (at !== null) return at;
  }
  return readDate(headerValue(header, 'date'));
}
