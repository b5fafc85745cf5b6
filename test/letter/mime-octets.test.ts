import fc from 'fast-check';
import MailComposer from 'nodemailer/lib/mail-composer';
import { describe, expect, it } from 'vitest';
import { mimeOctets } from '../../src/letter/mime-octets.ts';

const text = fc.array(fc.oneof(fc.string(), fc.constantFrom('您好，', 'é', '=', ' ', '\t', '.', '\r\n')), {
  maxLength: 60,
});
const mail = fc.record(
  {
    subject: fc.string({ unit: 'grapheme', maxLength: 120 }),
    text: text.map((parts) => parts.join('')),
    html: text.map((parts) => parts.join('')),
    encoding: fc.constantFrom('base64', 'quoted-printable'),
    attachments: fc.array(
      fc.record({
        filename: fc.constantFrom('a.txt', '说明 1.pdf', 'x'.repeat(100)),
        contentType: fc.constantFrom('text/plain', 'application/octet-stream', 'image/png'),
        content: fc.uint8Array({ maxLength: 400 }).map((octets) => Buffer.from(octets)),
      }),
      { maxLength: 2 },
    ),
  },
  { requiredKeys: [] },
);
const composed = (parts: Readonly<Record<string, unknown>>) =>
  new MailComposer({
    from: 'support@desk.example',
    to: 'ann@customer.example',
    date: new Date(0),
    messageId: '<one@desk.example>',
    baseBoundary: 'boundary',
    ...parts,
  }).compile();

describe('the octets of a composed mail', () => {
  it('are those that nodemailer itself makes of it', async () => {
    await fc.assert(
      fc.asyncProperty(mail, async (parts) => {
        expect(mimeOctets(composed(parts)).toString('latin1')).toBe((await composed(parts).build()).toString('latin1'));
      }),
    );
  });
  it.each([0, 56, 57, 58, 113, 114, 115, 10_000])('of an attachment of %i octets too', async (size) => {
    const parts = { attachments: [{ filename: 'log.bin', content: Buffer.alloc(size, 7) }] };
    expect(mimeOctets(composed(parts)).toString('latin1')).toBe((await composed(parts).build()).toString('latin1'));
  });
  it('need their contents at hand', () => {
    const parts = { attachments: [{ filename: 'log.bin', path: '/etc/hostname' }] };
    expect(() => mimeOctets(composed(parts))).toThrow('made of text and octets');
  });
});
