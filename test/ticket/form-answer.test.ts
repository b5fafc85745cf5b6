import { describe, expect, test } from 'vitest';
import type { Form } from '../../src/mail/mail.ts';
import { open } from '../../src/ticket/events/open.ts';
import type { Ticket } from '../../src/ticket/ticket.ts';
import { transition } from '../../src/ticket/transition.ts';
import {
  accepted,
  CUSTOMER,
  closed,
  events,
  following,
  h,
  li,
  noon,
  offered,
  opened,
  post,
  received,
  resolved,
  stillOpen,
  upon,
  wrote,
  zhao,
} from './sample.ts';

const plain = opened({ form: {} });
const says = (ticket: Ticket, form: Form, filledIn: Form = form) => upon(ticket, wrote('…', { form, filledIn }));

describe('the form in a later mail', () => {
  test.each<[what: string, known: Form, form: Form, filledIn: Form, becomes: Form]>([
    [
      'fills in what was missing',
      { company: 'A' },
      { environment: 'Win 11' },
      {},
      { company: 'A', environment: 'Win 11' },
    ],
    ['corrects what was said before', { errorCode: 'E1' }, { errorCode: 'E2' }, {}, { errorCode: 'E2' }],
    ['counts in a quoted copy where nothing was known', {}, {}, { errorCode: 'E1' }, { errorCode: 'E1' }],
    [
      'is what the desk once wrote elsewhere in that copy',
      { errorCode: 'E2' },
      {},
      { errorCode: 'E1' },
      { errorCode: 'E2' },
    ],
    [
      'adds links',
      { links: [{ url: 'a' }] },
      { links: [{ url: 'a' }, { url: 'b' }] },
      {},
      { links: [{ url: 'a' }, { url: 'b' }] },
    ],
    ['adds the first link', {}, { links: [{ url: 'b' }] }, {}, { links: [{ url: 'b' }] }],
  ])('%s', (_, known, form, filledIn, becomes) => {
    expect(says(opened({ form: known, words: '' }), form, filledIn).ticket.form).toEqual(becomes);
  });

  test.each([
    'company',
    'contact',
    'contactDetails',
    'businessImpact',
    'description',
    'occurredAt',
    'environment',
    'errorCode',
  ])('fills in the field %s', (field) => {
    expect(says(opened({ form: {}, words: '' }), { [field]: 'x' }).ticket.form).toEqual({ [field]: 'x' });
  });

  test.each<[string, Form]>([
    ['the same again', { errorCode: 'E1' }],
    ['the urgency it has', { urgency: '中' }],
    ['a word for no urgency', { urgency: '?' }],
  ])('leaves no line in the history when it says %s', (_, form) => {
    expect(events(says(opened({ form: { errorCode: 'E1' } }), form))).toEqual(['customer_wrote']);
  });

  test('is in the history, and names the company where none was known', () => {
    const change = says(plain, { company: '大客户', environment: 'Win 11' });
    expect(change.history.at(-1)).toMatchObject({ event: 'form_completed', detail: 'company, environment' });
    expect([change.ticket.company, says(opened({ company: 'B' }), { company: 'A' }).ticket.company]).toEqual([
      '大客户',
      'B',
    ]);
  });

  test('says nothing when its sender is not proven, or the ticket is resolved or closed', () => {
    const unproven = wrote('…', {
      form: { errorCode: 'E1' },
      rights: { confirm: 'no', reopen: false, mark: 'unverified' },
    });
    expect(upon(plain, unproven).ticket).toEqual(plain);
    expect(says(resolved, { errorCode: 'E1' }).ticket.form).toEqual(resolved.form);
    expect(says(closed, { errorCode: 'E1', urgency: 'urgent' }).ticket).toMatchObject({
      form: closed.form,
      urgency: 'medium',
    });
  });
});

describe('what was read from prose', () => {
  const read = opened({ form: { errorCode: 'E-77', company: '甲', read: ['errorCode', 'company'] }, words: '' });

  test.each<[what: string, form: Form, filledIn: Form, becomes: Form]>([
    [
      'is filled in where nothing was known',
      {},
      { environment: 'Win 11', read: ['environment'] },
      { environment: 'Win 11' },
    ],
    ['does not replace what was read before', {}, { errorCode: 'E-78', read: ['errorCode'] }, { errorCode: 'E-77' }],
    ['is replaced by a labelled line', { errorCode: 'E-78' }, { errorCode: 'E-78' }, { errorCode: 'E-78' }],
    ['is replaced in the quoted copy', {}, { errorCode: 'E-78' }, { errorCode: 'E-78' }],
    ['is not replaced by its own beginning', {}, { errorCode: 'E-7' }, { errorCode: 'E-77' }],
  ])('%s', (_, form, filledIn, becomes) => expect(says(read, form, filledIn).ticket.form).toMatchObject(becomes));

  test('is marked as such until a person says it', () => {
    expect(says(read, { errorCode: 'E-78' }).ticket.form.read).toEqual(['company']);
    const more = says(read, {}, { environment: 'Win 11', read: ['environment'] });
    expect(more.ticket.form.read).toEqual(['errorCode', 'company', 'environment']);
    expect(says(opened({ form: {}, words: '' }), { company: '甲' }).ticket.form.read).toBeUndefined();
  });

  test('of the time has the moment it means', () => {
    const { ticket } = says(plain, { occurredAt: '今天早上9点' });
    expect(ticket.form.occurredInstant).toBe('2026-11-23T01:00:00.000Z');
    expect(says(ticket, { occurredAt: '升级后' }).ticket.form).not.toHaveProperty('occurredInstant');
  });
});

describe('the impact on their business in a later mail', () => {
  const impact = (words: string): Form => ({ businessImpact: words });

  test.each<[what: string, ticket: Ticket, form: Form, urgency: string, source: string]>([
    ['raises the urgency', plain, impact('全公司停产'), 'urgent', 'impact'],
    ['lowers none', says(plain, impact('停产')).ticket, impact('无法发货'), 'urgent', 'impact'],
    ['says nothing against a claim', says(plain, { urgency: 'low' }).ticket, impact('停产'), 'low', 'claim'],
    [
      'says nothing against what staff have set',
      following(plain, [{ name: 'urgency', by: zhao, urgency: 'low' }]),
      impact('停产'),
      'low',
      'staff',
    ],
    ['is nothing of weight', plain, impact('没有影响'), 'medium', 'default'],
  ])('%s', (_, ticket, form, urgency, source) =>
    expect(says(ticket, form).ticket).toMatchObject({ urgency, urgencyReason: { source } }),
  );

  test('is in the history of a ticket it opens', () => {
    const change = open(received({ form: { ...impact('全公司停产'), category: '系统故障' } }), noon);
    expect(change.history.find(({ event }) => event === 'triaged')?.detail).toBe(
      'urgent (impact: 停产) system_fault → backend',
    );
  });
});

describe('an urgency the customer names later', () => {
  test('is their claim, and counts from the beginning', () => {
    const { ticket } = says(plain, { urgency: 'high' });
    const urgencyReason = { source: 'claim', detail: 'high' };
    expect(ticket).toMatchObject({ urgency: 'high', urgencyReason, respondBy: h(4) });
  });

  test.each<[string, Ticket, Form, Form, string]>([
    ['in a copy of the form that says otherwise', plain, {}, { urgency: 'low' }, 'low'],
    [
      'not in a copy older than what they said since',
      says(plain, { urgency: 'high' }).ticket,
      {},
      { urgency: 'medium' },
      'high',
    ],
    ['in such a copy where a rule has decided', opened({ form: {}, words: '无法使用' }), {}, { urgency: 'low' }, 'low'],
    ['not once it is escalated', following(resolved, [stillOpen]), { urgency: 'low' }, {}, 'high'],
    [
      'not against what staff have set',
      following(plain, [{ name: 'urgency', by: zhao, urgency: 'low' }]),
      { urgency: 'urgent' },
      {},
      'low',
    ],
  ])('%s', (_, ticket, form, filledIn, urgency) => {
    expect(says(ticket, form, filledIn).ticket.urgency).toBe(urgency);
  });

  test('goes to the supervisor when it is urgent', () => {
    const change = says(plain, { urgency: 'urgent' });
    expect([post(change).includes('supervisor_notice→wang'), change.alerts[0]?.reason]).toEqual([true, 'urgent']);
  });
});

describe('a category the customer names later', () => {
  test('takes it from the front line to the team that lists it', () => {
    const change = says(plain, { category: '系统故障' });
    const categoryReason = { source: 'form', detail: '系统故障' };
    expect(change.ticket).toMatchObject({
      team: 'backend',
      category: 'system_fault',
      categoryReason,
      state: 'assigned',
    });
    expect(post(change)).toContain('dispatch→li');
    expect(events(change)).toEqual(['customer_wrote', 'category_set', 'dispatched']);
  });

  test('is only noted once somebody works on it', () => {
    const taken = following(plain, [{ name: 'accept', by: zhao }]);
    expect(says(taken, { category: '系统故障' }).ticket).toMatchObject({
      category: 'system_fault',
      assignee: zhao.email,
    });
    expect(says(accepted, { category: '权限' }).ticket).toMatchObject({ category: 'permission', assignee: li.email });
  });

  test('is the same', () => {
    expect(events(says(offered, { category: '系统故障' }))).toEqual(['customer_wrote']);
  });
});

describe('somebody who was copied', () => {
  const SUN = { name: '孙', address: 'sun@customer.example' };
  const copied = upon(accepted, wrote('…', { copies: [SUN] })).ticket;

  test('sees nothing until staff let them in, and then what the customer sees', () => {
    const admitted = upon(copied, { name: 'admit', by: li, address: 'SUN@customer.example' });
    expect(post(admitted)).toEqual(['news→sun']);
    const answer = { name: 'reply', by: li, words: '好了', hasAttachments: false } as const;
    expect(upon(copied, answer).letters[0]?.to).toEqual([CUSTOMER.address]);
    expect(upon(admitted.ticket, answer).letters[0]?.to).toEqual([CUSTOMER.address, SUN.address]);
  });

  test('or wrote as a colleague can be let in too', () => {
    const rights = { confirm: 'no', reopen: false, mark: 'unconfirmed' } as const;
    const wroteIn = upon(accepted, wrote('我也有这个问题', { from: SUN, rights })).ticket;
    const admitted = upon(wroteIn, { name: 'admit', by: zhao, address: SUN.address }).ticket;
    expect(admitted.participants.find(({ address }) => address === SUN.address)).toEqual({
      ...SUN,
      role: 'copy',
      confirmed: true,
    });
  });

  test('is noted by no mail that proves nothing', () => {
    const rights = { confirm: 'no', reopen: false, mark: 'unverified' } as const;
    expect(upon(accepted, wrote('…', { from: SUN, rights })).ticket).toEqual(accepted);
  });

  test('is let in by the requester, proven and nobody else', () => {
    const lets = { lettingIn: ['SUN@customer.example', 'x@y.example'], onlyThanks: true };
    const change = upon(copied, wrote('#放行 sun@customer.example', lets));
    expect(events(change)).toEqual(['customer_wrote', 'admitted']);
    expect(post(change)).toEqual(['relay→li', 'relay→zhao', 'news→sun']);
    for (const more of [
      { from: SUN },
      { rights: { confirm: 'with_undo', reopen: true, mark: null } },
      { rights: { confirm: 'no', reopen: false, mark: 'unverified' } },
    ] as const)
      expect(upon(copied, wrote('#放行', { ...lets, ...more })).ticket).toEqual(copied);
  });

  test('cannot be let in by naming somebody else', () => {
    const two = upon(copied, wrote('…', { copies: [{ name: '', address: 'gao@customer.example' }] })).ticket;
    expect(transition(two, { name: 'admit', by: li, address: 'x@y.example' }, noon)).toEqual({
      refused: 'no_such_copy',
      detail: `${SUN.address}, gao@customer.example`,
    });
  });

  test.each([
    ['the requester', CUSTOMER],
    ['somebody noted before, by another name', { ...SUN, name: '孙工' }],
  ])('changes nothing when it is %s', (_, copy) => {
    expect(upon(copied, wrote('…', { copies: [copy] })).ticket.participants).toEqual(copied.participants);
  });

  test('is noted until there are a hundred to be let in', () => {
    const many = (from: number) =>
      wrote('…', {
        copies: Array.from({ length: 70 }, (_, at) => ({ name: '', address: `${from + at}@customer.example` })),
      });
    const noted = following(accepted, [many(0), many(100)]).participants.filter(({ confirmed }) => !confirmed);
    expect(noted).toHaveLength(100);
  });
});
