import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sql } from '../../../src/store/drizzle.ts';
import type { WrittenLetter } from '../../support/quiet-desk.ts';
import { addressOf, LI, WANG, ZHAO } from '../process/stage.ts';
import { openQuietTeam, type QuietTeam } from './quiet-team.ts';

const [li, zhao, wang] = [addressOf(LI), addressOf(ZHAO), addressOf(WANG)];
const ANN = '张敏 <ann@big.example>';

let team: QuietTeam;
let dispatch: WrittenLetter;
let number = '';
beforeAll(async () => {
  // Friday, nine in the morning in Shanghai.
  team = await openQuietTeam('2026-11-27T01:00:00Z', {
    staff: [
      { name: '李工', email: li, roles: ['engineer'], teams: ['backend'] },
      { name: '赵一线', email: zhao, roles: ['frontline'] },
      { name: '王主管', email: wang, roles: ['supervisor'] },
    ],
    teams: [{ name: 'backend', categories: ['system_fault'] }],
    reports: { digestAt: 'off' },
    // A colleague's answer goes out, whichever letter it was written to.
    answers: { overtaken: 'send' },
  });
  number = await opens('导出中断');
});
afterAll(() => team.close());

async function opens(subject: string): Promise<string> {
  const { ticket } = await team.writes(ANN, `问题分类：系统故障\n${subject}，请看看。`, { subject });
  const found = (await team.quiet.newLetters()).find(({ kind }) => kind === 'dispatch');
  if (found === undefined) throw new Error('nobody got it');
  dispatch = found;
  return ticket ?? '';
}
const at = async (time: string): Promise<void> => {
  team.quiet.clock.set(new Date(`${time}:00+08:00`));
  // One clock of a ticket a round: deadlines that have passed meanwhile come before what is due now.
  for (let round = 0; round < 6; round++) await team.quiet.round();
};
const answer = (text: string) => team.answers(dispatch, LI, text);
const keeps = (text: string) =>
  team.quiet.desk.db.execute(sql`insert into canned_answer (answer, locale, name, text, by, at)
    values ('重启', 'zh-CN', '重启', ${text}, ${wang}, ${team.quiet.clock.now().toISOString()})
    on conflict (answer, locale) do update set text = excluded.text, at = excluded.at`);
const toCustomer = async (): Promise<string[]> =>
  (await team.quiet.newLetters()).filter(({ kind }) => kind === 'public_reply').map(({ text }) => text);
const tapIn = (letter: WrittenLetter): string =>
  /mailto:([^?"]+)\?/.exec(String(letter.parsed.html).replaceAll('&#x3D;', '='))?.[1] ?? '';
const customerWrites = (text: string) => team.writes(ANN, text, { subject: `[${number}] 导出中断` });
const events = async () =>
  (
    await team.quiet.desk.db.execute<{ event: string }>(
      sql`select event from history join ticket on ticket.id = ticket_id where number = ${number} order by history.id`,
    )
  ).map(({ event }) => event);

describe('an answer that is sent later', () => {
  it.each([
    ['#稍后 明天9点', '没有要发送的内容'],
    ['#稍后 改天\n#答复 已经修好。', '看不懂这个时间：改天'],
    ['#稍后 11-20\n#答复 已经修好。', '这个时间已经过去'],
    ['#稍后 明天9点\n#解决 好了', '缺少必填内容'],
    ['#稍后 取消', '没有等待发送的答复'],
  ])('%s is refused in a line', async (text, line) => {
    expect(await answer(text)).toMatchObject({ outcome: 'refused' });
    expect((await team.letter('transcript', li)).text).toContain(line);
  });

  it('waits, is listed, and goes out at its time, once', async () => {
    expect(await answer('#稍后 明天9点\n#答复 已经修好，请再试。')).toEqual({ outcome: 'held', ticket: number });
    const noted = await team.letter('send_later', li);
    expect(noted.parsed.subject).toContain('导出中断');
    expect(noted.text).toContain('您的答复会在 明天 09:00 发出');
    expect(noted.text).toContain('稍后发送：李工（明天 09:00）：已经修好，请再试。');
    await team.answers(noted, LI, '#我的');
    expect((await team.letter('ticket_list', li)).text).toContain(`稍后发送：${number} 明天 09:00 已经修好，请再试。`);
    await at('2026-11-28T08:59');
    expect(await toCustomer()).toEqual([]);
    await at('2026-11-28T09:00');
    await team.quiet.round();
    const sent = await toCustomer();
    expect(sent).toHaveLength(1);
    expect(sent[0]).toContain('已经修好，请再试。');
    expect(await events()).toContain('answer_scheduled');
  });

  it('goes out in the words its author was shown, whatever becomes of the canned answer meanwhile', async () => {
    await keeps('{姓名}您好，请重启服务，问题 {编号}。');
    expect(await answer('#稍后 明天9点\n#答复 @重启')).toMatchObject({ outcome: 'held' });
    const noted = await team.letter('send_later', li);
    const words = `张敏您好，请重启服务，问题 ${number}。`;
    expect(noted.text).toContain(words);
    expect(noted.text).not.toContain('@重启');
    await keeps('不用重启了。');
    await at('2026-11-29T09:00');
    const letters = await team.quiet.newLetters();
    expect(letters.filter(({ kind }) => kind === 'public_reply').map(({ text }) => text)).toEqual([
      expect.stringContaining(words),
    ]);
    expect(letters.filter(({ kind }) => kind === 'transcript').map(({ text }) => text)).toEqual([
      expect.stringContaining(words),
    ]);
  });

  it('is refused at once where the canned answer is not there', async () => {
    expect(await answer('#稍后 明天9点\n#答复 @天气')).toMatchObject({ outcome: 'refused' });
    expect((await team.letter('transcript', li)).text).toContain('没有这条常用答复');
  });

  it('does not go out when the customer writes first; one tap sends it all the same', async () => {
    await answer('#稍后 明天9点\n#答复 请重启服务。');
    await team.quiet.newLetters();
    await customerWrites('又出现了，换了一个报错。');
    await team.quiet.round();
    const letters = await team.quiet.newLetters();
    const [asked] = letters.filter(({ kind }) => kind === 'overtaken');
    if (asked === undefined) throw new Error('nobody was asked');
    expect(asked.text).toContain('请重启服务。');
    expect(asked.text).toContain('又出现了，换了一个报错。');
    await at('2026-11-29T09:30');
    await team.quiet.round();
    expect((await team.quiet.newLetters()).filter(({ kind }) => /overtaken|public_reply/.test(kind))).toEqual([]);
    team.quiet.clock.set(new Date('2026-11-28T10:00:00+08:00'));
    expect(await team.writes(LI, '确认', { to: tapIn(asked) })).toMatchObject({ outcome: 'command' });
    expect(await toCustomer()).toHaveLength(1);
    expect(await team.writes(LI, '确认', { to: tapIn(asked) })).toMatchObject({ outcome: 'refused' });
    expect(await toCustomer()).toEqual([]);
  });

  it('nor when a colleague answers first', async () => {
    await answer('#稍后 周一9点\n#答复 请重启服务。');
    const letters = await team.quiet.newLetters();
    const noted = letters.find(({ kind }) => kind === 'send_later');
    await team.writes(WANG, '#我的');
    await team.quiet.newLetters();
    await team.writes(WANG, '#答复 我来处理。', { to: await linkOf(WANG), subject: `[${number}]` });
    await team.quiet.round();
    expect(await team.kinds()).toContain('overtaken→li');
    expect(noted).toBeDefined();
  });

  it('is sent at once, or not at all, by a tap', async () => {
    await answer('#稍后 周二9点\n#答复 第一条。');
    const first = await team.letter('send_later', li);
    expect(await team.writes(LI, '确认', { to: tapIn(first) })).toMatchObject({ outcome: 'command' });
    expect(await toCustomer()).toHaveLength(1);
    await answer('#稍后 周二9点\n#答复 第二条。');
    const second = await team.letter('send_later', li);
    expect(await team.answers(second, LI, '#稍后 取消')).toMatchObject({ outcome: 'command' });
    expect((await team.letter('transcript', li)).text).toContain('已取消，不再发送');
    await at('2026-12-01T09:30');
    expect(await toCustomer()).toEqual([]);
  });

  it('two of them go at their own times', async () => {
    await answer('#稍后 今天11点\n#答复 甲。');
    await answer('#稍后 今天10点\n#答复 乙。');
    await team.quiet.newLetters();
    await at('2026-12-01T10:00');
    expect((await toCustomer()).map((text) => /[甲乙]/.exec(text)?.[0])).toEqual(['乙']);
    // Its author's own answer does not overtake the other.
    await at('2026-12-01T11:00');
    expect((await toCustomer()).map((text) => /[甲乙]/.exec(text)?.[0])).toEqual(['甲']);
  });
});

/** An address of that person's own for the ticket, from the list of all. */
async function linkOf(from: string): Promise<string> {
  await team.writes(from, '#团队');
  const list = await team.letter('ticket_list', addressOf(from));
  const html = String(list.parsed.html).replaceAll('&#x3D;', '=');
  return [...html.matchAll(/mailto:([^?"]+)\?subject=%5B(TS\d+)/g)].find(([, , of]) => of === number)?.[1] ?? '';
}

describe('a reminder', () => {
  it('comes in the thread of the ticket, with done and later', async () => {
    expect(await answer('#跟进 明天10点 打电话给客户\n#备注 等备件')).toMatchObject({ outcome: 'command' });
    expect((await team.letter('transcript', li)).text).toContain('到时提醒您：明天 10:00');
    await team.answers(dispatch, LI, '#我的');
    expect((await team.letter('ticket_list', li)).text).toContain(`待提醒：${number} 明天 10:00 打电话给客户`);
    await at('2026-12-02T10:00');
    await team.quiet.round();
    const reminded = await team.letter('follow_up', li);
    expect(reminded.text).toContain('打电话给客户');
    const bodies = [
      ...String(reminded.parsed.html)
        .replaceAll('&#x3D;', '=')
        .matchAll(/body=([^"&]+)/g),
    ].map(([, body = '']) => decodeURIComponent(body));
    expect(bodies.slice(0, 2)).toEqual([
      expect.stringContaining('#跟进 完成 1'),
      expect.stringContaining('#跟进 1 明天9点'),
    ]);
    expect(await team.answers(reminded, LI, bodies[1] ?? '')).toMatchObject({ outcome: 'command' });
    await at('2026-12-03T09:00');
    const again = await team.letter('follow_up', li);
    expect(await team.answers(again, LI, bodies[0] ?? '')).toMatchObject({ outcome: 'command' });
    await team.quiet.newLetters();
  });

  it('that is answered without its number is that one, and the transcript names it', async () => {
    for (const text of ['#跟进 12-05 10:00 甲事', '#跟进 12-04 10:00 乙事']) await answer(text);
    await team.quiet.newLetters();
    await at('2026-12-04T10:00');
    const second = await team.letter('follow_up', li);
    expect(second.text).toContain('乙事');
    expect(await team.answers(second, LI, '#跟进 完成')).toMatchObject({ outcome: 'command' });
    expect((await team.letter('transcript', li)).text).toContain('乙事');
    await at('2026-12-05T10:00');
    const first = await team.letter('follow_up', li);
    expect(first.text).toContain('甲事');
    expect(await team.answers(first, LI, '#跟进 完成')).toMatchObject({ outcome: 'command' });
    await team.quiet.newLetters();
  });

  it('ends with the ticket, and so does an answer that waits', async () => {
    await answer('#跟进 12-10 回访');
    await answer('#稍后 12-10\n#答复 回访结果。');
    await team.quiet.newLetters();
    await answer('#关闭 电话确认');
    const letters = await team.quiet.newLetters();
    expect(letters.find(({ kind }) => kind === 'follow_ups_ended')?.text).toContain('回访');
    expect(letters.find(({ kind }) => kind === 'later_ended')?.text).toContain('回访结果。');
    await at('2026-12-10T10:00');
    expect((await team.kinds()).filter((each) => /follow_up|public_reply|overtaken/.test(each))).toEqual([]);
  });
});

describe('a recurring ticket', () => {
  const WRITTEN = '#定时 每月1日 9点 月度巡检\n联系方式：bob@big.example\n问题分类：系统故障\n检查磁盘和证书。';
  const opened = async () =>
    team.quiet.desk.db.execute<{ number: string; requester: string; assignee: string; state: string }>(
      sql`select number, requester_address as requester, assignee, state from ticket where subject = '月度巡检' order by number`,
    );
  const confirms = async (from: string, text: string) => {
    expect(await team.writes(from, text)).toMatchObject({ outcome: 'held' });
    return team.writes(from, '确认', { to: tapIn(await team.letter('challenge', addressOf(from))) });
  };

  it('may be set by supervisors', async () => {
    expect(await team.writes(LI, WRITTEN)).toMatchObject({ outcome: 'refused' });
    expect((await team.letter('transcript', li)).text).toContain('只有主管可以执行');
    expect(await confirms(WANG, WRITTEN)).toMatchObject({ outcome: 'command' });
    expect((await team.letter('transcript', wang)).text).toContain('已设定时，下次：2027年1月1日');
    expect(await confirms(WANG, '#定时')).toMatchObject({ outcome: 'command' });
    expect((await team.letter('ticket_list', wang)).text).toMatch(
      /1 每月1日 09:00 月度巡检 · bob@big\.example · 下次 2027年1月1日/,
    );
  });

  it('is made at its time, once, and goes the way of any other', async () => {
    await at('2026-12-31T10:00');
    expect(await opened()).toHaveLength(0);
    await team.quiet.newLetters();
    await at('2027-01-01T09:00');
    expect(await opened()).toMatchObject([{ requester: 'bob@big.example', assignee: li, state: 'assigned' }]);
    const letters = await team.quiet.newLetters();
    expect(letters.find(({ kind, to }) => kind === 'dispatch' && to === li)?.text).toContain('检查磁盘和证书。');
    expect(letters.filter(({ to }) => to === 'bob@big.example')).toEqual([]);
  });

  it('what was missed is made up for once', async () => {
    await at('2027-05-20T10:00');
    expect(await opened()).toHaveLength(2);
    await at('2027-06-01T09:00');
    expect(await opened()).toHaveLength(3);
  });

  it('is not made any more once it is stopped', async () => {
    await team.quiet.newLetters();
    expect(await confirms(WANG, '#定时 停止 1')).toMatchObject({ outcome: 'command' });
    expect((await team.letter('transcript', wang)).text).toContain('已停止，不再生成：1 月度巡检');
    await at('2027-07-01T09:00');
    expect(await opened()).toHaveLength(3);
  });

  it('goes on for who is there, and ends in one letter where it cannot', async () => {
    const due = `2027-07-02T01:00:00Z`;
    const add = (title: string, customer: string, form: string, setBy = wang) =>
      team.quiet.desk.db.execute(sql`
        insert into recurring (rule, title, text, form, customer_name, customer_address, set_by, set_at, next_at)
        values ('{"every": "day", "on": 0, "at": "09:00"}', ${title}, 'x', ${form}::jsonb, '', ${customer}, ${setBy}, now(), ${due})`);
    await add('交接', 'bob@big.example', '{}', 'gone@staff.example');
    await add('转岗', li, '{}');
    await add('自己', 'support@desk.example', '{}');
    await add('损坏', 'bob@big.example', 'null');
    await team.quiet.newLetters();
    await at('2027-07-02T09:00');
    const alarms = (await team.quiet.newLetters()).filter(({ kind }) => kind === 'alarm');
    expect(alarms.map(({ to, text }) => [to, /\d+ (转岗|自己|损坏)/.exec(text)?.[1]]).toSorted()).toEqual([
      [wang, '损坏'],
      [wang, '自己'],
      [wang, '转岗'],
    ]);
    expect(alarms[0]?.text).toContain('#定时');
    await at('2027-07-03T09:00');
    expect((await team.quiet.newLetters()).filter(({ kind }) => kind === 'alarm')).toEqual([]);
    const made = await team.quiet.desk.db.execute(sql`
      select subject, count(*)::int as n from ticket where subject in ('交接', '转岗', '自己', '损坏') group by 1`);
    expect([...made]).toEqual([{ subject: '交接', n: 2 }]);
  });
});
