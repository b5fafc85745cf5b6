import { type Header, headerOf } from '../../../src/mail/mime/header.ts';

/** A header of these fields, names in lower case. */
export function headerFrom(fields: Readonly<Record<string, string>>): Header {
  return headerOf(
    Object.entries(fields).map(([name, value]) => ({ name, value })),
    0,
  );
}
