import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { decodeText } from '../../../../src/mail/mime/charset/charset.ts';
import { understand } from '../../../../src/mail/understand.ts';

const TEXTS: readonly (readonly [charset: string, text: string])[] = [
  ['gb18030', '您好，报表导出的时候系统报错，请帮忙处理。'],
  ['gb18030', '登录不了'],
  ['gb18030', '打印机没有反应，重启以后还是不行。日志: ERROR 500 at com.example.Print'],
  ['gb18030', '发票'],
  ['big5', '您好，報表匯出的時候系統出現錯誤，請協助處理。'],
  ['big5', '無法登入系統，請幫忙看一下，謝謝。'],
  ['big5', '印表機沒有反應'],
  ['shift_jis', 'お世話になっております。帳票が印刷できません。'],
  ['shift_jis', 'ログインできない'],
  ['shift_jis', 'エラーが表示されます。確認をお願いします。'],
  ['euc-jp', 'お世話になっております。帳票が印刷できません。'],
  ['euc-jp', 'ログインできない'],
  ['euc-jp', 'エラーが表示されます。確認をお願いします。'],
  ['euc-kr', '안녕하세요. 보고서를 내보낼 때 오류가 발생합니다.'],
  ['euc-kr', '로그인이 안 됩니다'],
  ['euc-kr', '인쇄가 되지 않습니다. 확인 부탁드립니다.'],
];
const LABELS = [undefined, 'us-ascii', 'iso-8859-1', 'ISO-8859-15', 'windows-1252', 'utf-8', 'x-unknown'];

describe.each(TEXTS)('%s: %s', (charset, text) => {
  const octets = iconv.encode(text, charset);

  it.each(LABELS)('is read under the label %s', (label) => {
    expect(decodeText(octets, label).text).toBe(text);
  });

  it('is read in a raw subject', async () => {
    const mail = Buffer.concat([Buffer.from('Subject: '), octets, Buffer.from('\n\nx')]);
    expect((await understand(mail)).subject).toBe(text);
  });
});

describe('other scripts keep their label', () => {
  it.each([
    ['windows-1252', 'Der Bericht lässt sich nicht öffnen, größere Dateien gehören dazu.'],
    ['iso-8859-1', 'Le rapport s’affiche mal après la mise à jour: « clé non trouvée »'.replaceAll('’', "'")],
    ['iso-8859-1', 'ÄÖÜ ÉÈÀ ÑÕÃ'],
    ['windows-1252', 'NÃO CONSIGO EXPORTAR O RELATÓRIO: AÇÃO INVÁLIDA'],
    ['iso-8859-15', 'Prix: 100 € – déjà payé'.replace('–', '-')],
    ['windows-1251', 'Здравствуйте, отчёт не открывается.'],
    ['windows-1251', 'НЕ РАБОТАЕТ ЭКСПОРТ ОТЧЁТА'],
    ['koi8-r', 'здравствуйте, отчёт не открывается'],
    ['iso-8859-7', 'Δεν μπορώ να συνδεθώ στο σύστημα'],
    ['windows-1255', 'לא ניתן להתחבר למערכת'],
    ['windows-1256', 'لا أستطيع تسجيل الدخول'],
    ['windows-874', 'ไม่สามารถเข้าสู่ระบบได้'],
    ['windows-1258', 'Không the dang nhap'.replace('ô', 'o')],
  ])('%s: %s', (label, text) => {
    expect(decodeText(iconv.encode(text, label), label).text).toBe(text);
  });
});

describe('what is not labelled is read in the sender’s usual charset', () => {
  it.each([
    ['windows-1251', 'Здравствуйте, отчёт не открывается.'],
    ['windows-1251', 'НЕ РАБОТАЕТ ЭКСПОРТ'],
    ['koi8-r', 'здравствуйте, отчёт не открывается'],
    ['iso-8859-7', 'Δεν μπορώ να συνδεθώ'],
    ['euc-kr', '문의'],
    ['big5', '報價'],
    ['shift_jis', '問合せ'],
    // rare letters, which make sense in Chinese as little
    ['euc-jp', '稲妻'],
    ['big5', '螞蟻'],
    ['euc-kr', '쪽빛'],
    ['shift_jis', '薔薇'],
    ['gb18030', '饕餮'],
  ])('%s: %s', (usual, text) => {
    expect(decodeText(iconv.encode(text, usual), undefined, '', usual).text).toBe(text);
  });
});

it.each([undefined, '', 'windows-1251', 'utf-16'])('what may be Chinese is, for a sender of the usual %s', (usual) => {
  expect(decodeText(iconv.encode('蝴蝶', 'gb18030'), undefined, '', usual).text).toBe('蝴蝶');
});

it('one letter does not overrule a label', () => {
  expect(decodeText(iconv.encode('的', 'gb18030'), 'windows-1252').text).toBe('µÄ');
});

describe('octets under the label of another East Asian charset', () => {
  it.each([
    ['big5', 'gb2312', '您好，報表匯出的時候系統出現錯誤，請協助處理。'],
    ['gb18030', 'big5', '您好，报表导出的时候系统报错，请帮忙处理。'],
    ['shift_jis', 'euc-jp', 'お世話になっております。帳票が印刷できません。'],
    ['euc-jp', 'shift_jis', 'お世話になっております。帳票が印刷できません。'],
    ['euc-jp', 'iso-2022-jp', 'お世話になっております。'],
    ['euc-kr', 'iso-2022-kr', '안녕하세요. 확인 부탁드립니다.'],
    ['gb18030', 'hz-gb-2312', '您好，报表导出的时候系统报错。'],
    ['euc-jp', 'iso-2022-jp', '薔薇'],
    ['euc-jp', 'iso-2022-jp', 'お世話になっております。~{'],
    ['euc-kr', 'iso-2022-kr', '뷁뷁'],
    ['gb18030', 'iso-2022-cn', '饕餮'],
    ['gb18030', 'hz-gb-2312', '饕餮'],
  ])('%s labelled %s', (charset, label, text) => {
    expect(decodeText(iconv.encode(text, charset), label).text).toBe(text);
  });

  it.each(['utf-16', 'utf-16le', 'unicode', 'utf-32'])('plain text labelled %s', (label) => {
    expect(decodeText(Buffer.from('The export of the report fails.'), label).text).toBe(
      'The export of the report fails.',
    );
  });

  it.each([
    ['Fifteen letters', '楆瑦敥\u206e敬瑴牥'],
    ['Sixteen letters!', 'Sixteen letters!'],
  ])('%s labelled utf-16', (octets, text) => {
    expect(decodeText(Buffer.from(octets), 'utf-16').text.slice(0, 7)).toBe(text.slice(0, 7));
  });

  it('UTF-16 without a zero in it stays what it says', () => {
    const text = '报表导出失败请帮忙看一下';
    expect(decodeText(iconv.encode(text, 'utf-16le'), 'utf-16le').text).toBe(text);
  });

  it('HZ with a sign of 8 bits in it, too', () => {
    expect(decodeText(Buffer.from('~{<:Ky2;S{~} \xe9', 'latin1'), 'hz-gb-2312').text).toBe('己所不欲 é');
  });
});
