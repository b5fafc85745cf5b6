import fc from 'fast-check';
import { simpleParser } from 'mailparser';
import { describe, expect, it } from 'vitest';
import { composeLetter, composeReduced } from '../../src/letter/compose.ts';
import type { LetterFacts } from '../../src/letter/facts.ts';
import { LETTER_KINDS, LETTERS } from '../../src/letter/kinds.ts';
import { createRenderer } from '../../src/letter/render.ts';
import { sampleFacts } from '../../src/letter/sample/sample.ts';
import { readTemplates } from '../../src/letter/templates.ts';
import type { Attachment } from '../../src/mail/mail.ts';
import { LOCALES } from '../../src/words/locale.ts';

const attachment = (name: string, type: string, content: string): Attachment => ({
  name,
  type,
  size: content.length,
  inline: false,
  cid: null,
  sha256: '00',
  content: Buffer.from(content),
});

const render = createRenderer(readTemplates(null));
const compose = (facts: LetterFacts) => composeLetter(facts, render);
/** For several cases about one letter: composed by the first of them. */
const composedOnce = (facts: LetterFacts) => {
  let letter: ReturnType<typeof compose> | null = null;
  return () => {
    letter ??= compose(facts);
    return letter;
  };
};
const ALL = LETTER_KINDS.flatMap((kind) => LOCALES.map((locale) => [kind, locale] as const));

describe.each(ALL)('%s in %s', (kind, locale) => {
  const facts = sampleFacts(kind, locale);
  const composed = composedOnce(facts);

  it('is finished: nothing unrendered, no object or missing value in it', async () => {
    const { subject, text, html } = composed();
    for (const piece of [subject, text, html]) expect(piece).not.toMatch(/\{\{|\}\}|\[object|undefined|NaN/);
    expect(subject).not.toBe('');
  });

  it('carries the number in its subject and the ref line in both forms', async () => {
    const { subject, text, html } = composed();
    if (facts.ticket !== null) expect(subject).toContain(`[${facts.ticket.number}]`);
    expect(text).toMatch(new RegExp(`^ref:${facts.ref}$`, 'm'));
    expect(html).toContain(`ref:${facts.ref}`);
  });

  it('says in its headers what it is', async () => {
    const letter = composed();
    const { autoSubmitted } = LETTERS[kind];
    const mail = await simpleParser(Buffer.from(letter.bytes));
    expect(mail.headers.get('auto-submitted')).toBe(autoSubmitted ?? undefined);
    expect(mail.headers.get('x-auto-response-suppress')).toBe(autoSubmitted === null ? undefined : 'All');
    expect(mail.headers.get('x-tsdesk-hops')).toBe(facts.hops);
    expect(letter.envelope).toEqual({
      from: autoSubmitted === null ? facts.bounceAddress : '',
      to: facts.recipient.address,
    });
    expect(mail.messageId).toBe(facts.messageId);
    expect(mail.inReplyTo).toBe(facts.inReplyTo);
    expect(mail.references).toEqual([...(facts.references ?? []), facts.inReplyTo]);
    expect(mail.replyTo?.value[0]?.address).toBe(facts.addresses.reply);
    const { name } = facts.desk;
    const person = locale === 'en' ? `Li Gong (${name})` : `李工（${name}）`;
    expect(mail.from?.value).toEqual([
      { name: LETTERS[kind].autoSubmitted === null ? person : name, address: facts.desk.address },
    ]);
    expect(mail.subject).toBe(letter.subject);
    expect(mail.date).toEqual(facts.now);
  });

  it('is the same bytes for the same facts, every line ending in CRLF and within 998 octets', async () => {
    const [first, second] = [composed(), compose(sampleFacts(kind, locale))];
    expect(Buffer.from(first.bytes).equals(Buffer.from(second.bytes))).toBe(true);
    const lines = Buffer.from(first.bytes).toString('latin1').split('\r\n');
    expect(lines.filter((line) => /[\r\n]/.test(line) || line.length > 998)).toEqual([]);
  });
});

const CUSTOMERS = ALL.filter(([kind]) => LETTERS[kind].audience === 'customer');

describe.each(CUSTOMERS)('%s in %s', (kind, locale) => {
  const composed = composedOnce({ ...sampleFacts(kind, locale), recipient: { name: '', address: 'c@x.example' } });

  it.each([
    ['addresses of staff', /(li|zhao|wang)@desk\.example/],
    ['a ticket somebody claims', /TS20261002005/],
    ['related and past tickets', /TS20261001004|TS20260901003/],
    ['the customer’s record', /最近一次满意度|last satisfaction/],
    ['what was not forwarded', /fix\.exe/],
    ['commands', /#(答复|备注|reply|note|resolve|解决)/],
  ])('keeps %s among staff', async (_, secret) => {
    const { text, html } = composed();
    expect(text + html).not.toMatch(secret);
  });
});

describe('a letter', () => {
  it('takes its words whole to the other side', async () => {
    const facts = { ...sampleFacts('relay', 'zh-CN'), attachments: [attachment('日志 1.txt', 'text/plain', '第一行')] };
    const { bytes, text, html } = compose(facts);
    const mail = await simpleParser(Buffer.from(bytes));
    expect(mail.text?.trim()).toBe(text.trim());
    expect(mail.html).toBe(html);
    expect(mail.attachments.map(({ filename, content }) => [filename, content.toString()])).toEqual([
      ['日志 1.txt', '第一行'],
    ]);
  });

  it.each([
    ['multipart/mixed; boundary=x', 'application/octet-stream'],
    ['message/rfc822', 'application/octet-stream'],
    ['text/plain\r\nBcc: spy@evil.example', 'application/octet-stream'],
    ['image/png', 'image/png'],
  ])('sends an attachment of type %j as %s', async (type, sent) => {
    const { bytes } = compose({ ...sampleFacts('relay', 'en'), attachments: [attachment('a', type, 'x')] });
    const mail = await simpleParser(Buffer.from(bytes));
    expect(mail.attachments.map((part) => part.contentType)).toEqual([sent]);
    expect(mail.bcc).toBeUndefined();
  });

  it('shows an inline image where the mail showed it, and leaves one it did not show among the attachments', async () => {
    const image = (cid: string) => ({ ...attachment(`${cid}.png`, 'image/png', cid), inline: true, cid });
    const original = {
      from: { name: '', address: 'a@x.example' },
      text: 'see',
      html: '<p>see <img src="cid:shown"><img src="https://spy.example/x.png"></p>',
    };
    const facts = { ...sampleFacts('relay', 'en'), original, attachments: [image('shown'), image('other')] };
    const { bytes, html } = compose(facts);
    const mail = await simpleParser(Buffer.from(bytes), { skipImageLinks: true });
    expect(html).toContain('<img src="cid:shown"');
    expect(html).not.toContain('spy.example');
    expect(mail.attachments.map(({ filename, related }) => [filename, related === true])).toEqual([
      ['shown.png', true],
      ['other.png', false],
    ]);
  });

  it.each([
    ['nothing set', {}, 'support@desk.example'],
    ['a bounce address', { bounceAddress: 'support+bounce@desk.example' }, 'support+bounce@desk.example'],
    [
      'a relay that demands its own sender',
      { bounceAddress: 'b@x', envelopeFrom: 'login@desk.example' },
      'login@desk.example',
    ],
  ])('with content goes out from the right envelope sender: %s', async (_, change, from) => {
    const { bounceAddress: _unset, ...facts } = sampleFacts('resolution', 'en');
    expect(compose({ ...facts, ...change }).envelope.from).toBe(from);
  });

  it('sends an automatic letter from the relay’s own sender where <> is not taken', async () => {
    const facts = { ...sampleFacts('acknowledgement', 'en'), envelopeFrom: 'login@desk.example' };
    expect(compose(facts).envelope.from).toBe('login@desk.example');
  });

  it('has no thread headers when it answers nothing', async () => {
    const { inReplyTo: _mail, references: _mails, ...facts } = sampleFacts('digest', 'en');
    const head = Buffer.from(compose(facts).bytes).toString('latin1').split('\r\n\r\n', 1)[0];
    expect(head).not.toMatch(/^(In-Reply-To|References):/im);
  });

  it('names no identifier of a stranger that is unfit for a header, and few of a long conversation', async () => {
    const hostile = ['<\u0000a@b>', '<中文@b>', '<a@b>\r\nBcc: x@y.example', `<${'x'.repeat(300)}@b>`, '<fine@b>'];
    const long = Array.from({ length: 500 }, (_, at) => `<${at}@b>`);
    const facts = { ...sampleFacts('relay', 'en'), inReplyTo: '<a b@c>', references: [...hostile, ...long] };
    const { references = [], inReplyTo, headers } = await simpleParser(Buffer.from(compose(facts).bytes));
    expect(inReplyTo).toBeUndefined();
    expect(headers.has('bcc')).toBe(false);
    expect(references[0]).toBe('<fine@b>');
    expect(references.at(-1)).toBe('<499@b>');
    expect(references.length).toBe(40);
  });

  it('never repeats a subject in the short acknowledgement', async () => {
    const facts = sampleFacts('short_acknowledgement', 'zh-CN');
    const { subject, text, html } = compose(facts);
    for (const piece of [subject, text, html]) expect(piece).not.toContain('报表');
    expect(text).not.toContain(facts.recipient.name);
  });

  it('lets nobody write headers, recipients or markup', async () => {
    const nasty = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 60 }),
      fc.constantFrom(
        'x\r\nBcc: spy@evil.example',
        'x\n\n<script>alert(1)</script>',
        '"><img src=x onerror=alert(1)>',
        '{{desk.address}} {{{ref}}}',
        'a, spy@evil.example',
        '\u2028Bcc: spy@evil.example',
      ),
    );
    await fc.assert(
      fc.asyncProperty(
        nasty,
        nasty,
        fc.constantFrom('acknowledgement', 'dispatch', 'relay'),
        async (subject, words, kind) => {
          const facts = sampleFacts(kind, 'en');
          if (facts.ticket === null) throw new Error('these letters are about a ticket');
          const letter = compose({
            ...facts,
            recipient: { name: subject, address: facts.recipient.address },
            ticket: { ...facts.ticket, subject, form: { description: words } },
            words,
          });
          const mail = await simpleParser(Buffer.from(letter.bytes));
          expect([mail.to].flat().flatMap((to) => to?.value.map(({ address }) => address))).toEqual([
            facts.recipient.address,
          ]);
          expect(mail.bcc).toBeUndefined();
          expect(mail.headerLines.map(({ key }) => key)).toEqual(HEADER_LINES[kind]);
          expect(letter.html).not.toMatch(/<(script|img)/i);
        },
      ),
      { numRuns: 150 },
    );
  });
});

const COMMON = [
  'from',
  'to',
  'reply-to',
  'in-reply-to',
  'references',
  'subject',
  'message-id',
  'date',
  'mime-version',
  'content-type',
];
const HEADER_LINES = {
  acknowledgement: ['content-language', 'auto-submitted', 'x-auto-response-suppress', 'x-tsdesk-hops', ...COMMON],
  dispatch: ['content-language', 'x-tsdesk-hops', ...COMMON],
  relay: ['content-language', 'x-tsdesk-hops', ...COMMON],
};

describe.each(LOCALES)('a letter that a relay finds too large, in %s', (locale) => {
  const files = [attachment('dump.log', 'text/plain', 'x'.repeat(1_000))];

  it.each([
    ['relay', '索取', 'whoever runs this desk'],
    ['resolution', '直接回复本邮件', 'answer this letter'],
  ] as const)('%s goes without its files under the same Message-ID and says where they are', async (kind, zh, en) => {
    const facts = { ...sampleFacts(kind, locale), attachments: files };
    const [whole, reduced] = [compose(facts), composeReduced(facts, render)];
    expect(reduced?.messageId).toBe(whole.messageId);
    expect(reduced?.bytes.length).toBeLessThan(whole.bytes.length);
    const mail = await simpleParser(Buffer.from(reduced?.bytes ?? []));
    expect(mail.attachments.map(({ filename }) => filename)).not.toContain('dump.log');
    for (const form of [mail.text, mail.html]) {
      expect(form).toContain('dump.log');
      expect(String(form).replace(/\s+/g, ' ')).toContain(locale === 'en' ? en : zh);
    }
  });

  it('has no second form without files', async () => {
    expect(composeReduced({ ...sampleFacts('relay', locale), attachments: [] }, render)).toBeNull();
  });
});

describe('the parts of a letter', () => {
  const read = async (facts: LetterFacts): Promise<string> => Buffer.from(compose(facts).bytes).toString('latin1');

  it.each([
    ['zh-CN', 'base64'],
    ['en', 'quoted-printable'],
  ] as const)('of text in %s are in %s', async (locale, encoding) => {
    const found = (await read(sampleFacts('dispatch', locale))).matchAll(/^Content-Transfer-Encoding: (.*)\r$/gm);
    expect([...found].map(([, each]) => each)).toContain(encoding);
  });

  it.each([
    ['image/png', 'image/png'],
    ['message/rfc822', 'application/octet-stream'],
    ['text/plain\r\nX: y', 'application/octet-stream'],
  ])('a file of %j is of %s', async (type, shown) => {
    const bytes = await read({ ...sampleFacts('dispatch', 'en'), attachments: [attachment('a.bin', type, 'x')] });
    expect(bytes).toMatch(new RegExp(`^Content-Type: ${shown};`, 'm'));
  });

  it.each<[what: string, more: Partial<Attachment>]>([
    ['that is not in the text', { inline: true, cid: 'a@b' }],
    ['that is none of the text’s', { inline: false, cid: 'a@b' }],
    ['without an id', { inline: true, cid: null }],
  ])('an image %s stays an attachment', async (_, more) => {
    const image = { ...attachment('a.png', 'image/png', 'x'), ...more };
    const bytes = await read({ ...sampleFacts('dispatch', 'en'), attachments: [image] });
    expect(bytes).toContain('Content-Disposition: attachment; filename=a.png');
    expect(bytes).not.toContain('Content-Id');
  });
});
