import { describe, expect, it } from 'vitest';
import {
  type Cause,
  factsOf,
  isLimited,
  type LetterSetting,
  threadOf,
  type Wanted,
  withinDay,
} from '../../../src/desk/letters/letter-facts.ts';
import { viewOf } from '../../../src/letter/view/view.ts';
import { canonicalAddress, limitKey } from '../../../src/people/address.ts';
import type { LetterKind, LetterOrder } from '../../../src/ticket/letters.ts';
import type { TicketEvent } from '../../../src/ticket/states.ts';
import { accepted, at, CUSTOMER, h, li, NOON, progresses, resolves, says, upon } from '../../ticket/sample.ts';
import { desk, plainMailbox, plusMailbox } from '../sample.ts';

const wanted = (kind: LetterKind, address: string): Wanted => ({
  order: { kind, to: [address] } as LetterOrder,
  address,
});

describe('automatic letters to the customer of a ticket in a day', () => {
  it.each<[LetterKind, boolean]>([
    ['news', true],
    ['acknowledgement', true],
    ['closing', true],
    ['public_reply', false],
    ['resolution', false],
    ['reminder', false],
    ['transcript', false],
  ])('%s counts: %s', (kind, limited) => expect(isLimited(wanted(kind, 'a@x'))).toBe(limited));

  const kept = (sent: Record<string, number>, limit: number, ...letters: Wanted[]): readonly string[] =>
    withinDay(
      letters,
      new Map(Object.entries(sent).map(([address, count]) => [limitKey(address), count])),
      limit,
    ).allowed.map(({ order, address }) => `${order.kind}→${address}`);

  it('are sent up to the limit, those of the same moment counted', () => {
    expect(kept({ 'a@x': 1 }, 3, wanted('news', 'a@x'), wanted('closing', 'a@x'), wanted('reopened', 'a@x'))).toEqual([
      'news→a@x',
      'closing→a@x',
    ]);
  });
  it('are counted for each address by itself, and hold up no other letter', () => {
    const letters = [
      wanted('news', 'a@x'),
      wanted('news', 'b@x'),
      wanted('public_reply', 'a@x'),
      wanted('relay', 'a@x'),
    ];
    expect(kept({ 'a@x': 3 }, 3, ...letters)).toEqual(['news→b@x', 'public_reply→a@x', 'relay→a@x']);
    expect(withinDay(letters, new Map([[limitKey('a@x'), 3]]), 3).limited).toEqual([letters[0]]);
  });
  it('count by the inbox, however its address is spelled', () => {
    expect(kept({ 'a@x': 1 }, 2, wanted('news', 'A+1@x'), wanted('closing', 'a+2@X.'))).toEqual(['news→A+1@x']);
  });
  it('know no limit at 0', () => {
    expect(kept({ 'a@x': 1000 }, 0, wanted('news', 'a@x'))).toEqual(['news→a@x']);
  });
});

describe('the conversation a letter joins in its reader’s mail program', () => {
  const cause: Cause = { mailId: 7, messageId: '<m>', references: ['<r>'], from: CUSTOMER };
  const heads = new Map([
    [canonicalAddress('zhang@customer.example'), '<head>'],
    [canonicalAddress('li@desk.example'), '<for li>'],
  ]);
  it.each<[string, Cause | null, string, object]>([
    ['their own mail', cause, CUSTOMER.address, { inReplyTo: '<m>', references: ['<r>'] }],
    ['their own mail, whatever its case', cause, 'ZHANG@customer.example', { inReplyTo: '<m>', references: ['<r>'] }],
    [
      'the newest letter they have, after the mail of another',
      cause,
      'Li@desk.example',
      { inReplyTo: '<for li>', references: [] },
    ],
    ['the newest letter they have, by the clock', null, CUSTOMER.address, { inReplyTo: '<head>', references: [] }],
    ['none', cause, 'chen@desk.example', {}],
  ])('is that of %s', (_case, from, address, thread) => {
    expect(threadOf(from, { name: '', address }, heads)).toEqual(thread);
  });
});

describe('the facts of a letter', () => {
  const setting = (more: Partial<LetterSetting> = {}): LetterSetting => ({
    id: '0190a000-0000-7000-8000-0123456789ab',
    mailbox: plusMailbox,
    ticket: accepted,
    incident: null,
    order: { kind: 'public_reply', to: [CUSTOMER.address], words: '好了', values: { by: li.email } },
    recipient: CUSTOMER,
    thread: {},
    ...more,
  });
  const help: LetterOrder = { kind: 'help', to: [li.email] };
  const toStaff = { order: help, recipient: { name: li.name, address: li.email } };

  it('are those of the order, the ticket and the desk', () => {
    expect(factsOf(desk, setting({ thread: { inReplyTo: '<m>' } }), {})).toMatchObject({
      kind: 'public_reply',
      words: '好了',
      values: { by: li.email },
      ticket: { number: accepted.number },
      now: NOON,
      inReplyTo: '<m>',
      desk: { address: plusMailbox.address },
      names: { [li.email]: li.name },
    });
  });
  it('are in the language and the time zone of a customer', () => {
    const ticket = { ...accepted, locale: 'zh-CN', timezone: 'Asia/Tokyo' };
    expect(factsOf(desk, setting({ ticket }), {})).toMatchObject({ locale: 'zh-CN', timezone: 'Asia/Tokyo' });
    expect(factsOf(desk, setting({ ticket: { ...ticket, timezone: null } }), {}).timezone).toBe(
      desk.config.desk.timezone,
    );
  });
  it('are in the desk’s language and time zone for the staff, whatever the customer’s', () => {
    const ticket = { ...accepted, locale: 'zh-CN', timezone: 'Asia/Tokyo' };
    expect(factsOf(desk, setting({ ...toStaff, ticket }), {})).toMatchObject({
      locale: desk.config.desk.locale,
      timezone: desk.config.desk.timezone,
      readerRoles: li.roles,
    });
  });
  it('have an address for each answer, where the mailbox has plus-addressing', () => {
    const { addresses } = factsOf(desk, setting(), {});
    const all = Object.values(addresses);
    expect(Object.keys(addresses)).toEqual(['reply', 'undo', 'solved', 'stillOpen']);
    expect(new Set(all).size).toBe(4);
    for (const address of all) expect(address).toMatch(/^support\+[a-z2-9]+@desk\.example$/);
  });
  it('have the mailbox itself without it', () => {
    const { addresses, bounceAddress } = factsOf(desk, setting({ mailbox: plainMailbox }), {});
    expect(addresses).toEqual({ reply: plainMailbox.address, undo: plainMailbox.address });
    expect(bounceAddress).toBeNull();
  });
  const titled = { ...li, title: '高级工程师', phone: '010-5550-0100' };
  const namesake = { ...li, email: 'li2@desk.example', title: '实习生', phone: '' };
  const team = { ...desk, directory: { ...desk.directory, staff: [namesake, titled] } };
  const outward = new Set(['public_reply', 'question', 'resolution', 'progress_to_customer', 'outside_question']);
  const sentBy = (event: TicketEvent): readonly LetterOrder[] =>
    upon(accepted, event, at(NOON, { progressToCustomer: 'always' })).letters.filter(({ kind }) => outward.has(kind));
  const outsider = { address: { name: 'Vendor', address: 'v@vendor.example' }, shows: [] };
  it.each<[string, TicketEvent]>([
    ['public_reply', { name: 'reply', ...says(li) }],
    ['question', { name: 'ask', ...says(li) }],
    ['progress_to_customer', progresses(li)],
    ['resolution', resolves(li)],
    ['outside_question', { name: 'involve_outside', by: li, outsider, question: '驱动？', dueAt: h(4) }],
  ])('name whose words they carry, with title and telephone, never their namesake’s: %s', (kind, event) => {
    const order = sentBy(event).find((each) => each.kind === kind);
    if (order === undefined) throw new Error(`no ${kind}`);
    const told = factsOf(team, setting({ order }), {});
    expect(told.speaker).toEqual({ name: li.name, title: '高级工程师', phone: '010-5550-0100' });
    const view = viewOf(told);
    expect([view.values.by, view.signature]).toEqual([li.name, '高级工程师 · 010-5550-0100']);
    const { directory } = desk;
    const left = factsOf({ ...desk, directory: { ...directory, staff: [namesake] } }, setting({ order }), {});
    expect([left.speaker, viewOf(left).values.by]).toEqual([undefined, '']);
  });
  it('are overruled by what the letter shows, address by address', () => {
    const { addresses, ref } = factsOf(desk, setting(), { ref: 'own', addresses: { confirm: 'c@x' } });
    expect([ref, addresses.confirm, addresses.reply.startsWith('support+')]).toEqual(['own', 'c@x', true]);
  });
  it('name the letter in its Message-ID, which carries a token', () => {
    expect(factsOf(desk, setting(), {}).messageId).toMatch(/^<[a-z2-9.]+0123456789ab@desk\.example>$/);
  });
});
