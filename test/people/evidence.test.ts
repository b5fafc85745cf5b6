import { describe, expect, it } from 'vitest';
import type { Mail } from '../../src/mail/mail.ts';
import { evidenceFor, evidenceFrom, isOwnMail, strongestEvidence } from '../../src/people/evidence.ts';
import { personFor } from '../../src/people/identify.ts';
import { findTokens, mintToken, ownMessageId, TOKEN_PURPOSES, type TokenPurpose } from '../../src/people/token.ts';
import { addresses, KEYS, NOW, sampleMail, sampleStaff, sampleTicket } from './sample.ts';

const ZHANG = 'zhang@customer.example';
const WU = 'wu@customer.example';
const TICKET = sampleTicket({ participants: [{ address: WU, role: 'copy', confirmed: true }] });
const STORED = '<stored@customer.example>';

/** Purposes that are evidence for a ticket. */
const OF_TICKETS: readonly TokenPurpose[] = ['reply', 'solved', 'still_open', 'own', 'ref', 'undo'];

const token = (address = ZHANG, purpose: TokenPurpose = 'reply', about = 20261122001) =>
  mintToken({ purpose, about, expiresAt: null }, { address, epoch: 0 }, KEYS);
const to = (text: string) => ({ to: addresses(`support+${text}@desk.example`) });
const numbered = (subject: string[], quoted: string[] = []) => ({ ticketNumbers: { subject, quoted } });

const judge = (given: Partial<Mail>, sender = ZHANG, ticket = TICKET, now = NOW) => {
  const mail = sampleMail({ from: addresses(sender), ...given });
  return evidenceFor(
    mail,
    sender,
    { ticket, messageIds: new Set([STORED]) },
    { tokens: findTokens(mail), keys: KEYS, now },
  );
};

describe('a mail of the requester', () => {
  it.each([
    ['to its reply address', to(token()), 'E4', ['to']],
    [
      'in answer to a letter',
      { inReplyTo: [ownMessageId(token(ZHANG, 'own'), 1, 'desk.example')] },
      'E4',
      ['in-reply-to'],
    ],
    ['with the ref line of a letter', { text: `ref: ${token(ZHANG, 'ref')}` }, 'E4', []],
    ['to the address for "solved"', to(token(ZHANG, 'solved')), 'E4', ['to']],
    ['to the address that takes a confirmation back', to(token(ZHANG, 'undo')), 'E4', ['to']],
    ['in answer to a stored mail', { inReplyTo: [STORED] }, 'E3', ['in-reply-to']],
    ['in a thread with a stored mail', { references: ['<a@b>', STORED] }, 'E3', ['references']],
    ['with the number in its subject', numbered(['TS20261122001']), 'E2', ['subject']],
    ['with the number in what it quotes', numbered([], ['TS20261122001']), 'E2', []],
    ['with the number of another ticket', numbered(['TS20261122002']), 'E0', []],
    ['to the reply address of another ticket', to(token(ZHANG, 'reply', 20261122002)), 'E0', []],
    ...TOKEN_PURPOSES.map((purpose) => {
      const level = OF_TICKETS.includes(purpose) ? 'E4' : 'E0';
      return [
        `to an address made for "${purpose}"`,
        to(token(ZHANG, purpose)),
        level,
        level === 'E4' ? ['to'] : [],
      ] as const;
    }),
    [
      'with an own token as its Message-ID',
      { messageId: ownMessageId(token(ZHANG, 'own'), 1, 'desk.example') },
      'E0',
      [],
    ],
    ['that refers to nothing', {}, 'E0', []],
  ] as const)('%s', (_, given, level, fields) =>
    expect(judge(given)).toMatchObject({ level, fields, borrowed: false }),
  );

  it('is told by the strongest that holds', () => {
    expect(judge({ ...to(token()), inReplyTo: [STORED], ...numbered(['TS20261122001']) }).level).toBe('E4');
    expect(judge({ ...to(`${token().slice(0, -2)}aa`), inReplyTo: [STORED] }).level).toBe('E3');
  });
});

describe('a token', () => {
  it('of another participant is borrowed', () => {
    expect(judge(to(token(WU)))).toMatchObject({ level: 'E4', borrowed: true, token: { boundTo: WU } });
  });
  it('of another participant in a reference alone is a reference', () => {
    const letter = ownMessageId(token(WU, 'own'), 1, 'desk.example');
    const answer = { inReplyTo: ['<forward@customer.example>'], references: [letter, '<forward@customer.example>'] };
    const found = { level: 'E3', borrowed: true, token: null, fields: ['references'] };
    expect(judge(answer)).toMatchObject(found);
    expect(judge({ ...answer, text: `> ref: ${token(WU, 'ref')}` })).toMatchObject(found);
    expect(judge({ ...answer, ...to(token(WU)) })).toMatchObject({ level: 'E4', borrowed: true });
  });
  it('of the sender wins over a borrowed one', () => {
    const both = { to: addresses(`support+${token(WU)}@desk.example, support+${token()}@desk.example`) };
    expect(judge(both)).toMatchObject({ borrowed: false, token: { boundTo: ZHANG } });
  });
  it('of somebody who no longer takes part is nothing', () => {
    expect(judge(to(token(WU)), ZHANG, sampleTicket()).level).toBe('E0');
  });
  it('of an earlier epoch is nothing', () => {
    expect(judge(to(token()), ZHANG, sampleTicket({ tokenEpoch: 1 })).level).toBe('E0');
  });
  it.each([
    ['the last moment of ninety days after closing', 1, 'E4'],
    ['the moment they are over', 0, 'E0'],
  ])('%s', (_, left, level) => {
    const closedAt = new Date(NOW.getTime() - 90 * 86_400_000 + left);
    expect(judge(to(token()), ZHANG, sampleTicket({ closedAt })).level).toBe(level);
  });
});

describe('a number', () => {
  it.each([
    ['from a stranger', 'eve@evil.example', TICKET, 'E1'],
    ['from a confirmed copy recipient', WU, TICKET, 'E2'],
    ['from the assignee', 'li@desk.example', TICKET, 'E2'],
    [
      'from an unconfirmed one',
      WU,
      sampleTicket({ participants: [{ address: WU, role: 'copy', confirmed: false }] }),
      'E1',
    ],
    ['from a colleague of the requester', 'boss@customer.example', TICKET, 'E1'],
  ] as const)('%s', (_, sender, ticket, level) => {
    expect(judge(numbered(['TS20261122001']), sender, ticket).level).toBe(level);
  });
});

it('prefers the ticket with the strongest evidence, then the first', () => {
  const other = sampleTicket({ number: 'TS20261122002' });
  const mail = sampleMail({ ...to(token()), ...numbered(['TS20261122002']) });
  const candidates = [other, TICKET, TICKET].map((ticket) => ({ ticket, messageIds: new Set<string>() }));
  const verifier = { tokens: findTokens(mail), keys: KEYS, now: NOW };
  expect(strongestEvidence(mail, ZHANG, candidates, verifier)).toMatchObject({
    candidate: candidates[1],
    evidence: { level: 'E4' },
  });
  expect(strongestEvidence(mail, ZHANG, [], verifier)).toBeNull();
});

it('of two tickets that a reference leads to it prefers the one its sender takes part in', () => {
  const ofAttacker = sampleTicket({ number: 'TS20261122009', requester: { address: 'eve@evil.example' } });
  const candidates = [ofAttacker, TICKET].map((ticket) => ({ ticket, messageIds: new Set([STORED]) }));
  const mail = sampleMail({ inReplyTo: [STORED] });
  const verifier = { tokens: [], keys: KEYS, now: NOW };
  for (const order of [candidates, candidates.toReversed()])
    expect(strongestEvidence(mail, ZHANG, order, verifier)?.candidate.ticket.number).toBe(TICKET.number);
  expect(strongestEvidence(mail, 'x@y.example', candidates, verifier)?.candidate).toBe(candidates[0]);
});

describe('a number counts for the ticket that it leads to', () => {
  const directory = {
    staff: [sampleStaff({ email: 'li@desk.example', roles: ['engineer'] })],
    customers: [],
    gateways: [],
  };
  const gone = { address: 'gone@desk.example', role: 'staff', confirmed: true } as const;
  const target = sampleTicket({ number: 'TS20261122002', requester: { address: WU }, participants: [gone] });
  it.each([
    ['who took part in the merged one alone', ZHANG, 'E2', 'E1'],
    ['who takes part in the other one alone', WU, 'E1', 'E2'],
    ['who works on it', 'li@desk.example', 'E1', 'E2'],
    ['who has worked on it and has left', 'gone@desk.example', 'E2', 'E1'],
    ['who has a reference', ZHANG, 'E3', 'E3'],
    ['who has a token', ZHANG, 'E4', 'E4'],
    ['who has nothing', WU, 'E0', 'E0'],
  ] as const)('of somebody %s', (_, address, level, expected) => {
    const evidence = { level, token: null, borrowed: false, fields: ['subject'] };
    const person = personFor({ name: '', address }, directory);
    expect(evidenceFrom(person, target, evidence)).toEqual({ ...evidence, level: expected });
  });
  it('and of nobody at all for none', () => {
    const evidence = { level: 'E2', token: null, borrowed: false, fields: [] } as const;
    expect(evidenceFrom(null, target, evidence).level).toBe('E1');
  });
});

describe('the desk knows its own mail', () => {
  const mine = (text: string) => sampleMail({ messageId: `<${text}.7@desk.example>`, to: addresses(ZHANG) });
  const isOwn = (mail: Mail) => isOwnMail([TICKET], [ZHANG], { tokens: findTokens(mail), keys: KEYS, now: NOW });
  const expired = mintToken(
    { purpose: 'own', about: 0, expiresAt: new Date(3_600_000) },
    { address: ZHANG, epoch: 0 },
    KEYS,
  );
  it.each([
    ['a letter of a ticket', mine(token(ZHANG, 'own')), true],
    ['one that has expired', mine(expired), true],
    ['to somebody else', mine(token('eve@evil.example', 'own')), false],
    ['an answer to one', sampleMail({ inReplyTo: [`<${token(ZHANG, 'own')}.7@desk.example>`] }), false],
    ['a token of another purpose', mine(token(ZHANG, 'reply')), false],
    ['a forged one', mine(`${token(ZHANG, 'own').slice(0, -2)}aa`), false],
  ])('%s', (_, mail, expected) => expect(isOwn(mail)).toBe(expected));
});

describe('the number of the customer’s own help desk', () => {
  const given = (sender: string, byTheirNumber: boolean) =>
    evidenceFor(
      sampleMail({ from: addresses(sender) }),
      sender,
      { ticket: TICKET, messageIds: new Set(), byTheirNumber },
      { tokens: [], keys: KEYS, now: NOW },
    );
  it('speaks for a ticket the sender takes part in', () => {
    expect(given(ZHANG, true)).toMatchObject({ level: 'E2', fields: ['subject'] });
    expect(given(WU, true).level).toBe('E2');
  });
  it('and for nothing else', () => {
    expect(given('stranger@x.example', true).level).toBe('E0');
    expect(given(ZHANG, false).level).toBe('E0');
  });
});
