import fc from 'fast-check';
import { expect, test } from 'vitest';
import { detectLanguage } from '../../../../src/mail/meaning/language/language.ts';

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
  expect(detectLanguage(text).language).toBe(language);
});

test.each([
  [
    'set in by blanks',
    'Bonjour,\n\nNous cherchons à coller aux besoins de nos clients. Vous écrivez :\n\n    The data model can be modified on the fly without reinstalling the program. If you add new objects, you\n    must update the schema, and some of our tools help you when doing such changes to it.\n\nMerci',
    'fr',
  ],
  [
    'set in by a tab',
    'Der Bericht öffnet sich nicht mehr, dort steht:\n\tYou have to update the program before you can open this report with it.\nWas nun?',
    'de',
  ],
  ['in hanzi, set in as a paragraph is', '您好：\n    导出报表的时候页面卡住了。\n    The report is not there.', 'zh'],
  ['set in as a whole', '    The report cannot be opened since this morning.', 'en'],
])('what is pasted, %s, is not the author’s', (_, text, language) => {
  expect(detectLanguage(text).language).toBe(language);
});

test('a subject helps where the text is too short', () => {
  expect(detectLanguage('??', '报表导出报错')).toEqual({ language: 'zh', certain: false });
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
  ['okokokokokok 报', 'zh'],
  ['okokok 报', 'zh'],
  ['okokoko 报', 'zh'],
])('%s is %s', (text, language) => {
  expect(detectLanguage(text).language).toBe(language);
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
  expect(detectLanguage(`${text} `.repeat(4)).language).toBe(language);
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
  ['a word of each of two languages', 'the vous', 'und'],
  ['a word of many languages', 'und de', 'de'],
  ['many letters of one language in a word', 'ßßßß the', 'en'],
  ['a single letter', 'xßx aaa bbb', 'und'],
  ['kana as many as Hangul', 'のの 보고', 'ko'],
  ['words that a tag parts', 'der<x>die', 'de'],
  ['words far behind blanks', `${' '.repeat(5000)}the report is not open and you can see it`, 'en'],
  ['words behind two thousand characters', `${'x '.repeat(1000)}the report is not open and you can see it`, 'en'],
  ['words far behind addresses', `${'a@b '.repeat(3000)}the report is not open and you can see it`, 'und'],
  ['nothing but a number', '12345', 'und'],
])('%s do not mislead', (_, text, language) => {
  expect(detectLanguage(text).language).toBe(language);
});

test.each([
  ['Hallo xxxx', 'Bericht nicht', 'de'],
  ['', 'nicht', 'de'],
  ['The report is not open', 'Der Bericht ist nicht da', 'en'],
  ['x@y', '<nicht>', 'und'],
])('"%s" about "%s" is %s', (text, subject, language) => {
  expect(detectLanguage(text, subject).language).toBe(language);
});

/** What people paste, quote and sign does not change the language they speak. */
const SPOKEN: Readonly<Record<string, readonly string[]>> = {
  zh: [
    '您好，导出订单时报错，日志如下，请帮忙看一下：\n\njava.lang.NullPointerException: Cannot invoke "com.example.order.OrderService.export(java.lang.String)" because "this.service" is null\n\tat com.example.order.web.OrderController.export(OrderController.java:80)\n\tat com.example.order.web.OrderController.export(OrderController.java:81)',
    '点击登录后弹出提示：\nCould not connect to the server. Please check your network connection and try again, or contact your administrator if the problem is still there.\n请问怎么解决？',
    '我们用 Kubernetes 部署 ingress-nginx-controller 时 pod 一直 CrashLoopBackOff，kubectl describe 显示 Liveness probe failed: HTTP probe failed with statuscode: 500，请协助排查。',
    'OK，可以了',
    '问题描述 / Problem description: 导出订单失败\n联系人 / Contact person: 李四\n紧急程度 / Urgency: 高\n业务影响 / Business impact: 无法出货\n使用环境 / Environment: Windows 11, Chrome 130',
    '登录不了 Could not connect to the server. Please check your network connection and try again',
    "执行下面的语句很慢：\nSELECT o.id, o.created_at, c.name FROM orders o LEFT JOIN customers c ON c.id = o.customer_id WHERE o.state = 'open' AND o.created_at > now() - interval '7 days' ORDER BY o.created_at DESC LIMIT 100;\n麻烦看下能不能加索引",
    '服务起不来\n2026-11-22 10:12:01,123 ERROR [main] com.example.App - Failed to start the application because the port is already in use\n2026-11-22 10:12:01,130 INFO [main] shutting down now\n怎么办',
    '数据库连不上\nFATAL: password authentication failed for user "app"\nThe connection to the server was lost. Attempting reset: Failed.',
    "报错\nError: Cannot find module 'express'\nRequire stack:\n- /srv/app/index.js\n    at Function.Module._resolveFilename (node:internal/modules/cjs/loader:1039:15)",
    '重启后报 The request was rejected because the URL was not normalized. 之前没有这个问题',
    'Outlook 收不了信，提示 The operation timed out waiting for a response from the receiving (POP) server 0x8004210a',
    '升级之后 license 不对了，弹窗 Your license has expired. Please contact your sales representative to renew the license for this product.',
    `Traceback (most recent call last):\n  File "/app/main.py", line 12, in <module>\n    run()\nValueError: could not convert string to float: 'abc'\n这个错误怎么处理`,
    '附件是日志，请看',
    'docker compose up 之后一直 restarting，logs 里是 exec format error，是不是架构不对',
    'curl -v https://api.example.com/v1/orders\n> GET /v1/orders HTTP/1.1\n< HTTP/1.1 502 Bad Gateway\n接口一直 502',
    'Dear Support,\n我们的 VPN 昨晚开始连不上，提示 “The remote connection was denied because the user name and password combination you provided is not recognized”。\nThanks & Best Regards\nZhang San',
    'Hi team,\n系统又崩了，请看一下\nBest regards,\nLi Lei | Senior Engineer | Example Technology (Beijing) Co., Ltd.',
    '页面打不开\nWe are unable to complete your request at this time. Please try again later.',
    '系统登录不了\nOops! Something went wrong on our end. We have been notified and are working on a fix.',
    "您好，登录时弹出这个\nWe couldn't sign you in. Your account has been locked. Contact your support person to unlock it, then try again.",
    'We noticed unusual activity. Our servers blocked the request.\n收到这个是什么意思',
    '编译不过\nIn file included from main.c:1: fatal error: we.h: No such file or directory\nsrc/main.c:3:10: error: we.h was not found\nmake: *** [all] Error 2',
    '您好，页面 loading 很久，然后显示 Sorry, something went wrong. We are working on it and we will get it fixed as soon as we can. 请尽快处理',
  ],
  en: [
    'Thanks and I will try it tomorrow.\n\n谢谢，有任何问题请随时与我联系！',
    'Hello, the export does not work since this morning. Please have a look.\n\nBest regards\nLi Si\n示例科技（北京）有限公司 信息技术部',
    'When I click 导出 the page shows “系统繁忙，请稍后再试” and nothing else happens. Please check.',
    'The error dialog says:\n服务器内部错误，请联系管理员\nCan you tell me what it means?',
    'Hi 张工,\nwe still cannot log in. Could you check the account?',
    '张工：\nThe report is empty since yesterday, please check it for us.',
    'Our users in the Shanghai office (上海市浦东新区示例路 12 号) cannot open the portal.',
    'Hello,\nplease add the menu 订单管理 for our new colleague 王小明, he cannot see it.',
    'The application fails on start.\njava.lang.IllegalStateException: 未找到配置文件\n\tat com.example.Main.main(Main.java:3)\nWhat should we do?',
    'We cannot log in since this morning, please help.\n谢谢！',
    'Dear team,\nwe get the message 连接超时 every morning at nine.\nRegards, Anna',
  ],
};

test.each(Object.entries(SPOKEN).flatMap(([language, texts]) => texts.map((text) => [language, text] as const)))(
  'spoken in %s: %s',
  (language, text) => {
    expect(detectLanguage(text).language).toBe(language);
  },
);

test('no log below a Chinese sentence makes it English, however long it is', () => {
  const sentence = fc.constantFrom(
    '系统登录不了',
    '导出失败，请看日志',
    '服务起不来，怎么办？',
    '帮忙看一下这个报错：',
  );
  fc.assert(
    fc.property(sentence, fc.array(fc.constantFrom(...LOG_LINES), { minLength: 1, maxLength: 200 }), (words, log) => {
      expect(detectLanguage([words, ...log].join('\n')).language).toBe('zh');
      expect(detectLanguage([...log, words].join('\n')).language).toBe('zh');
    }),
  );
});

const LOG_LINES = [
  '2026-11-22 10:12:01,123 ERROR [main] com.example.App - Failed to start because the port is already in use',
  '[2026/11/22 10:12:01] WARN the connection was closed by the server and it will be opened again',
  'Nov 22 10:12:01 host app[312]: the user was not found in the directory',
  '\tat com.example.order.OrderController.export(OrderController.java:80)',
  'Caused by: java.sql.SQLException: the table could not be locked by this session',
  'ORA-01017: invalid username/password; logon denied',
  'SELECT o.id, c.name FROM orders o JOIN customers c ON c.id = o.customer_id WHERE o.state = 1',
  "TypeError: Cannot read properties of undefined (reading 'name')",
  '  File "/srv/app/main.py", line 12, in <module>',
  '$ docker compose up --detach and wait for it',
  'HTTP/1.1 502 Bad Gateway',
  '{ "error": "the request was not valid", "code": 17 }',
  'level=error msg="could not reach the server" attempt=3',
];

test.each([
  ['The export has been empty since yesterday, we cannot close the month.', true],
  ['导出从昨天开始就是空的，请尽快处理。', true],
  ['Thanks', false],
  ['OK', false],
  ['We cannot log in since this morning. 昨天开始就登录不上，我们的同事都一样。', false],
])('%s: certain %s', (text, certain) => {
  expect(detectLanguage(text).certain).toBe(certain);
});

test('of two languages in one mail, that of the mail program', () => {
  const both = 'I will try it tomorrow. 谢谢，有任何问题请随时与我联系！';
  expect(detectLanguage(both, 'Re: export').language).toBe('en');
  expect(detectLanguage(both, '[list] 答复: export').language).toBe('zh');
});
