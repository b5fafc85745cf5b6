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
