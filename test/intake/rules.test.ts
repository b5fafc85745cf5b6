import { describe, expect, it } from 'vitest';
import type { MailContext } from '../../src/intake/context.ts';
import { decide, needsOf } from '../../src/intake/rules.ts';
import { because, reasonText } from '../../src/ticket/mail-outcome.ts';
import { addresses } from '../people/sample.ts';
import { accepted, li } from '../ticket/sample.ts';
import { byStaff, sampleContext, stored, tokenAddress } from './sample.ts';

const attachment = { name: 'a.pdf', type: 'application/pdf', size: 1, inline: false, sha256: 'x', cid: null };
const withFile = { attachments: [{ ...attachment, content: new Uint8Array(1) }] };
const trick = {
  from: addresses('noreply@service.example'),
  returnPath: 'noreply@service.example',
  subject: 'Your verification code is 123456',
  text: 'Your verification code is 123456',
  reply: 'Your verification code is 123456',
};
const copy = (outcome: string, authentication: string | null = 'P', id = 3): MailContext['copies'][number] =>
  ({ id, ticketId: null, fingerprint: 'f', outcome, authentication }) as MailContext['copies'][number];
const spam = { headers: [['x-spam-flag', 'YES'] as const] as never };

const GROUP = [['list-id', 'News <News.example.org>']] as const;
const LIST = [...GROUP, ['list-unsubscribe', '<https://example.org>']] as const;

const subscribed = (context: MailContext): MailContext => ({
  ...context,
  config: { ...context.config, trust: { ...context.config.trust, lists: ['news.example.org'] } },
});

describe('each rule', () => {
  it.each<[string, MailContext, string, string]>([
    [
      'another copy that was heard',
      sampleContext({ copies: [copy('ticketed')] }),
      'another copy',
      'duplicate of mail 3',
    ],
    [
      'the mail itself is no copy',
      sampleContext({ copies: [copy('ticketed', 'P', 7)] }),
      'from a customer',
      'ticketed acknowledgement',
    ],
    [
      'a copy in quarantine that was proven as well',
      sampleContext({ copies: [copy('quarantined', 'P')] }),
      'another copy',
      'duplicate of mail 3',
    ],
    [
      'a copy in quarantine that was proven less',
      sampleContext({ copies: [copy('quarantined', 'N')] }),
      'from a customer',
      'ticketed acknowledgement',
    ],
    [
      'a held copy that was forged',
      sampleContext({ verdict: 'N', copies: [copy('held', 'F')] }),
      'from a customer',
      'ticketed short_acknowledgement',
    ],
    [
      'a held copy of which nothing is known',
      sampleContext({ verdict: 'N', copies: [copy('held', null)] }),
      'from a customer',
      'ticketed short_acknowledgement',
    ],
    [
      'forged, and the copy was too',
      sampleContext({ verdict: 'F', copies: [copy('held', null)] }),
      'another copy',
      'duplicate of mail 3',
    ],
    [
      'the second copy counts when the first does not',
      sampleContext({ copies: [copy('held', 'N'), copy('appended', 'N', 4)] }),
      'another copy',
      'duplicate of mail 4',
    ],
    [
      'let go beside a copy that waits',
      sampleContext({ released: true, verdict: 'N', copies: [copy('quarantined')] }),
      'from a customer',
      'ticketed short_acknowledgement',
    ],
    [
      'confirmed beside a copy that waits',
      sampleContext({ mail: byStaff(li), redeemed: true, verdict: 'N', copies: [copy('held')] }),
      'from the staff',
      'ticketed none',
    ],
    [
      'let go beside a copy that was heard',
      sampleContext({ released: true, copies: [copy('ticketed')] }),
      'another copy',
      'duplicate of mail 3',
    ],
    [
      'only its header was read',
      sampleContext({ unparsed: because('over_limit', '99 octets') }),
      'unreadable',
      'quarantined over_limit: 99 octets',
    ],
    ['malformed', sampleContext({ mail: { class: 'malformed' } }), 'unreadable', 'quarantined malformed'],
    [
      'a bounce of nothing',
      sampleContext({ mail: { class: 'bounce' } }),
      'a letter of ours',
      'bounce matches no letter',
    ],
    ['own', sampleContext({ mail: { class: 'own' } }), 'written by the desk', 'ignored own_mail'],
    [
      'from an address of the desk',
      sampleContext({ mail: { from: addresses('Support@Desk.example') } }),
      'in the desk’s own name',
      'quarantined own_address',
    ],
    [
      'from a tagged one',
      sampleContext({ mail: { from: addresses('support+x@desk.example') } }),
      'in the desk’s own name',
      'quarantined own_address',
    ],
    [
      'a bounce that is forged',
      sampleContext({ mail: { class: 'bounce' }, verdict: 'F' }),
      'a forged report',
      'quarantined quarantine: authentication F (nothing_aligned)',
    ],
    ['without a sender', sampleContext({ mail: { from: [] } }), 'without a sender', 'quarantined no_sender'],
    ['marked as spam', sampleContext({ mail: spam }), 'marked as spam', 'quarantined marked_spam'],
    ['marked as spam and let go', sampleContext({ mail: spam, released: true }), 'from a customer', 'ticketed none'],
    [
      'a virus',
      sampleContext({ mail: withFile, scan: { virus: 'Eicar' } }),
      'carries a virus',
      'quarantined virus: Eicar',
    ],
    [
      'a virus, even when it was let go',
      sampleContext({ mail: withFile, scan: { virus: 'Eicar' }, released: true }),
      'carries a virus',
      'quarantined virus: Eicar',
    ],
    [
      'no virus',
      sampleContext({ mail: withFile, scan: { virus: null } }),
      'from a customer',
      'ticketed acknowledgement',
    ],
    [
      'not to be scanned',
      sampleContext({ mail: withFile, scan: 'failed' }),
      'carries a virus',
      'quarantined not_scanned',
    ],
    ['a ticket trick', sampleContext({ mail: trick }), 'a trick', 'quarantined ticket_trick'],
    [
      'a sender the desk has written to',
      sampleContext({ mail: trick, everWrittenTo: true }),
      'from a customer',
      'ticketed none',
    ],
    ['a trick that was let go', sampleContext({ mail: trick, released: true }), 'from a customer', 'ticketed none'],
    [
      'an automatic reply to a letter of ours',
      sampleContext({ mail: { class: 'auto_reply' }, ticket: accepted, level: 'E3' }),
      'written by a machine',
      'ignored auto_reply',
    ],
    [
      'one that says so itself and answers nothing of ours',
      sampleContext({ mail: { class: 'auto_reply', headers: [['auto-submitted', 'auto-replied']] } }),
      'written by a machine',
      'quarantined auto_reply',
    ],
    [
      'what a program sends for somebody',
      sampleContext({ mail: { class: 'auto_reply', headers: [['auto-submitted', 'auto-generated']] } }),
      'from a customer',
      'ticketed none',
    ],
    [
      'what a program sends about a ticket',
      sampleContext({
        mail: { class: 'auto_reply', headers: [['auto-submitted', 'auto-generated']] },
        ticket: accepted,
        level: 'E3',
      }),
      'from a customer',
      'appended E3',
    ],
    [
      'an automatic reply to nothing, which a person may have passed on',
      sampleContext({ mail: { class: 'auto_reply' } }),
      'written by a machine',
      'quarantined auto_reply',
    ],
    [
      'one that staff let go',
      sampleContext({ mail: { class: 'auto_reply' }, released: true }),
      'from a customer',
      'ticketed none',
    ],
    [
      'an absence note of the staff',
      sampleContext({ mail: { ...byStaff(li), class: 'auto_reply' } }),
      'says that one of the staff is away',
      'ignored auto_reply',
    ],
    ['a receipt', sampleContext({ mail: { class: 'receipt' } }), 'written by a machine', 'ignored receipt'],
    ['through a group', sampleContext({ mail: { class: 'list', headers: GROUP } }), 'from a customer', 'ticketed none'],
    ['a list', sampleContext({ mail: { class: 'list', headers: LIST } }), 'written by a machine', 'quarantined list'],
    [
      'a list that staff let go',
      sampleContext({ mail: { class: 'list', headers: LIST }, released: true }),
      'from a customer',
      'ticketed none',
    ],
    [
      'a list the desk is subscribed to',
      subscribed(sampleContext({ mail: { class: 'list', headers: LIST } })),
      'written by a machine',
      'ignored list',
    ],
    [
      'a participant whose mail comes through a list',
      sampleContext({ mail: { class: 'list' }, ticket: accepted, level: 'E3' }),
      'from a customer',
      'appended E3',
    ],
    [
      'a website form that writes like a list',
      sampleContext({
        mail: { class: 'list', from: addresses('form@website.example'), replyTo: addresses('zhang@customer.example') },
      }),
      'from a customer',
      'ticketed acknowledgement',
    ],
    [
      'a website form that answers by itself',
      sampleContext({
        mail: {
          class: 'auto_reply',
          from: addresses('form@website.example'),
          replyTo: addresses('zhang@customer.example'),
        },
      }),
      'written by a machine',
      'quarantined auto_reply',
    ],
    [
      'one of too many newcomers',
      sampleContext({ verdict: 'N', newcomer: { known: false, tooMany: true } }),
      'from a customer',
      'quarantined too_many_newcomers',
    ],
    ['staff', sampleContext({ mail: byStaff(li) }), 'from the staff', 'ticketed none'],
    ['a customer', sampleContext(), 'from a customer', 'ticketed acknowledgement'],
  ])('%s', (_, context, rule, result) => {
    const { decision, steps } = decide(context);
    expect(steps.at(-1)).toContain(rule);
    expect(`${decision.outcome} ${reasonText(decision.reason)}`).toBe(result);
  });

  it('leaves old mail alone when the desk was told to start now', () => {
    const start = (startFrom: 'now' | 'all', uid: number | null, backfill = true) => {
      const context = sampleContext({ stored: stored({ backfill, uid }) });
      return decide({ ...context, mailbox: { ...context.mailbox, startFrom: startFrom as never } }).decision.outcome;
    };
    expect([start('now', 1), start('now', null), start('all', 1), start('now', 1, false)]).toEqual([
      'ignored',
      'ticketed',
      'ticketed',
      'ticketed',
    ]);
  });

  it('keeps what machines write with the ticket they belong to, by evidence that takes part', () => {
    const kept = (['E4', 'E3', 'E2', 'E1'] as const).map(
      (level) => decide(sampleContext({ mail: { class: 'auto_reply' }, ticket: accepted, level })).decision.ticket?.id,
    );
    expect(kept).toEqual([accepted.id, accepted.id, accepted.id, undefined]);
  });

  it('names the ticket of the copy', () => {
    const given = { copies: [{ ...copy('appended'), ticketId: accepted.id }], tickets: [accepted] };
    expect(decide(sampleContext(given)).decision.ticket).toBe(accepted);
  });

  it('tells every step for mail explain', () => {
    const { steps } = decide(sampleContext({ ticket: accepted, verdict: 'N', mail: { class: 'own' } }));
    expect(steps).toEqual([
      'class own',
      'authentication N: nothing_aligned',
      `evidence E4 for ${accepted.number}`,
      'another copy of a mail we have? no',
      'from an archive? no',
      'unreadable? no',
      'older than the desk? no',
      'a forged report? no',
      'a letter of ours that came back? no',
      'written by the desk itself? ignored, own_mail',
    ]);
    expect(decide(sampleContext()).steps[2]).toBe('evidence E0');
  });
});

describe('what is looked up', () => {
  it.each<[string, MailContext, object]>([
    [
      'a copy: its ticket, and nothing else',
      sampleContext({ mail: withFile, copies: [{ ...copy('ticketed'), ticketId: 't' }] }),
      { tickets: ['t'] },
    ],
    ['a copy without a ticket', sampleContext({ copies: [copy('ignored')] }), { tickets: [] }],
    ['spam is not scanned', sampleContext({ mail: { ...spam, ...withFile } }), {}],
    ['attachments are', sampleContext({ mail: { ...withFile, class: 'list' } }), { scan: true }],
    [
      'a trick: whether its sender was written to',
      sampleContext({ mail: { ...trick, class: 'list' } }),
      { scan: false, everWrittenTo: 'noreply@service.example' },
    ],
    [
      'a trick that was let go: what a new ticket needs',
      sampleContext({ mail: { ...trick, class: 'list' }, released: true }),
      { scan: false, customer: 'noreply@service.example' },
    ],
    [
      'a new ticket',
      sampleContext(),
      { scan: false, acknowledged: 'acknowledgement', customer: 'zhang@customer.example' },
    ],
    [
      'a new ticket that is not acknowledged',
      sampleContext({ stored: stored({ backfill: true, uid: null }) }),
      { scan: false, customer: 'zhang@customer.example' },
    ],
    ['words on a ticket', sampleContext({ ticket: accepted }), { scan: false, roster: true }],
    [
      'a third party: how often the follower was told',
      sampleContext({ ticket: accepted, mail: { from: addresses('eve@other.example') } }),
      { scan: false, alerts: { kind: 'third_party_reply', address: 'zhao@desk.example' } },
    ],
    ['a forged mail of a customer', sampleContext({ verdict: 'F' }), { scan: false }],
    [
      'a bounce',
      sampleContext({
        mail: {
          class: 'bounce',
          ...withFile,
          to: addresses(tokenAddress('bounce', 0xabc, 'x@y.example')),
          inReplyTo: ['<1@a>'],
          references: ['<2@a>'],
        },
      }),
      { roster: true, ofLetters: true, letters: { idTails: ['000000000abc'], messageIds: ['<1@a>', '<2@a>'] } },
    ],
    ['staff: their own matter', sampleContext({ mail: byStaff(li) }), { scan: false, customer: 'li@desk.example' }],
  ])('%s', (_, context, needs) => {
    expect(needsOf(context)).toEqual(needs);
  });
});
