import type { LetterKind } from '../../ticket/letters.ts';
import type { ListSection } from '../facts.ts';
import { letterRow } from '../kinds.ts';
import { sampleTime } from './ticket.ts';

/** What is open for the reader of such a letter. */
export function sampleList(kind: LetterKind, zh: boolean): readonly ListSection[] {
  const toStaff = letterRow(kind).audience === 'staff';
  const first: ListSection['rows'][number] = {
    number: 'TS20261123007',
    title: zh ? '月度报表导出时报错' : 'Monthly report export fails',
    who: toStaff ? (zh ? '李工' : 'Li Gong') : '',
    customer: zh ? '大客户有限公司' : 'Big Customer Ltd',
    urgency: 'urgent',
    state: 'in_progress',
    openedAt: sampleTime('01:12'),
    due: toStaff ? { name: 'update', at: sampleTime('04:00') } : { name: 'expected', at: sampleTime('09:00') },
    reply: 'support+g7k2m9xqp4vt6w3e5r7y2u4i@desk.example',
    ref: 'g7k2m9xqp4vt6w3e5r7y2u4i',
  };
  const second: ListSection['rows'][number] = {
    ...first,
    number: 'TS20261123004',
    title: zh ? '登录很慢' : 'Login is slow',
    urgency: 'medium',
    state: 'pending',
    due: null,
  };
  const people = [{ who: zh ? '李工' : 'Li Gong', count: 9 }];
  if (toStaff)
    return [
      { name: 'todo', total: 12, people, rows: [first] },
      { name: 'waiting', total: 1, people: [], rows: [second] },
    ];
  const colleagues = { ...first, who: zh ? '张敏' : 'Ann Miller', reply: '', ref: '' };
  if (kind === 'service_report')
    return [
      {
        name: 'open_there',
        total: 2,
        people: [],
        rows: [colleagues, { ...second, who: colleagues.who, reply: '', ref: '' }],
      },
    ];
  return [
    { name: 'answer', total: 1, people: [], rows: [second] },
    {
      name: 'company',
      total: 1,
      people: [],
      rows: [colleagues],
    },
  ];
}
