import { describe, expect, it } from 'vitest';
import { RISKS, type Risk, risksOf, underWorst, type WatchedTicket } from '../../src/report/digest.ts';

const NOW = new Date('2026-11-23T02:00:00Z');
const inMinutes = (minutes: number): Date => new Date(NOW.getTime() + minutes * 60_000);

const ticket = (more: Partial<WatchedTicket>): WatchedTicket => ({
  number: 'TS20261123001',
  subject: '导出报错',
  urgency: 'medium',
  state: 'in_progress',
  assignee: 'li@desk.example',
  accepted: true,
  respondBy: null,
  requester: { name: '', address: 'ann@big.example' },
  createdAt: inMinutes(-60),
  updateBy: inMinutes(60),
  expectedBy: null,
  warnedFor: null,
  waitsSince: inMinutes(-30),
  unclearAt: null,
  tokenEpoch: 0,
  ...more,
});

const under = (watched: WatchedTicket): Risk[] => RISKS.filter((risk) => risksOf([watched], NOW)[risk].length > 0);

describe('what a ticket is listed under', () => {
  it.each<[string, Partial<WatchedTicket>, Risk[]]>([
    ['all is well', {}, []],
    ['no first response in time', { respondBy: inMinutes(-1) }, ['breached']],
    ['its deadline is this very moment', { respondBy: NOW }, ['breached']],
    ['a first response is due soon', { respondBy: inMinutes(9), warnedFor: inMinutes(9) }, ['atRisk']],
    [
      'the customer is asked, so the clock stands still',
      { state: 'pending', respondBy: inMinutes(-1) },
      ['waitingForCustomer'],
    ],
    ['the promised time has passed', { expectedBy: inMinutes(-1) }, ['breached']],
    [
      'the promised time has passed while the customer is asked',
      { state: 'pending', expectedBy: inMinutes(-1) },
      ['breached', 'waitingForCustomer'],
    ],
    [
      'it is resolved, whatever was promised',
      { state: 'resolved', expectedBy: inMinutes(-1), updateBy: inMinutes(-9) },
      [],
    ],
    ['nobody has accepted it', { state: 'assigned', accepted: false }, ['unaccepted']],
    ['nobody has it', { state: 'triaged', accepted: false, assignee: null }, ['unaccepted']],
    ['somebody has accepted it', { state: 'assigned', accepted: true }, []],
    ['it is resolved, and was never accepted', { state: 'resolved', accepted: false }, []],
    ['nobody has it, and no first response in time', { state: 'triaged', respondBy: inMinutes(-1) }, ['breached']],
    [
      'it is assigned, and the promised time has passed',
      { state: 'assigned', expectedBy: inMinutes(-1) },
      ['breached'],
    ],
    ['no progress was told in time', { updateBy: inMinutes(-1) }, ['overdueProgress']],
    ['the customer’s answer says nothing clear', { state: 'resolved', unclearAt: inMinutes(-5) }, ['unclear']],
    ['it was closed, and then came an unclear answer', { state: 'closed', unclearAt: inMinutes(-5) }, ['unclear']],
  ])('%s', (_, more, risks) => expect(under(ticket(more))).toEqual(risks));
});

describe('the order of a risk', () => {
  const numbers = (watched: readonly WatchedTicket[]): string[] =>
    risksOf(watched, NOW).breached.map(({ ticket: { number } }) => number);

  it('is by urgency, then by what is longest overdue', () => {
    const late = (number: string, urgency: WatchedTicket['urgency'], minutes: number): WatchedTicket =>
      ticket({ number, urgency, respondBy: inMinutes(-minutes) });
    expect(
      numbers([late('low', 'low', 900), late('b', 'high', 5), late('a', 'high', 90), late('c', 'urgent', 1)]),
    ).toEqual(['c', 'a', 'b', 'low']);
  });

  it('is by number where nothing else tells them apart', () => {
    const late = (number: string): WatchedTicket => ticket({ number, respondBy: inMinutes(-5) });
    expect(numbers([late('b'), late('a'), late('c')])).toEqual(['a', 'b', 'c']);
  });

  it('tells which promise was broken, and since when', () => {
    const told = (risk: Risk, more: Partial<WatchedTicket>) =>
      risksOf([ticket(more)], NOW)[risk].map(({ why, since }) => [why, since]);
    expect(told('breached', { respondBy: inMinutes(-1) })).toEqual([['response', inMinutes(-1)]]);
    expect(told('breached', { expectedBy: inMinutes(-2) })).toEqual([['promise', inMinutes(-2)]]);
    expect(told('atRisk', { warnedFor: inMinutes(9) })).toEqual([[null, inMinutes(9)]]);
    expect(told('unaccepted', { state: 'assigned', accepted: false })).toEqual([[null, inMinutes(-30)]]);
    expect(told('overdueProgress', { updateBy: inMinutes(-3) })).toEqual([[null, inMinutes(-3)]]);
    expect(told('waitingForCustomer', { state: 'pending' })).toEqual([[null, inMinutes(-30)]]);
    expect(told('unclear', { unclearAt: inMinutes(-5) })).toEqual([[null, inMinutes(-5)]]);
  });

  it('shows a reader each ticket once, under its worst risk', () => {
    const risks = underWorst(
      risksOf(
        [ticket({ respondBy: inMinutes(-1), updateBy: inMinutes(-1), state: 'in_progress', unclearAt: NOW })],
        NOW,
      ),
    );
    expect(RISKS.map((risk) => risks[risk].length)).toEqual([1, 0, 0, 0, 0, 0]);
  });
});
