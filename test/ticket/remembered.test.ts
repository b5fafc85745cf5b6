import { describe, expect, it } from 'vitest';
import { type Archived, remember, rememberMore } from '../../src/ticket/remembered.ts';
import type { Ticket } from '../../src/ticket/ticket.ts';
import { opened, policy, received } from './sample.ts';

const AT = new Date('2024-03-01T02:00:00Z');
const LATER = new Date('2024-03-02T02:00:00Z');
const LI = { name: '李工', address: 'li@desk.example' };
const told = (more: Partial<Archived> = {}): Archived => ({ as: 'closed', at: AT, words: '报错', byUs: null, ...more });
const kept = (more: Partial<Archived> = {}): Ticket => remember(received(), told(more), { policy }).ticket;

describe('a ticket of an archive', () => {
  it.each([
    ['closed', 'closed', AT],
    ['open', 'triaged', null],
  ] as const)('%s: nobody has it, no clock runs, no letter goes out', (as, state, closedAt) => {
    const { ticket, letters, alerts, history } = remember(received(), told({ as }), { policy });
    expect(ticket).toMatchObject({ state, closedAt, createdAt: AT, assignee: null, follower: null, clocks: [] });
    expect(ticket).toMatchObject({ respondBy: null, respondedAt: null, resolution: null, remembered: true });
    expect([letters, alerts]).toEqual([[], []]);
    expect(history).toMatchObject([{ at: AT, event: 'remembered' }]);
  });

  it('has urgency and category like any other', () => {
    expect(kept()).toMatchObject({ category: 'system_fault', urgency: 'medium' });
  });

  it('was answered by the first words of the desk’s own people, and solved by the last', () => {
    const first = rememberMore(kept(), told({ at: LATER, words: ' 请重启。 ', byUs: LI })).ticket;
    expect(first).toMatchObject({ respondedAt: LATER, closedAt: LATER, resolvedAt: LATER });
    expect(first.resolution).toMatchObject({ steps: '请重启。', by: LI.address, released: true });
    const last = rememberMore(
      first,
      told({ at: new Date('2024-03-03T00:00:00Z'), words: '换了硬盘。', byUs: LI }),
    ).ticket;
    expect([last.respondedAt, last.resolution?.steps]).toEqual([LATER, '换了硬盘。']);
  });

  it('is not closed earlier by a mail that comes late, nor solved by an empty one', () => {
    const solved = rememberMore(kept(), told({ at: LATER, words: '换了硬盘。', byUs: LI })).ticket;
    const more = rememberMore(solved, told({ at: AT, words: ' ', byUs: LI })).ticket;
    expect([more.closedAt, more.resolution?.steps]).toEqual([LATER, '换了硬盘。']);
  });

  it.each<[string, Ticket]>([
    ['of the desk’s own', opened()],
    ['that somebody has taken', { ...kept(), assignee: 'li@desk.example' }],
    ['whose clocks run', { ...kept(), clocks: [{ kind: 'respond', dueAt: AT, subject: '' }] }],
    ['that was reopened', { ...kept(), reopenCount: 1 }],
    ['that ended in another', { ...kept(), state: 'merged' }],
  ])('%s is left as it is', (_, ticket) => {
    expect(rememberMore(ticket, told({ at: LATER, byUs: LI })).ticket).toBe(ticket);
  });
});
