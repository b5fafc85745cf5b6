import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isRefusal } from '../../../src/ticket/change.ts';
import type { Context } from '../../../src/ticket/context.ts';
import { openApprovals } from '../../../src/ticket/events/approval/asking.ts';
import { clockDue, type TicketEvent } from '../../../src/ticket/states.ts';
import { readParts } from '../../../src/ticket/text/resolution-text.ts';
import type { Clock, Ticket } from '../../../src/ticket/ticket.ts';
import { transition } from '../../../src/ticket/transition.ts';
import { withUndo } from '../../../src/ticket/undoable.ts';
import {
  accepted,
  at,
  chen,
  following,
  h,
  li,
  NOON,
  post,
  resolves,
  says,
  solved,
  stillOpen,
  sun,
  upon,
  wang,
  wrote,
  zhao,
} from '../sample.ts';

const REQUIRE = (via: 'engineer' | 'frontline', now = NOON): Context =>
  at(now, { resolution: { via, verify: 'off', approval: 'require' } });
const noon = REQUIRE('engineer');
const frontline = REQUIRE('frontline');

const agrees = (by = wang, id = ''): TicketEvent => ({ name: 'agree', by, id, words: '' });
const refuses = (by = wang, id = ''): TicketEvent => ({ name: 'refuse', by, id, words: '' });
const releases = (by = zhao): TicketEvent => ({ name: 'release', by });
const closes = (by = li, words = ''): TicketEvent =>
  ({ name: 'close', by, how: '电话确认', ...(words === '' ? {} : { record: readParts(words) }) }) as TicketEvent;
const notes = (by = li, words = '临时方案：每天清理一次'): TicketEvent => ({ name: 'note', ...says(by, words) });
const more = wrote('还发现订单也丢了');
const RECORD = '解决步骤：清理磁盘';

/** How a solution comes to stand in a ticket under `resolution.approval: require`, without anybody's yes to it as it is. */
const WITHOUT_YES: Readonly<Record<string, Ticket>> = {
  'held for the supervisors': following(accepted, [resolves(li)], noon),
  'held, and the customer has written': following(accepted, [resolves(li), more], noon),
  'held, and something was added': following(accepted, [resolves(li), notes()], noon),
  'closed by a supervisor while it waited, and reopened': following(
    accepted,
    [resolves(li), closes(wang), { name: 'reopen', by: zhao, reason: '' }, { name: 'accept', by: li }],
    noon,
  ),
  'closed while it waited, and still open for the customer': following(
    accepted,
    [resolves(li), closes(wang), stillOpen, { name: 'accept', by: sun }],
    noon,
  ),
  'with a yes, and the customer has written': following(accepted, [resolves(li), agrees(), more], frontline),
  'with a yes, and something was added': following(accepted, [resolves(li), agrees(), notes()], frontline),
  'with a yes, closed, and reopened': following(
    accepted,
    [resolves(li), agrees(), closes(zhao), { name: 'reopen', by: zhao, reason: '' }, { name: 'accept', by: li }],
    frontline,
  ),
  'from before the desk demanded a yes': following(
    accepted,
    [resolves(li)],
    at(NOON, { resolution: { via: 'frontline', verify: 'off', approval: 'off' } }),
  ),
  'with a colleague’s yes, from before': following(
    accepted,
    [{ name: 'approval', person: chen, ...says(li, '变更') }, resolves(li), agrees(chen)],
    at(NOON, { resolution: { via: 'frontline', verify: 'off', approval: 'asked' } }),
  ),
  'the customer has, reopened, and something was added': following(
    accepted,
    [resolves(li), agrees(), { name: 'reopen', by: zhao, reason: '' }, notes()],
    noon,
  ),
  'added to the record of a closed ticket, and reopened': following(
    accepted,
    [closes(), notes(li, RECORD), { name: 'reopen', by: zhao, reason: '' }, { name: 'accept', by: li }],
    noon,
  ),
};
const WAYS: Readonly<Record<string, (who: typeof li, ticket: Ticket) => TicketEvent>> = {
  release: (by) => releases(by),
  close: (by) => closes(by),
  'close with a solution': (by) => closes(by, RECORD),
  resolve: (by) => resolves(by),
  undo: (by) => ({ name: 'undo', by }),
  agree: (by) => agrees(by),
  'agree to the first': (by) => agrees(by, '1'),
  note: (by) => notes(by, '参考资料：手册'),
  accept: (by) => ({ name: 'accept', by }),
  'the customer: solved': () => solved,
  'the customer: still open': () => stillOpen,
};
/** What the customer reads of a solution in these letters. */
const sentIn = (change: ReturnType<typeof upon>): readonly string[] => [
  ...post(change).filter((line) => line === 'resolution→zhang'),
  ...(post(change).includes('closing→zhang') && change.ticket.closing?.solution ? ['closing→zhang'] : []),
  ...change.letters.flatMap(({ kind, values }) =>
    kind === 'confirm_reminder' && !('added' in values) ? ['resolution of a reminder'] : [],
  ),
];

describe('where a supervisor’s yes is required', () => {
  const rows = Object.entries(WITHOUT_YES).flatMap(([stands, ticket]) =>
    Object.entries(WAYS).flatMap(([way, event]) =>
      [li, zhao, chen].flatMap((who) =>
        [noon, frontline].map((context) => ({ stands, way, by: who.name, ticket, event: event(who, ticket), context })),
      ),
    ),
  );
  test.each(rows)('a solution $stands does not go out by $way of $by', ({ ticket, event, context }) => {
    const change = transition(ticket, event, context);
    expect(isRefusal(change) ? [] : sentIn(change)).toEqual([]);
  });

  test.each(Object.entries(WITHOUT_YES))('no clock sends one %s', (_, ticket) => {
    for (const clock of ticket.clocks)
      for (const context of [noon, frontline]) {
        const change = transition(ticket, clockDue(clock), { ...context, now: h(1000) });
        expect(isRefusal(change) ? [] : sentIn(change)).toEqual([]);
      }
  });

  test.each(
    Object.entries(WITHOUT_YES).filter(
      ([stands, { resolution }]) => !stands.startsWith('held') && resolution?.released === false,
    ),
  )('%s: its release asks the supervisors, whose yes sends it', (_, ticket) => {
    const change = upon(ticket, releases(), frontline);
    expect(post(change)).toEqual(['approval_request→wang']);
    expect(change.letters[0]?.values).toMatchObject({ about: 'solution', anew: 'moved_on', by: 'li@desk.example' });
    expect(change.ticket.resolution?.approval).toBe('asked');
    const agreed = upon(change.ticket, agrees(), noon);
    expect(sentIn(agreed)).toEqual(['resolution→zhang']);
    expect(sentIn(upon(ticket, releases(wang), frontline))).toEqual(['resolution→zhang']);
  });

  test.each([
    ['the follower', zhao],
    ['an engineer', li],
  ])('%s does not correct one the customer has', (_, who) => {
    const sent = following(accepted, [resolves(wang)], noon);
    expect(transition(sent, resolves(who), noon)).toMatchObject({
      refused: expect.stringMatching(/needs_approval|resolved/),
    });
  });
  test('nor does an engineer where nobody follows it', () => {
    const sent = { ...following(accepted, [resolves(wang)], noon), follower: null };
    expect(transition(sent, resolves(li), noon)).toEqual({ refused: 'needs_approval' });
  });
});

test.each([
  ['an engineer', li, true],
  ['a supervisor', wang, false],
])('what %s adds to a solution the customer has %#', (_, who, isLeftOut) => {
  const sent = following(accepted, [resolves(li), agrees(), notes(who)], noon);
  const [reminder] = sent.clocks.filter(({ kind }) => kind === 'confirm_reminder');
  const change = upon(sent, clockDue(reminder as Clock), { ...noon, now: h(1000) });
  expect(sentIn(change)).toEqual(isLeftOut ? [] : ['resolution of a reminder']);
});

/** A walk through the life of a ticket: what a step is depends on the ticket it comes upon. */
const STEPS: readonly ((ticket: Ticket) => TicketEvent)[] = [
  ...[li, chen, zhao].flatMap((who) => [
    () => resolves(who),
    () => releases(who),
    () => closes(who),
    () => closes(who, RECORD),
    () => notes(who),
    () => notes(who, RECORD),
    () => agrees(who),
    () => refuses(who),
    () => ({ name: 'undo', by: who }) as TicketEvent,
    () => ({ name: 'accept', by: who }) as TicketEvent,
    () => ({ name: 'reopen', by: who, reason: '' }) as TicketEvent,
    () => ({ name: 'approval', person: chen, ...says(who, '变更') }) as TicketEvent,
    () => ({ name: 'customer', ...says(who, '客户来电：还有一处') }) as TicketEvent,
  ]),
  () => more,
  () => solved,
  () => stillOpen,
  () => wrote('谢谢', { onlyThanks: true }),
  (ticket) => clockDue(ticket.clocks[0] ?? { kind: 'update', dueAt: NOON, subject: '' }),
  (ticket) => clockDue(ticket.clocks.at(-1) ?? { kind: 'update', dueAt: NOON, subject: '' }),
  () => agrees(wang),
  (ticket) => agrees(wang, openApprovals(ticket)[0]?.id ?? '1'),
  () => refuses(wang),
];
/** What whoever says yes is shown: the solution, and how often the customer has written and it was reopened. */
const shown = ({ resolution, reopenCount }: Ticket, heard: number): string =>
  JSON.stringify([{ ...resolution, approval: '', released: '', resources: '' }, reopenCount, heard]);

test('whatever happens on a ticket, the customer gets a solution with the yes of a supervisor who saw it, and no other', () => {
  let sentInAll = 0;
  fc.assert(
    fc.property(
      fc.array(fc.nat(STEPS.length - 1), { maxLength: 30 }),
      fc.constantFrom<'engineer' | 'frontline'>('engineer', 'frontline'),
      (walk, via) => {
        let ticket = accepted;
        let heard = 0;
        const [agreed, had] = [new Set<string>(), new Set<string>()];
        let now = NOON;
        for (const step of walk) {
          const event = (STEPS[step] as (typeof STEPS)[number])(ticket);
          now = 'clock' in event && event.clock.dueAt > now ? event.clock.dueAt : h(0.01, now);
          const done = transition(ticket, event, REQUIRE(via, now));
          if (isRefusal(done)) continue;
          const by = 'by' in event ? event.by.email : '';
          if (event.name === 'customer' || (event.name === 'customer_wrote' && !event.onlyThanks)) heard++;
          if (event.name === 'agree' && by === wang.email) agreed.add(shown(ticket, heard));
          const sent = sentIn(done).filter((line) => line.startsWith('resolution') || ticket.state !== 'resolved');
          // What the customer has they may read again.
          const isKnown = had.has(shown({ ...ticket, reopenCount: 0 }, 0));
          if (sent.length > 0 && !isKnown && !agreed.has(shown(ticket, heard)))
            throw new Error(`${event.name} of ${by} sent it`);
          if (sent.length > 0) had.add(shown({ ...ticket, reopenCount: 0 }, 0));
          sentInAll += sent.length;
          const change = 'by' in event && event.name !== 'undo' ? withUndo(ticket, done, by, REQUIRE(via, now)) : done;
          ticket = { ...change.ticket, version: ticket.version + 1 };
        }
      },
    ),
    { numRuns: 4_000 },
  );
  // Enough of the walks get there.
  expect(sentInAll).toBeGreaterThan(20);
});
