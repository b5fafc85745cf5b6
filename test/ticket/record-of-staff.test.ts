import { describe, expect, test } from 'vitest';
import { HANDLINGS } from '../../src/ticket/events/handlings.ts';
import { STATE_TABLE, type TicketEvent } from '../../src/ticket/states.ts';
import type { Ticket } from '../../src/ticket/ticket.ts';
import {
  accepted,
  at,
  closed,
  h,
  li,
  m,
  NOON,
  noon,
  offered,
  opened,
  progresses,
  received,
  recordOf,
  resolves,
  saidIn,
  says,
  sun,
  upon,
  wang,
  wrote,
  zhao,
} from './sample.ts';

const frontline = at(NOON, { resolution: { via: 'frontline', verify: 'ask' } });
const proposed = upon(accepted, resolves(li), frontline).ticket;
const copied = upon(accepted, wrote('…', { copies: [{ name: '孙', address: 'sun@customer.example' }] })).ticket;
const involved = upon(accepted, { name: 'involve', by: li, team: 'second', question: '连接池？', dueAt: h(8) }).ticket;
const second = opened({ id: 'b', number: 'TS20261123002' });
const nobody = at(NOON, {}, []);
const waiting = opened({}, nobody);

describe('what the history and the letters say of', () => {
  test.each<[string, Ticket, TicketEvent, readonly string[], readonly string[], typeof noon?]>([
    ['an offer that is accepted', offered, { name: 'accept', by: li }, ['accepted by li:'], []],
    [
      'a ticket taken from its assignee',
      offered,
      { name: 'accept', by: wang },
      ['accepted by wang:'],
      ['reassigned nowWith=wang by=wang'],
    ],
    [
      'an offer that is declined',
      offered,
      { name: 'decline', by: li, reason: '休假' },
      ['declined by li: 休假', 'dispatched by desk: chen'],
      ['note by=li: 休假'],
    ],
    [
      'a ticket assigned to a person',
      accepted,
      { name: 'assign', by: zhao, to: { person: sun } },
      ['reassigned by zhao: sun', 'dispatched by desk: sun'],
      ['reassigned nowWith=sun by=zhao'],
    ],
    [
      'a ticket assigned to a team',
      accepted,
      { name: 'assign', by: zhao, to: { team: 'second' } },
      ['reassigned by zhao: second', 'dispatched by desk: sun'],
      ['reassigned nowWith=second by=zhao'],
    ],
    [
      'a ticket that nobody is left for',
      waiting,
      { name: 'assign', by: wang, to: { team: 'backend' } },
      ['reassigned by wang: backend', 'nobody_left by desk: backend', 'alert: nobody_left'],
      [],
      nobody,
    ],
    [
      'another urgency',
      accepted,
      { name: 'urgency', by: li, urgency: 'urgent' },
      ['urgency_set by li: medium → urgent', 'alert: urgent'],
      ['supervisor_notice reason=urgent'],
    ],
    [
      'another category',
      accepted,
      { name: 'category', by: li, category: 'how_to' },
      ['category_set by li: system_fault → how_to'],
      [],
    ],
    ['a time', accepted, { name: 'eta', by: li, at: h(3) }, ['expected by li: 2026-11-23T07:00:00.000Z'], []],
    [
      'a progress note',
      accepted,
      progresses(li),
      ['progress by li: 正在看日志'],
      ['progress checked=网络 current=正在看日志 next=重启 by=li: 正在看日志'],
    ],
    [
      'a progress note the customer hears',
      accepted,
      progresses(zhao),
      ['progress by zhao: 正在看日志'],
      [
        'progress checked=网络 current=正在看日志 next=重启 by=zhao: 正在看日志',
        'progress_to_customer toCustomer= next=重启 by=zhao',
      ],
      at(m(1), { progressToCustomer: 'always' }),
    ],
    [
      'a question',
      accepted,
      { name: 'ask', ...says(li, '版本？') },
      ['asked by li: 版本？'],
      ['question by=li: 版本？', 'sent_copy by=li what=question: 版本？'],
    ],
    [
      'a public reply',
      accepted,
      { name: 'reply', ...says(li, '在看') },
      ['replied by li:'],
      ['public_reply by=li: 在看', 'sent_copy by=li what=reply: 在看'],
    ],
    ['a note', accepted, { name: 'note', ...says(zhao, '看日志') }, ['noted by zhao:'], ['note by=zhao: 看日志']],
    [
      'a resolution',
      accepted,
      resolves(li),
      ['resolved by li: 磁盘满'],
      [
        'resolution by=li: 原因：磁盘满\n解决步骤：已清理磁盘',
        'resolution_copy by=li: 原因：磁盘满\n解决步骤：已清理磁盘',
      ],
    ],
    [
      'a resolution that waits',
      accepted,
      resolves(li),
      ['resolution_proposed by li: 磁盘满'],
      ['release_request by=li: 原因：磁盘满\n解决步骤：已清理磁盘'],
      frontline,
    ],
    [
      'its release',
      proposed,
      { name: 'release', by: zhao },
      ['resolved by zhao: 磁盘满'],
      ['resolution by=li: 磁盘满\n已清理磁盘', 'resolution_copy by=li: 磁盘满\n已清理磁盘'],
      frontline,
    ],
    [
      'a ticket that staff close',
      accepted,
      { name: 'close', by: li, how: '电话确认' },
      ['closed by li: 电话确认'],
      ['closing reopenUntil=2026-12-23T04:00:00.000Z'],
    ],
    [
      'a ticket that staff reopen',
      closed,
      { name: 'reopen', by: li, reason: '客户来电' },
      ['reopened by li: 客户来电', 'triaged by desk: medium system_fault → backend', 'dispatched by desk: li'],
      ['note by=li: 客户来电', 'reopened answerBy=2026-11-23T08:00:00.000Z'],
    ],
    ['a merge', accepted, { name: 'merge', by: zhao, into: second }, ['merged by zhao: TS20261123002'], []],
    [
      'its target',
      second,
      { name: 'absorb', by: zhao, from: accepted },
      ['absorbed by zhao: TS20261123001'],
      ['note absorbed=TS20261123001 by=zhao'],
    ],
    [
      'a split',
      accepted,
      { name: 'split', by: li, opened: received({ id: 'c', number: 'TS20261123003' }) },
      ['split by li: TS20261123003'],
      [],
    ],
    [
      'a question to another team',
      accepted,
      { name: 'involve', by: li, team: 'second', question: '连接池？', dueAt: h(8) },
      ['involved by li: second: sun'],
      [
        'side_thread_question sideThread=1 by=li responsible=sun dueAt=2026-11-23T12:00:00.000Z: 连接池？',
        'supervisor_notice sideThread=1 by=li responsible=sun dueAt=2026-11-23T12:00:00.000Z reason=side_thread: 连接池？',
      ],
    ],
    [
      'its answer',
      involved,
      { name: 'side_answer', sideThread: '1', ...says(sun, '满了') },
      ['side_answered by sun: second'],
      ['side_thread_answer sideThread=1 by=sun: 满了'],
    ],
    [
      'somebody let in',
      copied,
      { name: 'admit', by: li, address: 'sun@customer.example' },
      ['admitted by li: sun@customer.example'],
      [],
    ],
    [
      'a ticket of the front line assigned to somebody without a team',
      opened({ form: {} }),
      { name: 'assign', by: zhao, to: { person: wang } },
      ['accepted by zhao:', 'reassigned by zhao: wang', 'dispatched by desk: wang'],
      [],
    ],
    [
      'a ticket nobody has that is assigned',
      waiting,
      { name: 'assign', by: wang, to: { person: li } },
      ['reassigned by wang: li', 'dispatched by desk: li'],
      [],
    ],
    [
      'a closed ticket that is reopened for its follower',
      closed,
      { name: 'reopen', by: zhao, reason: '' },
      ['reopened by zhao:', 'triaged by desk: medium system_fault → backend', 'dispatched by desk: li'],
      ['reopened answerBy=2026-11-23T08:00:00.000Z'],
    ],
    [
      'a merge of somebody else’s ticket',
      accepted,
      { name: 'merge', by: wang, into: second },
      ['merged by wang: TS20261123002'],
      [],
    ],
    ['a lower urgency', accepted, { name: 'urgency', by: li, urgency: 'low' }, ['urgency_set by li: medium → low'], []],
    [
      'a public reply its author has sent to the customer',
      accepted,
      { name: 'reply', ...says(li, '在看'), sentTo: ['Zhang@customer.example'] },
      ['replied by li:'],
      ['sent_copy by=li what=reply: 在看'],
    ],
    [
      'the same by somebody who is not in charge',
      accepted,
      { name: 'reply', ...says(sun, '在看'), sentTo: ['zhang@customer.example'] },
      ['replied by sun:'],
      ['sent_copy by=sun what=reply: 在看'],
    ],
  ])('%s', (_, ticket, event, record, said, context = noon) => {
    const change = upon(ticket, event, context);
    expect(recordOf(change)).toEqual(record);
    expect(saidIn(change)).toEqual(said);
  });
});

test('every event of the state table has what it does, and no other', () => {
  expect(Object.keys(HANDLINGS).toSorted()).toEqual(Object.keys(STATE_TABLE).toSorted());
  expect(Object.values(HANDLINGS).filter(({ apply }) => typeof apply !== 'function')).toEqual([]);
});
