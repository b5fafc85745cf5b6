/**
 * Incidents: many customers, one cause. An incident has a number, an owner and a timeline of entries; tickets belong to
 * it by a link of their own. What is said about it as a whole becomes an entry with the mail that says it; its tickets
 * get the entry one by one, each in a commit of its own (duties/incidents.ts), so that a mail about ten thousand
 * tickets is done as soon as any other.
 */
import type { TicketParties } from '../../people/participant.ts';
import type { ResolutionText } from '../text/resolution-text.ts';
import type { IncidentLink, Ticket } from '../ticket.ts';

export type IncidentState = 'open' | 'resolved' | 'dropped';

export type Incident = {
  readonly id: string;
  /** `INC20261126004`, drawn from the counter of the tickets: no ticket has the same digits. */
  readonly number: string;
  /** Counts commits, as a ticket's does. */
  readonly version: number;
  readonly state: IncidentState;
  /** For the staff; no customer reads it. */
  readonly title: string;
  /** Registered addresses. */
  readonly owner: string;
  readonly openedBy: string;
  readonly mailbox: string;
  /** Whose tickets it may have; null or absent: those of no brand. */
  readonly brand?: string | null;
  readonly openedAt: Date;
  readonly toldAt: Date | null;
  /** When its owner is asked for the next word to the customers; null once it has ended. */
  readonly remindAt: Date | null;
  readonly endedAt: Date | null;
};

/**
 * `news` and `resolution` go to the customer of every ticket, `dropped` lets every ticket go, `gather` links those that
 * report the same; the others concern none.
 */
export type EntryKind = 'opened' | 'note' | 'owner' | 'news' | 'resolution' | 'dropped' | 'gather';

/** Words in a language; null: in whatever language they were written, for all. `resolution`: the same, in its parts. */
export type Wording = {
  readonly locale: string | null;
  readonly words: string;
  readonly resolution?: ResolutionText;
};

export type IncidentEntry = {
  readonly id: string;
  readonly incidentId: string;
  readonly kind: EntryKind;
  /** A registered address. */
  readonly by: string;
  readonly at: Date;
  readonly content: readonly Wording[];
};

/** What became of an entry on a ticket: it was carried out, or the state of the ticket had no place for it. */
export type EntryOutcome = 'done' | 'passed';

const FOR_TICKETS: ReadonlySet<EntryKind> = new Set(['news', 'resolution', 'dropped', 'gather']);

/** Whether tickets are to get it one by one. */
export const concernsTickets = ({ kind }: Pick<IncidentEntry, 'kind'>): boolean => FOR_TICKETS.has(kind);

const PREFIX = 'INC';

/** `INC`; where the tickets are numbered so already, a longer word that no ticket number is read from. */
export const incidentPrefix = (ticketPrefix: string): string =>
  ticketPrefix.normalize('NFKC').toUpperCase() === PREFIX ? 'INCIDENT' : PREFIX;

/** An incident as evidence and permissions look at it: its owner has it as an engineer has a ticket. */
export const partiesOf = ({ number, owner }: Incident): TicketParties => ({
  number,
  requester: { address: owner },
  participants: [],
  assignee: owner,
  follower: null,
  tokenEpoch: 0,
  closedAt: null,
});

/** Whether its incident speaks for a ticket: nobody is asked or told about it one by one what holds for all of them. */
export const isSpokenFor = ({ incident }: Pick<Ticket, 'incident'>): boolean => incident?.told === true;

export const linkTo = ({ number, title }: Incident, since: Date): IncidentLink => ({ number, title, since });

/** The words in a language, else those for all, else those there are. */
export function wordingIn(content: readonly Wording[], locale: string): Wording {
  const found =
    content.find((each) => each.locale === locale) ?? content.find((each) => each.locale === null) ?? content[0];
  if (found === undefined) throw new Error('the entry of an incident has no words');
  return found;
}
