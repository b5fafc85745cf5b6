import fc from 'fast-check';
import { expect, test } from 'vitest';
import { numbersIn } from '../../src/mail/meaning/ticket-number.ts';
import { decodeBase64 } from '../../src/mail/mime/base64.ts';
import { decodeText } from '../../src/mail/mime/charset/charset.ts';
import { decodeWords } from '../../src/mail/mime/encoded-word.ts';
import { decodeQuotedPrintable } from '../../src/mail/mime/transfer.ts';
import { splitReply } from '../../src/mail/text/reply.ts';
import { understand, understandNow } from '../../src/mail/understand.ts';
import { fixture } from './fixture.ts';
import { CLASSES, mutatedMails } from './mutation.ts';

const FIXTURES = [
  'names-broken',
  'tnef',
  'bounce-rfc3464',
  'reply-netease',
  'reply-html-quote',
  'form-chinese',
  'charset-iso-2022-jp',
  'attached-mail',
].map(fixture);

test('any octets end in a class', async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 2000 }), async (raw) => {
      expect(CLASSES).toContain((await understand(raw)).class);
    }),
  );
});

test('a mail with octets changed ends in a class, its text without NUL or lone surrogates', async () => {
  const edits = fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 30 });
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...FIXTURES), edits, async (mail, changes) => {
      const raw = Buffer.from(mail);
      for (const [at, octet] of changes) raw[at % raw.length] = octet;
      const understood = await understand(raw);
      expect(CLASSES).toContain(understood.class);
      for (const text of [understood.text, understood.reply, understood.subject]) {
        expect(text.isWellFormed()).toBe(true);
        expect(text).not.toContain('\0');
      }
    }),
  );
});

/** `npm run fuzz:mails` does the same with 100,000. */
test('2,000 mails cut, spliced, doubled and sprinkled with marks end in a class', () => {
  for (const mail of mutatedMails(2_000, 20_261_123)) {
    const understood = understandNow(mail);
    expect(CLASSES).toContain(understood.class);
    expect(understood.text.isWellFormed()).toBe(true);
  }
});

test('text comes back from UTF-8, labelled or not', () => {
  const text = fc
    .string({ unit: 'grapheme' })
    .filter((value) => !value.startsWith('\ufeff') && !/[\u001b~]/.test(value));
  fc.assert(
    fc.property(text, fc.constantFrom('utf-8', undefined), (value, label) => {
      expect(decodeText(Buffer.from(value), label).text).toBe(value);
    }),
  );
});

test('encoded words come back', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'grapheme', minLength: 1 }).filter((value) => !/[\r\n\ufeff\u001b]/.test(value)),
      (value) => {
        expect(decodeWords(`=?utf-8?B?${Buffer.from(value).toString('base64')}?=`)).toBe(value);
      },
    ),
  );
});

test('base64 and quoted-printable come back', () => {
  const hex = (octet: number): string => `=${octet.toString(16).toUpperCase().padStart(2, '0')}`;
  fc.assert(
    fc.property(fc.uint8Array(), (octets) => {
      const wrapped = Buffer.from(octets).toString('base64').replace(/.{20}/g, '$&\r\n');
      expect(decodeBase64(wrapped)).toEqual(Buffer.from(octets));
      expect(decodeQuotedPrintable([...octets].map(hex).join(''))).toEqual(Buffer.from(octets));
    }),
  );
});

test('words above a quote are the reply, whatever they are', () => {
  const line = fc.stringMatching(/^[a-z ]{1,40}[a-z]$/);
  fc.assert(
    fc.property(fc.array(line, { minLength: 1, maxLength: 5 }), (lines) => {
      const words = lines.map((words) => `x${words.trim()}`).join('\n');
      expect(splitReply(`${words}\n\nOn Mon, 23 Nov 2026 at 09:00, A <a@x.example> wrote:\n> old\n`).own).toBe(words);
    }),
  );
});

test('a ticket number is found behind anything but a letter or digit', () => {
  fc.assert(
    fc.property(
      fc.string().filter((before) => !/[\p{L}\p{N}]$/u.test(before.normalize('NFKC'))),
      fc.integer({ min: 1, max: 99_999 }),
      (before, sequence) => {
        const number = `TS20261123${String(sequence).padStart(3, '0')}`;
        expect(numbersIn(`${before}${number} x`)).toContain(number);
      },
    ),
  );
});

/** Every string in a value, keys included. */
function* stringsIn(value: unknown): Generator<string> {
  if (typeof value === 'string') yield value;
  else if (Array.isArray(value)) for (const each of value) yield* stringsIn(each);
  else if (value !== null && typeof value === 'object' && !(value instanceof Uint8Array) && !(value instanceof Date))
    for (const [key, each] of Object.entries(value)) {
      yield key;
      yield* stringsIn(each);
    }
}

/** What no database, header or terminal should be given. */
const UNFIT = /[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]/;

test('no string of a mail holds control characters or half a pair, wherever they were put', () => {
  const hostile = fc
    .array(
      fc.constantFrom(
        '\0',
        '\x01',
        '\x1b[31m',
        '\x7f',
        '\x85',
        '\u{1f600}',
        '\ud83d',
        'a',
        '@',
        '.',
        '#',
        '<',
        '=00',
        '%00',
      ),
      {
        maxLength: 12,
      },
    )
    .map((pieces) => pieces.join(''));
  const forms = [
    (text: string, at: number) =>
      `From: "${text}" <a${text}@b.example>\r\nTo: s${text}@desk.example\r\nCc: ${text}\r\nSubject: =?utf-8?B?${Buffer.from(text).toString('base64')}?= ${text}\r\nMessage-ID: <m${text}${at}@b.example>\r\nIn-Reply-To: <${text}@x>\r\nReferences: <r${text}@x>\r\nX-${at}: ${text}\r\n\r\n#reply ${text}\r\n问题描述：${text}\r\n`,
    (text: string) =>
      `From: a@b.example\r\nContent-Type: multipart/mixed; boundary=q\r\n\r\n--q\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<p>${text}&#0;&#27;&#x9b;</p>\r\n--q\r\nContent-Type: application/pdf; name="${text}.pdf"\r\nContent-ID: <${text}>\r\nContent-Disposition: attachment; filename*=utf-8''a%00%1b${encodeURIComponent(text.toWellFormed())}\r\n\r\nx\r\n--q--\r\n`,
    (text: string) =>
      `From: MAILER-DAEMON@b.example\r\nSubject: Undelivered Mail Returned to Sender\r\nContent-Type: multipart/report; report-type=delivery-status; boundary=q\r\n\r\n--q\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; x\r\n\r\nFinal-Recipient: rfc822; c${text}@d.example\r\nAction: failed\r\nStatus: 5.1.1\r\nDiagnostic-Code: smtp; 550 ${text}\r\n--q\r\nContent-Type: text/rfc822-headers\r\n\r\nMessage-ID: <${text}@desk.example>\r\nReturn-Path: <s${text}@desk.example>\r\n--q--\r\n`,
  ];
  fc.assert(
    fc.property(
      hostile,
      fc.constantFrom(...forms),
      fc.constantFrom('utf8', 'latin1', 'utf16le'),
      fc.nat(9),
      (text, form, encoding, at) => {
        for (const each of stringsIn(understandNow(Buffer.from(form(text, at), encoding as BufferEncoding)))) {
          expect(each).not.toMatch(UNFIT);
          expect(each.isWellFormed()).toBe(true);
        }
      },
    ),
    { numRuns: 500 },
  );
});

test('a field with a control character in it proves nothing once that is taken out', () => {
  const { headers } = understandNow(
    Buffer.from('From: a@b.example\r\nAuthentication-Results: mx;\x01 dkim=pass\r\n\r\nx'),
  );
  expect(headers.find(([name]) => name === 'authentication-results')?.[2]).toBe('irregular');
});
