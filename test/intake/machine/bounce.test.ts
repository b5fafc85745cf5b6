import { describe, expect, it } from 'vitest';
import type { MailContext } from '../../../src/intake/context.ts';
import { bounceNeeds, decideBounce, isBounce } from '../../../src/intake/machine/bounce.ts';
import type { Bounce } from '../../../src/mail/mail.ts';
import { aboutId } from '../../../src/people/token.ts';
import type { BouncedLetter } from '../../../src/store/letter.ts';
import { reasonText } from '../../../src/ticket/mail-outcome.ts';
import { addresses } from '../../people/sample.ts';
import { accepted, events, h, li, NOON, wang, zhao } from '../../ticket/sample.ts';
import { refLine, sampleContext, tokenAddress } from '../sample.ts';

const ID = '0190a000-0000-7000-8000-00000000abcd';
const letter = (more: Partial<BouncedLetter> = {}): BouncedLetter => ({
  kind: 'assigned',
  createdAt: new Date('2026-11-23T02:00:00Z'),
  id: ID,
  ticketId: accepted.id,
  toAddress: 'zhang@customer.example',
  envelopeFrom: 'support+token@desk.example',
  state: 'sent',
  lastResult: null,
  ...more,
});
const report: Bounce = {
  recipient: 'zhang@customer.example',
  finalRecipient: 'zhang@customer.example',
  returnPath: null,
  status: '5.1.1',
  permanent: true,
  diagnostic: 'no such user',
  originalMessageId: null,
};

const bounce = (
  more: {
    letter?: BouncedLetter;
    to?: string;
    bounce?: Partial<Bounce> | null;
    by?: 'token' | 'id';
    text?: string;
    tickets?: MailContext['tickets'];
  } = {},
) => {
  const found = more.letter ?? letter();
  const byToken = more.by !== 'id';
  const to =
    more.to ?? (byToken ? tokenAddress('bounce', aboutId(ID), 'zhang@customer.example') : 'support@desk.example');
  return decideBounce(
    sampleContext({
      mail: {
        class: 'bounce',
        subject: 'Undelivered mail',
        to: addresses(to),
        text: more.text ?? '',
        bounce: more.bounce === null ? null : { ...report, ...more.bounce },
      },
      letters: { byToken: byToken ? [found] : [], byMessageId: more.by === 'id' ? [found] : [] },
      tickets: more.tickets ?? [accepted],
    }),
  );
};

describe('a letter that came back', () => {
  it.each([
    ['is named by the token of its envelope sender', bounce(), true],
    [
      'by an expired one too: a late bounce is still about it',
      bounce({ to: tokenAddress('bounce', aboutId(ID), 'zhang@customer.example', { expiresAt: h(-100) }) }),
      true,
    ],
    [
      'not by a token made for another reader',
      bounce({ to: tokenAddress('bounce', aboutId(ID), 'eve@other.example') }),
      false,
    ],
    [
      'not by one about another letter',
      bounce({ to: tokenAddress('bounce', aboutId(ID) + 1, 'zhang@customer.example') }),
      false,
    ],
    [
      'not by a token of another purpose',
      bounce({ to: tokenAddress('release', aboutId(ID), 'zhang@customer.example') }),
      false,
    ],
    [
      'not by a token in the text',
      bounce({ to: 'support@desk.example', text: refLine('bounce', aboutId(ID), 'zhang@customer.example') }),
      false,
    ],
    [
      'by the token in the copy that came back',
      bounce({
        to: 'support@desk.example',
        bounce: { returnPath: tokenAddress('bounce', aboutId(ID), 'zhang@customer.example') },
      }),
      true,
    ],
    ['else by the Message-ID it quotes', bounce({ by: 'id' }), true],
  ])('%s', (_, decision, found) => {
    expect(decision.outcome).toBe('bounce');
    expect(decision.bounced?.letterId).toBe(found ? ID : undefined);
    expect(reasonText(decision.reason)).toBe(found ? 'permanent 5.1.1' : 'matches no letter');
  });

  it.each<[string, Partial<BouncedLetter>, boolean, boolean]>([
    ['a first failure is news', {}, true, true],
    ['a first delay is news', {}, false, true],
    ['a failure after a delay is news', { lastResult: 'delayed' }, true, true],
    ['a second delay is not', { lastResult: 'delayed' }, false, false],
    ['a delay after a failure is not', { lastResult: 'bounced', state: 'failed' }, false, false],
    ['a second failure is not', { lastResult: 'bounced', state: 'failed' }, true, false],
    ['a delay after a report is not', { lastResult: 'reported', state: 'failed' }, false, false],
    ['a failure that was not a bounce leaves it news', { lastResult: 'sent' as never, state: 'failed' }, true, true],
  ])('%s', (_, state, permanent, news) => {
    const decision = bounce({ letter: letter(state), bounce: { permanent } });
    expect(decision.outcome).toBe('bounce');
    expect(decision.bounced !== undefined).toBe(news);
    expect(decision.changes.length).toBe(news ? 1 : 0);
    expect(decision.ticket).toBe(accepted);
  });

  it.each<[string, Partial<BouncedLetter>, Partial<Bounce>, boolean]>([
    ['with the right recipient in its delivery status', {}, {}, true],
    ['in another spelling of it', {}, { finalRecipient: 'Zhang@Customer.Example.' }, true],
    ['with another recipient', {}, { finalRecipient: 'eve@customer.example' }, false],
    ['with the recipient in words only', {}, { finalRecipient: null }, false],
    ['of a letter from nobody, to which nothing can come back', { envelopeFrom: '' }, {}, false],
  ])('quoted by its Message-ID counts %s: %#', (_, state, said, counts) => {
    const decision = bounce({ by: 'id', letter: letter(state), bounce: said });
    expect(decision.outcome).toBe('bounce');
    expect([decision.bounced !== undefined, decision.changes.length > 0]).toEqual([counts, counts]);
    expect(reasonText(decision.reason)).toBe(counts ? 'permanent 5.1.1' : 'unproven 5.1.1');
    expect(decision.ticket).toBe(accepted);
  });

  it('quoted by its Message-ID beside a token for somebody else is not proven by that', () => {
    const to = tokenAddress('bounce', aboutId(ID), 'eve@other.example');
    const decision = bounce({ by: 'id', to, bounce: { finalRecipient: null, status: null } });
    expect([decision.bounced, reasonText(decision.reason)]).toEqual([undefined, 'unproven']);
  });

  it('quoted by its Message-ID proves nothing about the address', () => {
    expect(bounce({ by: 'id' }).bounced).toMatchObject({ permanent: true, proven: false });
    expect(bounce().bounced).toMatchObject({ permanent: true, proven: true });
  });

  it('is proven afterwards without being told twice', () => {
    const decision = bounce({ letter: letter({ lastResult: 'reported', state: 'failed' }) });
    expect([decision.bounced?.proven, decision.changes]).toEqual([true, []]);
  });

  it('says in the outbox what the other server said, and in the history who cannot be reached', () => {
    const decision = bounce();
    expect(decision.bounced).toEqual({
      letterId: ID,
      permanent: true,
      proven: true,
      reply: 'bounced 5.1.1: no such user',
    });
    expect(decision.changes.flatMap(events)).toEqual(['undeliverable']);
    expect(decision.changes[0]?.history[0]).toMatchObject({ at: NOON, detail: 'zhang@customer.example 5.1.1' });
  });

  it('is told to those in charge, and to the supervisors where it was theirs', () => {
    const told = (recipient: string) => bounce({ bounce: { recipient } }).changes.flatMap(({ letters }) => letters);
    const values = (recipient: string) => ({ recipient, status: '5.1.1', why: 'returned' });
    const toCustomer = { kind: 'undeliverable', to: [li.email, zhao.email], values: values('zhang@customer.example') };
    expect(told('zhang@customer.example')).toEqual([toCustomer]);
    expect(told(li.email)).toEqual([{ kind: 'undeliverable', to: [wang.email], values: values(li.email) }]);
  });

  it('without a report takes the subject for it, and a delay for granted', () => {
    const decision = bounce({ bounce: null });
    expect(decision.bounced).toEqual({
      letterId: ID,
      permanent: false,
      proven: true,
      reply: 'bounced : Undelivered mail',
    });
    expect(reasonText(decision.reason)).toBe('temporary');
  });

  it('names the letter’s own reader where the report names nobody', () => {
    const [change] = bounce({ bounce: { recipient: null as never, status: null as never } }).changes;
    expect(change?.history[0]?.detail).toBe('zhang@customer.example ');
  });

  it('names whom the report names', () => {
    const [change] = bounce({ bounce: { recipient: 'li@other.example' } }).changes;
    expect(change?.history[0]?.detail).toBe('li@other.example 5.1.1');
  });

  it('changes nothing on a ticket that no longer takes it', () => {
    const merged = { ...accepted, state: 'merged' } as const;
    const decision = bounce({ tickets: [merged] });
    expect([decision.ticket, decision.changes, decision.bounced?.letterId]).toEqual([merged, [], ID]);
  });

  it('is about its own ticket, whatever else was looked up', () => {
    const other = { ...accepted, id: 'other' };
    expect(bounce({ tickets: [other, accepted] }).ticket).toBe(accepted);
    expect(bounce({ tickets: [other] }).ticket).toBeNull();
  });

  it('keeps the reply short', () => {
    expect(bounce({ bounce: { diagnostic: 'x'.repeat(900) } }).bounced?.reply).toHaveLength(500);
  });

  it('that was about no ticket only ends the letter', () => {
    const decision = bounce({ letter: letter({ ticketId: null }), tickets: [] });
    expect([decision.bounced?.letterId, decision.changes, decision.ticket]).toEqual([ID, [], null]);
    expect([decision.outcome, reasonText(decision.reason)]).toEqual(['bounce', 'permanent 5.1.1']);
  });
});

describe('what a bounce needs', () => {
  const mail = (more: Partial<MailContext['mail']>) => sampleContext({ mail: { class: 'bounce', ...more } });
  const to = addresses(tokenAddress('bounce', 0xabcd, 'zhang@customer.example'));
  it.each<[string, MailContext, readonly string[], readonly string[]]>([
    ['nothing where it names nothing', mail({}), [], []],
    ['the end of the id its token carries', mail({ to }), ['00000000abcd'], []],
    [
      'the Message-IDs it quotes, the report’s first',
      mail({
        bounce: { ...report, originalMessageId: '<a@x>' } as never,
        inReplyTo: ['<b@x>'],
        references: ['<c@x>', '<d@x>'],
      }),
      [],
      ['<a@x>', '<b@x>', '<c@x>', '<d@x>'],
    ],
    ['none of a report that quotes none', mail({ bounce: report as never }), [], []],
    ['no token of another purpose', mail({ to: addresses(tokenAddress('reply', 1, 'a@x.example')) }), [], []],
    ['no token in its text', mail({ text: refLine('bounce', 1, 'a@x.example') }), [], []],
  ])('%s', (_, arrival, idTails, messageIds) => {
    expect(bounceNeeds(arrival)).toEqual({ roster: true, ofLetters: true, letters: { idTails, messageIds } });
  });

  it('is told by its class', () => {
    expect([isBounce(mail({})), isBounce(sampleContext())]).toEqual([true, false]);
  });
});

it('belongs to none where nothing names a letter', () => {
  const decision = decideBounce(sampleContext({ mail: { class: 'bounce' } }));
  expect(decision).toMatchObject({ outcome: 'bounce', reason: { code: 'matches_no_letter', detail: '' }, changes: [] });
});
