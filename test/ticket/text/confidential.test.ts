import { describe, expect, test } from 'vitest';
import { changed } from '../../../src/ticket/change.ts';
import { confidentially, isSecret, type Sealed, shown, WITHHELD } from '../../../src/ticket/text/confidential.ts';
import type { Ticket } from '../../../src/ticket/ticket.ts';
import { accepted, li, NOON } from '../sample.ts';

const SECRET = 'tangerine';
const by = 'li@desk.example';

/** A ticket with words in every field that can have some. */
const wordy: Required<
  Pick<Ticket, 'findings' | 'work' | 'approvals' | 'followUps' | 'laters' | 'incident' | 'handOver' | 'undoable'>
> &
  Ticket = {
  ...accepted,
  confidential: true,
  subject: SECRET,
  urgencyReason: { source: 'claim', detail: SECRET },
  categoryReason: { source: 'rule', detail: SECRET },
  form: { description: SECRET, errorCode: SECRET, links: [{ url: SECRET }] },
  analysis: { checked: SECRET, current: SECRET, next: SECRET, toCustomer: SECRET },
  findings: [{ checked: SECRET, suspected: SECRET, by, at: NOON }],
  handOver: { why: 'declined', by, words: SECRET },
  work: [{ minutes: 5, resources: SECRET, at: NOON, by, on: 'mail', round: 0 }],
  incident: { number: 'IN1', title: SECRET, since: NOON },
  sideThreads: [
    {
      id: 's1',
      team: '',
      question: SECRET,
      responsible: 'a@b.example',
      askedBy: by,
      dueAt: null,
      answeredAt: null,
      outside: { name: 'A', subject: SECRET, shows: [] },
    },
  ],
  approvals: [
    {
      id: 'a1',
      what: SECRET,
      approvers: [by],
      askedBy: by,
      askedAt: NOON,
      dueAt: NOON,
      answer: { is: 'refused', by, at: NOON, words: SECRET },
    },
  ],
  resolution: {
    cause: SECRET,
    steps: SECRET,
    kind: 'fix',
    workaround: SECRET,
    verified: SECRET,
    resources: SECRET,
    caution: SECRET,
    suggestion: SECRET,
    references: SECRET,
    by,
    at: NOON,
    released: true,
  },
  closing: {
    solution: SECRET,
    handlingMinutes: 1,
    minutesByState: {},
    resources: SECRET,
    confirmedBy: by,
    satisfaction: 3,
  },
  followUps: [{ id: 'f1', by, at: NOON, words: SECRET, remindedAt: null }],
  laters: [{ mailId: 1, by, at: NOON, words: SECRET, overtakenAt: null, toldAt: null }],
  undoable: { version: 1, at: NOON, by, told: [], before: { subject: SECRET }, absent: [] },
};

describe('a confidential ticket where nothing is encrypted', () => {
  test('has no words of anybody', () => expect(JSON.stringify(shown(wordy))).not.toContain(SECRET));
  test('keeps what counts', () =>
    expect(shown(wordy)).toMatchObject({
      number: wordy.number,
      subject: WITHHELD,
      requester: wordy.requester,
      work: [{ minutes: 5 }],
      resolution: { kind: 'fix' },
      closing: { satisfaction: 3 },
    }));
  test('any other is shown as it is', () => {
    const { confidential: _, ...open } = wordy;
    expect(shown(open)).toBe(open);
  });
});

describe('what makes a ticket confidential', () => {
  const change = (ticket: Partial<Ticket>) =>
    changed({ ...accepted, ...ticket }, { at: NOON, event: 'noted', by, detail: '' });
  const secret = { confidential: true as const, subject: WITHHELD };
  const flags = (changes: readonly { readonly ticket: Partial<Ticket> }[], becomesSo = false) =>
    confidentially(
      changes.map(({ ticket }) => change(ticket)),
      () => becomesSo,
    ).map(({ ticket }) => [ticket.confidential === true, ticket.subject === WITHHELD]);

  test.each<[string, readonly { ticket: Partial<Ticket> }[], boolean, readonly boolean[]]>([
    ['a mail that came encrypted', [{ ticket: {} }, { ticket: { number: 'TS2' } }], true, [true, true]],
    ['a mail in the clear', [{ ticket: {} }], false, [false]],
    ['it stays so, whatever comes', [{ ticket: secret }], false, [true]],
    [
      'one that a confidential one is merged into',
      [{ ticket: { ...secret, mergedInto: 'TS2' } }, { ticket: { number: 'TS2' } }],
      false,
      [true, true],
    ],
    [
      'one that is split off a confidential one',
      [{ ticket: { ...secret, number: 'TS1' } }, { ticket: { number: 'TS2', version: 0, linkedTo: ['TS1'] } }],
      false,
      [true, true],
    ],
    ['another ticket of the same mail', [{ ticket: secret }, { ticket: { number: 'TS2' } }], false, [true, false]],
  ])('%s', (_, changes, becomesSo, expected) =>
    expect(flags(changes, becomesSo)).toEqual(expected.map((each) => [each, each])),
  );

  test('copies that wait have none of its words', () => {
    const waiting = { ...change({}), copies: [{ kind: 'note' as const, reader: by, content: { by, words: SECRET } }] };
    expect(JSON.stringify(confidentially([waiting], () => true))).not.toContain(SECRET);
  });
});

describe('whether the words of a mail are for people with a key alone', () => {
  const customer: Sealed['person'] = {
    kind: 'customer',
    address: { name: '', address: 'a@b.example' },
    company: null,
    locale: null,
    gateway: null,
    language: null,
  };
  const staff: Sealed['person'] = { kind: 'staff', staff: li, address: { name: '', address: li.email } };
  const mail = (encrypted: 'opened' | 'no_key' | null) => ({ secrecy: { encrypted, signature: null } });
  const sealed = (change: Partial<Sealed> = {}): Sealed => ({
    mail: mail('opened'),
    person: customer,
    verdict: 'P',
    redeemed: false,
    ...change,
  });
  const open = {};
  const closed = { confidential: true as const };
  test.each<[string, Sealed, typeof open | null, boolean]>([
    ['a customer’s, on a ticket', sealed(), open, true],
    ['a customer’s, on a confidential ticket', sealed(), closed, true],
    ['a customer’s, that opens a ticket', sealed(), null, true],
    ['nobody’s', sealed({ person: null, verdict: 'N' }), open, true],
    ['one in the clear', sealed({ mail: mail(null) }), open, false],
    ['one in the clear, on a confidential ticket', sealed({ mail: mail(null) }), closed, false],
    ['one that nobody here can open', sealed({ mail: mail('no_key') }), open, false],
    ['one without anything round it', sealed({ mail: {} }), null, false],
    ['of the staff, on a ticket: an answer is for the customer', sealed({ person: staff }), open, false],
    ['of the staff, on a confidential ticket', sealed({ person: staff }), closed, true],
    ['of the staff, that opens a ticket', sealed({ person: staff }), null, true],
    ['in the name of the staff, by nobody knows whom', sealed({ person: staff, verdict: 'N' }), open, true],
    ['of the staff, who confirmed it', sealed({ person: staff, verdict: 'N', redeemed: true }), open, false],
    ['forged in the name of the staff', sealed({ person: staff, verdict: 'F' }), open, true],
  ])('%s', (_, incoming, ticket, expected) => expect(isSecret(incoming, ticket)).toBe(expected));
});
