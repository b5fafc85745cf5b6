import { expect, it } from 'vitest';
import { type ClosedTicket, lessonsOf } from '../../src/report/lessons.ts';

const closed = (
  number: string,
  resolution: ClosedTicket['resolution'],
  effortMinutes: number | null = null,
  work: ClosedTicket['work'] = [],
): ClosedTicket => ({ number, company: '大客户', resolution, effortMinutes, work });

it('are kinds, causes, product suggestions and efforts of the closed tickets', () => {
  const lessons = lessonsOf([
    closed('TS1', { kind: 'technical_fault', cause: '磁盘写满', steps: '清理' }, 60, [
      { by: 'sun', minutes: 20 },
      { by: 'li', minutes: 40 },
    ]),
    closed('TS2', { kind: 'product_suggestion', cause: '没有提醒', steps: '建议提前提醒' }),
    closed('TS3', { kind: 'technical_fault', cause: '日志把磁盘写满了', steps: '清理', suggestion: '日志轮转' }, 30, [
      { by: 'li', minutes: 30 },
      { by: 'chen', minutes: null },
    ]),
    closed('TS4', { kind: null, cause: '', steps: '重启' }),
    closed('TS5', null),
  ]);
  expect(lessons).toMatchObject({
    kinds: { technical_fault: 2, product_suggestion: 1 },
    suggestions: [
      { ticket: 'TS2', text: '建议提前提醒' },
      { ticket: 'TS3', text: '日志轮转' },
    ],
    effort: { tickets: 2, minutes: 90, byPerson: { li: 70, sun: 20 }, byCompany: { 大客户: 90 } },
  });
  expect(lessons.causes.map(({ count, tickets }) => [count, tickets])).toEqual([
    [2, ['TS1', 'TS3']],
    [1, ['TS2']],
  ]);
});

it('are none where nothing was closed', () => {
  expect(lessonsOf([])).toEqual({
    kinds: {},
    causes: [],
    suggestions: [],
    effort: { tickets: 0, minutes: 0, byPerson: {}, byCompany: {} },
  });
});
