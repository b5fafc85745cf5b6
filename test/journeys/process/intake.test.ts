import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dovecotMissing } from '../../support/dovecot.ts';
import { mailOf } from '../../support/mail.ts';
import { type Client, replyTo } from '../../support/reply.ts';
import { addressOf, CHEN, LI, openStage, STAFF, type Stage, TEAMS, ZHAO } from './stage.ts';

const PROBLEM = `你们好：

月度报表导出时报错，财务无法结账。

错误代码：EXP-5003
环境：报表系统 4.2，Chrome 130，Windows 11
紧急程度：高
客户公司：大客户有限公司
问题分类：系统故障
发生时间：今天 09:30
业务影响：核心功能不可用，影响 12 人

张三`;

const ENGLISH =
  'Hello,\n\nsince this morning the label printer is shown as offline, but the test page prints.\n\nEmily';

describe.skipIf(dovecotMissing)('a problem comes in', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage({
      desk: { name: '星云科技技术支持', domain: 'desk.example', timezone: 'Asia/Shanghai', numberPrefix: 'HD' },
      staff: STAFF,
      teams: TEAMS,
      calendar: { kind: 'working', hours: { 'mon-sun': '00:00-24:00' }, holidays: 'CN' },
      customers: [
        { company: 'Nord GmbH', domains: ['nord.example'], locale: 'en' },
        { company: '大客户有限公司', domains: ['big.example'] },
      ],
    });
  });
  afterAll(() => stage.close());

  it('with the form filled in, in any order, and is acknowledged with what was understood', async () => {
    const { number, acknowledgement } = await stage.opens({
      from: '张三 <zhang@c1.example>',
      subject: '月度报表导出报错',
      text: PROBLEM,
    });
    expect(number).toMatch(/^HD\d{8}\d{3,}$/);
    expect(acknowledgement.subject).toContain(`[${number}]`);
    for (const words of ['正在处理中', number, 'EXP-5003', '报表系统 4.2', '大客户有限公司', '系统故障', '影响 12 人'])
      expect(acknowledgement.text).toContain(words);
    const shown = await stage.shown(number);
    expect(shown).toMatchObject({
      number,
      company: '大客户有限公司',
      urgency: 'high',
      category: 'system_fault',
      requester: { name: '张三', address: 'zhang@c1.example' },
      team: 'backend',
      form: { errorCode: 'EXP-5003', environment: '报表系统 4.2，Chrome 130，Windows 11', occurredAt: '今天 09:30' },
    });
    const dispatch = await stage.letter('dispatch', 'li@staff.example', number);
    for (const words of ['客户自述', '系统故障', 'EXP-5003', '财务无法结账', '#接收', '#退回', '#进展', '#解决'])
      expect(dispatch.text).toContain(words);
    expect(dispatch.parsed.html).toMatch(/mailto:support(\+|%2B)[^"]*body=%23%E6%8E%A5%E6%94%B6/);
    expect((await stage.letter('follower_copy', 'zhao@staff.example', number)).text).toContain('EXP-5003');
  });

  it('and says until when it is answered, in the customer’s language, with the hours and the next holiday', async () => {
    const chinese = await stage.opens({
      from: '李 <li@c2.example>',
      subject: '打印机',
      text: '打印机显示脱机，请处理。',
    });
    expect(chinese.acknowledgement.text).toMatch(
      /工程师会在(?:今天|明天|\d{1,2}月\d{1,2}日（周.）) ?\d\d:\d\d 前答复您[\s\S]*^时间均为北京时间$/m,
    );
    expect(chinese.acknowledgement.text).toMatch(/服务时间：周一至周日 00:00–24:00；\d{1,2}月\d{1,2}日.*放假/);
    const english = await stage.opens({ from: 'Emily <emily@c3.example>', subject: 'Label printer', text: ENGLISH });
    expect(english.acknowledgement.text).toMatch(
      /by (?:today|tomorrow|\w{3} \d{1,2} \w{3},) \d\d:\d\d[\s\S]*^All times are Beijing time$/m,
    );
    expect(english.acknowledgement.text).toMatch(/Mon–Sun 00:00–24:00; closed [^(]+\([A-Z][A-Za-z' ]+\)/);
    const mail = mailOf({
      from: 'Olga <olga@c9.example>',
      subject: 'Scanner',
      text: ENGLISH.replace('printer', 'scanner'),
    });
    await stage.desk.mailbox.deliver(mail.replace(/^(Date: .*) \+0000$/m, '$1 +0100'));
    expect((await stage.letter('acknowledgement', 'olga@c9.example')).text).toMatch(/^All times are GMT\+01:00$/m);
    expect(english.acknowledgement.text).not.toMatch(/\p{Script=Han}{4,}放假/u);
  });

  it('and what was missing is filled in by the answer, in the lines themselves or in the quoted form', async () => {
    const clients: readonly Client[] = ['outlook-zh', 'outlook-html', 'qq', 'netease', 'gmail', 'apple-mail', 'iphone'];
    await Promise.all(
      clients.map(async (client) => {
        const from = `周 <zhou@${client}.example>`;
        const { number, acknowledgement } = await stage.opens({
          from,
          subject: `导出问题 ${client}`,
          text: `${client} 用户：导出没有反应，请看一下。`,
        });
        expect(acknowledgement.text).toMatch(/^错误代码：$/m);
        const words = '补充如下：\n错误代码：E-77\n紧急程度：高\n业务影响：生产停线';
        expect(await stage.answers(acknowledgement, from, words, { client })).toMatchObject({ outcome: 'appended' });
        const { form, urgency, urgencyReason } = await stage.ticket(number);
        expect({ client, code: form.errorCode, impact: form.businessImpact, urgency }).toEqual({
          client,
          code: 'E-77',
          impact: '生产停线',
          urgency: 'high',
        });
        expect(urgencyReason.source).toBe('claim');
      }),
    );
    const from = '吴 <wu@c4.example>';
    const { number, acknowledgement } = await stage.opens({
      from,
      subject: '权限',
      text: '新同事看不到菜单，请开通。',
    });
    const reply = replyTo(acknowledgement, from, '已在下面填写。', { client: 'apple-mail' });
    await stage.writes({ ...reply, text: reply.text.replace('> 环境信息：', '> 环境信息：Win 10 / Edge') });
    expect((await stage.ticket(number)).form).toMatchObject({ environment: 'Win 10 / Edge' });
    expect((await stage.ticket(number)).urgency).toBe('medium');
  });

  it('in the language of the mail, else the customer’s last, else the desk’s, unless one is set for the customer', async () => {
    const said = async (from: string, text: string) =>
      (await stage.opens({ from, subject: text.slice(0, 12), text })).acknowledgement.header('content-language');
    expect(await said('A <a@c5.example>', 'The export button does nothing at all since yesterday evening.')).toBe('en');
    expect(await said('A <a@c5.example>', 'E-1001 x9 404')).toBe('en');
    expect(await said('B <b@c6.example>', 'E-1002 x9 404')).toBe('zh-CN');
    expect(await said('C <c@nord.example>', '导出按钮没有反应，请尽快处理一下。')).toBe('en');
  });

  it('with a link to an oversized attachment, which is shown with its expiry', async () => {
    const { number, acknowledgement } = await stage.opens({
      from: '郑 <zheng@c7.example>',
      subject: '日志',
      text: '系统故障，日志见附件。\n问题分类：系统故障\n\n从QQ邮箱发来的超大附件\n日志.zip (120M, 2026年12月21日 10:30 到期)\n进入下载页面：https://wx.mail.qq.com/ftn/download?func=3&k=abc',
    });
    for (const letter of [acknowledgement, await stage.letter('dispatch', 'chen@staff.example', number)]) {
      expect(letter.text).toContain('https://wx.mail.qq.com/ftn/download?func=3&k=abc');
      expect(letter.text).toContain('2026年12月21日');
    }
  });

  it('by phone: staff mail the filled form, and the customer named in it gets the acknowledgement', async () => {
    await stage.writes({
      from: ZHAO,
      subject: '电话登记：无法登录',
      text: '客户公司：南方电子\n联系人：钱先生\n联系方式：qian@south.example\n问题分类：系统故障\n紧急程度：紧急\n问题描述：早上起全员无法登录',
    });
    const acknowledgement = await stage.letter('acknowledgement', 'qian@south.example');
    const number = /HD\d+/.exec(acknowledgement.subject)?.[0] ?? '';
    expect(await stage.transcript('zhao@staff.example', number)).toEqual([`✓ 已替客户登记：${number}`]);
    const ticket = await stage.shown(number);
    expect(ticket).toMatchObject({
      requester: { name: '钱先生', address: 'qian@south.example' },
      company: '南方电子',
      urgency: 'urgent',
    });
    expect(ticket.urgencyReason).not.toContain('claim');
    expect((await stage.letter('supervisor_notice', 'wang@staff.example', number)).text).toContain('全员无法登录');
    expect(await stage.kinds('zhao@staff.example', number)).not.toContain('acknowledgement');
    await stage.answers(acknowledgement, '钱先生 <qian@south.example>', '补充：重启后也不行。', { client: 'qq' });
    expect((await stage.shown(number)).messages.at(-1)).toMatchObject({
      visibility: 'public',
      text: expect.stringContaining('补充：重启后也不行。'),
    });
  });

  it('by a mail that staff forward: it is the customer’s, in the customer’s words', async () => {
    await stage.writes({
      from: ZHAO,
      subject: '转发: Scanner broken',
      text: `请帮忙登记，谢谢。\n\n-----原始邮件-----\n发件人: Grace Hopper <grace@navy.example>\n发送时间: 2026年11月23日 9:12\n收件人: 赵一线 <zhao@staff.example>\n主题: Scanner broken\n\nDear support, the scanner in hall 3 no longer reads any barcode. Please help us.\n\nGrace`,
    });
    const acknowledgement = await stage.letter('acknowledgement', 'grace@navy.example');
    const number = /HD\d+/.exec(acknowledgement.subject)?.[0] ?? '';
    await stage.letter('transcript', 'zhao@staff.example', number);
    const { requester, messages } = await stage.shown(number);
    expect(requester).toEqual({ name: 'Grace Hopper', address: 'grace@navy.example' });
    expect(messages[0]).toMatchObject({ from: { address: 'grace@navy.example' } });
    expect(messages[0]?.text).toContain('no longer reads any barcode');
    expect(messages[0]?.text).not.toContain('请帮忙登记');
    expect(acknowledgement.text).not.toContain('请帮忙登记');
  });

  it('by a mail that staff forward as a file: it is the customer’s too', async () => {
    const text =
      'Dear support, the label printer in hall 2 has printed empty labels since this morning. Please help us.';
    const from = 'Ada Lovelace <ada@engine.example>';
    const content = mailOf({ from, to: ZHAO, subject: 'Empty labels', text });
    await stage.writes({
      from: ZHAO,
      subject: '转发: Empty labels',
      text: '请帮忙登记，谢谢。',
      attachments: [{ name: 'Empty labels.eml', type: 'message/rfc822', content }],
    });
    const acknowledgement = await stage.letter('acknowledgement', 'ada@engine.example');
    const number = /HD\d+/.exec(acknowledgement.subject)?.[0] ?? '';
    expect(await stage.transcript('zhao@staff.example', number)).toEqual([`✓ 已替客户登记：${number}`]);
    const { requester, messages } = await stage.shown(number);
    expect(requester).toEqual({ name: 'Ada Lovelace', address: 'ada@engine.example' });
    expect(messages[0]?.text).toContain('printed empty labels');
    expect(messages[0]?.text).not.toContain('请帮忙登记');
  });

  it('encrypted: customer and staff are told, whoever vouches for the sender, until the words come in the clear', async () => {
    const from = '唐 <tang@c10.example>';
    const text = '-----BEGIN PGP MESSAGE-----\n\nhQEMA5vJAAAAAAAAAQf9\n=abcd\n-----END PGP MESSAGE-----';
    const { number, acknowledgement } = await stage.opens({ from, subject: '导出', text });
    expect(acknowledgement.text).toContain('经过加密，我们无法读取');
    const { assignee } = await stage.ticket(number);
    const dispatch = await stage.letter('dispatch', assignee ?? '', number);
    expect(dispatch.text).toContain('#询问');
    expect(dispatch.text).toContain('经过加密');
    await stage.answers(acknowledgement, from, '明文重发：导出报错 E-42。', { client: 'qq' });
    const relay = await stage.letter('relay', assignee ?? '', number);
    expect(relay.text).toContain('导出报错 E-42');
    expect(relay.text).not.toContain('客户的来信（或其中一部分）经过加密');
    await stage.writes({ from: '文 <wen@c11.example>', subject: '报表', text, proven: false });
    expect((await stage.letter('short_acknowledgement', 'wen@c11.example')).text).toContain('经过加密，我们无法读取');
  });

  it('and whatever the customer adds is relayed at once, with its files, to assignee and follower', async () => {
    const from = '冯 <feng@c8.example>';
    const { number, acknowledgement } = await stage.opens({
      from,
      subject: '报错',
      text: '问题分类：系统故障\n保存时报错。',
    });
    const { assignee } = await stage.ticket(number);
    const attachments = [
      { name: '错误日志.txt', type: 'text/plain', content: 'E-42 at line 7' },
      { name: 'run.exe', type: 'application/octet-stream', content: 'MZ' },
    ];
    await stage.answers(acknowledgement, from, '日志请见附件。', { client: 'outlook-zh', attachments });
    for (const to of [assignee ?? '', 'zhao@staff.example']) {
      const relay = await stage.letter('relay', to, number);
      expect(relay.text).toContain('日志请见附件。');
      expect(relay.parsed.attachments.map(({ filename }) => filename)).toEqual(['错误日志.txt']);
      expect(relay.text).toContain('run.exe（可执行文件）');
    }
    const said = (await stage.shown(number)).messages.filter(({ direction }) => direction === 'in');
    expect(said.at(-1)?.attachments.map(({ name }) => name)).toEqual(['错误日志.txt', 'run.exe']);
  });

  it('copied to a colleague, who gets nothing until staff let them in', async () => {
    const from = '何 <he@big.example>';
    const { number } = await stage.opens({
      from,
      cc: '许 <xu@big.example>',
      subject: '数据不一致',
      text: '问题分类：数据问题\n库存数量和订单对不上。',
    });
    const { assignee } = await stage.ticket(number);
    const dispatch = await stage.letter('dispatch', assignee ?? '', number);
    expect(dispatch.text).toContain('xu@big.example');
    const engineer = assignee === 'li@staff.example' ? LI : '陈工 <chen@staff.example>';
    await stage.answers(dispatch, engineer, '#答复\n正在核对。');
    await stage.letter('public_reply', 'he@big.example', number);
    expect(await stage.kinds('xu@big.example', number)).toEqual([]);
    const copy = await stage.letter('follower_copy', 'zhao@staff.example', number);
    await stage.answers(copy, ZHAO, '#放行 nobody@big.example');
    expect((await stage.transcript('zhao@staff.example', number))[0]).toMatch(/^✗ .*没有抄送过这个人.*xu@big.example/);
    await stage.answers(copy, ZHAO, '#放行 xu@big.example', { client: 'outlook-zh' });
    expect((await stage.transcript('zhao@staff.example', number))[0]).toMatch(/^✓ .*已加入/);
    await stage.answers(dispatch, engineer, '#答复\n已核对完毕，差异来自退货单。');
    expect((await stage.letter('public_reply', 'xu@big.example', number)).text).toContain('退货单');
  });

  it('copied to a colleague, whom the customer lets in with the prepared answer', async () => {
    const from = '吕 <lv@big.example>';
    const { number, acknowledgement } = await stage.opens({
      from,
      cc: '施 <shi@big.example>',
      subject: '打印偏移',
      text: '问题分类：系统故障\n标签整体右移两毫米。',
    });
    const { assignee } = await stage.ticket(number);
    const engineer = assignee === addressOf(LI) ? LI : CHEN;
    await stage.answers(await stage.letter('dispatch', assignee ?? '', number), engineer, '#询问\n是哪几台？');
    const [, body = ''] =
      /mailto:[^"]*body=(%23%E6%94%BE%E8%A1%8C[^"]*)"/.exec(acknowledgement.parsed.html || '') ?? [];
    expect(decodeURIComponent(body)).toBe('#放行 shi@big.example');
    // Plain words do as well as the prepared answer.
    await stage.answers(acknowledgement, from, '同意 shi@big.example 查看', { client: 'netease' });
    const news = await stage.letter('news', 'shi@big.example', number);
    expect((await stage.ticket(number)).state).toBe('pending');
    await stage.answers(news, '施 <shi@big.example>', '补充：只有三号打印机这样。', { client: 'qq' });
    expect((await stage.ticket(number)).state).toBe('in_progress');
    for (const words of ['同意 shi@big.example 查看', '只有三号打印机这样。'])
      expect((await stage.letter('relay', assignee ?? '', number)).text).toContain(words);
    expect((await stage.shown(number)).messages.at(-1)).toMatchObject({ visibility: 'public' });
  });

  it('and every letter about it carries its number', async () => {
    await stage.desk.allSent();
    const about = (await stage.desk.letters()).filter(({ ticket }) => ticket !== null);
    expect(about.length).toBeGreaterThan(30);
    for (const { subject, ticket } of about) expect(subject).toContain(`[${ticket}]`);
  });
});
