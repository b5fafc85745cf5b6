import type { LetterFacts } from '../../../src/letter/facts.ts';
import { sampleTicket } from '../../../src/letter/sample/ticket.ts';
import { type View, viewOf } from '../../../src/letter/view/view.ts';
import type { Attachment } from '../../../src/mail/mail.ts';

export const ANN = { name: 'Ann', address: 'ann@x.example' };
/** A letter about nothing. */
export const BARE: LetterFacts = {
  kind: 'digest',
  locale: 'en',
  timezone: 'UTC',
  now: new Date('2026-11-23T02:00:00Z'),
  desk: { name: 'Desk', address: 'support@desk.example', domain: 'desk.example', accent: '#0b57d0', logo: null },
  recipient: { name: '', address: 'li@desk.example' },
  ticket: null,
  addresses: { reply: 'reply@desk.example' },
  ref: 'r1',
  messageId: '<m1@desk.example>',
};

export const file = (name: string, more: Partial<Attachment> = {}): Attachment => ({
  name,
  type: 'image/png',
  size: 1,
  inline: false,
  cid: null,
  sha256: '00',
  content: Buffer.from('x'),
  ...more,
});

export const TICKET = sampleTicket('en');

/** What a letter about a ticket shows of these facts. */
export const letter = (kind: LetterFacts['kind'], change: Partial<LetterFacts> = {}): View =>
  viewOf({ ...BARE, ticket: TICKET, kind, ...change });
