import { describe, expect, it } from 'vitest';
import type { MailContext } from '../../../src/intake/context.ts';
import { decideStaffMail, staffNeeds } from '../../../src/intake/staff.ts';
import type { Staff } from '../../../src/people/person.ts';
import { answerOf } from '../../ticket/canned/sample.ts';
import { INC } from '../../ticket/incident/sample.ts';
import { accepted, chen, entry, li, NOON, opened, sun, wang, zhao } from '../../ticket/sample.ts';
import { byStaff, commandOf, lettersIn, sampleContext } from '../sample.ts';

const other = opened({ id: 'b', number: 'TS20261123002' });
const third = { ...opened({ id: 'c', number: 'TS20261123003' }), assignee: chen.email };
const reach = { tickets: 3, customers: 2, staff: [li.email, chen.email, zhao.email] };
const roster = [li, chen, sun, zhao, wang].map((each) => entry(each));
type More = Partial<MailContext> & { readonly text?: string; readonly reply?: string };

/** A mail by somebody about the incident. */
const by = (
  staff: Staff,
  commands: readonly string[],
  { text = '', reply, mail: _, ...more }: More = {},
): MailContext => {
  const written = byStaff(staff, ...commands);
  return sampleContext({
    mail: {
      ...written,
      commands: commands.map((command, at) => commandOf(command, at === commands.length - 1 ? text : '')),
      ...(reply === undefined ? {} : { reply }),
    },
    level: 'E4',
    incident: INC,
    reach,
    roster,
    incidents: [INC],
    tickets: [accepted, other, third],
    ...more,
  });
};
const decide = (context: MailContext) => decideStaffMail(context);
const linesOf = (context: MailContext) => {
  const { letters, changes } = decide(context);
  return [...letters, ...changes.flatMap((change) => change.letters)]
    .flatMap(({ kind, lines }) => (kind === 'transcript' ? lines : []))
    .map(({ done, result, detail }) => `${done ? '+' : '-'} ${result} ${detail}`.trim());
};
const SOLUTION = '原因：磁盘满\n解决步骤：已扩容';

describe('a mail about an incident', () => {
  it('is a note where it has no command: to the staff of all its tickets', () => {
    const decision = decide(by(li, [], { reply: '主库磁盘满。' }));
    expect(decision).toMatchObject({ outcome: 'appended', ticket: null, changes: [] });
    expect(decision.incidents?.map(({ entries }) => entries.map(({ kind }) => kind))).toEqual([['note']]);
    expect(lettersIn({ letters: decision.incidents?.[0]?.letters ?? [] })).toEqual(['incident→chen', 'incident→zhao']);
  });

  it('to all customers waits until its author has confirmed it, and then goes', () => {
    const waits = decide(by(li, ['announce 六点恢复']));
    expect(waits).toMatchObject({ outcome: 'held', about: INC });
    expect([lettersIn(waits), waits.incidents]).toEqual([['incident_confirm→li'], undefined]);
    const goes = decide(by(li, ['announce 六点恢复'], { redeemed: true }));
    expect(goes.outcome).toBe('command');
    expect(goes.incidents?.[0]?.entries.map(({ kind }) => kind)).toEqual(['news']);
    expect(goes.changes).toEqual([]);
  });

  it('shows what canned answers have become, to its author before it goes and to the staff when it does', () => {
    const insertable = {
      answers: [answerOf('恢复', '六点恢复。'), answerOf('back', 'Back by six.', { answer: '恢复' })],
      articles: [],
    };
    const words = '中文：\n六点恢复。\n\nEnglish:\nBack by six.';
    expect(decide(by(li, ['announce @恢复'], { insertable })).letters).toMatchObject([
      { kind: 'incident_confirm', words },
    ]);
    const goes = decide(by(li, ['announce @恢复'], { insertable, redeemed: true }));
    expect(goes.letters).toMatchObject([{ kind: 'transcript', words, values: { preview: 'sent' } }]);
    expect(goes.incidents?.[0]?.letters).toMatchObject([{ kind: 'incident', words }]);
    expect(linesOf(by(li, ['announce @天气'], { insertable }))).toEqual(['- no_such_answer @天气']);
    expect(staffNeeds(by(li, ['announce @恢复']))).toMatchObject({ answers: true });
  });

  it('shows what is to be known before all customers read it', () => {
    const warned = (text: string, more: Partial<MailContext> = {}) =>
      decide(by(li, ['announce'], { text, ...more })).letters.flatMap(({ kind, lines = [] }) =>
        kind === 'incident_confirm' ? lines.map(({ result, detail }) => `${result} ${detail}`.trim()) : [kind],
      );
    expect(warned('六点恢复')).toEqual([]);
    expect(warned('中文：\n六点恢复')).toEqual(['one_language 中文']);
    expect(warned('English:\nBack by six.')).toEqual(['one_language English']);
    expect(warned('English:\nBack by six.\n中文：\n六点恢复')).toEqual([]);
    expect(warned('张敏您好', { customersNamed: ['张敏'] })).toEqual(['names_a_customer 张敏']);
    expect(warned('张敏您好', { customersNamed: ['张敏'], reach: { ...reach, customers: 1 } })).toEqual([]);
    expect(staffNeeds(by(li, ['announce 张敏您好'], { reply: '#告知 张敏您好' }))).toMatchObject({
      customersNamed: { incident: INC.number, words: '#告知 张敏您好' },
    });
  });

  it('to a single customer goes at once, as any answer does', () => {
    expect(decide(by(li, ['announce 六点恢复'], { reach: { ...reach, tickets: 1 } })).outcome).toBe('command');
  });

  it.each<[what: string, context: MailContext, lines: readonly string[]]>([
    ['a solution without parts', by(li, ['resolve'], { text: '好了' }), ['- missing cause, steps']],
    ['what an incident does not know', by(li, ['eta 2h']), ['- not_for_an_incident']],
    ['what nobody knows', by(li, ['incident']), ['- incident_unclear']],
    ['a ticket that is not there', by(li, ['incident TS20261123999']), ['- no_such_ticket TS20261123999']],
    [
      'an incident that is not there',
      by(li, ['incident INC20261123999 TS20261123001']),
      ['- no_such_incident INC20261123999 TS20261123001'],
    ],
    ['a ticket of somebody else', by(li, ['incident TS20261123003']), ['- target_not_yours TS20261123003']],
    [
      'one of several of somebody else',
      by(li, ['incident TS20261123001 TS20261123003']),
      ['- target_not_yours TS20261123003'],
    ],
    [
      'a ticket that has ended',
      by(wang, ['incident TS20261123001'], { tickets: [{ ...accepted, state: 'closed' }] }),
      ['- target_ended TS20261123001'],
    ],
    ['a ticket that is not linked', by(li, ['incident unlink TS20261123001']), ['- not_linked TS20261123001']],
    [
      'a ticket of another incident',
      by(li, ['incident unlink TS20261123001'], {
        tickets: [{ ...accepted, incident: { number: 'INC20261123999', title: '', since: NOON } }],
      }),
      ['- not_linked TS20261123001'],
    ],
    ['nothing to unlink', by(li, ['incident unlink']), ['- needs_ticket']],
    ['gathering by an engineer', by(li, ['incident alike']), ['- supervisors_only']],
    ['another one within this', by(li, ['incident new 别的']), ['- not_for_an_incident']],
    ['words to customers by another engineer', by(sun, ['announce 六点恢复']), ['- not_yours']],
    ['the end by another engineer', by(sun, ['close']), ['- not_yours']],
    ['a new owner by another engineer', by(sun, ['assign li']), ['- not_yours']],
    [
      'words to nobody',
      by(li, ['announce 六点恢复'], { reach: { tickets: 0, customers: 0, staff: [] } }),
      ['- nothing_linked INC20261123009'],
    ],
    [
      'words once it has ended',
      by(li, ['announce 六点恢复'], { incident: { ...INC, state: 'resolved', endedAt: NOON } }),
      ['- incident_ended INC20261123009'],
    ],
    [
      'a ticket once it has ended',
      by(wang, ['incident TS20261123001'], { incident: { ...INC, state: 'resolved', endedAt: NOON } }),
      ['- incident_ended INC20261123009'],
    ],
  ])('is refused in a line: %s', (_what, context, lines) => {
    const decision = decide(context);
    expect([decision.outcome, decision.changes, decision.incidents ?? []]).toEqual(['refused', [], []]);
    expect(linesOf(context)).toEqual(lines);
  });

  it('is carried out whole or not at all', () => {
    const context = by(wang, ['incident TS20261123001', 'assign nobody', 'announce 六点恢复']);
    expect(linesOf(context)).toEqual(['- held_back', '- no_such_person nobody', '- held_back']);
    expect(decide(context)).toMatchObject({ outcome: 'refused', changes: [] });
  });

  it('links the tickets it names, and lets them go', () => {
    const decision = decide(by(wang, ['incident TS20261123001 TS20261123003']));
    const [change] = decision.changes;
    expect(
      [change, ...(change?.also ?? [])].map((each) => [each?.ticket.number, each?.ticket.incident?.number]),
    ).toEqual([
      ['TS20261123001', INC.number],
      ['TS20261123003', INC.number],
    ]);
    expect(decision.incidents).toEqual([]);
    const linked = { ...accepted, incident: { number: INC.number, title: '', since: NOON } };
    expect(
      decide(by(li, ['incident unlink TS20261123001'], { tickets: [linked] })).changes[0]?.ticket,
    ).not.toHaveProperty('incident');
  });

  it('changes each ticket once, as its commands leave it one after the other', () => {
    const decision = decide(by(wang, ['incident TS20261123001 TS20261123002', 'incident unlink TS20261123001']));
    expect(decision.changes.map(({ ticket, also }) => [ticket.number, ticket.incident?.number, also.length])).toEqual([
      ['TS20261123001', undefined, 0],
      ['TS20261123002', INC.number, 0],
    ]);
    const twice = by(wang, [`incident ${INC.number} TS20261123002`, 'incident unlink TS20261123003'], {
      incident: null,
      ticket: accepted,
    });
    expect(decide(twice).outcome).toBe('refused');
  });

  it('gathers what looks alike for supervisors, once they have confirmed it', () => {
    expect(lettersIn(decide(by(wang, ['incident alike'])))).toEqual(['challenge→wang']);
    const decision = decide(by(wang, ['incident alike'], { redeemed: true }));
    expect(decision.incidents?.[0]?.entries.map(({ kind }) => kind)).toEqual(['gather']);
  });

  it('links to another incident only where that is named, and says nothing to its customers', () => {
    const another = { ...INC, id: 'j', number: 'INC20261123010', owner: sun.email };
    const decision = decide(
      by(li, [`incident ${another.number} TS20261123001`, 'announce 六点恢复'], {
        incidents: [another],
        redeemed: true,
      }),
    );
    expect(decision.changes[0]?.ticket.incident?.number).toBe(another.number);
    expect(decision.incidents?.map(({ incident }) => incident.number)).toEqual([INC.number]);
  });

  it('does several things at once', () => {
    const context = by(li, ['assign chen', 'announce 六点恢复'], { redeemed: true });
    const decision = decide(context);
    expect(decision.incidents).toHaveLength(1);
    expect(decision.incidents?.[0]).toMatchObject({
      incident: { owner: chen.email, toldAt: NOON },
      entries: [{ kind: 'owner' }, { kind: 'news' }],
    });
  });

  it('has what it asks of the desk answered, too', () => {
    expect(lettersIn(decide(by(li, ['mine'])))).toEqual(['ticket_list→li']);
    expect(linesOf(by(li, ['status']))).toEqual([
      `+ status state=open · owner=${li.email} · tickets=3 · customers=2 · toldAt=`,
    ]);
  });

  it('tells that attachments stay', () => {
    const context = by(li, ['resolve'], { text: SOLUTION, redeemed: true });
    const file = {
      name: 'a.txt',
      type: 'text/plain',
      size: 1,
      inline: false,
      cid: null,
      sha256: '0',
      content: new Uint8Array(),
    };
    expect(linesOf({ ...context, mail: { ...context.mail, attachments: [file] } })).toContain('- files_stay');
  });

  it('needs its people and what it names', () => {
    expect(staffNeeds(by(li, ['incident TS20261123001', 'note x']))).toEqual({
      roster: true,
      reach: INC.number,
      incidents: [],
      ticketNumbers: ['TS20261123001'],
      drawsIncident: false,
    });
    expect(staffNeeds(by(li, ['note x']))).toEqual({ roster: true, reach: INC.number });
  });
});

describe('an incident is opened', () => {
  const drawn = { id: 'k', number: 'INC20261123011' };
  const none = { incident: null, reach: null, incidents: [], incidentDrawn: drawn };

  it('about a ticket, which belongs to it', () => {
    const context = by(li, ['incident new 订单库'], { ...none, ticket: accepted });
    expect(staffNeeds(context)).toMatchObject({ drawsIncident: true });
    const decision = decide(context);
    expect(decision.changes[0]?.ticket.incident).toEqual({ number: drawn.number, title: '订单库', since: NOON });
    expect(decision.incidents).toMatchObject([
      { incident: { ...drawn, title: '订单库', owner: li.email, version: 0 } },
    ]);
  });

  it('with the tickets below it', () => {
    const decision = decide(
      by(wang, ['incident new 订单库'], { ...none, ticket: accepted, text: 'TS20261123002\nTS20261123003' }),
    );
    expect(decision.changes[0]?.also.map(({ ticket }) => ticket.incident?.number)).toEqual([
      drawn.number,
      drawn.number,
    ]);
  });

  it('about no ticket', () => {
    const decision = decide(by(wang, ['incident new 订单库'], { ...none, redeemed: true }));
    expect(decision).toMatchObject({ outcome: 'command', about: { number: drawn.number } });
    expect(decision.incidents).toMatchObject([{ incident: drawn, entries: [{ kind: 'opened' }] }]);
  });

  it.each([
    ['without a title', by(li, ['incident new'], { ...none, ticket: accepted }), ['- incident_unclear new']],
    [
      'twice in a mail',
      by(li, ['incident new 一', 'incident new 二'], { ...none, ticket: accepted }),
      ['- incident_unclear', '- incident_unclear'],
    ],
    [
      'with a ticket of somebody else',
      by(li, ['incident new 库'], { ...none, ticket: accepted, text: 'TS20261123003' }),
      ['- target_not_yours TS20261123003'],
    ],
    [
      'with a ticket that is not there',
      by(li, ['incident new 库'], { ...none, ticket: accepted, text: 'TS20261123999' }),
      ['- no_such_ticket TS20261123999'],
    ],
  ])('not %s', (_how, context, lines) => {
    expect(decide(context)).toMatchObject({ outcome: 'refused' });
    expect(decide(context).incidents).toBeUndefined();
    expect(linesOf(context)).toEqual(lines);
  });

  it('only once it is confirmed, where the mail answers nothing', () => {
    const decision = decide(
      by(wang, ['incident new 订单库'], {
        ...none,
        evidence: { level: 'E0', token: null, borrowed: false, fields: [] },
      }),
    );
    expect([decision.outcome, lettersIn(decision)]).toEqual(['held', ['challenge→wang']]);
  });
});

describe('what the desk answers to anybody of the staff', () => {
  it.each([
    ['answers', { answers: true }],
    ['keep 问候', { answers: true }],
    ['recurring', { recurring: true, roster: true }],
    ['back', { roster: true }],
  ])('is looked up for #%s too', (command, needs) =>
    expect(staffNeeds(by(wang, [command], { text: '您好' }))).toMatchObject({ ...needs, reach: INC.number }),
  );
});

describe('a ticket is linked by a mail about it', () => {
  const at = (staff: Staff, command: string, more: More = {}) =>
    by(staff, [command], { incident: null, reach: null, ticket: accepted, ...more });

  it.each([
    ['to an incident', at(li, `incident ${INC.number}`), [`+ incident ${INC.number} ${INC.title}`]],
    [
      'to none',
      at(li, 'incident unlink', { ticket: { ...accepted, incident: { number: 'INC1', title: '', since: NOON } } }),
      ['+ incident_left'],
    ],
    ['not to one that is not there', at(li, 'incident INC20261123999'), ['- no_such_incident INC20261123999']],
    [
      'not to one that has ended',
      at(li, `incident ${INC.number}`, { incidents: [{ ...INC, state: 'dropped', endedAt: NOON }] }),
      [`- incident_ended ${INC.number}`],
    ],
    ['not by gathering', at(wang, 'incident alike'), ['- not_about_an_incident']],
    ['and speaks to no other customer', at(li, 'announce 六点恢复'), ['- not_about_an_incident']],
  ])('%s', (_how, context, lines) => expect(linesOf(context)).toEqual(lines));
});

describe('an incident whose owner is not there', () => {
  const without = (...gone: readonly Staff[]) => {
    const { directory } = sampleContext({});
    return { ...directory, staff: directory.staff.filter(({ email }) => !gone.some((each) => each.email === email)) };
  };
  it.each<[who: string, staff: Staff, more: More, outcome: string]>([
    ['a colleague may not speak for it', sun, {}, 'refused'],
    ['who stands in for its owner may', sun, { standsInFor: [li.email] }, 'held'],
    ['who stands in for somebody else may not', sun, { standsInFor: [chen.email] }, 'refused'],
    ['the front line may not while there is an owner', zhao, {}, 'refused'],
    ['the front line may once its owner has left', zhao, { directory: without(li) }, 'held'],
    ['a colleague may not, even then', sun, { directory: without(li) }, 'refused'],
    ['a supervisor may', wang, { directory: without(li) }, 'held'],
  ])('%s', (_, staff, more, outcome) => {
    expect(decide(by(staff, ['announce 六点恢复'], more)).outcome).toBe(outcome);
  });
  it('who stands in resolves it, but not where solutions need a supervisor’s yes', () => {
    const standing = { standsInFor: [li.email], redeemed: true, text: SOLUTION };
    expect(decide(by(sun, ['resolve'], standing)).incidents?.[0]?.incident).toMatchObject({ state: 'resolved' });
    const { policy } = sampleContext({});
    const demanding = { ...policy, resolution: { ...policy.resolution, approval: 'require' as const } };
    expect(decide(by(sun, ['resolve'], { ...standing, policy: demanding })).outcome).toBe('refused');
  });
});
