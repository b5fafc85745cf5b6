import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dovecotMissing } from '../../support/dovecot.ts';
import { SUPPORT } from '../../support/mail.ts';
import { addressOf, CHEN, LI, openStage, STAFF, type Stage, SUN, TEAMS, WANG, ZHAO } from './stage.ts';

/** One engineer on the first line, so that it is known who gets what. */
const CONFIG = { staff: STAFF.filter(({ email }) => email !== addressOf(CHEN)), teams: TEAMS };
const [li, sun, zhao, wang] = [addressOf(LI), addressOf(SUN), addressOf(ZHAO), addressOf(WANG)];

const CALL = `客户公司：远山物流
联系人：王女士
联系方式：138 0000 1234
来源渠道：电话
问题分类：系统故障
问题描述：仓库扫码枪连不上系统，提示 E-17。
已尝试：重启过扫码枪
期望结果：恢复扫码
期望完成时间：明天12:00`;

describe.skipIf(dovecotMissing)('the front line', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage(CONFIG);
  });
  afterAll(() => stage.close());

  it('records a call: the ticket is the caller’s, and what they are to hear is told by telephone until they say solved', async () => {
    const row = await stage.writes({ from: ZHAO, to: SUPPORT, subject: '扫码枪连不上', text: CALL });
    const number = row.ticket ?? '';
    expect(row.outcome).toBe('ticketed');
    const shown = await stage.shown(number);
    expect(shown).toMatchObject({
      requester: { name: '王女士', address: 'tel:13800001234' },
      company: '远山物流',
      channel: 'phone',
      recordedBy: { name: '赵一线', address: zhao },
      form: { tried: '重启过扫码枪', wanted: '恢复扫码', wantedBy: '明天12:00' },
    });
    expect(shown.messages[0]).toMatchObject({ from: { name: '赵一线', address: zhao } });
    const first = await stage.letter('call_customer', zhao, number);
    expect(first.text).toMatch(/电话：13800001234[\s\S]*编号/);

    const dispatch = await stage.letter('dispatch', li, number);
    const sections = [...dispatch.text.matchAll(/^【(客户背景|问题描述|已排查结果|客户诉求)】$/gm)].map(
      ([, name]) => name,
    );
    expect(sections).toEqual(['客户背景', '问题描述', '已排查结果', '客户诉求']);
    expect(dispatch.text).toMatch(/由赵一线登记，来源渠道：电话。\s*> 仓库扫码枪连不上系统/);
    expect(dispatch.text).toMatch(/【已排查结果】\s*已尝试的操作：重启过扫码枪/);
    expect(dispatch.text).toMatch(/【客户诉求】\s*期望结果：恢复扫码\s*期望完成时间：明天12:00（/);

    await stage.answers(dispatch, LI, '#询问\n扫码枪是什么型号？');
    const question = await stage.letter('call_customer', zhao, number);
    expect(question.text).toMatch(/询问以下问题[\s\S]*扫码枪是什么型号？[\s\S]*#客户/);
    expect((await stage.ticket(number)).state).toBe('pending');
    await stage.answers(question, ZHAO, '#客户 型号是 Z-900');
    expect((await stage.ticket(number)).state).toBe('in_progress');
    const relay = await stage.letter('relay', li, number);
    expect(relay.text).toMatch(/客户反馈（赵一线记录）[\s\S]*型号是 Z-900/);

    await stage.answers(dispatch, LI, '#解决\n原因：固件过旧\n解决步骤：升级固件');
    const solution = await stage.letter('call_customer', zhao, number);
    expect(solution.text).toMatch(
      /请客户确认[\s\S]*升级固件[\s\S]*#已电话告知[\s\S]*#客户 问题已解决[\s\S]*#客户 仍有疑问/,
    );
    await stage.answers(solution, ZHAO, '#已电话告知');
    expect((await stage.ticket(number)).state).toBe('resolved');
    await stage.answers(solution, ZHAO, '#客户 问题已解决');
    const done = await stage.shown(number);
    expect(done).toMatchObject({ state: 'closed', closing: { confirmedBy: 'phone' } });
    expect(done.history.map(({ event }) => event)).toEqual(
      expect.arrayContaining(['customer_told', 'customer_said', 'closed']),
    );
    const letters = await stage.desk.letters();
    expect(letters.filter(({ toAddress }) => toAddress.startsWith('tel:'))).toEqual([]);
  });

  it('notes an analysis that stays with the ticket, whoever has it or is asked for help, with every file', async () => {
    const from = '钱 <qian@f2.example>';
    const { number } = await stage.opens({
      from,
      subject: '导出慢',
      text: '问题分类：系统故障\n导出报表要十分钟，希望明天18点前恢复正常。',
      attachments: [{ name: '日志.txt', type: 'text/plain', content: 'slow' }],
    });
    const copy = await stage.letter('follower_copy', zhao, number);
    await stage.answers(copy, ZHAO, '#分析\n已排查：网络正常\n怀疑原因：索引缺失');
    const dispatch = await stage.letter('dispatch', li, number);
    expect(dispatch.text).toMatch(/【客户诉求】\s*期望结果：[^【]*希望明天18点前恢复正常/);
    await stage.answers(dispatch, LI, '#接收');
    await stage.answers(
      dispatch,
      LI,
      '#协助 孙工 请在明天18:00前复现，并把结果告诉赵一线\n#协助 second 今天23:59前看下索引',
    );
    const asked = await stage.letter('side_thread_question', sun, number);
    expect(asked.text).toMatch(/【已排查结果】[\s\S]*怀疑原因：索引缺失/);
    expect(asked.parsed.attachments.map(({ filename }) => filename)).toContain('日志.txt');
    const threads = (await stage.ticket(number)).sideThreads;
    expect(threads.map(({ question }) => question)).toEqual([
      '请在明天18:00前复现，并把结果告诉赵一线',
      '今天23:59前看下索引',
    ]);

    await stage.answers(dispatch, LI, '#进展\n已排查方向：索引\n当前进展：重建中\n下一步计划：复测');
    const progress = await stage.letter('progress', zhao, number);
    expect(progress.text).toMatch(/【此前的分析】[\s\S]*索引缺失/);
    expect(progress.text).toMatch(/待协助：孙工（[\s\S]*请在明天18:00前复现/);

    await stage.answers(dispatch, LI, '#解决\n原因：索引缺失\n解决步骤：重建索引');
    const resolution = await stage.letter('resolution', addressOf(from), number);
    await stage.answers(resolution, from, '仍有疑问：还是要十分钟');
    const again = await stage.letter('dispatch', sun, number);
    expect(again.text).toMatch(
      /升级给您[\s\S]*【客户最新反馈】\s*> 仍有疑问：还是要十分钟[\s\S]*重建索引[\s\S]*怀疑原因：索引缺失/,
    );
    expect((await stage.letter('reassigned', li, number)).text).toMatch(/孙工重新分析，您不必再处理/);
    expect((await stage.letter('escalation', wang, number)).text).toContain('还是要十分钟');
    expect(await stage.kinds(li, number)).not.toContain('relay');
  });

  it('is told, with the engineer and the supervisor, that several customers report the same error', async () => {
    const opens = async (n: number) => {
      const text = `问题分类：系统故障\n错误代码：HTTP 502\n\n系统打不开。`;
      return (await stage.opens({ from: `客${n} <k${n}@f3-${n}.example>`, subject: `打不开${n}`, text })).number;
    };
    const [first, second] = [await opens(1), await opens(2)];
    expect((await stage.letter('dispatch', li, second)).text).toMatch(
      new RegExp(`【其他客户的同类问题（未结）】\\s*${first} · 客1 · 打不开1`),
    );
    expect(await stage.kinds(wang, second)).toEqual([]);
    const third = await opens(3);
    const notice = await stage.letter('supervisor_notice', wang, third);
    expect(notice.text).toMatch(/3 个客户报告同样的错误：HTTP 502/);
    for (const number of [first, second]) expect(notice.text).toContain(number);
    expect((await stage.letter('dispatch', li, third)).text).toContain(second);
  });
});
