import { v7 as uuid } from 'uuid';
import type { Desk } from '../../desk/desk.ts';
import { randomOf } from '../../lib/random.ts';
import type { Staff } from '../../people/person.ts';
import { type NewMessage, NOTHING } from '../../store/commit/change.ts';
import { commit } from '../../store/commit/commit.ts';
import { isRefusal } from '../../ticket/change.ts';
import type { Context } from '../../ticket/context.ts';
import { open } from '../../ticket/events/open.ts';
import { clockDue, type TicketEvent } from '../../ticket/states.ts';
import { formatNumber, localDay } from '../../ticket/text/number.ts';
import { type HistoryEntry, LOW_RATING, type Ticket } from '../../ticket/ticket.ts';
import { transition } from '../../ticket/transition.ts';
import type { Locale } from '../../words/locale.ts';
import { MONTH_WORDS, type MonthWords, type Problem } from './month-words.ts';

const HOUR = 3_600_000;

/** Of its customers, who are called c0, c1 and so on. */
export const MONTH_DOMAIN = 'customer.example';
const CUSTOMERS = 200;

/** People tell their work in quarters of an hour; minutes. */
const QUARTER = 15;

type Life = {
  readonly ticket: Ticket;
  readonly history: readonly HistoryEntry[];
  /** What the customer wrote, oldest first. */
  readonly messages: readonly NewMessage[];
};

/** What is played: so many tickets that arrive between two instants, and what becomes of them until a third. */
export interface Month {
  from: Date;
  to: Date;
  now: Date;
  tickets: number;
  /** The number of each day's first ticket, above those that the desk has given already. */
  firstOfDay?: number;
}

/**
 * Plays so many tickets that arrive between two instants through the support process, until `now`, and stores them.
 * Some are answered late or not at all, some reopened, some wait for the customer, some are closed by silence.
 */
export async function playMonth(desk: Desk, { from, to, now, tickets, firstOfDay = 1 }: Month): Promise<void> {
  const next = randomOf(7);
  const engineers = desk.directory.staff.filter(({ roles }) => roles.includes('engineer'));
  const sequences = new Map<string, number>();
  const lives: Life[] = [];
  const arrivals = Array.from({ length: tickets }, () => from.getTime() + next() * (to.getTime() - from.getTime()));
  for (const at of arrivals.toSorted((a, b) => a - b)) {
    const day = localDay(new Date(at), desk.policy.timezone);
    const sequence = sequences.get(day) ?? firstOfDay;
    sequences.set(day, sequence + 1);
    const number = formatNumber(desk.config.desk.numberPrefix, { day, sequence });
    const context = (time: number): Context => ({
      now: new Date(time),
      policy: desk.policy,
      // The engineers take turns: the one who has the fewest gets the next.
      roster: desk.directory.staff.map((staff) => ({
        staff,
        openTickets: staff.email === engineers[lives.length % engineers.length]?.email ? 0 : 5,
        lastAssignedAt: null,
        overrides: [],
      })),
    });
    lives.push(live(number, at, now.getTime(), next, context, desk.config.desk.locale));
  }
  await store(desk, lives);
}

function live(
  number: string,
  at: number,
  until: number,
  next: () => number,
  context: (time: number) => Context,
  locale: Locale,
): Life {
  const words = MONTH_WORDS[locale];
  const pick = <T>(all: readonly T[], share = next()): T => all[Math.floor(share * all.length)] as T;
  // The first come up more often than the last.
  const { subject, ...solution } = pick(words.problems, next() ** 1.5);
  const nth = Math.floor(next() * CUSTOMERS);
  const requester = { name: `${words.customer}${nth}`, address: `c${nth}@${MONTH_DOMAIN}` };
  const opened = open(
    {
      id: uuid(),
      number,
      requester,
      company: words.companies[nth % words.companies.length] ?? null,
      locale,
      timezone: null,
      subject,
      words: subject,
      form: next() < 0.3 ? { urgency: ['urgent', 'high', 'low'][Math.floor(next() * 3)] ?? 'low' } : {},
      copies: [],
      acknowledge: 'none',
      proven: true,
      reportedBy: null,
      linkedTo: null,
      claims: null,
      hasAttachments: false,
      writtenAt: null,
    },
    context(at),
  );
  const life: Living = { ticket: opened.ticket, history: [...opened.history], messages: [], at };
  hear(life, subject);
  for (const { after, event } of planOf(life.ticket, next, { words, solution, pick })) {
    const due = life.at + after;
    if (due > until || !fireUntil(life, due, context)) break;
    apply(life, event(life.ticket), due, context);
  }
  fireUntil(life, until, context);
  return { ticket: { ...life.ticket, version: 1 }, history: life.history, messages: life.messages };
}

type Living = { ticket: Ticket; history: HistoryEntry[]; messages: NewMessage[]; at: number };

/** Keeps what the customer writes, which the report has reasons from. */
function hear({ ticket, messages, at }: Living, text: string): void {
  messages.push({
    ...{ id: uuid(), ticketId: ticket.id, direction: 'in', visibility: 'public', from: ticket.requester },
    ...{ at: new Date(at), text, fullText: null, mailId: null, letterId: null, attachments: [] },
  });
}

function apply(life: Living, event: TicketEvent | null, at: number, context: (time: number) => Context): boolean {
  life.at = at;
  if (event === null) return true;
  const change = transition(life.ticket, event, context(at));
  if (isRefusal(change)) return false;
  life.ticket = change.ticket;
  if (event.name === 'customer_wrote') hear(life, event.words);
  life.history.push(...change.history);
  return true;
}

/** Lets every clock that is due before a moment fire; false when the ticket has ended by then. */
function fireUntil(life: Living, until: number, context: (time: number) => Context): boolean {
  for (;;) {
    const [first] = life.ticket.clocks.toSorted((a, b) => a.dueAt.getTime() - b.dueAt.getTime());
    if (first === undefined || first.dueAt.getTime() > until) return life.ticket.state !== 'closed';
    const at = first.dueAt.getTime();
    if (!apply(life, clockDue(first), at, context))
      life.ticket = { ...life.ticket, clocks: life.ticket.clocks.filter((clock) => clock !== first) };
  }
}

type Step = { readonly after: number; readonly event: (ticket: Ticket) => TicketEvent | null };
type Said = {
  readonly words: MonthWords;
  readonly solution: Omit<Problem, 'subject'>;
  readonly pick: <T>(all: readonly T[]) => T;
};

/** What people do with it, and how long they take. */
function planOf(opened: Ticket, next: () => number, { words, solution, pick }: Said): Step[] {
  const staff = (ticket: Ticket, of: (by: Staff) => TicketEvent) =>
    ticket.assignee === null ? null : of(STAFF(ticket.assignee));
  const wait = (hours: number): number => Math.round(hours * HOUR * (0.2 + 1.6 * next()));
  const writes = (text: string) => ({ words: text, hasAttachments: false });
  const accept: Step = { after: wait(0.4), event: (t) => staff(t, (by) => ({ name: 'accept', by })) };
  const reply: Step = {
    after: wait(4),
    event: (t) => staff(t, (by) => ({ name: 'reply', by, ...writes(words.reply) })),
  };
  const ask: Step = {
    after: wait(3),
    event: (t) => staff(t, (by) => ({ name: 'ask', by, ...writes(words.question) })),
  };
  const resolution = { ...solution, ...NOT_SAID };
  const minutes = QUARTER * (1 + Math.floor(next() * 8));
  const resolve: Step = {
    after: wait(opened.urgency === 'urgent' ? 3 : 12),
    event: (t) =>
      staff(t, (by) => ({
        ...{ name: 'resolve', by, resolution, work: { minutes, resources: null } },
        ...writes(`${solution.cause}\n${solution.steps}`),
      })),
  };
  const says = (
    intent: 'solved' | 'still_open' | 'unclear' | 'none',
    text: string,
    rating: number | null = null,
  ): Step => ({
    after: wait(10),
    event: (t) => ({
      name: 'customer_wrote',
      from: t.requester,
      words: text,
      intent,
      asksForNews: false,
      onlyThanks: false,
      satisfaction: rating,
      rights: { confirm: 'yes', reopen: true, mark: null },
      hasAttachments: false,
      form: {},
      filledIn: {},
      copies: [],
      lettingIn: [],
    }),
  });
  const rating = next() < 0.5 ? 1 + Math.floor(next() * 5) : null;
  const thanks = rating !== null && rating <= LOW_RATING ? pick(words.disappointed) : words.solved;
  const kind = next();
  if (kind < 0.04) return [];
  if (kind < 0.08) return [accept];
  if (kind < 0.16) return [accept, ask];
  if (kind < 0.3) return [accept, reply, resolve];
  if (kind < 0.36) return [accept, reply, resolve, says('unclear', words.unclear)];
  const again = kind < 0.5 ? [says('still_open', pick(words.stillOpen)), accept, resolve] : [];
  const asked = kind > 0.9 ? [ask, says('none', words.answer)] : [];
  return [accept, ...(kind < 0.7 ? [reply] : []), ...asked, resolve, ...again, says('solved', thanks, rating)];
}

const NOT_SAID = { workaround: null, verified: null, resources: null };

/** The process asks only who they are; their configured roles are in the roster. */
const STAFF = (email: string): Staff => ({
  name: email,
  email,
  roles: ['engineer'],
  teams: [],
  capacity: 8,
  duty: null,
  locale: null,
});

const TICKETS_A_COMMIT = 200;

async function store(desk: Desk, lives: readonly Life[]): Promise<void> {
  for (let at = 0; at < lives.length; at += TICKETS_A_COMMIT) {
    const tickets = lives.slice(at, at + TICKETS_A_COMMIT);
    const messages = tickets.flatMap((life) => life.messages);
    const refusal = await commit(desk.db, { ...NOTHING, tickets, messages });
    if (refusal !== null) throw new Error(`the month was not stored: ${refusal}`);
  }
}
