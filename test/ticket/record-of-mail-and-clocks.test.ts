import { describe, expect, test } from 'vitest';
import type { TicketEvent } from '../../src/ticket/states.ts';
import type { Ticket } from '../../src/ticket/ticket.ts';
import {
  accepted,
  asked,
  at,
  closed,
  fires,
  h,
  li,
  m,
  NOON,
  noon,
  offered,
  opened,
  recordOf,
  resolved,
  resolves,
  saidIn,
  solved,
  stillOpen,
  upon,
  wrote,
} from './sample.ts';

const copied = upon(accepted, wrote('…', { copies: [{ name: '孙', address: 'sun@customer.example' }] })).ticket;
const frontline = at(NOON, { resolution: { via: 'frontline', verify: 'ask' } });
const proposed = upon(accepted, resolves(li), frontline).ticket;
const involved = upon(accepted, { name: 'involve', by: li, team: 'second', question: '连接池？', dueAt: h(8) }).ticket;
const waiting = opened({}, at(NOON, {}, []));
const unverified = { confirm: 'no', reopen: false, mark: 'unverified' } as const;
const reminded = upon(resolved, fires(resolved, 'confirm_reminder'), at(h(48))).ticket;

describe('what the history and the letters say of', () => {
  test.each<[string, Ticket, TicketEvent, readonly string[], readonly string[], typeof noon?]>([
    [
      'an offer that lapsed',
      offered,
      fires(offered, 'accept'),
      ['accept_lapsed by clock: li', 'dispatched by desk: chen'],
      [],
      at(m(30)),
    ],
    [
      'its reminder',
      involved,
      fires(involved, 'side_thread_warning'),
      ['side_thread_reminded by clock: sun'],
      ['reminder span=side_thread question=连接池？ dueAt=2026-11-23T12:00:00.000Z'],
      at(h(6)),
    ],
    [
      'its end without an answer',
      involved,
      fires(involved, 'side_thread'),
      ['side_thread_overdue by clock: sun'],
      ['side_thread_overdue sideThread=1 responsible=sun question=连接池？'],
      at(h(8)),
    ],
    [
      'a response that is almost due',
      accepted,
      fires(accepted, 'respond_warning'),
      ['respond_reminded by clock: li'],
      ['reminder span=respond dueAt=2026-11-23T12:00:00.000Z'],
      at(h(6)),
    ],
    [
      'a response that did not come',
      accepted,
      fires(accepted, 'respond'),
      ['respond_breached by clock: li', 'alert: breach'],
      ['breach span=respond dueAt=2026-11-23T12:00:00.000Z'],
      at(h(8)),
    ],
    [
      'a progress note that is almost due',
      accepted,
      fires(accepted, 'update_warning'),
      ['update_reminded by clock: li'],
      ['reminder span=update dueAt=2026-11-23T08:00:00.000Z'],
      at(h(3)),
    ],
    [
      'a progress note that did not come',
      accepted,
      fires(accepted, 'update'),
      ['update_breached by clock: li', 'alert: breach'],
      ['breach span=update dueAt=2026-11-23T08:00:00.000Z'],
      at(h(4)),
    ],
    [
      'the same of a ticket nobody has',
      waiting,
      fires(waiting, 'update'),
      ['update_breached by clock:', 'nobody_left by desk: backend', 'alert: breach', 'alert: nobody_left'],
      [],
      at(h(4), {}, []),
    ],
    [
      'a release that is almost due',
      proposed,
      fires(proposed, 'update_warning'),
      ['update_reminded by clock: zhao'],
      ['reminder span=release dueAt=2026-11-23T08:00:00.000Z'],
      at(h(3)),
    ],
    [
      'an answer that does not come',
      resolved,
      fires(resolved, 'confirm_reminder'),
      ['confirmation_reminded by clock:'],
      ['confirm_reminder closesAt=2026-11-28T04:00:00.000Z'],
      at(h(48)),
    ],
    [
      'a letter that came back',
      accepted,
      { name: 'bounced', recipient: 'zhang@customer.example', status: '5.1.1', permanent: true, why: 'returned' },
      ['undeliverable by desk: zhang@customer.example 5.1.1'],
      ['undeliverable recipient=zhang@customer.example status=5.1.1 why=returned'],
    ],
    [
      'a letter that waits elsewhere',
      accepted,
      { name: 'bounced', recipient: 'zhang@customer.example', status: '4.2.2', permanent: false, why: 'returned' },
      ['delayed by desk: zhang@customer.example 4.2.2'],
      [],
    ],
    [
      'a mail of the customer’s',
      accepted,
      wrote('补充'),
      ['customer_wrote by zhang@customer.example:'],
      ['relay from=zhang@customer.example: 补充'],
    ],
    [
      'an unverified one',
      accepted,
      wrote('补充', { rights: unverified }),
      ['customer_wrote by zhang@customer.example: unverified'],
      ['relay from=zhang@customer.example mark=unverified: 补充'],
    ],
    [
      'an answer to a question',
      asked,
      wrote('3.2'),
      ['customer_wrote by zhang@customer.example:', 'answered by zhang@customer.example:'],
      ['relay from=zhang@customer.example: 3.2'],
    ],
    [
      'a problem that is solved',
      resolved,
      solved,
      ['customer_wrote by zhang@customer.example:', 'closed by zhang@customer.example: mail'],
      ['closing reopenUntil=2026-12-23T04:00:00.000Z', 'closing_record from=zhang@customer.example: 问题已解决'],
    ],
    [
      'a problem that may be solved',
      resolved,
      { ...solved, rights: { confirm: 'ask_back', reopen: true, mark: null } },
      ['customer_wrote by zhang@customer.example:', 'confirmation_asked_back by desk: zhang@customer.example'],
      ['relay from=zhang@customer.example: 问题已解决'],
    ],
    [
      'a problem that is still open',
      resolved,
      stillOpen,
      [
        'customer_wrote by zhang@customer.example:',
        'reopened by zhang@customer.example: still_open',
        'triaged by desk: high system_fault → second',
        'dispatched by desk: sun',
        'alert: escalation',
      ],
      [
        'escalation from=zhang@customer.example: 还是不行',
        'reassigned by= why=escalated: 还是不行',
        'reopened answerBy=2026-11-23T08:00:00.000Z',
      ],
    ],
    [
      'an answer that is unclear',
      resolved,
      wrote('？', { intent: 'unclear' }),
      ['customer_wrote by zhang@customer.example:', 'unclear_reply by zhang@customer.example:'],
      ['relay from=zhang@customer.example: ？', 'unclear_reply from=zhang@customer.example: ？'],
    ],
    [
      'a rating',
      closed,
      wrote('4', { satisfaction: 4 }),
      ['customer_wrote by zhang@customer.example:', 'rated by zhang@customer.example: 4'],
      ['relay from=zhang@customer.example rating=4: 4'],
    ],
    [
      'a form filled in later',
      opened({ form: {} }),
      wrote('…', { form: { urgency: '高', category: '权限', errorCode: 'E1', links: [{ url: 'https://x' }] } }),
      [
        'customer_wrote by zhang@customer.example:',
        'form_completed by zhang@customer.example: errorCode, links',
        'urgency_set by zhang@customer.example: medium → high',
        'category_set by zhang@customer.example: other → permission',
      ],
      ['relay from=zhang@customer.example: …'],
    ],
    [
      'thanks for a solution',
      resolved,
      wrote('谢谢', { onlyThanks: true }),
      ['customer_wrote by zhang@customer.example:'],
      ['relay from=zhang@customer.example: 谢谢'],
    ],
    [
      'an unverified answer to a solution',
      resolved,
      { ...solved, rights: unverified },
      ['customer_wrote by zhang@customer.example: unverified'],
      ['relay from=zhang@customer.example mark=unverified: 问题已解决'],
    ],
    [
      'thanks after the end',
      closed,
      wrote('谢谢', { onlyThanks: true }),
      ['customer_wrote by zhang@customer.example:'],
      ['relay from=zhang@customer.example: 谢谢'],
    ],
    [
      'an unverified mail after the end',
      closed,
      wrote('5', { satisfaction: 5, rights: unverified }),
      ['customer_wrote by zhang@customer.example: unverified'],
      ['relay from=zhang@customer.example mark=unverified: 5'],
    ],
    [
      'thanks for a question',
      asked,
      wrote('谢谢', { onlyThanks: true }),
      ['customer_wrote by zhang@customer.example:'],
      ['relay from=zhang@customer.example: 谢谢'],
    ],
    [
      'silence after a reminder',
      reminded,
      fires(reminded, 'confirm_close'),
      ['closed by clock: silence'],
      ['closed_on_silence reopenUntil=2026-12-28T04:00:00.000Z'],
      at(h(120)),
    ],
    [
      'a form that says nothing new',
      accepted,
      wrote('…', { form: { category: '系统故障' } }),
      ['customer_wrote by zhang@customer.example:'],
      ['relay from=zhang@customer.example: …'],
    ],
    [
      'somebody the requester lets in',
      copied,
      wrote('…', { lettingIn: ['sun@customer.example'], onlyThanks: true }),
      ['customer_wrote by zhang@customer.example:', 'admitted by zhang@customer.example: sun@customer.example'],
      ['relay from=zhang@customer.example: …'],
    ],
  ])('%s', (_, ticket, event, record, said, context = noon) => {
    const change = upon(ticket, event, context);
    expect(recordOf(change)).toEqual(record);
    expect(saidIn(change)).toEqual(said);
  });
});
