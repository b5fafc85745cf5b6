import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connect } from '../../../src/store/connection/connection.ts';
import { sql } from '../../../src/store/drizzle.ts';
import { dovecotMissing } from '../../support/dovecot.ts';
import type { ReceivedMail } from '../../support/postbox.ts';
import { until } from '../../support/until.ts';
import { addressOf, CHEN, LI, openStage, STAFF, type Stage, SUN, TEAMS, tap, WANG, ZHAO } from '../process/stage.ts';

// Each story of the team once with IMAP, SMTP and the process in between. What else may happen in each is told in the
// files next to this one, mostly on a desk without mail servers.

const [li, sun, zhao, wang] = [LI, SUN, ZHAO, WANG].map(addressOf) as [string, string, string, string];
const ANN = '张敏 <ann@big.example>';
const BOB = 'Bob <bob@south.example>';
const CUI = '崔工 <cui@north.example>';
const VENDOR = '原厂王工 <vendor@factory.example>';
const [ann, bob, cui, vendor] = [ANN, BOB, CUI, VENDOR].map(addressOf) as [string, string, string, string];
const SOLUTION = '#解决\n原因：索引缺失\n解决步骤：已重建索引';

describe.skipIf(dovecotMissing)('by mail alone', () => {
  let stage: Stage;
  /** The letter by which the supervisor hears of an urgent ticket; they answer it to ask for anything. */
  let notice: ReceivedMail;
  beforeAll(async () => {
    stage = await openStage({
      // Li has whatever comes in for the team.
      staff: STAFF.map((each) => ({
        ...each,
        letters: 'needed',
        ...(each.email === addressOf(CHEN) && { teams: ['second'] }),
      })),
      teams: TEAMS,
      // Clocks and duties are looked at every second: no ticket of the stories is of this urgency.
      urgency: { low: { respondWithin: '24h', updateEvery: '60s' } },
      reports: { digestAt: 'off' },
      limits: { acknowledgements: { perSenderHour: 0, perSenderDay: 0, perDomainHour: 0, perHour: 0 } },
    });
  });
  afterAll(() => stage.close());

  const opens = async (from: string, subject: string, text: string) => {
    const { number, acknowledgement } = await stage.opens({ from, subject, text });
    return { number, acknowledgement, dispatch: await stage.letter('dispatch', li, number) };
  };
  /** Somebody opens the mail that a link of a letter prepares, and sends it as it is. */
  const taps = (letter: ReceivedMail, from: string, command: string) => stage.writes({ from, ...tap(letter, command) });

  it('an answer that the customer’s newer words have overtaken waits, and one tap sends it, once', async () => {
    const { number, acknowledgement, dispatch } = await opens(ANN, '打印机', '问题分类：系统故障\n打印机卡纸。');
    await stage.answers(acknowledgement, ANN, '补充：重启之后能打印了，但是很慢。', { client: 'iphone' });
    await stage.letter('relay', li, number);
    const early = await stage.answers(dispatch, LI, '#答复\n请先重启打印机。', { client: 'outlook-zh' });
    expect(early).toMatchObject({ outcome: 'held', ticket: number });
    const held = await stage.letter('overtaken', li, number);
    expect(held.text).toContain('但是很慢');
    expect(held.text).toContain('请先重启打印机');
    expect(await stage.kinds(ann, number)).toEqual(['acknowledgement']);
    expect(await taps(held, LI, '确认')).toMatchObject({ outcome: 'command' });
    expect((await stage.letter('public_reply', ann, number)).text).toContain('请先重启打印机');
    expect(await taps(held, LI, '确认')).toMatchObject({ outcome: 'refused' });
    expect(await stage.kinds(ann, number)).toEqual(['acknowledgement', 'public_reply']);
  });

  it('an incident speaks to all its customers, each in their language, and is resolved for all', async () => {
    const first = await opens(ANN, '导出', '问题分类：系统故障\n错误码：502\n订单导出不了。');
    const second = await opens(BOB, 'Export', 'Category: system fault\nError code: 502\nThe export of orders fails.');
    const numbers = [first.number, second.number];
    await stage.answers(first.dispatch, LI, '#事件 新建 订单库主库故障');
    const opened = await stage.letter('incident_notice', li);
    const [incident = ''] = /INC\d+/.exec(opened.subject) ?? [];
    await stage.answers(second.dispatch, LI, `#事件 ${incident}`, { client: 'qq' });
    const words = '#告知\n中文：预计今天下午恢复。\nEnglish: We expect to be back this afternoon.';
    expect(await stage.answers(opened, LI, words)).toMatchObject({ outcome: 'held' });
    await taps(await stage.letter('incident_confirm', li), LI, '确认');
    const told = await Promise.all([
      stage.letter('public_reply', ann, first.number),
      stage.letter('public_reply', bob, second.number),
    ]);
    expect(told.map(({ text }) => /今天下午|this afternoon/.exec(text)?.[0])).toEqual(['今天下午', 'this afternoon']);
    for (const [at, letter] of told.entries())
      expect(wholeOf(letter)).not.toMatch(new RegExp(`${incident}|主库|${numbers[1 - at]}`));
    await stage.answers(opened, LI, SOLUTION, { client: 'netease' });
    await taps(await stage.letter('incident_confirm', li), LI, '确认');
    await taps(await stage.letter('resolution', ann, first.number), ANN, '问题已解决');
    await stage.letter('resolution', bob, second.number);
    await stage.letter('closing', ann, first.number);
    const shown = await Promise.all(numbers.map((number) => stage.shown(number)));
    expect(shown).toMatchObject([
      { state: 'closed', incidentNumber: incident },
      { state: 'resolved', incidentNumber: incident },
    ]);
  });

  it('lists go to whoever asks in an answer to any letter, and their links act on the tickets', async () => {
    const { number, acknowledgement, dispatch } = await opens(CUI, '登录缓慢', '问题分类：系统故障\n登录要一分钟。');
    await stage.answers(dispatch, LI, '#我的', { client: 'apple-mail' });
    const mine = await stage.letter('ticket_list', li);
    expect(mine.text).toContain(`${number} 登录缓慢`);
    expect(await stage.writes({ from: LI, ...tap(mine, '', number), text: '#答复 正在查。' })).toMatchObject({
      outcome: 'command',
      ticket: number,
    });
    const reply = await stage.letter('public_reply', cui, number);
    expect(reply.text).toContain('正在查。');
    await stage.answers(acknowledgement, CUI, '我还有哪些问题没解决？');
    const open = await stage.letter('customer_tickets', cui);
    expect(open.text).toContain('登录缓慢');
    expect(open.text).not.toMatch(/打印机|导出/);
  });

  it('a supervisor keeps an answer and approves an article; an engineer sends both in two lines', async () => {
    const { number, dispatch } = await opens(ANN, '报表', '问题分类：系统故障\n紧急程度：紧急\n报表打不开。');
    notice = await stage.letter('supervisor_notice', wang, number);
    await stage.answers(notice, WANG, '#保存答复 @重开报表\n{姓名|客户}您好，问题 {编号} 请按下面的步骤操作：');
    expect(await stage.transcript(wang)).toEqual([expect.stringContaining('已保存：@重开报表')]);
    await stage.answers(dispatch, LI, SOLUTION);
    await taps(await stage.letter('resolution', ann, number), ANN, '问题已解决');
    const draft = await stage.letter('knowledge_draft', wang);
    await stage.answers(draft, WANG, '#批准\n标题：报表打不开', { client: 'outlook-html' });
    expect(await stage.transcript(wang)).toEqual([expect.stringContaining('已批准')]);

    const next = await opens(CUI, '查询页', '问题分类：系统故障\n查询页面是空白的。');
    await stage.answers(next.dispatch, LI, '#答复 @重开报表\n#文章 1');
    const reply = await stage.letter('public_reply', cui, next.number);
    expect(reply.text).toContain(`崔工您好，问题 ${next.number} 请按下面的步骤操作：`);
    expect(reply.text).toContain('已重建索引');
  });

  it('somebody outside is asked without a word about the customer, and answers the staff alone', async () => {
    const { number, dispatch } = await opens(CUI, '连接数', '问题分类：系统故障\n数据库连接数不够。');
    await stage.answers(dispatch, LI, `#协助 ${vendor} 连接池上限是多少？ 明天18:00前`);
    const asked = await stage.letter('outside_question', vendor);
    expect(asked.subject).toContain('连接池上限是多少？');
    expect(wholeOf(asked)).not.toMatch(new RegExp(`${number.slice(2)}|north|崔工|连接数不够`));
    expect(await stage.answers(asked, VENDOR, '#关闭\n上限是 200。')).toMatchObject({ outcome: 'appended' });
    for (const to of [li, zhao])
      expect((await stage.letter('outside_answer', to, number)).text).toContain('上限是 200。');
    const { state, messages } = await stage.shown(number);
    expect(state).toBe('in_progress');
    expect(messages.at(-1)).toMatchObject({ visibility: 'internal', from: { address: vendor } });
    expect(await stage.kinds(cui, number)).toEqual(['acknowledgement']);
  });

  it('who stands in gets what is open and what comes, and answers it until their colleague is back', async () => {
    const { number, acknowledgement, dispatch } = await opens(ANN, '考勤', '问题分类：系统故障\n考勤机离线。');
    // Servers date mails by whole seconds: what came in the one that an absence begins in counts as come meanwhile.
    const second = Math.floor(Date.now() / 1000);
    await until('a later second', () => Math.floor(Date.now() / 1000) > second);
    await stage.answers(dispatch, LI, '#接收\n#请假 今天 至 明天 代理 孙工');
    expect((await stage.letter('stand_in', sun)).text).toContain(number);
    await stage.answers(acknowledgement, ANN, '还是离线。', { client: 'qq' });
    const relay = await stage.letter('relay', sun, number);
    expect(relay.text).toContain('您正在代理李工的工作');
    await stage.answers(relay, SUN, '#答复 请重新插拔网线。');
    expect((await stage.letter('public_reply', ann, number)).text).toContain('请重新插拔网线。');
    await stage.answers(dispatch, LI, '#销假');
    expect((await stage.letter('welcome_back', li)).text).toContain('客户来信 1 封');
    expect(await stage.ticket(number)).toMatchObject({ assignee: li });
  });

  it('a reminder, an answer for later and a recurring ticket come at their time, though the desk was down', async () => {
    const { number, dispatch } = await opens(CUI, '备份', '问题分类：系统故障\n备份没有跑完。');
    await stage.answers(dispatch, LI, '#跟进 明天10点 打电话给客户');
    expect(await stage.answers(dispatch, LI, '#稍后 明天9点\n#答复 备份已经跑完。')).toMatchObject({ outcome: 'held' });
    expect((await stage.letter('send_later', li, number)).text).toContain('明天 09:00');
    // Twelve hours from now in Shanghai: it does not come by itself.
    const hour = (new Date().getUTCHours() + 8 + 12) % 24;
    await stage.answers(
      notice,
      WANG,
      `#定时 每天 ${hour}点 巡检\n联系方式：${bob}\n问题分类：系统故障\n检查磁盘和证书。`,
    );
    expect(await stage.transcript(wang)).toContainEqual(expect.stringContaining('已设定时'));
    expect(await stage.kinds(cui, number)).toEqual(['acknowledgement']);

    await passesWhileDown();

    expect((await stage.letter('public_reply', cui, number)).text).toContain('备份已经跑完。');
    const reminder = await stage.letter('follow_up', li, number);
    expect(reminder.text).toContain('打电话给客户');
    expect(await taps(reminder, LI, '#跟进 完成 1')).toMatchObject({ outcome: 'command' });
    const made = await stage.letter('dispatch', li);
    expect(made.text).toContain('检查磁盘和证书。');
    expect(await stage.answers(notice, WANG, '#定时 停止 1')).toMatchObject({ outcome: 'command' });
    expect(await stage.kinds(cui, number)).toEqual(['acknowledgement', 'public_reply']);
    expect((await stage.desk.tickets()).filter(({ subject }) => subject === '巡检')).toHaveLength(1);
  });

  it('what was worked is read from any mail of the staff, kept from the customer, and adds up', async () => {
    const { number, dispatch } = await opens(ANN, '接口', '问题分类：系统故障\n接口超时。');
    await stage.answers(dispatch, LI, '#进展\n已排查方向：网络\n当前进展：正在扩容\n下一步计划：复测\n工时：1.5 小时');
    await stage.answers(dispatch, LI, '#答复\n已经扩容，请再试。\n工时：30分钟', { client: 'thunderbird' });
    const reply = await stage.letter('public_reply', ann, number);
    expect(reply.text).toContain('已经扩容，请再试。');
    expect(reply.text).not.toContain('工时');
    await stage.answers(dispatch, LI, '#关闭 电话确认');
    expect((await stage.letter('closing_record', zhao, number)).text).toMatch(/工时.*2\s?小时/);
  });

  it('a solution waits for the yes that was asked for, which is one tap', async () => {
    const { number, dispatch } = await opens(CUI, '索引', '问题分类：系统故障\n查询很慢。');
    await stage.answers(dispatch, LI, '#请批 王主管 今晚重建生产库的索引');
    expect((await stage.letter('approval_request', wang, number)).text).toContain('今晚重建生产库的索引');
    await stage.answers(dispatch, LI, SOLUTION);
    const request = await stage.letter('approval_request', wang, number);
    expect(request.text).toContain('已重建索引');
    expect(await stage.kinds(cui, number)).toEqual(['acknowledgement']);
    expect(await taps(request, WANG, '#同意')).toMatchObject({ outcome: 'command' });
    expect((await stage.letter('resolution', cui, number)).text).toContain('已重建索引');
    await stage.letter('approval_answer', li, number);
    expect(await stage.shown(number)).toMatchObject({
      state: 'resolved',
      approvals: [{ answer: { is: 'withdrawn' } }, { answer: { is: 'agreed', by: { address: wang } } }],
    });
  });

  it('what a mail did is taken back by one tap in its transcript, and who was told hears it', async () => {
    const { number, dispatch } = await opens(ANN, '门禁', '问题分类：系统故障\n门禁失灵。');
    await stage.answers(dispatch, LI, '#接收');
    await stage.answers(dispatch, LI, '#紧急程度 高\n#转派 孙工\n#分析 网络正常');
    await stage.letter('dispatch', sun, number);
    expect((await stage.letter('note', sun, number)).text).toContain('网络正常');
    const transcript = await stage.letter('transcript', li, number);
    expect(await stage.shown(number)).toMatchObject({ urgency: 'high', assignee: { address: sun } });
    expect(await taps(transcript, LI, '#撤销')).toMatchObject({ outcome: 'command', ticket: number });
    expect((await stage.letter('note', sun, number)).text).toContain('李工撤销了刚才的操作');
    expect(await stage.shown(number)).toMatchObject({
      state: 'in_progress',
      urgency: 'medium',
      assignee: { address: li },
    });
  });

  it('whoever follows a ticket hears of it, until they mute it', async () => {
    const { number, dispatch } = await opens(CUI, '扫描', '问题分类：系统故障\n扫描仪没有反应。');
    await stage.answers(notice, WANG, `#查 ${number}`);
    const found = await stage.letter('ticket_list', wang);
    await stage.writes({ from: WANG, ...tap(found, '', number), text: '#关注' });
    const progress = '#进展\n已排查方向：驱动\n当前进展：正在重装\n下一步计划：复测';
    await stage.answers(dispatch, LI, progress);
    await stage.letter('progress', zhao, number);
    const copy = await stage.letter('progress', wang, number);
    expect(copy.text).toContain('正在重装');
    await stage.answers(copy, WANG, '#不再关注', { client: 'iphone' });
    await stage.answers(dispatch, LI, progress.replace('重装', '复测'));
    expect((await stage.letter('progress', zhao, number)).text).toContain('正在复测');
    expect((await stage.kinds(wang, number)).filter((kind) => kind === 'progress')).toHaveLength(1);
  });

  /** The desk is down while the time of everything that waits for one comes. */
  async function passesWhileDown(): Promise<void> {
    expect(await stage.daemon.stop()).toMatchObject({ code: 0 });
    const { db, close } = connect(stage.desk.databaseUrl, { max: 1 });
    await db.execute(sql`update clock set due_at = now() where kind in ('follow_up', 'send_later')`);
    await db.execute(sql`update recurring set next_at = now()`);
    await close();
    await stage.desk.start();
  }
});

/** A letter as it came and as it is read: what stands nowhere in it, its reader does not learn. */
const wholeOf = ({ raw, subject, text, parsed }: ReceivedMail): string =>
  [raw.toString('latin1'), subject, text, parsed.html].join('\n');
