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
  it('has title and module without what mail programs put in front', () => {
    expect(draft).toMatchObject({ title: '大报表导出中断 EXP-5003', module: '报表', category: 'system_fault' });
    expect(draft.tags[0]).toBe('EXP-5003');
  });
  it('names nobody', () => {
    const all = JSON.stringify(draft);
    for (const personal of ['张敏', '大客户', 'zhangmin', '13812345678']) expect(all).not.toContain(personal);
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
  ])('of the subject %j has the title %j', (subject, title, module) => {
    const resolution = { ...SOURCE.resolution, cause: '内存不足' };
    expect(draftFrom({ ...SOURCE, subject, resolution })).toMatchObject({ title, module });
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
    ['分类：没有这个', {}],
    ['写得不错', {}],
  ])('%j changes %j', (text, parts) => expect(readArticle(text, CATEGORIES)).toEqual(parts));
});
