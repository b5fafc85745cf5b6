import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { TEXT_OCTETS } from '../../../src/mail/limits.ts';
import { readContent } from '../../../src/mail/mime/content.ts';
import { charsetHint } from '../../../src/mail/mime/declared-charset.ts';
import { parseMime } from '../../../src/mail/mime/structure.ts';
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

/** The content of a mail in short: its stretches of text as `plain|html`, its files, its reports and its warnings. */
function contentOf(mail: string, fallback?: string) {
  const content = readContent(parseMime(Buffer.from(mail, 'latin1')).root, fallback);
  return {
    segments: content.segments.map(({ plain, html }) => `${plain ?? '-'}|${html ?? '-'}`),
    files: content.attachments.map((file) => `${file.name}: ${Buffer.from(file.content).toString('latin1')}`),
    reports: content.reports.map(({ type, text }) => `${type}: ${text}`),
    warnings: content.warnings,
  };
}
const NOTHING = { segments: [], files: [], reports: [], warnings: [] };
const multipart = (kind: string, ...parts: string[]): string =>
  `Content-Type: multipart/${kind}; boundary=b${kind}\n\n${parts.map((part) => `--b${kind}\n${part}\n`).join('')}--b${kind}--`;
const part = (type: string, body: string, ...fields: string[]): string =>
  `${[`Content-Type: ${type}`, ...fields].join('\n')}\n\n${body}`;
const FILE = 'Content-Disposition: attachment; filename=a.txt';

describe('content', () => {
  test.each<[what: string, mail: string, content: Partial<ReturnType<typeof contentOf>>]>([
    ['a text', part('text/plain', 'x'), { segments: ['x|-'] }],
    ['HTML', part('text/html', 'x'), { segments: ['-|x'] }],
    ['XHTML', part('application/xhtml+xml', 'x'), { segments: ['-|x'] }],
    ['HTML that says it is plain', part('text/plain', ' <!DOCTYPE html>x'), { segments: ['-| <!DOCTYPE html>x'] }],
    ['with its first tag', part('text/plain', '<html>x'), { segments: ['-|<html>x'] }],
    ['and attributes', part('text/plain', '<HTML lang=zh>x'), { segments: ['-|<HTML lang=zh>x'] }],
    ['a text about tags', part('text/plain', 'x <html>'), { segments: ['x <html>|-'] }],
    ['a text about a tag', part('text/plain', '<htmlx>'), { segments: ['<htmlx>|-'] }],
    ['enriched', part('text/enriched', '<b>x</b> <<y'), { segments: ['x <y|-'] }],
    ['richtext', part('text/richtext', '<b>x</b>'), { segments: ['x|-'] }],
    ['RTF', part('text/plain', '{\\rtf1 x}'), { segments: ['x|-'] }],
    ['about RTF', part('text/plain', 'x {\\rtf1 x}'), { segments: ['x {\\rtf1 x}|-'] }],
    ['AMP is passed over', part('text/x-amp-html', 'x'), {}],
    ['that of watches too', part('text/watch-html', 'x'), {}],
    ['line ends', part('text/plain', 'a\r\nb\r\r\nc\rd'), { segments: ['a\nb\nc\nd|-'] }],
    ['NUL', part('text/plain', 'a\0b'), { segments: ['ab|-'] }],
    ['both forms', multipart('alternative', part('text/plain', 'x'), part('text/html', 'y')), { segments: ['x|y'] }],
    [
      'one form twice',
      multipart('alternative', part('text/plain', 'x'), part('text/plain', 'y'), part('text/html', 'z')),
      { segments: ['x\ny|z'] },
    ],
    [
      'forms in a part',
      multipart('alternative', part('text/plain', 'x'), multipart('related', part('text/html', 'y'))),
      { segments: ['x|y'] },
    ],
    [
      'one after the other',
      multipart('mixed', part('text/plain', 'x'), part('text/html', 'y')),
      { segments: ['x|-', '-|y'] },
    ],
    ['a multipart without parts', 'Content-Type: multipart/mixed; boundary=b\n\nwords', { segments: ['words|-'] }],
    ['encoded', part('text/plain', 'aGk=', 'Content-Transfer-Encoding: base64'), { segments: ['hi|-'] }],
    ['a file', part('text/plain', 'x', FILE), { files: ['a.txt: x'] }],
    ['a nameless file', part('text/plain', 'x', 'Content-Disposition: attachment'), { files: ['attachment-1.txt: x'] }],
    ['a name by mistake', part('text/plain; name=a', 'x'), { segments: ['x|-'] }],
    [
      'on the only text, which is shown',
      part('text/plain; name=a', 'x', 'Content-Disposition: inline'),
      { segments: ['x|-'], files: ['a: x'] },
    ],
    ['further down', multipart('mixed', part('text/plain; name=a', 'x')), { segments: ['x|-'], files: ['a: x'] }],
    [
      'with a text beside it',
      multipart('mixed', part('text/plain', 'y'), part('text/plain; name=a', 'x', 'Content-Disposition: inline')),
      { segments: ['y|-'], files: ['a: x'] },
    ],
    [
      'of two the first',
      multipart('mixed', part('image/png', 'p'), part('text/plain; name=a', 'x'), part('text/plain; name=b', 'y')),
      { segments: ['x|-'], files: ['attachment-1.png: p', 'a: x', 'b: y'] },
    ],
    ['on HTML', multipart('mixed', part('text/html; name=a', 'x')), { segments: ['-|x'] }],
    [
      'on HTML behind empty texts',
      multipart('mixed', part('text/plain', ' '), part('text/html', ' '), part('text/html; name=a', 'x')),
      { segments: [' |-', '-| ', '-|x'] },
    ],
    [
      'on HTML behind a text',
      multipart('mixed', part('text/plain', 'y'), part('text/html; name=a', 'x')),
      { segments: ['y|-'], files: ['a: x'] },
    ],
    [
      'on HTML behind HTML',
      multipart('mixed', part('text/html', 'y'), part('text/html; name=a', 'x')),
      { segments: ['-|y'], files: ['a: x'] },
    ],
    [
      'on HTML with a disposition',
      multipart('mixed', part('text/html; name=a', 'x', 'Content-Disposition: inline')),
      { segments: ['-|x'], files: ['a: x'] },
    ],
    [
      'a shown text without a name',
      multipart('mixed', part('text/plain', 'x', 'Content-Disposition: inline')),
      { segments: ['x|-'] },
    ],
    ['another type', part('image/png', 'x'), { files: ['attachment-1.png: x'] }],
    ['a text of another kind', part('text/calendar', 'x'), { files: ['attachment-1.ics: x'] }],
    ['one that begins like text', part('text/plainer', 'x'), { files: ['attachment-1.bin: x'] }],
    [
      'two files',
      multipart('mixed', part('image/png', 'x'), part('image/png', 'y')),
      { files: ['attachment-1.png: x', 'attachment-2.png: y'] },
    ],
    [
      'an attached mail',
      part('message/rfc822', 'Subject: a\n\nb'),
      { files: ['a.eml: Subject: a\n\nb'], reports: ['message/rfc822: Subject: a\n\nb'] },
    ],
    ['a delivery status', part('message/delivery-status', 'x'), { reports: ['message/delivery-status: x'] }],
    ['its other form', part('message/global-delivery-status', 'x'), { reports: ['message/global-delivery-status: x'] }],
    ['a receipt', part('message/disposition-notification', 'x'), { reports: ['message/disposition-notification: x'] }],
    ['a complaint', part('message/feedback-report', 'x'), { reports: ['message/feedback-report: x'] }],
    ['a returned header', part('text/rfc822-headers', 'x'), { reports: ['text/rfc822-headers: x'] }],
    [
      'a long report',
      part('message/feedback-report', 'x'.repeat(200_001)),
      { reports: [`message/feedback-report: ${'x'.repeat(200_000)}`] },
    ],
    [
      'an encoded report',
      part('message/feedback-report', 'aGk=', 'Content-Transfer-Encoding: base64'),
      { reports: ['message/feedback-report: hi'] },
    ],
    [
      'broken octets',
      part('text/plain; charset=utf-8', '\xe4\xb8\xad\xff'),
      { segments: ['中\ufffd|-'], warnings: ['charset_replaced'] },
    ],
    [
      'octets nothing speaks for',
      part('text/plain', '\xcf\xf0\xe8'),
      { segments: ['Ïðè|-'], warnings: ['charset_guessed'] },
    ],
    [
      'octets another part speaks for',
      multipart(
        'mixed',
        part('text/plain', '\xcf\xf0\xe8'),
        part('image/png; charset=windows-1251; name="\xcf.png"', ''),
      ),
      { segments: ['При|-'], files: ['П.png: '] },
    ],
    [
      'HTML with its charset',
      part('text/html', '<meta charset="windows-1251">\xcf'),
      { segments: ['-|<meta charset="windows-1251">П'] },
    ],
    [
      'or of old',
      part('text/html', '<meta http-equiv=x content="text/html; charset=koi8-r">\xf0'),
      { segments: ['-|<meta http-equiv=x content="text/html; charset=koi8-r">П'] },
    ],
    [
      'the part’s comes first',
      part('text/html; charset=koi8-r', '<meta charset=windows-1251>\xf0'),
      { segments: ['-|<meta charset=windows-1251>П'] },
    ],
    [
      'plain text has none',
      part('text/plain', '<meta charset=windows-1251>\xcf'),
      { segments: ['<meta charset=windows-1251>Ï|-'], warnings: ['charset_guessed'] },
    ],
    [
      'far behind is none',
      part('text/html', `${' '.repeat(1990)}<meta charset=windows-1251>\xcf`),
      { segments: [`-|${' '.repeat(1990)}<meta charset=windows-1251>Ï`], warnings: ['charset_guessed'] },
    ],
    [
      'a uuencoded file',
      part('text/plain', 'x\nbegin 644 a\n":&D\n`\nend\ny'),
      { segments: ['x\ny|-'], files: ['a: hi'] },
    ],
    [
      'two of them',
      part('text/plain', 'begin 644 \t\nend\nbegin 644 \t\nend\n'),
      { segments: ['|-'], files: ['attachment-1.bin: ', 'attachment-2.bin: '] },
    ],
  ])('%s', (_, mail, content) => {
    expect(contentOf(mail)).toEqual({ ...NOTHING, ...content });
  });

  test('octets nothing speaks for are read in the sender’s usual charset', () => {
    expect(contentOf(part('text/plain', '\xcf\xf0\xe8'), 'windows-1251')).toEqual({ ...NOTHING, segments: ['При|-'] });
  });

  test('text beyond the limit is left out', () => {
    const { segments, warnings } = contentOf(
      multipart(
        'mixed',
        part('text/plain', 'x'.repeat(TEXT_OCTETS - 1)),
        part('text/plain', 'yz'),
        part('text/plain', 'w'),
      ),
    );
    expect([segments.map((text) => text.length), segments[1], warnings]).toEqual([
      [TEXT_OCTETS + 1, 3, 2],
      'y|-',
      ['text_truncated'],
    ]);
  });

  test('just as many octets as the limit says are read', () => {
    expect(contentOf(part('text/plain', 'x'.repeat(TEXT_OCTETS))).warnings).toEqual([]);
  });
});

describe('flowed text', () => {
  const flowed = (body: string, more = '') =>
    contentOf(part(`text/plain; format=Flowed${more}`, body)).segments[0]?.slice(0, -2);
  test.each([
    ['a \nb', '', 'a b'],
    ['a\nb', '', 'a\nb'],
    ['a \nb \nc\nd', '', 'a b c\nd'],
    ['> a \n> b\n> c', '', '> a b\n> c'],
    ['> a \nb', '', '> a \nb'],
    ['>> a \n>> b', '', '>> a b'],
    ['>a', '', '> a'],
    [' a', '', 'a'],
    ['  a', '', ' a'],
    ['a \n-- \nb', '', 'a \n-- \nb'],
    ['-- \nb', '', '-- \nb'],
    ['a \n', '', 'a '],
    ['a \nb', '; delsp=Yes', 'ab'],
    ['a\nb', '; delsp=yes', 'a\nb'],
    ['a \nb', '; delsp=no', 'a b'],
  ])('%j%s is %j', (body, more, text) => {
    expect(flowed(body, more)).toBe(text);
  });

  test('only where the part says so', () => {
    expect(contentOf(part('text/plain; format=fixed', 'a \nb')).segments).toEqual(['a \nb|-']);
  });
});

describe('a winmail.dat', () => {
  const attribute = (id: number, value: string): string =>
    `\x01${String.fromCharCode(id & 255, id >> 8)}\0\0${String.fromCharCode(value.length)}\0\0\0${value}\0\0`;
  const tnef = (body: string): string =>
    `\x78\x9f\x3e\x22\x01\0${body === '' ? '' : attribute(0x800c, `${body}\0`)}${attribute(0x8010, 'a.txt\0')}${attribute(0x800f, 'hi')}`;
  test.each<[what: string, mail: string, content: Partial<ReturnType<typeof contentOf>>]>([
    ['by its type', part('application/ms-tnef', tnef('x')), { segments: ['x|-'], files: ['a.txt: hi'] }],
    ['by its octets', part('application/pdf', tnef('x')), { segments: ['x|-'], files: ['a.txt: hi'] }],
    ['without a body', part('application/ms-tnef', tnef('')), { files: ['a.txt: hi'] }],
    [
      'behind a text',
      multipart('mixed', part('text/plain', 'y'), part('application/ms-tnef', tnef('x'))),
      { segments: ['y|-'], files: ['a.txt: hi'] },
    ],
    [
      'behind an empty text',
      multipart('mixed', part('text/plain', ' '), part('application/ms-tnef', tnef('x'))),
      { segments: [' |-', 'x|-'], files: ['a.txt: hi'] },
    ],
    [
      'cut off: what could be read, and the whole of it',
      part('application/ms-tnef; name=winmail.dat', tnef('x').slice(0, -3)),
      { segments: ['x|-'], files: [`winmail.dat: ${tnef('x').slice(0, -3)}`], warnings: ['attachment_damaged'] },
    ],
    ['that is none', part('application/ms-tnef; name=winmail.dat', 'x'), { files: ['winmail.dat: x'] }],
  ])('%s', (_, mail, content) => {
    expect(contentOf(mail)).toEqual({ ...NOTHING, ...content });
  });
});

test.each([
  ['a named charset', part('text/plain; charset=gb2312', ''), 'gb18030'],
  ['UTF-8 tells nothing', part('text/plain; charset=utf-8', ''), ''],
  ['no charset', part('text/plain', ''), ''],
  [
    'the first of the parts',
    multipart(
      'mixed',
      part('text/plain; charset=utf-8', ''),
      part('text/plain; charset=big5', ''),
      part('text/plain; charset=gbk', ''),
    ),
    'big5',
  ],
  [
    'within the first fifty parts',
    multipart('mixed', ...Array<string>(49).fill(part('text/plain', '')), part('text/plain; charset=big5', '')),
    'big5',
  ],
  [
    'and not behind them',
    multipart('mixed', ...Array<string>(50).fill(part('text/plain', '')), part('text/plain; charset=big5', '')),
    '',
  ],
])('what raw octets are most likely in: %s', (_, mail, charset) => {
  expect(charsetHint(parseMime(Buffer.from(mail)).root)).toBe(charset);
});
