import { describe, expect, test } from 'vitest';
import { open } from '../../src/ticket/events/open.ts';
import type { TicketEvent } from '../../src/ticket/states.ts';
import { channelNamed, telephoneAddress, withoutScheme } from '../../src/ticket/telephone.ts';
import type { Ticket } from '../../src/ticket/ticket.ts';
import {
  accepted,
  at,
  events,
  fires,
  following,
  h,
  li,
  noon,
  post,
  progresses,
  received,
  resolved,
  resolves,
  sun,
  upon,
  zhao,
} from './sample.ts';
import { apply, linesOf } from './staff-mail.ts';

const caller = { name: '王女士', address: 'tel:13800000000' };
const call = received({ requester: caller, reportedBy: zhao, channel: 'phone' });
const opening = open(call, noon);
const working = following(opening.ticket, [{ name: 'accept', by: li }]);
const solution = upon(working, resolves(li));
const waiting = solution.ticket;
const says = { by: li, words: '版本？', hasAttachments: false };
const said = (by: typeof zhao, words: string): TicketEvent => ({ name: 'customer', by, words, hasAttachments: false });
const abouts = (change: ReturnType<typeof upon>) =>
  change.letters.flatMap(({ kind, values }) => (kind === 'call_customer' ? [values.about] : []));

test.each([
  ['13800000000', 'tel:13800000000'],
  ['手机 138-0000-0000（上午）', 'tel:13800000000'],
  ['+86 10 6234 5678', 'tel:+861062345678'],
  ['１３８００００００００', 'tel:13800000000'],
  ['13800000000 13900000000', 'tel:13800000000'],
  ['138 0000 0000 139 0000 0000', 'tel:13800000000'],
  ['13800000000\n13900000000', 'tel:13800000000'],
  ['0086 138 0000 0000', 'tel:008613800000000'],
  ['010-62345678 转 801', 'tel:01062345678;ext=801'],
  ['010-62345678分机：802，上午', 'tel:01062345678;ext=802'],
  ['+1 (415) 555-0100 ext. 22', 'tel:+14155550100;ext=22'],
  ['138.0000.0000', 'tel:13800000000'],
  ['138–0000–0000', 'tel:13800000000'],
  ['+49.30.1234567', 'tel:+49301234567'],
  ['工位 12', null],
  ['', null],
])('%j is known as %j', (written, address) => expect(telephoneAddress(written)).toBe(address));

test.each([
  ['电话', 'phone'],
  ['400 热线', 'phone'],
  ['在线客服', 'chat'],
  ['微信群', 'chat'],
  ['官网表单', 'website'],
  ['邮件', 'mail'],
  ['Live chat', 'chat'],
  ['展会', null],
])('%j names the channel %j', (written, channel) => expect(channelNamed(written)).toBe(channel));

test('people read the number', () => {
  expect([withoutScheme('tel:138'), withoutScheme('a@x.example')]).toEqual(['138', 'a@x.example']);
  expect(withoutScheme('tel:01062345678;ext=801')).toBe('01062345678-801');
});

describe('a customer who has no address', () => {
  test('has the ticket; who recorded it is no customer, and what they were to be told is told by a call', () => {
    expect(opening.ticket).toMatchObject({ requester: caller, channel: 'phone', recordedBy: zhao.email });
    expect(opening.ticket.participants).toMatchObject([
      { address: caller.address, role: 'requester' },
      { address: zhao.email, role: 'staff' },
      { role: 'staff' },
    ]);
    expect(post(opening)).toEqual(['call_customer→zhao', 'dispatch→li', 'follower_copy→zhao']);
    expect(abouts(opening)).toEqual(['acknowledgement']);
  });

  test.each<[string, Ticket, TicketEvent, string, typeof noon?]>([
    ['a question', working, { name: 'ask', ...says }, 'question'],
    ['an answer', working, { name: 'reply', ...says }, 'public_reply'],
    ['progress', working, progresses(li), 'progress_to_customer', at(h(1), { progressToCustomer: 'always' })],
    ['a solution', working, resolves(li), 'resolution'],
    ['a reminder', waiting, fires(waiting, 'confirm_reminder'), 'confirm_reminder', at(h(48))],
    ['that it is closed', waiting, { name: 'close', by: li, how: '电话确认' }, 'closing'],
    ['that it is open again', waiting, { name: 'reopen', by: li, reason: '' }, 'reopened'],
    ['how it stands', working, said(zhao, '有进展吗？'), 'news'],
  ])('is told %s by a call of the follower', (_, ticket, event, about, context = noon) => {
    const change = upon(ticket, event, context);
    expect(abouts(change)).toEqual([about]);
    expect(change.letters.flatMap(({ to }) => to).filter((address) => address.startsWith('tel:'))).toEqual([]);
    expect(change.letters.find(({ kind }) => kind === 'call_customer')?.to).toEqual([zhao.email]);
  });

  test('a call has the words of the letter it stands for', () => {
    expect(upon(working, { name: 'ask', ...says }).letters[0]).toMatchObject({
      words: '版本？',
      values: { about: 'question', by: 'li@desk.example' },
    });
  });

  test('is called by who has it, or a supervisor, where nobody follows', () => {
    expect(post(upon({ ...working, follower: null }, { name: 'ask', ...says }))).toEqual(['call_customer→li']);
  });

  test('an expected closing without an answer is told too', () => {
    const reminded = upon(waiting, fires(waiting, 'confirm_reminder'), at(h(48))).ticket;
    expect(abouts(upon(reminded, fires(reminded, 'confirm_close'), at(h(120))))).toEqual(['closed_on_silence']);
  });
});

describe('what staff pass on from the customer', () => {
  test('solved closes, confirmed by telephone', () => {
    const change = upon(waiting, said(zhao, '问题已解决'));
    expect(change.ticket).toMatchObject({ state: 'closed', closing: { confirmedBy: 'phone' } });
    expect(post(change).toSorted()).toEqual(['call_customer→zhao', 'closing_record→li', 'closing_record→zhao']);
    expect(events(change)).toEqual(['customer_said', 'closed']);
    expect(change.history.every(({ by }) => by === zhao.email)).toBe(true);
  });

  test('still open escalates, in words that are marked as passed on', () => {
    const change = upon(waiting, said(zhao, '仍有疑问：还是打不开'));
    expect(change.ticket).toMatchObject({ assignee: sun.email, reopenCount: 1 });
    expect(change.letters[0]).toMatchObject({ kind: 'escalation', values: { toldBy: 'zhao' } });
  });

  test('an answer sets the clocks going', () => {
    const asked = upon(working, { name: 'ask', ...says }).ticket;
    expect(upon(asked, said(zhao, '版本 5.2'), at(h(1))).ticket).toMatchObject({
      state: 'in_progress',
      pausedAt: null,
    });
  });

  test('counts for a customer with an address too, who then gets the letters', () => {
    expect(post(upon(resolved, said(zhao, '问题已解决')))).toEqual([
      'closing→zhang',
      'closing_record→li',
      'closing_record→zhao',
    ]);
  });

  test('is for those in charge, and says something', () => {
    expect(linesOf('#客户 已解决', { ticket: resolved, by: sun })).toMatchObject([{ done: false, result: 'now_with' }]);
    expect(linesOf('#客户', { ticket: resolved, by: zhao })).toMatchObject([{ done: false, result: 'no_text' }]);
  });

  test('that they were told changes nothing else', () => {
    const { change } = apply('#已电话告知 约好明天回访', { ticket: accepted, by: zhao });
    expect(change.ticket).toEqual(accepted);
    expect(change.history).toMatchObject([{ event: 'customer_told', by: zhao.email, detail: '约好明天回访' }]);
  });
});
