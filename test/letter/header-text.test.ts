import MailComposer from 'nodemailer/lib/mail-composer';
import { expect, it } from 'vitest';
import { headerText } from '../../src/letter/header-text.ts';
import { mimeOctets } from '../../src/letter/mime-octets.ts';
import { readMessageIds } from '../../src/mail/mime/message-id.ts';
import { HOPS_FIELD, nextHops } from '../../src/people/hops.ts';
import { KEYS, sampleMail } from '../people/sample.ts';

it.each([
  ['a\r\nBcc: x@evil.example', 'a Bcc: x@evil.example'],
  ['a\u0000\u0007\u007f\u0085\u2028b', 'a b'],
  ['\u202egnp.exe', 'gnp.exe'],
  ['  a \t b  ', 'a b'],
  ['\ud83d', '\ufffd'],
  ['报表导出报错', '报表导出报错'],
  ['', ''],
])('%j becomes %j', (value, expected) => expect(headerText(value, 100)).toBe(expected));

it('caps by characters, never within one', () => {
  expect(headerText('😀😀😀', 2)).toBe('😀😀');
  expect(headerText('ab cd', 3)).toBe('ab');
});

const PIECES = [
  '\r\n',
  '\n',
  '\r',
  '\u0000',
  '\u2028',
  '\u0085',
  '\u000b',
  '\f',
  ' ',
  '\t',
  ':',
  ',',
  ';',
  '<',
  '>',
  '"',
  '\\',
  '@',
  '(',
  ')',
  '=?',
  '?=',
  'Bcc: evil@evil.example',
  'X-Injected: yes',
  'evil@evil.example',
  'a',
  '中',
  '\ud83d',
  '\u202e',
  '=?utf-8?b?DQpCY2M6IGE=?=',
  'Subject:',
  '--',
  '%0d%0a',
];
const FIELDS: ReadonlySet<string> = new Set([
  'from',
  'to',
  'subject',
  'message-id',
  'references',
  'date',
  'mime-version',
  'content-type',
  'content-transfer-encoding',
  HOPS_FIELD,
]);

/** A small generator of its own: the numbers of a seed are the same everywhere, so a finding can be repeated. */
function* pieces(seed: number): Generator<string> {
  let state = seed;
  for (;;) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    yield PIECES[(state >>> 8) % PIECES.length] ?? '';
  }
}

it('100,000 hostile headers and addresses inject no header and no recipient', () => {
  const counted = { texts: 0, headers: 0, recipients: 0 };
  const random = pieces(20261122);
  const text = () => Array.from({ length: 8 }, () => random.next().value).join('');
  for (let round = 0; round < 20_000; round += 1) {
    const hops = nextHops(sampleMail({ headers: [[HOPS_FIELD, text()]] }), 'desk.example', KEYS);
    const mail = new MailComposer({
      from: { name: text(), address: 'support@desk.example' },
      to: { name: text(), address: 'zhang@customer.example' },
      subject: headerText(text(), 200),
      messageId: '<1@desk.example>',
      references: readMessageIds(`<${text()}> ${text()}`),
      headers: [{ key: 'X-Tsdesk-Hops', value: hops }],
      date: new Date(0),
      text: 'x',
      disableFileAccess: true,
      disableUrlAccess: true,
    }).compile();
    const [head = ''] = mimeOctets(mail).toString('latin1').split('\r\n\r\n', 1);
    const lines = head.replace(/\r\n[ \t]/g, ' ').split(/\r\n|\r|\n/);
    counted.texts += 5;
    counted.headers += lines.filter((line) => !FIELDS.has(line.slice(0, line.indexOf(':')).toLowerCase())).length;
    counted.headers += lines.length - new Set(lines.map((line) => line.slice(0, line.indexOf(':')))).size;
    counted.recipients += mail.getEnvelope().to.filter((address) => address !== 'zhang@customer.example').length;
  }
  console.log(
    `hostile headers: ${counted.texts} texts, ${counted.headers} headers injected, ${counted.recipients} recipients injected`,
  );
  expect(counted).toEqual({ texts: 100_000, headers: 0, recipients: 0 });
}, 600_000);
