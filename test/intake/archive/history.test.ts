import { describe, expect, it } from 'vitest';
import { decideHistory, historyNeeds } from '../../../src/intake/archive/history.ts';
import { because } from '../../../src/ticket/mail-outcome.ts';
import type { Ticket } from '../../../src/ticket/ticket.ts';
import { addresses, DESK } from '../../people/sample.ts';
import { li, NOON, opened } from '../../ticket/sample.ts';
import { byStaff, sampleContext, stored } from '../sample.ts';

type Given = Parameters<typeof sampleContext>[0];

const LONG_AGO = new Date('2024-03-01T02:00:00Z');
const old = (as: 'open' | 'closed' = 'closed') => stored({ history: as, uid: null, receivedAt: LONG_AGO });
const remembered: Ticket = {
  ...opened(),
  remembered: true,
  state: 'closed',
  assignee: null,
  clocks: [],
  resolution: null,
  closedAt: new Date('2024-02-01T00:00:00Z'),
};
const decide = (given: Given = {}) => decideHistory(sampleContext({ stored: old(), verdict: 'N', ...given }));

describe('mail of an archive', () => {
  it('begins a ticket of its own, of which nobody hears', () => {
    const { outcome, reason, letters, opens } = decide();
    expect([outcome, reason.code, letters]).toEqual(['ticketed', 'history', []]);
    expect(opens?.received).toMatchObject({ requester: { address: 'zhang@customer.example' }, acknowledge: 'none' });
    expect(opens).toMatchObject({
      remembered: { as: 'closed', at: LONG_AGO, byUs: null },
      said: { visibility: 'public' },
    });
    expect(opens?.said).not.toHaveProperty('direction');
  });

  it.each<[string, Given, string]>([
    ['by a member of the staff', { mail: { ...byStaff(li), to: addresses('qian@south.example') } }, li.email],
    ['in the desk’s own name', { mail: { from: addresses(DESK), to: addresses('qian@south.example') } }, DESK],
  ])('%s is the ticket of whom it was written to', (_, given, by) => {
    const { opens } = decide(given);
    expect(opens?.received.requester.address).toBe('qian@south.example');
    expect(opens?.received.copies).toEqual([]);
    expect(opens).toMatchObject({
      remembered: { byUs: { address: by } },
      said: { direction: 'out', visibility: 'public' },
    });
  });

  it('is added to what it refers to, whoever wrote it, and an answer is the solution', () => {
    const answer = { mail: { ...byStaff(li), reply: '换了硬盘。', to: addresses('zhang@customer.example') } };
    const { outcome, changes, said, letters } = decide({ ...answer, ticket: remembered, level: 'E3' });
    expect([outcome, letters]).toEqual(['appended', []]);
    expect(changes[0]?.ticket).toMatchObject({
      state: 'closed',
      closedAt: LONG_AGO,
      respondedAt: LONG_AGO,
      resolution: { steps: '换了硬盘。', by: li.email },
    });
    expect(said).toMatchObject([{ text: '换了硬盘。', direction: 'out', visibility: 'public' }]);
  });

  it('between colleagues stays internal', () => {
    const note = { mail: { ...byStaff(li), to: addresses('chen@desk.example') } };
    expect(decide({ ...note, ticket: remembered, level: 'E3' }).said).toMatchObject([{ visibility: 'internal' }]);
  });

  it('of later makes a closed ticket an open one', () => {
    const { changes } = decide({ ticket: remembered, level: 'E3', stored: old('open') });
    expect(changes[0]?.ticket).toMatchObject({ state: 'triaged', closedAt: null, clocks: [], assignee: null });
  });

  it('changes nothing on a ticket that the desk works on', () => {
    const { outcome, changes, said } = decide({ ticket: opened(), level: 'E3' });
    expect([outcome, changes, said.length]).toEqual(['appended', [], 1]);
  });

  it.each<[string, Given, string]>([
    ['that cannot be read', { unparsed: because('parser_time') }, 'parser_time'],
    ['that is malformed', { mail: { class: 'malformed' } }, 'malformed'],
    ['of nobody', { person: null }, 'no_sender'],
    ['marked as spam', { mail: { headers: [['x-spam-flag', 'YES']] } }, 'marked_spam'],
    ['with a virus', { scan: { virus: 'Test-1' } }, 'virus'],
    ['that could not be scanned', { scan: 'failed' }, 'not_scanned'],
    ['of a list', { mail: { class: 'list' } }, 'list'],
    ['that answers by itself', { mail: { class: 'auto_reply' } }, 'auto_reply'],
    ['that came back', { mail: { class: 'bounce' } }, 'matches_no_letter'],
    ['between colleagues alone', { mail: { ...byStaff(li), to: addresses('chen@desk.example') } }, 'no_customer'],
  ])('%s is ignored, and nobody has to look at it', (_, given, code) => {
    expect(decide(given)).toMatchObject({ outcome: 'ignored', reason: { code }, letters: [], changes: [] });
  });
});

it('asks who the customer is only for a ticket of its own', () => {
  const context = sampleContext({ stored: old() });
  expect(historyNeeds(context)).toEqual({ scan: false, customer: 'zhang@customer.example' });
  expect(historyNeeds(sampleContext({ stored: old(), ticket: remembered }))).toEqual({ scan: false });
  expect(NOON.getTime()).toBeGreaterThan(LONG_AGO.getTime());
});
