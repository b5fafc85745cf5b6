import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dovecotMissing } from '../support/dovecot.ts';
import type { ReceivedMail } from '../support/postbox.ts';
import { addressOf, CHEN, LI, openStage, STAFF, type Stage, TEAMS, WANG } from './process/stage.ts';

const SOLUTION = '原因：导出服务的内存上限过低\n解决步骤：1. 内存上限调到 2 GB\n2. 重启导出服务';
const PROBLEM = '问题分类：系统故障\n超过 5 万行的报表导出到一半就中断，页面提示“系统繁忙”，错误代码 EXP-5003。';

describe.skipIf(dovecotMissing)('what was solved once is known', () => {
  let stage: Stage;
  let number: string;
  let draft: ReceivedMail;
  let dispatched: ReceivedMail;
  beforeAll(async () => {
    const ann = { name: 'Ann Lead', email: 'ann@staff.example', roles: ['supervisor'], locale: 'en' };
    stage = await openStage({ staff: [...STAFF, ann], teams: TEAMS });
  });
  afterAll(() => stage.close());

  const searched = async (words: string) => {
    const { code, stdout, stderr } = await stage.desk.tsdesk(['kb', 'search', words, '--json']);
    expect([code, stderr]).toEqual([0, []]);
    return stdout.map((line) => JSON.parse(line));
  };
  const engineerOf = async (ticket: string): Promise<string> =>
    (await stage.ticket(ticket)).assignee === 'li@staff.example' ? LI : CHEN;

  it('a solution becomes a draft once the ticket is closed, without the customer’s name, and every supervisor is asked in their language', async () => {
    const from = '张敏 <zhangmin@bigcustomer.example>';
    ({ number } = await stage.opens({
      from,
      subject: '【报表】大报表导出中断',
      text: `${PROBLEM}\n请联系张敏 13812345678。`,
    }));
    const engineer = await engineerOf(number);
    const dispatch = await stage.letter('dispatch', engineer.replace(/.*<|>/g, ''), number);
    await stage.answers(dispatch, engineer, `#解决\n${SOLUTION}\n注意事项：重启时导出会中断`);
    const resolution = await stage.letter('resolution', 'zhangmin@bigcustomer.example', number);
    expect(await searched('报表导出中断')).toEqual([]);
    await stage.answers(resolution, from, '问题已解决');
    draft = await stage.letter('knowledge_draft', 'wang@staff.example');
    const english = await stage.letter('knowledge_draft', 'ann@staff.example');
    // It says why it came: the mail that closed the ticket.
    const written = (await stage.desk.letters()).filter(({ kind }) => kind === 'knowledge_draft' || kind === 'closing');
    expect(new Set(written.map(({ mailId }) => mailId)).size).toBe(1);
    expect(written[0]?.mailId).not.toBeNull();
    expect(draft.subject).toContain('请审核知识草稿：大报表导出中断');
    expect(english.subject).toContain('Please review');
    for (const part of [number, '内存上限过低', '重启导出服务', 'EXP-5003', '模块：报表', '重启时导出会中断'])
      expect(draft.text).toContain(part);
    for (const personal of ['张敏', '13812345678', 'zhangmin']) expect(draft.text).not.toContain(personal);
    expect(await searched('报表导出中断')).toMatchObject([
      { state: 'draft', category: 'system_fault', title: '大报表导出中断' },
    ]);
  });

  it('nobody is told of a draft before it is approved, and only supervisors approve', async () => {
    const asked = await stage.writes({ from: LI, subject: '查一下', text: '#知识库 报表导出中断' });
    expect(asked.outcome).toBe('command');
    const answer = await stage.letter('knowledge', 'li@staff.example');
    expect(answer.text).not.toContain('知识库文章');
    expect(answer.text).toContain(number);
    const borrowed = await stage.answers(draft, LI, '#批准');
    expect(borrowed.outcome).not.toBe('command');
    expect(await searched('报表导出中断')).toMatchObject([{ state: 'draft' }]);
  });

  it('a supervisor corrects it by writing the parts to be changed, and approves it', async () => {
    expect((await stage.answers(draft, WANG, '写得不错', { client: 'qq' })).outcome).toBe('refused');
    expect(await stage.transcript('wang@staff.example')).toEqual([expect.stringContaining('没有看到要修改的内容')]);
    expect((await stage.answers(draft, WANG, '标题：超过 5 万行的报表导出中断\n标签：导出、内存')).outcome).toBe(
      'command',
    );
    const again = await stage.letter('knowledge_draft', 'wang@staff.example');
    expect(again.text).toContain('超过 5 万行的报表导出中断');
    expect(again.text).toContain('标签：导出、内存');
    await stage.answers(again, WANG, '#批准\n解决步骤：1. 内存上限调到 4 GB\n2. 重启导出服务', {
      client: 'outlook-zh',
    });
    expect(await stage.transcript('wang@staff.example')).toEqual([expect.stringContaining('已批准')]);
    expect(await searched('报表导出中断')).toMatchObject([
      { state: 'approved', title: '超过 5 万行的报表导出中断', tags: ['导出', '内存'] },
    ]);
  });

  it('a supervisor who decides later hears that it was decided', async () => {
    const late = await stage.answers(draft, WANG, '#退回');
    expect(late.outcome).toBe('refused');
    expect(await stage.transcript('wang@staff.example')).toEqual([expect.stringContaining('已经处理过')]);
    expect(await searched('报表导出中断')).toMatchObject([{ state: 'approved' }]);
  });

  it('an article that is approved is corrected by the same lines, by mail', async () => {
    await stage.answers(draft, WANG, '标签：导出、内存、大报表\n注意事项：在下班后重启');
    expect(await stage.transcript('wang@staff.example')).toEqual([expect.stringContaining('已更正')]);
    expect(await searched('报表导出中断')).toMatchObject([{ state: 'approved', tags: ['导出', '内存', '大报表'] }]);
  });

  it('the next customer with it gets the article with the acknowledgement, and the engineer all that is known', async () => {
    const opened = await stage.opens({
      from: '钱 <qian@factory.example>',
      subject: '导出大报表时中断',
      text: `你好，\n${PROBLEM.replace('一半', '后面')}`,
    });
    expect(opened.acknowledgement.text).toContain('您可以先试试');
    expect(opened.acknowledgement.text).toContain('内存上限调到 4 GB');
    const engineer = await engineerOf(opened.number);
    dispatched = await stage.letter('dispatch', engineer.replace(/.*<|>/g, ''), opened.number);
    expect(dispatched.text).toContain('超过 5 万行的报表导出中断');
    expect(dispatched.text).toMatch(new RegExp(`相近的历史问题[^]*${number}`));
  });

  it('what an approved article says already makes no draft: the closing record shows the article', async () => {
    const engineer = dispatched.to[0] === 'li@staff.example' ? LI : CHEN;
    await stage.answers(dispatched, engineer, `#解决\n${SOLUTION.replace('2 GB', '4 GB')}`);
    const resolution = await stage.letter('resolution', 'qian@factory.example');
    await stage.answers(resolution, '钱 <qian@factory.example>', '问题已解决，谢谢');
    const record = await stage.letter('closing_record', addressOf(engineer));
    expect(record.text).toMatch(/知识库已有这篇文章，没有另起草稿[\s\S]*超过 5 万行的报表导出中断/);
    expect((await stage.desk.letters()).filter(({ kind }) => kind === 'knowledge_draft')).toHaveLength(3);
  });

  it('a customer with another problem gets no article', async () => {
    const { acknowledgement } = await stage.opens({
      from: '孙 <sun@shop.example>',
      subject: '发票抬头错误',
      text: '问题分类：系统故障\n上个月的发票抬头写错了，怎么改？',
    });
    expect(acknowledgement.text).not.toContain('您可以先试试');
  });

  it('an article that is dropped is found no more', async () => {
    const [found] = await searched('报表导出中断');
    const { code, stdout } = await stage.desk.tsdesk(['kb', 'drop', found.id, '--json']);
    expect([code, JSON.parse(stdout.join(''))]).toMatchObject([0, { id: found.id, state: 'dropped' }]);
    expect(await searched('报表导出中断')).toEqual([]);
  });
});

describe.skipIf(dovecotMissing)('where addresses carry no tokens', () => {
  it('the line in the footer tells which draft is meant', async () => {
    const stage = await openStage({ staff: STAFF, teams: TEAMS }, { plusAddressing: false });
    const { number } = await stage.opens({ from: 'c@x.example', subject: '导出中断', text: PROBLEM });
    const engineer = (await stage.ticket(number)).assignee === 'li@staff.example' ? LI : CHEN;
    const dispatch = await stage.letter('dispatch', engineer.replace(/.*<|>/g, ''), number);
    await stage.answers(dispatch, engineer, '#解决\n原因：内存\n解决步骤：重启');
    await stage.answers(dispatch, engineer, '#关闭 电话确认');
    const draft = await stage.letter('knowledge_draft', 'wang@staff.example');
    expect((await stage.answers(draft, WANG, '#退回 太笼统')).outcome).toBe('command');
    expect(await stage.transcript('wang@staff.example')).toEqual([expect.stringContaining('已弃用')]);
    await stage.close();
  }, 180_000);
});
