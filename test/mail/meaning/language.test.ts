import { expect, test } from 'vitest';
import { detectLanguage } from '../../../src/mail/meaning/language.ts';

test.each([
  ['报表导出的时候系统报错', 'zh'],
  ['導出報表時 error 500，請協助', 'zh'],
  ['レポートを開くとエラーになります。', 'ja'],
  ['보고서를 열 수 없습니다.', 'ko'],
  ['The report cannot be opened since this morning.', 'en'],
  ['Der Bericht lässt sich seit heute nicht öffnen.', 'de'],
  ['Le rapport ne s’ouvre pas depuis ce matin.', 'fr'],
  ['El informe no se abre desde esta mañana.', 'es'],
  ['O relatório não abre desde hoje de manhã.', 'pt'],
  ['Il rapporto non si apre da questa mattina.', 'it'],
  ['Отчёт не открывается с утра.', 'ru'],
  ['Звіт не відкривається, і це проблема.', 'uk'],
  ['הדוח לא נפתח', 'he'],
  ['التقرير لا يفتح', 'ar'],
  ['#42', 'und'],
  ['', 'und'],
])('%s is %s', (text, language) => {
  expect(detectLanguage(text)).toBe(language);
});

test('a subject helps where the text is too short', () => {
  expect(detectLanguage('??', '报表导出报错')).toBe('zh');
});
