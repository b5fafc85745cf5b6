import { createHash } from 'node:crypto';
import { FILE_NAME_LENGTH, withoutHeaps } from '../limits.ts';
import type { Attachment } from '../mail.ts';
import { decodeWords } from './encoded-word.ts';
import { headerValue, readHeader } from './header.ts';
import { readableName } from './parameter.ts';
import type { Part } from './structure.ts';

/** The attachment a part is: named as written, else by the subject of the mail in it, its location, or its place. */
export function attachmentIn(
  part: Part,
  written: string,
  content: Uint8Array,
  hint: string,
  ordinal: number,
): Attachment {
  const cid = /<?([^<>\s]+)>?/.exec(headerValue(part.header, 'content-id'))?.[1] ?? null;
  const subject = part.type === 'message/rfc822' ? subjectOf(content, hint) : '';
  const name = written || subject || locationName(part) || fallbackName(part.type, ordinal);
  const inline = part.disposition.value === 'inline' || (part.disposition.value !== 'attachment' && cid !== null);
  return attachmentOf(name, part.type, content, inline, cid);
}

/** A file that was packed into another form, without a part of its own. */
export function packedFile(name: string, content: Uint8Array, ordinal: number): Attachment {
  const type = 'application/octet-stream';
  return attachmentOf(name || fallbackName(type, ordinal), type, content, false, null);
}

function subjectOf(bytes: Uint8Array, hint: string): string {
  const header = readHeader(bytes, 0, Math.min(bytes.length, 1_000_000));
  const subject = decodeWords(headerValue(header, 'subject'), hint)
    .replace(/[\u0000-\u001f]+/g, ' ')
    .trim();
  return subject === '' ? '' : `${subject}.eml`;
}

function locationName(part: Part): string {
  const location = headerValue(part.header, 'content-location');
  return /^[^/:]+\.\w{1,5}$|\/([^/?#]+\.\w{1,5})$/.test(location) ? readableName(location.replace(/^.*\//, '')) : '';
}

const EXTENSIONS: Readonly<Record<string, string>> = {
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/gif': 'gif',
  'image/bmp': 'bmp',
  'application/pdf': 'pdf',
  'application/zip': 'zip',
  'message/rfc822': 'eml',
  'text/plain': 'txt',
  'text/html': 'html',
  'text/calendar': 'ics',
  'text/vcard': 'vcf',
  'text/csv': 'csv',
  'application/pgp-signature': 'asc',
  'application/pkcs7-signature': 'p7s',
  'application/x-pkcs7-signature': 'p7s',
  'application/pkcs7-mime': 'p7m',
  'application/json': 'json',
  'application/xml': 'xml',
};

function fallbackName(type: string, ordinal: number): string {
  return `attachment-${ordinal}.${EXTENSIONS[type] ?? 'bin'}`;
}

function attachmentOf(
  name: string,
  type: string,
  content: Uint8Array,
  inline: boolean,
  cid: string | null,
): Attachment {
  const shown = withoutHeaps(name).slice(-FILE_NAME_LENGTH).toWellFormed().normalize('NFC');
  return {
    name: shown,
    type,
    size: content.length,
    inline,
    cid,
    sha256: createHash('sha256').update(content).digest('hex'),
    content,
  };
}
