import { describe, expect, it } from 'vitest';
import { type Decision, fileAs, type Opening } from '../../src/desk/decision.ts';
import { openedAs } from '../../src/desk/opened.ts';
import { canonicalAddress } from '../../src/people/address.ts';
import { open } from '../../src/ticket/events/open.ts';
import { because } from '../../src/ticket/mail-outcome.ts';
import { CUSTOMER, li, NOON, noon, received } from '../ticket/sample.ts';

const { id, number, ...unnumbered } = received();
const opening = (more: Partial<Opening> = {}): Opening => ({
  received: unnumbered,
  said: { visibility: 'public', from: CUSTOMER, text: '打不开', fullText: null, withAttachments: true },
  acknowledgeLater: null,
  opener: null,
  ...more,
});
const decision: Decision = fileAs('ticketed', 'acknowledgement', null, [
  { kind: 'alarm', to: ['wang@desk.example'], values: { reason: 'canary_lost', detail: '' } },
]);
const change = open(received(), noon);
const opened = (more: Partial<Opening> = {}): Decision =>
  openedAs(decision, opening(more), change, { mailbox: 'support', now: NOON });

describe('a decision once its ticket is there', () => {
  it('is about that ticket, and what the mail says is said on it', () => {
    expect(opened()).toMatchObject({
      outcome: 'ticketed',
      ticket: { id, number },
      changes: [change],
      said: [{ ticketId: id, text: '打不开', withAttachments: true }],
      deferred: [],
    });
  });
  it('keeps the letters it ordered before', () => {
    expect(opened().letters.map(({ kind }) => kind)).toEqual(['alarm']);
  });
  it.each(['recorded', 'internal_ticket'] as const)(
    'tells the member of the staff who opened it its number: %s',
    (result) => {
      expect(opened({ opener: { email: li.email, result } }).letters[1]).toEqual({
        kind: 'transcript',
        to: [li.email],
        lines: [{ command: '', done: true, result, detail: number }],
      });
    },
  );
  it('puts an acknowledgement off that a limit keeps back', () => {
    expect(opened({ acknowledgeLater: canonicalAddress(CUSTOMER.address) }).deferred).toEqual([
      { ticketId: id, address: CUSTOMER.address, mailbox: 'support', since: NOON },
    ]);
  });
});

describe('a decision that changes nothing', () => {
  it('is an outcome with its reason', () => {
    expect(fileAs('ignored', 'own_mail')).toEqual({
      outcome: 'ignored',
      reason: because('own_mail'),
      ticket: null,
      changes: [],
      letters: [],
      said: [],
    });
    expect(fileAs('quarantined', because('virus', 'X')).reason).toEqual({ code: 'virus', detail: 'X' });
  });
});
