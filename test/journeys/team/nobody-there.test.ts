import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dovecotMissing } from '../../support/dovecot.ts';
import { SUPPORT } from '../../support/mail.ts';
import type { ReceivedMail } from '../../support/postbox.ts';
import { addressOf, CHEN, LI, openStage, STAFF, type Stage, SUN, TEAMS, tap, WANG, ZHAO } from '../process/stage.ts';

const [li, chen, sun, zhao] = [LI, CHEN, SUN, ZHAO].map(addressOf) as [string, string, string, string];
const ANN = '张敏 <ann@big.example>';
const BOB = '钱波 <bob@south.example>';
const SOLUTION = '#解决\n原因：磁盘写满\n解决步骤：清理旧日志';

describe.skipIf(dovecotMissing)('while those who were asked are not there', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage({ staff: STAFF, teams: TEAMS });
  });
  afterAll(() => stage.close());

  /** Somebody will be away from now on, which they confirm at their registered address. */
  const goesAway = async (from: string, substitute: string) => {
    const text = `#请假 今天 至 明天 代理 ${substitute}`;
    expect(await stage.writes({ from, to: SUPPORT, subject: '请假', text })).toMatchObject({ outcome: 'held' });
    const challenge = await stage.letter('challenge', addressOf(from));
    await stage.writes({ from, ...tap(challenge, '确认') });
    expect(await stage.transcript(addressOf(from))).toEqual([expect.stringContaining('请假已登记')]);
  };
  const opens = async (from: string, to: string) => {
    const { number } = await stage.opens({ from, subject: '订单报错', text: '问题分类：系统故障\n订单页面打不开。' });
    return { number, dispatch: await stage.letter('dispatch', to, number) };
  };

  let first: { readonly number: string; readonly dispatch: ReceivedMail };
  it('a supervisor is asked for a yes and goes away; so does the engineer, once the solution is written', async () => {
    first = await opens(ANN, li);
    await stage.answers(first.dispatch, LI, '#接收\n#请批 王主管 今晚清理生产库的日志');
    expect(await stage.transcript(li, first.number)).toHaveLength(2);
    await goesAway(WANG, '孙工');
    await stage.answers(first.dispatch, LI, SOLUTION);
    expect(await stage.transcript(li, first.number)).toContainEqual(expect.stringContaining('等待审批'));
    await goesAway(LI, '陈工');
  });

  it('who stands in for the supervisor says yes with one tap, and the solution goes out', async () => {
    const request = await stage.letter('approval_request', sun, first.number);
    expect(request.text).toContain('您正在代理王主管的工作');
    expect(request.text).toContain('清理旧日志');
    await stage.writes({ from: SUN, ...tap(request, '#同意 2') });
    expect(await stage.transcript(sun, first.number)).toHaveLength(1);
    const resolution = await stage.letter('resolution', 'ann@big.example', first.number);
    expect(resolution.text).toContain('清理旧日志');
    expect(await stage.ticket(first.number)).toMatchObject({
      state: 'resolved',
      resolution: { by: li, approval: 'agreed_above' },
      approvals: [{ answer: { is: 'withdrawn' } }, { answer: { is: 'agreed', by: sun } }],
    });
    // The engineer hears, and so does who has their work meanwhile.
    const answer = await stage.letter('approval_answer', chen, first.number);
    expect(answer.text).toContain('您正在代理李工的工作');
    expect(await stage.kinds(li, first.number)).toContain('approval_answer');
  });

  it('the owner of an incident goes away, and who stands in resolves it', async () => {
    const second = await opens(BOB, chen);
    await stage.answers(second.dispatch, CHEN, '#接收\n#事件 新建 订单库故障');
    expect(await stage.transcript(chen, second.number)).toHaveLength(2);
    const opened = await stage.letter('incident_notice', chen);
    await stage.answers(opened, CHEN, '主库磁盘写满。');
    const note = await stage.letter('incident', zhao);
    await goesAway(CHEN, '孙工');
    // It is not given to somebody who is away; whoever owns it may not be there, and who stands in hears.
    await stage.answers(note, ZHAO, '客户在催。');
    const passedOn = await stage.letter('incident', sun);
    expect(passedOn.text).toContain('您正在代理陈工的工作');
    await stage.answers(passedOn, SUN, '#转派 李工');
    expect(await stage.transcript(sun)).toContainEqual(expect.stringContaining('李工'));
    await stage.answers(passedOn, SUN, SOLUTION);
    const resolution = await stage.letter('resolution', 'bob@south.example', second.number);
    expect(resolution.text).toContain('磁盘写满');
    expect(await stage.ticket(second.number)).toMatchObject({ state: 'resolved', resolution: { by: sun } });
  });
});
