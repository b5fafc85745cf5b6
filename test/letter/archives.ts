import type { Attachment } from '../../src/mail/mail.ts';

export const attachment = (
  name: string,
  content: string | Buffer = 'text',
  given: Partial<Attachment> = {},
): Attachment => ({
  name,
  type: 'application/octet-stream',
  size: content.length,
  inline: false,
  cid: null,
  sha256: '',
  content: Buffer.from(content),
  ...given,
});
export const hex = (...parts: (string | Buffer)[]) =>
  Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part, 'hex') : part)));
export const utf16 = (text: string) => Buffer.from(text, 'utf16le');

/** A local file header and a central directory entry, as far as they are looked at; bit 0 of the flags: encrypted. */
export const zip = (local: number, central: number, name = 'a.txt') =>
  hex(
    '504b03041400',
    Buffer.from([local, 0]),
    '0'.repeat(40),
    Buffer.from(name),
    '504b010214001400',
    Buffer.from([central, 0]),
    '0'.repeat(40),
    Buffer.from(name),
  );
/** What ends an archive. */
export const END = hex('504b0506', '00'.repeat(18));
export const OLE = 'd0cf11e0a1b11ae1';
export const RAR4 = '526172211a0700';
export const RAR5 = '526172211a070100';
