import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { figuresIn, serviceReportOn } from '../../../src/desk/report.ts';
import { watchContractHours } from '../../../src/duties/contracts.ts';
import { writeScheduled } from '../../../src/duties/scheduled-reports.ts';
import { sql } from '../../../src/store/drizzle.ts';
import { addressOf, LI, SUN, WANG, ZHAO } from '../process/stage.ts';
import { linksIn, openQuietTeam, type QuietTeam, rowsOf } from './quiet-team.ts';

const [li, zhao, wang] = [addressOf(LI), addressOf(ZHAO), addressOf(WANG)];
const ANN = '张敏 <ann@big.example>';
const BOB = '李雷 <bob@big.example>';
const BOSS = '周总 <boss@elsewhere.example>';
const OTHER = '王五 <other@small.example>';

let team: QuietTeam;
const numbers: Record<string, string> = {};
/** A new ticket; on a quiet desk who is given it is settled by what each carries. */
const opens = async (from: string, subject: string, form: string): Promise<void> => {
  const { ticket } = await team.writes(from, `${form}\n${subject}，请看看。`, { subject });
  numbers[subject] = ticket ?? '';
};

beforeAll(async () => {
  team = await openQuietTeam('2026-11-23T01:00:00Z', {
    // Chen has no part in it: everything of the category is Li's.
    staff: [
      { name: '李工', email: li, roles: ['engineer'], teams: ['backend'] },
      { name: '孙工', email: addressOf(SUN), roles: ['engineer'], teams: ['second'], digest: 'off' },
      { name: '赵一线', email: zhao, roles: ['frontline'] },
      { name: '王主管', email: wang, roles: ['supervisor'] },
    ],
    customers: [
      { company: '大客户有限公司', domains: ['big.example'], managers: ['boss@elsewhere.example'] },
      { company: '大客户分公司', domains: ['branch.big.example'], managers: ['branch@branch.big.example'] },
    ],
    contracts: [{ name: '分店金牌', companies: ['大客户分公司'], hoursPerMonth: 1 }],
  });
  await opens(ANN, '导出中断', '问题分类：系统故障\n紧急程度：低');
  await opens(BOB, '登录缓慢', '问题分类：系统故障\n紧急程度：紧急');
  await opens(OTHER, '报表为空', '问题分类：系统故障\n紧急程度：中');
  await opens(ANN, '如何改密码', '问题分类：操作指导');
  // What is waiting for the customer stands apart.
  const dispatch = (await team.quiet.newLetters()).find(
    ({ kind, parsed }) => kind === 'dispatch' && parsed.subject?.includes(numbers.报表为空 ?? ''),
  );
  if (dispatch === undefined) throw new Error('nobody got the ticket');
  await team.answers(dispatch, LI, '#询问 用的是哪个浏览器？');
});
afterAll(() => team.close());

const list = async (from: string, text: string) => {
  expect(await team.writes(from, text)).toEqual({ outcome: 'command', ticket: null });
  return team.letter('ticket_list', addressOf(from));
};

describe('lists by mail', () => {
  it('is asked for in the subject of an empty mail, too', async () => {
    await team.quiet.newLetters();
    expect(await team.writes(LI, '', { subject: '#我的' })).toEqual({ outcome: 'command', ticket: null });
    expect((await team.letter('ticket_list', addressOf(LI))).to).toBe(addressOf(LI));
  });

  it('an engineer gets their own, what is due first, each with links that act on it', async () => {
    await team.quiet.newLetters();
    const mine = await list(LI, '#我的');
    expect(mine.parsed.subject).toBe('我的问题（待您处理 2、等待客户 1）');
    expect(rowsOf(mine)).toEqual([
      expect.stringMatching(
        /^TS\d+ 登录缓慢 \| 紧急 · 待接收 · 首次响应 今天 11:00（还剩 2小时） · 大客户有限公司 · 李工/,
      ),
      expect.stringMatching(/^TS\d+ 导出中断 \| 低 · 待接收/),
      expect.stringMatching(/^TS\d+ 报表为空 \| 中 · 等待客户补充 · 王五/),
    ]);
    const [to = ''] = linksIn(mine);
    expect(await team.writes(LI, '#备注 在看', { to, subject: '[] 备注' })).toEqual({
      outcome: 'command',
      ticket: numbers.登录缓慢,
    });
    await team.quiet.newLetters();
  });

  it('in English too, in an answer to any letter', async () => {
    const help = await list(LI, '#mine');
    await team.answers(help, LI, '#help\n#Mine');
    expect(await team.kinds()).toEqual(['help→li', 'ticket_list→li']);
  });

  it('a colleague who is asked for help finds it in theirs', async () => {
    const mine = await list(LI, '#我的');
    expect(await team.writes(SUN, '#我的')).toMatchObject({ outcome: 'command' });
    expect((await team.letter('ticket_list', addressOf(SUN))).text).toContain('没有未结的问题');
    const [to = ''] = linksIn(mine);
    await team.writes(LI, '#协助 孙工 请看连接数', { to });
    await team.quiet.newLetters();
    const sun = await list(SUN, '#我的');
    expect(sun.parsed.subject).toBe('我的问题（等您协助 1）');
  });

  it('the front line has what nobody has, and what they follow below it', async () => {
    const mine = await list(ZHAO, '#我的');
    expect(mine.parsed.subject).toBe('我的问题（待您处理 1、您跟进的 3）');
    expect(rowsOf(mine)[0]).toContain('如何改密码');
  });

  it('a team’s list says who has how many; a supervisor gets any team’s, others their own', async () => {
    const backend = await list(LI, '#团队');
    expect(backend.parsed.subject).toBe('团队的问题（未结 3）');
    expect(backend.text).toContain('李工 3');
    expect((await list(WANG, '#团队 Backend')).parsed.subject).toBe('团队的问题（backend）（未结 3）');
    expect((await list(WANG, '#team')).parsed.subject).toBe('团队的问题（未结 4）');
    expect(await team.writes(LI, '#团队 second')).toMatchObject({ outcome: 'refused' });
    expect((await team.letter('transcript', li)).text).toContain('只有该团队的成员和主管可以查看：second');
    expect(await team.writes(LI, '#team nobody')).toMatchObject({ outcome: 'refused' });
    expect((await team.letter('transcript', li)).text).toContain('找不到这个团队：nobody');
  });

  it.each([
    ['a number', () => numbers.导出中断 ?? '', ['导出中断']],
    ['a number without its prefix', () => (numbers.导出中断 ?? '').slice(2), ['导出中断']],
    ['a customer', () => 'ANN@big.example', ['如何改密码', '导出中断']],
    ['a company', () => '大客户有限公司', ['如何改密码', '登录缓慢', '导出中断']],
    ['words of the mails', () => '浏览器', ['报表为空']],
    ['several words', () => '张敏 导出', ['导出中断']],
    ['nothing there is', () => '不存在的词', []],
    ['a wildcard, which is none', () => '%', []],
  ])('finds %s', async (_, words, found) => {
    const result = await list(WANG, `#查 ${words()}`);
    expect(rowsOf(result).map((row) => row.split(' ')[1])).toEqual(found);
    if (found.length === 0) expect(result.text).toContain('没有查到');
  });

  it('finds only what one may see', async () => {
    const subjects = async (from: string, text: string) =>
      rowsOf(await list(from, text)).map((row) => row.split(' ')[1]);
    expect(await subjects(LI, '#find 张敏')).toEqual(['导出中断']);
    expect(await subjects(SUN, '#find 大客户有限公司')).toEqual(['登录缓慢']);
    expect(await subjects(ZHAO, '#find 张敏')).toEqual(['如何改密码', '导出中断']);
    expect(await team.writes(LI, '#find')).toMatchObject({ outcome: 'refused' });
    await team.letter('transcript', li);
  });

  it('nobody gets a list by a mail that nothing proves', async () => {
    expect(await team.writes(LI, '#我的', { proven: false })).toMatchObject({ outcome: 'held' });
    expect(await team.kinds()).toEqual(['held_alert→li']);
  });
});

describe('what is open for a customer', () => {
  it('is told to them alone, and opens no ticket', async () => {
    expect(await team.writes(ANN, '您好，\n请问我还有哪些问题没解决？\n谢谢')).toEqual({
      outcome: 'command',
      ticket: null,
    });
    const letter = await team.letter('customer_tickets', 'ann@big.example');
    expect(letter.parsed.subject).toBe('您未结的问题：正在处理 2');
    expect(rowsOf(letter)).toEqual([
      expect.stringMatching(/如何改密码 \| 已安排处理人员 · 今天 09:00 提交/),
      expect.stringMatching(/导出中断 \| 已安排处理人员 · 今天 09:00 提交/),
    ]);
  });

  it('tells what waits for their answer first, in their language', async () => {
    expect(await team.writes(OTHER, 'What is open for me?')).toMatchObject({ outcome: 'command' });
    const letter = await team.letter('customer_tickets', 'other@small.example');
    expect(letter.parsed.subject).toBe('Your open requests: Waiting for your answer 1');
    expect(rowsOf(letter)[0]).toContain('we need something from you');
  });

  it('is everybody’s there for a manager of the company, who cannot answer for them', async () => {
    await team.writes(BOSS, '我们公司有哪些未结问题？');
    const letter = await team.letter('customer_tickets', 'boss@elsewhere.example');
    expect(letter.parsed.subject).toBe('您未结的问题：贵公司其他同事的问题 3');
    expect(letter.text).toMatch(/登录缓慢\s+.* · 李雷/);
    expect(String(letter.parsed.html)).not.toContain('mailto:support+');
  });

  it('is not told to an address that nothing proves, or more than three times an hour', async () => {
    expect(await team.writes('x <ann@big.example>', '我有哪些问题？', { proven: false })).toMatchObject({
      outcome: 'ticketed',
    });
    await team.quiet.newLetters();
    const outcomes: string[] = [];
    for (let at = 0; at < 3; at++) outcomes.push((await team.writes(ANN, '我有哪些问题？')).outcome);
    expect(outcomes).toEqual(['command', 'command', 'ignored']);
    expect(await team.kinds()).toEqual(['customer_tickets→ann', 'customer_tickets→ann']);
  });
});

describe('the morning', () => {
  it('brings each what is theirs to do, unless they want none', async () => {
    const { quiet } = team;
    await quiet.desk.db.execute(
      sql`insert into mailbox (name, uid, started_at) values ('support', 1, '2026-11-23T00:00:00Z')
        on conflict (name) do update set started_at = excluded.started_at`,
    );
    await quiet.newLetters();
    quiet.clock.set('2026-11-24T00:31:00Z');
    await writeScheduled(quiet.desk);
    await writeScheduled(quiet.desk);
    const letters = await quiet.newLetters();
    expect(letters.map(({ kind, to }) => `${kind}→${to.split('@')[0]}`).toSorted()).toEqual([
      'digest→wang',
      'own_digest→li',
      'own_digest→zhao',
    ]);
    const own = letters.find(({ kind, to }) => kind === 'own_digest' && to === li);
    expect(own?.parsed.subject).toBe('今天的工作：待您处理 2');
    expect(own?.text).toContain('#我的');
    expect(rowsOf(own as NonNullable<typeof own>)[0]).toMatch(/登录缓慢 \| 紧急 · .*已超时/);
  });

  it('of the first of a month brings managers what became of their company’s tickets, and of no other’s', async () => {
    const { quiet } = team;
    await team.writes('分店 <x@branch.big.example>', '问题分类：系统故障\n紧急程度：低\n收银台打不开。', {
      subject: '收银台',
    });
    const offer = await team.letter('dispatch', li);
    /** What supervisors hear of the hours of the month once that much was worked, however often it is looked. */
    const toldAfter = async (minutes: number): Promise<(string | undefined)[]> => {
      await team.answers(offer, LI, `#进展\n当前进展：在查\n工时：${minutes} 分钟`);
      await watchContractHours(quiet.desk);
      await watchContractHours(quiet.desk);
      const told = (await quiet.newLetters()).filter(({ kind }) => kind === 'contract_hours');
      return told.map(({ to, parsed }) => `${to} ${parsed.subject}`);
    };
    expect(await toldAfter(40)).toEqual([]);
    expect(await toldAfter(10)).toEqual([`${wang} 合同工时已用 80%：分店金牌`]);
    expect(await toldAfter(9)).toEqual([]);
    expect(await toldAfter(1)).toEqual([`${wang} 合同工时已用完：分店金牌`]);
    expect(await toldAfter(60)).toEqual([]);
    quiet.clock.set('2026-12-01T00:31:00Z');
    // A fault in the entry of one company: its report cannot be written, all others are.
    const broken = { company: '坏公司', domains: ['none.example'], managers: [undefined as never], locale: null };
    await team.writes('无 <n@none.example>', '打不开。', { subject: '无' });
    await quiet.newLetters();
    const { customers } = quiet.desk.directory;
    const directory = { ...quiet.desk.directory, customers: [broken, ...customers] };
    await writeScheduled({ ...quiet.desk, directory });
    const letters = await quiet.newLetters();
    expect(letters.filter(({ kind }) => kind === 'alarm').map(({ to, text }) => [to, text])).toEqual([
      [wang, expect.stringContaining('坏公司')],
    ]);
    const reports = letters.filter(({ kind }) => kind === 'service_report');
    expect(reports.map(({ to }) => to).toSorted()).toEqual(['boss@elsewhere.example', 'branch@branch.big.example']);
    const [boss, branch] = reports.toSorted((a, b) => a.to.localeCompare(b.to));
    expect(boss?.parsed.subject).toContain('服务报告');
    expect(boss?.text).toMatch(/大客户有限公司服务报告/);
    // Of the five tickets of November that Big's own people wrote: all open, and the urgent one not answered in time.
    expect(rowsOf(boss as NonNullable<typeof boss>).map((row) => row.split(' ')[1])).toEqual([
      '来信',
      '如何改密码',
      '登录缓慢',
      '导出中断',
    ]);
    expect(boss?.text).toMatch(/新增\s+4/);
    expect(boss?.text).not.toMatch(/报表为空|收银台|李工|工时/);
    expect(rowsOf(branch as NonNullable<typeof branch>).map((row) => row.split(' ')[1])).toEqual(['收银台']);
    expect(branch?.text).toContain('分店金牌');
    expect(branch?.text).toMatch(/分店金牌 +1 +0% · 0\/1 +0 +2\.0 小时 \/ 每月 60 分钟/);
    expect(boss?.text).not.toContain('分店金牌');
    const own = letters.find(({ kind, to }) => kind === 'own_digest' && to === li);
    expect(rowsOf(own as NonNullable<typeof own>).find((each) => each.includes('收银台'))).toContain('合同：分店金牌');
    expect(own?.text.match(/分店金牌/g)).toHaveLength(1);
    const mine = await figuresIn(quiet.desk, { from: '2026-11-01', to: '2026-11-30' });
    const both = await Promise.all(
      quiet.desk.directory.customers.map((company) =>
        serviceReportOn(quiet.desk, company, { from: '2026-11-01', to: '2026-11-30' }),
      ),
    );
    expect([mine.opened, ...both.map(({ opened }) => opened)]).toEqual([6, 4, 1]);
    expect(both.map(({ firstResponse }) => firstResponse.urgent)).toMatchObject([
      { due: 1, withinDeadline: 0 },
      { due: 0, withinDeadline: null },
    ]);
    expect(String(boss?.parsed.html)).not.toContain('mailto:support+');
  });
});
