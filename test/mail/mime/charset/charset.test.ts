import { describe, expect, test } from 'vitest';
import { decodeText, latin1 } from '../../../../src/mail/mime/charset/charset.ts';
import { canonicalCharset } from '../../../../src/mail/mime/charset/charset-label.ts';
import { understand } from '../../../../src/mail/understand.ts';
import { mailOf, understood } from '../../fixture.ts';

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

describe('names of charsets', () => {
  test.each<[label: string | undefined, charset: string]>([
    [undefined, ''],
    ['', ''],
    ['gb2312', 'gb18030'],
    ['gbk', 'gb18030'],
    ['gb_2312', 'gb18030'],
    ['gb_2312-80', 'gb18030'],
    ['gb2312_charset', 'gb18030'],
    ['x-gbk', 'gb18030'],
    ['cp936', 'gb18030'],
    ['936', 'gb18030'],
    ['windows-936', 'gb18030'],
    ['chinese-gb', 'gb18030'],
    ['euc-cn', 'gb18030'],
    ['cp950', 'big5'],
    ['cn-big5', 'big5'],
    ['x-x-big5', 'big5'],
    ['cp932', 'shift_jis'],
    ['windows-31j', 'shift_jis'],
    ['shift-jis', 'shift_jis'],
    ['x-sjis', 'shift_jis'],
    ['jis', 'iso-2022-jp'],
    ['cp949', 'euc-kr'],
    ['ks_c_5601-1987', 'euc-kr'],
    ['ks_c_5601', 'euc-kr'],
    ['unicode-1-1-utf-7', 'utf-7'],
    ['unicode-2-0-utf-7', 'utf-7'],
    ['unicode-1-1-utf-8', 'utf-8'],
    ['utf8', 'utf-8'],
    ['utf8mb4', 'utf-8'],
    ['cp65001', 'utf-8'],
    ['unicode', 'utf-16'],
    ['latin1', 'windows-1252'],
    ['iso-8859-1', 'windows-1252'],
    ['iso8859_1', 'windows-1252'],
    ['iso-8859-8-i', 'iso-8859-8'],
    ['iso-8859-8-e', 'iso-8859-8'],
    ['iso-8859-6-i', 'iso-8859-6'],
    ['utf-8', 'utf-8'],
    ['gb18030', 'gb18030'],
    ['big5', 'big5'],
    ['euc-kr', 'euc-kr'],
    ['euc-jp', 'euc-jp'],
    ['shift_jis', 'shift_jis'],
    ['iso-2022-jp', 'iso-2022-jp'],
    ['utf-16le', 'utf-16le'],
    ['utf-16be', 'utf-16be'],
    ['utf-7', 'utf-7'],
    ['utf-16', 'utf-16'],
    ['utf-32', 'utf-32'],
    ['utf-32le', 'utf-32le'],
    ['utf-32be', 'utf-32be'],
    ['hz-gb-2312', 'hz-gb-2312'],
    ['iso-2022-kr', 'iso-2022-kr'],
    ['iso-2022-cn', 'iso-2022-cn'],
    ['koi8-r', 'koi8-r'],
    ['windows-1251', 'windows-1251'],
    ['us-ascii', ''],
    ['ascii', ''],
    ['ansi_x3.4-1968', ''],
    ['7bit', ''],
    ['8bit', ''],
    ['binary', ''],
    ['unknown', ''],
    ['unknown-8bit', ''],
    ['default', ''],
    ['none', ''],
    ['iso-8859-1-unknown', ''],
    ['x-user-defined', ''],
    ['xx-user-defined', ''],
    ['constructor', ''],
    [' UTF-8 ', 'utf-8'],
    ['"utf-8"', 'utf-8'],
    ["''utf-8'';,", 'utf-8'],
    ['utf-8;x', ''],
    ['x-utf8', 'utf-8'],
    ['csgb2312', 'gb18030'],
    ['x-x-utf8', ''],
    ['uni"code', ''],
    ['uni;code', ''],
    [`utf-8${' '.repeat(95)}x`, 'utf-8'],
    [`utf-8${' '.repeat(94)}x`, ''],
  ])('%s is "%s"', (label, charset) => {
    expect(canonicalCharset(label)).toBe(charset);
  });
});

const octets = (hex: string): Buffer => Buffer.from(hex.replaceAll(' ', ''), 'hex');
const CYRILLIC = 'cff0e8';

describe('what octets are read as', () => {
  test.each<
    [
      hex: string,
      label: string | undefined,
      hint: string | undefined,
      fallback: string | undefined,
      text: string,
      charset: string,
    ]
  >([
    ['d6d0', 'gb2312', '', '', '中', 'gb18030'],
    ['a4a4', 'big5', '', '', '中', 'big5'],
    ['92868d91', 'shift_jis', '', '', '中国', 'shift_jis'],
    ['9df7', 'big5', '', '', '咗', 'big5'],
    ['a6d9', 'gb2312', '', '', '\ufe10', 'gb18030'],
    ['8c63', 'ks_c_5601-1987', '', '', '똠', 'euc-kr'],
    ['c3e6', 'euc-jp', '', '', '中', 'euc-jp'],
    ['8ff3a1', 'euc-jp', '', '', 'ⅰ', 'euc-jp'],
    ['f1e9', 'euc-kr', '', '', '中', 'euc-kr'],
    [CYRILLIC, 'windows-1251', '', '', 'При', 'windows-1251'],
    ['f0d2c9', 'koi8-r', '', '', 'При', 'koi8-r'],
    ['e4', 'iso-8859-1', '', '', 'ä', 'windows-1252'],
    ['2d4e', 'utf-16le', '', '', '中', 'utf-16le'],
    ['4e2d', 'utf-16be', '', '', '中', 'utf-16be'],
    ['2d4e', 'utf-16', '', '', '中', 'utf-16'],
    ['00410042', 'utf-16', '', '', 'AB', 'utf-16'],
    ['e400', 'utf-16le', '', '', 'ä', 'utf-16le'],
    ['2d4e0000', 'utf-32le', '', '', '中', 'utf-32le'],
    ['00004e2d', 'utf-32be', '', '', '中', 'utf-32be'],
    ['2b 54 69 30 2d', 'utf-7', '', '', '中', 'utf-7'],
    ['61', 'utf-8', '', '', 'a', 'utf-8'],
    ['61', undefined, '', '', 'a', 'us-ascii'],
    ['61', 'gb2312', '', '', 'a', 'gb18030'],
    ['7f', undefined, '', '', '\x7f', 'us-ascii'],
    ['', undefined, '', '', '', 'us-ascii'],
    ['efbbbf61', 'gb2312', '', '', 'a', 'utf-8'],
    ['efbbbf61e4ff', 'windows-1252', '', '', 'a\ufffd\ufffd', 'utf-8'],
    ['efbb61', 'windows-1252', '', '', 'ï»a', 'windows-1252'],
    ['ef61bf', 'windows-1252', '', '', 'ïa¿', 'windows-1252'],
    ['61bbbf', 'windows-1252', '', '', 'a»¿', 'windows-1252'],
    ['ff61', 'windows-1252', '', '', 'ÿa', 'windows-1252'],
    ['61fe', 'windows-1252', '', '', 'aþ', 'windows-1252'],
    ['fe61', 'windows-1252', '', '', 'þa', 'windows-1252'],
    ['61ff', 'windows-1252', '', '', 'aÿ', 'windows-1252'],
    ['efbb61', undefined, '', '', 'ï»a', 'windows-1252'],
    ['efbabf61', undefined, '', '', 'ﺿa', 'utf-8'],
    ['fffe2d4e', 'gb2312', '', '', '中', 'utf-16le'],
    ['feff4e2d', 'gb2312', '', '', '中', 'utf-16be'],
    ['1b24423066 1b2842', undefined, '', '', '井', 'iso-2022-jp'],
    ['1b24403066 1b2842', undefined, '', '', '井', 'iso-2022-jp'],
    ['1b2443', undefined, '', '', '\x1b$C', 'us-ascii'],
    ['244266', undefined, '', '', '$Bf', 'us-ascii'],
    ['c3e6', 'iso-2022-jp', '', '', '中', 'euc-jp'],
    ['e697a5e69cac', 'iso-2022-jp', '', '', '日本', 'utf-8'],
    ['c3', 'iso-2022-jp', '', 'windows-1251', 'Г', 'windows-1251'],
    ['1b24423066 1b2842 e4', 'iso-2022-jp', '', '', '井\ufffd', 'iso-2022-jp'],
    ['1b28421b284a1b24423066 1b2842', 'iso-2022-jp', '', '', '井', 'iso-2022-jp'],
    ['7e7b56507e7d', 'hz-gb-2312', '', '', '中', 'hz-gb-2312'],
    ['7e7b5650', 'hz-gb-2312', '', '', '中', 'hz-gb-2312'],
    ['7e7b56500a56507e7d', 'hz-gb-2312', '', '', '中娭\ufffd', 'hz-gb-2312'],
    ['617e0a627e7e63', 'hz-gb-2312', '', '', 'ab~c', 'hz-gb-2312'],
    ['1b2429430e30210f61', 'iso-2022-kr', '', '', '가a', 'iso-2022-kr'],
    ['1b2429410e56500f61', 'iso-2022-cn', '', '', '中a', 'iso-2022-cn'],
    ['0e5650', 'iso-2022-cn', '', '', '中', 'iso-2022-cn'],
    ['1b242a480e5650', 'iso-2022-cn', '', '', '中', 'iso-2022-cn'],
    ['1b242b490e5650', 'iso-2022-cn', '', '', '中', 'iso-2022-cn'],
    ['e4b8ade59bbde4ba', 'gb2312', '', '', '涓\ue15e浗浜', 'gb18030'],
    ['e4b8ade59bbde4baba', 'gb2312', '', '', '中国人', 'utf-8'],
    ['c3a4', 'gb2312', '', '', '盲', 'gb18030'],
    ['e4b8adff', 'utf-8', '', '', '中\ufffd', 'utf-8'],
    ['e4b8adffff', 'utf-8', '', '', 'ä¸\xadÿÿ', 'windows-1252'],
    ['e4b8adff', undefined, '', '', 'ä¸\xadÿ', 'windows-1252'],
    [`${'e4b8ad'.repeat(8)}ff`, undefined, '', '', `${'中'.repeat(8)}\ufffd`, 'utf-8'],
    [`${'e4b8ad'.repeat(7)}ff`, undefined, '', '', `${'ä¸\xad'.repeat(7)}ÿ`, 'windows-1252'],
    ['d6d0b9fa', undefined, '', '', '中国', 'gb18030'],
    ['d6d0b9fa', undefined, 'big5', '', '笢弊', 'big5'],
    ['d6d0b9fa', undefined, 'windows-1251', '', '中国', 'gb18030'],
    ['d6d0b9fa', undefined, 'iso-8859-5', '', '中国', 'gb18030'],
    ['d6d0b9fa', undefined, 'koi8-r', '', 'жп╧З', 'koi8-r'],
    ['d6d0b9fa', undefined, 'utf-8', '', '中国', 'gb18030'],
    ['d6d0b9fa', undefined, 'utf-7', '', '中国', 'gb18030'],
    [CYRILLIC, undefined, 'windows-1251', '', 'При', 'windows-1251'],
    [CYRILLIC, undefined, '', 'windows-1251', 'При', 'windows-1251'],
    [CYRILLIC, undefined, 'koi8-r', 'windows-1251', 'оПХ', 'koi8-r'],
    [CYRILLIC, undefined, 'euc-kr', 'windows-1251', 'При', 'windows-1251'],
    [CYRILLIC, undefined, '', '', 'Ïðè', 'windows-1252'],
    [CYRILLIC, undefined, undefined, undefined, 'Ïðè', 'windows-1252'],
  ])('%s labelled %s (hint %s, usual %s)', (hex, label, hint, fallback, text, charset) => {
    const { guessed, ...decoded } = decodeText(octets(hex), label, hint, fallback);
    expect(decoded).toEqual({ text, charset });
  });

  test.each<[hex: string, label: string | undefined, guessed: true | undefined]>([
    [CYRILLIC, undefined, true],
    [CYRILLIC, 'windows-1251', undefined],
    ['d6d0b9fa', undefined, undefined],
  ])('%s labelled %s is guessed: %s', (hex, label, guessed) => {
    expect(decodeText(octets(hex), label).guessed).toBe(guessed);
  });

  test('octets may lie anywhere in their buffer', () => {
    expect(latin1(octets('616263').subarray(1, 2))).toBe('b');
  });
});
