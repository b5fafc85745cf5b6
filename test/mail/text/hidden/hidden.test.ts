import { describe, expect, test } from 'vitest';
import { htmlToText } from '../../../../src/mail/text/html-text.ts';
import { understand } from '../../../../src/mail/understand.ts';
import { CLIENTS, DOUBTFUL, HIDING, SHOWN } from './hidden.data.ts';

const WORDS = ['#close', '问题已解决', 'It is solved.'];

/** The words where `@` stands; that of `@media` is none. */
const filled = (way: string, words: string): string =>
  way.replace(/@(?!media|supports|layer|font-face|page|import|x\b)/, words);

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

describe('words that a mail may hide stay, and do nothing', () => {
  test.each(DOUBTFUL)('%s', async (way) => {
    for (const words of WORDS) {
      const html = filled(way, words);
      expect(htmlToText(html).text).toContain(words);
      const mail = await mailOf(`${html}<p>Hello, see below.</p>`, `${words}\r\n\r\nHello, see below.`);
      expect(mail).toMatchObject({ commands: [], unknownCommands: [], intent: 'none', warnings: ['html_doubtful'] });
      expect(mail.text).toContain(words);
    }
  });

  test('a piece of a line takes the whole mail with it', async () => {
    const doubtful = '<b style="color:var(--x)">@</b>';
    expect((await mailOf(`<p>It is ${filled(doubtful, 'not')} solved.</p>`)).intent).toBe('none');
    expect((await mailOf(`<p>#clo${filled(doubtful, 'se')}</p>`)).commands).toEqual([]);
  });

  test('what is in doubt in a quotation or another one’s words is not the author’s', async () => {
    const quoted = '<blockquote type="cite"><p style="color:var(--x)">Is it fine?</p></blockquote>';
    const mail = await mailOf(`<div>It is solved, thanks.</div><br><div>On Monday, Desk wrote:</div>${quoted}`);
    expect(mail).toMatchObject({ intent: 'solved', warnings: [] });
  });
});

describe('words as mail programs write them do what they say', () => {
  test.each(CLIENTS)('%s', async (_, html) => {
    expect(await mailOf(filled(html, '#close'))).toMatchObject({ commands: [{ name: 'close' }], warnings: [] });
    expect(await mailOf(filled(html, 'It is solved.'))).toMatchObject({ intent: 'solved', warnings: [] });
    expect(await mailOf(filled(html, '问题已解决'))).toMatchObject({ intent: 'solved', warnings: [] });
  });
});

describe('words that can be seen are read', () => {
  test.each(SHOWN)('%s', (way) => {
    expect(htmlToText(filled(way, '#close')).text).toContain('#close');
  });
});
