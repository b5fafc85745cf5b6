import { describe, expect, it } from 'vitest';
import { clockDue } from '../../src/ticket/states.ts';
import { leadingTime } from '../../src/ticket/text/human-time.ts';
import type { Ticket } from '../../src/ticket/ticket.ts';
import { transition } from '../../src/ticket/transition.ts';
import {
  accepted,
  asWritten,
  at,
  CUSTOMER,
  entry,
  h,
  li,
  NOON,
  noon,
  post,
  resolved,
  sun,
  upon,
  wrote,
  zhao,
} from './sample.ts';
import { apply, linesOf, loaded } from './staff-mail.ts';

/** Thursday, half past six in the evening in Shanghai. */
const EVENING = new Date('2026-11-26T10:30:00Z');
const read = (text: string): string | null => {
  const found = leadingTime(text, EVENING, 'Asia/Shanghai');
  if (found === null) return null;
  const local = new Date(found.time.getTime() + 8 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ');
  return `${local} | ${found.rest}`;
};

describe('a time in front of words', () => {
  it.each([
    ['周一10点 打电话', '2026-11-30 10:00 | 打电话'],
    ['周一10点打电话', '2026-11-30 10:00 | 打电话'],
    ['周一十点打电话', '2026-11-30 10:00 | 打电话'],
    ['下周一上午10点，打电话', '2026-11-30 10:00 | 打电话'],
    ['明天9点 看日志', '2026-11-27 09:00 | 看日志'],
    ['明天 看日志', '2026-11-27 09:00 | 看日志'],
    ['明天下午 看日志', '2026-11-27 14:00 | 看日志'],
    ['今天20:00 看日志', '2026-11-26 20:00 | 看日志'],
    ['20:00 看日志', '2026-11-26 20:00 | 看日志'],
    ['9:00 看日志', '2026-11-27 09:00 | 看日志'],
    ['下午3点半 回访', '2026-11-27 15:30 | 回访'],
    ['11-28 14:00 回访', '2026-11-28 14:00 | 回访'],
    ['2026-11-28 回访', '2026-11-28 09:00 | 回访'],
    ['两小时后 回访', '2026-11-26 20:30 | 回访'],
    ['2h call back', '2026-11-26 20:30 | call back'],
    ['30分钟后 回访', '2026-11-26 19:00 | 回访'],
    ['Monday 10am call them', '2026-11-30 10:00 | call them'],
    ['tomorrow 9am', '2026-11-27 09:00 | '],
    ['28 Nov at 14:00 ask again', '2026-11-28 14:00 | ask again'],
    ['今天 9:00 看日志', '2026-11-26 09:00 | 看日志'],
    ['11-20 看日志', '2026-11-20 09:00 | 看日志'],
    ['on Monday at 10:00 to call', '2026-11-30 10:00 | to call'],
    ['Monday 10 a.m. call', '2026-11-30 10:00 | call'],
    ['Monday 10 a.m call', '2026-11-30 10:00 | call'],
    ['Monday 10AM call', '2026-11-30 10:00 | call'],
    ['Monday at 10.30am, call', '2026-11-30 10:30 | call'],
    ['Monday at 10 call', '2026-11-30 10:00 | call'],
    ["Monday at 10 o'clock call", '2026-11-30 10:00 | call'],
    ['at 10am on Monday call', '2026-11-30 10:00 | call'],
    ['Monday, 30 November at 10:00 a.m. call', '2026-11-30 10:00 | call'],
    ['tomorrow at 12 am call', '2026-11-27 00:00 | call'],
    ['tomorrow 12:30pm call', '2026-11-27 12:30 | call'],
    ['in 3 days at 9am call', '2026-11-29 09:00 | call'],
    ['3天后9点 打电话', '2026-11-29 09:00 | 打电话'],
    ['in 3 days call', '2026-11-29 18:30 | call'],
    ['明天上午十点一刻 打', '2026-11-27 10:15 | 打'],
    ['明天十点半打', '2026-11-27 10:30 | 打'],
    ['明天下午3点三刻 打', '2026-11-27 15:45 | 打'],
    ['明天十点二十 打', '2026-11-27 10:20 | 打'],
    ['明天十点零五分 打', '2026-11-27 10:05 | 打'],
    ['明天9点整 打', '2026-11-27 09:00 | 打'],
    ['明天9点3个客户要回访', '2026-11-27 09:00 | 3个客户要回访'],
    ['明天九点三个客户要回访', '2026-11-27 09:00 | 三个客户要回访'],
    ['明天9点 30分钟的会', '2026-11-27 09:00 | 30分钟的会'],
    ['明天9点 10点开会前问', '2026-11-27 09:00 | 10点开会前问'],
    ['明天后端排查', '2026-11-27 09:00 | 后端排查'],
    ['今晚8点 打电话', '2026-11-26 20:00 | 打电话'],
    ['今晚 打电话', '2026-11-26 20:00 | 打电话'],
    ['明晚8点打电话', '2026-11-27 20:00 | 打电话'],
    ['明早 打电话', '2026-11-27 09:00 | 打电话'],
    ['明早9点 打电话', '2026-11-27 09:00 | 打电话'],
    ['明早上8点 打电话', '2026-11-27 08:00 | 打电话'],
    ['后天早8点 打电话', '2026-11-28 08:00 | 打电话'],
    ['周五晚9点 打电话', '2026-11-27 21:00 | 打电话'],
    ['今晚12点 打电话', '2026-11-27 00:00 | 打电话'],
    ['今晚1点 打电话', '2026-11-27 01:00 | 打电话'],
    ['明天凌晨2点 打电话', '2026-11-27 02:00 | 打电话'],
    ['tonight at 9pm call', '2026-11-26 21:00 | call'],
    ['tomorrow night call', '2026-11-27 20:00 | call'],
    ['一个半小时后 打', '2026-11-26 20:00 | 打'],
    ['1个半小时后 打', '2026-11-26 20:00 | 打'],
    ['半小时后 打', '2026-11-26 19:00 | 打'],
    ['半个小时后打', '2026-11-26 19:00 | 打'],
    ['两个小时之后 打', '2026-11-26 20:30 | 打'],
    ['2小时30分钟后 打', '2026-11-26 21:00 | 打'],
    ['1h30m call', '2026-11-26 20:00 | call'],
    ['in half an hour call', '2026-11-26 19:00 | call'],
    ['in an hour call', '2026-11-26 19:30 | call'],
    ['in an hour and a half call', '2026-11-26 20:00 | call'],
    ['一周后 回访', '2026-12-03 18:30 | 回访'],
    ['in two weeks call', '2026-12-10 18:30 | call'],
    ['下个月1号 回访', '2026-12-01 09:00 | 回访'],
    ['下月15日10点 回访', '2026-12-15 10:00 | 回访'],
    ['月底 回访', '2026-11-30 09:00 | 回访'],
    ['3号 回访', '2026-12-03 09:00 | 回访'],
    ['the 1st of next month call', '2026-12-01 09:00 | call'],
    ['十二月一日 回访', '2026-12-01 09:00 | 回访'],
    ['11月30日（周一）10点 回访', '2026-11-30 10:00 | 回访'],
    ['昨天 打', '2026-11-25 09:00 | 打'],
    ['前天10点 打', '2026-11-24 10:00 | 打'],
    ['上周五 打', '2026-11-20 09:00 | 打'],
    ['yesterday call', '2026-11-25 09:00 | call'],
    ['2小时前 打', '2026-11-26 16:30 | 打'],
    ['3 days ago call', '2026-11-23 18:30 | call'],
  ])('%s', (text, expected) => expect(read(text)).toBe(expected));
  it.each([
    '明天25点 打',
    '明天 25:00 打',
    'Monday at 25:00 call',
    'Monday 1 Dec call',
    'Monday, December 1 call',
    '周一 12月1日 回访',
    'tomorrow at 3 call',
    '明天9点75分 打',
    '明天10:75 打',
    '今天二十五点 打',
    '11月30日（周二）回访',
    '打电话',
    '',
    '给客户 明天 打电话',
    'call',
    '25:99 看',
    '3',
  ])('%j begins with none', (text) => expect(read(text)).toBeNull());
});

const asked = (text: string, ticket: Ticket = accepted, by = li, context = noon) =>
  apply(text, { ticket, by, context }).change;
/** `1 11-24T02:00 li 打电话`, one for each. */
const listed = ({ followUps = [] }: Ticket): string[] =>
  followUps.map(
    ({ id, at: time, by, words }) => `${id} ${time.toISOString().slice(5, 16)} ${by.split('@')[0]} ${words}`,
  );
const twice = asked('#跟进 后天 看报告', asked('#跟进 明天10点 打电话').ticket).ticket;

describe('a reminder', () => {
  it('is set, with a clock of its own', () => {
    const { ticket, history } = asked('#跟进 明天10点 打电话');
    expect(listed(ticket)).toEqual(['1 11-24T02:00 li 打电话']);
    expect(ticket.clocks.filter(({ kind }) => kind === 'follow_up')).toHaveLength(1);
    expect(history.map(({ event }) => event)).toEqual(['reminder_set']);
    expect(ticket.state).toBe(accepted.state);
  });
  it('one of several', () => expect(listed(twice)).toEqual(['1 11-24T02:00 li 打电话', '2 11-25T01:00 li 看报告']));
  it('with words below it', () =>
    expect(asked('#remind tomorrow 10am\ncall them\nand ask').ticket.followUps?.[0]?.words).toBe('call them\nand ask'));
  it('without words', () => expect(listed(asked('#跟进 明天10点').ticket)).toEqual(['1 11-24T02:00 li ']));
  it('of any member of the staff', () =>
    expect(listed(asked('#提醒 明天10点 打电话', accepted, sun).ticket)).toEqual(['1 11-24T02:00 sun 打电话']));
  it('is put off, its words kept', () =>
    expect(listed(asked('#跟进 1 明天15:00', twice).ticket)).toEqual([
      '2 11-25T01:00 li 看报告',
      '1 11-24T07:00 li 打电话',
    ]));
  it.each(['#跟进 完成 2', '#跟进 2 完成', '#跟进 取消 2', '#remind done 2', '#Remind cancel 2'])(
    '%s: it is done',
    (text) => expect(listed(asked(text, twice).ticket)).toEqual(['1 11-24T02:00 li 打电话']),
  );
  it('the only one is done without its number', () =>
    expect(asked('#跟进 完成', asked('#跟进 明天10点 打电话').ticket).ticket).not.toHaveProperty('followUps'));

  it.each([
    ['#跟进', 'no_text'],
    ['#跟进 打电话', 'no_time'],
    ['#跟进 11-20 打电话', 'time_passed'],
    ['#跟进 今天9点 打电话', 'time_passed'],
    ['#跟进 完成 7', 'no_such_follow_up'],
    ['#跟进 7 明天9点', 'no_such_follow_up'],
  ])('%s is refused: %s', (text, result) =>
    expect(linesOf(text, { ticket: twice })).toMatchObject([{ done: false, result }]),
  );
  it('another’s is not one’s own', () =>
    expect(linesOf('#跟进 完成 1', { ticket: twice, by: zhao })).toMatchObject([{ result: 'no_such_follow_up' }]));
});

describe('a reminder without its number', () => {
  const [first, second] = [h(21), h(22)];
  const { followUps = [] } = twice;
  const reminded = {
    ...twice,
    followUps: followUps.map((each, at) => ({ ...each, remindedAt: at === 0 ? first : second })),
  };
  const lines = (text: string, reminderAt: Date | null, ticket: Ticket = reminded) =>
    linesOf(text, { ticket, load: { ...loaded, reminderAt } });
  const left = (text: string, reminderAt: Date | null, ticket: Ticket = reminded) =>
    listed(apply(text, { ticket, load: { ...loaded, reminderAt } }).change.ticket);

  it.each(['#跟进 完成', '#跟进 取消', '#remind done'])('%s ends the one whose letter it answers', (text) => {
    expect(left(text, first)).toEqual(['2 11-25T01:00 li 看报告']);
    expect(left(text, second)).toEqual(['1 11-24T02:00 li 打电话']);
    expect(lines(text, second)).toMatchObject([{ done: true, result: 'follow_up_done', detail: '2 看报告' }]);
  });
  it.each(['#跟进 完成', '#remind done'])('%s in answer to anything else is refused, with those there are', (text) =>
    expect(lines(text, null)).toMatchObject([
      { done: false, result: 'which_follow_up', detail: '1 打电话 · 2 看报告' },
    ]),
  );
  it('the number counts more than the letter', () =>
    expect(left('#跟进 完成 1', second)).toEqual(['2 11-25T01:00 li 看报告']));
  it('the only one needs none, whatever its number is', () =>
    expect(lines('#跟进 完成', null, apply('#跟进 完成 1', { ticket: twice }).change.ticket)).toMatchObject([
      { done: true, detail: '2 看报告' },
    ]));
  it('where there is none it says so', () =>
    expect(lines('#跟进 完成', null, accepted)).toMatchObject([{ done: false, result: 'no_such_follow_up' }]));
  it('a time puts off the one whose letter it answers', () => {
    expect(left('#跟进 后天9点', first)).toEqual(['2 11-25T01:00 li 看报告', '1 11-25T01:00 li 打电话']);
    expect(left('#remind tomorrow 3pm', second)).toEqual(['1 11-24T02:00 li 打电话', '2 11-24T07:00 li 看报告']);
    expect(lines('#remind tomorrow 3pm', second)).toMatchObject([{ detail: '2026-11-24T07:00:00.000Z 2 看报告' }]);
  });
  it('a time in answer to anything else makes another', () => {
    expect(left('#跟进 后天10点 回访', null)).toHaveLength(3);
    expect(lines('#跟进 后天10点 回访', null)).toMatchObject([{ detail: '2026-11-25T02:00:00.000Z' }]);
  });
  it('another at the time of an earlier one puts none off', () =>
    expect(lines('#跟进 明天10点 回访', null)).toMatchObject([{ done: true, detail: '2026-11-24T02:00:00.000Z' }]));
  it('an older letter of one that was put off is about none', () =>
    expect(lines('#跟进 完成', h(20))).toMatchObject([{ result: 'which_follow_up' }]));
});

describe('when its time comes', () => {
  const ticket = asked('#跟进 明天10点 打电话').ticket;
  const clock = ticket.clocks.find(({ kind }) => kind === 'follow_up');
  const fired = (now: Date, of = ticket, roster = noon.roster) =>
    transition(of, clockDue(clock as NonNullable<typeof clock>), at(now, {}, roster));
  it('its author is written to, once, and it stays until it is done', () => {
    const change = fired(h(22));
    if ('refused' in change) throw new Error(change.refused);
    expect(post(change)).toEqual(['follow_up→li']);
    expect(change.letters[0]).toMatchObject({ words: '打电话', values: { followUp: '1' } });
    expect(change.ticket.followUps).toMatchObject([{ id: '1', remindedAt: h(22) }]);
    expect(fired(h(23), change.ticket)).toMatchObject({ refused: 'not_running' });
  });
  it('not before', () => expect(fired(h(21))).toMatchObject({ refused: 'not_due' }));
  it('who stands in for its author is written to as well', () => {
    const absences = [{ id: 1, from: NOON, to: h(48), substitute: sun.email }];
    const roster = noon.roster.map((each) => (each.staff === li ? entry(li, { absences }) : each));
    const change = fired(h(22), ticket, roster);
    expect('refused' in change ? change : post(asWritten(change, at(h(22), {}, roster)))).toEqual([
      'follow_up→li',
      'follow_up→sun',
    ]);
  });
});

describe('while the ticket goes on', () => {
  it('a solution does not end it', () => {
    const ticket = asked('#跟进 明天10点 打电话', resolved).ticket;
    expect(
      upon(ticket, { name: 'reopen', by: li, reason: '' }).ticket.clocks.some(({ kind }) => kind === 'follow_up'),
    ).toBe(true);
  });
  it('closing ends all of them, and each author hears what of', () => {
    const shared = asked('#跟进 明天10点 回访', twice, sun).ticket;
    const change = upon(shared, { name: 'close', by: li, how: '电话确认' });
    expect(change.ticket).not.toHaveProperty('followUps');
    expect(change.ticket.clocks).toEqual([]);
    expect(change.letters.filter(({ kind }) => kind === 'follow_ups_ended')).toMatchObject([
      { to: [li.email], words: '打电话\n看报告' },
      { to: [sun.email], words: '回访' },
    ]);
    expect(change.history.map(({ event }) => event)).toEqual(['closed', 'reminders_ended']);
  });
  it('so does the customer who says that it is solved', () => {
    const ticket = asked('#跟进 明天10点 打电话', resolved).ticket;
    expect(post(upon(ticket, wrote('问题已解决', { intent: 'solved', from: CUSTOMER })))).toContain(
      'follow_ups_ended→li',
    );
  });
});
