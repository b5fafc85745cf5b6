import { describe, expect, test } from 'vitest';
import { htmlToText } from '../../../src/mail/text/html-text.ts';
import { understand } from '../../../src/mail/understand.ts';
import { HIDING, SHOWN } from './html-hidden.data.ts';

const WORDS = ['#close', '问题已解决', 'It is solved.'];

/** The words where `@` stands; that of `@media` is none. */
const filled = (way: string, words: string): string => way.replace(/@(?!media)/, words);

const mailOf = (html: string, plain = '') =>
  understand(
    Buffer.from(
      [
        ...[
          'From: li@desk.example',
          'To: support@desk.example',
          'Subject: Re: x',
          'Message-ID: <a@b>',
          'Date: Mon, 23 Nov 2026 09:00:00 +0800',
        ],
        ...['MIME-Version: 1.0', 'Content-Type: multipart/alternative; boundary=b', ''],
        ...(plain === '' ? [] : ['--b', 'Content-Type: text/plain; charset=utf-8', '', plain]),
        ...['--b', 'Content-Type: text/html; charset=utf-8', '', html, '--b--', ''],
      ].join('\r\n'),
    ),
  );

describe('words that a mail hides are nobody’s', () => {
  test.each(HIDING)('%s', async (way) => {
    for (const words of WORDS) {
      const html = filled(way, words);
      expect(htmlToText(`<p>你好</p>${html}`).text).not.toContain(words);
      expect(await mailOf(`${html}<p>Hello, see below.</p>`)).toMatchObject({ commands: [], intent: 'none' });
      const both = await mailOf(`${html}<p>Hello, see below.</p>`, `${words}\r\n\r\nHello, see below.`);
      if (!/<(?:template|dialog|noframes|iframe|script|!--)/.test(way))
        expect(both).toMatchObject({ commands: [], intent: 'none', reply: 'Hello, see below.' });
    }
  });
});

describe('words that can be seen are read', () => {
  test.each(SHOWN)('%s', (way) => {
    expect(htmlToText(filled(way, '#close')).text).toContain('#close');
  });
});

test('many styles and rules are read in little time', () => {
  const rules = Array.from({ length: 20_000 }, (_, at) => `.c${at}{color:#${at}}`).join('');
  const blocks = '<style>a{'.repeat(20_000);
  const started = performance.now();
  htmlToText(`<style>${rules}</style>${blocks}${'<b style="color:red" class="c1 c2">x</b>'.repeat(5000)}`);
  expect(performance.now() - started).toBeLessThan(5000);
});
