import { simpleParser } from 'mailparser';
import { describe, expect, it, test } from 'vitest';
import { composeLetter, composeReduced } from '../../src/letter/compose.ts';
import type { LetterFacts } from '../../src/letter/facts.ts';
import type { Renderer } from '../../src/letter/render.ts';
import { sampleFacts } from '../../src/letter/sample/sample.ts';
import type { Attachment } from '../../src/mail/mail.ts';

/** Words of no template: what is made of them is told by their letter alone. */
const render: Renderer = (_, __, { leftOut }) => ({
  event: 'Hello\u0007 there',
  text: `one\ntwo ${leftOut.join()}\n`,
  html: '<p>one\ntwo <img src="cid:a@b"><img src="cid:a b"></p>',
});
const FACTS = sampleFacts('relay', 'en');
const file = (more: Partial<Attachment>): Attachment => ({
  name: 'a.png',
  type: 'image/png',
  size: 1,
  inline: false,
  cid: null,
  sha256: '00',
  content: Buffer.from('x'),
  ...more,
});
const compose = (change: Partial<LetterFacts> = {}) => composeLetter({ ...FACTS, ...change }, render);
const written = async (change: Partial<LetterFacts> = {}): Promise<string> =>
  Buffer.from(compose(change).bytes).toString('latin1');
/** The fields of a letter, folded ones in one line. */
const fields = async (change: Partial<LetterFacts> = {}): Promise<string[]> =>
  ((await written(change)).split('\r\n\r\n', 1)[0] ?? '').replace(/\r\n[ \t]+/g, ' ').split('\r\n');

describe('the header of a letter', () => {
  it('says who writes to whom, about what, and in which thread', async () => {
    expect(await fields({ ticket: null })).toEqual(
      expect.arrayContaining([
        expect.stringContaining('Nebula Support'),
        'To: Ann Miller <ann@bigcustomer.example>',
        `Reply-To: Nebula Support <${FACTS.addresses.reply}>`,
        'Subject: Hello there',
        'Date: Mon, 23 Nov 2026 02:00:00 +0000',
        `Message-ID: ${FACTS.messageId}`,
        'In-Reply-To: <parent@bigcustomer.example>',
        'References: <root@bigcustomer.example> <parent@bigcustomer.example>',
        'Content-Language: en',
        'X-Tsdesk-Hops: desk.example;1;0;sig',
        'MIME-Version: 1.0',
      ]),
    );
  });

  it('has the number before the subject, and no more of a name than fits into a line', async () => {
    expect(await fields()).toContain('Subject: [TS20261123007] Monthly report export fails, finance cannot reconcile');
    const recipient = { name: 'x'.repeat(150), address: 'ann@x.example' };
    expect(await fields({ recipient })).toContain(`To: ${'x'.repeat(100)} <ann@x.example>`);
  });

  it('tells machines of an automatic letter, and of a person’s words nothing', async () => {
    const ofMachines = async (kind: LetterFacts['kind']): Promise<string[]> =>
      (await fields({ kind })).filter((line) => /^(?:Auto|X-Auto)/.test(line));
    expect(await ofMachines('news')).toEqual(['Auto-Submitted: auto-replied', 'X-Auto-Response-Suppress: All']);
    expect(await ofMachines('breach')).toEqual(['Auto-Submitted: auto-generated', 'X-Auto-Response-Suppress: All']);
    expect(await ofMachines('relay')).toEqual([]);
  });

  it('counts no hops where there are none', async () => {
    expect((await fields({ hops: null })).filter((line) => /hops/i.test(line))).toEqual([]);
  });

  test.each<[what: string, inReplyTo: string | null, references: string[], thread: string[]]>([
    ['nothing', null, [], []],
    ['a mail', '<a@b>', [], ['In-Reply-To: <a@b>', 'References: <a@b>']],
    ['a mail of a thread', '<b@b>', ['<a@b>'], ['In-Reply-To: <b@b>', 'References: <a@b> <b@b>']],
    ['a mail that its thread names', '<b@b>', ['<a@b>', '<b@b>'], ['In-Reply-To: <b@b>', 'References: <a@b> <b@b>']],
    ['a thread', null, ['<a@b>', '<b@b>'], ['References: <a@b> <b@b>']],
    ['what is no identifier', 'a@b', ['x<a@b>', '<a@b>x', '<a b@c>', '<>', `<${'x'.repeat(251)}>`, '<ä@b>'], []],
    [
      'one of 250 characters',
      `<${'x'.repeat(250)}>`,
      [],
      [`In-Reply-To: <${'x'.repeat(250)}>`, `References: <${'x'.repeat(250)}>`],
    ],
  ])('answers %s', async (_, inReplyTo, references, thread) => {
    const found = (await fields({ inReplyTo, references })).filter((line) => /^(?:In-Reply-To|References):/.test(line));
    expect(found).toEqual(thread);
  });

  it('names forty mails of a long thread', async () => {
    const references = Array.from({ length: 60 }, (_, at) => `<${at}@b>`);
    const named = [references[0], ...references.slice(21)];
    expect(await fields({ inReplyTo: null, references })).toContain(`References: ${named.join(' ')}`);
  });

  it('answers nothing where nobody says what', async () => {
    const { inReplyTo: _, references: __, ...rest } = FACTS;
    const head = Buffer.from(composeLetter(rest, render).bytes).toString('latin1');
    expect(head).not.toMatch(/^(?:In-Reply-To|References):/im);
  });
});

test.each<[kind: LetterFacts['kind'], change: Partial<LetterFacts>, from: string]>([
  ['relay', {}, FACTS.bounceAddress ?? ''],
  ['relay', { bounceAddress: null }, 'support@desk.example'],
  ['relay', { envelopeFrom: 'login@desk.example' }, 'login@desk.example'],
  ['news', {}, ''],
  ['news', { envelopeFrom: 'login@desk.example' }, 'login@desk.example'],
])('the envelope of %s with %j is from %j', async (kind, change, from) => {
  expect(compose({ kind, ...change }).envelope).toEqual({ from, to: 'ann@bigcustomer.example' });
});

describe('the parts of a letter', () => {
  test.each([
    ['zh-CN', 'base64'],
    ['en', 'quoted-printable'],
  ] as const)('in %s are in %s, their lines ending in CRLF', async (locale, encoding) => {
    const bytes = await written({ locale, attachments: [] });
    const parts = bytes.split(`Content-Transfer-Encoding: ${encoding}\r\n\r\n`).slice(1);
    const text = (part: string): string => part.split('\r\n--')[0] ?? '';
    const decoded = parts.map((part) =>
      encoding === 'base64' ? Buffer.from(text(part), 'base64').toString() : text(part).replace(/=\r\n/g, ''),
    );
    expect(decoded).toHaveLength(2);
    for (const each of decoded) expect(each).toMatch(/one\r\ntwo/);
  });

  it('have boundaries made of the Message-ID', async () => {
    const boundaries = [...(await written()).matchAll(/boundary="(.*?)"/g)].map(([, each]) => each);
    expect(boundaries.length).toBeGreaterThan(0);
    for (const each of boundaries) expect(each).toMatch(/^--_NmP-[0-9a-f]{24}-Part_\d$/);
  });

  it('are words alone where there are no files', async () => {
    const { attachments: _, ...rest } = FACTS;
    const { bytes } = composeLetter(rest, render);
    expect((await simpleParser(Buffer.from(bytes))).attachments).toEqual([]);
  });

  test.each([
    ['image/svg+xml', 'image/svg+xml'],
    ['application/vnd.ms-excel', 'application/vnd.ms-excel'],
    ['audio/ogg', 'audio/ogg'],
    ['video/mp4', 'video/mp4'],
    ['text/x', 'text/x'],
    ['x-text/plain', 'application/octet-stream'],
    ['text/plain; charset=utf-8', 'application/octet-stream'],
    ['text/', 'application/octet-stream'],
    ['font/woff', 'application/octet-stream'],
  ])('of type %s are sent as %s', async (type, sent) => {
    const { bytes } = compose({ attachments: [file({ type, name: 'a.xyzzy' })] });
    const [part] = (await simpleParser(Buffer.from(bytes))).attachments;
    expect(part).toMatchObject({ filename: 'a.xyzzy', contentType: sent, content: Buffer.from('x') });
  });

  it('that are none are octets, whatever their name says', async () => {
    const attachments = [file({ type: 'message/rfc822', name: 'a.html' })];
    expect(await written({ attachments })).toContain('Content-Type: application/octet-stream; name=a.html');
  });

  it('take their octets from where they stand', async () => {
    const { bytes } = compose({ attachments: [file({ content: Buffer.from('abcdef').subarray(2, 4) })] });
    expect((await simpleParser(Buffer.from(bytes))).attachments[0]?.content.toString()).toBe('cd');
  });

  test.each<[what: string, more: Partial<Attachment>, cid: string | undefined]>([
    ['an image of the words', { inline: true, cid: 'a@b' }, 'a@b'],
    ['one that is a file as well', { inline: false, cid: 'a@b' }, undefined],
    ['one without an id', { inline: true, cid: null }, undefined],
    ['one of another mail', { inline: true, cid: 'c@d' }, undefined],
    ['one whose id is none', { inline: true, cid: 'a b' }, undefined],
  ])('%s has the id %s', async (_, more, cid) => {
    const { bytes } = compose({ attachments: [file(more)] });
    expect((await simpleParser(Buffer.from(bytes), { skipImageLinks: true })).attachments[0]?.cid).toBe(cid);
  });
});

describe('a letter that is too large', () => {
  const { leftOut: _, ...whole } = FACTS;
  it('is the same without its files, and tells of them behind those that were left out', async () => {
    const attachments = [file({}), file({ name: 'b.png' })];
    const reduced = composeReduced({ ...FACTS, attachments }, render);
    expect(reduced?.text).toMatch(/fix\.exe.*a\.png.*b\.png/);
    expect(composeReduced({ ...whole, attachments }, render)?.text).toMatch(/^one\ntwo a\.png \([^,]*\),b\.png/);
    expect((await simpleParser(Buffer.from(reduced?.bytes ?? []))).attachments).toEqual([]);
  });
  it('has no other form without files', async () => {
    const { attachments: __, ...none } = whole;
    expect(composeReduced(none, render)).toBeNull();
  });
});
