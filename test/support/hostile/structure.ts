import { bareMail, filled, header, mail, multipart, numbered, READ_WHOLE, type Shapes } from './pieces.ts';

export const structureShapes: Shapes = {
  '50,000 parts': () =>
    multipart(numbered(50_000, (at) => `--b\r\nContent-Disposition: attachment; filename=${at}\r\n\r\nx\r\n`)),
  '50,000 text parts': () => multipart(filled('--b\r\n\r\nx\r\n', 500_000)),
  '50,000 HTML parts': () => multipart(numbered(50_000, () => '--b\r\nContent-Type: text/html\r\n\r\n<b>x\r\n')),
  'multiparts in multiparts': () =>
    bareMail(
      `${numbered(20_000, (at) => `${at > 0 ? `--b${at - 1}\r\n` : ''}Content-Type: multipart/mixed; boundary=b${at}\r\n\r\n`)}x`,
    ),
  'boundaries of nothing': () => multipart(filled('--c\r\n')),
  'mails in mails': () =>
    bareMail(`${numbered(5_000, () => 'Content-Type: message/rfc822\r\n\r\nFrom: a@b.example\r\n')}`),
  parameters: () => mail('x', { type: `text/plain${numbered(100_000, (at) => `; a${at}=b`)}` }),
  'continued parameters': () => mail('x', { type: `text/plain${numbered(100_000, (at) => `; name*${at}=b`)}` }),
  'a boundary of 1 MB': () =>
    mail(`--${filled('b', READ_WHOLE)}`, { type: `multipart/mixed; boundary=${filled('b', READ_WHOLE)}` }),
  'a boundary that begins like all lines': () => mail(filled('--b\r\n'), { type: 'multipart/mixed; boundary="b--"' }),
  'the same boundary at every depth': () =>
    multipart(filled('--b\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n', READ_WHOLE)),
  'boundaries to be guessed': () =>
    mail(filled('--a\r\nContent-Type: multipart/mixed\r\n\r\n', READ_WHOLE), { type: 'multipart/mixed' }),
  'alternatives in alternatives': () =>
    bareMail(
      numbered(
        100,
        (at) =>
          `${at > 0 ? `--b${at - 1}\r\n` : ''}Content-Type: multipart/alternative; boundary=b${at}\r\n\r\n--b${at}\r\nContent-Type: text/html\r\n\r\n<b>x\r\n`,
      ),
    ),
  'parts in 2,000 charsets': () =>
    multipart(
      numbered(
        2_000,
        (at) =>
          `--b\r\nContent-Type: text/plain; charset=${['gb18030', 'utf-7', 'iso-2022-jp', 'big5', `x-${at}`][at % 5]}\r\n\r\n\x1b$B\xfe${at}\r\n`,
      ),
    ),
  'a file name of 1 MB': () =>
    multipart(`--b\r\nContent-Disposition: attachment; filename="${filled('a', READ_WHOLE)}"\r\n\r\nx`),
  'a file name of marks': () =>
    multipart(`--b\r\nContent-Disposition: attachment; filename="a${filled('\u0301\u0323', READ_WHOLE)}"\r\n\r\nx`),
  'a file name of folders': () =>
    multipart(`--b\r\nContent-Disposition: attachment; filename="${filled('a/', READ_WHOLE)}"\r\n\r\nx`),
  'a file name of percent signs': () =>
    multipart(`--b\r\nContent-Disposition: attachment; filename*=utf-8''${filled('%41', READ_WHOLE)}\r\n\r\nx`),
  'a file name in 100,000 pieces': () =>
    multipart(`--b\r\nContent-Disposition: attachment${numbered(60_000, (at) => `; filename*${at}=a`)}\r\n\r\nx`),
  'parameters of half quotations': () => mail('x', { type: `text/plain; a=${filled('"', READ_WHOLE)}` }),
  'parameters of escapes': () => mail('x', { type: `text/plain; a="${filled('\\\\', READ_WHOLE)}` }),
  'parameters without a name': () => mail('x', { type: `text/plain${filled(';', READ_WHOLE)}` }),
  'parameters of blanks': () => mail('x', { type: `text/plain; a${filled(' ', 200_000)}` }),
  'names of parameters without a value': () => mail('x', { type: `text/plain; ${filled('a', READ_WHOLE)}` }),
  'a transfer encoding of 1 MB': () => header('Content-Transfer-Encoding', filled('base64 ', READ_WHOLE)),
  'reports in reports': () =>
    mail(
      filled(
        '--b\r\nContent-Type: message/rfc822\r\n\r\nFrom: a@b.example\r\nContent-Type: multipart/report; boundary=b\r\n\r\n',
        READ_WHOLE,
      ),
      { type: 'multipart/report; boundary=b' },
    ),
  '2,000 files of one octet': () =>
    multipart(
      numbered(
        1_990,
        (at) =>
          `--b\r\nContent-Type: application/zip\r\nContent-Disposition: attachment; filename=${at}.zip\r\n\r\nP\r\n`,
      ),
    ),
  '2,000 pictures': () =>
    multipart(
      numbered(1_990, (at) => `--b\r\nContent-Type: image/png; name=${at}.png\r\nContent-ID: <${at}>\r\n\r\nP\r\n`),
    ),
  'events of a calendar': () =>
    mail(`BEGIN:VCALENDAR\r\n${filled('BEGIN:VEVENT\r\nRRULE:FREQ=SECONDLY\r\n')}`, {
      type: 'text/calendar; method=REQUEST',
    }),
  'lines of a calendar folded': () =>
    mail(`BEGIN:VCALENDAR\r\nSUMMARY:x${filled('\r\n x', READ_WHOLE)}`, { type: 'text/calendar' }),
};
