import { describe, expect, it } from 'vitest';
import {
  answerAddresses,
  bounceAddress,
  challengeToken,
  draftToken,
  releaseToken,
  replyTo,
  ticketTokens,
} from '../../../src/desk/letters/tokens.ts';
import { aboutId, aboutTicket, readToken, verifyToken } from '../../../src/people/token.ts';
import { accepted, later, li, NOON } from '../../ticket/sample.ts';
import { desk, plainMailbox, plusMailbox } from '../sample.ts';

const DAY_MS = 86_400_000;
const ID = '0190a000-0000-7000-8000-0123456789ab';

/** What a token is for, about what, and for how many days; null without an end. */
function told(token: string, address: string, epoch = 0) {
  const read = readToken(token);
  if (read === null) throw new Error('no token');
  const failure = verifyToken(read, { address, epoch, keys: desk.keys, now: NOON });
  const days = read.expiresAt && (read.expiresAt.getTime() - NOON.getTime()) / DAY_MS;
  return { failure, purpose: read.purpose, about: read.about, days: days === null ? null : Math.round(days) };
}

describe('a token about one thing', () => {
  it.each([
    ['release', releaseToken(desk, 7, li.email), 7, 30],
    ['challenge', challengeToken(desk, 7, li.email), 7, 1],
    ['draft', draftToken(desk, ID, li.email), aboutId(ID), 90],
    ['bounce', (bounceAddress(desk, plusMailbox, ID, li.email) ?? '').replace(/^support\+|@.*/g, ''), aboutId(ID), 14],
  ] as const)('%s is bound to its reader, and ends', (purpose, token, about, days) => {
    expect(told(token, li.email)).toEqual({ failure: null, purpose, about, days });
    expect(told(token, 'chen@desk.example').failure).toBe('forged');
    const read = readToken(token);
    const binding = { address: li.email, epoch: 0, keys: desk.keys, now: later((days + 1) * DAY_MS) };
    expect(read && verifyToken(read, binding)).toBe('expired');
  });
});

describe('the tokens of a ticket', () => {
  const ticket = { ...accepted, tokenEpoch: 3 };
  it('are bound to its epoch and their reader; those of the staff end', () => {
    const staff = ticketTokens(desk, ticket, { address: li.email, audience: 'staff' })('reply');
    expect(told(staff, li.email, 3)).toEqual({
      failure: null,
      purpose: 'reply',
      about: aboutTicket(ticket.number),
      days: 30,
    });
    expect(told(staff, li.email, 2).failure).toBe('forged');
  });
  it('of a customer end with the ticket', () => {
    expect(
      told(ticketTokens(desk, ticket, { address: 'a@x', audience: 'customer' })('solved'), 'a@x', 3),
    ).toMatchObject({
      failure: null,
      purpose: 'solved',
      days: null,
    });
  });
  it('about none are bound to the reader alone', () => {
    expect(told(ticketTokens(desk, null, { address: 'a@x', audience: 'customer' })('ref'), 'a@x')).toMatchObject({
      failure: null,
      about: 0,
    });
  });
});

describe('where an answer goes', () => {
  it('is an address of its own with plus-addressing, else the mailbox', () => {
    expect(replyTo(plusMailbox, 'tok')).toBe('support+tok@desk.example');
    expect(replyTo(plainMailbox, 'tok')).toBe(plainMailbox.address);
    expect(bounceAddress(desk, plainMailbox, ID, 'a@x')).toBeNull();
  });
  it('is one for each answer with plus-addressing', () => {
    expect(answerAddresses(plusMailbox, (purpose) => purpose)).toEqual({
      reply: 'support+reply@desk.example',
      undo: 'support+undo@desk.example',
      solved: 'support+solved@desk.example',
      stillOpen: 'support+still_open@desk.example',
    });
    expect(answerAddresses(plainMailbox, (purpose) => purpose)).toEqual({
      reply: plainMailbox.address,
      undo: plainMailbox.address,
    });
  });
});
