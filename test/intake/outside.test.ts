import { describe, expect, it } from 'vitest';
import type { MailContext } from '../../src/intake/context.ts';
import {
  decideOutside,
  isFromOutside,
  outsideAnswerIn,
  outsideNeeds,
  outsideReferences,
} from '../../src/intake/outside.ts';
import { decide, needsOf } from '../../src/intake/rules.ts';
import type { Mail } from '../../src/mail/mail.ts';
import { aboutOutside, findTokens } from '../../src/people/token.ts';
import { reasonText } from '../../src/ticket/mail-outcome.ts';
import type { SideThread, Ticket } from '../../src/ticket/ticket.ts';
import { addresses, KEYS, sampleMail } from '../people/sample.ts';
import { accepted, h, li, NOON } from '../ticket/sample.ts';
import { lettersIn, messageIdWith, refLine, sampleContext, tokenAddress } from './sample.ts';

const VENDOR = 'vendor@factory.example';
const thread = (id: string, more: Partial<SideThread> = {}): SideThread => ({
  id,
  team: '',
  question: '上限？',
  responsible: VENDOR,
  askedBy: li.email,
  dueAt: h(8),
  answeredAt: null,
  outside: { name: '', subject: '上限是多少？', shows: [] },
  ...more,
});
const ID = '0190a000-0000-7000-8000-00000000abcd';
const ticket: Ticket = { ...accepted, id: ID, sideThreads: [thread('1'), thread('2', { answeredAt: NOON })] };
const about = aboutOutside(ID, '1');
const stored = '<stored@factory.example>';

/** Which question a mail answers, and whether a token proves it. */
const answered = (mail: Partial<Mail>, sender = VENDOR, on: Ticket = ticket, ids: readonly string[] = [stored]) => {
  const whole = sampleMail({ from: addresses(sender), ...mail });
  const found = outsideAnswerIn(whole, sender, [{ ticket: on, messageIds: new Set(ids) }], {
    tokens: findTokens(whole),
    keys: KEYS,
    now: NOON,
  });
  return found && [found.thread.id, found.genuine];
};

describe('the question that a mail answers', () => {
  it.each<[string, Partial<Mail>, string, readonly [string, boolean] | null]>([
    ['by the address', { to: addresses(tokenAddress('outside', about, VENDOR)) }, VENDOR, ['1', true]],
    ['by the reference', { inReplyTo: [messageIdWith('outside', about, VENDOR)] }, VENDOR, ['1', true]],
    ['by the line in its quotation', { text: refLine('outside', about, VENDOR) }, VENDOR, ['1', true]],
    [
      'by the address, from a colleague',
      { to: addresses(tokenAddress('outside', about, VENDOR)) },
      'x@factory.example',
      ['1', true],
    ],
    [
      'by the one that is meant, of two',
      { to: addresses(tokenAddress('outside', aboutOutside(ID, '2'), VENDOR)) },
      VENDOR,
      ['2', true],
    ],
    ['by a stored Message-ID', { references: [stored] }, VENDOR, ['1', false]],
    ['by its subject', { subject: '回复：上限是多少？' }, VENDOR, ['1', false]],
    ['by nothing', { subject: '别的事' }, VENDOR, null],
    ['by a stored Message-ID, from somebody else', { references: [stored] }, 'eve@evil.example', null],
    [
      'by a token for somebody else',
      { to: addresses(tokenAddress('outside', about, 'eve@evil.example')) },
      'eve@evil.example',
      null,
    ],
    [
      'by a token of another purpose',
      { to: addresses(tokenAddress('reply', about, VENDOR)) },
      'x@factory.example',
      null,
    ],
    ['by its own Message-ID', { messageId: messageIdWith('outside', about, VENDOR) }, 'eve@evil.example', null],
    ['by the customer', { to: addresses(tokenAddress('outside', about, VENDOR)) }, 'zhang@customer.example', null],
    [
      'by the customer’s colleague',
      { to: addresses(tokenAddress('outside', about, VENDOR)) },
      'boss@customer.example',
      null,
    ],
  ])('%s', (_, mail, sender, expected) => expect(answered(mail, sender)).toEqual(expected));

  it('is none on a ticket where only colleagues were asked', () => {
    const { outside: _, ...inside } = thread('1');
    expect(answered({ references: [stored] }, VENDOR, { ...accepted, sideThreads: [inside] })).toBeNull();
  });
  it('is found by what its token is about, which tells no number', () => {
    const mail = sampleMail({ to: addresses(tokenAddress('outside', about, VENDOR)) });
    expect(outsideReferences(findTokens(mail))).toEqual(['outside 00000000abce']);
  });
});

const [question] = ticket.sideThreads as [SideThread & { outside: NonNullable<SideThread['outside']> }];
const from = (sender = VENDOR, more: Parameters<typeof sampleContext>[0] = {}, genuine = true): MailContext =>
  sampleContext({
    ticket,
    level: 'E4',
    outside: { ticket, thread: question, genuine },
    ...more,
    mail: { from: addresses(sender), reply: '上限是 200。', ...more.mail },
  });
const result = (context: MailContext): string => {
  const { outcome, reason } = decideOutside(context);
  return `${outcome}: ${reasonText(reason)}`;
};

describe('what becomes of it', () => {
  const KEPT = `appended: outside_answer: ${VENDOR}`;
  const THIRD = 'quarantined: third_party_reply';
  it.each<[string, MailContext, string, readonly string[]]>([
    ['of whoever was asked', from(), KEPT, ['outside_answer→li', 'outside_answer→zhao']],
    ['of a colleague of theirs', from('x@factory.example'), KEPT, ['outside_answer→li', 'outside_answer→zhao']],
    ['unproven, with the token', from(VENDOR, { verdict: 'N' }), KEPT, ['outside_answer→li', 'outside_answer→zhao']],
    ['unproven, without it', from(VENDOR, { verdict: 'N' }, false), THIRD, ['third_party_reply→zhao']],
    ['forged', from(VENDOR, { verdict: 'F' }), 'quarantined: quarantine: authentication F (nothing_aligned)', []],
    ['of anybody else who has the letter', from('eve@evil.example'), THIRD, ['third_party_reply→zhao']],
    [
      'of somebody else, once it is let go',
      from('eve@evil.example', { released: true }),
      KEPT,
      ['outside_answer→li', 'outside_answer→zhao'],
    ],
    ['beyond twenty an hour', from(VENDOR, { alerts: 20 }), KEPT, []],
  ])('%s', (_, context, outcome, letters) => {
    const decision = decideOutside(context);
    expect(result(context)).toBe(outcome);
    const all = [...decision.letters, ...decision.changes.flatMap((change) => change.letters)];
    expect(lettersIn({ letters: all })).toEqual(letters);
  });

  it('is an internal note, whatever it commands', () => {
    const context = from(VENDOR, {
      mail: { reply: '#关闭\n已解决', commands: [{ name: 'close', argument: '', text: '' }] },
    });
    const decision = decideOutside(context);
    expect(decision.said).toMatchObject([{ visibility: 'internal', text: '#关闭\n已解决' }]);
    expect(decision.changes.map((change) => change.ticket.state)).toEqual(['in_progress']);
  });

  it('finds its way to the ticket that its own was merged into', () => {
    const into: Ticket = { ...accepted, id: 'b', number: 'TS20261123002' };
    const decision = decideOutside(from(VENDOR, { ticket: into }));
    expect(decision.ticket?.number).toBe(into.number);
    expect(lettersIn({ letters: decision.changes.flatMap((change) => change.letters) })).toContain('outside_answer→li');
  });

  it('looks up what it needs: who is told, and how often they were', () => {
    expect(outsideNeeds(from())).toEqual({ roster: true, alerts: { kind: 'outside_answer', address: li.email } });
    expect(outsideNeeds(from('eve@evil.example'))).toEqual({
      alerts: { kind: 'third_party_reply', address: 'zhao@desk.example' },
    });
  });

  it('is asked before what customers write, and after what machines and the staff do', () => {
    const asked = decide(from()).steps.map((step) => step.replace(/\?.*/, '?'));
    expect(asked.slice(-3)).toEqual(['written by a machine?', 'from the staff?', 'an answer from outside?']);
    expect(needsOf(from())).toMatchObject({ roster: true });
    const machine = from(VENDOR, { mail: { class: 'auto_reply', text: '我正在休假' } });
    expect(decide(machine).decision.outcome).not.toBe('appended');
    expect(isFromOutside(sampleContext({ ticket }))).toBe(false);
  });
});
