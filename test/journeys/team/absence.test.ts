import { afterAll, beforeAll, expect, it } from 'vitest';
import { sql } from '../../../src/store/drizzle.ts';
import { addressOf, LI, SUN, WANG, ZHAO } from '../process/stage.ts';
import { openQuietTeam, type QuietTeam, rowsOf } from './quiet-team.ts';

const [li, sun, zhao, wang] = [addressOf(LI), addressOf(SUN), addressOf(ZHAO), addressOf(WANG)];
const ANN = '张敏 <ann@big.example>';

let team: QuietTeam;
beforeAll(async () => {
  // Friday, nine in the morning in Shanghai.
  team = await openQuietTeam('2026-11-27T01:00:00Z', {
    staff: [
      { name: '李工', email: li, roles: ['engineer'], teams: ['backend'] },
      { name: '孙工', email: sun, roles: ['engineer'], teams: ['second'], digest: 'off' },
      { name: '赵一线', email: zhao, roles: ['frontline'] },
      { name: '王主管', email: wang, roles: ['supervisor'] },
    ],
    reports: { digestAt: 'off' },
  });
});
afterAll(() => team.close());

const numbers: Record<string, string> = {};
const opens = async (subject: string, urgency: string): Promise<void> => {
  const form = `问题分类：系统故障\n紧急程度：${urgency}\n`;
  numbers[subject] = (await team.writes(ANN, `${form}${subject}，请看看。`, { subject })).ticket ?? '';
};
const at = async (time: string): Promise<void> => {
  team.quiet.clock.set(new Date(`${time}:00+08:00`));
  await team.quiet.round();
};
const history = async (subject: string) =>
  (
    await team.quiet.desk.db.execute<{ event: string; detail: string }>(
      sql`select event, detail from history join ticket on ticket.id = ticket_id where number = ${numbers[subject]} order by history.id`,
    )
  ).map(({ event, detail }) => `${event} ${detail}`);
/** A command in a new mail is confirmed with one tap. */
const confirms = async (from: string, text: string) => {
  expect(await team.writes(from, text)).toMatchObject({ outcome: 'held' });
  const challenge = await team.letter('challenge', addressOf(from));
  const to = /mailto:([^?"]+)\?/.exec(String(challenge.parsed.html).replaceAll('&#x3D;', '='))?.[1] ?? '';
  return team.writes(from, '确认', { to });
};

it('an absence is noted ahead, and what cannot be is refused in a line', async () => {
  await opens('导出中断', '中');
  await opens('系统宕机', '紧急');
  const dispatch = (await team.quiet.newLetters()).find(({ kind, to }) => kind === 'dispatch' && to === li);
  if (dispatch === undefined) throw new Error('nobody got it');
  for (const [text, answer] of [
    ['#请假 11-20 至 11-22 代理 孙工', '这个时间已经过去'],
    ['#请假 11-30 至 11-28 代理 孙工', '结束时间早于开始时间：'],
    ['#请假 11-28 代理 李工', '代理人不能是本人'],
    ['#请假 11-28 代理 钱工', '找不到这位代理人：钱工'],
    ['#请假 孙工 11-28', '只有主管可以执行'],
    ['#请假 过几天', '看不懂这个日期：过几天'],
    ['#销假', '没有登记过请假：李工'],
  ] as const) {
    expect(await team.answers(dispatch, LI, text)).toMatchObject({ outcome: 'refused' });
    expect((await team.letter('transcript', li)).text).toContain(answer);
  }
  expect(await team.answers(dispatch, LI, '#接收\n#请假 11-28 至 11-30 代理 孙工')).toMatchObject({
    outcome: 'command',
  });
  expect((await team.letter('transcript', li)).text).toContain('请假已登记：李工，11月28日至11月30日，由孙工代理');
  expect(await team.answers(dispatch, LI, '#away 11-30 to 12-02')).toMatchObject({ outcome: 'refused' });
  expect((await team.letter('transcript', li)).text).toContain('这段时间已经登记过请假：11月28日至11月30日');
  // Not before it begins.
  await at('2026-11-27T18:00');
  expect(await team.kinds()).not.toContain('stand_in→sun');
});

it('when it begins, who stands in gets one letter with what is open, incidents too, and what is urgent', async () => {
  await team.quiet.desk.db.execute(sql`
    insert into incident (id, number, version, state, title, owner, mailbox, opened_at, opened_by)
    values (gen_random_uuid(), 'INC20261127001', 1, 'open', '登录故障', ${li}, 'support', now(), ${li})`);
  await at('2026-11-28T00:00');
  await team.quiet.round();
  const letters = await team.quiet.newLetters();
  const told = letters.filter(({ kind }) => kind === 'stand_in');
  expect(told.map(({ to }) => to)).toEqual([sun]);
  expect(told[0]?.parsed.subject).toContain('李工请假');
  expect(told[0]?.text).toContain('INC20261127001');
  expect(rowsOf(told[0] as never).map((row) => row.split(' ')[1])).toEqual(
    expect.arrayContaining(['导出中断', '系统宕机']),
  );
  expect(letters.filter(({ kind, to }) => kind === 'dispatch' && to === sun)).toHaveLength(1);
  expect(await history('系统宕机')).toContain(`stand_in ${li} → ${sun}`);
  expect((await history('导出中断')).join()).not.toContain('stand_in');
});

it('new tickets go to others, and what customers write to who stands in as well', async () => {
  await opens('登录缓慢', '中');
  expect(await team.kinds()).not.toContain('dispatch→li');
  await team.writes(ANN, '还有一个现象。', { subject: `[${numbers.导出中断}] 导出中断` });
  const letters = await team.quiet.newLetters();
  const relayed = letters.find(({ kind, to }) => kind === 'relay' && to === sun);
  expect(relayed?.text).toContain('您正在代理李工的工作');
  expect(letters.filter(({ kind }) => kind === 'relay').map(({ to }) => to)).toEqual(
    expect.arrayContaining([li, zhao, sun]),
  );
  // Who stands in may act on it.
  if (relayed === undefined) throw new Error('nobody was told');
  expect(await team.answers(relayed, SUN, '#答复 请稍等。')).toMatchObject({ outcome: 'command' });
  await team.quiet.newLetters();
});

it('what becomes urgent meanwhile is passed on too', async () => {
  const [relay] = (await team.quiet.newLetters()).filter(({ kind }) => kind === 'relay');
  expect(relay).toBeUndefined();
  await team.writes(WANG, '#我的');
  const mine = await team.letter('ticket_list', wang);
  expect(mine.text).toContain('不在岗：李工（11月28日至11月30日，由孙工代理）');
  await team.writes(SUN, '#我的');
  const suns = await team.letter('ticket_list', sun);
  expect(suns.parsed.subject).toContain('您代理的 1');
  const link = /mailto:([^?"]+)\?subject=%5B/.exec(String(suns.parsed.html).replaceAll('&#x3D;', '='))?.[1] ?? '';
  const [own] = rowsOf(suns);
  expect(own).toBeDefined();
  expect(link).toContain('@');
  const list = await (async () => {
    await team.writes(WANG, '#团队');
    return team.letter('ticket_list', wang);
  })();
  expect(list.text).toContain('不在岗：李工');
  const to =
    [
      ...String(list.parsed.html)
        .replaceAll('&#x3D;', '=')
        .matchAll(/mailto:([^?"]+)\?subject=%5B(TS\d+)/g),
    ].find(([, , number]) => number === numbers.导出中断)?.[1] ?? '';
  expect(await team.writes(WANG, '#紧急程度 紧急', { to })).toMatchObject({ outcome: 'command' });
  await team.quiet.round();
  expect(await history('导出中断')).toContain(`stand_in ${li} → ${sun}`);
  await team.quiet.newLetters();
});

it('nothing is given to somebody who is away: the line says until when, and who stands in', async () => {
  await team.writes(WANG, '#团队');
  const list = await team.letter('ticket_list', wang);
  const to = /mailto:([^?"]+)\?subject=%5BTS/.exec(String(list.parsed.html).replaceAll('&#x3D;', '='))?.[1] ?? '';
  expect(await team.writes(WANG, '#转派 李工', { to })).toMatchObject({ outcome: 'refused' });
  expect((await team.letter('transcript', wang)).text).toMatch(
    /对方不在岗，没有转过去：李工，至 12月1日.*，由孙工代理/,
  );
});

it('whoever stands in may be away as well: the chain goes on, and supervisors note it for others', async () => {
  expect(await confirms(WANG, '#请假 孙工 11-29 代理 王主管')).toMatchObject({ outcome: 'command' });
  await at('2026-11-29T00:00');
  const told = (await team.quiet.newLetters()).filter(({ kind }) => kind === 'stand_in');
  expect(told.map(({ to }) => to)).toEqual([wang]);
  await at('2026-11-30T00:00');
  const back = (await team.quiet.newLetters()).filter(({ kind }) => kind === 'welcome_back');
  expect(back.map(({ to }) => to)).toEqual([sun]);
});

it('who is back early hears what has happened, once', async () => {
  await at('2026-11-30T09:00');
  expect(await confirms(LI, '#销假')).toMatchObject({ outcome: 'command' });
  await team.quiet.newLetters();
  await team.quiet.round();
  await team.quiet.round();
  const letters = (await team.quiet.newLetters()).filter(({ kind }) => kind === 'welcome_back');
  expect(letters.map(({ to }) => to)).toEqual([li]);
  expect(letters[0]?.text).toContain('已转给同事');
  expect(letters[0]?.text).toContain('客户来信 1 封');
});

const AUTO = { headers: ['Auto-Submitted: auto-replied'], subject: '自动回复：休假' };

it('an automatic reply leads to one question; one tap notes the absence', async () => {
  const text = '您好，我于12月7日至12月9日休假，急事请联系孙工。';
  expect(await team.writes(LI, text, AUTO)).toMatchObject({ outcome: 'held' });
  const asked = await team.letter('absence_question', li);
  expect(asked.text).toContain('12月7日至12月9日，由孙工代理');
  for (let i = 0; i < 3; i++)
    expect(await team.writes(LI, `${text}\n第${i}次`, AUTO)).toMatchObject({ outcome: 'ignored' });
  expect(await team.kinds()).toEqual([]);
  const to = /mailto:([^?"]+)\?/.exec(String(asked.parsed.html).replaceAll('&#x3D;', '='))?.[1] ?? '';
  expect(await team.writes(LI, '确认', { to })).toMatchObject({ outcome: 'command' });
  expect((await team.letter('transcript', li)).text).toContain('请假已登记：李工，12月7日至12月9日，由孙工代理');
  expect(await team.writes(LI, '确认', { to })).toMatchObject({ outcome: 'refused' });
  await team.quiet.newLetters();
});

it('called off before it begins, nobody is written to', async () => {
  expect(await confirms(LI, '#请假 取消')).toMatchObject({ outcome: 'command' });
  await team.quiet.newLetters();
  await at('2026-12-07T10:00');
  await at('2026-12-10T10:00');
  expect((await team.kinds()).filter((each) => /stand_in|welcome_back/.test(each))).toEqual([]);
});

it('an absence that passed while the desk was down ends with its one letter', async () => {
  expect(await confirms(LI, '#请假 12-12 至 12-13')).toMatchObject({ outcome: 'command' });
  await team.quiet.newLetters();
  await at('2026-12-20T10:00');
  expect((await team.kinds()).filter((each) => /stand_in|welcome_back/.test(each))).toEqual(['welcome_back→li']);
});

it('one that was called off ahead counts no more: the next is called off after it, and its time is free', async () => {
  expect(await confirms(LI, '#请假 12-24 至 12-25')).toMatchObject({ outcome: 'command' });
  expect(await confirms(LI, '#请假 12-28 至 12-29')).toMatchObject({ outcome: 'command' });
  expect(await confirms(LI, '#请假 取消')).toMatchObject({ outcome: 'command' });
  expect(await confirms(LI, '#请假 取消')).toMatchObject({ outcome: 'command' });
  const ahead = sql`select 1 from absence where ends_at > starts_at and starts_at > '2026-12-20T02:00:00Z'`;
  expect(await team.quiet.desk.db.execute(ahead)).toEqual([]);
  expect(await confirms(LI, '#请假 12-23 至 12-26')).toMatchObject({ outcome: 'command' });
  expect(await team.quiet.desk.db.execute(ahead)).toHaveLength(1);
  await team.quiet.newLetters();
});

it('absences that end together end with one letter, and with none while another one runs', async () => {
  await at('2027-01-11T10:00');
  expect(await confirms(LI, '#请假 1-11')).toMatchObject({ outcome: 'command' });
  expect(await confirms(LI, '#请假 1-12')).toMatchObject({ outcome: 'command' });
  await at('2027-01-11T12:00');
  await team.quiet.newLetters();
  await at('2027-01-12T10:00');
  expect((await team.kinds()).filter((each) => /welcome_back/.test(each))).toEqual([]);
  await at('2027-01-13T10:00');
  expect((await team.kinds()).filter((each) => /welcome_back/.test(each))).toEqual(['welcome_back→li']);
});
