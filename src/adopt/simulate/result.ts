import type { MailsOfOutcome, PlayedTicket } from '../../store/simulation.ts';
import { URGENCIES, type Urgency } from '../../ticket/ticket.ts';
import type { Advice } from './advice.ts';
import { tally } from './tally.ts';

/** Everything that came of old mails, as the report shows it. */
export type Simulation = {
  readonly mails: number;
  readonly period: { readonly from: Date; readonly until: Date } | null;
  readonly tickets: readonly PlayedTicket[];
  readonly letters: readonly { readonly kind: string; readonly letters: number }[];
  readonly outcomes: readonly MailsOfOutcome[];
  readonly advice: readonly Advice[];
};

/** First responses of one urgency, by the answers that the archive has. */
export type FirstAnswers = {
  readonly urgency: Urgency;
  readonly inTime: number;
  readonly late: number;
  readonly never: number;
};

/** Whether an answer came by its deadline; null where the archive ends before that. */
function responseOf({ respondBy, answeredAt }: PlayedTicket, until: Date): 'inTime' | 'late' | 'never' | null {
  if (respondBy === null) return null;
  if (answeredAt !== null) return answeredAt <= respondBy ? 'inTime' : 'late';
  return until > respondBy ? 'never' : null;
}

export function responsesByUrgency({ tickets, period }: Pick<Simulation, 'tickets' | 'period'>): FirstAnswers[] {
  const until = period?.until ?? new Date(0);
  return URGENCIES.map((urgency) => {
    const found = tickets.filter((ticket) => ticket.urgency === urgency).map((ticket) => responseOf(ticket, until));
    const count = (wanted: string): number => found.filter((each) => each === wanted).length;
    return { urgency, inTime: count('inTime'), late: count('late'), never: count('never') };
  });
}

/** Tickets whose first answer came late or never, the most urgent and the oldest first. */
export function missedDeadlines({ tickets, period }: Pick<Simulation, 'tickets' | 'period'>): PlayedTicket[] {
  const until = period?.until ?? new Date(0);
  return tickets
    .filter((ticket) => ['late', 'never'].includes(responseOf(ticket, until) ?? ''))
    .toSorted(
      (a, b) =>
        URGENCIES.indexOf(a.urgency) - URGENCIES.indexOf(b.urgency) || a.createdAt.getTime() - b.createdAt.getTime(),
    );
}

/** Outcomes of mails that reached no ticket. */
export const WITHOUT_TICKET: ReadonlySet<string> = new Set(['ignored', 'quarantined', 'held', 'bounce', 'duplicate']);

/** `tsdesk simulate --json`. */
export function jsonOf(simulation: Simulation) {
  const { mails, period, tickets, letters, outcomes, advice } = simulation;
  const countOf = (outcome: string) =>
    Object.fromEntries(outcomes.filter((row) => row.outcome === outcome).map((row) => [row.code, row.mails]));
  const counts = (of: (ticket: PlayedTicket) => string) =>
    Object.fromEntries(tally(tickets, of).map(({ value, count }) => [value, count]));
  const responses = responsesByUrgency(simulation);
  const sum = (name: 'inTime' | 'late' | 'never') => responses.reduce((all, row) => all + row[name], 0);
  return {
    mails,
    from: period?.from ?? null,
    until: period?.until ?? null,
    tickets: tickets.length,
    threads: tickets.filter((ticket) => ticket.mails > 1).length,
    appended: outcomes.filter(({ outcome }) => outcome === 'appended').reduce((all, row) => all + row.mails, 0),
    byCategory: counts(({ category }) => category),
    byUrgency: counts(({ urgency }) => urgency),
    letters: Object.fromEntries(letters.map(({ kind, letters: count }) => [kind, count])),
    deadlines: { withinDeadline: sum('inTime'), late: sum('late'), unanswered: sum('never') },
    duplicates: countOf('duplicate').copy_of ?? 0,
    ignored: countOf('ignored'),
    quarantined: countOf('quarantined'),
    held: countOf('held'),
    configure: advice.map(({ about, yaml }) => ({ about, yaml })),
  };
}
