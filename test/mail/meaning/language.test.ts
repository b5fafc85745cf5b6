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

test.each([
  ['Ik kan het rapport niet openen, bedankt voor jullie hulp.', 'nl'],
  ['Jag kan inte se rapporten, tack för hjälpen.', 'sv'],
  ['Jeg kan ikke åbne den, lyder det godt? Venlig hilsen, mail når det er nu.', 'da'],
  ['Hei, takk, jeg fikk det til etter dette. Også når fra.', 'nb'],
  ['Kiitos, mutta tämä ei ole vain se mitä voi olla.', 'fi'],
  ['Dzień dobry, proszę mi pomóc, bo już jest tak.', 'pl'],
  ['Dobrý den, prosím, když není nebo byť děkuji.', 'cs'],
  ['Dobrý deň, ďakujem, keď alebo ako čo.', 'sk'],
  ['Köszönöm, hogy ez már nem van meg.', 'hu'],
  ['Bună ziua, vă mulțumesc pentru acest mai.', 'ro'],
  ['Merhaba, çok teşekkürler ama bu değil mi?', 'tr'],
  ['Xin chào, tôi không có những cái này, cảm ơn bạn.', 'vi'],
  ['Mohon bantuannya, saya tidak bisa dengan ini, terima kasih.', 'id'],
  ['Bon dia, gràcies, aquest no és amb més.', 'ca'],
  ['Poštovani, hvala, ali nije kao što može.', 'hr'],
  ['เปิดรายงานไม่ได้', 'th'],
  ['Η αναφορά δεν ανοίγει', 'el'],
  ['रिपोर्ट नहीं खुलती', 'hi'],
  ['ანგარიში არ იხსნება', 'ka'],
  ['Հաշվետվությունը չի բացվում', 'hy'],
  ['প্রতিবেদন খোলে না', 'bn'],
  ['அறிக்கை திறக்கவில்லை', 'ta'],
  ['i w na nie to się z do', 'pl'],
  ['și de la în nu că este un o', 'ro'],
  ['d’xxxx l’yyyy j’zzzz n’aaaa s’bbbb c’cccc d’dddd', 'fr'],
  ['x’1 y’2 b’xxxx a’yyyy b’zzzz a’cccc', 'und'],
  ['æxx øyy æzz øxx æyy øzz æxx øyy æzz nå', 'und'],
  ['og og og og æ å', 'und'],
  ['til noget lyder godt mail ærgerlig', 'da'],
  ['takk også etter ære vennlig', 'nb'],
  ['ъх ъх', 'ru'],
  ['Приехал на объект', 'ru'],
  ['に 1', 'ja'],
  ['報 보', 'ko'],
  ['Извештај се не отвара, већ његов.', 'sr'],
  ['За съжаление справката не се отваря, търся я.', 'bg'],
  ['Докладът и друго ъ.', 'bg'],
  ['Это объект, мы его ищем, търн.', 'ru'],
  ['گزارش باز نمی‌شود، چرا؟', 'fa'],
  ['エラー 発生', 'ja'],
  ['の報表導出時系統報錯', 'zh'],
  ['の報表導出時系統', 'ja'],
  ['の報表導出時系統報', 'ja'],
  ['보고서 の', 'ko'],
  ['報告 보고서', 'ko'],
  ['報告報告 보고', 'zh'],
  ['ok ok ok 报', 'zh'],
  ['okokokokokok 报', 'und'],
  ['okokok 报', 'zh'],
  ['okokoko 报', 'und'],
])('%s is %s', (text, language) => {
  expect(detectLanguage(text)).toBe(language);
});

/** Letters that only one language has count where no word is known, in a text of some length. */
test.each([
  ['de', 'xßx yßy zßz'],
  ['fr', 'garçon forêt cœur'],
  ['fr', 'xœx yœy zœz'],
  ['es', 'xñx ¿yñy? ¡zzz!'],
  ['pt', 'xãx yõy zãz'],
  ['pl', 'xłx yąy zęz'],
  ['cs', 'xěx yřy zůz'],
  ['hu', 'xőx yűy zőz'],
  ['ro', 'xțx yșy zăz'],
  ['tr', 'xğx yıy zğz'],
  ['vi', 'xạx yảy zấz'],
  ['sv', 'xåx yåy zåz'],
  ['fi', 'xyyx zyyz xyyy'],
])('letters tell %s: %s', (language, text) => {
  expect(detectLanguage(`${text} `.repeat(4))).toBe(language);
});

test.each([
  ['quoted lines', '> the report is not open\n| the report is not open\nDer Bericht ist nicht da', 'de'],
  ['what stands in brackets', '<the report is not open and you can see it> Der Bericht ist nicht da', 'de'],
  ['addresses', 'the@and the_and the/and the\\and is_it Der Bericht ist nicht da', 'de'],
  ['a bracket over two lines', '<the report\nis not open> and it is', 'en'],
  ['a mark within a line', 'the report > is not open', 'en'],
  ['text behind the first four thousand', `${'x '.repeat(2000)}the report is not open and you can see it`, 'und'],
  ['text before it', `the report is not open and you can see it${' x'.repeat(1900)}`, 'en'],
  ['a tie', 'que de un', 'und'],
  ['one word', 'und', 'de'],
  ['two words', 'und xxxx', 'de'],
  ['nothing but a number', '12345', 'und'],
])('%s do not mislead', (_, text, language) => {
  expect(detectLanguage(text)).toBe(language);
});

test.each([
  ['Hallo xxxx', 'Bericht nicht', 'de'],
  ['', 'nicht', 'de'],
  ['The report is not open', 'Der Bericht ist nicht da', 'en'],
  ['x@y', '<nicht>', 'und'],
])('"%s" about "%s" is %s', (text, subject, language) => {
  expect(detectLanguage(text, subject)).toBe(language);
});
