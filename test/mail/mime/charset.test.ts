import { describe, expect, test } from 'vitest';
import { decodeText } from '../../../src/mail/mime/charset.ts';
import { understand } from '../../../src/mail/understand.ts';
import { mailOf, understood } from '../fixture.ts';

const CHINESE = '您好，报表导出的时候系统报错，请帮忙处理。';

describe('charset of a body', () => {
  test.each([
    ['charset-gb2312', CHINESE],
    ['charset-gb18030-unlabelled', CHINESE],
    ['charset-utf8-unlabelled', CHINESE],
    ['charset-utf8-labelled-gb2312', CHINESE],
    ['charset-rare-hanzi', '镕基喆㐂'],
    ['charset-big5', '您好，報表匯出的時候系統報錯，請幫忙處理。'],
    ['charset-iso-2022-jp', '印刷できません。'],
    ['charset-utf-7', 'Grüße aus Köln'],
    ['charset-windows-1251', 'Здравствуйте, отчёт не открывается.'],
    ['charset-windows-1252-unlabelled', 'Der Bericht lässt sich nicht öffnen, bitte prüfen Sie das.'],
  ])('%s', async (name, text) => {
    const mail = await understood(name);
    expect(mail.text.trim()).toBe(text);
    expect(mail.warnings).not.toContain('charset_replaced');
  });

  test('octets that mean nothing are replaced and warned about', async () => {
    const mail = await understood('charset-replaced');
    expect(mail.text).toBe('报表导出报\ufffd and more');
    expect(mail.warnings).toContain('charset_replaced');
  });

  test('NUL and lone surrogates are removed', async () => {
    expect((await understood('nul-and-surrogate')).text.trim()).toBe('beforeafter');
  });

  test('the usual charset of the sender decides where nothing else does', async () => {
    const raw = Buffer.concat([
      mailOf('', { 'Content-Type': 'text/plain' }),
      Buffer.from([0xcf, 0xf0, 0xe8, 0xe2, 0xe5, 0xf2]),
    ]);
    expect((await understand(raw, { fallbackCharset: 'windows-1251' })).text).toBe('Привет');
  });
});

describe('decodeText', () => {
  test.each([
    ['euc-kr by its Windows name', [0xb0, 0xa1], 'ks_c_5601-1987', '가'],
    ['HZ', [...Buffer.from('a~{<:Ky2;S{~}b')], 'hz-gb-2312', 'a己所不欲b'],
    ['ISO-2022-KR', [...Buffer.from('\x1b$)C\x0e0!\x0f!')], 'iso-2022-kr', '가!'],
    ['a byte order mark', [0xef, 0xbb, 0xbf, 0x61], 'gb2312', 'a'],
    ['UTF-16 by its mark', [0xff, 0xfe, 0x2d, 0x4e], undefined, '中'],
    ['an unknown label', [0xe4, 0xb8, 0xad], 'x-no-such-thing', '中'],
    ['escape sequences that follow each other', [...Buffer.from('\x1b(B\x1b$B0u\x1b(B')], 'iso-2022-jp', '印'],
    ['windows-1252 punctuation under Latin-1', [0x93, 0x61, 0x94], 'iso-8859-1', '“a”'],
  ])('%s', (_, octets, label, text) => {
    expect(decodeText(Uint8Array.from(octets), label).text).toBe(text);
  });
});

test('a label of a million marks is none', () => {
  expect(decodeText(Buffer.from('汉'), `utf-8${','.repeat(1_000_000)}x`).text).toBe('汉');
});
