import { expect, test } from 'vitest';
import { withoutCourtesies } from '../../../src/mail/meaning/courtesy.ts';

test.each([
  ['您好，\n\n打印机坏了。\n\n谢谢！\n李明', '打印机坏了。'],
  ['您好，打印机坏了。', '打印机坏了。'],
  ['各位老师好：\n打印机坏了。麻烦了！', '打印机坏了。麻烦了！'],
  ['尊敬的客服：\n    打印机坏了。\n\n此致\n敬礼\n李明\n2026年11月26日', '打印机坏了。'],
  ['Hi team,\n\nThe printer is broken.\n\nThanks in advance\nAnn Lee\nIT Manager', 'The printer is broken.'],
  ['Dear Sir or Madam,\nThe printer is broken.\nYours faithfully\nM. Weber', 'The printer is broken.'],
  ['Hello, the printer is broken.', 'the printer is broken.'],
  ['您好\n谢谢', ''],
  ['Hello, printer broken', 'printer broken'],
  ['Dear all,\nHello Ann!', ''],
  ['Hi,\nThanks!', ''],
  ['', ''],
  [
    'Thanks for the help with the printer, now the scanner fails.',
    'Thanks for the help with the printer, now the scanner fails.',
  ],
  ['谢谢上次的帮助，现在扫描仪也坏了。', '谢谢上次的帮助，现在扫描仪也坏了。'],
  ['打印机坏了。\n谢谢！\n另外扫描仪也坏了。', '打印机坏了。\n谢谢！\n另外扫描仪也坏了。'],
])('%j says %j', (text, words) => expect(withoutCourtesies(text)).toBe(words));
