import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { understood } from '../fixture.ts';

describe('attachments', () => {
  test.each([
    ['names-rfc2231', ['日志文x.txt', '日志.txt', '日志.zip']],
    ['names-broken', ['日志.txt', '截图.png', 'error report 1.log', 'dump.txt', '日志.csv', '合同.pdf']],
    ['attached-mail', ['原始问题.eml']],
    ['tnef', ['report.txt', '日志.txt']],
    ['uuencoded', ['note.txt']],
    ['read-receipt', []],
  ])('%s', async (name, names) => {
    expect((await understood(name)).attachments.map((attachment) => attachment.name)).toEqual(names);
  });

  test('an inline image keeps its content id', async () => {
    const [image, log] = (await understood('inline-image')).attachments;
    expect(image).toMatchObject({ name: 'shot.png', type: 'image/png', inline: true, cid: 'shot@x', size: 8 });
    expect(log).toMatchObject({ name: 'log.txt', inline: false, cid: null, size: 5 });
  });

  test('content is decoded and hashed', async () => {
    const [file] = (await understood('uuencoded')).attachments;
    expect(Buffer.from(file?.content ?? []).toString()).toBe('hello');
    expect(file?.sha256).toBe(createHash('sha256').update('hello').digest('hex'));
  });

  test('a uuencoded file is taken out of the text', async () => {
    expect((await understood('uuencoded')).reply).toBe('Here it is.\n\nBye');
  });
});

describe('structure', () => {
  test.each([
    ['boundary-never-closed', 'Text survives.'],
    ['boundary-missing', 'Text survives.'],
    ['multipart-without-parts', 'Text survives.'],
    ['header-without-blank-line', 'Hello there, this is the text.\nSecond line.'],
    ['header-badly-folded', 'Text.'],
    ['mbox-separator', 'Text.'],
    ['old-mac-line-ends', 'Text.\nMore.'],
    ['no-header', 'just some words\nand more of them'],
    ['tnef', 'Body inside TNEF.'],
    ['html-only', 'Title\n\nFirst line\nsecond line\n\n- one\n- two\n\nhere <https://example.com/a>'],
  ])('%s', async (name, text) => {
    expect((await understood(name)).text.trim()).toBe(text);
  });

  test('a badly folded field keeps its rest and the fields after it', async () => {
    const mail = await understood('header-badly-folded');
    expect(mail.subject).toBe('a subject that was folded without a blank');
    expect(mail.to).toEqual([{ name: '', address: 'b@desk.example' }]);
  });
});
