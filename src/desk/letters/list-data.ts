import type { MailboxConfig } from '../../config/settings.ts';
import type { AwayPerson, LetterFacts, ListRow, ListSection, OwnedIncident } from '../../letter/facts.ts';
import { sameAddress } from '../../people/address.ts';
import type { IncidentSummary } from '../../store/incident.ts';
import type { ChangedTicket, ListedTicket } from '../../store/ticket-list.ts';
import { type Attendance, absenceAt, standIn } from '../../ticket/absence/absence.ts';
import { partiesOf } from '../../ticket/incident/incident.ts';
import { nextDue } from '../../ticket/time/next-due.ts';
import type { ListSectionName } from '../../words/language.ts';
import type { Desk } from '../desk.ts';
import { contractFacts } from './contract-facts.ts';
import { linkFor } from './ticket-link.ts';

/** One group of a list as it was loaded. */
export type FoundSection = {
  readonly name: ListSectionName;
  readonly total: number;
  readonly tickets: readonly (ListedTicket & Partial<Pick<ChangedTicket, 'wrote'>>)[];
  /** How many each of the staff has; null has what nobody has. */
  readonly people?: readonly { readonly email: string | null; readonly count: number }[];
};

type Showing = Pick<Desk, 'directory' | 'keys' | 'now' | 'policy'>;
type Reader = { readonly address: string; readonly audience: 'staff' | 'customer' };

/** Groups of a customer's list in which they take no part themselves: nothing can be answered from it. */
const OF_OTHERS: ReadonlySet<ListSectionName> = new Set(['company', 'open_there']);

/** What a list shows its reader: with each ticket an address of their own to act on it, and what is owed next. */
export function listData(
  desk: Showing,
  mailbox: MailboxConfig,
  found: readonly FoundSection[],
  reader: Reader,
): Required<Pick<LetterFacts, 'list'>> {
  const nameOf = (email: string | null): string =>
    desk.directory.staff.find((each) => email !== null && sameAddress(each.email, email))?.name ?? email ?? '';
  const linkTo = linkFor(desk, mailbox, reader);
  const rowOf = (ticket: FoundSection['tickets'][number], name: ListSectionName): ListRow => {
    const { number, subject, urgency, state, company, requester, createdAt: openedAt } = ticket;
    const customer = company ?? (requester.name || requester.address);
    const wrote = ticket.wrote === undefined ? {} : { wrote: ticket.wrote };
    const row = { number, title: subject, urgency, state, openedAt, ...wrote };
    if (OF_OTHERS.has(name))
      return { ...row, ...NO_LINK, customer, who: requester.name || requester.address, due: promised(ticket) };
    return reader.audience === 'staff'
      ? {
          ...row,
          ...linkTo(ticket),
          ...contractFacts(desk, ticket),
          customer,
          who: nameOf(ticket.assignee),
          due: nextDue(ticket),
        }
      : { ...row, ...linkTo(ticket), customer, who: '', due: promised(ticket) };
  };
  const list = found
    .filter(({ total }) => total > 0)
    .map(
      ({ name, total, tickets, people = [] }): ListSection => ({
        name,
        total,
        people: people.map(({ email, count }) => ({ who: nameOf(email), count })),
        rows: tickets.map((ticket) => rowOf(ticket, name)),
      }),
    );
  return { list };
}

/** Open incidents as a list of the staff shows them. */
export const ownedIncidents = (
  desk: Showing,
  mailbox: MailboxConfig,
  found: readonly IncidentSummary[],
  address: string,
): readonly OwnedIncident[] =>
  found.map(({ incident, customers }) => ({
    ...linkFor(desk, mailbox, { address, audience: 'staff' })(partiesOf(incident)),
    number: incident.number,
    title: incident.title,
    who: desk.directory.staff.find(({ email }) => sameAddress(email, incident.owner))?.name ?? incident.owner,
    customers,
    due: incident.remindAt,
  }));

/** Who is away at the moment, by name. */
export const awayNow = (attendance: Attendance, now: Date): readonly AwayPerson[] =>
  attendance.flatMap((entry) => {
    const absence = absenceAt(entry, now);
    const substitute = standIn(attendance, entry.staff.email, now)?.name ?? '';
    return absence === null ? [] : [{ who: entry.staff.name, from: absence.from, to: absence.to, substitute }];
  });

const NO_LINK = { reply: '', ref: '' } as const;

/** All a customer is told of the desk's deadlines. */
const promised = ({ expectedBy: at }: ListedTicket): ListRow['due'] => (at === null ? null : { name: 'expected', at });
