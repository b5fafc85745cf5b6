import { expect, test } from 'vitest';
import { PARTS } from '../../../src/mail/limits.ts';
import { readContent } from '../../../src/mail/mime/content.ts';
import { parseMime } from '../../../src/mail/mime/structure.ts';

const read = (mail: string) => readContent(parseMime(Buffer.from(mail, 'latin1')).root);
const PGP = '-----BEGIN PGP MESSAGE-----\n\nhQEMA\n-----END PGP MESSAGE-----';

test.each([
  ['an encrypted part', 'Content-Type: application/pgp-encrypted\n\nVersion: 1', 'encrypted', []],
  ['an encrypted multipart', 'Content-Type: multipart/encrypted; boundary=b\n\n--b\n\nx\n--b--', 'encrypted', []],
  ['an encrypted message in a text', `Content-Type: text/plain\n\n${PGP}\n`, 'encrypted', ['message.asc']],
  ['a mail under rights', 'Content-Type: image/x; name=message.rpmsg\n\nx', 'encrypted', ['message.rpmsg']],
  ['an envelope', 'Content-Type: application/pkcs7-mime; smime-type=enveloped-data; name=a\n\nx', 'encrypted', ['a']],
  [
    'a text that is not encoded as it says',
    'Content-Type: text/plain\nContent-Transfer-Encoding: base64\n\nit still fails, please help',
    'transfer_mislabelled',
    [],
  ],
])('%s is told', (_, mail, warning, files) => {
  const { warnings, attachments } = read(mail);
  expect([warnings, attachments.map(({ name }) => name)]).toEqual([[warning], files]);
});

test('of very many files in a text the first are taken', () => {
  const { warnings, attachments } = read(`Content-Type: text/plain\n\n${'begin 644 a\nend\n'.repeat(PARTS + 1)}`);
  expect([warnings, attachments.length]).toEqual([['structure_truncated'], PARTS]);
});
