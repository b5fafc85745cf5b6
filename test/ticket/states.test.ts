import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { clockDue, NEXT_STEP, STATE_TABLE } from '../../src/ticket/states.ts';
import { STATES, type State } from '../../src/ticket/ticket.ts';

const rows = Object.entries(STATE_TABLE);
const targets = (row: (typeof rows)[number][1], state: State): readonly State[] => {
  const cell = row[state];
  return 'to' in cell ? cell.to : [];
};

/** The diagram: an arrow for each pair of states, with the events that lead from the one to the other. */
function diagram(): string {
  const arrows = STATES.flatMap((from) =>
    STATES.filter((to) => to !== from).flatMap((to) => {
      const names = rows.filter(([, row]) => targets(row, from).includes(to)).map(([name]) => name);
      return names.length === 0 ? [] : [`    ${from} --> ${to}: ${names.join(', ')}`];
    }),
  );
  return ['stateDiagram-v2', '    [*] --> new', ...arrows, '    merged --> [*]'].join('\n');
}

/** The table: `=` leaves the state as it is, a name leads there, an empty cell refuses. */
function table(): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  const cell = (from: State, to: readonly State[]): string =>
    to.map((state) => (state === from ? '=' : state)).join(', ');
  return [
    line(['event', ...STATES]),
    line(['---', ...STATES.map(() => '---')]),
    ...rows.map(([name, row]) => line([name, ...STATES.map((state) => cell(state, targets(row, state)))])),
  ].join('\n');
}

describe('the state table', () => {
  const page = readFileSync(new URL('../../docs/states.md', import.meta.url), 'utf8');

  test('is the one that is drawn', () => {
    expect(/```mermaid\n([\s\S]*?)\n```/.exec(page)?.[1]).toBe(diagram());
  });

  test('is the one that is written out', () => {
    expect(/^\| event[\s\S]*?(?=\n\n|\n$)/m.exec(page)?.[0]).toBe(table());
  });

  test.each([
    'new → triaged',
    'triaged → assigned',
    'assigned → in_progress',
    'in_progress → pending',
    'pending → in_progress',
    'in_progress → resolved',
    'resolved → closed',
    'closed → reopened',
    'resolved → reopened',
    'reopened → triaged',
  ])('leads %s', (arrow) => {
    const [from, to] = arrow.split(' → ') as [State, State];
    expect(rows.some(([, row]) => targets(row, from).includes(to))).toBe(true);
  });

  test('leads nowhere from a merged ticket', () => {
    expect(rows.flatMap(([, row]) => targets(row, 'merged'))).toEqual([]);
  });

  test.each(['new', 'reopened'] as const)(
    'passes through %s: nothing is possible there but its own next step',
    (state) => {
      const possible = rows.filter(([, row]) => targets(row, state).length > 0).map(([name]) => name);
      expect(possible).toEqual([NEXT_STEP[state]]);
    },
  );

  /** Why an event is refused on a ticket that has not ended. */
  const refusals: Readonly<Record<string, readonly string[]>> = {
    triaged_already: ['triage'],
    dispatched_already: ['dispatch'],
    unsettled: [
      'customer_wrote',
      'customer',
      'told',
      'bounced',
      'outside_answer',
      'admit',
      'remind',
      'follow_up_done',
      'later',
      'later_off',
      'follow',
      'mute',
      'close',
      'merge',
      'absorb',
      'split',
      'incident',
      'incident_left',
    ],
    accepted_already: ['accept'],
    not_in_work: [
      'stand_in',
      'decline',
      'assign',
      'urgency',
      'category',
      'eta',
      'analysis',
      'progress',
      'ask',
      'reply',
      'note',
      'involve',
      'involve_outside',
      'side_answer',
      'approval',
      'resolve',
      'incident_told',
      'incident_resolved',
    ],
    nothing_to_approve: ['agree', 'refuse'],
    nothing_to_release: ['release'],
    nothing_to_undo: ['undo'],
    open: ['reopen'],
    not_running: [
      'accept_due',
      'respond_warning_due',
      'respond_due',
      'update_warning_due',
      'update_due',
      'confirm_reminder_due',
      'confirm_close_due',
      'side_thread_warning_due',
      'side_thread_due',
      'approval_warning_due',
      'approval_due',
      'follow_up_due',
      'send_later_due',
    ],
  };

  test.each(rows)('refuses %s with one code, and on a ticket that has ended with how it did', (name, row) => {
    const code = Object.entries(refusals).find(([, names]) => names.includes(name))?.[0];
    for (const state of STATES) {
      const cell = row[state];
      if ('refused' in cell) expect(cell.refused).toBe(state === 'closed' || state === 'merged' ? state : code);
    }
  });

  test('dispatches a ticket again that waits for somebody', () => {
    const again = rows.filter(
      ([, { triaged }]) => 'to' in triaged && triaged.restarts && triaged.to.includes('triaged'),
    );
    expect(again.map(([name]) => name)).toEqual(['assign', 'category', 'update_due']);
    expect(NEXT_STEP.triaged).toBe('dispatch');
  });

  test('has an event for each clock', () => {
    const clock = { kind: 'accept', dueAt: new Date(0), subject: '' } as const;
    expect(clockDue(clock)).toEqual({ name: 'accept_due', clock });
  });
});
