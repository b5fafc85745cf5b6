import { describe, expect, test } from 'vitest';
import type { Staff } from '../../src/people/person.ts';
import type { Change } from '../../src/ticket/change.ts';
import type { RosterEntry } from '../../src/ticket/context.ts';
import { open } from '../../src/ticket/events/open.ts';
import { COMMAND_NAMES, commandRow, isTicketCommand } from '../../src/words/commands.ts';
import { li, noon, offered, post, received, solved, upon, wang, zhao } from './sample.ts';
import { apply, told } from './staff-mail.ts';

/** What each command is written with. */
const WRITTEN: Readonly<Record<string, string>> = {
  decline: '#decline 在休假',
  assign: '#assign chen',
  urgency: '#urgency 高',
  category: '#category 数据问题',
  eta: '#eta 今天18:00',
  progress: '#progress\n已排查方向：网络\n当前进展：看日志\n下一步计划：重启',
  resolve: '#resolve\n原因：满\n解决步骤：清\n验证：已登录',
};

describe('a command that was done', () => {
  const quiet = COMMAND_NAMES.filter((name) => isTicketCommand(name) && commandRow(name).quiet);
  test.each(quiet)('#%s is not answered unless its author wants an answer to everything', (name) => {
    const text = WRITTEN[name] ?? `#${name} 看过了`;
    const kinds = (by: typeof li) => post(apply(text, { ticket: offered, by }).change);
    expect(apply(text, { ticket: offered, by: li }).applied).toBe(true);
    expect(kinds(li)).not.toContain('transcript→li');
    expect(kinds({ ...li, letters: 'needed' })).not.toContain('transcript→li');
    expect(kinds(told(li))).toEqual([...kinds(li), 'transcript→li']);
  });

  test.each([
    '#ask 版本是多少？',
    '#reply 正在处理',
    '#close 电话确认',
    '#involve second 看下',
    '#status',
    '#split 打印机',
    '#merge TS20261123002',
    '看过了',
  ])('%j tells something: it is answered', (text) => {
    const asides = [{ command: '#status', done: true, result: 'status', detail: '' } as const];
    expect(post(apply(text, { ticket: offered, by: li, asides }).change)).toContain('transcript→li');
  });

  test.each(['#urgency 高\n#category 花', '#accept\n#nonsense', '#resolve 好了'])(
    '%j was refused: it is answered, whatever its author wants',
    (text) => {
      expect(post(apply(text, { ticket: offered, by: li }).change)).toContain('transcript→li');
    },
  );

  test('beside one that tells something, it has its line', () => {
    const { letters } = apply('#accept\n#ask 版本是多少？', { ticket: offered, by: li }).change;
    expect(letters.find(({ kind }) => kind === 'transcript')?.lines).toHaveLength(2);
  });
});

/** The straight way of a problem: told, accepted, worked on, solved, confirmed. `collects`: who wants copies collected. */
function story(words: string, ...collects: readonly Staff[]): Record<'letters' | 'copies', readonly string[]> {
  const roster = noon.roster.map(({ staff, ...each }): RosterEntry => {
    const wanted = collects.includes(staff) ? { letters: 'digest' as const } : {};
    return { ...each, staff: { ...staff, ...wanted } };
  });
  const context = { ...noon, roster };
  const changes: Change[] = [open(received({ words }), context)];
  const ticket = () => changes.at(-1)?.ticket ?? offered;
  for (const written of ['#accept', WRITTEN.progress ?? '', WRITTEN.resolve ?? ''])
    changes.push(apply(written, { ticket: ticket(), by: li, context }).change);
  changes.push(upon(ticket(), solved, context));
  return {
    letters: changes.flatMap(post).toSorted(),
    copies: changes
      .flatMap(({ copies }) => copies.map(({ kind, reader }) => `${kind}→${reader.split('@')[0]}`))
      .toSorted(),
  };
}

describe('an urgent problem on the straight way', () => {
  test('who gets what, and how many letters that is', () => {
    expect(story('系统无法使用')).toEqual({
      letters: [
        'acknowledgement→zhang',
        'closing_record→li',
        'closing_record→wang',
        'closing_record→zhao',
        'closing→zhang',
        'dispatch→li',
        'follower_copy→zhao',
        'progress→wang',
        'progress→zhao',
        'resolution_copy→wang',
        'resolution_copy→zhao',
        'resolution→zhang',
        'supervisor_notice→wang',
      ],
      copies: [],
    });
  });

  test('ten with the one that has the copies, where the follower wants them collected', () => {
    const { letters, copies } = story('系统无法使用', zhao);
    expect(letters).toHaveLength(9);
    expect(copies).toEqual(['closing_record→zhao', 'follower_copy→zhao', 'progress→zhao', 'resolution_copy→zhao']);
  });

  test('who is asked to act is told at once, whatever they want collected', () => {
    const { letters, copies } = story('系统无法使用', zhao, wang, li);
    expect(letters).toEqual([
      'acknowledgement→zhang',
      'closing_record→li',
      'closing→zhang',
      'dispatch→li',
      'resolution→zhang',
      'supervisor_notice→wang',
    ]);
    expect(copies).toHaveLength(7);
  });
});
