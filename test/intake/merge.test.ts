import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { MailContext } from '../../src/intake/context.ts';
import { decideStaffMail, staffNeeds } from '../../src/intake/staff.ts';
import { isPublicProvider, organizationalDomain, sameAddress } from '../../src/people/address.ts';
import type { Customer, Staff } from '../../src/people/person.ts';
import type { TicketEvent } from '../../src/ticket/states.ts';
import type { Participant, Ticket } from '../../src/ticket/ticket.ts';
import { accepted, chen, closed, li, opened, policy, upon, wang } from '../ticket/sample.ts';
import { byStaff, lettersIn, sampleContext } from './sample.ts';

const TARGET: Ticket = { ...opened({ id: 'b', number: 'TS20261123002' }), assignee: li.email };
const THIRD: Ticket = { ...opened({ id: 'c', number: 'TS20261123003' }), assignee: li.email };

type Given = Parameters<typeof sampleContext>[0] & { readonly by?: Staff };
const merging = (commands: readonly string[], { by = li, ...more }: Given = {}): MailContext =>
  sampleContext({
    ticket: accepted,
    tickets: [TARGET, THIRD],
    ...more,
    mail: { ...byStaff(by, ...commands), ...more.mail },
  });
const linesOf = (context: MailContext): readonly string[] =>
  decideStaffMail(context).changes.flatMap(({ letters }) =>
    letters.flatMap(({ lines = [] }) =>
      lines.map(({ done, result, detail }) => [done ? 'done' : 'not', result, detail].filter(Boolean).join(' ')),
    ),
  );

describe('the ticket that a merge names', () => {
  it.each([
    ['as letters write it', 'TS20261123002'],
    ['in brackets', '[TS20261123002]'],
    ['in small letters', 'ts20261123002'],
    ['in full width', 'ＴＳ２０２６１１２３００２'],
    ['with a dash', 'TS-20261123002'],
    ['without its prefix', '20261123002'],
    ['twice', 'TS20261123002 [ts20261123002]'],
    ['in a sentence', 'into TS20261123002, please'],
  ])('is found %s', (_, argument) => {
    const context = merging([`merge ${argument}`]);
    expect(staffNeeds(context).ticketNumbers).toEqual(['TS20261123002']);
    expect(linesOf(context)).toEqual(['done merge TS20261123002']);
  });

  it.each([
    ['two tickets', 'TS20261123002 TS20261123003', 'not no_such_ticket TS20261123002 TS20261123003'],
    ['none', 'the other one', 'not no_such_ticket the other one'],
    ['nothing', '', 'not no_such_ticket'],
    ['one of another desk', 'XY20261123002', 'not no_such_ticket XY20261123002'],
    ['one that is not there', 'TS20261123009', 'not no_such_ticket TS20261123009'],
    ['itself', accepted.number, 'not no_such_ticket TS20261123001'],
  ])('is not %s', (_, argument, line) => {
    const context = merging([`merge ${argument}`]);
    expect(linesOf(context)).toEqual([line]);
    expect(decideStaffMail(context).outcome).toBe('refused');
  });

  it.each<[string, Ticket, Staff, string]>([
    ['closed', { ...closed, id: 'b', number: 'TS20261123002' }, wang, 'not target_ended TS20261123002'],
    [
      'merged already',
      { ...TARGET, state: 'merged', mergedInto: 'TS20261123003' },
      wang,
      'not target_ended TS20261123002',
    ],
    ['of somebody else', { ...TARGET, assignee: chen.email, follower: null }, li, 'not target_not_yours TS20261123002'],
    ['the very same', { ...accepted, number: 'TS20261123002' }, wang, 'not same_ticket TS20261123002'],
  ])('is not one that is %s', (_, target, by, line) => {
    expect(linesOf(merging(['merge TS20261123002'], { by, tickets: [target] }))).toEqual([line]);
  });
});

describe('a ticket is merged once', () => {
  it('two merges in one mail are none', () => {
    const context = merging(['merge TS20261123002', 'merge TS20261123003']);
    expect(linesOf(context)).toEqual(['not held_back', 'not merged TS20261123002']);
    expect(decideStaffMail(context).changes.map(({ ticket }) => ticket)).toEqual([accepted]);
  });
  it('nor back from where it went', () => {
    const there: Ticket = { ...accepted, state: 'merged', mergedInto: TARGET.number };
    const back = merging([`merge ${accepted.number}`], { ticket: TARGET, tickets: [there] });
    expect(linesOf(back)).toEqual([`not target_ended ${accepted.number}`]);
  });
  it.each(['N', 'F'] as const)('not by a mail that is %s', (verdict) => {
    expect(decideStaffMail(merging(['merge TS20261123002'], { verdict })).changes).toEqual([]);
  });
});

describe('several tickets into one, by one mail', () => {
  const other: Ticket = opened({
    id: 'd',
    number: 'TS20261123004',
    requester: { name: '', address: 'qian@customer.example' },
  });
  const bulk: Given = {
    by: wang,
    redeemed: true,
    candidates: [accepted, other].map((ticket) => ({ ticket, messageIds: new Set<string>() })),
    mail: { ticketNumbers: { subject: [accepted.number, other.number], quoted: [] } },
  };
  const into: Ticket = opened({
    id: 'b',
    number: 'TS20261123002',
    requester: { name: '', address: 'boss@customer.example' },
  });

  it('bring all their people, in one change of each', () => {
    const decision = decideStaffMail(merging(['merge TS20261123002'], { ...bulk, tickets: [into] }));
    expect(decision.changes.map(({ ticket }) => `${ticket.id} ${ticket.state}`).toSorted()).toEqual([
      'a merged',
      'b assigned',
      'd merged',
    ]);
    const target = decision.changes.find(({ ticket }) => ticket.id === 'b');
    expect(target?.history.map(({ event, detail }) => `${event} ${detail}`)).toEqual([
      `absorbed ${accepted.number}`,
      `absorbed ${other.number}`,
    ]);
    expect(target?.ticket.linkedTo).toEqual([accepted.number, other.number]);
    expect(target?.ticket.participants.map(({ address }) => address)).toEqual(
      expect.arrayContaining(['boss@customer.example', 'zhang@customer.example', 'qian@customer.example']),
    );
    expect(lettersIn({ letters: target?.letters ?? [] })).toEqual(['note→li', 'note→li']);
  });

  it('are refused as a whole when one of them is the other', () => {
    const context = merging([`merge ${other.number}`], { ...bulk, tickets: [other] });
    expect(decideStaffMail(context).outcome).toBe('refused');
  });
});

it('the transcript names who was let in by the very same mail, too', () => {
  const guest = { address: 'guest@customer.example', name: '', role: 'copy', confirmed: false } as const;
  const from: Ticket = { ...accepted, participants: [...accepted.participants, guest] };
  const into: Ticket = { ...TARGET, requester: { name: '', address: 'boss@customer.example' }, participants: [] };
  const context = merging(['release guest@customer.example', 'merge TS20261123002'], {
    by: wang,
    ticket: from,
    tickets: [into],
  });
  expect(linesOf(context)).toContain('done gains_access TS20261123002: zhang@customer.example, guest@customer.example');
});

const ADDRESSES = [
  'zhang@customer.example',
  'Zhang@Customer.Example.',
  '"zhang"@customer.example',
  'boss@branch.customer.example',
  'eve@evil.example',
  'li@163.com',
  'wang@163.com',
  'li+x@gmail.com',
  'l.i@gmail.com',
  'a@tenant.hoster.example',
  'b@other.hoster.example',
  '张@例子.测试',
  'x@xn--fsqu00a.xn--0zwm56d',
  'y@XN--FSQU00A.xn--0zwm56d.',
  'p@one.github.io',
  'q@two.github.io',
];
const CUSTOMERS: readonly Customer[] = [
  { company: 'Tenant', domains: ['tenant.hoster.example'], locale: null },
  { company: 'Group', domains: ['customer.example', 'partner.example'], locale: null },
];
const configured = (address: string, customers: readonly Customer[]): string | null =>
  customers.find(({ domains }) =>
    domains.some((domain) => `.${address.toLowerCase().replace(/\.$/, '').split('@').at(-1)}`.endsWith(`.${domain}`)),
  )?.company ?? null;
/** What may be one customer, by the words of the threat model and nothing else. */
const isOne = (a: string, b: string, customers: readonly Customer[]): boolean => {
  if (sameAddress(a, b)) return true;
  const [ofA, ofB] = [configured(a, customers), configured(b, customers)];
  if (ofA !== null || ofB !== null) return ofA === ofB;
  const [domainA = '', domainB = ''] = [a, b].map((each) =>
    organizationalDomain(each.slice(each.lastIndexOf('@') + 1)),
  );
  return domainA === domainB && !isPublicProvider(domainA);
};

it('a merge shows a ticket to nobody but people of its own customer who belonged to the other', () => {
  const participant = fc.record({
    address: fc.constantFrom(...ADDRESSES),
    name: fc.constant(''),
    role: fc.constantFrom('copy' as const, 'requester' as const),
    confirmed: fc.boolean(),
  });
  const people = fc.array(participant, { maxLength: 6 });
  const customers = fc.constantFrom<readonly Customer[]>([], CUSTOMERS);
  let gained = 0;
  fc.assert(
    fc.property(people, people, fc.constantFrom(...ADDRESSES), customers, (theirs, ours, requester, known) => {
      const into: Ticket = {
        ...TARGET,
        requester: { name: '', address: requester },
        participants: ours,
        company: '星云',
      };
      const from: Ticket = { ...accepted, participants: theirs, company: '星云' };
      const { changes } = decideStaffMail(
        merging(['merge TS20261123002'], { ticket: from, tickets: [into], policy: { ...policy, customers: known } }),
      );
      const after =
        changes.flatMap(({ also }) => also).find(({ ticket }) => ticket.id === into.id)?.ticket.participants ?? [];
      const confirmedIn = (list: readonly Participant[], address: string) =>
        list.some((each) => each.confirmed && sameAddress(each.address, address));
      for (const { address, confirmed } of after) {
        if (!confirmed || confirmedIn(ours, address)) continue;
        expect(confirmedIn(theirs, address)).toBe(true);
        expect(isOne(address, requester, known)).toBe(true);
        gained += 1;
      }
    }),
    { numRuns: 500 },
  );
  expect(gained).toBeGreaterThan(10);
});

describe('a letter of a ticket that was merged into another', () => {
  const asks = (person: Staff): TicketEvent => ({
    name: 'approval',
    person,
    by: li,
    words: '变更',
    hasAttachments: false,
  });
  const there: Ticket = { ...accepted, state: 'merged', mergedInto: TARGET.number };
  const target = upon({ ...TARGET, state: 'in_progress' }, asks(chen)).ticket;
  const yes = (ticket: Ticket): MailContext =>
    sampleContext({
      ticket: target,
      candidates: [{ ticket, messageIds: new Set<string>() }],
      mail: byStaff(chen, 'agree 1'),
    });
  it('says yes to nothing that is asked there under the same number', () => {
    expect(decideStaffMail(yes(there)).outcome).toBe('refused');
    expect(linesOf(yes(there))).toEqual(['not nothing_to_approve']);
    expect(decideStaffMail(yes(target)).outcome).toBe('command');
  });
});
