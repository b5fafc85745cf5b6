import { describe, expect, it } from 'vitest';
import type { MailContext } from '../../src/intake/context.ts';
import { customerNeeds, decideCustomerMail } from '../../src/intake/customer.ts';
import type { Mail } from '../../src/mail/mail.ts';
import { ENCRYPTED } from '../../src/mail/mime/warning.ts';
import { reasonText } from '../../src/ticket/mail-outcome.ts';
import type { Ticket } from '../../src/ticket/ticket.ts';
import { addresses } from '../people/sample.ts';
import { accepted, asked, closed, events, h, post, resolved } from '../ticket/sample.ts';
import { commandOf, lettersIn, sampleContext } from './sample.ts';

const EVE = { from: addresses('eve@other.example') };
const COLLEAGUE = { from: addresses('qian@customer.example') };
const SEALED: Partial<Mail> = { secrecy: { encrypted: 'opened', signature: null } };
const UNOPENED: Partial<Mail> = { warnings: [ENCRYPTED] };
const merged: Ticket = { ...accepted, state: 'merged' };

const result = (context: MailContext): string => {
  const { outcome, reason } = decideCustomerMail(context);
  return `${outcome}: ${reasonText(reason)}`;
};

describe('what each permission becomes', () => {
  it.each<[string, MailContext, string]>([
    ['a first mail', sampleContext(), 'ticketed: acknowledgement'],
    ['unproven', sampleContext({ verdict: 'N' }), 'ticketed: short_acknowledgement'],
    ['forged', sampleContext({ verdict: 'F' }), 'quarantined: quarantine: authentication F (nothing_aligned)'],
    ['proven words with a token', sampleContext({ ticket: accepted }), 'appended: E4'],
    ['with a reference', sampleContext({ ticket: accepted, level: 'E3' }), 'appended: E3'],
    ['with the number', sampleContext({ ticket: accepted, level: 'E2' }), 'appended: E2'],
    [
      'unproven words with the number',
      sampleContext({ ticket: accepted, level: 'E2', verdict: 'N' }),
      'appended: unverified',
    ],
    ['words to somebody else', sampleContext({ ticket: accepted, addressed: false }), 'appended: unverified'],
    [
      'words to somebody else that staff let go',
      sampleContext({ ticket: accepted, addressed: false, released: true }),
      'appended: E4',
    ],
    ['unproven words with a reference', sampleContext({ ticket: accepted, level: 'E3', verdict: 'N' }), 'appended: E3'],
    [
      'forged words on a ticket',
      sampleContext({ ticket: accepted, verdict: 'F' }),
      'quarantined: quarantine: authentication F (nothing_aligned)',
    ],
    ['a stranger with a token', sampleContext({ ticket: accepted, mail: EVE }), 'quarantined: third_party_reply'],
    ['encrypted words of a first mail', sampleContext({ mail: SEALED }), 'ticketed: acknowledgement'],
    ['the same, unproven', sampleContext({ mail: SEALED, verdict: 'N' }), 'ticketed: short_acknowledgement'],
    ['encrypted words with a token', sampleContext({ ticket: accepted, mail: SEALED }), 'appended: E4'],
    ['with a reference, proven', sampleContext({ ticket: accepted, mail: SEALED, level: 'E3' }), 'appended: E3'],
    ['with the number, proven', sampleContext({ ticket: accepted, mail: SEALED, level: 'E2' }), 'appended: E2'],
    ['with a token, unproven', sampleContext({ ticket: accepted, mail: SEALED, verdict: 'N' }), 'appended: E4'],
    [
      'with a reference, unproven: they would make the ticket confidential',
      sampleContext({ ticket: accepted, mail: SEALED, level: 'E3', verdict: 'N' }),
      'quarantined: encrypted_unproven',
    ],
    [
      'with the number, unproven',
      sampleContext({ ticket: accepted, mail: SEALED, level: 'E2', verdict: 'N' }),
      'quarantined: encrypted_unproven',
    ],
    [
      'on a ticket that takes no words any more, unproven',
      sampleContext({ ticket: merged, mail: SEALED, level: 'E2', verdict: 'N' }),
      'quarantined: encrypted_unproven',
    ],
    [
      'sent to somebody else',
      sampleContext({ ticket: accepted, mail: SEALED, addressed: false }),
      'quarantined: encrypted_unproven',
    ],
    [
      'of a colleague whom nobody has confirmed',
      sampleContext({ ticket: accepted, level: 'E3', mail: { ...COLLEAGUE, ...SEALED } }),
      'quarantined: encrypted_unproven',
    ],
    [
      'of a colleague whom staff let go',
      sampleContext({ ticket: accepted, level: 'E3', mail: { ...COLLEAGUE, ...SEALED }, released: true }),
      'appended: unconfirmed',
    ],
    [
      'that nobody here can open, unproven: they change nothing',
      sampleContext({ ticket: accepted, mail: UNOPENED, level: 'E2', verdict: 'N' }),
      'appended: unverified',
    ],
    [
      'a stranger with a reference',
      sampleContext({ ticket: accepted, level: 'E3', mail: EVE }),
      'quarantined: third_party_reply',
    ],
    [
      'a stranger whom staff let go',
      sampleContext({ ticket: accepted, mail: EVE, released: true }),
      'appended: unconfirmed',
    ],
    [
      'a colleague with a reference',
      sampleContext({ ticket: accepted, level: 'E3', mail: COLLEAGUE }),
      'appended: unconfirmed',
    ],
    [
      'a stranger with the number',
      sampleContext({
        ticket: accepted,
        level: 'E1',
        mail: { ...EVE, ticketNumbers: { subject: [accepted.number], quoted: [] } },
      }),
      `ticketed: claims ${accepted.number}`,
    ],
    [
      'a number that does not exist',
      sampleContext({ mail: { ticketNumbers: { subject: [], quoted: ['TS1'] } } }),
      'ticketed: claims TS1',
    ],
    [
      'another problem in an answer',
      sampleContext({ ticket: accepted, mail: { subject: '另一个问题', reply: '这是另一个问题：打印不了' } }),
      `ticketed: follows up ${accepted.number}`,
    ],
    [
      'after the time for reopening',
      sampleContext({
        ticket: closed,
        now: h(24 * 60),
        thread: { goesTo: 'new', linkedTo: closed.number, claims: null, reason: 'reopen_window_over' },
      }),
      `ticketed: follows up ${closed.number}`,
    ],
    ['a ticket that leads nowhere', sampleContext({ ticket: merged }), `ticketed: follows up ${merged.number}`],
    [
      'a ticket whose time ran out in between',
      sampleContext({ ticket: closed, now: h(24 * 60) }),
      `ticketed: follows up ${closed.number}`,
    ],
  ])('%s', (_, context, expected) => {
    expect(result(context)).toBe(expected);
  });

  it('a new ticket keeps no link that its thread does not give', () => {
    const opens = decideCustomerMail(
      sampleContext({ thread: { goesTo: 'ticket', ticket: accepted, reason: 'token' } }),
    ).opens;
    expect([opens?.received.linkedTo, opens?.received.claims]).toEqual([null, null]);
  });

  it('a forged mail names the ticket it was about', () => {
    expect(decideCustomerMail(sampleContext({ ticket: accepted, verdict: 'F' })).ticket).toBe(accepted);
  });

  it('asks for no more than its course looks at', () => {
    expect(customerNeeds(sampleContext({ ticket: merged }))).toEqual({
      acknowledged: 'acknowledgement',
      customer: 'zhang@customer.example',
    });
    expect(customerNeeds(sampleContext({ ticket: accepted, verdict: 'F' }))).toEqual({});
    expect(customerNeeds(sampleContext({ ticket: accepted }))).toEqual({ roster: true });
    const alone = { ...accepted, follower: null, assignee: null };
    expect(customerNeeds(sampleContext({ ticket: alone, mail: EVE }))).toEqual({});
    expect(customerNeeds(sampleContext({ ticket: { ...accepted, follower: null }, mail: EVE }))).toEqual({
      alerts: { kind: 'third_party_reply', address: 'li@desk.example' },
    });
  });

  it('cannot be appended without a ticket or a sender', () => {
    const going = { goesTo: 'ticket', ticket: accepted, reason: 'token' } as const;
    expect(() => decideCustomerMail(sampleContext({ thread: going, level: 'E4' }))).toThrow('goes to no ticket');
    expect(() => decideCustomerMail(sampleContext({ ticket: accepted, from: null }))).toThrow('without a sender');
    expect(result(sampleContext({ person: null }))).toBe('quarantined: quarantine: authentication P (dkim_aligned)');
  });
});

describe('a third party', () => {
  const told = (ticket: Ticket, alerts = 0) =>
    lettersIn(decideCustomerMail(sampleContext({ ticket, alerts, mail: EVE })));
  it.each([
    ['the follower hears of it', accepted, 0, ['third_party_reply→zhao']],
    ['else the assignee', { ...accepted, follower: null }, 0, ['third_party_reply→li']],
    ['else nobody', { ...accepted, follower: null, assignee: null }, 0, []],
    ['a third time within the hour too', accepted, 2, ['third_party_reply→zhao']],
    ['a fourth time goes into the collected notice', accepted, 3, []],
  ])('%s', (_, ticket, alerts, letters) => {
    expect(told(ticket, alerts)).toEqual(letters);
  });
  it('is shown with its words and its address', () => {
    const [letter] = decideCustomerMail(sampleContext({ ticket: accepted, mail: { ...EVE, reply: '你好' } })).letters;
    expect([letter?.words, letter?.values]).toEqual(['你好', { from: 'eve@other.example' }]);
    const nameless = decideCustomerMail(sampleContext({ ticket: accepted, mail: EVE, from: null }));
    expect(nameless.letters[0]?.values).toEqual({ from: '' });
  });
});

describe('words on a ticket', () => {
  const state = (ticket: Ticket, mail: Partial<Mail>, more: Parameters<typeof sampleContext>[0] = {}) =>
    decideCustomerMail(sampleContext({ ticket, mail: { reply: '好了', ...mail }, ...more })).ticket?.state;

  it.each<[string, string | undefined, string]>([
    ['"solved", proven', state(resolved, { intent: 'solved' }), 'closed'],
    ['"solved", proven by a reference', state(resolved, { intent: 'solved' }, { level: 'E3' }), 'closed'],
    [
      '"solved" with the number alone is asked back',
      state(resolved, { intent: 'solved' }, { level: 'E2' }),
      'resolved',
    ],
    ['"solved", unproven, with a token', state(resolved, { intent: 'solved' }, { verdict: 'N' }), 'closed'],
    [
      '"solved", unproven, with a reference',
      state(resolved, { intent: 'solved' }, { verdict: 'N', level: 'E3' }),
      'resolved',
    ],
    ['to the address behind "solved"', state(resolved, {}, { purpose: 'solved' }), 'closed'],
    ['to the address behind "still open"', state(resolved, {}, { purpose: 'still_open' }), 'assigned'],
    ['to the address that takes back', state(closed, {}, { purpose: 'undo' }), 'assigned'],
    ['the line that takes back', state(closed, { reply: 'undo' }), 'assigned'],
    ['撤销。', state(closed, { reply: '  撤销。 ' }), 'assigned'],
    ['undo .', state(closed, { reply: 'undo .' }), 'assigned'],
    ['a line that ends with the word', state(closed, { intent: 'solved', reply: 'please undo' }), 'closed'],
    ['a line that begins with it', state(closed, { intent: 'solved', reply: 'undo the import' }), 'closed'],
    ['the line that takes back, without a token', state(closed, { reply: 'undo' }, { level: 'E3' }), 'closed'],
    ['a sentence with that word', state(closed, { intent: 'solved', reply: 'how do I undo the import' }), 'closed'],
    ['"solved" to somebody else', state(resolved, { intent: 'solved' }, { addressed: false }), 'resolved'],
    [
      '"solved" with a token, where To is not signed: with a way back',
      state(resolved, { intent: 'solved' }, { sealed: false }),
      'closed',
    ],
    [
      '"solved" with a reference, where To is not signed',
      state(resolved, { intent: 'solved' }, { sealed: false, level: 'E3' }),
      'resolved',
    ],
    [
      '"solved" with the number, where To is not signed',
      state(resolved, { intent: 'solved' }, { sealed: false, level: 'E2' }),
      'resolved',
    ],
    [
      '"still open" where To is not signed',
      state(resolved, { intent: 'still_open' }, { sealed: false, level: 'E3' }),
      'assigned',
    ],
    ['"still open" by a reference', state(resolved, { intent: 'still_open' }, { level: 'E3' }), 'assigned'],
    ['"still open", unverified', state(resolved, { intent: 'still_open' }, { level: 'E2', verdict: 'N' }), 'resolved'],
  ])('%s', (_, is, expected) => {
    expect(is).toBe(expected);
  });

  it('are shown to all who take part, but not those of somebody unconfirmed', () => {
    const said = (mail: Partial<Mail>, level: 'E4' | 'E3' = 'E4') =>
      decideCustomerMail(sampleContext({ ticket: accepted, level, mail: { reply: '新', text: '新', ...mail } })).said;
    expect(said({})).toEqual([
      {
        ticketId: accepted.id,
        visibility: 'public',
        from: { name: '', address: 'zhang@customer.example' },
        text: '新',
        fullText: null,
        withAttachments: true,
      },
    ]);
    expect(said(COLLEAGUE, 'E3')[0]?.visibility).toBe('internal');
    expect(said({ text: '新\n> 旧' })[0]?.fullText).toBe('新\n> 旧');
  });

  it('are relayed, with attachments', () => {
    const file = { name: 'a', type: 't', size: 1, inline: false, sha256: 's', cid: null, content: new Uint8Array(1) };
    const decision = decideCustomerMail(sampleContext({ ticket: accepted, mail: { attachments: [file] } }));
    expect(decision.changes.flatMap(post)).toEqual(['relay→li', 'relay→zhao']);
    expect(decision.changes[0]?.letters[0]?.withAttachments).toBe(true);
    const plain = decideCustomerMail(sampleContext({ ticket: accepted }));
    expect(plain.changes[0]?.letters[0]?.withAttachments).not.toBe(true);
    expect([plain.ticket, plain.letters]).toEqual([plain.changes[0]?.ticket, []]);
  });

  it('let a colleague in, and change nothing else when they say no more', () => {
    const asked: Ticket = {
      ...resolved,
      participants: [
        ...resolved.participants,
        { address: 'qian@customer.example', name: '钱', role: 'copy', confirmed: false },
      ],
    };
    const admit = { commands: [commandOf('release qian@customer.example')] };
    const decide = (reply: string, commands = admit.commands) =>
      decideCustomerMail(sampleContext({ ticket: asked, mail: { subject: 'Re: 报表打不开', reply, commands } }));
    const admitted = decide('#release qian@customer.example\n');
    expect(admitted.changes.flatMap(events)).toContain('admitted');
    expect(admitted.changes.flatMap(({ letters }) => letters.map(({ kind }) => kind))).not.toContain('unclear_reply');
    expect(
      decide('#release qian@customer.example\n另外想说说别的').changes.flatMap(({ letters }) =>
        letters.map(({ kind }) => kind),
      ),
    ).toContain('unclear_reply');
    const both = [...admit.commands, commandOf('note x')];
    const letters = decide('#release qian@customer.example\n#note x', both).changes.flatMap((change) => change.letters);
    expect(letters.map(({ kind }) => kind)).not.toContain('unclear_reply');
    const noted = decide('#note qian@customer.example', [commandOf('note qian@customer.example')]);
    expect(noted.changes.flatMap(events)).not.toContain('admitted');
    expect(
      decide('#note x', [commandOf('note x')]).changes.flatMap(({ letters }) => letters.map(({ kind }) => kind)),
    ).toContain('unclear_reply');
  });
});

describe('a plain yes to somebody’s address', () => {
  const here = { address: 'qian@customer.example', name: '钱', role: 'copy', confirmed: false } as const;
  const withCopy = (ticket: Ticket): Ticket => ({ ...ticket, participants: [...ticket.participants, here] });
  const decide = (ticket: Ticket, mail: Partial<Mail>) =>
    decideCustomerMail(sampleContext({ ticket, mail: { subject: 'Re: 报表打不开', ...mail } }));
  const state = (ticket: Ticket, reply: string) => decide(ticket, { reply }).ticket?.state;
  const release = { commands: [commandOf('release qian@customer.example')], reply: '#release qian@customer.example' };
  const admitted = (mail: Partial<Mail>) =>
    decide(withCopy(accepted), mail).changes.flatMap(events).includes('admitted');
  const unclear = (reply: string) =>
    decide(withCopy(resolved), { reply }).changes.flatMap(({ letters }) => letters.map(({ kind }) => kind));

  it('may be the answer to a question that waits', () => {
    expect(state(asked, 'Yes, admin@vendor.example')).toBe('in_progress');
    expect(state(withCopy(asked), '可以，qian@customer.example')).toBe('in_progress');
    expect(decide(withCopy(asked), release).ticket?.state).toBe('pending');
    // What it is a yes to is said.
    expect(state(withCopy(asked), '同意 qian@customer.example 查看')).toBe('pending');
    expect(state(withCopy(asked), 'Allow qian@customer.example to see it')).toBe('pending');
    expect(state(asked, '同意 admin@vendor.example 查看')).toBe('in_progress');
  });

  it('is no letting in where nobody has that address', () => {
    expect(unclear('Yes, admin@vendor.example')).toContain('unclear_reply');
    expect(unclear('Yes, qian@customer.example')).not.toContain('unclear_reply');
  });

  it.each(['html_doubtful', 'html_flattened'])('does nothing where words may be hidden: %s', (warning) => {
    const yes = { reply: '同意 qian@customer.example 查看' };
    expect([admitted(yes), admitted({ ...yes, warnings: [warning] })]).toEqual([true, false]);
    const enough = decide(accepted, { reply: '不用再发进展了。', warnings: [warning] });
    expect(enough.ticket?.progressDeclined).toBeUndefined();
  });
});

describe('a mail that nobody here can open', () => {
  it.each<[string, Parameters<typeof sampleContext>[0], boolean]>([
    ['of a proven sender', {}, true],
    ['of one whom nothing proves', { level: 'E2', verdict: 'N' }, false],
  ])('%s', (_, given, marks) => {
    const { changes } = decideCustomerMail(sampleContext({ ticket: accepted, mail: UNOPENED, ...given }));
    expect(changes.map(({ ticket }) => ticket.encrypted === true)).toEqual([marks]);
  });
});

describe('words in a mail whose To and Cc do not name the desk', () => {
  const elsewhere = { ticket: resolved, addressed: false, mail: { intent: 'solved', reply: '解决了' } } as const;
  it.each<[string, MailContext, string]>([
    ['of a proven sender have a reason of their own', sampleContext(elsewhere), 'not_addressed'],
    ['of an unproven one with a token too', sampleContext({ ...elsewhere, verdict: 'N' }), 'not_addressed'],
    ['with the number, where a proven sender is heard', sampleContext({ ...elsewhere, level: 'E2' }), 'not_addressed'],
    [
      'of an unproven sender with the number are unverified first of all',
      sampleContext({ ...elsewhere, level: 'E2', verdict: 'N' }),
      'unverified',
    ],
    ['that staff have let go carry no mark', sampleContext({ ...elsewhere, released: true }), 'E4'],
  ])('%s', (_case, context, code) => {
    const { outcome, reason, changes } = decideCustomerMail(context);
    expect([outcome, reason.code]).toEqual(['appended', code]);
    expect(changes.map(({ ticket }) => ticket.state)).toEqual(['resolved']);
  });
  it('are relayed with what is the matter', () => {
    const relay = decideCustomerMail(sampleContext(elsewhere)).changes[0]?.letters.find(({ kind }) => kind === 'relay');
    expect(relay?.values).toMatchObject({ mark: 'not_addressed' });
  });
});
