import { describe, expect, it } from 'vitest';
import { type Decision, fileAs } from '../../src/desk/decision.ts';
import type { Written } from '../../src/desk/letters/letters.ts';
import {
  announcedBy,
  causingMail,
  customersOf,
  flatten,
  ledgerEntry,
  messageIn,
  messageOut,
  nextVersion,
  referencesIn,
  referencesOut,
  saidSafely,
} from '../../src/desk/records.ts';
import { changed } from '../../src/ticket/change.ts';
import type { LetterKind } from '../../src/ticket/letters.ts';
import type { Outcome } from '../../src/ticket/mail-outcome.ts';
import { addresses } from '../people/sample.ts';
import { accepted, CUSTOMER, li, NOON } from '../ticket/sample.ts';
import { file, incoming } from './sample.ts';

const written = (kind: LetterKind, ticketId: string | null = 't'): Written =>
  ({
    letter: { kind, text: 'words' },
    row: { id: 'l', ticketId, mailbox: 'support', mailId: 7, createdAt: NOON, messageId: '<l@desk.example>' },
  }) as Written;

describe('a change', () => {
  it('comes with those it brings along, and theirs', () => {
    const [a, b, c] = ['a', 'b', 'c'].map((id) => changed({ ...accepted, id }, []));
    if (a === undefined || b === undefined || c === undefined) throw new Error('no changes');
    const all = flatten([{ ...a, also: [{ ...b, also: [c] }] }]);
    expect(all.map(({ ticket }) => ticket.id)).toEqual(['a', 'b', 'c']);
  });
  it('is the next version of its ticket', () => {
    expect(nextVersion(changed({ ...accepted, version: 4 }, [])).ticket.version).toBe(5);
  });
});

describe('what a letter answers', () => {
  it.each<[string, readonly string[], readonly string[], readonly string[]]>([
    ['its References', ['<a>', '<b>'], ['<c>'], ['<a>', '<b>']],
    ['without them its one In-Reply-To', [], ['<c>'], ['<c>']],
    ['of several, which name no parent, none', [], ['<c>', '<d>'], []],
    ['nothing', [], [], []],
  ])('is the mail, with %s', (_case, references, inReplyTo, thread) => {
    const mail = { from: addresses('zhang@customer.example'), messageId: '<m>', references, inReplyTo };
    expect(causingMail(incoming({ mail }), null)).toMatchObject({ mailId: 7, messageId: '<m>', references: thread });
  });
  it('is nothing where the mail names no sender', () => {
    expect(causingMail({ ...incoming(), from: null }, null)).toBeNull();
  });
});

describe('what secret words leave on a ticket', () => {
  const SEALED = { secrecy: { encrypted: 'opened', signature: null } } as const;
  const plain = accepted;
  const confidential = { ...accepted, confidential: true as const };
  const other = { ...accepted, id: 'another' };
  const said = {
    ticketId: plain.id,
    visibility: 'internal',
    from: CUSTOMER,
    text: 'tangerine',
    fullText: 'tangerine',
    withAttachments: true,
  } as const;
  const left = (
    given: Parameters<typeof incoming>[0],
    ticket: typeof plain | null,
    changes: readonly (typeof plain)[],
  ): string =>
    JSON.stringify(
      saidSafely(
        incoming(given),
        { said: [said], ticket },
        changes.map((each) => changed(each, [])),
      ).map(({ text, fullText, withAttachments }) => [text, fullText, withAttachments]),
    );
  const WORDS = '[["tangerine","tangerine",true]]';
  const NONE = '[["[...]",null,false]]';
  it.each<[string, string, string]>([
    ['in the clear, of a machine', left({}, plain, []), WORDS],
    ['encrypted, of a machine: the ticket does not change', left({ mail: SEALED }, plain, []), NONE],
    ['encrypted, on a confidential ticket', left({ mail: SEALED }, confidential, []), WORDS],
    ['encrypted, on one that becomes confidential', left({ mail: SEALED }, plain, [confidential]), WORDS],
    ['encrypted, on one that is not named', left({ mail: SEALED }, null, []), NONE],
    [
      'encrypted, on another than is named',
      left({ mail: SEALED }, { ...other, confidential: true } as never, []),
      NONE,
    ],
    ['encrypted, of the staff', left({ mail: { ...SEALED, from: addresses(li.email) } }, plain, [plain]), WORDS],
    [
      'encrypted, in the name of the staff',
      left({ mail: { ...SEALED, from: addresses(li.email) }, verdict: 'N' }, plain, [plain]),
      NONE,
    ],
  ])('%s', (_, kept, expected) => expect(kept).toBe(expected));
});

describe('the entry of the ledger', () => {
  it.each([
    [{}, null],
    [{ redeemed: true }, 'held'],
    [{ released: true }, 'quarantined'],
  ] as const)('says what a mail was that is decided again: %j', (given, was) => {
    expect(ledgerEntry(incoming(given), fileAs('ignored', 'own_mail'), ['step'], NOON)).toMatchObject({
      mailId: 7,
      was,
      outcome: 'ignored',
      ticketId: null,
      steps: ['step'],
      decidedAt: NOON,
    });
  });
});

describe('what the conversation keeps', () => {
  const said = {
    ticketId: 't',
    visibility: 'public',
    from: CUSTOMER,
    text: 'new',
    fullText: null,
    withAttachments: true,
  } as const;
  it('of a mail are its words, and its attachments where they count', () => {
    const mail = { attachments: [file('a.txt')] };
    expect(messageIn(incoming({ mail }), said)).toMatchObject({
      direction: 'in',
      mailId: 7,
      letterId: null,
      text: 'new',
      attachments: [{ name: 'a.txt' }],
    });
    expect(messageIn(incoming({ mail }), { ...said, withAttachments: false }).attachments).toEqual([]);
  });
  it.each<[LetterKind, string | null, number]>([
    ['public_reply', 't', 1],
    ['acknowledgement', 't', 1],
    ['relay', 't', 0],
    ['collected_acknowledgement', null, 0],
  ])('of letters is what the customer was sent about a ticket: %s about %s', (kind, ticketId, kept) => {
    expect(messageOut(written(kind, ticketId))).toHaveLength(kept);
  });
});

describe('by which Message-IDs later mail finds the ticket', () => {
  const ids = (outcome: Outcome, given: Parameters<typeof incoming>[0] = {}): readonly string[] =>
    referencesIn(
      incoming({ ticket: accepted, ...given, mail: { messageId: '<m>', inReplyTo: ['<r>'], ...given.mail } }),
      { outcome, ticket: accepted },
    ).map(({ messageId }) => messageId);

  it.each<[Outcome, readonly string[]]>([
    ['appended', ['<m>', '<r>']],
    ['command', ['<m>', '<r>']],
    ['refused', ['<m>', '<r>']],
    ['ticketed', ['<m>']],
    ['quarantined', []],
    ['held', []],
    ['ignored', []],
    ['bounce', []],
    ['duplicate', []],
  ])('%s: its own, and the one it answers under which a letter arrived', (outcome, expected) => {
    expect(ids(outcome)).toEqual(expected);
  });
  it('takes over no Message-ID on less than a token of its own sender', () => {
    expect(ids('appended', { level: 'E3' })).toEqual(['<m>']);
    expect(ids('appended', { borrowed: true })).toEqual(['<m>']);
  });
  it('takes over none that is known', () => {
    const candidates = [{ ticket: accepted, messageIds: new Set(['<r>']) }];
    expect(ids('appended', { candidates })).toEqual(['<m>']);
  });
  it('takes over the first of several only, and lends none it has not', () => {
    expect(ids('appended', { mail: { messageId: null, inReplyTo: ['<r>', '<s>'] } })).toEqual(['<r>']);
  });
  it('belongs to a ticket', () => {
    expect(referencesIn(incoming({ mail: { messageId: '<m>' } }), { outcome: 'refused', ticket: null })).toEqual([]);
  });
  it('are those of its letters too', () => {
    expect(referencesOut([written('relay'), written('help', null)])).toEqual([
      { messageId: '<l@desk.example>', ticketId: 't' },
    ]);
  });
});

describe('what a mail tells of its sender', () => {
  const told = (outcome: Decision['outcome'], mail: Parameters<typeof incoming>[0] = {}) =>
    customersOf(incoming(mail), { outcome });
  const mail = { from: addresses('Zhang@Customer.example'), language: 'zh' as const, form: { company: '大客户' } };

  it('is kept of a customer who was heard', () => {
    expect(told('ticketed', { mail })).toMatchObject([
      { address: { address: 'zhang@customer.example' }, company: '大客户', seenAt: NOON },
    ]);
    expect(told('appended', { mail })).toHaveLength(1);
  });
  it.each<Outcome>(['quarantined', 'ignored', 'refused', 'duplicate'])(
    'is not kept of a mail that was %s',
    (outcome) => {
      expect(told(outcome, { mail })).toEqual([]);
    },
  );
  it('is not kept of the staff', () => {
    expect(told('ticketed', { mail: { from: addresses('li@desk.example') } })).toEqual([]);
  });
  it.each<[string, Parameters<typeof incoming>[0], unknown]>([
    ['is what its edges are', {}, { organisation: 'customer.example', blocks: ['b'] }],
    ['is nothing of them without proof', { verdict: 'N' }, null],
    ['is nothing of them where staff let it go', { released: true }, null],
    ['is nothing of them where it does not count', { edges: { blocks: ['b'], counted: null } }, null],
    ['is nothing of them in a form', { mail: { ...mail, from: addresses('form@website.example') } }, null],
  ])('%s', (_, given, edges) => {
    const from = addresses('zhang@mail.customer.example');
    const counted = { blocks: ['b', 'c'], counted: ['b'] };
    expect(told('ticketed', { mail: { ...mail, from }, edges: counted, ...given })[0]?.edges).toEqual(edges);
  });
  it('leaves a language out that could not be told', () => {
    expect(told('ticketed', { mail: { ...mail, language: 'und', languageCertain: false } })[0]?.locale).toBeNull();
  });
});

describe('a letter that asks the staff to decide a mail', () => {
  it.each<[LetterKind, readonly number[]]>([
    ['challenge', [7]],
    ['held_alert', [7]],
    ['third_party_reply', [7]],
    ['relay', []],
    ['quarantine_notice', []],
  ])('%s makes a collected notice of it needless: %j', (kind, announced) => {
    expect(announcedBy([written(kind)], incoming())).toEqual(announced);
  });
});
