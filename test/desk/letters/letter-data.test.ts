import { describe, expect, it } from 'vitest';
import { type LetterMaterial, letterData, type Story } from '../../../src/desk/letters/letter-data.ts';
import { LETTER_KINDS, LETTERS, type Section } from '../../../src/letter/kinds.ts';
import { sampleFacts } from '../../../src/letter/sample/sample.ts';
import type { LetterKind, LetterOrder } from '../../../src/ticket/letters.ts';
import { addresses } from '../../people/sample.ts';
import { accepted, CUSTOMER, NOON } from '../../ticket/sample.ts';
import { desk, file, incoming, plainMailbox, plusMailbox } from '../sample.ts';

const said = (words: string) => ({ from: CUSTOMER, at: NOON, words, text: `${words}\n> quoted`, attachments: [] });
const files = (name: string) => ({ forwarded: [file(name)], withheld: [] });
const story: Story = {
  entries: [said('first'), said('second')],
  customer: { company: 'X', ticketsBefore: 1, openTickets: 1, lastSatisfaction: null },
  resolutionFiles: files('solution.txt'),
  allFiles: files('all.txt'),
};
const article = { number: 12, title: 'A', steps: 's', score: 0.5, confident: false };
const known = { articles: [article, { ...article, title: 'B', confident: true }], pastTickets: [], alike: [] };
const answer = { articles: [{ ...article, title: 'answer' }], pastTickets: [], alike: [] };
const mail = {
  from: addresses('zhang@customer.example'),
  reply: 'new words',
  text: 'whole',
  html: '<p>whole</p>',
  attachments: [file('mail.txt'), { ...file('logo.png'), inline: true }],
};
const whole: LetterMaterial = {
  ticket: { ...accepted, version: 3 },
  incoming: incoming({ mail }),
  story,
  known,
  answer,
  report: null,
};
const nothing: LetterMaterial = { ticket: null, incoming: null, story: null, known: null, answer: null, report: null };

const order = (kind: LetterKind, more: object = {}): LetterOrder => ({ kind, to: ['a@x'], ...more }) as LetterOrder;
const shown = (kind: LetterKind, material = whole, more: object = {}) =>
  letterData(desk, material, order(kind, more), { name: '', address: 'a@x' });

/** What a section fills, by name, where all there may be was loaded. */
const FILLS: Readonly<Partial<Record<Section, readonly string[]>>> = {
  reply: ['words'],
  original: ['original'],
  problem: ['words', 'original'],
  hours: ['workingHours'],
  received: ['received'],
  background: ['customer', 'since'],
  similar: ['articles', 'pastTickets', 'alike'],
  article: ['articles'],
  answer: ['articles', 'pastTickets'],
  since: ['since'],
};
const hoursKept = {
  ...desk,
  policy: { ...desk.policy, calendar: { kind: 'hours', hours: {}, holidays: [], workdays: [], timezone: 'UTC' } },
};

describe.each(LETTER_KINDS)('%s', (kind) => {
  it('shows what its row says, and nothing else of what was loaded', () => {
    const { shows, decides, autoSubmitted } = LETTERS[kind];
    const expected = new Set([
      ...shows.flatMap((section) => FILLS[section] ?? []),
      ...(autoSubmitted === null ? [] : ['hops']),
      ...(decides === undefined ? [] : ['addresses', ...(decides === 'challenge' ? ['ref'] : [])]),
    ]);
    const material = { ...whole, incoming: incoming({ mail, mailbox: plusMailbox }) };
    if (desk.policy.calendar.kind === 'always') expected.delete('workingHours');
    expect(new Set(Object.keys(shown(kind, material)))).toEqual(expected);
  });
  it('shows nothing of a mail or a ticket that is not there', () => {
    expect(shown(kind, nothing)).toEqual({});
  });
});

describe('the words of a letter', () => {
  it('are those of its order, before those of the mail or the problem', () => {
    expect(shown('transcript').words).toBe('new words');
    expect(shown('dispatch').words).toBe('first');
    expect('words' in shown('supervisor_notice', whole, { words: 'asked' })).toBe(false);
    expect('words' in shown('third_party_reply', whole, { words: 'theirs' })).toBe(false);
  });
  it('stand above the whole mail: as it was laid out for the mail at hand, as text for an older one', () => {
    expect(shown('dispatch').original).toEqual({ from: CUSTOMER, text: 'first\n> quoted', html: null });
    const opening = { ...whole, ticket: { ...accepted, version: 0 } };
    expect(shown('dispatch', opening).original?.html).toBe('<p>whole</p>');
    expect(shown('relay').original).toEqual({ from: incoming({ mail }).from, text: 'whole', html: '<p>whole</p>' });
  });
  it('of those who are told the background are followed by what was written since', () => {
    expect(shown('dispatch').since?.map(({ words, byStaff }) => [words, byStaff])).toEqual([['second', false]]);
    const entries = [
      said('first'),
      said('still open'),
      { ...said('a note'), from: addresses('li@desk.example')[0] ?? CUSTOMER },
    ];
    const escalated = { ...accepted, version: 3, handOver: { why: 'escalated', by: '', words: '' } } as const;
    const data = shown('dispatch', { ...whole, ticket: escalated, story: { ...story, entries } });
    expect(data.since?.map(({ byStaff }) => byStaff)).toEqual([false, true]);
    expect(data.latest?.words).toBe('still open');
  });
});

describe('attachments', () => {
  it.each<[LetterKind, boolean, readonly string[] | undefined]>([
    ['relay', true, ['mail.txt', 'logo.png']],
    ['relay', false, undefined],
    ['dispatch', true, ['all.txt']],
    ['side_thread_question', true, ['all.txt']],
    ['dispatch', false, undefined],
    ['resolution', true, ['solution.txt']],
    ['resolution', false, undefined],
  ])('go along with %s when the order says so (%s): %j', (kind, withAttachments, names) => {
    expect(shown(kind, whole, { withAttachments }).attachments?.map(({ name }) => name)).toEqual(names);
  });
  it('of the mail go along where no files of the ticket or the solution were loaded', () => {
    const material = { ...whole, story: { ...story, allFiles: null, resolutionFiles: null } };
    for (const kind of ['dispatch', 'resolution'] as const)
      expect(shown(kind, material, { withAttachments: true }).attachments?.map(({ name }) => name)).toEqual([
        'mail.txt',
        'logo.png',
      ]);
  });
  it('that were received are named in an acknowledgement, but for those that belong to the layout', () => {
    expect(shown('acknowledgement').received).toEqual(['mail.txt']);
  });
});

describe('knowledge', () => {
  it.each<[LetterKind, readonly string[] | undefined]>([
    ['dispatch', ['A', 'B']],
    ['acknowledgement', ['B']],
    ['knowledge', ['answer']],
    ['relay', undefined],
  ])('in %s is %j', (kind, titles) => {
    expect(shown(kind).articles?.map(({ title }) => title)).toEqual(titles);
  });
});

describe('what an answer decides', () => {
  const at = (mailbox: typeof plusMailbox, more: object = {}) => ({
    ...whole,
    incoming: incoming({ mail, mailbox, ...more }),
  });
  it('is confirmed at an address of its own, or by the ref line without plus-addressing', () => {
    const plus = shown('challenge', at(plusMailbox));
    expect(plus.addresses?.confirm).toBe(`support+${plus.ref}@desk.example`);
    const plain = shown('challenge', at(plainMailbox));
    expect([plain.addresses?.confirm, typeof plain.ref]).toEqual([plainMailbox.address, 'string']);
  });
  it('is not offered for a mail that is forged', () => {
    const forged = shown('held_alert', at(plusMailbox, { verdict: 'F' }));
    expect([forged.addresses, forged.ref]).toEqual([undefined, undefined]);
  });
  it('is let go by a reply, whose token is in the address or in the ref line', () => {
    expect(shown('third_party_reply', at(plusMailbox)).addresses?.reply).toMatch(/^support\+/);
    const plain = shown('third_party_reply', at(plainMailbox));
    expect([plain.addresses, typeof plain.ref]).toEqual([undefined, 'string']);
  });
});

it('a transcript is that of the order', () => {
  const lines = sampleFacts('transcript', 'en').transcript;
  expect(shown('transcript', whole, { lines }).transcript).toBe(lines);
});

it('an acknowledgement says when people are there, in the customer’s language', () => {
  const data = letterData(
    hoursKept as typeof desk,
    { ...whole, ticket: { ...accepted, locale: 'en' } },
    order('acknowledgement'),
    CUSTOMER,
  );
  expect(data.workingHours).toMatchObject({ hours: {}, nextHoliday: { name: "New Year's Day", first: '2027-01-01' } });
});
