/** Mails that are made to be slow to read: each is cheap to send. Octets. */
const MEGABYTES = 10;
const SIZE = MEGABYTES * 1024 * 1024;

const HEAD = 'From: stranger@evil.example\r\nTo: support@desk.example\r\nDate: Wed, 25 Nov 2026 04:00:00 +0000\r\n';

const mail = (body: string, { type = 'text/plain; charset=utf-8', more = '' } = {}): Buffer =>
  Buffer.from(
    `${HEAD}Subject: hello\r\nMessage-ID: <${Math.random()}@evil.example>\r\n${more}MIME-Version: 1.0\r\nContent-Type: ${type}\r\n\r\n${body}`,
  );
const html = (body: string): Buffer => mail(body, { type: 'text/html; charset=utf-8' });
const filled = (piece: string, octets = SIZE): string => piece.repeat(Math.ceil(octets / piece.length));
const numbered = (many: number, piece: (at: number) => string): string =>
  Array.from({ length: many }, (_, at) => piece(at)).join('');
const multipart = (body: string): Buffer => mail(body, { type: 'multipart/mixed; boundary=b' });

/** A name says what is in the mail; the letters are made when they are asked for. */
export const hostileShapes: Readonly<Record<string, () => Buffer>> = {
  'nested <b>': () => html(filled('<b>', 1_500_000)),
  'nested <b>, closed': () => html(`${filled('<b>', 750_000)}x${filled('</b>', 1_000_000)}`),
  'nested <div> with styles': () => html(filled('<div style="margin:0">', 1_500_000)),
  'nested blockquotes': () => html(filled('<blockquote>', 1_500_000)),
  'nested tables': () => html(filled('<table><tr><td>', 1_500_000)),
  'nested lists': () => html(filled('<ul><li>', 1_500_000)),
  'closing tags of nothing': () => html(`${filled('<i>', 1_500)}${filled('</b>', 1_500_000)}`),
  'half tags': () => html(filled('<a href="', 1_500_000)),
  'many attributes': () => html(`<p ${numbered(200_000, (at) => `a${at}=b `)}>x</p>`),
  'many links': () => html(filled('<a href="https://evil.example/">x</a>', 1_500_000)),
  'half comments': () => html(filled('<!-- ', 1_500_000)),
  entities: () => html(filled('&amp;&lt;&#x41;', 1_500_000)),
  '10 MB on one line': () => mail(filled('a')),
  '10 MB of words on one line': () => mail(filled('word ')),
  '10 MB of short lines': () => mail(filled('x\r\n')),
  '10 MB of empty lines': () => mail(filled('\r\n')),
  '10 MB of form labels': () => mail(filled('公司：a\r\n问题描述：b\r\n')),
  '10 MB of English form labels': () => mail(filled('company: a\r\ndescription: b\r\n')),
  'millions of quote marks': () => mail(filled('>')),
  'lines of quote marks': () => mail(filled(`${'> '.repeat(400)}x\r\n`)),
  'quotes and answers by turns': () => mail(filled('> q\r\na\r\n')),
  'attributions without quotes': () => mail(filled('On 2024-01-01 10:00, a <a@b.example> wrote:\r\n')),
  'half attributions': () => mail(filled('On 2024-01-01 10:00, a <a@b.example>,\r\n')),
  'header names of quotes': () => mail(filled('From: a@b.example\r\nSent: 1\r\n')),
  separators: () => mail(filled('-----Original Message-----\r\n')),
  dashes: () => mail(filled('-')),
  'signature marks': () => mail(filled('-- \r\n')),
  'footers of phones': () => mail(filled('Sent from my iPhone\r\n')),
  commands: () => mail(filled('#resolve\r\n')),
  'ticket numbers': () => mail(filled('> TS20261122001\r\n')),
  spaces: () => mail(filled(' ')),
  'blanks before line ends': () => mail(filled(`${' '.repeat(5_000)}\r\n`)),
  addresses: () => mail(filled('a@b.example ')),
  'at signs': () => mail(filled('a@')),
  links: () => mail(filled('https://evil.example/a?b=c ')),
  'half links': () => mail(filled('http://')),
  'Chinese without an end': () => mail(filled('问题已经解决了吗')),
  'sentences of negations': () => mail(filled('not solved, never, 没有解决。')),
  'combining marks': () => mail(`a${filled('\u0301', 1_000_000)}`),
  'days and hours': () => mail(filled('今天早上9点左右 昨天 since Monday at 9:15 ')),
  'half times': () => mail(filled('9:1 2026-1 昨')),
  'numbers with dashes': () => mail(filled('010-1234 +49 1 2 3 ')),
  'half telephones on one line': () => mail(filled('+1 1 ')),
  'halves of versions': () => mail(filled('Oracle 1.1.1.')),
  'half codes': () => mail(filled('error code: A_B_')),
  'capitals and underlines': () => mail(filled('A_')),
  'names of companies': () => mail(filled('我们是华远科技的')),
  'Chinese words that might be a company': () => mail(`我们是${filled('华')}`),
  'capitalised words': () => mail(`We at ${filled('Acme ')}`),
  'people who suffer': () => mail(filled('影响 3 人，所有人 nobody in the ')),
  'lines of greetings and thanks': () => mail(filled('您好\r\n谢谢\r\n')),
  digits: () => mail(filled('1')),
  'uuencoded beginnings': () => mail(filled('begin 644 a\r\n')),
  'soft line breaks': () => mail(filled('=\r\n'), { more: 'Content-Transfer-Encoding: quoted-printable\r\n' }),
  'base64 garbage': () => mail(filled('====QUJD'), { more: 'Content-Transfer-Encoding: base64\r\n' }),
  'flowed lines': () => mail(filled('>>> x \r\n'), { type: 'text/plain; format=flowed; delsp=yes' }),
  RTF: () => mail(`{\\rtf${filled('{\\b ')}`),
  '100,000 header lines': () => mail('x', { more: numbered(100_000, (at) => `X-${at}: v\r\n`) }),
  'a header line of 1 MB': () => mail('x', { more: `X-Big: ${filled('a', 1_048_576)}\r\n` }),
  'a header line folded 300,000 times': () => mail('x', { more: `X-Folded: a${'\r\n b'.repeat(300_000)}\r\n` }),
  'a header without an end': () => Buffer.from(`${HEAD}${filled('a:\n')}`),
  'a subject of encoded words': () =>
    mail('x', { more: `Thread-Topic: x\r\nSubject: ${filled('=?utf-8?q?=41?= ', 2_000_000)}\r\n` }),
  '100,000 recipients': () =>
    mail('x', { more: `Cc: ${numbered(100_000, (at) => `a${at}@b.example, `)}x@y.example\r\n` }),
  '100,000 senders': () =>
    mail('x', { more: `From: ${numbered(100_000, (at) => `a${at}@b.example, `)}x@y.example\r\n` }),
  'half groups of recipients': () => mail('x', { more: `To: ${filled('a:(', 1_000_000)}\r\n` }),
  '100,000 references': () =>
    mail('x', { more: `References: ${numbered(100_000, (at) => `<${at}@b.example>\r\n `)}\r\n` }),
  'references without an end': () => mail('x', { more: `References: ${filled('<', 1_000_000)}\r\n` }),
  '50,000 parts': () =>
    multipart(numbered(50_000, (at) => `--b\r\nContent-Disposition: attachment; filename=${at}\r\n\r\nx\r\n`)),
  '50,000 text parts': () => multipart(filled('--b\r\n\r\nx\r\n', 500_000)),
  '50,000 HTML parts': () => multipart(numbered(50_000, () => '--b\r\nContent-Type: text/html\r\n\r\n<b>x\r\n')),
  'multiparts in multiparts': () =>
    Buffer.from(
      `${HEAD}${numbered(20_000, (at) => `${at > 0 ? `--b${at - 1}\r\n` : ''}Content-Type: multipart/mixed; boundary=b${at}\r\n\r\n`)}x`,
    ),
  'boundaries of nothing': () => multipart(filled('--c\r\n')),
  'mails in mails': () =>
    Buffer.from(`${HEAD}${numbered(5_000, () => 'Content-Type: message/rfc822\r\n\r\nFrom: a@b.example\r\n')}`),
  parameters: () => mail('x', { type: `text/plain${numbered(100_000, (at) => `; a${at}=b`)}` }),
  'continued parameters': () => mail('x', { type: `text/plain${numbered(100_000, (at) => `; name*${at}=b`)}` }),
};
