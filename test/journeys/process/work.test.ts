import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dovecotMissing } from '../../support/dovecot.ts';
import { SUPPORT } from '../../support/mail.ts';
import { until } from '../../support/until.ts';
import { addressOf, CHEN, LI, openStage, STAFF, type Stage, SUN, TEAMS, WANG, ZHAO } from './stage.ts';

/** Everything goes to one engineer; seconds stand for hours. */
const CONFIG = {
  staff: STAFF.filter(({ email }) => email !== addressOf(CHEN)),
  teams: TEAMS,
  urgency: {
    urgent: { respondWithin: '4s', updateEvery: '12s' },
    high: { respondWithin: '8s', updateEvery: '6s' },
    medium: { respondWithin: '1h', updateEvery: '1h' },
    low: { respondWithin: '40s', updateEvery: '24s' },
  },
  reports: { copiesEvery: '3s' },
};
const li = addressOf(LI);
const zhao = 'zhao@staff.example';
const wang = addressOf(WANG);

/** A due clock acts within two seconds; the rest is for a machine that has much else to do. */
const LATE_MS = 20_000;

const problem = (urgency: string, words = '导出报表时卡住。') => `问题分类：系统故障\n紧急程度：${urgency}\n\n${words}`;

describe.skipIf(dovecotMissing)('a problem is worked on', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage(CONFIG);
  });
  afterAll(() => stage.close());

  const opened = async (from: string, subject: string, urgency: string) => {
    const { number, acknowledgement } = await stage.opens({ from, subject, text: problem(urgency) });
    return { number, acknowledgement, dispatch: await stage.letter('dispatch', li, number) };
  };
  /** The words of the next letter of that kind about progress; the first response may have been late before. */
  const ofProgress = async (kind: string, to: string, number: string): Promise<string> => {
    for (;;) {
      const { text } = await stage.letter(kind, to, number);
      if (!/首次响应(?:即将|已)超时/.test(text)) return text;
    }
  };

  it('until somebody answers, the assignee is reminded at three quarters and the supervisor told at the breach', async () => {
    const from = '一 <a@c1.example>';
    const { number, dispatch } = await opened(from, '没人理', '低');
    await stage.answers(dispatch, LI, '#接收');
    expect(await stage.transcript(li, number)).toEqual(['✓ #接收: 已接收']);
    expect((await stage.letter('reminder', li, number)).text).toMatch(/即将超时/);
    expect((await stage.letter('breach', wang, number)).text).toMatch(/已超时[\s\S]*李工/);
    // The progress note that is owed 24 seconds after the acceptance may be late before or after it.
    const history = await until('both spans to be told of', async () => {
      const { history: soFar } = await stage.shown(number);
      const told = (event: string) => soFar.some((entry) => entry.event === event);
      return told('respond_breached') && told('update_breached') && soFar;
    });
    const { createdAt } = await stage.ticket(number);
    const after = (event: string) =>
      new Date(history.find((entry) => entry.event === event)?.at ?? 0).getTime() - createdAt.getTime();
    expect(after('respond_reminded')).toBeGreaterThanOrEqual(30_000);
    expect(after('respond_reminded')).toBeLessThan(40_000);
    expect(after('respond_breached')).toBeGreaterThanOrEqual(40_000);
    expect(after('respond_breached')).toBeLessThan(40_000 + LATE_MS);

    await stage.answers(dispatch, LI, '#备注\n先看日志');
    expect((await stage.ticket(number)).respondedAt).toBeNull();
    await stage.answers(dispatch, LI, '#答复\n您好，我们已经开始排查，稍后给您消息。', { client: 'outlook-zh' });
    const reply = await stage.letter('public_reply', 'a@c1.example', number);
    expect(reply.text).toContain('我们已经开始排查');
    expect(reply.text).not.toMatch(/原始邮件|#答复|没人理/);
    expect(reply.header('auto-submitted')).toBe('');
    expect((await stage.ticket(number)).respondedAt).not.toBeNull();
    await stage.answers(dispatch, LI, '#关闭 测试');
  });

  it('an engineer who answers the customer directly, with the desk in copy, has answered: nobody sends it again', async () => {
    const { number, dispatch } = await opened('六 <f@c6.example>', '直接答复', '中');
    const direct = { from: LI, to: '六 <f@c6.example>', cc: SUPPORT, inReplyTo: dispatch.header('message-id') };
    const mail = { ...direct, subject: `回复: [${number}] 直接答复`, text: '您好，请先清理缓存，再导出一次。' };
    expect(await stage.writes(mail)).toMatchObject({ outcome: 'appended', reason: 'answered_directly' });
    expect((await stage.ticket(number)).respondedAt).not.toBeNull();
    expect((await stage.shown(number)).messages.at(-1)).toMatchObject({ visibility: 'public', text: mail.text });
    expect(await stage.kinds('f@c6.example', number)).toEqual(['acknowledgement']);
    expect(await stage.kinds(li, number)).not.toContain('transcript');
    await stage.answers(dispatch, LI, '#关闭 测试');
  });

  it('progress is told to the follower in its three parts, and to the customer only when they have asked', async () => {
    const from = '二 <b@c2.example>';
    const { number, dispatch, acknowledgement } = await opened(from, '很慢', '中');
    await stage.answers(
      dispatch,
      LI,
      '#进展\n已排查方向：网络、磁盘\n当前进展：索引缺失\n下一步计划：重建索引\n\n李工',
      {
        client: 'netease',
      },
    );
    const note = await stage.letter('progress', zhao, number);
    for (const words of ['【已排查方向】', '网络、磁盘', '【当前进展】', '索引缺失', '【下一步计划】', '重建索引'])
      expect(note.text).toContain(words);
    await stage.answers(dispatch, LI, '#预计 2小时后');
    await stage.answers(acknowledgement, from, '请问现在处理得怎么样了？', { client: 'iphone' });
    const news = await stage.letter('news', 'b@c2.example', number);
    expect(news.text).toMatch(/处理中/);
    expect(news.text).toMatch(/预计处理完成时间：(?:今天|明天) \d\d:\d\d/);
    expect(news.text).toMatch(/【下一步计划】\s*重建索引/);
    expect(news.text).not.toMatch(/索引缺失|网络、磁盘/);
    expect(news.header('auto-submitted')).toBe('auto-replied');
    await stage.letter('relay', zhao, number);
    await stage.answers(news, from, '有进展了吗？急等。', { client: 'qq' });
    expect((await stage.letter('relay', zhao, number)).text).toMatch(/第 2 次催问。[\s\S]*请赵一线直接答复客户/);
    expect((await stage.kinds('b@c2.example', number)).filter((kind) => kind === 'news')).toHaveLength(1);
    await stage.answers(
      dispatch,
      LI,
      '#progress\nChecked so far: network\nCurrent progress: 索引重建中 60%\nNext step: verify',
    );
    const told = await stage.letter('progress_to_customer', 'b@c2.example', number);
    expect(told.text).toMatch(/处理中[\s\S]*【下一步计划】\s*verify/);
    expect(told.text).not.toContain('索引重建中 60%');
    await stage.letter('progress', zhao, number);
    await stage.answers(dispatch, LI, '#进展\n当前进展：内部核对');
    await stage.letter('progress', zhao, number);
    const kinds = await stage.kinds('b@c2.example', number);
    expect(kinds.filter((kind) => kind === 'progress_to_customer')).toHaveLength(1);
    await stage.answers(dispatch, LI, '#进展\n当前进展：怀疑是客户改坏的\n对客户：重建完成，请再试一次。');
    const own = await stage.letter('progress_to_customer', 'b@c2.example', number);
    expect(own.text).toContain('重建完成，请再试一次。');
    expect(own.text).not.toContain('怀疑');

    const enough = /mailto:[^">]*body=([^"&>]*)/.exec(own.parsed.html || '')?.[1] ?? '';
    await stage.answers(own, from, decodeURIComponent(enough));
    await stage.answers(dispatch, LI, '#进展\n已排查方向：索引\n当前进展：完成\n下一步计划：观察');
    await stage.letter('progress', zhao, number);
    expect((await stage.shown(number)).history.map(({ event }) => event)).toContain('progress_declined');
    expect((await stage.kinds('b@c2.example', number)).filter((kind) => kind === 'progress_to_customer')).toHaveLength(
      2,
    );
  });

  it('who wants copies collected says so by mail, and gets what others did in one letter', async () => {
    const first = await opened('九 <i@c9.example>', '先前的', '中');
    const copy = await stage.letter('follower_copy', zhao, first.number);
    await stage.answers(copy, ZHAO, '#通知 汇总');
    expect((await stage.letter('transcript', zhao, first.number)).text).toContain(
      '✓ #通知 汇总: 今后：别人处理的动态合成一封再发',
    );
    const { number, dispatch } = await opened('八 <h@c8.example>', '报表慢', '中');
    await stage.answers(dispatch, LI, '#进展\n已排查方向：缓存\n当前进展：缓存过期\n下一步计划：加大缓存');
    await stage.answers(dispatch, LI, '#解决\n原因：缓存过小\n解决步骤：已加大\n验证：已登录确认');
    const collected = await stage.letter('collected_copies', zhao);
    expect(collected.text).toMatch(new RegExp(`${number} 报表慢`));
    expect(collected.text).toMatch(/由您跟进/);
    const parts = [collected.text];
    if (!collected.text.includes('缓存过小')) parts.push((await stage.letter('collected_copies', zhao)).text);
    expect(parts.join('\n')).toMatch(/进展 · 李工[\s\S]*缓存过期[\s\S]*解决方案已发给客户 · 李工[\s\S]*缓存过小/);
    expect(await stage.kinds(zhao, number)).toEqual([]);
    await stage.answers(copy, ZHAO, '#notify needed');
    await stage.letter('transcript', zhao, first.number);
    await stage.answers(first.dispatch, LI, '#备注\n收尾');
    expect((await stage.letter('note', zhao, first.number)).text).toContain('收尾');
    await stage.answers(first.dispatch, LI, '#关闭 测试');
  });

  it('late progress reminds the assignee, then tells the supervisor; on an urgent one in half the time', async () => {
    const from = '三 <c@c3.example>';
    const { number, dispatch } = await opened(from, '停产', '紧急');
    await stage.letter('supervisor_notice', wang, number);
    await stage.answers(dispatch, LI, '#答复\n马上处理。');
    expect(await ofProgress('reminder', li, number)).toMatch(/进展更新即将超时/);
    expect(await ofProgress('breach', wang, number)).toMatch(/进展更新已超时/);
    await stage.answers(dispatch, LI, '#关闭 测试');
  });

  it('a question to the customer stops the clocks until the answer comes', async () => {
    const from = '四 <d@c4.example>';
    const { number, dispatch } = await opened(from, '登录失败', '高');
    await stage.answers(dispatch, LI, '#询问\n请问您用的是哪个浏览器？版本号是多少？');
    expect(await stage.transcript(li, number)).toEqual(['✓ #询问: 问题已发给客户，计时暂停']);
    const question = await stage.letter('question', 'd@c4.example', number);
    expect(question.text).toContain('请问您用的是哪个浏览器？');
    const paused = await stage.ticket(number);
    expect(paused).toMatchObject({ state: 'pending', clocks: [] });
    // The question may have been late as the first response.
    const before = await stage.kinds(wang, number);
    expect(before.filter((kind) => kind !== 'breach')).toEqual([]);
    // Another ticket's whole span passes meanwhile.
    const other = await opened('五 <e@c5.example>', '另一个', '紧急');
    await stage.letter('breach', wang, other.number);
    expect(await stage.kinds(wang, number)).toEqual(before);
    await stage.answers(question, from, 'Chrome 130，Windows 11。', { client: 'apple-mail' });
    expect((await stage.letter('relay', li, number)).text).toContain('Chrome 130，Windows 11。');
    const going = await stage.ticket(number);
    expect(going).toMatchObject({ state: 'in_progress', pausedAt: null });
    expect(going.updateBy?.getTime()).toBeGreaterThan(paused.updateBy?.getTime() ?? 0);
    expect(await ofProgress('reminder', li, number)).toMatch(/进展更新(?:即将|已)超时/);
    await stage.answers(dispatch, LI, '#关闭 测试');
    await stage.answers(other.dispatch, LI, '#关闭 测试');
  });

  it('another team is asked for help: somebody is responsible, is reminded, and never writes to the customer', async () => {
    const from = '六 <f@c6.example>';
    const { number, dispatch } = await opened(from, '连接池', '高');
    await stage.answers(dispatch, LI, '#协助 second 请查一下连接数上限\n最好附上监控图');
    const lines = await stage.transcript(li, number);
    expect(lines[0]).toMatch(/^✓ .*已请求协助：孙工/);
    const question = await stage.letter('side_thread_question', 'sun@staff.example', number);
    expect(question.text).toContain('请查一下连接数上限');
    expect((await stage.letter('supervisor_notice', wang, number)).text).toContain('请查一下连接数上限');
    expect((await stage.letter('reminder', 'sun@staff.example', number)).text).toContain('请查一下连接数上限');
    for (const to of ['sun@staff.example', li, wang])
      expect((await stage.letter('side_thread_overdue', to, number)).text).toContain('请查一下连接数上限');
    await stage.answers(question, SUN, '上限是 200，已经用满。', { client: 'outlook-html' });
    expect(await stage.transcript('sun@staff.example', number)).toEqual(['✓ 协助答复已转给提问人，没有发给客户']);
    expect((await stage.letter('side_thread_answer', li, number)).text).toContain('上限是 200，已经用满。');
    expect(await stage.kinds('f@c6.example', number)).toEqual(['acknowledgement']);
  });

  it('nothing staff write without a command reaches the customer, and one refused command holds back all', async () => {
    const from = '七 <g@c7.example>';
    const { number, dispatch } = await opened(from, '打印', '中');
    await stage.answers(dispatch, LI, '客户很急，我觉得是他们自己改了配置。', { client: 'thunderbird' });
    expect(await stage.transcript(li, number)).toEqual(['✓ 已存为内部备注，没有发给客户']);
    await stage.answers(dispatch, LI, '#紧急程度 高\n#预计 昨天\n#答复\n马上好。');
    const lines = await stage.transcript(li, number);
    expect(lines.map((line) => line.slice(0, 1))).toEqual(['✗', '✗', '✗']);
    expect(lines[1]).toContain('这个时间已经过去');
    expect(await stage.ticket(number)).toMatchObject({ urgency: 'medium', expectedBy: null, respondedAt: null });
    await stage.answers(dispatch, LI, '#值班 无名氏 off\n#答复\n马上好。');
    expect((await stage.transcript(li, number)).every((line) => line.startsWith('✗'))).toBe(true);
    await stage.answers(dispatch, LI, '#甲\n#乙\n#丙\n#丁\n#戊');
    expect((await stage.letter('help', li, number)).text).toContain('#解决');
    expect(await stage.kinds('g@c7.example', number)).toEqual(['acknowledgement']);
  });
});
