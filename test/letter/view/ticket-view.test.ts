import { describe, expect, it } from 'vitest';
import { sampleFacts } from '../../../src/letter/sample/sample.ts';
import { summaryRows } from '../../../src/letter/view/ticket-view.ts';
import type { Ticket, ValueReason } from '../../../src/ticket/ticket.ts';
import type { Locale } from '../../../src/words/locale.ts';

function summaryLine(label: string, locale: Locale, given: Partial<Ticket>): string {
  const facts = sampleFacts('dispatch', locale);
  if (facts.ticket === null) throw new Error('the sample has a ticket');
  return summaryRows({ ...facts.ticket, ...given }, facts).find((row) => row.label === label)?.value.text ?? '';
}

describe('why a ticket has its urgency, in the reader’s words', () => {
  it.each<[ValueReason, string, string]>([
    [{ source: 'claim', detail: 'high' }, '高（客户自述：高）', 'High (the customer says so: High)'],
    [{ source: 'form', detail: 'high' }, '高（表单：高）', 'High (form: High)'],
    [{ source: 'escalation', detail: 'medium' }, '高（升级前：中）', 'High (escalated from: Medium)'],
    [{ source: 'staff', detail: 'li@desk.example' }, '高（人工调整：李工）', 'High (set by staff: Li Gong)'],
    [{ source: 'rule', detail: 'low' }, '高（规则：low）', 'High (rule: low)'],
    [{ source: 'default', detail: '' }, '高（默认）', 'High (default)'],
  ])('%j', (urgencyReason, chinese, english) => {
    expect(summaryLine('紧急程度', 'zh-CN', { urgency: 'high', urgencyReason })).toBe(chinese);
    expect(summaryLine('Urgency', 'en', { urgency: 'high', urgencyReason })).toBe(english);
  });

  it('and its category', () => {
    const categoryReason = { source: 'form', detail: 'how_to' } as const;
    expect(summaryLine('分类', 'zh-CN', { category: 'how_to', categoryReason })).toBe('操作指导（表单：操作指导）');
  });
});
