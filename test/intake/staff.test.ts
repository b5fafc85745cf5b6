import { describe, expect, it } from 'vitest';
import type { MailContext } from '../../src/intake/context.ts';
import { decideStaffMail, staffNeeds } from '../../src/intake/staff.ts';
import type { Mail } from '../../src/mail/mail.ts';
import type { Staff } from '../../src/people/person.ts';
import { aboutId } from '../../src/people/token.ts';
import { reasonText } from '../../src/ticket/mail-outcome.ts';
import type { Ticket } from '../../src/ticket/ticket.ts';
import { addresses } from '../people/sample.ts';
import { accepted, chen, events, li, NOON, opened, resolved, sun, wang, zhao } from '../ticket/sample.ts';
import { byStaff, commandOf, lettersIn, refLine, sampleContext, tokenAddress } from './sample.ts';

type Given = Parameters<typeof sampleContext>[0];
const by = (staff: Staff, commands: readonly string[], more: Given = {}): MailContext =>
  sampleContext({ ...more, mail: { ...byStaff(staff, ...commands), ...more.mail } });

const result = (context: MailContext): string => {
  const { outcome, reason } = decideStaffMail(context);
  return `${outcome}: ${reasonText(reason)}`;
};
const linesOf = (context: MailContext): readonly string[] =>
  decideStaffMail(context).letters.flatMap(({ lines }) =>
    (lines ?? []).map(({ command, done, result: code, detail }) =>
      [command, done ? 'done' : 'not', code, detail].filter(Boolean).join(' '),
    ),
  );

const second: Ticket = { ...opened({ id: 'b', number: 'TS20261123002' }), assignee: 'li@desk.example' };
const both = { ticketNumbers: { subject: [accepted.number, second.number], quoted: [] } };
const twoTickets: Given = {
  ticket: accepted,
  mail: both,
  candidates: [accepted, second].map((ticket) => ({ ticket, messageIds: new Set<string>() })),
};

const vouching = by(zhao, ['release'], {
  mail: { to: addresses(tokenAddress('release', 42, zhao.email)) },
  waiting: { id: 42 },
});

describe('what a mail by the staff becomes', () => {
  it.each<[string, MailContext, string]>([
    ['a command', by(li, ['accept'], { ticket: accepted }), 'refused: accept'],
    ['a note', by(li, [], { ticket: accepted, mail: { reply: '看过了' } }), 'appended: note'],
    ['work that is done', by(li, ['note 看过了'], { ticket: accepted }), 'command: note'],
    ['two commands', by(li, ['note a', 'urgency high'], { ticket: accepted }), 'command: note, urgency'],
    ['unproven', by(li, ['close'], { ticket: accepted, verdict: 'N' }), 'held: held: nothing_aligned'],
    ['unproven words', by(li, [], { verdict: 'N' }), 'held: held: nothing_aligned'],
    ['forged', by(li, ['close'], { ticket: accepted, verdict: 'F' }), 'quarantined: held_forged: nothing_aligned'],
    ['with the number alone', by(li, ['close x'], { ticket: accepted, level: 'E2' }), 'held: challenge'],
    ['a note with the number alone', by(li, ['note x'], { ticket: accepted, level: 'E2' }), 'command: note'],
    [
      'with the number alone, confirmed',
      by(li, ['close x'], { ticket: accepted, level: 'E2', redeemed: true }),
      'command: close',
    ],
    ['unproven, confirmed', by(li, ['note x'], { ticket: accepted, verdict: 'N', redeemed: true }), 'command: note'],
    [
      'forged, confirmed',
      by(li, ['note x'], { ticket: accepted, verdict: 'F', redeemed: true }),
      'quarantined: held_forged: nothing_aligned',
    ],
    ['somebody else’s work', by(chen, ['note x', 'urgency high'], { ticket: accepted }), 'refused: note, urgency'],
    ['a command that needs a ticket', by(li, ['close x'], { redeemed: true }), 'refused: needs_ticket'],
    ['a report for an engineer', by(li, ['report'], { ticket: accepted }), 'refused: supervisors_only'],
    [
      'a report beside a note',
      by(li, ['note x', 'report'], { ticket: accepted }),
      'refused: held_back, supervisors_only',
    ],
    ['letting go, by an engineer', by(li, ['release'], { ticket: accepted }), 'refused: frontline_only'],
    ['their own matter', by(li, [], {}), 'ticketed: none'],
    ['unknown commands alone', by(li, [], { mail: { unknownCommands: ['#foo'] } }), 'refused: unknown_command'],
    [
      'five of them',
      by(li, [], { mail: { unknownCommands: ['#a', '#b', '#c', '#d', '#e'] } }),
      'refused: unknown commands',
    ],
    ['help', by(li, ['help'], {}), 'command: help'],
    ['a question to the knowledge', by(li, ['kb disk full'], {}), 'command: kb'],
    [
      'a command on the one ticket its subject names',
      by(li, ['note x'], { ticket: accepted, mail: { ticketNumbers: { subject: [accepted.number], quoted: [] } } }),
      'command: note',
    ],
    ['a command that lets a mail go', vouching, 'command: releases mail 42'],
    ['a supervisor’s words on a ticket', by(wang, [], { ticket: accepted, mail: { reply: '注意' } }), 'appended: note'],
  ])('%s', (_, context, expected) => {
    expect(result(context)).toBe(expected);
  });

  it.each<[string, MailContext, string, string]>([
    ['a refused command', by(li, ['accept'], { ticket: accepted }), 'commands_refused', 'accept'],
    ['a refused note', by(chen, ['note x', 'urgency high'], { ticket: accepted }), 'commands_refused', 'note, urgency'],
    [
      'unknown commands alone, on a ticket',
      by(li, [], { ticket: accepted, mail: { unknownCommands: ['#acept'] } }),
      'commands_refused',
      'unknown_command',
    ],
    ['words on a merged ticket', by(li, [], { ticket: { ...accepted, state: 'merged' } }), 'commands_refused', 'note'],
    ['a command that was carried out', by(li, ['note x'], { ticket: accepted }), 'commands', 'note'],
    ['words', by(li, [], { ticket: accepted, mail: { reply: '看过了' } }), 'note', ''],
  ])('has a reason whose code says whether it was carried out: %s', (_, context, code, detail) => {
    expect(decideStaffMail(context).reason).toEqual({ code, detail });
  });

  it('is of the staff alone', () => {
    expect(() => decideStaffMail(sampleContext())).toThrow('not from the staff');
    expect(() => decideStaffMail(sampleContext({ person: null }))).toThrow('not from the staff');
  });
});

describe('a mail that was written to somebody else', () => {
  const toOthers = (commands: readonly string[], more: Given = {}) => by(li, commands, { addressed: false, ...more });
  it.each<[string, MailContext, string]>([
    ['commands nothing', toOthers(['note x'], { ticket: accepted }), 'held: challenge'],
    ['not even to ask for help', toOthers(['help']), 'held: challenge'],
    ['until it is confirmed', toOthers(['note x'], { ticket: accepted, redeemed: true }), 'command: note'],
    ['is kept as words', toOthers([], { ticket: accepted, mail: { reply: '看过了' } }), 'appended: note'],
  ])('%s', (_, context, expected) => {
    expect(result(context)).toBe(expected);
  });
  it('passes no customer’s problem on: it is their own matter', () => {
    const forwarded = {
      from: { name: '张三', address: 'zhang@customer.example' },
      subject: '打不开',
      text: '报表打不开',
      date: null,
    };
    const { opens } = decideStaffMail(toOthers([], { mail: { forwarded: forwarded as never } }));
    expect([opens?.opener?.result, opens?.received.requester.address]).toEqual(['internal_ticket', 'li@desk.example']);
  });
});

describe('a mail whose proof leaves open to whom it was written', () => {
  const open = (commands: readonly string[], more: Given = {}) => by(li, commands, { sealed: false, ...more });
  it.each<[string, MailContext, string]>([
    ['commands nothing', open(['note x'], { ticket: accepted }), 'held: challenge'],
    ['until it is confirmed', open(['note x'], { ticket: accepted, redeemed: true }), 'command: note'],
    [
      'is no public answer, whoever is in Cc',
      open([], { ticket: accepted, mail: { reply: '看过了', cc: addresses('zhang@customer.example') } }),
      'appended: note',
    ],
    ['is kept as words', open([], { ticket: accepted, mail: { reply: '看过了' } }), 'appended: note'],
    ['is their own matter', open([]), 'ticketed: none'],
  ])('%s', (_, context, expected) => {
    expect(result(context)).toBe(expected);
  });
  it('confirms a mail that was held all the same: it shows the token', () => {
    expect(result({ ...vouching, sealed: false })).toBe('command: releases mail 42');
  });
});

describe('mail that is not believed as it stands', () => {
  it('is challenged at the registered address, always', () => {
    const decision = decideStaffMail(by(li, ['close x'], { ticket: accepted, level: 'E2', alerts: 9 }));
    expect([lettersIn(decision), decision.ticket]).toEqual([['challenge→li'], accepted]);
    expect(decision.letters[0]?.words).toBe('#close x');
    expect(staffNeeds(by(li, ['close x'], { ticket: accepted, level: 'E2' }))).toEqual({});
  });
  it.each([
    [0, ['held_alert→li']],
    [2, ['held_alert→li']],
    [3, []],
  ])('is told at once unless %i were within the hour', (alerts, letters) => {
    const held = by(li, ['close x'], { ticket: accepted, verdict: 'N', alerts });
    expect(lettersIn(decideStaffMail(held))).toEqual(letters);
    expect(decideStaffMail(held).ticket).toBe(null);
    expect(staffNeeds(held)).toEqual({ alerts: { kind: 'held_alert', address: 'li@desk.example' } });
    expect(lettersIn(decideStaffMail(by(li, [], { verdict: 'F', alerts })))).toEqual(letters);
  });
  it('shows its words', () => {
    expect(decideStaffMail(by(li, ['close x'], { verdict: 'N' })).letters[0]?.words).toBe('#close x');
  });
});

describe('work that comes too late', () => {
  const gone: Ticket = { ...accepted, assignee: chen.email, follower: 'zhao@desk.example' };
  it('hears who has the ticket, and is kept as a note', () => {
    const decision = decideStaffMail(
      by(li, ['progress x'], { ticket: gone, mail: { reply: '#progress x\n看过日志' } }),
    );
    expect(decision.outcome).toBe('refused');
    expect(decision.changes.flatMap(({ letters }) => letters.map(({ kind }) => kind))).toContain('too_late');
    expect(decision.said.map(({ ticketId, visibility }) => [ticketId, visibility])).toEqual([[gone.id, 'internal']]);
  });
  it('nor, by a number that anybody can guess, whose ticket it is, to who may not see it', () => {
    const theirs = { ...accepted, assignee: sun.email, follower: null, team: 'other', participants: [] };
    const guessed = (staff: Staff, more: Partial<Ticket> = {}, level: MailContext['evidence']['level'] = 'E1') => {
      const decision = decideStaffMail(
        by(staff, ['progress x'], { ticket: { ...theirs, ...more }, level, redeemed: true }),
      );
      return [decision.outcome, decision.ticket === null, lettersIn(decision)];
    };
    expect(guessed(li)).toEqual(['refused', true, ['transcript→li']]);
    expect(guessed(li, { team: li.teams[0] ?? '' })).toEqual(['refused', false, ['transcript→li']]);
    expect(guessed(zhao)).toEqual(['refused', true, ['transcript→zhao']]);
    expect(guessed(zhao, { follower: zhao.email })[1]).toBe(false);
    expect(
      guessed(li, {
        followers: [],
        participants: [{ address: li.email, name: 'li', role: 'staff', confirmed: true }],
      })[1],
    ).toBe(false);
    expect(guessed(li, {}, 'E4')[1]).toBe(false);
  });
  it.each<[string, MailContext, string]>([
    [
      'a command that is always allowed may stand beside it',
      by(li, ['note y', 'progress x'], { ticket: gone }),
      'refused: note, progress',
    ],
    [
      'another refusal may not',
      by(li, ['progress x', 'release'], { ticket: gone }),
      'refused: not_yours, frontline_only',
    ],
    [
      'a command about something else may not',
      by(li, ['progress x', 'kb y'], { ticket: gone }),
      'refused: not_yours, held_back',
    ],
    ['notes alone come in time', by(li, ['note y'], { ticket: gone }), 'command: note'],
    [
      'the number alone tells nobody who has it',
      by(li, ['progress x'], { ticket: gone, level: 'E1', redeemed: true }),
      'refused: not_yours',
    ],
  ])('%s', (_, context, expected) => {
    expect(result(context)).toBe(expected);
  });
});

describe('a refusal', () => {
  it('holds back the rest, and its transcript says so', () => {
    const context = by(li, ['note x', 'report 2026-10'], { ticket: accepted });
    expect(linesOf(context)).toEqual(['#note x not held_back', '#report 2026-10 not supervisors_only']);
    const decision = decideStaffMail(context);
    expect([lettersIn(decision), decision.ticket, decision.changes]).toEqual([['transcript→li'], accepted, []]);
    expect(staffNeeds(context)).toEqual({});
  });
  it('without a ticket does the same', () => {
    const context = by(wang, ['kb', 'help'], { redeemed: true });
    expect(linesOf(context)).toEqual(['#kb not no_text']);
    expect(lettersIn(decideStaffMail(context))).toEqual(['transcript→wang']);
    expect(linesOf(by(li, [], { mail: { unknownCommands: ['#foo'] } }))).toEqual(['#foo not unknown_command']);
    expect(
      lettersIn(decideStaffMail(by(li, [], { mail: { unknownCommands: ['#a', '#b', '#c', '#d', '#e'] } }))),
    ).toEqual(['help→li']);
  });
});

describe('commands about no ticket', () => {
  const on = { redeemed: true };
  it.each<[string, MailContext, readonly string[], readonly string[]]>([
    ['help', by(li, ['help']), ['help→li'], []],
    ['a question', by(li, ['kb disk']), ['knowledge→li'], []],
    ['a question without words', by(li, ['kb']), ['transcript→li'], ['#kb not no_text']],
    ['a report', by(wang, ['report 2026-10'], on), ['report→wang'], []],
    ['no such period', by(wang, ['report soon'], on), ['transcript→wang'], ['#report soon not no_such_period soon']],
    ['approving nothing', by(wang, ['approve'], on), ['transcript→wang'], ['#approve not not_a_reply_to_a_draft']],
    [
      'off duty, by address',
      by(wang, ['onduty li@desk.example off'], on),
      ['transcript→wang'],
      ['#onduty li@desk.example off done onduty li off'],
    ],
    ['on duty, by name', by(wang, ['onduty li on'], on), ['transcript→wang'], ['#onduty li on done onduty li on']],
    ['上', by(wang, ['onduty li 上'], on), ['transcript→wang'], ['#onduty li 上 done onduty li on']],
    ['下', by(wang, ['onduty li 下'], on), ['transcript→wang'], ['#onduty li 下 done onduty li off']],
    ['开', by(wang, ['onduty li开'], on), ['transcript→wang'], ['#onduty li开 done onduty li on']],
    ['关', by(wang, ['onduty li关'], on), ['transcript→wang'], ['#onduty li关 done onduty li off']],
    [
      'nobody of that name',
      by(wang, ['onduty nobody on'], on),
      ['transcript→wang'],
      ['#onduty nobody on not no_such_person nobody on'],
    ],
    ['neither on nor off', by(wang, ['onduty li'], on), ['transcript→wang'], ['#onduty li not no_such_person li']],
    [
      'one that cannot be holds back the others',
      by(wang, ['onduty li off', 'report soon'], on),
      ['transcript→wang'],
      ['#onduty li off not held_back', '#report soon not no_such_period soon'],
    ],
  ])('%s', (_, context, letters, lines) => {
    expect(lettersIn(decideStaffMail(context))).toEqual(letters);
    expect(linesOf(context)).toEqual(lines);
  });

  it('change duty from now on, and only when all of the mail is carried out', () => {
    expect(decideStaffMail(by(wang, ['onduty li off'], on)).duties).toEqual([
      { email: 'li@desk.example', duty: 'off', since: NOON },
    ]);
    expect(decideStaffMail(by(wang, ['onduty li off', 'report soon'], on)).duties ?? []).toEqual([]);
  });
  it('carry their values', () => {
    expect(decideStaffMail(by(li, ['kb disk full'])).letters[0]?.values).toEqual({ question: 'disk full' });
    expect(decideStaffMail(by(wang, ['report 2026-10'], on)).letters[0]?.values).toEqual({
      from: '2026-10-01',
      to: '2026-10-31',
    });
  });
  it('may be asked in a mail about one', () => {
    const lines = (ticket: Ticket) =>
      decideStaffMail(by(li, ['status'], { ticket })).changes.flatMap(({ letters }) =>
        letters.flatMap((each) => each.lines ?? []),
      );
    expect(lines(accepted)[0]).toEqual({
      command: '#status',
      done: true,
      result: 'status',
      detail: `in_progress · medium · li@desk.example · ${accepted.respondBy?.toISOString()}`,
    });
    const answered = { ...accepted, respondedAt: NOON, updateBy: new Date('2026-11-23T09:00:00Z') };
    expect(lines(answered)[0]?.detail).toContain('2026-11-23T09:00:00.000Z');
    const mixed = decideStaffMail(by(wang, ['note x', 'onduty li off', 'help'], { ticket: accepted, redeemed: true }));
    expect([mixed.outcome, mixed.duties?.length, lettersIn(mixed)]).toEqual(['command', 1, ['help→wang']]);
    const refused = decideStaffMail(
      by(wang, ['urgency x', 'onduty li off', 'help'], { ticket: accepted, redeemed: true }),
    );
    expect([refused.outcome, refused.duties, refused.letters]).toEqual(['refused', [], []]);
    expect(linesOf(by(li, ['status'], { redeemed: true }))).toEqual(['#status not needs_ticket']);
  });
});

describe('work on tickets', () => {
  it('needs the roster, and what its commands name', () => {
    expect(staffNeeds(vouching)).toEqual({ waiting: { mailId: 42, outcome: 'quarantined' } });
    expect(staffNeeds(by(li, ['note x'], { ticket: accepted }))).toEqual({ roster: true, ticketNumbers: [] });
    expect(staffNeeds(by(li, ['note TS20261123002'], { ticket: accepted })).ticketNumbers).toEqual([]);
    expect(staffNeeds(by(li, ['note x', 'split y'], { ticket: accepted })).splits).toEqual([accepted]);
    expect(staffNeeds(by(li, ['merge TS20261123002'], { ticket: accepted }))).toEqual({
      roster: true,
      ticketNumbers: ['TS20261123002'],
    });
    expect(staffNeeds(by(li, ['split x'], { ticket: accepted }))).toEqual({
      roster: true,
      ticketNumbers: [],
      splits: [accepted],
      numbers: [accepted.id],
    });
  });

  it('is said internally, and nothing is said by what was refused', () => {
    const note = decideStaffMail(by(li, ['note x'], { ticket: accepted }));
    expect(note.said.map(({ visibility }) => visibility)).toEqual(['internal']);
    expect(note.changes.flatMap(events)).toEqual(['noted']);
    expect(decideStaffMail(by(li, ['urgency x'], { ticket: accepted })).said).toEqual([]);
  });

  it('merges into the ticket it names', () => {
    const target = { ...second, version: 4 };
    const merged = decideStaffMail(by(li, ['merge TS20261123002'], { ticket: accepted, tickets: [target] }));
    expect(merged.said.map(({ ticketId }) => ticketId)).toEqual([accepted.id]);
    expect([merged.outcome, merged.ticket?.mergedInto]).toEqual(['command', second.number]);
    expect(result(by(li, ['merge TS20261123002'], { ticket: accepted }))).toBe('refused: merge');
  });

  const splits = new Map([[accepted.id, { words: '点击报表后没有反应。', customer: null }]]);
  const numbers = new Map([[accepted.id, { id: 'new', number: 'TS20261123009' }]]);
  const split = (command = commandOf('split'), more: Partial<Mail> = {}) =>
    decideStaffMail(
      by(li, [], {
        ticket: accepted,
        splits,
        numbers,
        mail: { commands: [command], cc: addresses('qian@customer.example'), ...more },
      }),
    );

  it('splits a ticket off with the number that was drawn for it', () => {
    const decision = split();
    const opens = decision.changes[0]?.also[0]?.ticket;
    expect([opens?.id, opens?.number, opens?.subject, opens?.requester, opens?.locale]).toEqual([
      'new',
      'TS20261123009',
      accepted.subject,
      accepted.requester,
      accepted.locale,
    ]);
    expect(opens?.participants.map(({ address }) => address)).not.toContain('qian@customer.example');
    expect(decision.said.map(({ ticketId, text, visibility }) => [ticketId, text, visibility])).toEqual([
      [accepted.id, '', 'internal'],
      ['new', '点击报表后没有反应。', 'internal'],
    ]);
  });
  it('tells it in the words below the command', () => {
    expect(split(commandOf('split 打印', '打印不了')).said[1]?.text).toBe('打印不了');
    expect(split(commandOf('split 打印', '打印不了')).changes[0]?.also[0]?.ticket.subject).toBe('打印');
  });
  it('with the words of another command does not mix them', () => {
    const { said } = split(undefined, {
      commands: [commandOf('note 看过', '看过了'), commandOf('split 打印', '打印不了')],
    });
    expect(said[1]?.text).toBe('打印不了');
  });
  it('passes a customer attachments on where there are any', () => {
    const file = { name: 'a', type: 't', size: 1, inline: false, sha256: 's', cid: null, content: new Uint8Array(1) };
    const attached = (attachments: Mail['attachments']) =>
      decideStaffMail(
        by(li, ['reply 请看'], { ticket: accepted, mail: { attachments, reply: '#reply 请看' } }),
      ).changes[0]?.letters.map(({ withAttachments }) => withAttachments ?? false);
    expect(attached([file])).toContain(true);
    expect(attached([])).not.toContain(true);
  });
  it('without a number splits nothing off', () => {
    expect(result(by(li, ['split'], { ticket: accepted }))).toBe('refused: split');
    expect(result(by(li, ['split'], { ticket: accepted, splits }))).toBe('refused: split');
  });
  it('takes its form along but for the description', () => {
    const ticket = { ...accepted, form: { category: '系统故障', description: '旧' } };
    const opens = decideStaffMail(by(li, ['split'], { ticket, splits, numbers })).changes[0]?.also[0]?.ticket;
    expect([opens?.form.category, opens?.form.description]).toEqual(['系统故障', '点击报表后没有反应。']);
  });

  it('on several at once is done on all or none', () => {
    const done = decideStaffMail(by(wang, ['note x'], { ...twoTickets, redeemed: true }));
    expect(done.changes.map(({ ticket }) => ticket.number)).toEqual([accepted.number, second.number]);
    expect(done.said.map(({ ticketId }) => ticketId)).toEqual([accepted.id, 'b']);
    const closed: Ticket = { ...second, state: 'closed' };
    const candidates = [accepted, closed].map((ticket) => ({ ticket, messageIds: new Set<string>() }));
    const refused = decideStaffMail(by(wang, ['urgency high'], { ...twoTickets, candidates, redeemed: true }));
    expect([refused.outcome, refused.ticket?.number, refused.changes.length]).toEqual(['refused', second.number, 1]);
    expect(staffNeeds(by(wang, ['split'], { ...twoTickets, redeemed: true })).splits).toEqual([accepted, second]);
  });
  it('on several at once is for supervisors, and asks for a fresh token', () => {
    expect(linesOf(by(li, ['note x'], twoTickets))).toEqual(['not supervisors_only', '#note x not held_back']);
    expect(result(by(wang, ['note x'], twoTickets))).toBe('held: challenge');
    const { candidates = [] } = twoTickets;
    const unnamed = [
      ...candidates,
      { ticket: { ...resolved, id: 'c', number: 'TS20261123003' }, messageIds: new Set<string>() },
    ];
    expect(
      decideStaffMail(by(wang, ['note x'], { ...twoTickets, candidates: unnamed, redeemed: true })).changes,
    ).toHaveLength(2);
    expect(
      decideStaffMail(by(wang, [], { ...twoTickets, redeemed: true, mail: { ...both, reply: 'x' } })).changes,
    ).toHaveLength(1);
  });
});

describe('a ticket that staff open', () => {
  const forwarded = {
    from: { name: '张三', address: 'zhang@customer.example' },
    subject: '打不开',
    text: '报表打不开',
    date: null,
  };
  const open = (mail: Partial<Mail>) => {
    const decision = decideStaffMail(by(li, [], { mail }));
    if (decision.opens === undefined) throw new Error('it opens none');
    return decision.opens;
  };
  it('says who was sent an acknowledgement', () => {
    const reasons = [by(li, []), by(li, [], { mail: { forwarded: forwarded as never } })].map(
      (context) => decideStaffMail(context).reason,
    );
    expect(reasons.map(({ code }) => code)).toEqual(['unacknowledged', 'recorded']);
    expect(reasons.map(reasonText)).toEqual(['none', 'acknowledgement']);
  });
  it('is their own, unacknowledged', () => {
    const { received, opener, said } = open({ subject: '换灯泡', reply: '会议室的灯坏了' });
    expect([received.requester.address, received.subject, received.acknowledge, received.reportedBy?.email]).toEqual([
      'li@desk.example',
      '换灯泡',
      'none',
      'li@desk.example',
    ]);
    expect(opener).toEqual({ email: 'li@desk.example', result: 'internal_ticket' });
    expect([said.visibility, said.from.address, said.text]).toEqual(['public', 'li@desk.example', '会议室的灯坏了']);
    expect(staffNeeds(by(li, []))).toEqual({ customer: 'li@desk.example' });
  });
  it('is the customer’s whose mail they forward', () => {
    const { received, opener, said, acknowledgeLater } = open({
      forwarded: forwarded as never,
      reply: '请看',
      text: '请看\n转发',
    });
    expect([received.requester, received.subject, received.words, received.acknowledge]).toEqual([
      forwarded.from,
      '打不开',
      '报表打不开',
      'acknowledgement',
    ]);
    expect(opener).toEqual({ email: 'li@desk.example', result: 'recorded' });
    expect([said.from, said.text, said.fullText, acknowledgeLater]).toEqual([
      forwarded.from,
      '报表打不开',
      '请看\n转发',
      null,
    ]);
    expect(result(by(li, [], { mail: { forwarded: forwarded as never } }))).toBe('ticketed: acknowledgement');
    expect(staffNeeds(by(li, [], { mail: { forwarded: forwarded as never } }))).toEqual({
      customer: 'zhang@customer.example',
    });
  });
  it('is the customer’s whom the form names, even among unknown commands', () => {
    const form = { contact: '张三 <zhang@customer.example>', description: '打不开' };
    const { received } = open({ form, unknownCommands: ['#1'] });
    expect([received.requester, received.words]).toEqual([
      { name: '张三', address: 'zhang@customer.example' },
      '打不开',
    ]);
    const details = open({ form: { contact: '张三', contactDetails: '13800000000 zhang@customer.example' } });
    expect(details.received.requester).toEqual({ name: '张三', address: 'zhang@customer.example' });
  });
  it('is their own when it names themselves', () => {
    expect(open({ form: { contact: 'Li@desk.example' } }).opener?.result).toBe('internal_ticket');
  });
});

describe('the draft of an article', () => {
  const ID = '0190a000-0000-7000-8000-00000000abcd';
  const article = {
    id: ID,
    number: 12,
    version: 1,
    state: 'draft',
    title: '磁盘满',
    symptom: '报错',
    module: '导出',
    cause: '磁盘满',
    steps: '清理磁盘',
    caution: '',
    category: 'other',
    tags: [],
    locale: 'zh-CN',
    ticketId: null,
    createdAt: NOON,
    decidedAt: null,
    decidedBy: null,
  } as never;
  const approved = { ...(article as object), state: 'approved' } as never;
  const answer = (commands: readonly string[], more: Given = {}, staff = wang) =>
    by(staff, commands, {
      article,
      ...more,
      mail: { to: addresses(tokenAddress('draft', aboutId(ID), staff.email)), ...more.mail },
    });

  it.each<[string, MailContext, string, readonly string[]]>([
    ['is approved', answer(['approve']), 'command: article_approved', ['#approve done article_approved 12 · 磁盘满']],
    ['is dropped', answer(['decline']), 'command: article_dropped', ['#decline done article_dropped 12 · 磁盘满']],
    [
      'is not there',
      answer(['approve'], { article: null }),
      'refused: no_such_article',
      ['#approve not no_such_article'],
    ],
    [
      'was decided already',
      answer(['approve'], { article: approved }),
      'refused: decided_already',
      ['#approve not decided_already'],
    ],
    [
      'was approved, and is corrected',
      answer([], { article: approved, mail: { reply: '标签：磁盘、日志' } }),
      'command: article_corrected',
      ['标签：磁盘、日志 done article_corrected 12 · 磁盘满'],
    ],
    [
      'was approved, and is corrected with the command for it',
      answer(['approve'], { article: approved, mail: { reply: '标题：磁盘写满' } }),
      'command: article_corrected',
      ['#approve done article_corrected 12 · 磁盘写满'],
    ],
    [
      'was approved, and is dropped too late',
      answer(['decline'], { article: approved, mail: { reply: '标题：新的' } }),
      'refused: decided_already',
      ['#decline not decided_already'],
    ],
    [
      'was dropped, and is corrected no more',
      answer([], { article: { ...(article as object), state: 'dropped' } as never, mail: { reply: '标题：新的' } }),
      'refused: decided_already',
      ['not decided_already'],
    ],
    [
      'is not an engineer’s to decide',
      answer(['approve'], {}, li),
      'refused: supervisors_only',
      ['#approve not supervisors_only'],
    ],
    [
      'stays as it is when nothing is said about it',
      answer([], { mail: { reply: '好的\n谢谢' } }),
      'refused: nothing_to_change',
      ['好的 not nothing_to_change'],
    ],
    ['is corrected by words', answer([], { mail: { reply: '标题：磁盘满了' } }), 'command: draft_changed', []],
    ['is held when its sender is unproven', answer(['approve'], { verdict: 'N' }), 'held: held: nothing_aligned', []],
    [
      'is not touched by a forged mail',
      answer(['approve'], { verdict: 'F' }),
      'quarantined: held_forged: nothing_aligned',
      [],
    ],
    [
      'is not meant by two commands',
      answer(['approve', 'note x'], { redeemed: true }),
      'refused: held_back, needs_ticket',
      ['#approve not held_back', '#note x not needs_ticket'],
    ],
    ['is not meant by another command', answer(['kb disk']), 'command: kb', []],
  ])('%s', (_, context, expected, lines) => {
    expect(result(context)).toBe(expected);
    expect(linesOf(context)).toEqual(lines);
  });

  it('is decided by a signature that covers the field its token stands in', () => {
    const signed = (covers: readonly string[], mail: Partial<Mail> = {}) =>
      result(
        answer(['approve'], {
          mail,
          authentication: {
            verdict: 'P',
            proof: 'dkim',
            signatures: [{ exact: true, covers }],
            reason: 'dkim_aligned',
          } as never,
        }),
      );
    expect(signed(['from', 'to'])).toBe('command: article_approved');
    expect(signed(['from'])).toBe('held: held: dkim_aligned');
    const inText = { to: addresses('support@desk.example'), text: refLine('draft', aboutId(ID), wang.email) };
    expect(signed(['from'], inText)).toBe('command: article_approved');
  });
  it('is answered to who decides', () => {
    expect(lettersIn(decideStaffMail(answer(['approve'])))).toEqual(['transcript→wang']);
  });
  it('is looked up only for who may decide', () => {
    expect(staffNeeds(answer(['approve']))).toEqual({ article: '00000000abcd' });
    expect(staffNeeds(answer(['approve'], {}, li))).toEqual({});
    expect(staffNeeds(answer(['approve'], { verdict: 'N' }))).toEqual({
      alerts: { kind: 'held_alert', address: 'wang@desk.example' },
    });
  });
  it('is another version with what was decided, and by whom', () => {
    const decided = (command: string, reply = '') =>
      decideStaffMail(answer([command], { mail: { reply } })).learned?.articles[0];
    expect(decided('approve')).toMatchObject({
      version: 2,
      state: 'approved',
      decidedBy: 'wang@desk.example',
      decidedAt: NOON,
      title: '磁盘满',
    });
    expect(decided('approve', '标题：新的')?.title).toBe('新的');
    expect(decided('decline', '标题：新的')).toMatchObject({ state: 'dropped', title: '磁盘满' });
  });
  it('is shown again to the person who corrects it', () => {
    const learned = decideStaffMail(answer([], { mail: { reply: '标题：新的' } })).learned;
    expect(learned?.asked).toMatchObject([
      { draft: { title: '新的', version: 2, state: 'draft' }, to: ['wang@desk.example'] },
    ]);
    expect(learned?.documents).toHaveLength(1);
  });
  it('is named by a genuine token of its reader alone', () => {
    const to = addresses(tokenAddress('draft', aboutId(ID), zhao.email));
    expect(result(answer([], { mail: { to } }))).toBe('ticketed: none');
    const release = addresses(tokenAddress('reply', aboutId(ID), wang.email));
    expect(result(answer([], { mail: { to: release } }))).toBe('ticketed: none');
  });
  it('repeats no more than a line’s length of what was said', () => {
    const [line] = linesOf(answer([], { mail: { reply: 'x'.repeat(300) } }));
    expect(line).toBe(`${'x'.repeat(80)} not nothing_to_change`);
  });
});

describe('an answer that staff write to the customer directly, with the desk in copy', () => {
  const [requester] = accepted.participants.filter(({ role }) => role === 'requester');
  const customer = requester?.address ?? '';
  const desk = 'support@desk.example';
  const direct = (staff: Staff, more: Given = {}, to = customer, cc = desk): MailContext =>
    by(staff, [], {
      ticket: accepted,
      level: 'E3',
      ...more,
      mail: { to: addresses(to), cc: addresses(cc), reply: '已修好，请重试。', ...more.mail },
    });

  it.each<[string, MailContext, string, readonly string[], string]>([
    ['is a public answer', direct(li), 'appended: answered_directly', [], 'public'],
    ['whoever stands in To', direct(li, {}, desk, customer), 'appended: answered_directly', [], 'public'],
    ['with the number alone', direct(li, { level: 'E2' }), 'appended: answered_directly', [], 'public'],
    ['also of a colleague', direct(chen), 'appended: answered_directly', [], 'public'],
    ['to somebody else it is a note', direct(li, {}, 'x@y.example'), 'appended: note', ['kept_as_note'], 'internal'],
    [
      'without the desk in To and Cc too',
      direct(li, { addressed: false }),
      'appended: note',
      ['kept_as_note'],
      'internal',
    ],
  ])('%s', (_, context, outcome, lines, visibility) => {
    const decision = decideStaffMail(context);
    expect(result(context)).toBe(outcome);
    const letters = decision.changes.flatMap((change) => change.letters);
    expect(letters.map(({ kind }) => kind)).not.toContain('public_reply');
    expect(letters.flatMap((letter) => (letter.lines ?? []).map((line) => line.result))).toEqual(lines);
    expect(decision.said.map((said) => said.visibility)).toEqual([visibility]);
  });

  it('is the first response', () => {
    const [change] = decideStaffMail(direct(li)).changes;
    expect(change && events(change)).toEqual(['replied']);
    expect(change?.ticket.respondedAt).toEqual(NOON);
  });

  it('goes to those of the customer’s side whom it was not sent to', () => {
    const copy = { address: 'zhao@customer.example', name: '', role: 'copy', confirmed: true } as const;
    const ticket: Ticket = { ...accepted, participants: [...accepted.participants, copy] };
    const [change] = decideStaffMail(direct(li, { ticket })).changes;
    expect(change?.letters.map(({ kind, to }) => [kind, to])).toEqual([
      ['public_reply', ['zhao@customer.example']],
      ['sent_copy', ['zhao@desk.example']],
    ]);
  });

  it('unproven it waits', () => {
    expect(result(direct(li, { verdict: 'N' }))).toBe('held: held: nothing_aligned');
  });
});

it('a customer whose mail staff pass on is written to in the language of that mail', () => {
  const forwarded = {
    from: { name: '', address: 'wang@customer.example' },
    subject: '导出失败',
    text: '从周一开始导出报表一直失败，请帮忙看一下。',
  };
  const context = by(li, [], {
    mail: { reply: 'Please take this one, thank you.', language: 'en', languageCertain: true, forwarded },
  });
  expect(decideStaffMail(context).opens?.received).toMatchObject({
    locale: 'zh-CN',
    requester: { address: 'wang@customer.example' },
    words: forwarded.text,
  });
});
