import type { Desk } from '../../src/desk/desk.ts';
import type { Staff } from '../../src/people/person.ts';
import { NOTHING } from '../../src/store/commit/change.ts';
import { commit } from '../../src/store/commit/commit.ts';
import { type Change, isRefusal } from '../../src/ticket/change.ts';
import type { Context } from '../../src/ticket/context.ts';
import { open } from '../../src/ticket/events/open.ts';
import type { TicketEvent } from '../../src/ticket/states.ts';
import type { HistoryEntry, Ticket } from '../../src/ticket/ticket.ts';
import { transition } from '../../src/ticket/transition.ts';

/** What happens to a ticket, and when. */
export type Step = readonly [at: string, event: (ticket: Ticket, by: Staff) => TicketEvent];

export interface Life {
  number: string;
  subject: string;
  opened: string;
  /** Who gets it first, by name; each step is by its assignee at the time. */
  by: string;
  form?: Ticket['form'];
  steps: readonly Step[];
}

export const accept = (_: Ticket, by: Staff): TicketEvent => ({ name: 'accept', by });
export const reply = (_: Ticket, by: Staff): TicketEvent => ({
  name: 'reply',
  by,
  words: '在看',
  hasAttachments: false,
});
export const resolve = (_: Ticket, by: Staff): TicketEvent => ({
  name: 'resolve',
  by,
  words: '好了',
  hasAttachments: false,
  resolution: { cause: '内存', steps: '重启', kind: null, workaround: null, verified: null, resources: null },
});
export const says =
  (intent: 'solved' | 'still_open', satisfaction: number | null = null) =>
  ({ requester }: Ticket): TicketEvent => ({
    name: 'customer_wrote',
    from: requester,
    words: '回复',
    intent,
    asksForNews: false,
    onlyThanks: false,
    satisfaction,
    rights: { confirm: 'yes', reopen: true, mark: null },
    hasAttachments: false,
    form: {},
    filledIn: {},
    copies: [],
    lettingIn: [],
  });

/** Leads these lives through the support process and stores them. Throws where the process refuses a step. */
export async function storeLives(desk: Desk, lives: readonly Life[]): Promise<void> {
  const tickets = lives.map((life) => lived(desk, life));
  const refusal = await commit(desk.db, { ...NOTHING, tickets });
  if (refusal !== null) throw new Error(`the lives were not stored: ${refusal}`);
}

function lived(desk: Desk, life: Life): { ticket: Ticket; history: readonly HistoryEntry[] } {
  const by = desk.directory.staff.find(({ name }) => name === life.by);
  if (by === undefined) throw new Error(`${life.by} is not on the staff`);
  const context = (at: string): Context => ({
    now: new Date(at),
    policy: desk.policy,
    roster: desk.directory.staff.map((staff) => ({
      staff,
      openTickets: staff === by ? 0 : 9,
      lastAssignedAt: null,
      overrides: [],
    })),
  });
  let change: Change = open(
    {
      id: `00000000-0000-7000-8000-${life.number.slice(-12).padStart(12, '0')}`.replace(/[^0-9a-f-]/g, '0'),
      number: life.number,
      requester: { name: '客户', address: 'c@customer.example' },
      company: null,
      locale: 'zh-CN',
      timezone: null,
      subject: life.subject,
      words: life.subject,
      form: life.form ?? {},
      copies: [],
      acknowledge: 'none',
      proven: true,
      reportedBy: null,
      linkedTo: null,
      claims: null,
      hasAttachments: false,
      writtenAt: null,
    },
    context(life.opened),
  );
  const history = [...change.history];
  for (const [at, event] of life.steps) {
    const assignee = desk.directory.staff.find(({ email }) => email === change.ticket.assignee);
    const next = transition(change.ticket, event(change.ticket, assignee ?? by), context(at));
    if (isRefusal(next)) throw new Error(`${life.number} at ${at}: ${next.refused}`);
    history.push(...next.history);
    change = next;
  }
  return { ticket: { ...change.ticket, version: 1 }, history };
}
