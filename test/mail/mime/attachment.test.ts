import { describe, expect, test } from 'vitest';
import { attachmentIn, packedFile } from '../../../src/mail/mime/attachment.ts';
import { parseMime } from '../../../src/mail/mime/structure.ts';

const partOf = (...fields: string[]) =>
  parseMime(Buffer.from(`${['X-A: b', ...fields].join('\r\n')}\r\n\r\n`, 'latin1')).root;
const named = (fields: string[], { written = '', content = '', hint = '' } = {}) =>
  attachmentIn(partOf(...fields), written, Buffer.from(content, 'latin1'), hint, 3);
const EML = 'Content-Type: message/rfc822';

describe('names of attachments', () => {
  test.each<[fields: string[], given: { written?: string; content?: string; hint?: string }, name: string]>([
    [[], { written: 'a.txt' }, 'a.txt'],
    [[EML], { content: 'Subject: Hello\n\n' }, 'Hello.eml'],
    [[EML], { content: 'Subject: Hello\n\n', written: 'b' }, 'b'],
    [[EML], { content: 'Subject: a\x01\x02b \n\n' }, 'a b.eml'],
    [[EML], { content: 'Subject:  \n\n' }, 'attachment-3.eml'],
    [[EML], { content: 'Subject: =?utf-8?q?a=01?=\n\n' }, 'a.eml'],
    [[EML], { content: 'Subject: \xcf\xf0\xe8\n\n', hint: 'windows-1251' }, 'При.eml'],
    [['Content-Type: text/plain'], { content: 'Subject: Hello\n\n' }, 'attachment-3.txt'],
    [['Content-Location: a.gif'], {}, 'a.gif'],
    [['Content-Location: a.gifxxx'], {}, 'attachment-3.txt'],
    [['Content-Location: http://x.example/dir/a.gif'], {}, 'a.gif'],
    [['Content-Location: http://x.example/dir/a.gif?b'], {}, 'attachment-3.txt'],
    [['Content-Location: http://x.example/dir/a?.gif'], {}, 'attachment-3.txt'],
    [['Content-Location: http://x.example/dir/%E4%B8%AD.gif'], {}, '中.gif'],
    [['Content-Location: cid:a.gif'], {}, 'attachment-3.txt'],
    [['Content-Location: .gif'], {}, 'attachment-3.txt'],
    [['Content-Location: dir/.gif'], {}, 'attachment-3.txt'],
    [[], { written: 'e\u0301\ud800' }, 'é\ufffd'],
  ])('%j of %o: %s', (fields, given, name) => {
    expect(named(fields, given).name).toBe(name);
  });

  test.each([
    ['image/jpeg', 'jpg'],
    ['image/png', 'png'],
    ['image/gif', 'gif'],
    ['image/bmp', 'bmp'],
    ['application/pdf', 'pdf'],
    ['application/zip', 'zip'],
    ['message/rfc822', 'eml'],
    ['text/plain', 'txt'],
    ['text/html', 'html'],
    ['text/calendar', 'ics'],
    ['text/vcard', 'vcf'],
    ['text/csv', 'csv'],
    ['application/pgp-signature', 'asc'],
    ['application/pkcs7-signature', 'p7s'],
    ['application/x-pkcs7-signature', 'p7s'],
    ['application/pkcs7-mime', 'p7m'],
    ['application/json', 'json'],
    ['application/xml', 'xml'],
    ['application/x-something', 'bin'],
  ])('a nameless %s ends in %s', (type, extension) => {
    expect(named([`Content-Type: ${type}`]).name).toBe(`attachment-3.${extension}`);
  });
});

describe('where attachments are shown', () => {
  test.each<[fields: string[], inline: boolean, cid: string | null]>([
    [[], false, null],
    [['Content-Disposition: inline'], true, null],
    [['Content-Disposition: attachment'], false, null],
    [['Content-ID: <a@x>'], true, 'a@x'],
    [['Content-ID: a@x'], true, 'a@x'],
    [['Content-ID: <>'], false, null],
    [['Content-ID: <a@x>', 'Content-Disposition: attachment'], false, 'a@x'],
    [['Content-ID: <a@x>', 'Content-Disposition: inline'], true, 'a@x'],
  ])('%j: inline %s', (fields, inline, cid) => {
    expect(named(fields)).toMatchObject({ inline, cid });
  });
});

test('an attachment carries its content and what it weighs', () => {
  expect(attachmentIn(partOf('Content-Type: image/png'), 'a.png', Buffer.from('hello'), '', 1)).toEqual({
    name: 'a.png',
    type: 'image/png',
    size: 5,
    inline: false,
    cid: null,
    sha256: '2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824',
    content: Buffer.from('hello'),
  });
});

test.each([
  ['a.txt', 'a.txt'],
  ['', 'attachment-2.bin'],
])('a packed file named "%s" is %s', (name, shown) => {
  expect(packedFile(name, Buffer.from('x'), 2)).toMatchObject({
    name: shown,
    type: 'application/octet-stream',
    inline: false,
    cid: null,
  });
});
