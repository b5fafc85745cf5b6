import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dovecotMissing } from '../../support/dovecot.ts';
import { mailOf } from '../../support/mail.ts';
import { until } from '../../support/until.ts';
import { CHEN, LI, openStage, STAFF, type Stage, SUN, TEAMS, WANG, ZHAO } from './stage.ts';

/** Longer than a busy machine takes for what comes before somebody accepts. */
const ACCEPT_WITHIN_MS = 10_000;
const DESK = {
  staff: STAFF.map((each) => (each.email === 'chen@staff.example' ? { ...each, capacity: 4 } : each)),
  teams: TEAMS,
  limits: { acknowledgements: { perSenderHour: 0, perSenderDay: 0, perDomainHour: 0, perHour: 0 } },
};
const FAULT = '问题分类：系统故障\n保存订单时一直转圈，日志里有 E-9。';
const people = new Map([LI, CHEN, SUN, ZHAO, WANG].map((from) => [/<(.*)>/.exec(from)?.[1] ?? '', from]));
const personOf = (email: string | null): string => people.get(email ?? '') ?? '';

/** Takes what the webhooks are sent. */
async function startHook(): Promise<{ url: string; calls: string[]; server: Server }> {
  const calls: string[] = [];
  const server = createServer((request, response) => {
    request
      .setEncoding('utf8')
      .toArray()
      .then((parts) => {
        calls.push(parts.join(''));
        response.end('{"errcode":0}');
      });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`, calls, server };
}

describe.skipIf(dovecotMissing)('a problem is dispatched', () => {
  let stage: Stage;
  let hook: Awaited<ReturnType<typeof startHook>>;
  beforeAll(async () => {
    hook = await startHook();
    stage = await openStage({
      ...DESK,
      rules: [
        { when: { words: ['无法使用', 'production down'] }, set: { urgency: 'urgent', category: 'system_fault' } },
        { when: { words: ['报错'], from: '*@vip.example' }, set: { urgency: 'high' } },
      ],
      acceptWithin: '1h',
      acceptRounds: 2,
      alerts: {
        webhooks: [
          { kind: 'generic', url: hook.url },
          { kind: 'wecom', url: hook.url },
        ],
      },
    });
  });
  afterAll(async () => {
    await stage.close();
    hook.server.close();
  });

  it('to the one who carries least for their capacity, also when many come at once', async () => {
    await stage.desk.mailbox.deliverMany(
      Array.from({ length: 12 }, (_, at) =>
        mailOf({ from: `c${at}@many.example`, subject: `订单保存 ${at}`, text: `第 ${at} 家客户。\n${FAULT}` }),
      ),
    );
    await stage.desk.settled(12);
    const carried = Map.groupBy(await stage.desk.tickets(), ({ assignee }) => assignee);
    expect({ li: carried.get('li@staff.example')?.length, chen: carried.get('chen@staff.example')?.length }).toEqual({
      li: 8,
      chen: 4,
    });
    const tickets = await stage.desk.tickets();
    expect(new Set(tickets.map(({ follower }) => follower))).toEqual(new Set(['zhao@staff.example']));
    for (const { number, assignee } of tickets) {
      const dispatch = await stage.letter('dispatch', assignee ?? '', number);
      await stage.answers(dispatch, personOf(assignee), '#关闭 测试');
    }
  });

  it('with the reason of its urgency, urgent to the supervisor and through the webhooks without any content', async () => {
    const from = '钱 <qian@factory.example>';
    const { number } = await stage.opens({ from, subject: '系统无法使用', text: '全厂无法使用，请立即处理！' });
    const { assignee } = await stage.ticket(number);
    const dispatch = await stage.letter('dispatch', assignee ?? '', number);
    expect(dispatch.text).toMatch(/紧急程度：紧急（规则：无法使用）/);
    const notice = await stage.letter('supervisor_notice', 'wang@staff.example', number);
    expect(notice.text).toContain('全厂无法使用，请立即处理！');
    const calls = await until('both webhooks to be called', () => {
      const about = hook.calls.filter((call) => call.includes(number));
      return about.length >= 2 ? about : undefined;
    });
    for (const call of calls) {
      expect(call).toMatch(/紧急|urgent/i);
      expect(call).not.toMatch(/全厂|qian|factory|无法使用/);
    }
    await stage.answers(dispatch, personOf(assignee), '#备注\n已电话联系机房。', { client: 'outlook-zh' });
    expect((await stage.letter('note', 'wang@staff.example', number)).text).toContain('已电话联系机房。');
    await stage.answers(
      dispatch,
      personOf(assignee),
      '#进展\n已排查方向：网络\n当前进展：机房断电\n下一步计划：恢复供电',
    );
    for (const to of ['wang@staff.example', 'zhao@staff.example'])
      expect((await stage.letter('progress', to, number)).text).toContain('机房断电');
    await stage.answers(dispatch, personOf(assignee), '#关闭 电话确认');
  });

  it('on the front line when no team lists its category, who answer it or pass it on with one command', async () => {
    const from = '孙 <sun@c1.example>';
    const { number } = await stage.opens({ from, subject: '怎么改密码', text: '请问在哪里修改登录密码？' });
    expect(await stage.ticket(number)).toMatchObject({ assignee: 'zhao@staff.example', team: null, category: 'other' });
    const dispatch = await stage.letter('dispatch', 'zhao@staff.example', number);
    await stage.answers(dispatch, ZHAO, '#解决\n原因：不熟悉界面\n解决步骤：右上角头像 → 修改密码', { client: 'qq' });
    expect((await stage.letter('resolution', 'sun@c1.example', number)).text).toContain('右上角头像');

    const second = await stage.opens({ from: '周 <zhou@c2.example>', subject: '导出为空', text: '导出的文件是空的。' });
    const offer = await stage.letter('dispatch', 'zhao@staff.example', second.number);
    await stage.answers(offer, ZHAO, '#分类 数据问题\n#紧急程度 高');
    expect(await stage.transcript('zhao@staff.example', second.number)).toEqual([
      '✓ #分类 数据问题: 分类已改为：数据问题',
      '✓ #紧急程度 高: 紧急程度已改为：高',
    ]);
    const { assignee, urgencyReason } = await stage.ticket(second.number);
    expect(['li@staff.example', 'chen@staff.example']).toContain(assignee);
    expect(urgencyReason.source).toBe('staff');
    const passed = await stage.letter('dispatch', assignee ?? '', second.number);
    expect(passed.text).toContain('导出的文件是空的。');
    expect(passed.text).not.toMatch(/【问题描述】\s*(?:> )?#/);
    await stage.answers(passed, personOf(assignee), '#转派 孙工');
    const third = await stage.letter('dispatch', 'sun@staff.example', second.number);
    expect(third.text).toContain('导出的文件是空的。');
    await stage.answers(third, SUN, '#关闭 测试');
  });

  it('with the customer’s background, and once declined to the next, who gets the problem and not the refusal', async () => {
    const from = '吴 <wu@vip.example>';
    const first = await stage.opens({ from, subject: '报错', text: '问题分类：系统故障\n登录时报错 E-1。' });
    const { assignee: before } = await stage.ticket(first.number);
    const dispatch = await stage.letter('dispatch', before ?? '', first.number);
    expect(dispatch.text).toContain('规则：报错');
    await stage.answers(dispatch, personOf(before), '#解决\n原因：证书过期\n解决步骤：更换证书');
    const resolution = await stage.letter('resolution', 'wu@vip.example', first.number);
    await stage.answers(resolution, from, '已解决，谢谢。满意度：4', { client: 'netease' });
    await stage.letter('closing', 'wu@vip.example', first.number);

    const attachments = [{ name: '截图.png', type: 'image/png', content: 'not really a picture' }];
    const { number } = await stage.opens({
      from,
      subject: '再次报错',
      text: '问题分类：系统故障\n打印时报错 E-2。',
      attachments,
    });
    const { assignee: declining } = await stage.ticket(number);
    const offer = await stage.letter('dispatch', declining ?? '', number);
    expect(offer.text).toMatch(/此前提过 1 个问题，目前未结 0 个，最近一次满意度 4 分/);
    expect(offer.parsed.attachments.map(({ filename }) => filename)).toEqual(['截图.png']);
    await stage.answers(offer, personOf(declining), '#退回 今天休假', { client: 'outlook-html' });
    const { assignee } = await stage.becomes(number, 'to be with somebody else', (now) => now.assignee !== declining);
    const again = await stage.letter('dispatch', assignee ?? '', number);
    expect(again.text).toMatch(/【问题描述】[^【]*打印时报错 E-2。/);
    expect(again.text).toMatch(/退回了这个问题，现在转给您。\s*【退回原因】[^【]*今天休假/);
    expect(again.parsed.attachments.map(({ filename }) => filename)).toEqual(['截图.png']);
    expect((await stage.transcript(declining ?? '', number))[0]).toContain('已退回');
    await stage.answers(again, personOf(assignee), '#关闭 测试');
  });

  it('and any reply of the assignee but a refusal accepts it', async () => {
    const { number } = await stage.opens({ from: '王 <wang@c4.example>', subject: '很慢', text: FAULT });
    const { assignee } = await stage.ticket(number);
    const offer = await stage.letter('dispatch', assignee ?? '', number);
    await stage.answers(offer, personOf(assignee), '好的，我先看日志。', { client: 'apple-mail' });
    const transcript = await stage.letter('transcript', assignee ?? '', number);
    expect(transcript.text).toContain('没有发给客户');
    expect(transcript.parsed.html).toMatch(/mailto:[^"]*body=%23%E7%AD%94%E5%A4%8D[^"]*%E6%88%91%E5%85%88%E7%9C%8B/);
    expect(await stage.ticket(number)).toMatchObject({ state: 'in_progress', respondedAt: null });
    expect(await stage.kinds('wang@c4.example', number)).toEqual(['acknowledgement']);
  });
});

describe.skipIf(dovecotMissing)('a problem that nobody accepts is dispatched', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage({ ...DESK, acceptWithin: `${ACCEPT_WITHIN_MS / 1000}s`, acceptRounds: 2 });
  });
  afterAll(() => stage.close());

  it('not accepted in time to the next, never the silent one, and after two rounds to the supervisor', async () => {
    const from = '郑 <zheng@c3.example>';
    const { number } = await stage.opens({ from, subject: '没有声音', text: FAULT });
    const { createdAt } = await stage.ticket(number);
    // The assignee may be the next one by now; letters stay.
    const offeredTo = async (): Promise<string[]> =>
      (await stage.desk.letters())
        .filter(({ kind, ticket }) => kind === 'dispatch' && ticket === number)
        .map(({ toAddress }) => toAddress);
    const [first = ''] = await offeredTo();
    const offer = await stage.letter('dispatch', first, number);
    await stage.letter('accept_lapsed', first, number);
    const [, second = ''] = await offeredTo();
    expect(new Set([first, second])).toEqual(new Set(['li@staff.example', 'chen@staff.example']));
    expect((await stage.letter('dispatch', second, number)).text).toContain('日志里有 E-9');
    const lapsed = (await stage.shown(number)).history.find(({ event }) => event === 'accept_lapsed');
    expect(new Date(lapsed?.at ?? 0).getTime() - createdAt.getTime()).toBeLessThan(2 * ACCEPT_WITHIN_MS);
    await stage.letter('accept_lapsed', second, number);
    const supervisor = await stage.letter('dispatch', 'wang@staff.example', number);

    await stage.answers(offer, personOf(first), '#接收\n我在看了，怀疑是磁盘。', { client: 'iphone' });
    const tooLate = await stage.letter('too_late', first, number);
    expect(tooLate.text).toContain('已由王主管处理');
    expect((await stage.letter('note', 'wang@staff.example', number)).text).toContain('怀疑是磁盘');
    await stage.answers(offer, personOf(first), '还有一点：重启过。', { client: 'gmail' });
    await stage.letter('too_late', first, number);
    await stage.answers(offer, personOf(first), '#进展\n当前进展：已更换磁盘');
    await stage.letter('too_late', first, number);
    const { assignee, state, lastProgressAt } = await stage.ticket(number);
    expect({ assignee, state, lastProgressAt }).toEqual({
      assignee: 'wang@staff.example',
      state: 'assigned',
      lastProgressAt: null,
    });
    const notes = (await stage.shown(number)).messages.filter(({ from }) => from.address === first);
    expect(notes.map(({ visibility }) => visibility)).toEqual(['internal', 'internal', 'internal']);
    await stage.answers(supervisor, WANG, '收到，我来处理。');
    expect(await stage.ticket(number)).toMatchObject({ state: 'in_progress' });
    expect(await stage.kinds('zheng@c3.example', number)).toEqual(['acknowledgement']);
  });
});

describe.skipIf(dovecotMissing)('a problem on a quiet desk is dispatched', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage({ staff: STAFF, teams: TEAMS });
  });
  afterAll(() => stage.close());

  it('to the one who has waited longest, where all carry the same', async () => {
    const turns: string[] = [];
    for (const name of ['d1', 'd2', 'd3', 'd4']) {
      const { number } = await stage.opens({
        from: `轮 <${name}@turns.example>`,
        subject: `轮流 ${name}`,
        text: FAULT,
      });
      const { assignee } = await stage.ticket(number);
      turns.push(assignee ?? '');
      await stage.answers(await stage.letter('dispatch', assignee ?? '', number), personOf(assignee), '#关闭 测试');
    }
    expect(new Set(turns.slice(0, 2))).toEqual(new Set(['li@staff.example', 'chen@staff.example']));
    expect(turns.slice(2)).toEqual(turns.slice(0, 2));
  });
});
