import { describe, expect, it } from 'vitest';
import { createRenderer } from '../../../src/letter/render.ts';
import { sampleFacts } from '../../../src/letter/sample/sample.ts';
import { readTemplates } from '../../../src/letter/templates.ts';
import { caseView } from '../../../src/letter/view/case-view.ts';
import { viewOf } from '../../../src/letter/view/view.ts';
import type { Form } from '../../../src/mail/mail.ts';
import type { Ticket } from '../../../src/ticket/ticket.ts';

const render = createRenderer(readTemplates(null));
const facts = sampleFacts('dispatch', 'zh-CN');
const withTicket = (more: Partial<Ticket>, kind: 'dispatch' | 'follower_copy' | 'reassigned' = 'dispatch') => {
  const sample = sampleFacts(kind, 'zh-CN');
  if (sample.ticket === null) throw new Error('the sample has a ticket');
  return { ...sample, ticket: { ...sample.ticket, ...more } };
};
const written = (given: ReturnType<typeof withTicket>) => render('zh-CN', given.kind, viewOf(given));

describe('what the matter is', () => {
  const statement = (form: Form, words: string) => caseView({ ...withTicket({ form }), words }).statement.text;
  it.each<[string, Form, string, string]>([
    ['prose as it was written', { description: '导出报错。' }, '您好，\n导出报错。', '您好，\n导出报错。'],
    [
      'of a filled-in form the description',
      { company: '甲公司', description: '导出报错。' },
      '公司：甲公司\n问题描述：导出报错。',
      '导出报错。',
    ],
    [
      'and what stands beside it',
      { company: '甲公司', description: '导出报错。' },
      '公司：甲公司\n问题描述：导出报错。\n\n昨天还好好的，没有动过。',
      '导出报错。\n昨天还好好的，没有动过。',
    ],
    [
      'once, where it was kept with the holes that the form left',
      { company: '甲公司', description: '导出报错。\n\n\n\n张三' },
      '导出报错。\n\n公司：甲公司\n\n张三',
      '导出报错。\n\n张三',
    ],
  ])('%s', (_, form, words, told) => expect(statement(form, words)).toBe(told));
});

describe('what colleagues wrote', () => {
  const notes = (words: string) =>
    caseView({
      ...facts,
      since: [{ from: { name: '赵一线', address: 'zhao@desk.example' }, at: facts.now, words, byStaff: true }],
    }).notes.map((note) => note.words.text);
  it.each([
    ['已电话核实', ['已电话核实']],
    ['#备注 已电话核实', ['备注：已电话核实']],
    ['#转派 后端\n#进展\n已排查：网络\n下一步：看日志', ['进展：\n已排查：网络\n下一步：看日志']],
    ['#接收', []],
    ['#转派 后端', []],
    ['#分析 日志正常', []],
  ])('%j is shown as %j', (words, shown) => expect(notes(words)).toEqual(shown));
});

describe('a dispatch', () => {
  it('has its four sections in this order, each once, and no command of a colleague', () => {
    const { text } = written(withTicket({}));
    const headings = [...text.matchAll(/^【(.+)】$/gm)].map(([, heading]) => heading);
    const four = ['客户背景', '问题描述', '已排查结果', '客户诉求'];
    expect(headings.filter((heading) => four.includes(heading ?? ''))).toEqual(four);
    expect(text).not.toMatch(/#备注/);
    expect(text).toMatch(/赵一线[^\n]*\n已排查：账号权限、网络连通性正常\n怀疑原因：导出服务内存不足/);
    expect(text).toMatch(/期望结果：今天 18:00 前恢复导出，财务要对账（读自来信：今天 /);
    // Below the line of facts at the top.
    const details = text.slice(text.indexOf('【客户背景】'));
    for (const once of ['EXP-5003', '财务 12 人无法对账', '大客户有限公司'])
      expect(details.split(once)).toHaveLength(2);
  });

  it('says where the customer has named no wish and nobody has checked anything', () => {
    const { text } = written({ ...withTicket({ form: {}, findings: [] }), since: [] });
    expect(text).toContain('【已排查结果】\n还没有人排查过。');
    expect(text).toContain('【客户诉求】\n客户没有写明期望的结果和时间。');
  });

  it('that is escalated begins with the customer’s new words, then the solution that failed', () => {
    const latest = {
      from: { name: '张敏', address: 'ann@bigcustomer.example' },
      at: facts.now,
      words: '还是不行',
      byStaff: false,
    };
    const handOver = { why: 'escalated', by: 'li@desk.example', words: '' } as const;
    const { event, text } = written({ ...withTicket({ handOver }), latest });
    expect(event).toBe('升级给您');
    expect(text).toMatch(
      /升级给您[\s\S]*【客户最新反馈】\n> 还是不行[\s\S]*【上次的方案（没有解决）】[\s\S]*【客户背景】/,
    );
    expect(text).not.toContain('新问题');
    const follower = written({ ...withTicket({ handOver }, 'follower_copy'), latest });
    expect(follower.text).toMatch(/客户反馈仍未解决，已升级给李工[\s\S]*还是不行/);
  });

  it.each([
    [{ why: 'declined', by: 'zhao@desk.example', words: '休假' }, /赵一线退回了这个问题[\s\S]*【退回原因】\n> 休假/],
    [{ why: 'lapsed', by: 'zhao@desk.example', words: '' }, /赵一线没有按时接收/],
    [{ why: 'assigned', by: 'zhao@desk.example', words: '' }, /赵一线把这个问题转给了您/],
    [{ why: 'reopened', by: 'zhao@desk.example', words: '复现了' }, /赵一线重新打开了这个问题[\s\S]*复现了/],
  ] as const)('says how it came: %o', (handOver, said) => {
    const { event, text } = written(withTicket({ handOver }));
    expect(event).toBe('转给您');
    expect(text).toMatch(said);
  });
});

it('the former engineer reads that it has gone, and is offered no solution', () => {
  const given = { ...withTicket({}, 'reassigned'), values: { by: '', why: 'escalated' } };
  const { event, text } = written(given);
  expect(event).toBe('已升级，不用再处理');
  expect(text).toMatch(/您不必再处理/);
  expect(text).not.toMatch(/#解决/);
});
