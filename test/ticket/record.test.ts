import { describe, expect, test } from 'vitest';
import type { Ticket } from '../../src/ticket/ticket.ts';
import { effortOf, resourcesOf } from '../../src/ticket/work.ts';
import {
  accepted,
  at,
  chen,
  closed,
  following,
  h,
  li,
  m,
  NOON,
  resolved,
  solved,
  stillOpen,
  sun,
  upon,
  zhao,
} from './sample.ts';
import { apply, linesOf } from './staff-mail.ts';

const asking = at(NOON, { resolution: { via: 'engineer', verify: 'ask' } });
const SOLUTION = '#解决\n原因：磁盘满\n解决步骤：清理';
const remarks = (text: string, more: Parameters<typeof linesOf>[1] = {}) =>
  linesOf(text, more)
    .slice(1)
    .map(({ result, detail }) => `${result} ${detail}`.trim());
const leaves = (text: string, ticket: Ticket, by = li) => apply(text, { ticket, by }).change.ticket;

describe('a solution that does not say how it was verified', () => {
  test('goes out, and its author is asked', () => {
    expect(remarks(SOLUTION, { context: asking })).toEqual(['verify_missing']);
    expect(remarks(`${SOLUTION}\n验证：已导出`, { context: asking })).toEqual([]);
    expect(remarks(SOLUTION)).toEqual([]);
  });

  test('is refused where the desk is set so', () => {
    const requiring = at(NOON, { resolution: { via: 'engineer', verify: 'require' } });
    expect(linesOf(SOLUTION, { context: requiring })).toMatchObject([
      { done: false, result: 'missing', detail: 'verified' },
    ]);
  });

  test('has it from a note that follows, which does not go to the customer', () => {
    const { change } = apply('验证：已用 8 万行导出\n注意事项：先备份', { ticket: resolved });
    expect(change.ticket.resolution).toMatchObject({ verified: '已用 8 万行导出', caution: '先备份' });
    expect(change.ticket.state).toBe('resolved');
    expect(remarks('验证：已用 8 万行导出\n注意事项：先备份', { ticket: resolved })).toEqual([
      'record_completed verified, caution',
    ]);
    expect(change.letters.map(({ kind }) => kind)).toEqual(['note', 'transcript']);
    expect(change.history.map(({ event }) => event)).toEqual(['noted', 'record_completed']);
  });
});

describe('what is in the record already', () => {
  test.each<[string, string, Ticket, typeof li]>([
    ['is not written over', '验证：没有', leaves('验证：已导出', resolved), li],
    ['nor is a cause or a step', '原因：别的\n步骤：别的', resolved, li],
    ['is not touched by others', '验证：没问题', resolved, chen],
    ['is not there while the problem is worked on', '原因：磁盘满\n步骤：清理\n验证：好', accepted, li],
  ])('%s', (_, text, ticket, by) => {
    const { change } = apply(text, { ticket, by });
    expect(change.ticket.resolution).toEqual(ticket.resolution);
    expect(change.history.map(({ event }) => event)).toEqual(['noted']);
  });
});

describe('a ticket that is closed without a solution', () => {
  test('asks for one', () => {
    expect(remarks('#关闭 电话确认')).toEqual(['solution_missing']);
    expect(remarks('#关闭 电话确认', { ticket: resolved })).toEqual([]);
  });

  test('has it from the lines below the command', () => {
    const text = '#关闭 电话确认，张经理\n原因：磁盘满\n解决步骤：清理\n工时：1h\n涉及资源：DBA';
    expect(leaves(text, accepted)).toMatchObject({
      state: 'closed',
      resolution: { cause: '磁盘满', steps: '清理', by: li.email, released: true },
      closing: { solution: '清理', confirmedBy: '电话确认，张经理', effortMinutes: 60, resources: 'DBA' },
    });
    expect(remarks(text)).toEqual([]);
  });

  test('has it from a note that follows', () => {
    const without = leaves('#关闭 电话确认', accepted);
    const { change } = apply('原因：磁盘满\n解决步骤：清理', { ticket: without, by: zhao });
    expect(change.ticket).toMatchObject({ state: 'closed', closing: { solution: '清理', confirmedBy: '电话确认' } });
    expect(change.ticket.resolution).toMatchObject({ cause: '磁盘满', steps: '清理', by: zhao.email });
  });

  test('says how it was confirmed in all its words, where none of them has a label', () => {
    expect(leaves('#关闭 电话\n原因：重复', accepted)).toMatchObject({ closing: { confirmedBy: '电话\n原因：重复' } });
  });
});

describe('what a ticket took', () => {
  test('adds up over progress, the solution, a reopening and the closing', () => {
    const noted = leaves('#进展\n当前进展：查\n工时：30 分钟\n涉及资源：网络组', accepted);
    const first = leaves(`${SOLUTION}\n工时：1h\n资源：DBA`, noted);
    const again = following(first, [stillOpen, { name: 'accept', by: sun }]);
    const second = leaves(`${SOLUTION}\n工时：2h\n资源：DBA`, again, sun);
    expect(effortOf(second)).toBe(210);
    expect(resourcesOf(second)).toBe('网络组\nDBA');
    expect(following(second, [solved]).closing).toMatchObject({ effortMinutes: 210, resources: '网络组\nDBA' });
  });

  test('is corrected by a corrected solution, as far as it speaks of it', () => {
    const first = leaves(`${SOLUTION}\n工时：1h\n资源：DBA`, accepted);
    expect(effortOf(leaves(`${SOLUTION}\n工时：3h`, first))).toBe(180);
    expect(resourcesOf(leaves(`${SOLUTION}\n工时：3h`, first))).toBe('DBA');
    expect(effortOf(leaves(SOLUTION, first))).toBe(60);
  });

  test('is not told to the customer, and told where it is no time', () => {
    expect(remarks(`${SOLUTION}\n工时：很久`)).toEqual(['no_effort 很久']);
    expect(effortOf(accepted)).toBeNull();
    expect(closed.closing).not.toHaveProperty('effortMinutes');
  });

  test('is what its resolution says, of a ticket from before work was kept', () => {
    const resolution = resolved.resolution && { ...resolved.resolution, resources: '手册' };
    expect(resourcesOf({ resolution })).toBe('手册');
  });
});

describe('a reopened ticket', () => {
  const again = upon(resolved, stillOpen, at(h(1)));
  test('promises the customer when they hear, by its new urgency, and no longer what was promised before', () => {
    const promised = upon({ ...resolved, expectedBy: h(0.5) }, stillOpen, at(h(1)));
    expect(promised.ticket).toMatchObject({ promisedBy: h(5), expectedBy: null });
    expect(promised.letters.find(({ kind }) => kind === 'reopened')?.values).toEqual({ answerBy: h(5).toISOString() });
  });

  test('keeps the promise: progress is due by then whoever accepts it when, and goes to the customer', () => {
    const taken = upon(again.ticket, { name: 'accept', by: sun }, at(h(1.4))).ticket;
    expect(taken.updateBy).toEqual(h(5));
    const text = '#进展\n已排查：网络\n当前进展：内部怀疑\n下一步：回滚';
    const { change } = apply(text, { ticket: taken, by: sun, context: at(h(2)) });
    expect(change.letters.find(({ kind }) => kind === 'progress_to_customer')?.values).toEqual({
      toCustomer: '',
      next: '回滚',
      by: 'sun@desk.example',
    });
    expect(change.ticket).not.toHaveProperty('promisedBy');
    expect(change.ticket.updateBy).toEqual(h(6));
  });

  test('with a promise that has passed is worked on in the ordinary spans', () => {
    const late = upon(again.ticket, { name: 'accept', by: sun }, at(h(5, m(1)))).ticket;
    expect(late.updateBy).toEqual(h(9, m(1)));
  });
});

describe('an effort in any mail of the staff', () => {
  const sent = (text: string, by = li) => {
    const { change } = apply(text, { ticket: accepted, by });
    const told = change.letters.find(({ kind }) => ['public_reply', 'question', 'note'].includes(kind));
    return { work: change.ticket.work?.map(({ minutes, by: who, on }) => [minutes, who, on]), words: told?.words };
  };

  test.each([
    ['#答复\n已重启，请再试。\n工时：1.5h', '已重启，请再试。'],
    ['#询问\n工时：90m\n用的是哪个浏览器？', '用的是哪个浏览器？'],
    ['#reply\nPlease try again.\ntime: 90m', 'Please try again.'],
  ])('%j counts, and does not reach the customer', (text, words) => {
    expect(sent(text)).toEqual({ work: [[90, li.email, 'mail']], words });
  });

  test.each(['#备注\n看了日志\n工时：90m', '看了日志\n工时：90m', '#分析\n已排查：日志\n工时：90m'])(
    '%j counts for who wrote it, and colleagues read it',
    (text) => {
      expect(sent(text, zhao).work).toEqual([[90, zhao.email, 'mail']]);
      expect(sent(text, zhao).words).toContain('工时：90m');
    },
  );

  test('adds up over all mails, each part once', () => {
    const told = ['#备注\n工时：30m', '#进展\n当前进展：定位\n工时：1h', `${SOLUTION}\n工时：2h`].reduce(
      (ticket, text) => leaves(text, ticket),
      accepted,
    );
    expect(effortOf(told)).toBe(210);
    expect(effortOf(leaves('工时：30m', told))).toBe(240);
  });

  test('nothing but an effort is no answer to anybody', () => {
    expect(linesOf('#答复\n工时：90m')).toMatchObject([{ done: false, result: 'no_text' }]);
  });
});
