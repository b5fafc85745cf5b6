import { expect, test } from 'vitest';
import { isCms, isRestricted, smimeType } from '../../../../src/mail/mime/packed/encrypted.ts';
import { parseMime } from '../../../../src/mail/mime/structure.ts';

test.each([
  ['application/pkcs7-mime', '', true],
  ['application/x-pkcs7-mime', '', true],
  ['application/pkcs7-mime-x', '', false],
  ['x-application/pkcs7-mime', '', false],
  ['application/pkcs7-signature', 'smime.p7s', false],
  ['application/octet-stream', 'smime.p7m', true],
  ['application/octet-stream', 'SMIME.P7Z', true],
  ['application/octet-stream', 'smime.p7m.txt', false],
])('%s "%s" is S/MIME: %s', (type, name, is) => {
  expect(isCms(type, name)).toBe(is);
});

test.each([
  ['application/x-microsoft-rpmsg-message', '', true],
  ['application/octet-stream', 'message.rpmsg', true],
  ['application/octet-stream', 'Message_v4.rpmsg', true],
  ['application/octet-stream', 'message_vx.rpmsg', false],
  ['application/octet-stream', 'my-message.rpmsg', false],
  ['application/octet-stream', 'message.rpmsg.txt', false],
  ['application/octet-stream', 'report.pdf', false],
])('%s "%s" is restricted: %s', (type, name, is) => {
  expect(isRestricted(type, name)).toBe(is);
});

test.each([
  ['application/pkcs7-mime; smime-type=enveloped-data', 'enveloped-data'],
  ['application/pkcs7-mime', ''],
])('%s says "%s"', (type, said) => {
  expect(smimeType(parseMime(Buffer.from(`Content-Type: ${type}\n\n`)).root)).toBe(said);
});
