import { describe, expect, it } from 'vitest';
import { sampleFacts } from '../../../src/letter/sample/sample.ts';
import { sampleTime } from '../../../src/letter/sample/ticket.ts';
import { addressText, formRows, summaryRows, ticketView } from '../../../src/letter/view/ticket-view.ts';
import type { Ticket, ValueReason } from '../../../src/ticket/ticket.ts';
import type { Locale } from '../../../src/words/locale.ts';

function summaryLine(label: string, locale: Locale, given: Partial<Ticket>): string {
  const facts = sampleFacts('relay', locale);
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

const facts = sampleFacts('dispatch', 'en');
const sample = facts.ticket;
if (sample === null) throw new Error('the sample has a ticket');
const seen = (given: Partial<Ticket> = {}) => ticketView({ ...sample, ...given }, facts);
const noon = new Date('2026-11-23T04:00:00Z');
const NOTHING = { analysis: null, resolution: null, closing: null };
const NOON = 'today 12:00';

describe('a ticket as a letter shows it', () => {
  it('has its values in the reader’s words', () => {
    expect(seen({ createdAt: noon, respondBy: noon, acceptBy: null, updateBy: noon })).toMatchObject({
      number: 'TS20261123007',
      state: 'waiting to be accepted',
      urgency: 'High',
      urgent: false,
      category: 'System fault',
      requester: 'Ann Miller',
      assignee: 'Li Gong',
      createdAt: NOON,
      respondBy: NOON,
      acceptBy: '',
      updateBy: NOON,
    });
  });
  it.each<[string, Partial<Ticket>, object]>([
    ['urgent', { urgency: 'urgent' }, { urgent: true, urgency: 'Urgent' }],
    ['by somebody without a name', { requester: { name: '', address: 'a@x.example' } }, { requester: 'a@x.example' }],
    ['nobody’s', { assignee: null }, { assignee: '' }],
    ['of somebody whose name is not known', { assignee: 'new@desk.example' }, { assignee: 'new@desk.example' }],
    ['answered: no first answer is promised', { respondBy: noon, respondedAt: noon }, { respondBy: '' }],
    ['not looked into, solved or closed', { analysis: null, resolution: null, closing: null }, NOTHING],
  ])('that is %s', (_, given, shown) => expect(seen(given)).toMatchObject(shown));

  it('has what was found out, and how it ended', () => {
    const { analysis, resolution, closing } = seen();
    expect([analysis?.checked.text, analysis?.current.text, analysis?.next.text]).toEqual([
      'Database connections and the export queue are fine',
      'Large reports hit a memory limit',
      'Raise the limit tonight and test again',
    ]);
    expect(resolution).toMatchObject({
      kind: 'Fix',
      by: 'Li Gong',
      workaround: { text: '' },
      verified: { text: 'Verified with a report of 80,000 rows' },
      resources: { text: '' },
    });
    expect(closing).toMatchObject({ handling: '3 hours 35 minutes', confirmedBy: 'mail' });
  });
  it('has its record, for the staff', () => {
    const record = (given: Partial<Ticket>) =>
      Object.fromEntries(seen(given).closing?.rows.map(({ label, value }) => [label, value.text]) ?? []);
    const work = [
      { at: noon, by: 'li@desk.example', on: 'resolution', round: 0, minutes: 90, resources: 'a disk' },
    ] as const;
    const { closing } = sample;
    const rated = closing && { ...closing, satisfaction: 2, resources: 'a disk' };
    expect(record({ work, closing: rated, reopenCount: 1 })).toEqual({
      'Solved by': 'Li Gong',
      'Handling time': '3 hours 35 minutes (waiting to be accepted 12 minutes, in progress 3 hours 23 minutes)',
      Resources: 'a disk',
      Effort: '1.5 h',
      'Times reopened': '1',
      Confirmed: 'by the customer, by mail',
      Rating: '2/5',
    });
    const bare = record({ resolution: null, spent: {}, closing: closing && { ...closing, confirmedBy: 'by phone' } });
    expect(bare).toEqual({ 'Handling time': '0 seconds', Confirmed: 'by phone' });
  });
  it('has a resolution with everything said, or no more than it must', () => {
    const { resolution } = sample;
    const full = resolution && { ...resolution, kind: null, workaround: 'wait', verified: null, resources: 'a disk' };
    expect(seen({ resolution: full }).resolution).toMatchObject({
      kind: '',
      workaround: { text: 'wait' },
      verified: { text: '' },
      resources: { text: 'a disk' },
    });
  });
});

describe('the problem form', () => {
  const filled = (form: Ticket['form'], given: Partial<Ticket> = {}) =>
    Object.fromEntries(
      formRows({ ...sample, ...given, form }, { locale: 'en', timezone: 'UTC', now: sampleTime('02:00') }).map(
        ({ label, value, missing }) => [label, missing || value.text],
      ),
    );
  it('has what the sender wrote, else what the ticket knows, else a blank', () => {
    expect(filled({ errorCode: 'E1', environment: ' ' })).toEqual({
      Company: 'Big Customer Ltd',
      Contact: 'Ann Miller',
      'Contact details': 'ann@bigcustomer.example',
      Category: 'System fault',
      Urgency: 'High',
      Description: true,
      'Time of occurrence': true,
      Environment: true,
      'Error code': 'E1',
    });
  });
  it('believes the sender about themselves, not about urgency and category', () => {
    const form = { company: 'Own', contact: 'Bo', contactDetails: '1380', urgency: 'x', category: 'y' };
    expect(filled(form)).toMatchObject({
      Company: 'Own',
      Contact: 'Bo',
      'Contact details': '1380',
      Category: 'System fault',
      Urgency: 'High',
    });
    const told = { description: 'x', occurredAt: 'x', environment: 'x', errorCode: 'x' };
    expect(filled(told, { company: null }).Company).toBe(true);
  });
});

describe('the summary', () => {
  const relayed = { ...facts, kind: 'relay' } as const;
  it('leaves out what the ticket has not', () => {
    const bare = { company: null, assignee: null, follower: null, updateBy: null, expectedBy: null, claims: null };
    const none = { participants: [], linkedTo: [], respondBy: noon, respondedAt: noon };
    const { recordedBy: _, ...byMail } = { ...sample, channel: 'mail' } as const;
    expect(summaryRows({ ...byMail, ...bare, ...none }, relayed).map(({ label, missing }) => [label, missing])).toEqual(
      ['Customer', 'Urgency', 'Category', 'State', 'Reported'].map((label) => [label, false]),
    );
  });
  it('says what it has', () => {
    expect(summaryLine('Customer', 'en', {})).toBe('Ann Miller <ann@bigcustomer.example>');
    expect(summaryLine('First response due', 'en', { respondBy: noon })).toBe(NOON);
    expect(summaryLine('Related tickets', 'en', { linkedTo: ['TS1', 'TS2'] })).toBe('TS1, TS2');
    expect(summaryLine('Says it belongs to (unproven)', 'en', {})).toBe('TS20261002005');
    expect(summaryRows(sample, relayed).map(({ value }) => value.text)).toContain('xu@bigcustomer.example');
  });
  it('leaves out whose it is where the letter begins with that', () => {
    expect(summaryRows(sample, facts).map(({ label }) => label)).not.toContain('Customer');
  });
  it('says how it came where the customer did not write, and who recorded it', () => {
    expect(summaryLine('来源渠道', 'zh-CN', {})).toBe('电话（赵一线登记）');
    expect(summaryLine('Came by', 'en', { channel: 'website' })).toBe('website (recorded by Zhao Yixian)');
  });
  it('names every request for help that nobody has answered', () => {
    const thread = { id: '1', team: 'second', askedBy: 'zhao@desk.example', answeredAt: null, dueAt: noon } as const;
    const sideThreads = [
      { ...thread, responsible: 'li@desk.example', question: 'Is the pool\nfull?' },
      { ...thread, responsible: 'zhao@desk.example', question: 'Ask them?', dueAt: null },
      { ...thread, responsible: 'zhao@desk.example', question: 'Done?', answeredAt: noon },
    ];
    expect(summaryLine('Help asked for', 'en', { sideThreads })).toBe(
      `Li Gong (${NOON}): Is the pool full? · Zhao Yixian: Ask them?`,
    );
  });
  it('names staff by their address where no name is known', () => {
    const { names: _, ...nameless } = relayed;
    expect(summaryRows(sample, nameless).map(({ value }) => value.text)).toContain('li@desk.example');
  });
});

it.each([
  ['Ann', 'a@x.example', 'Ann <a@x.example>'],
  ['', 'a@x.example', 'a@x.example'],
  ['a@x.example', 'a@x.example', 'a@x.example'],
])('%j at %s is written %s', (name, address, text) => expect(addressText(name, address)).toBe(text));
