import { describe, expect, it } from 'vitest';
import { chooseAssignee, chooseFollower, chooseHelper } from '../../../src/ticket/dispatch.ts';
import { transition } from '../../../src/ticket/transition.ts';
import {
  accepted,
  asWritten,
  at,
  CUSTOMER,
  chen,
  entry,
  h,
  li,
  m,
  NOON,
  opened,
  post,
  sun,
  upon,
  wang,
  wrote,
  zhao,
} from '../sample.ts';

const away = (substitute: string | null = null, from = NOON) => ({
  absences: [{ id: 1, from, to: h(48), substitute }],
});
const roster = (more: Partial<Record<'li' | 'chen' | 'sun' | 'zhao' | 'wang', object>>) =>
  Object.entries({ li, chen, sun, zhao, wang }).map(([name, staff]) => entry(staff, more[name as 'li'] ?? {}));
const when = (more: Parameters<typeof roster>[0], now = m(1)) => at(now, {}, roster(more));

describe('nobody who is away is given a ticket', () => {
  const ticket = { ...opened(), assignee: null };
  it.each([
    ['a colleague is there', { li: away() }, chen],
    ['the least loaded is away', { li: { openTickets: 9 }, chen: away() }, li],
    ['the team is away: a supervisor', { li: away(), chen: away() }, wang],
    ['everybody is away: nobody', { li: away(), chen: away(), wang: away() }, null],
    ['not yet', { li: away(null, h(1)), chen: { openTickets: 1 } }, li],
  ])('%s', (_, more, expected) => expect(chooseAssignee(ticket, when(more))?.staff ?? null).toEqual(expected));

  it('nor followed while somebody else can', () => expect(chooseFollower(when({ zhao: away() }))).toEqual(wang));
  it('but somebody has to follow', () => expect(chooseFollower(when({ zhao: away(), wang: away() }))).toEqual(zhao));
  it('nor asked for help', () => expect(chooseHelper('second', li, when({ sun: away() }))).toEqual(wang));

  it.each([
    ['assign', { name: 'assign', by: li, to: { person: chen } }],
    ['involve', { name: 'involve', by: li, team: 'backend', person: chen, question: '?', dueAt: null }],
  ] as const)('#%s says until when they are away, and who stands in', (_, event) =>
    expect(transition(accepted, event, when({ chen: away(sun.email) }))).toEqual({
      refused: 'is_away',
      detail: `${chen.email} ${h(48).toISOString()} ${sun.email}`,
    }),
  );
});

describe('an urgent ticket is passed on', () => {
  const urgent = { ...accepted, urgency: 'urgent' as const };
  it('to who stands in, as a hand-over', () => {
    const change = upon(urgent, { name: 'stand_in' }, when({ li: away(sun.email) }));
    expect(change.ticket).toMatchObject({
      state: 'assigned',
      assignee: sun.email,
      acceptedAt: null,
      handOver: { why: 'away', by: li.email },
    });
    expect(change.history.map(({ event, detail }) => `${event} ${detail}`)).toEqual([
      `stand_in ${li.email} → ${sun.email}`,
      `dispatched ${sun.email}`,
    ]);
    expect(post(change)).toContain('dispatch→sun');
  });
  it('to the next in line where nobody stands in', () =>
    expect(upon(urgent, { name: 'stand_in' }, when({ li: away() })).ticket).toMatchObject({
      assignee: chen.email,
      passedOver: [li.email],
    }));
  it('not while the customer’s answer is waited for', () =>
    expect(transition({ ...urgent, state: 'pending' }, { name: 'stand_in' }, when({ li: away() }))).toEqual({
      refused: 'not_in_work',
      detail: 'pending',
    }));
  it('a customer’s escalation stays what whoever gets it reads first', () => {
    const escalated = { ...urgent, handOver: { why: 'escalated' as const, by: '', words: '' } };
    expect(upon(escalated, { name: 'stand_in' }, when({ li: away(sun.email) })).ticket.handOver?.why).toBe('escalated');
  });
});

describe('what comes for somebody who is away', () => {
  const written = (...[ticket, event, context]: Required<Parameters<typeof upon>>) =>
    asWritten(upon(ticket, event, context), context);
  const words = wrote('又出现了');
  it('goes to who stands in as well', () => {
    const change = written(accepted, words, when({ li: away(sun.email) }));
    expect(post(change)).toEqual(['relay→li', 'relay→zhao', 'relay→sun']);
    expect(change.letters.find(({ to }) => to.includes(sun.email))).toMatchObject({ standingInFor: li.email });
  });
  it('goes to the supervisors where nobody does', () =>
    expect(post(written(accepted, words, when({ li: away() })))).toEqual(['relay→li', 'relay→zhao', 'relay→wang']));
  it('goes to nobody twice', () =>
    expect(post(written(accepted, words, when({ li: away(zhao.email) })))).toEqual(['relay→li', 'relay→zhao']));
  it('once to who stands in for two', () =>
    expect(post(written(accepted, words, when({ li: away(sun.email), zhao: away(sun.email) })))).toEqual([
      'relay→li',
      'relay→zhao',
      'relay→sun',
    ]));
  it('not before the absence, and not after it', () => {
    expect(post(written(accepted, words, when({ li: away(sun.email, h(1)) })))).not.toContain('relay→sun');
    expect(post(written(accepted, words, when({ li: away(sun.email) }, h(49))))).not.toContain('relay→sun');
  });
  it('a note of a colleague too, but no copies', () => {
    const note = { name: 'note', by: zhao, words: '看一下日志', hasAttachments: false } as const;
    expect(post(written(accepted, note, when({ li: away(sun.email) })))).toContain('note→sun');
    expect(post(written(accepted, { ...note, by: li }, when({ zhao: away(sun.email) })))).not.toContain('note→sun');
  });
  it('letters to the customer are nobody else’s', () => {
    const reply = { name: 'reply', by: li, words: '请重试', hasAttachments: false } as const;
    expect(post(written(accepted, reply, when({ li: away(sun.email) })))).toContain(
      `public_reply→${CUSTOMER.address.split('@')[0]}`,
    );
  });
});

describe('who stands in', () => {
  const reply = { name: 'reply', by: sun, words: '请重试', hasAttachments: false } as const;
  it('may act on the ticket', () =>
    expect(upon(accepted, reply, when({ li: away(sun.email) })).ticket.assignee).toBe(li.email));
  it('may not before, or when somebody else does', () => {
    expect(transition(accepted, reply, when({ li: away(sun.email, h(1)) }))).toMatchObject({ refused: 'now_with' });
    expect(transition(accepted, reply, when({ li: away(chen.email) }))).toMatchObject({ refused: 'now_with' });
  });
  it('takes it with #accept while it is offered', () => {
    const offered = opened();
    expect(offered.assignee).toBe(li.email);
    expect(upon(offered, { name: 'accept', by: sun }, when({ li: away(sun.email) })).ticket.assignee).toBe(sun.email);
  });
  it('gets a reopened ticket of theirs', () => {
    const closed = upon(accepted, { name: 'close', by: li, how: '电话确认' }, when({})).ticket;
    const reopened = upon(closed, { name: 'reopen', by: zhao, reason: '' }, when({ li: away(sun.email) })).ticket;
    expect(reopened).toMatchObject({ assignee: sun.email, state: 'assigned' });
  });
});
