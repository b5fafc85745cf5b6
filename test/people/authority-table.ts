import type { Action, Permission } from '../../src/people/authority.ts';
import type { EvidenceLevel } from '../../src/people/evidence.ts';
import { COMMAND_NAMES } from '../../src/words/commands.ts';

/**
 * What the permission table must say, written down a second time and in words, independently of the code it checks. A
 * cell is a list of `actions: decision`; `*` stands for every action not named. `-` cannot occur and is closed.
 */
const TABLE = `
sender       | E4                                             | E3                                                         | E2                                                   | E1                          | E0
customer P   | append reopen confirm: allow                   | append reopen confirm: allow                               | append reopen: allow; confirm: ask_back              | -                           | *: new_ticket
customer N   | append reopen: allow; confirm: allow_with_undo | append reopen: allow; confirm: words_only                  | *: unverified                                        | -                           | *: new_ticket
customer F   | *: quarantine                                  | *: quarantine                                              | *: quarantine                                        | -                           | *: quarantine
engineer P   | *: allow                                       | words note reply article help mine team find answers: allow; *: challenge                 | words note help mine team find answers: allow; *: challenge                 | help mine team find answers: allow; *: challenge   | words: new_internal_ticket; help kb mine team find answers: allow; release notify away back incident: challenge; *: needs_ticket
engineer N   | *: held                                        | *: held                                                    | *: held                                              | *: held                     | *: held
engineer F   | *: held_forged                                 | *: held_forged                                             | *: held_forged                                       | *: held_forged              | *: held_forged
supervisor P | bulk: challenge; *: allow                      | words note help mine team find answers: allow; *: challenge                       | words note help mine team find answers: allow; *: challenge                 | help mine team find answers: allow; *: challenge   | words: new_internal_ticket; help kb mine team find answers: allow; report approve onduty keep forget release recurring certificate notify away back incident bulk: challenge; *: needs_ticket
supervisor N | *: held                                        | *: held                                                    | *: held                                              | *: held                     | *: held
supervisor F | *: held_forged                                 | *: held_forged                                             | *: held_forged                                       | *: held_forged              | *: held_forged
colleague P  | *: third_party                                 | *: unconfirmed                                             | -                                                    | *: new_ticket_claims        | *: new_ticket
colleague N  | *: third_party                                 | *: third_party                                             | -                                                    | *: new_ticket_claims        | *: new_ticket
colleague F  | *: quarantine                                  | *: quarantine                                              | -                                                    | *: quarantine               | *: quarantine
stranger P   | *: third_party                                 | *: third_party                                             | -                                                    | *: new_ticket_claims        | *: new_ticket
stranger N   | *: third_party                                 | *: third_party                                             | -                                                    | *: new_ticket_claims        | *: new_ticket
stranger F   | *: quarantine                                  | *: quarantine                                              | -                                                    | *: quarantine               | *: quarantine
`;

/** The same for a mail whose To and Cc do not name the desk; rows that are not here say the same as above. */
const TO_OTHERS = `
sender       | E4                           | E3                           | E2                           | E1           | E0
customer P   | *: unverified                | *: unverified                | *: unverified                | -            | *: new_ticket
customer N   | *: unverified                | *: unverified                | *: unverified                | -            | *: new_ticket
engineer P   | words: allow; *: challenge   | words: allow; *: challenge   | words: allow; *: challenge   | *: challenge | words: new_internal_ticket; help kb mine team find answers release notify away back incident: challenge; *: needs_ticket
supervisor P | words: allow; *: challenge   | words: allow; *: challenge   | words: allow; *: challenge   | *: challenge | words: new_internal_ticket; help kb mine team find answers report approve onduty keep forget release recurring certificate notify away back incident bulk: challenge; *: needs_ticket
`;

export type Cell = {
  readonly addressed: boolean;
  readonly sender: string;
  readonly level: EvidenceLevel;
  readonly expected: ReadonlyMap<Action, Permission> | null;
};

const CUSTOMER_ACTIONS: readonly Action[] = ['append', 'reopen', 'confirm'];
const STAFF_ACTIONS: readonly Action[] = ['words', 'bulk', ...COMMAND_NAMES];
/** Refused to engineers however well proven. */
const SUPERVISORS: ReadonlySet<Action> = new Set([
  'report',
  'approve',
  'onduty',
  'recurring',
  'certificate',
  'keep',
  'forget',
  'bulk',
]);

export function authorityCells(): Cell[] {
  const rows = rowsOf(TABLE);
  const toOthers = new Map(rowsOf(TO_OTHERS));
  return [
    ...rows.flatMap(([sender, cells]) => cellsOf(sender, cells, true)),
    ...rows.flatMap(([sender, cells]) => cellsOf(sender, toOthers.get(sender) ?? cells, false)),
  ];
}

function rowsOf(table: string): (readonly [sender: string, cells: readonly string[]])[] {
  const [, ...rows] = table.trim().split('\n');
  return rows.map((line) => {
    const [sender = '', ...cells] = line.split('|').map((cell) => cell.trim());
    return [sender, cells];
  });
}

const LEVELS: readonly EvidenceLevel[] = ['E4', 'E3', 'E2', 'E1', 'E0'];

const cellsOf = (sender: string, cells: readonly string[], addressed: boolean): Cell[] =>
  LEVELS.map((level, index) => {
    const text = cells[index] ?? '';
    return { addressed, sender, level, expected: text === '-' ? null : expectations(sender, text) };
  });

function expectations(sender: string, text: string): Map<Action, Permission> {
  const staff = /^(?:engineer|supervisor)/.test(sender);
  const named = new Map(
    text.split('; ').flatMap((clause) => {
      const [actions = '', decision = ''] = clause.split(': ');
      return actions.split(' ').map((action) => [action, decision as Permission] as const);
    }),
  );
  const actions = staff ? STAFF_ACTIONS : CUSTOMER_ACTIONS;
  return new Map(
    actions.map((action) => [
      action,
      forEngineers(sender, action, named.get(action) ?? named.get('*') ?? 'quarantine'),
    ]),
  );
}

function forEngineers(sender: string, action: Action, decision: Permission): Permission {
  return sender === 'engineer P' && SUPERVISORS.has(action) ? 'supervisors_only' : decision;
}
