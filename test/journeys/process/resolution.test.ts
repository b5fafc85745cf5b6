import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dovecotMissing } from '../../support/dovecot.ts';
import type { ReceivedMail } from '../../support/postbox.ts';
import type { Client } from '../../support/reply.ts';
import { addressOf, CHEN, LI, openStage, STAFF, type Stage, TEAMS, WANG, ZHAO } from './stage.ts';

const li = addressOf(LI);
const zhao = addressOf(ZHAO);
const wang = addressOf(WANG);
const SOLUTION = `#解决
原因：磁盘写满，数据库无法写入
解决步骤：
1. 清理旧日志
2. 扩容到 200 GB
类型：修复
临时方案：导出到本地
验证：已用贵公司数据导出成功
参考资料：运维手册 4.2
涉及资源：DBA 组、备份机房
工时：李工 1.5h，陈工 2 小时
交接班时请留意`;

/** The address behind one of the two links of a resolution. */
const offered = ({ text }: ReceivedMail, words: string): string =>
  new RegExp(`${words}[：:]\\s*(\\S+@[a-z.]+)`).exec(text)?.[1] ?? '';

describe.skipIf(dovecotMissing)('a solution', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage({
      staff: STAFF.filter(({ email }) => email !== addressOf(CHEN)),
      teams: TEAMS,
      confirm: { remindAfter: '20s', closeAfter: '15s', reopenWithin: '1h' },
    });
  });
  afterAll(() => stage.close());

  const resolved = async (from: string, subject: string, words = SOLUTION) => {
    const text = `问题分类：系统故障\n${subject}，请处理。`;
    const { number } = await stage.opens({ from, subject, text });
    const dispatch = await stage.letter('dispatch', li, number);
    const attachments = [{ name: '操作手册.pdf', type: 'application/pdf', content: '%PDF-1.4' }];
    await stage.answers(dispatch, LI, words, { client: 'outlook-zh', attachments });
    return { number, dispatch, resolution: await stage.letter('resolution', addressOf(from), number) };
  };

  it('needs a cause and steps, goes to the customer with its files and to the follower, and asks whether it is one', async () => {
    const { number, dispatch } = await stage
      .opens({ from: '甲 <a@r1.example>', subject: '缺', text: '问题分类：系统故障\n缺。' })
      .then(async ({ number }) => ({ number, dispatch: await stage.letter('dispatch', li, number) }));
    await stage.answers(dispatch, LI, '#解决\n已经好了');
    expect(await stage.transcript(li, number)).toEqual(['✗ #解决: 缺少必填内容：原因、解决步骤']);
    expect(await stage.ticket(number)).toMatchObject({ state: 'assigned', resolution: null });

    const { number: second, resolution } = await resolved('乙 <b@r2.example>', '导出失败');
    for (const words of ['磁盘写满', '1. 清理旧日志', '2. 扩容到 200 GB', '导出到本地', '导出成功', '运维手册 4.2'])
      expect(resolution.text).toContain(words);
    expect(resolution.text).toContain('类型：修复');
    expect(resolution.text).not.toMatch(/信息技术部|#解决|DBA|机房|工时|小时/);
    expect(resolution.parsed.attachments.map(({ filename }) => filename)).toEqual(['操作手册.pdf']);
    expect(resolution.header('auto-submitted')).toBe('');
    expect(resolution.text).toMatch(
      /问题已解决[：:]\s*support\+\S+@desk\.example[\s\S]*仍有疑问[：:]\s*support\+\S+@desk\.example/,
    );
    expect(resolution.parsed.html).toMatch(
      /href="mailto:support\+[^"]+body=%E9%97%AE%E9%A2%98%E5%B7%B2%E8%A7%A3%E5%86%B3"/,
    );
    const copy = await stage.letter('resolution_copy', zhao, second);
    for (const words of ['磁盘写满', 'DBA 组、备份机房', '工时（不发给客户）：3.5 小时'])
      expect(copy.text).toContain(words);
    expect(await stage.ticket(second)).toMatchObject({ state: 'resolved', resolution: { kind: 'fix' } });
  });

  it.each<[string, Client, string]>([
    ['问题已解决，谢谢！', 'outlook-zh', 'c1'],
    ['没有疑问了，可以关闭。', 'qq', 'c2'],
    ['It works now, thank you very much.', 'gmail', 'c3'],
    ['已经好了，辛苦了', 'iphone', 'c4'],
    ['Solved.', 'outlook-html', 'c5'],
    ['问题已经解决了。', 'netease', 'c6'],
  ])('is confirmed by “%s” from %s, and the ticket closed with a request to rate it', async (words, client, name) => {
    const from = `丙 <${name}@r3.example>`;
    const { number, resolution } = await resolved(from, `确认 ${client}`);
    await stage.answers(resolution, from, words, { client });
    expect(await stage.ticket(number)).toMatchObject({ state: 'closed', closing: { confirmedBy: 'mail' } });
    const closing = await stage.letter('closing', addressOf(from), number);
    expect(closing.text).toContain('满意度');
  });

  it('is confirmed by the address of the prepared answer, whatever the text says, but not against it', async () => {
    const from = '丁 <d@r4.example>';
    const first = await resolved(from, '预置答复');
    await stage.writes({ from, to: offered(first.resolution, '问题已解决'), subject: '答复', text: '好的' });
    expect((await stage.ticket(first.number)).state).toBe('closed');
    const second = await resolved(from, '预置答复二');
    await stage.writes({
      from,
      to: offered(second.resolution, '问题已解决'),
      subject: '答复',
      text: '还是不行，照样报错。',
    });
    expect((await stage.ticket(second.number)).state).toBe('resolved');
    expect((await stage.letter('unclear_reply', zhao, second.number)).text).toContain('还是不行，照样报错。');
  });

  it.each<[string, Client, string]>([
    ['还是不行，点导出仍然报 E-9。', 'outlook-zh', 'e1'],
    ['没有解决，和之前一样。', 'apple-mail', 'e2'],
    ['Unfortunately the export is still broken.', 'gmail', 'e3'],
    ['仍有疑问：\n重启以后又出现了。', 'qq', 'e4'],
  ])(
    'that is none (“%s”, %s) starts the analysis again, one level up, on the second line',
    async (words, client, name) => {
      const from = `戊 <${name}@r5.example>`;
      const { number, resolution } = await resolved(from, `未解决 ${client}`);
      await stage.answers(resolution, from, words, { client });
      const ticket = await stage.ticket(number);
      expect(ticket).toMatchObject({
        state: 'assigned',
        urgency: 'high',
        team: 'second',
        line: 2,
        assignee: 'sun@staff.example',
        reopenCount: 1,
      });
      const said = words.split('\n').at(-1) ?? '';
      expect((await stage.letter('escalation', wang, number)).text).toContain(said);
      const reopened = await stage.letter('reopened', addressOf(from), number);
      expect(reopened.text).toMatch(/会重新分析[\s\S]*我们会在.+ 前告诉您新的进展/);
      expect(reopened.text).not.toContain('已经重新分析');
      const dispatch = await stage.letter('dispatch', 'sun@staff.example', number);
      expect(dispatch.text).toMatch(
        /升级给您[\s\S]*【客户最新反馈】[\s\S]*【上次的方案（没有解决）】[\s\S]*清理旧日志/,
      );
      expect(dispatch.text).toMatch(new RegExp(`【问题描述】[^【]*未解决 ${client}`));
      expect(dispatch.text).toContain(said);
      const gone = await stage.letter('reassigned', 'li@staff.example', number);
      expect(gone.text).toMatch(/您不必再处理/);
      expect(gone.text).not.toContain('#解决');
    },
  );

  it('answered unclearly changes nothing: the follower is asked; thanks alone change nothing either, but it closes on silence', async () => {
    const from = '己 <f@r6.example>';
    const { number, resolution } = await resolved(from, '不明确');
    await stage.answers(resolution, from, '导出好了，但是打印又有新的问题，怎么办？', { client: 'netease' });
    expect((await stage.letter('unclear_reply', zhao, number)).text).toContain('打印又有新的问题');
    expect((await stage.ticket(number)).state).toBe('resolved');
    const second = await resolved('庚 <g@r7.example>', '只说谢谢');
    await stage.answers(second.resolution, '庚 <g@r7.example>', '谢谢！', { client: 'outlook-zh' });
    const thanked = await stage.ticket(second.number);
    expect(thanked).toMatchObject({ state: 'resolved', unclearAt: null, clocks: [{ kind: 'confirm_close' }] });
    expect(await stage.kinds(zhao, second.number)).not.toContain('unclear_reply');
  });

  it('that nobody answers is asked about once more, then closed with a word on how to reopen it', async () => {
    const from = '辛 <h@r8.example>';
    const { number } = await resolved(from, '没有回音');
    const reminder = await stage.letter('confirm_reminder', 'h@r8.example', number);
    expect(reminder.text).toMatch(/仍有疑问/);
    const closed = await stage.letter('closed_on_silence', 'h@r8.example', number);
    expect(closed.text).toMatch(/仍有疑问[\s\S]*重新打开/);
    const ticket = await stage.shown(number);
    expect(ticket).toMatchObject({ state: 'closed', closing: { confirmedBy: 'silence', satisfaction: null } });
    await stage.answers(closed, from, '刚休假回来，还是不行。', { client: 'outlook-html' });
    expect(await stage.ticket(number)).toMatchObject({ state: 'assigned', reopenCount: 1 });
  });

  it('leaves a record: the solution, the times, the resources, how it was confirmed, and the rating from the reply', async () => {
    const from = '壬 <i@r9.example>';
    const { number, resolution } = await resolved(from, '记录');
    await stage.answers(resolution, from, '问题已解决');
    const closing = await stage.letter('closing', 'i@r9.example', number);
    for (const reader of [li, zhao]) {
      const record = await stage.letter('closing_record', reader, number);
      for (const words of [
        '客户确认已解决',
        '解决人：李工',
        '处理用时：',
        'DBA 组、备份机房',
        '工时：3.5 小时',
        '客户来信确认',
        '清理旧日志',
      ])
        expect(record.text).toContain(words);
      expect((await stage.kinds(reader, number)).filter((kind) => kind === 'relay')).toEqual([]);
    }
    expect(await stage.kinds(wang, number)).not.toContain('closing_record');
    await stage.answers(closing, from, '满意度：5\n服务很好', { client: 'iphone' });
    const shown = await stage.shown(number);
    expect(shown).toMatchObject({
      state: 'closed',
      reopenCount: 0,
      closing: {
        solution: '1. 清理旧日志\n2. 扩容到 200 GB',
        resources: 'DBA 组、备份机房\n交接班时请留意',
        effortMinutes: 210,
        confirmedBy: 'mail',
        satisfaction: 5,
        handlingMinutes: expect.any(Number),
        minutesByState: { in_progress: expect.any(Number), resolved: expect.any(Number) },
      },
    });
    await stage.answers(closing, from, '对了，下个月的培训怎么报名？', { client: 'gmail' });
    expect((await stage.letter('unclear_reply', zhao, number)).text).toContain('培训怎么报名');
    expect((await stage.ticket(number)).state).toBe('closed');
  });

  it('may be confirmed by phone, by a command', async () => {
    const { number, dispatch } = await resolved('癸 <j@r10.example>', '电话');
    await stage.transcript(li, number);
    await stage.answers(dispatch, LI, '#关闭 电话确认，张经理');
    expect(await stage.transcript(li, number)).toEqual(['✓ #关闭 电话确认，张经理: 问题已关闭']);
    expect((await stage.shown(number)).closing).toMatchObject({ confirmedBy: '电话确认，张经理' });
    await stage.letter('closing', 'j@r10.example', number);
    await stage.answers(dispatch, LI, '#重新打开 客户又来电');
    expect(await stage.ticket(number)).toMatchObject({
      state: 'assigned',
      assignee: li,
      reopenCount: 1,
      urgency: 'medium',
    });
  });
});

describe.skipIf(dovecotMissing)('a solution where the front line has the last word', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage({
      staff: STAFF.filter(({ teams }) => teams[0] !== 'second'),
      teams: [TEAMS[0]],
      resolution: { via: 'frontline' },
      confirm: { reopenWithin: '2s' },
    });
  });
  afterAll(() => stage.close());

  it('waits for the follower’s release, and then takes its files along', async () => {
    const from = 'Anna <anna@r11.example>';
    const { number } = await stage.opens({
      from,
      subject: 'Export fails',
      text: 'Category: system fault\nThe export stops half way through with an error.',
    });
    const engineer = (await stage.ticket(number)).assignee === li ? LI : CHEN;
    const dispatch = await stage.letter('dispatch', addressOf(engineer), number);
    const attachments = [{ name: 'fix.pdf', type: 'application/pdf', content: '%PDF-1.4 fix' }];
    await stage.answers(dispatch, engineer, '#resolve\nCause: disk full\nSteps: space was made', { attachments });
    expect((await stage.transcript(addressOf(engineer), number))[0]).toContain('等待放行：赵一线');
    const request = await stage.letter('release_request', zhao, number);
    expect(request.text).toContain('space was made');
    expect(request.parsed.attachments.map(({ filename }) => filename)).toEqual(['fix.pdf']);
    expect(await stage.kinds('anna@r11.example', number)).toEqual(['acknowledgement']);
    await stage.answers(request, ZHAO, '#放行', { client: 'qq' });
    const resolution = await stage.letter('resolution', 'anna@r11.example', number);
    expect(resolution.text).toContain('space was made');
    expect(resolution.text).toMatch(/Solved: support\+\S+@/);
    expect(resolution.text).toContain(engineer === LI ? '李工' : '陈工');
    expect(resolution.text).not.toContain('赵一线');
    expect(resolution.parsed.attachments.map(({ filename, content }) => [filename, content.toString()])).toEqual([
      ['fix.pdf', '%PDF-1.4 fix'],
    ]);
    await stage.answers(resolution, from, 'Still broken, I get the same error.', { client: 'gmail' });
    const ticket = await stage.ticket(number);
    expect(ticket).toMatchObject({ state: 'assigned', line: 1, urgency: 'high' });
    expect(ticket.assignee).not.toBe(addressOf(engineer));
  });

  it('and a mail long after the closing opens a new ticket that names the old one', async () => {
    const from = 'Bert <bert@r12.example>';
    const { number } = await stage.opens({
      from,
      subject: 'No access',
      text: 'I cannot open the orders page any more.',
    });
    const dispatch = await stage.letter('dispatch', zhao, number);
    await stage.answers(dispatch, ZHAO, '#close by phone');
    const closing = await stage.letter('closing', 'bert@r12.example', number);
    const { closedAt } = await stage.ticket(number);
    await stage.opens({
      from: 'Cleo <cleo@r13.example>',
      subject: 'Other',
      text: 'Something else altogether is wrong here.',
    });
    await stage.becomes(number, 'closed for two seconds', () => Date.now() - (closedAt?.getTime() ?? 0) > 2_500);
    const row = await stage.answers(closing, from, 'It is still broken, I see the same message again.', {
      client: 'gmail',
    });
    expect(row).toMatchObject({ outcome: 'ticketed', reason: `follows up ${number}` });
    expect(await stage.ticket(row.ticket ?? '')).toMatchObject({ linkedTo: [number] });
    expect((await stage.letter('dispatch', zhao, row.ticket ?? '')).text).toContain(number);
    expect((await stage.ticket(number)).state).toBe('closed');
  });
});
