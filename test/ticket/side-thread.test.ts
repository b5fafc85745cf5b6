import { describe, expect, test } from 'vitest';
import { openSideThread } from '../../src/ticket/events/side-thread.ts';
import { clockDue } from '../../src/ticket/states.ts';
import { transition } from '../../src/ticket/transition.ts';
import { accepted, at, entry, fires, h, li, NOON, post, says, sun, upon, wang, zhao } from './sample.ts';

const involve = { name: 'involve', by: li, team: 'second', question: '能看下连接池吗？', dueAt: h(8) } as const;
const involved = upon(accepted, involve);

describe('help from another team', () => {
  test('has a person responsible, a date, and the supervisor informed', () => {
    expect(involved.ticket.sideThreads).toEqual([
      {
        id: '1',
        team: 'second',
        question: '能看下连接池吗？',
        responsible: sun.email,
        askedBy: li.email,
        dueAt: h(8),
        answeredAt: null,
      },
    ]);
    expect(post(involved)).toEqual(['side_thread_question→sun', 'supervisor_notice→wang']);
    const clocks = involved.ticket.clocks.filter(({ subject }) => subject === '1');
    expect(clocks.map(({ kind, dueAt }) => [kind, dueAt])).toEqual([
      ['side_thread', h(8)],
      ['side_thread_warning', h(6)],
    ]);
    expect(involved.letters[0]?.words).toBe('能看下连接池吗？');
    expect(involved.ticket.participants).toContainEqual({
      address: sun.email,
      name: 'sun',
      role: 'staff',
      confirmed: true,
    });
  });

  test('is due with the next progress note when no date is given', () => {
    expect(upon(accepted, { ...involve, dueAt: null }).ticket.sideThreads[0]?.dueAt).toEqual(h(4));
  });

  test('is asked of a supervisor when the team has nobody, and of nobody without one', () => {
    const some = at(NOON, {}, [entry(li), entry(zhao), entry(wang)]);
    expect(post(upon(accepted, involve, some))).toEqual(['side_thread_question→wang']);
    const none = at(NOON, {}, [entry(li)]);
    expect(transition(accepted, involve, none)).toEqual({ refused: 'nobody_left', detail: 'second' });
  });

  test('is reminded of, and told to all three when it is overdue', () => {
    const warned = upon(involved.ticket, fires(involved.ticket, 'side_thread_warning'), at(h(6)));
    expect(warned.letters).toMatchObject([
      { kind: 'reminder', to: [sun.email], values: { span: 'side_thread', dueAt: h(8).toISOString() } },
    ]);
    const overdue = upon(warned.ticket, fires(warned.ticket, 'side_thread'), at(h(8)));
    expect(post(overdue)).toEqual(['side_thread_overdue→sun', 'side_thread_overdue→li', 'side_thread_overdue→wang']);
  });

  test('is answered to the person who asked, and the clock stops', () => {
    const change = upon(
      involved.ticket,
      { name: 'side_answer', sideThread: '1', ...says(sun, '连接池满了'), hasAttachments: true },
      at(h(1)),
    );
    expect(post(change)).toEqual(['side_thread_answer→li']);
    expect(change.letters[0]).toMatchObject({ words: '连接池满了', withAttachments: true });
    expect(change.ticket.sideThreads[0]?.answeredAt).toEqual(h(1));
    expect(change.ticket.clocks).toEqual(accepted.clocks);
    expect(change.ticket).toMatchObject({ state: 'in_progress', assignee: li.email });
  });

  test('is answered to the assignee too, when somebody else asked; once is enough for the clock', () => {
    const asked = upon(accepted, { ...involve, by: zhao }).ticket;
    const answer = { name: 'side_answer', sideThread: '1', ...says(sun) } as const;
    const first = upon(asked, answer, at(h(1)));
    expect(post(first)).toEqual(['side_thread_answer→zhao', 'side_thread_answer→li']);
    expect(upon(first.ticket, answer, at(h(2))).ticket.sideThreads[0]?.answeredAt).toEqual(h(1));
  });

  test.each(['side_thread_warning', 'side_thread'] as const)('that is not there has no %s', (kind) => {
    const lost = { ...involved.ticket, sideThreads: [] };
    const refused = { refused: 'no_such_side_thread', detail: '1' };
    expect(transition(lost, fires(lost, kind), at(h(8)))).toEqual(refused);
  });

  test('lets the helper do nothing else', () => {
    expect(transition(involved.ticket, { name: 'reply', ...says(sun) }, at(h(1)))).toEqual({
      refused: 'now_with',
      detail: 'li',
    });
    expect(transition(involved.ticket, { name: 'side_answer', sideThread: '9', ...says(sun) }, at(h(1)))).toMatchObject(
      { refused: 'no_such_side_thread' },
    );
  });

  test('may be asked twice; each has its own clocks', () => {
    const twice = upon(involved.ticket, { ...involve, question: '第二个', dueAt: h(9) }).ticket;
    expect(openSideThread(twice, sun.email)?.id).toBe('1');
    const first = upon(twice, { name: 'side_answer', sideThread: '1', ...says(sun) }).ticket;
    expect(first.clocks.filter(({ kind }) => kind === 'side_thread')).toEqual([
      { kind: 'side_thread', dueAt: h(9), subject: '2' },
    ]);
    expect(openSideThread(first, sun.email)?.id).toBe('2');
  });

  test('that is due tells nothing of another that is not', () => {
    const twice = upon(involved.ticket, { ...involve, question: '第二个', dueAt: h(9) }).ticket;
    const clock = { kind: 'side_thread', subject: '2', dueAt: h(9) } as const;
    expect(transition(twice, clockDue(clock), at(h(8)))).toEqual({ refused: 'not_due', detail: h(9).toISOString() });
  });

  test('goes on while the customer is asked', () => {
    const paused = upon(involved.ticket, { name: 'ask', ...says(li) }).ticket;
    expect(post(upon(paused, fires(paused, 'side_thread'), at(h(8))))).toContain('side_thread_overdue→sun');
  });
});
