import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Staff } from '../../src/people/person.ts';
import { type Change, isRefusal } from '../../src/ticket/change.ts';
import type { Context } from '../../src/ticket/context.ts';
import type { LetterKind } from '../../src/ticket/letters.ts';
import { clockDue, type TicketEvent } from '../../src/ticket/states.ts';
import type { ClockKind, Ticket } from '../../src/ticket/ticket.ts';
import { transition } from '../../src/ticket/transition.ts';
import {
  at,
  CUSTOMER,
  chen,
  entry,
  later,
  li,
  NOON,
  opened,
  progresses,
  received,
  resolves,
  says,
  sun,
  wang,
  wrote,
  zhao,
} from './sample.ts';

/** Random stories: minutes pass, due clocks fire, and somebody writes something. */
const TEAM = [li, chen, sun, zhao, wang];
const COPY = { name: '', address: 'copy@customer.example' };
const other = opened({ id: 'b', number: 'TS20261123002' });
const staff = fc.constantFrom(...TEAM);

const byStaff = (by: Staff): fc.Arbitrary<TicketEvent> =>
  fc.constantFrom<TicketEvent>(
    { name: 'accept', by },
    { name: 'decline', by, reason: '' },
    { name: 'assign', by, to: { person: chen } },
    { name: 'assign', by, to: { person: by } },
    { name: 'assign', by, to: { team: 'second' } },
    { name: 'urgency', by, urgency: 'urgent' },
    { name: 'urgency', by, urgency: 'low' },
    { name: 'category', by, category: 'data_problem' },
    { name: 'category', by, category: 'other' },
    { name: 'eta', by, at: later(5e6) },
    progresses(by),
    { name: 'ask', ...says(by) },
    { name: 'reply', ...says(by) },
    { name: 'note', ...says(by) },
    { name: 'involve', by, team: 'second', question: '?', dueAt: null },
    { name: 'side_answer', sideThread: '1', ...says(by) },
    resolves(by),
    resolves(by),
    { name: 'release', by },
    { name: 'admit', by, address: COPY.address },
    { name: 'close', by, how: '' },
    { name: 'reopen', by, reason: '' },
    { name: 'merge', by, into: other },
    { name: 'split', by, opened: received({ id: 'c', number: 'TS20261123003' }) },
  );

const byCustomer: fc.Arbitrary<TicketEvent> = fc
  .record({
    intent: fc.constantFrom('solved', 'still_open', 'unclear', 'none'),
    asksForNews: fc.boolean(),
    onlyThanks: fc.boolean(),
    satisfaction: fc.constantFrom(null, 1, 5),
    lettingIn: fc.constantFrom([], [COPY.address]),
    from: fc.constantFrom(CUSTOMER, COPY),
    rights: fc.record({
      confirm: fc.constantFrom('yes', 'with_undo', 'ask_back', 'no'),
      reopen: fc.boolean(),
      mark: fc.constantFrom(null, null, 'unverified', 'unconfirmed', 'not_addressed'),
    }),
  })
  .map((more) => wrote('…', more));

const bounce: TicketEvent = { name: 'bounced', recipient: li.email, status: '5.1.1', permanent: true, why: 'returned' };
const mail = fc.oneof(
  { weight: 5, arbitrary: staff.chain(byStaff) },
  { weight: 3, arbitrary: byCustomer },
  { weight: 1, arbitrary: fc.constant(bounce) },
);
const story = fc.array(fc.tuple(fc.nat(60 * 30), mail), { maxLength: 25 });
/** From nobody at all to the whole team. */
const roster = fc.subarray(TEAM).map((present) => present.map((each) => entry(each)));

const settings = fc.record({
  resolution: fc.record({
    via: fc.constantFrom('engineer' as const, 'frontline' as const),
    verify: fc.constantFrom('ask' as const, 'require' as const, 'off' as const),
  }),
  progressToCustomer: fc.constantFrom('whenAsked', 'always', 'never'),
  calendar: fc.constantFrom(
    { kind: 'always' } as const,
    { kind: 'working', timezone: 'Asia/Shanghai', hours: { 'mon-fri': '09:00-18:00' }, holidays: 'CN' } as const,
  ),
});
const desk: fc.Arbitrary<Desk> = fc.record({ more: settings, roster });

type Step = {
  readonly before: Ticket;
  readonly event: TicketEvent;
  readonly change: Change;
  readonly context: Context;
};

type Story = readonly (readonly [minutes: number, event: TicketEvent])[];
type Desk = { readonly more: Parameters<typeof at>[1]; readonly roster: Parameters<typeof at>[2] };

/** Plays a story and hands every step that was not refused to the check. */
function play(story: Story, { more, roster }: Desk, check: (step: Step) => void): void {
  let now = NOON;
  let ticket = opened({ copies: [COPY] }, at(now, more, roster));
  const apply = (event: TicketEvent): void => {
    const context = at(now, more, roster);
    const change = transition(ticket, event, context);
    if (isRefusal(change)) return;
    check({ before: ticket, event, change, context });
    ticket = change.ticket;
  };
  const due = () => ticket.clocks.filter(({ dueAt }) => dueAt <= now).toSorted((a, b) => +a.dueAt - +b.dueAt)[0];
  for (const [minutes, event] of story) {
    now = later(minutes * 60_000, now);
    for (let fired = 0, clock = due(); clock !== undefined; clock = due(), fired++) {
      expect(fired).toBeLessThan(20);
      apply(clockDue(clock));
    }
    apply(event);
  }
}

const always = (check: (step: Step) => void): void =>
  fc.assert(
    fc.property(story, desk, (events, sample) => play(events, sample, check)),
    { numRuns: 200 },
  );

const TO_CUSTOMERS: ReadonlySet<LetterKind> = new Set([
  'question',
  'public_reply',
  'progress_to_customer',
  'news',
  'resolution',
  'confirm_reminder',
  'closing',
  'closed_on_silence',
  'reopened',
  'confirm_ask_back',
  'undo_notice',
  'acknowledgement',
]);
const PAUSABLE: ReadonlySet<ClockKind> = new Set(['accept', 'respond', 'respond_warning', 'update', 'update_warning']);

test('a ticket rests in no passing state, keeps its identity, and its times fit its state', () => {
  always(({ before, change: { ticket } }) => {
    const closed = ticket.state === 'closed';
    expect(['new', 'reopened']).not.toContain(ticket.state);
    expect([ticket.id, ticket.number, ticket.version]).toEqual([before.id, before.number, before.version]);
    expect(ticket.state === 'pending').toBe(ticket.pausedAt !== null);
    if (ticket.state !== 'merged')
      expect([ticket.closedAt !== null, ticket.closing !== null]).toEqual([closed, closed]);
    expect(ticket.state === 'merged').toBe(ticket.mergedInto !== null);
    if (ticket.state === 'in_progress')
      expect([ticket.acceptedAt, ticket.assignee, ticket.updateBy]).not.toContain(null);
    if (ticket.state === 'assigned') expect([ticket.acceptedAt, ticket.assignee !== null]).toEqual([null, true]);
    if (ticket.state === 'triaged') expect([ticket.assignee, ticket.acceptedAt]).toEqual([null, null]);
    if (ticket.state === 'resolved') expect(ticket.resolution?.released).toBe(true);
  });
});

test('clocks fit the state: none at an end, none that are paused while the customer is asked, each once', () => {
  always(({ change: { ticket } }) => {
    const kinds = ticket.clocks.map(({ kind }) => kind);
    const each = ticket.clocks.map(({ kind, subject }) => `${kind} ${subject}`);
    expect(new Set(each).size).toBe(each.length);
    if (ticket.state === 'closed' || ticket.state === 'merged') expect([...kinds, ...ticket.pausedClocks]).toEqual([]);
    if (ticket.state === 'pending') expect(kinds.filter((kind) => PAUSABLE.has(kind))).toEqual([]);
    else expect(ticket.pausedClocks).toEqual([]);
    const confirming = kinds.filter((kind) => kind.startsWith('confirm'));
    expect(confirming).toHaveLength(ticket.state === 'resolved' && ticket.unclearAt === null ? 1 : 0);
    const dueAt = (kind: ClockKind) => ticket.clocks.find((clock) => clock.kind === kind)?.dueAt;
    if (kinds.includes('accept')) expect([ticket.state, dueAt('accept')]).toEqual(['assigned', ticket.acceptBy]);
    if (kinds.includes('respond')) expect([ticket.respondedAt, dueAt('respond')]).toEqual([null, ticket.respondBy]);
    if (kinds.includes('update')) expect(dueAt('update')).toEqual(ticket.updateBy);
    if (!['resolved', 'closed', 'merged'].includes(ticket.state))
      expect([ticket.acceptBy, ticket.updateBy].filter((by) => by !== null)).toHaveLength(1);
  });
});

test('no open ticket rests for good: a clock runs or is paused, or staff were asked and the digest asks every day', () => {
  always(({ change: { ticket }, context: { now } }) => {
    if (ticket.state === 'closed' || ticket.state === 'merged') return;
    const waits = [...ticket.clocks, ...ticket.pausedClocks].length > 0;
    const unclear = ticket.unclearAt !== null;
    const breached = ticket.state !== 'resolved' && ticket.updateBy !== null && ticket.updateBy <= now;
    expect(waits || unclear || breached).toBe(true);
  });
});

test('no clock fires before it is due', () => {
  always(({ change: { ticket }, context }) => {
    for (const clock of ticket.clocks.filter(({ dueAt }) => dueAt > context.now))
      expect(transition(ticket, clockDue(clock), context)).toMatchObject({ refused: 'not_due' });
  });
});

test('every letter has a cause in the history, a reader, and reaches none twice', () => {
  always(({ change, context }) => {
    if (change.letters.length > 0) expect(change.history).not.toEqual([]);
    for (const entry of change.history) expect(entry.at).toEqual(context.now);
    for (const { to } of change.letters) expect(to.length > 0 && new Set(to).size === to.length).toBe(true);
  });
});

test('staff read staff’s letters, the confirmed customer the customer’s, and only events that say so reach them', () => {
  const silent: ReadonlySet<string> = new Set([
    'accept',
    'decline',
    'assign',
    'urgency',
    'category',
    'eta',
    'note',
    'involve',
    'side_answer',
    'merge',
    'split',
    'bounced',
  ]);
  always(({ event, change: { letters, ticket } }) => {
    const confirmed = ticket.participants.filter((each) => each.confirmed && each.role !== 'staff');
    for (const { kind, to } of letters) {
      const readers = TO_CUSTOMERS.has(kind) ? confirmed.map(({ address }) => address) : TEAM.map(({ email }) => email);
      expect(to.filter((address) => !readers.includes(address))).toEqual([]);
      if (TO_CUSTOMERS.has(kind)) expect(silent.has(event.name) || event.name.endsWith('warning_due')).toBe(false);
    }
  });
});

test('a mail that proves too little changes nothing', () => {
  always(({ before, event, change: { ticket } }) => {
    if (event.name !== 'customer_wrote' || event.rights.mark === null) return;
    expect(ticket).toEqual(before);
  });
});

test('an offer never goes back to who declined it or stayed silent', () => {
  always(({ event, change: { ticket, history } }) => {
    const chosen =
      history.some((entry) => entry.event === 'dispatched') && event.name !== 'assign' && event.name !== 'reopen';
    if (chosen) expect(ticket.passedOver).not.toContain(ticket.assignee);
  });
});

test('the time in all states adds up to the time since it came', () => {
  fc.assert(
    fc.property(story, (steps) =>
      play(steps, { more: {}, roster: undefined }, ({ change: { ticket }, context }) => {
        const passed = Object.values(ticket.spent).reduce((sum, span) => sum + span, 0);
        expect(passed + (+context.now - +ticket.stateSince)).toBe(+context.now - +ticket.createdAt);
      }),
    ),
  );
});
