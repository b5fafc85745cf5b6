import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Contract } from '../../../src/ticket/contract/contract.ts';
import { renewed } from '../../../src/ticket/contract/renewal.ts';
import type { TicketEvent } from '../../../src/ticket/states.ts';
import { type Ticket, URGENCIES } from '../../../src/ticket/ticket.ts';
import type { WorkingCalendar } from '../../../src/ticket/time/calendar.ts';
import { deadlineAfter } from '../../../src/ticket/time/deadline.ts';
import { at, fires, h, kindsOf, later, li, m, NOON, opened, says, upon, wrote } from '../sample.ts';
import { contract } from './sample.ts';

const HOUR = 3_600_000;
const under = (...contracts: readonly Contract[]) => ({ contracts });
const gold = contract({
  domains: ['customer.example'],
  urgency: { medium: { respondWithin: 2 * HOUR, updateEvery: HOUR } },
});
const silver = { ...gold, name: 'silver', urgency: { medium: { respondWithin: 6 * HOUR, updateEvery: 3 * HOUR } } };

/** Accepted at noon, medium: without a contract a response in 8 hours and progress every 4. */
const working = (more = under()): Ticket =>
  upon(opened({}, at(NOON, more)), { name: 'accept', by: li }, at(NOON, more)).ticket;
const renew = (ticket: Ticket, now: Date, more = under(gold)) => renewed(ticket, at(now, more));

describe('a contract that changes', () => {
  test.each<[string, Ticket, Date, ReturnType<typeof under>, Partial<Ticket> | null, string]>([
    ['that is the same changes nothing', working(under(gold)), h(0.5), under(gold), null, ''],
    ['for others changes nothing', working(), h(0.5), under(contract({ domains: ['other.example'] })), null, ''],
    [
      'that comes',
      working(),
      h(0.5),
      under(gold),
      { contract: 'gold', respondBy: h(2), updateBy: h(1) },
      'desk → gold',
    ],
    [
      'that goes',
      working(under(gold)),
      h(0.5),
      under(),
      { contract: null, respondBy: h(8), updateBy: h(4) },
      'gold → desk',
    ],
    [
      'that is another',
      working(under(gold)),
      h(0.5),
      under(silver),
      { contract: 'silver', respondBy: h(6) },
      'gold → silver',
    ],
    [
      'of the same name',
      working(under(gold)),
      m(5),
      under({ ...silver, name: 'gold' }),
      { updateBy: h(3) },
      'update by',
    ],
    ['late: what is over is over', working(), h(3), under(gold), { respondBy: h(2), updateBy: h(1) }, 'respond by'],
  ])('%s', (_, ticket, now, more, expected, detail) => {
    const change = renew(ticket, now, more);
    if (expected === null) return expect(change).toBeNull();
    expect(change?.ticket).toMatchObject(expected);
    expect(change?.history).toMatchObject([
      { event: 'terms_changed', by: 'desk', detail: expect.stringContaining(detail) },
    ]);
    expect(change?.letters).toEqual([]);
    return expect(renew(change?.ticket ?? ticket, now, more)).toBeNull();
  });

  test('is told with the deadlines it moves', () => {
    expect(renew(working(), h(0.5))?.history[0]?.detail).toBe(
      `desk → gold; respond by ${h(8).toISOString()} → ${h(2).toISOString()}; update by ${h(4).toISOString()} → ${h(1).toISOString()}`,
    );
  });

  test('does not touch what nobody has said to be under terms', () => {
    const { terms: _, contract: __, counting: ___, ...before } = working();
    expect(renew(before, h(1), under())).toBeNull();
    expect(renew(before, h(1))?.ticket).toMatchObject({ contract: 'gold', respondBy: h(2), updateBy: h(4) });
  });

  test('leaves a ticket whose customer has been answered', () => {
    const answered = upon(working(), { name: 'reply', ...says(li) }, at(h(1))).ticket;
    expect(renew(answered, h(1.5))?.ticket).toMatchObject({ respondBy: h(8), updateBy: h(2) });
  });
});

describe('nobody is warned twice', () => {
  const warned = upon(
    working(under(gold)),
    fires(working(under(gold)), 'update_warning'),
    at(m(45), under(gold)),
  ).ticket;

  test('of what they were reminded of, though its deadline moves', () => {
    const change = renew(warned, m(50), under(silver));
    expect(change?.ticket.updateBy).toEqual(h(3));
    expect(kindsOf(change?.ticket ?? warned)).toBe('respond respond_warning update');
  });

  test('of what was broken and told', () => {
    const broken = upon(warned, fires(warned, 'update'), at(h(1), under(gold))).ticket;
    const change = renew(broken, h(1), under(silver));
    expect(change?.ticket.updateBy).toEqual(h(3));
    expect(kindsOf(change?.ticket ?? broken)).toBe('respond respond_warning');
  });

  test('but of what is to come they are', () => {
    const change = renew(working(), m(10));
    expect(kindsOf(change?.ticket ?? warned)).toBe('respond respond_warning update update_warning');
    expect(change?.ticket.clocks.find(({ kind }) => kind === 'update_warning')?.dueAt).toEqual(m(45));
  });
});

describe('the calendar of the time while it waited for the customer', () => {
  const asked = (from: Ticket, now: Date) => upon(from, { name: 'ask', ...says(li) }, at(now)).ticket;
  const back = (from: Ticket, now: Date, more = under()) => upon(from, wrote('Chrome'), at(now, more)).ticket;

  test('is not counted: an hour worked, five waited, three left', () => {
    const going = back(asked(working(), h(1)), h(6));
    expect(going.updateBy).toEqual(h(9));
    expect(renew(going, h(7), under(silver))?.ticket.updateBy).toEqual(h(8));
  });

  test('nor where the contract came meanwhile', () => {
    const waiting = renew(asked(working(), h(1)), h(2), under(silver))?.ticket;
    if (waiting === undefined) throw new Error('nothing changed');
    expect(back(waiting, h(6), under(silver)).updateBy).toEqual(h(8));
  });
});

/** Each plays a story of a dozen deadlines through calendars. */
const RUNS = { numRuns: 40 };

describe('in any order', () => {
  const hoursOf = fc.constantFrom({ 'mon-fri': '09:00-18:00' }, { 'mon-sun': '22:00-06:00' }, { sat: '10:00-12:00' });
  const calendar = fc
    .tuple(hoursOf, fc.constantFrom('CN' as const, 'none' as const), fc.constantFrom('Asia/Shanghai', 'Europe/London'))
    .map(([hours, holidays, timezone]): WorkingCalendar => ({ kind: 'working', timezone, hours, holidays }));
  const spans = fc.record({
    respondWithin: fc.integer({ min: 1, max: 30 * HOUR }),
    updateEvery: fc.integer({ min: 1, max: 30 * HOUR }),
  });
  const contracts = fc
    .record({
      name: fc.constantFrom('a', 'b'),
      urgency: fc.record({ urgent: spans, high: spans, medium: spans, low: spans }),
      calendar: fc.option(calendar),
      urgentCalendar: fc.option(calendar),
    })
    .map((terms) => [contract({ ...terms, domains: ['customer.example'] })] as const);
  const moment = fc.integer({ min: 0, max: 60 * HOUR }).map((ms) => later(ms));
  const event = fc.oneof(
    fc.constantFrom(...URGENCIES).map((urgency): TicketEvent => ({ name: 'urgency', by: li, urgency })),
    fc.constant<TicketEvent>({ name: 'ask', ...says(li) }),
    fc.constant<TicketEvent>(wrote('Chrome 126')),
  );
  const story = fc.array(fc.tuple(fc.integer({ min: 0, max: 10 * HOUR }), event), { maxLength: 6 });

  const told = (events: readonly (readonly [number, TicketEvent])[], more: ReturnType<typeof under>) => {
    let now = NOON;
    let ticket = working(more);
    for (const [wait, each] of events) {
      now = later(wait, now);
      ticket = upon(ticket, each, at(now, more)).ticket;
    }
    return { ticket, now };
  };
  const deadlines = ({ respondBy, updateBy, acceptBy }: Ticket) => ({ respondBy, updateBy, acceptBy });

  test('all of the time is never later than some of it', () => {
    fc.assert(
      fc.property(moment, fc.integer({ min: 0, max: 99 * HOUR }), calendar, (start, span, each) => {
        expect(deadlineAfter(start, span, { kind: 'always' }) <= deadlineAfter(start, span, each)).toBe(true);
      }),
    );
  });

  test('to renew twice changes nothing more', () => {
    fc.assert(
      fc.property(story, contracts, contracts, (events, first, second) => {
        const { ticket, now } = told(events, under(...first));
        const once = renew(ticket, now, under(...second))?.ticket ?? ticket;
        expect(renew(once, now, under(...second))).toBeNull();
      }),
      RUNS,
    );
  });

  test('a contract that goes and comes back leaves every deadline as it was', () => {
    fc.assert(
      fc.property(story, contracts, contracts, (events, first, second) => {
        const { ticket, now } = told(events, under(...first));
        const there = renew(ticket, now, under(...second))?.ticket ?? ticket;
        const back = renew(there, now, under(...first))?.ticket ?? there;
        expect(deadlines(back)).toEqual(deadlines(ticket));
      }),
      RUNS,
    );
  });

  test('so does another urgency, also on a ticket that waits', () => {
    fc.assert(
      fc.property(story, contracts, fc.constantFrom(...URGENCIES), (events, first, urgency) => {
        const { ticket, now } = told(events, under(...first));
        const context = at(now, under(...first));
        const there = upon(ticket, { name: 'urgency', by: li, urgency }, context).ticket;
        const back = upon(there, { name: 'urgency', by: li, urgency: ticket.urgency }, context).ticket;
        expect(deadlines(back)).toEqual(deadlines(ticket));
      }),
      RUNS,
    );
  });

  test('no clock is there twice, and each is due when the ticket says so', () => {
    fc.assert(
      fc.property(story, contracts, contracts, (events, first, second) => {
        const { ticket, now } = told(events, under(...first));
        const { clocks, pausedClocks, ...now_ } = renew(ticket, now, under(...second))?.ticket ?? ticket;
        const all = [...clocks, ...pausedClocks];
        expect(new Set(all.map(({ kind }) => kind)).size).toBe(all.length);
        const due = (kind: string) => all.find((clock) => clock.kind === kind)?.dueAt;
        expect(due('update') ?? now_.updateBy).toEqual(now_.updateBy);
        expect(due('respond') ?? now_.respondBy).toEqual(now_.respondBy);
      }),
      RUNS,
    );
  });
});
