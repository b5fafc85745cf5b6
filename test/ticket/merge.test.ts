import { describe, expect, test } from 'vitest';
import type { Ticket } from '../../src/ticket/ticket.ts';
import { transition } from '../../src/ticket/transition.ts';
import {
  accepted,
  at,
  chen,
  closed,
  events,
  li,
  NOON,
  noon,
  opened,
  post,
  received,
  upon,
  wang,
  zhao,
} from './sample.ts';

const other: Ticket = { ...opened({ id: 'b', number: 'TS20261123002' }), assignee: chen.email };
const merge = (into: Ticket) => ({ name: 'merge', by: zhao, into }) as const;

describe('a merge', () => {
  const change = upon(accepted, merge(other));

  test('ends the one and leads to the other', () => {
    expect(change.ticket).toMatchObject({ state: 'merged', mergedInto: 'TS20261123002', clocks: [] });
    expect(post(change)).toEqual(['reassigned→li']);
    expect(change.letters[0]?.values).toMatchObject({ into: 'TS20261123002' });
  });

  test('tells nobody who has the other one too', () => {
    expect(post(upon(accepted, merge({ ...other, assignee: li.email })))).toEqual([]);
  });

  test('brings the participants along and is told to the assignee there', () => {
    const [target] = change.also;
    expect(target?.ticket).toMatchObject({ id: 'b', state: 'assigned', linkedTo: ['TS20261123001'] });
    expect(target?.ticket.participants.map(({ address }) => address)).toContain(li.email);
    expect(target && events(target)).toEqual(['absorbed']);
    expect(target && post(target)).toEqual(['note→chen']);
  });

  const of = (address: string, company: string | null = null): Ticket =>
    opened({ id: 'c', number: 'TS20261123003', requester: { name: '', address }, company });
  const joined = (from: Ticket, into: Ticket, context = noon) =>
    upon(from, merge(into), context).also[0]?.ticket.participants.find(
      ({ address }) => address === 'zhang@customer.example',
    );

  test.each([
    ['a colleague of the same domain', 'boss@customer.example', true],
    ['a colleague of a branch', 'boss@branch.customer.example', true],
    ['another customer', 'boss@other.example', false],
  ])('makes the other requester a copy of the ticket of %s (%s), confirmed: %s', (_, address, confirmed) => {
    expect(joined(accepted, of(address))).toEqual({
      name: '张三',
      address: 'zhang@customer.example',
      role: 'copy',
      confirmed,
    });
  });

  test('believes no company that a form names', () => {
    expect(joined({ ...accepted, company: '星云' }, of('boss@other.example', '星云'))?.confirmed).toBe(false);
  });

  test('takes the configured customers at their word', () => {
    const nebula = { company: '星云', domains: ['customer.example', 'other.example'], locale: null };
    const context = at(NOON, { customers: [nebula] });
    expect(joined(accepted, of('boss@other.example'), context)?.confirmed).toBe(true);
  });

  test('a copy who was let in elsewhere is let in here only by name', () => {
    const guest = { address: 'guest@vendor.example', name: '', role: 'copy', confirmed: true } as const;
    const from = { ...accepted, participants: [...accepted.participants, guest] };
    const participants = upon(from, merge(of('boss@customer.example'))).also[0]?.ticket.participants;
    expect(participants).toContainEqual({ ...guest, confirmed: false });
  });

  test('is for those in charge of both', () => {
    const theirs = { ...of('boss@customer.example'), assignee: chen.email, follower: null };
    const by = (staff: typeof li) => transition(accepted, { name: 'merge', by: staff, into: theirs }, noon);
    expect(by(li)).toEqual({ refused: 'target_not_yours', detail: 'TS20261123003' });
    expect(by(wang)).toMatchObject({ ticket: { state: 'merged' } });
  });

  test.each<[string, Ticket, string]>([
    ['itself', accepted, 'same_ticket'],
    ['a closed one', { ...closed, id: 'c' }, 'target_ended'],
    ['a merged one', { ...change.ticket, id: 'c' }, 'target_ended'],
  ])('with %s is refused', (_, into, refused) =>
    expect(transition(accepted, merge(into), noon)).toMatchObject({ refused }),
  );

  test('leaves nothing to be done on the merged one', () => {
    expect(transition(change.ticket, { name: 'accept', by: li }, noon)).toEqual({
      refused: 'merged',
      detail: 'TS20261123002',
    });
  });
});

test('a split opens a ticket of its own; both name each other', () => {
  const change = upon(accepted, {
    name: 'split',
    by: li,
    opened: received({ id: 'b', number: 'TS20261123002', subject: '打印' }),
  });
  expect(change.ticket).toMatchObject({ state: 'in_progress', linkedTo: ['TS20261123002'] });
  expect(change.also[0]?.ticket).toMatchObject({
    number: 'TS20261123002',
    subject: '打印',
    linkedTo: ['TS20261123001'],
    state: 'assigned',
  });
});
