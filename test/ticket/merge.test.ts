import { describe, expect, test } from 'vitest';
import type { Ticket } from '../../src/ticket/ticket.ts';
import { transition } from '../../src/ticket/transition.ts';
import { accepted, chen, closed, events, li, noon, opened, post, received, upon, zhao } from './sample.ts';

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

  test('makes the other requester a confirmed copy, of the same company only', () => {
    const colleague = { name: '', address: 'boss@customer.example' };
    const same = opened({ id: 'c', number: 'TS20261123003', requester: colleague, company: '星云' });
    const merged = upon({ ...accepted, company: '星云' }, merge(same)).also[0]?.ticket;
    expect(merged?.participants).toContainEqual({
      name: '张三',
      address: 'zhang@customer.example',
      role: 'copy',
      confirmed: true,
    });
    expect(transition(accepted, merge({ ...same, company: null }), noon)).toEqual({
      refused: 'other_customer',
      detail: 'TS20261123003',
    });
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
