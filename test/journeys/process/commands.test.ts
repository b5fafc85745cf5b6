import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dovecotMissing } from '../../support/dovecot.ts';
import type { ReceivedMail } from '../../support/postbox.ts';
import { newMailAbout } from '../../support/reply.ts';
import { addressOf, CHEN, LI, openStage, STAFF, type Stage, SUN, TEAMS, WANG, ZHAO } from './stage.ts';

const li = addressOf(LI);
const zhao = addressOf(ZHAO);
const wang = addressOf(WANG);

/** Every command about a ticket in both languages, with what its transcript says; in this order each is possible. */
const COMMANDS: readonly (readonly [chinese: string, english: string, done: RegExp])[] = [
  ['#接收', '＃Accept！', /接收: .*已接收/],
  ['#紧急程度 低', '#urgency LOW.', /紧急程度 .*紧急程度已改为：低/],
  ['#分类 权限配置', '#category permission', /分类 .*分类已改为：权限配置/],
  ['#预计 3小时后', '#eta 3h', /预计 .*预计处理时限已记录：(?:今天|明天) /],
  [
    '#进展\n已排查方向：网络\n当前进展：在看\n下一步计划：重启',
    '#progress\nChecked so far: network\nCurrent progress: looking\nNext step: restart',
    /进展: 进展已记录/,
  ],
  ['#备注\n仅内部', '#note\ninternal', /备注: 已存为内部备注/],
  ['#答复\n正在处理', '#reply\non it', /答复: 已发给客户/],
  ['#协助 second 请看连接数', '#involve second please look', /协助 .*已请求协助：孙工/],
  ['#询问\n版本？', '#ask\nwhich version?', /询问: 问题已发给客户，计时暂停/],
  [
    '#解决\n原因：满\n解决步骤：清\n验证：可以打印',
    '#resolve\nCause: full\nSteps: emptied\nVerified: it prints',
    /解决: 解决方案已发给客户/,
  ],
  ['#关闭 电话确认', '#close by phone', /关闭 .*问题已关闭/],
  ['#重新打开 又出现', '#reopen it is back', /重新打开 .*问题已重新打开/],
  ['#退回 休假', '#decline on leave', /退回 .*已退回：王主管/],
];

describe.skipIf(dovecotMissing)('staff work by commands', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage({
      staff: STAFF.filter(({ email }) => email !== addressOf(CHEN)),
      teams: TEAMS,
      customers: [{ company: '大客户有限公司', domains: ['big.example'] }],
    });
  });
  afterAll(() => stage.close());

  const opened = async (from: string, subject: string) => {
    const { number, acknowledgement } = await stage.opens({
      from,
      subject,
      text: `问题分类：系统故障\n${subject}不能用。`,
    });
    return { number, acknowledgement, dispatch: await stage.letter('dispatch', li, number) };
  };
  const says = async (letter: ReceivedMail, from: string, words: string, number: string): Promise<string[]> => {
    await stage.answers(letter, from, words, { client: 'netease' });
    return stage.transcript(addressOf(from), number);
  };

  it.each([0, 1] as const)('each of them, with a transcript (%i)', async (language) => {
    const { number, dispatch } = await opened(`客 <k${language}@c1.example>`, `打印机 ${language}`);
    for (const command of COMMANDS) {
      const [line, ...more] = await says(dispatch, LI, command[language], number);
      expect(line).toMatch(/^✓/);
      expect(line).toMatch(command[2]);
      // Who a progress note went to stands below it.
      expect(more).toEqual(command[1].startsWith('#progress') ? [expect.stringContaining('没有发给客户')] : []);
    }
    const { form: _, ...ticket } = await stage.ticket(number);
    expect(ticket).toMatchObject({ state: 'assigned', urgency: 'low', category: 'permission', reopenCount: 1 });
  });

  it('after one greeting, several in a mail, the last of them taking all the text that follows', async () => {
    const { number, dispatch } = await opened('客 <k3@c1.example>', '扫描仪');
    const lines = await says(dispatch, LI, '您好：\n#紧急程度 高\n#答复\n请先重启。\n#不要拔电源\n谢谢', number);
    expect(lines).toEqual(['✓ #紧急程度 高: 紧急程度已改为：高', '✓ #答复: 已发给客户']);
    const reply = await stage.letter('public_reply', 'k3@c1.example', number);
    expect(reply.text).toMatch(/请先重启。\n#不要拔电源\n谢谢/);
    expect(await says(dispatch, LI, '接收', number)).toEqual(['✗ #接收: 您已经接收了，不用再接收']);
  });

  it('to a person by name or address, or to a team', async () => {
    const { number, dispatch } = await opened('客 <k4@c1.example>', '投影仪');
    expect(await says(dispatch, LI, '#转派 孙工', number)).toEqual(['✓ #转派 孙工: 已转派：孙工']);
    const sun = await stage.letter('dispatch', addressOf(SUN), number);
    expect(await says(sun, SUN, '#assign li@staff.example', number)).toEqual([
      '✓ #转派 li@staff.example: 已转派：李工',
    ]);
    const again = await stage.letter('dispatch', li, number);
    expect((await says(again, LI, '#转派 second', number))[0]).toMatch(/已转派：孙工/);
    expect(await says(await stage.letter('dispatch', addressOf(SUN), number), SUN, '#转派 无此人', number)).toEqual([
      '✗ #转派 无此人: 找不到这个人或团队：无此人',
    ]);
  });

  it('asking how it stands, and for help', async () => {
    const { number, dispatch } = await opened('客 <k5@c1.example>', '路由器');
    expect((await says(dispatch, LI, '#状态', number))[0]).toMatch(/当前状态：.*中.*李工/);
    await stage.answers(dispatch, LI, '#帮助');
    expect((await stage.letter('help', li)).text).toContain('#转派');
    await stage.writes({ from: LI, subject: '命令', text: '#help' });
    await stage.letter('help', li);
    await stage.writes({ from: LI, subject: '命令', text: '#foo\n#bar' });
    expect(await stage.transcript(li)).toHaveLength(2);
    const before = (await stage.desk.tickets()).length;
    await stage.writes({ from: LI, subject: '命令', text: '#a\n#b\n#c\n#d\n#e' });
    await stage.letter('help', li);
    expect((await stage.desk.tickets()).length).toBe(before);
  });

  it('putting somebody on leave, who gets nothing until they are back; only supervisors may', async () => {
    const urgent = '问题分类：系统故障\n紧急程度：紧急\n服务器不能用。';
    const first = await stage.opens({ from: '客 <k11@c1.example>', subject: '服务器', text: urgent });
    const notice = await stage.letter('supervisor_notice', wang, first.number);
    expect(await says(notice, WANG, '#值班 李工 off', first.number)).toEqual([
      '✓ #值班 李工 off: 值班已调整：李工 off',
    ]);
    const text = '问题分类：系统故障\n键盘不能用。';
    const { number } = await stage.opens({ from: '客 <k6@c1.example>', subject: '键盘', text });
    expect((await stage.ticket(number)).assignee).toBe(wang);
    const both = await says(notice, WANG, '#onduty li@staff.example on\n#onduty nobody off', first.number);
    expect(both.map((line) => line.slice(0, 1))).toEqual(['✗', '✗']);
    const dispatch = await stage.letter('dispatch', li, first.number);
    expect((await says(dispatch, LI, '#onduty li@staff.example on', first.number))[0]).toContain('只有主管可以执行');
    expect((await says(notice, WANG, '#onduty li@staff.example on', first.number))[0]).toMatch(/^✓/);
    expect(await stage.writes({ from: WANG, subject: '值班', text: '#onduty 李工 off' })).toMatchObject({
      outcome: 'held',
    });
    await stage.letter('challenge', wang);
  });

  it('with a date of a few seconds, which is kept though everything else on the desk takes hours', async () => {
    const { number, dispatch } = await opened('客 <k12@c1.example>', '交换机');
    expect((await says(dispatch, LI, '#协助 second 请看端口 by 0.25m', number))[0]).toMatch(/^✓ .*已请求协助：孙工/);
    await stage.letter('side_thread_overdue', addressOf(SUN), number);
    const { sideThreads } = await stage.ticket(number);
    const { history } = await stage.shown(number);
    const overdue = history.find(({ event }) => event === 'side_thread_overdue');
    const late = new Date(overdue?.at ?? 0).getTime() - (sideThreads[0]?.dueAt?.getTime() ?? 0);
    expect(late).toBeGreaterThanOrEqual(0);
    expect(late).toBeLessThan(6_000);
  });

  it('two tickets about one problem are merged, and mail about either leads to the one', async () => {
    const from = '客 <k7@big.example>';
    const first = await opened(from, '服务器甲');
    const second = await opened('同事 <k8@big.example>', '服务器乙');
    const stranger = await opened('别人 <x@other.example>', '服务器丙');
    expect(await says(second.dispatch, LI, `#合并 ${first.number}`, second.number)).toEqual([
      `✓ #合并 ${first.number}: 已并入：${first.number}`,
      `✓ 已加入并入后的问题，今后收到发给其客户的信：${first.number}: k8@big.example`,
    ]);
    expect(await stage.ticket(second.number)).toMatchObject({ state: 'merged', mergedInto: first.number });
    const row = await stage.answers(second.acknowledgement, '同事 <k8@big.example>', '补充：机房温度很高。');
    expect(row).toMatchObject({ outcome: 'appended', ticket: first.number });
    const relay = await stage.letter('relay', li, first.number);
    expect(relay.text).toContain('机房温度很高');
    await stage.answers(relay, LI, '#答复\n已降温。');
    for (const to of ['k7@big.example', 'k8@big.example']) await stage.letter('public_reply', to, first.number);
    expect(await says(stranger.dispatch, LI, `#合并 ${first.number}`, stranger.number)).toEqual([
      `✓ #合并 ${first.number}: 已并入：${first.number}`,
      `✗ 不属于并入后问题的客户，用 #放行 放行之前看不到任何内容：${first.number}: x@other.example`,
    ]);
  });

  it('a second problem in a mail is split off; both name each other', async () => {
    const { number, dispatch } = await opened('客 <k9@c1.example>', '门禁');
    const lines = await says(dispatch, LI, '#拆分 打卡机时间不准\n二楼打卡机慢了十分钟。', number);
    const other = /TS\d+/.exec(lines[0] ?? '')?.[0] ?? '';
    expect(lines).toEqual([`✓ #拆分 打卡机时间不准: 已拆分为：${other}`]);
    expect(await stage.ticket(other)).toMatchObject({
      subject: '打卡机时间不准',
      linkedTo: [number],
      requester: { address: 'k9@c1.example' },
    });
    expect((await stage.ticket(number)).linkedTo).toEqual([other]);
    const { messages } = await stage.shown(other);
    expect(messages.map(({ text }) => text)).toEqual(['二楼打卡机慢了十分钟。']);
    const { assignee } = await stage.ticket(other);
    expect((await stage.letter('dispatch', assignee ?? '', other)).text).toMatch(
      /【问题描述】\s*> 二楼打卡机慢了十分钟。/,
    );
  });

  it('and the ticket is found by the ref: line when a mail system has lost everything else', async () => {
    const { number, dispatch } = await opened('客 <k10@c1.example>', '空调');
    const mail = newMailAbout(dispatch, { from: LI, subject: '空调', text: '#进展\n当前进展：等配件' });
    expect(await stage.writes(mail)).toMatchObject({ outcome: 'command', ticket: number, evidence: 'E4' });
    expect((await stage.letter('progress', zhao, number)).text).toContain('等配件');
  });
});
