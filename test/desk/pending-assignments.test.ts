import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Desk } from '../../src/desk/desk.ts';
import { notePending, pendingSince, settlePending } from '../../src/desk/pending-assignments.ts';
import { rosterOf } from '../../src/desk/roster.ts';
import { canonicalAddress } from '../../src/people/address.ts';
import { changed } from '../../src/ticket/change.ts';
import { chen, li, NOON, offered, zhao } from '../ticket/sample.ts';

let desk = {} as Desk;
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['performance'] });
  desk = { now: () => NOON } as Desk;
});
afterEach(() => void vi.useRealTimers());

const given = (id: string, assignee: string, follower: string | null = null) =>
  changed({ ...offered, id, assignee, follower }, []);
const carries = (email: string, countedAt = performance.now()): number => pendingSince(desk, email, countedAt).length;

it('a ticket just given out counts for its assignee and its follower, and for nobody else', () => {
  notePending(desk, given('a', li.email, zhao.email));
  expect([carries(li.email), carries(zhao.email), carries(chen.email)]).toEqual([1, 1, 0]);
  expect(pendingSince(desk, li.email, 0)).toEqual([NOON]);
});

it('counts until a count of the database that began after it was written', () => {
  const change = notePending(desk, given('a', li.email));
  const before = performance.now();
  vi.advanceTimersByTime(5);
  settlePending(desk, [change], true);
  vi.advanceTimersByTime(5);
  expect([carries(li.email, before), carries(li.email)]).toEqual([1, 0]);
});

it('counts no more once it has come to nothing', () => {
  const change = notePending(desk, given('a', li.email));
  settlePending(desk, [change], false);
  expect(carries(li.email, 0)).toBe(0);
});

it('counts while it is not settled, however long that takes', () => {
  notePending(desk, given('a', li.email));
  vi.advanceTimersByTime(3_600_000);
  expect(carries(li.email)).toBe(1);
});

it('is forgotten half a minute after it was written, when the next is given out', () => {
  settlePending(desk, [notePending(desk, given('a', li.email))], true);
  vi.advanceTimersByTime(30_000);
  notePending(desk, given('b', li.email));
  expect(carries(li.email, -1)).toBe(2);
  vi.advanceTimersByTime(1);
  notePending(desk, given('c', li.email));
  expect(carries(li.email, -1)).toBe(2);
});

it('belongs to one desk, and settling what was never noted changes nothing', () => {
  settlePending(desk, [given('a', li.email)], true);
  notePending(desk, given('a', li.email));
  expect(pendingSince({ now: () => NOON } as Desk, li.email, 0)).toEqual([]);
});

it('the roster counts what is in the database and what was given out since', () => {
  const before = new Date('2026-11-23T03:00:00Z');
  const loads = new Map([[li.email, { open: 2, lastAssignedAt: before }]]);
  const overrides = new Map([[chen.email, []]]);
  const away = new Map([[canonicalAddress(chen.email), [{ id: 1, from: NOON, to: NOON, substitute: null }]]]);
  const wishes = new Map([[canonicalAddress(chen.email), 'digest' as const]]);
  const pending = (email: string) => (email === li.email ? [NOON] : []);
  expect(rosterOf([li, chen], { loads, overrides, away, wishes, pending })).toEqual([
    { staff: li, openTickets: 3, lastAssignedAt: NOON, overrides: [], absences: [] },
    {
      staff: { ...chen, letters: 'digest' },
      openTickets: 0,
      lastAssignedAt: null,
      overrides: [],
      absences: [{ id: 1, from: NOON, to: NOON, substitute: null }],
    },
  ]);
  expect(rosterOf([li], { loads, overrides, away, wishes, pending: () => [] })[0]).toMatchObject({
    openTickets: 2,
    lastAssignedAt: before,
  });
});
