import { describe, expect, test } from 'vitest';
import {
  accepted,
  at,
  fires,
  following,
  h,
  li,
  m,
  noon,
  offered,
  post,
  resolved,
  stillOpen,
  upon,
  wang,
  zhao,
} from './sample.ts';

describe('a ticket that comes to somebody else', () => {
  test.each([
    ['declined', upon(offered, { name: 'decline', by: li, reason: '休假' }).ticket, { by: li.email, words: '休假' }],
    ['lapsed', upon(offered, fires(offered, 'accept'), at(m(30))).ticket, { by: li.email, words: '' }],
    [
      'assigned',
      upon(accepted, { name: 'assign', by: zhao, to: { team: 'second' } }).ticket,
      { by: zhao.email, words: '' },
    ],
    [
      'reopened',
      upon(resolved, { name: 'reopen', by: wang, reason: '复现' }).ticket,
      { by: wang.email, words: '复现' },
    ],
    ['escalated', upon(resolved, stillOpen).ticket, { by: li.email, words: '' }],
  ] as const)('says that it was %s', (why, ticket, rest) => expect(ticket.handOver).toEqual({ why, ...rest }));

  test('says nothing when it is new, nor once it was accepted', () => {
    expect(offered.handOver).toBeUndefined();
    const taken = following(upon(resolved, stillOpen).ticket, [{ name: 'accept', by: wang }]);
    expect(taken.handOver).toBeNull();
  });

  test('stays an escalation for the next in line', () => {
    const again = upon(resolved, stillOpen).ticket;
    const next = upon(again, fires(again, 'accept'), at(m(31)));
    expect(next.ticket.handOver).toMatchObject({ why: 'escalated', by: li.email });
  });
});

describe('when the customer says still open', () => {
  const change = upon(resolved, stillOpen);

  test('the former engineer is told that it has gone, in place of the mail', () => {
    expect(post(change)).toEqual([
      'escalation→wang',
      'reassigned→li',
      'reopened→zhang',
      'dispatch→sun',
      'follower_copy→zhao',
    ]);
    expect(change.letters.find(({ kind }) => kind === 'reassigned')).toMatchObject({
      words: '还是不行',
      values: { why: 'escalated' },
    });
  });

  test.each([
    ['whoever they are', ['boss@holding.example'], ['boss']],
    [
      'once, and not who takes part in it anyway',
      ['zhang@customer.example', 'boss@a.example', 'BOSS@a.example'],
      ['boss'],
    ],
    ['of a branch in place of the company’s', ['boss@a.example'], ['branch'], 'zhang.customer.example'],
  ])('the managers of the company hear of it, %s', (_, managers, told, branch = 'other.example') => {
    const customers = [
      { company: '大客户', domains: ['customer.example'], locale: null, managers },
      { company: '分公司', domains: [branch], locale: null, managers: ['branch@b.example'] },
    ];
    const requester = { name: '张三', address: branch === 'other.example' ? 'zhang@customer.example' : `a@${branch}` };
    const letters = upon({ ...resolved, requester }, stillOpen, at(h(1), { customers })).letters;
    const orders = letters.filter(({ kind }) => kind === 'company_escalation');
    expect(orders.flatMap(({ to }) => to).map((address) => address.toLowerCase().split('@')[0])).toEqual(told);
  });

  test('supervisors have one letter about it, urgent or not', () => {
    const urgent = { ...resolved, urgency: 'high' } as const;
    expect(post(upon(urgent, stillOpen)).filter((each) => each.endsWith('→wang'))).toEqual(['escalation→wang']);
  });
});

describe('those who follow hear of', () => {
  const urgent = { ...accepted, urgency: 'urgent' } as const;
  const says = { by: li, words: '版本？', hasAttachments: false };

  test('a question and an answer to the customer', () => {
    expect(post(upon(accepted, { name: 'ask', ...says }))).toEqual(['question→zhang', 'sent_copy→zhao']);
    expect(post(upon(accepted, { name: 'reply', ...says }))).toEqual(['public_reply→zhang', 'sent_copy→zhao']);
    expect(post(upon(urgent, { name: 'ask', ...says }))).toEqual([
      'question→zhang',
      'sent_copy→zhao',
      'sent_copy→wang',
    ]);
  });

  test('every note', () => {
    expect(post(upon(accepted, { name: 'note', ...says }))).toEqual(['note→zhao']);
  });

  test('what the customer answers, and the closing', () => {
    const asked = upon(urgent, { name: 'ask', ...says }).ticket;
    const answer = { ...stillOpen, intent: 'none', words: '5.2' } as const;
    expect(post(upon(asked, answer, at(h(1))))).toEqual(['relay→li', 'relay→zhao', 'relay→wang']);
    const done = { ...resolved, urgency: 'urgent' } as const;
    const solved = upon(done, { ...stillOpen, intent: 'solved', words: '好了' }, noon);
    expect(post(solved)).toEqual(['closing→zhang', 'closing_record→li', 'closing_record→zhao', 'closing_record→wang']);
  });
});
