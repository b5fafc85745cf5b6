import fc from 'fast-check';
import iconv from 'iconv-lite';
import { expect, it } from 'vitest';
import { textOfFile } from '../../../src/adopt/export/file-text.ts';

const HEAD = 'ticket,subject,customer,date,text\r\n';
const TEXTS: Readonly<Record<string, string>> = {
  Simplified: `${HEAD}7,报表导出失败,张三 <zhang@customer.example>,2024-03-01,导出时提示内存不足。请尽快处理\r\n`,
  Traditional: `${HEAD}7,報表匯出失敗,王小明 <wang@customer.example>,2024-03-01,匯出時提示記憶體不足，請儘快處理\r\n`,
  Japanese: `${HEAD}7,レポートの出力,田中 <tanaka@customer.example>,2024-03-01,メモリ不足と表示されます。よろしくお願いします\r\n`,
  Western: `${HEAD}7,Übertragung gestört,Jürgen Müller <m@customer.example>,2024-03-01,Der Drucker läuft über.\r\n`,
  Cyrillic: `${HEAD}7,Ошибка отчёта,Иван <ivan@customer.example>,2024-03-01,Не хватает памяти при выгрузке.\r\n`,
};
const named = (name: string): string => TEXTS[name] ?? '';

it('reads UTF-8 and UTF-16 with its mark, whatever they say', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'grapheme' }).filter((text) => !/[\0\ufeff]/.test(text)),
      (text) => {
        const written = `${HEAD}${text}`;
        for (const octets of [
          Buffer.from(written),
          Buffer.from(`\ufeff${written}`),
          iconv.encode(written, 'utf-16le', { addBOM: true }),
          iconv.encode(written, 'utf-16be', { addBOM: true }),
        ])
          expect(textOfFile(octets)).toBe(written);
      },
    ),
  );
});

it.each([
  ['Simplified', 'gb18030'],
  ['Simplified', 'gbk'],
  ['Traditional', 'big5'],
  ['Traditional', 'gbk'],
  ['Japanese', 'shift_jis'],
])('reads %s in %s, as a spreadsheet there saves it', (name, charset) => {
  expect(textOfFile(iconv.encode(named(name), charset))).toBe(named(name));
});

it.each([
  ['Western in windows-1252', iconv.encode(named('Western'), 'windows-1252')],
  ['Cyrillic in windows-1251', iconv.encode(named('Cyrillic'), 'windows-1251')],
  ['UTF-16 without its mark', iconv.encode(named('Simplified'), 'utf-16le', { addBOM: false })],
  ['half a character of UTF-16', Buffer.from([0xff, 0xfe, 0x41, 0x00, 0x00, 0xd8])],
  ['UTF-8 that is cut', Buffer.from(named('Western')).subarray(0, HEAD.length + 3)],
  ['octets that mean nothing', Buffer.from([0xff, 0xff, 0x80, 0x81])],
])('refuses %s with the remedy, and makes no letters of it that nobody wrote', (_, octets) => {
  expect(() => textOfFile(octets)).toThrow(/^is in no charset that can be told; save it as UTF-8/);
});
