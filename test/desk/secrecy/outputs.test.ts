import { simpleParser } from 'mailparser';
import { generateKey } from 'openpgp';
import { describe, expect, it } from 'vitest';
import { summary } from '../../../src/cli/ticket-json.ts';
import { withheldFacts } from '../../../src/desk/letters/withheld.ts';
import { outsideSubject, ownKeysFor, wayOf, writableTo } from '../../../src/desk/secrecy/closing.ts';
import type { DeskSecrecy } from '../../../src/desk/secrecy/secrecy.ts';
import { webhookBody } from '../../../src/desk/webhooks/body.ts';
import { composeLetter } from '../../../src/letter/compose.ts';
import { LETTER_KINDS, LETTERS } from '../../../src/letter/kinds.ts';
import { readRenderer } from '../../../src/letter/proofread.ts';
import { sampleFacts } from '../../../src/letter/sample/sample.ts';
import type { PrivateKey } from '../../../src/mail/secrecy/secrecy.ts';
import { canonicalAddress } from '../../../src/people/address.ts';
import type { Certificate } from '../../../src/store/certificate.ts';
import type { LetterKind, LetterOrder } from '../../../src/ticket/letters.ts';
import { accepted, CUSTOMER, li, NOON } from '../../ticket/sample.ts';
import { desk, plainMailbox } from '../sample.ts';

const SECRET = 'tangerine';
const ticket = {
  ...accepted,
  confidential: true as const,
  subject: SECRET,
  form: { description: SECRET },
  analysis: { checked: SECRET, current: SECRET, next: SECRET },
  sideThreads: [
    {
      id: 'abc',
      team: 'backend',
      question: SECRET,
      responsible: li.email,
      askedBy: li.email,
      dueAt: null,
      answeredAt: null,
    },
  ],
};
const render = readRenderer(null);

/** An order with the secret in every value and word of it. */
function orderOf(kind: LetterKind, to: string): LetterOrder {
  const { values } = sampleFacts(kind, 'en');
  const secret = Object.fromEntries(
    Object.keys(values ?? {}).map((name) => [name, name === 'sideThread' ? 'abc' : SECRET]),
  );
  return { kind, to: [to], words: SECRET, values: secret } as unknown as LetterOrder;
}

describe('every letter about a confidential ticket, to who has no certificate', () => {
  it.each(LETTER_KINDS)('%s says its number and none of its words', async (kind) => {
    const to = LETTERS[kind].audience === 'staff' ? li.email : CUSTOMER.address;
    const setting = {
      id: '0190aaaa-0000-7000-8000-000000000001',
      mailbox: plainMailbox,
      ticket,
      incident: null,
      order: orderOf(kind, to),
      recipient: { name: 'Reader', address: to },
      thread: {},
    };
    const { bytes, subject, text, html } = await composeLetter(withheldFacts(desk, setting), render);
    const parsed = await simpleParser(Buffer.from(bytes));
    const all = [
      subject,
      text,
      html,
      parsed.subject,
      parsed.text,
      parsed.html,
      ...parsed.attachments.map(({ filename }) => filename),
    ].join('\n');
    expect(all).not.toContain(SECRET);
    expect(all.includes(ticket.number)).toBe(LETTERS[kind].audience !== 'outside');
    expect(parsed.attachments).toEqual([]);
  });
});

describe('how a letter leaves', () => {
  const KEY: PrivateKey = { form: 'openpgp', key: 'key', certificates: [] };
  const own = (change: object = {}) => ({
    ...KEY,
    file: 'f',
    fingerprint: 'f1',
    addresses: ['support@desk.example'],
    expiresAt: null,
    signs: true,
    encrypts: true,
    certificate: 'c',
    ...change,
  });
  const secrecy = (change: Partial<DeskSecrecy> = {}): DeskSecrecy => ({
    keys: [own()],
    authorities: [],
    signsAll: false,
    ...change,
  });
  const certificate = (change: Partial<Certificate> = {}): Certificate => ({
    address: canonicalAddress('a@b.example'),
    fingerprint: 'c1',
    form: 'openpgp',
    name: '',
    issuer: '',
    content: 'C1',
    expiresAt: null,
    firstSeenAt: NOON,
    confirmedAt: NOON,
    confirmedBy: 'x',
    ...change,
  });
  const EXPIRED = { expiresAt: new Date(NOON.getTime() - 1) };
  const leaves = (
    desk: DeskSecrecy | null,
    confidential: boolean,
    certificates: readonly Certificate[],
    from = 'support@desk.example',
  ): string => {
    const { withheld, seal } = wayOf(desk, { confidential, from, certificates, now: NOON });
    const to = seal?.certificates.length ? ` ${seal.form} ${seal.certificates.join('+')}` : '';
    return `${withheld ? 'withheld' : to ? 'encrypted' : 'plain'}${to}${seal?.signer ? ', signed' : ''}`;
  };
  it.each<[string, string, string]>([
    ['without secrecy', leaves(null, false, []), 'plain'],
    ['confidential, once secrecy was taken out of the configuration', leaves(null, true, [certificate()]), 'withheld'],
    ['to nobody’s certificate', leaves(secrecy(), false, []), 'plain'],
    ['to nobody’s certificate, all signed', leaves(secrecy({ signsAll: true }), false, []), 'plain, signed'],
    ['confidential, to nobody’s certificate', leaves(secrecy(), true, []), 'withheld'],
    [
      'confidential, to nobody’s certificate, all signed',
      leaves(secrecy({ signsAll: true }), true, []),
      'withheld, signed',
    ],
    ['to a certificate', leaves(secrecy(), false, [certificate()]), 'encrypted openpgp C1, signed'],
    ['confidential, to a certificate', leaves(secrecy(), true, [certificate()]), 'encrypted openpgp C1, signed'],
    ['confidential, to one that has expired', leaves(secrecy(), true, [certificate(EXPIRED)]), 'withheld'],
    [
      'to one of a form the desk has no key of',
      leaves(secrecy(), true, [certificate({ form: 'smime' })]),
      'encrypted smime C1',
    ],
    ['from a mailbox that no key names', leaves(secrecy({ signsAll: true }), false, [], 'other@desk.example'), 'plain'],
    [
      'with a key of the desk that has expired',
      leaves(secrecy({ keys: [own(EXPIRED)], signsAll: true }), false, []),
      'plain',
    ],
    [
      'with a key of the desk that is not made to sign',
      leaves(secrecy({ keys: [own({ signs: false })], signsAll: true }), false, []),
      'plain',
    ],
    [
      'to two of one form, and an older one of another',
      leaves(secrecy(), true, [
        certificate({ form: 'smime', content: 'S', confirmedAt: new Date(0) }),
        certificate({ content: 'C2', confirmedAt: new Date(1) }),
        certificate(),
      ]),
      'encrypted openpgp C1+C2, signed',
    ],
  ])('%s', (_, way, expected) => expect(way).toBe(expected));

  it('is encrypted to what is made for it: who only signs is no reason to withhold it', async () => {
    const made = async (options: object) =>
      (await generateKey({ userIDs: [{ email: 'a@b.example' }], format: 'armored', date: NOON, ...options })).publicKey;
    const [both, signs] = await Promise.all([made({}), made({ subkeys: [{ sign: true }] })]);
    const all = [both, signs, 'none'].map((content) => certificate({ content }));
    const writable = await writableTo(all, new Date(NOON.getTime() + 1_000));
    expect(writable.map(({ content }) => content)).toEqual([both]);
    expect(leaves(secrecy(), false, await writableTo([certificate({ content: signs })], NOON))).toBe('plain');
  });

  it.each([
    ['with one to encrypt to', { encrypts: true, signs: false }, ['desk.asc']],
    ['not with one that only signs', { encrypts: false, signs: true }, []],
  ])('goes with the keys of the desk %s', (_, more, names) => {
    const keys = ownKeysFor(secrecy({ keys: [own(more)] }), 'support@desk.example', NOON);
    expect(keys.map(({ name }) => name)).toEqual(names);
  });

  it.each([
    ['[TS20261126001] The secret', '[TS20261126001] [...]'],
    ['The secret', '[...]'],
    ['[the secret word] x', '[...]'],
  ])('outside of %s stands %s', (subject, outside) => expect(outsideSubject(subject)).toBe(outside));
});

describe('a list at the command line', () => {
  it('has nothing that anybody wrote', () => {
    const urgencyReason = { source: 'claim', detail: SECRET } as const;
    const listed = summary({ ...ticket, urgencyReason }, desk as never);
    expect(JSON.stringify(listed)).not.toContain(SECRET);
    expect(listed).toMatchObject({
      number: ticket.number,
      subject: '[...]',
      urgencyReason: 'claim',
      confidential: true,
    });
  });
});

describe('a webhook', () => {
  it('is told nothing of the words, whatever it may have', () => {
    const said = [{ ticketId: ticket.id, visibility: 'public', direction: 'in', text: SECRET }] as never;
    const entry = { at: NOON, event: 'received', by: CUSTOMER.address, detail: SECRET };
    const letters = [{ kind: 'public_reply', to: [CUSTOMER.address], words: SECRET, values: { by: '' } }] as const;
    const event = { type: 'ticket.received', entry, ticket, said, letters } as const;
    const body = webhookBody(event, ['people', 'words'], desk.directory);
    expect(body).not.toContain(SECRET);
    expect(body).toContain(ticket.number);
  });
});
