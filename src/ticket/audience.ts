import { canonicalAddress, sameAddress } from '../people/address.ts';
import { customerOf } from '../people/identify.ts';
import type { Staff } from '../people/person.ts';
import type { Context, RosterEntry } from './context.ts';
import type { LetterContent, LetterContents, LetterKind, LetterOf } from './letters.ts';
import type { CustomerWrote } from './states.ts';
import type { Ticket } from './ticket.ts';

/** A letter to each of these once; none at all when there is nobody to write to. */
export function order<Kind extends LetterKind>(
  kind: Kind,
  to: readonly (string | null)[],
  ...[content]: Record<never, never> extends LetterContents[Kind]
    ? [content?: LetterContent<Kind>]
    : [content: LetterContent<Kind>]
): readonly LetterOf<Kind>[] {
  const each = new Map(to.flatMap((address) => (address ? [[canonicalAddress(address), address] as const] : [])));
  // The compiler cannot see through the map of contents that these are the parts of this kind.
  const letter: unknown = { kind, to: [...each.values()], ...content };
  return each.size === 0 ? [] : [letter as LetterOf<Kind>];
}

/** The same without some who know already, such as the one who wrote. */
export const besides = (
  to: readonly (string | null)[],
  ...known: readonly (string | null)[]
): readonly (string | null)[] => to.filter((address) => !known.some((other) => isSame(address, other)));

/** Whether two addresses are one; null is never the same. */
export const isSame = (a: string | null, b: string | null): boolean => a !== null && b !== null && sameAddress(a, b);

/** The customer's side as far as it may see the ticket: the requester and confirmed copies. */
export const customers = (ticket: Ticket): readonly string[] =>
  ticket.participants.filter(({ role, confirmed }) => role !== 'staff' && confirmed).map(({ address }) => address);

/** Who hears of the tickets of all at the requester's company, as configured; not who takes part in this one. */
export const managers = (ticket: Ticket, { policy }: Context): readonly (string | null)[] =>
  besides(customerOf(ticket.requester.address, policy.customers)?.managers ?? [], ...customers(ticket));

/** Who is behind the customer's words: who passed them on, else who wrote them. */
export const writerOf = ({ from, toldBy }: Pick<CustomerWrote, 'from' | 'toldBy'>): string =>
  toldBy?.email ?? from.address;

/** Those a ticket falls to in the end: the supervisors; on a desk without any, everybody. */
export function supervising<Entry extends Pick<RosterEntry, 'staff'>>(roster: readonly Entry[]): readonly Entry[] {
  const some = roster.filter(({ staff }) => staff.roles.includes('supervisor'));
  return some.length > 0 ? some : roster;
}

export const supervisors = ({ roster }: Context): readonly string[] =>
  supervising(roster).map(({ staff }) => staff.email);

/** Who follows every note: the follower, the supervisors of an urgent ticket, and who has asked to. */
export const watchers = (ticket: Ticket, context: Context): readonly (string | null)[] => [
  ticket.follower,
  ...(ticket.urgency === 'urgent' ? supervisors(context) : []),
  ...(ticket.followers ?? []),
];

/**
 * Whether somebody of the staff may see the ticket: who has it or takes part, its team, supervisors, and the front line
 * where nobody has it. Searches find by the same rule (`findTickets`).
 */
export const isSeenBy = ({ assignee, follower, team, participants }: Ticket, { email, roles, teams }: Staff): boolean =>
  roles.includes('supervisor') ||
  (roles.includes('frontline') && assignee === null) ||
  (team !== null && teams.includes(team)) ||
  [assignee, follower, ...participants.flatMap(({ role, address }) => (role === 'staff' ? address : []))].some((each) =>
    isSame(each, email),
  );

/** Who hears what the customer writes: assignee and follower, else the supervisors. */
export const inCharge = (ticket: Ticket, context: Context): readonly (string | null)[] =>
  ticket.assignee === null && ticket.follower === null ? supervisors(context) : [ticket.assignee, ticket.follower];
