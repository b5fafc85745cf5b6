import { describe, expect, it } from 'vitest';
import { draftFrom, localeOfText, problemIn } from '../../src/knowledge/draft.ts';
import { readArticle } from '../../src/knowledge/edit.ts';

const CATEGORIES = ['system_fault', 'how_to', 'other'];
const SOURCE = {
  subject: '回复：[TS20261123001] 【报表】大报表导出中断 EXP-5003',
  category: 'system_fault',
  form: { company: '大客户有限公司', contact: '张敏', urgency: 'high' },
  requester: { name: '张敏', address: 'zhangmin@bigcustomer.example' },
  company: '大客户有限公司',
  words:
    '客户公司：大客户有限公司\n紧急程度：高\n导出到一半中断，联系 zhangmin@bigcustomer.example 或 138 1234 5678、13812345678。\n张敏',
  resolution: {
    cause: '张敏的账号导出时内存不足',
    steps: '1. 调整上限\n2. 重启',
    kind: null,
    workaround: null,
    verified: null,
    resources: null,
    by: 'li@desk.example',
    at: new Date(0),
    released: true,
  },
};

describe('the draft of an article', () => {
  const draft = draftFrom(SOURCE);
  const withCause = (cause: string) => draftFrom({ ...SOURCE, resolution: { ...SOURCE.resolution, cause } });
  it('has title and module without what mail programs put in front', () => {
    expect(draft).toMatchObject({ title: '大报表导出中断 EXP-5003', module: '报表', category: 'system_fault' });
    expect(draft.tags[0]).toBe('EXP-5003');
  });
  it('names nobody', () => {
    const all = JSON.stringify(draft);
    for (const personal of ['张敏', '大客户', 'zhangmin', '13812345678']) expect(all).not.toContain(personal);
  });
  it('ends where its words do: no name below them, and no holes where the form was', () => {
    const words =
      '导出时报错：\n\n财务无法结账。\n\n紧急程度：高\n错误代码：EXP-5003\n\n附图。\n\n客户公司：大客户有限公司\n\n张敏\n';
    expect(draftFrom({ ...SOURCE, words }).symptom).toBe('导出时报错：\n\n财务无法结账。\n\n附图。');
    expect(withCause('内存不足\n\n张敏，zhangmin@bigcustomer.example').cause).toBe('内存不足');
    expect(withCause('请看日志 … 最后一行').cause).toBe('请看日志 … 最后一行');
  });
  it('tells the problem without the lines of the form', () => {
    expect(draft.symptom.startsWith('导出到一半中断')).toBe(true);
    expect(problemIn({ form: { description: '只有这些' }, words: '其他' })).toBe('只有这些');
    expect(problemIn({ form: {}, words: '提示：系统繁忙' })).toBe('提示：系统繁忙');
  });
  it.each([
    ['【紧急】', '【紧急】', ''],
    ['Re: RE: Fwd: [报表] 导出', '导出', '报表'],
    ['', '内存不足', ''],
    ['导出失败', '导出失败', ''],
    ['Re : 导出', '导出', ''],
    ['[TS20261123001]导出', '导出', ''],
    ['导出 Re: 报表', '导出 Re: 报表', ''],
    ['导出【报表】失败', '导出【报表】失败', ''],
    ['【 报表 】  导出', '导出', '报表'],
    ['长'.repeat(130), '长'.repeat(120), ''],
  ])('of the subject %j has the title %j', (subject, title, module) => {
    const resolution = { ...SOURCE.resolution, cause: '内存不足' };
    expect(draftFrom({ ...SOURCE, subject, resolution })).toMatchObject({ title, module });
  });
  it('is no longer than a reader reads', () => {
    const words = '导'.repeat(2100);
    expect(draftFrom({ ...SOURCE, words }).symptom).toBe('导'.repeat(2000));
    const { title } = draftFrom({ ...SOURCE, subject: '', resolution: { ...SOURCE.resolution, cause: words } });
    expect(title).toBe('导'.repeat(120));
  });
  it('without a resolution has neither cause nor steps', () => {
    expect(draftFrom({ ...SOURCE, resolution: null })).toMatchObject({ cause: '', steps: '' });
  });
  it.each<[string, Partial<typeof SOURCE>, readonly string[]]>([
    [
      'error codes first',
      { subject: '导出 EXP-5003', words: '导出中断 E404 SQL_17' },
      ['EXP-5003', 'E404', 'SQL_17', '导出', '内存'],
    ],
    [
      'the code the form names before them',
      { form: { errorCode: 'E1' } as never, subject: 'EXP-5003', words: '' },
      ['E1', 'EXP-5003', '导出', '内存', '不足'],
    ],
    [
      'what the cause speaks of, the problem’s words first',
      { subject: '内存', words: '中断' },
      ['内存', '导出', '不足'],
    ],
    ['not what stands in the title alone', { subject: '打印', words: '中断' }, ['导出', '内存', '不足']],
    ['the module', { subject: '【报表】打印', words: '中断' }, ['报表', '导出', '内存', '不足']],
    [
      'each once, five at most',
      { subject: 'E10 E11 E12', words: 'E10 E13 E14 E15' },
      ['E10', 'E11', 'E12', 'E13', 'E14'],
    ],
  ])('has as tags %s', (_, more, tags) => {
    expect(draftFrom({ ...SOURCE, ...more }).tags).toEqual(tags);
  });
  it.each([
    ['写给 zhangmin@bigcustomer.example 了', '写给 … 了'],
    ['zhang.min+1@mail7.big-customer.b8.cn 和 y', '… 和 y'],
    ['x@a b.cn', 'x@a b.cn'],
    ['x@localhost', 'x@localhost'],
    ['电话 13812345678。', '电话 …。'],
    ['拨 138 1234 5678', '拨 …'],
    ['拨 138-1234-5678', '拨 …'],
    ['拨 +86 13812345678', '拨 …'],
    ['拨 +86-13812345678', '拨 …'],
    ['拨 +8613812345678', '拨 …'],
    ['+86x13812345678', '+86x…'],
    ['拨 010-12345678', '拨 …'],
    ['拨 0755-1234567', '拨 …'],
    ['拨 (212) 555-0123', '拨 …'],
    ['拨 +1 212 555 0123', '拨 …'],
    ['138123456789', '138123456789'],
    ['端口 8080 或 5432', '端口 8080 或 5432'],
    ['  大客户有限公司的内存\n', '…的内存'],
  ])('of the cause %j tells %j', (cause, told) => {
    expect(withCause(cause).cause).toBe(told);
  });
  it('takes one character for no name', () => {
    const requester = { name: '李', address: 'li@customer.example' };
    const source = { ...SOURCE, requester, company: null, form: {} };
    expect(draftFrom({ ...source, resolution: { ...SOURCE.resolution, cause: '李子和张敏' } }).cause).toBe(
      '李子和张敏',
    );
  });
  it('is in the language it is written in', () => {
    expect([localeOfText('Restart 服务'), localeOfText('Restart it')]).toEqual(['zh-CN', 'en']);
  });
});

describe('a correction', () => {
  it.each([
    ['标题：新标题', { title: '新标题' }],
    ['Steps:\n1. a\n2. b\nTags: export, memory', { steps: '1. a\n2. b', tags: ['export', 'memory'] }],
    [
      '分类：操作指导\n模块：报表\n标签：导出、导出；内存',
      { category: 'how_to', module: '报表', tags: ['导出', '内存'] },
    ],
    ['标题：新  标题\n第二行', { title: '新 标题 第二行' }],
    ['标签：导出，，内存、', { tags: ['导出', '内存'] }],
    ['分类：没有这个', {}],
    ['写得不错', {}],
  ])('%j changes %j', (text, parts) => expect(readArticle(text, CATEGORIES)).toEqual(parts));
});
