import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ticketByNumber } from '../../../src/store/ticket.ts';
import type { WrittenLetter } from '../../support/quiet-desk.ts';
import { addressOf, LI, SUN, WANG, ZHAO } from '../process/stage.ts';
import { linksIn, openQuietTeam, type QuietTeam } from './quiet-team.ts';

const [li, sun, zhao, wang] = [addressOf(LI), addressOf(SUN), addressOf(ZHAO), addressOf(WANG)];
const ANN = '张敏 <ann@big.example>';

let team: QuietTeam;
beforeAll(async () => {
  team = await openQuietTeam('2026-11-23T01:00:00Z', {
    limits: { acknowledgements: { perSenderHour: 0, perSenderDay: 0, perDomainHour: 0, perHour: 0 } },
    staff: [
      { name: '李工', email: li, roles: ['engineer'], teams: ['backend'] },
      { name: '孙工', email: sun, roles: ['engineer'], teams: ['second'] },
      { name: '赵一线', email: zhao, roles: ['frontline'] },
      { name: '王主管', email: wang, roles: ['supervisor'] },
    ],
  });
});
afterAll(() => team.close());

const found = (letters: readonly WrittenLetter[], kind: string, to: string): WrittenLetter => {
  const letter = letters.find((each) => each.kind === kind && each.to === to);
  if (letter === undefined) throw new Error(`no ${kind} to ${to} among ${letters.map((each) => each.kind).join()}`);
  return letter;
};
/** A new ticket with the letters it brings. */
const opens = async (subject: string) => {
  await team.quiet.newLetters();
  const { ticket } = await team.writes(ANN, `问题分类：系统故障\n${subject}。`, { subject });
  const letters = await team.quiet.newLetters();
  return {
    ticket: ticket ?? '',
    dispatch: found(letters, 'dispatch', li),
    copy: found(letters, 'follower_copy', zhao),
    acknowledgement: found(letters, 'acknowledgement', 'ann@big.example'),
  };
};
const next = async (kind: string, to: string) => found(await team.quiet.newLetters(), kind, to);

describe('an answer that newer words have overtaken', () => {
  it('waits when the customer has written since, and goes out with one tap', async () => {
    const { ticket, dispatch, acknowledgement } = await opens('打印机卡纸');
    await team.answers(acknowledgement, ANN, '补充：重启之后已经能打印，但是很慢。');
    await team.quiet.newLetters();
    expect(await team.answers(dispatch, LI, '#答复\n请先重启打印机。')).toEqual({ outcome: 'held', ticket });
    const letters = await team.quiet.newLetters();
    expect(letters.map(({ kind }) => kind)).toEqual(['overtaken']);
    const held = found(letters, 'overtaken', li);
    expect(held.parsed.subject).toBe(`[${ticket}] 打印机卡纸`);
    expect(held.text).toContain('已经能打印，但是很慢');
    expect(held.text).toContain('请先重启打印机');
    const to = /\S+@\S+(?=，正文写“确认”)/.exec(held.text)?.[0] ?? '';
    expect(await team.writes(LI, '确认', { to })).toMatchObject({ outcome: 'command' });
    expect(await team.kinds()).toEqual(['public_reply→ann', 'sent_copy→zhao', 'transcript→li']);
    // Once.
    expect(await team.writes(LI, '确认', { to })).toMatchObject({ outcome: 'refused' });
  });

  it('is held back again by what comes before the tap, and replaced by another answer', async () => {
    const confirms = (text: string) => /\S+@\S+(?=，正文写“确认”)/.exec(text)?.[0] ?? '';
    const { ticket, dispatch, acknowledgement } = await opens('绘图仪断线');
    await team.answers(acknowledgement, ANN, '重启过了，没有用。');
    await team.answers(dispatch, LI, '#答复\n请先重启。');
    const held = await next('overtaken', li);
    await team.answers(acknowledgement, ANN, '现在完全打不开了。');
    await team.quiet.newLetters();
    await team.writes(LI, '确认', { to: confirms(held.text) });
    const again = await next('overtaken', li);
    expect(again.text).toContain('现在完全打不开了');
    expect(await team.answers(again, LI, '#答复\n我们马上到现场。')).toEqual({ outcome: 'command', ticket });
    await team.quiet.newLetters();
    await team.writes(LI, '确认', { to: confirms(again.text) });
    expect(await team.kinds()).toEqual(['transcript→li']);
  });

  it('may be written again in an answer to that letter, which knows the newest', async () => {
    const { ticket, dispatch, acknowledgement } = await opens('投影仪不亮');
    await team.answers(acknowledgement, ANN, '灯泡刚换过。');
    await team.answers(dispatch, LI, '#询问 灯泡换过吗？');
    const held = await next('overtaken', li);
    expect(await team.answers(held, LI, '#询问 换的是什么型号？')).toEqual({ outcome: 'command', ticket });
    expect(await team.kinds()).toEqual(['question→ann', 'sent_copy→zhao', 'transcript→li']);
  });

  it('goes out when what was answered is the newest: the copy of the customer’s mail itself', async () => {
    const { ticket, acknowledgement } = await opens('扫描仪无响应');
    await team.answers(acknowledgement, ANN, '换了电脑也一样。');
    const relay = await next('relay', li);
    expect(await team.answers(relay, LI, '#答复\n我们马上看。')).toEqual({ outcome: 'command', ticket });
  });

  it('of two who answer at once one goes, and the other is asked', async () => {
    const { ticket, dispatch, copy } = await opens('考勤机离线');
    const [first, second] = await Promise.all([
      team.answers(dispatch, LI, '#答复\n请重新插拔网线。'),
      team.answers(copy, ZHAO, '#答复\n请稍等。'),
    ]);
    expect([first.outcome, second.outcome].toSorted()).toEqual(['command', 'held']);
    const kinds = await team.kinds();
    expect(kinds.filter((each) => each === 'public_reply→ann')).toHaveLength(1);
    expect(kinds.filter((each) => each.startsWith('overtaken'))).toHaveLength(1);
    expect(ticket).toMatch(/^TS/);
  });

  it('is not asked for by who has written on the ticket since, whichever letter they answer', async () => {
    const { ticket, dispatch, copy, acknowledgement } = await opens('空调漏水');
    await team.answers(acknowledgement, ANN, '地毯已经湿了。');
    expect(await team.answers(dispatch, LI, '#接收')).toEqual({ outcome: 'command', ticket });
    expect(await team.answers(dispatch, LI, '#答复\n马上来。')).toEqual({ outcome: 'command', ticket });
    // The front line has written nothing; and what was held or refused tells of no knowledge.
    expect(await team.answers(copy, ZHAO, '#答复\n请关掉空调。')).toEqual({ outcome: 'held', ticket });
    expect(await team.answers(copy, ZHAO, '#答复\n请关掉空调！')).toEqual({ outcome: 'held', ticket });
  });

  it('is known by its link where the mail program names no letter; one’s own words overtake nothing', async () => {
    const { ticket, dispatch, acknowledgement } = await opens('门禁失灵');
    const [to = ''] = linksIn(dispatch);
    expect(await team.writes(LI, '#接收', { to })).toEqual({ outcome: 'command', ticket });
    expect(await team.writes(LI, '#答复\n正在看。', { to })).toEqual({ outcome: 'command', ticket });
    expect(await team.writes(LI, '#答复\n还在看。', { to })).toEqual({ outcome: 'command', ticket });
    team.quiet.clock.advance(2 * 3_600_000);
    await team.answers(acknowledgement, ANN, '已经好了一半。');
    expect(await team.writes(LI, '#解决\n原因：线松\n解决步骤：插紧\n验证：可开门', { to })).toMatchObject({
      outcome: 'held',
    });
    // What stays inside is not held.
    expect(await team.writes(LI, '#备注 内部', { to })).toMatchObject({ outcome: 'command' });
    expect(await team.writes(LI, '#答复\n那就好。', { to })).toEqual({ outcome: 'command', ticket });
  });
});

describe('what was done is taken back', () => {
  const state = (number: string) => ticketByNumber(team.quiet.desk.db, number);

  it('by one tap in the transcript, while nothing has gone outside; who was told hears it', async () => {
    const { ticket, dispatch } = await opens('服务器报警');
    await team.answers(dispatch, LI, '#接收');
    await team.quiet.newLetters();
    await team.answers(dispatch, LI, '#紧急程度 高\n#转派 孙工\n#分析 网络正常');
    const letters = await team.quiet.newLetters();
    const transcript = found(letters, 'transcript', li);
    expect(transcript.text).toContain('#撤销');
    found(letters, 'dispatch', sun);
    expect(await state(ticket)).toMatchObject({ assignee: sun, urgency: 'high' });
    expect(await team.answers(transcript, LI, '#撤销')).toEqual({ outcome: 'command', ticket });
    expect(await state(ticket)).toMatchObject({ assignee: li, urgency: 'medium', state: 'in_progress' });
    const told = await team.quiet.newLetters();
    expect(found(told, 'note', sun).text).toContain('李工撤销了刚才的操作');
    expect(found(told, 'transcript', li).text).toContain('✓ #撤销: 已撤销');
    // There is nothing more to take back.
    expect(await team.answers(transcript, LI, '#undo')).toMatchObject({ outcome: 'refused' });
    expect((await next('transcript', li)).text).toContain('没有可以撤销的操作');
  });

  it('not after ten minutes, nor once something else has happened, nor by somebody else', async () => {
    const { dispatch, copy, acknowledgement } = await opens('邮箱已满');
    await team.answers(dispatch, LI, '#接收');
    team.quiet.clock.advance(10 * 60_000 + 1000);
    await team.answers(dispatch, LI, '#撤销');
    expect((await next('transcript', li)).text).toContain('已超过十分钟');
    await team.answers(dispatch, LI, '#紧急程度 低');
    await team.answers(copy, ZHAO, '#撤销');
    expect((await next('transcript', zhao)).text).toContain('没有可以撤销的操作');
    await team.answers(acknowledgement, ANN, '还有一个截图。');
    await team.answers(dispatch, LI, '#撤销');
    expect((await next('transcript', li)).text).toContain('之后又有新的变化');
  });

  it('not what has gone to the customer: its transcript does not offer it', async () => {
    const { dispatch } = await opens('报表延迟');
    await team.answers(dispatch, LI, '#紧急程度 高\n#答复\n正在处理。');
    const transcript = await next('transcript', li);
    expect(transcript.text).not.toContain('#撤销');
    await team.answers(transcript, LI, '#撤销');
    expect((await next('transcript', li)).text).toContain('没有可以撤销的操作');
  });
});
