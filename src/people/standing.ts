import { sameAddress } from './address.ts';
import { isColleague, isOnCustomersSide, type TicketParties } from './participant.ts';
import type { Person, Staff } from './person.ts';

/** What a sender is to a ticket, or to none: without a ticket everybody outside the staff is a customer. */
export type Standing = 'customer' | 'engineer' | 'supervisor' | 'colleague' | 'stranger';

/** `colleague`: a stranger of the requester's own organisation. `own` and the roles are false for all but staff. */
export type SenderStanding = {
  readonly standing: Standing;
  /**
   * Theirs to act on: assigned to them; for the front line also what they follow or nobody has yet; for supervisors
   * all.
   */
  readonly own: boolean;
  readonly frontline: boolean;
  readonly supervisor: boolean;
};

/** `standsInFor`: registered addresses of those in whose place they act at the moment. */
export function standingOf(
  person: Person,
  ticket: TicketParties | null,
  standsInFor: readonly string[] = [],
): SenderStanding {
  if (person.kind === 'staff') return staffStanding(person.staff, ticket, standsInFor);
  return { standing: outsider(person.address.address, ticket), own: false, frontline: false, supervisor: false };
}

/** A supervisor counts as an engineer on tickets they work on themselves. */
export function staffStanding(
  { email, roles }: Staff,
  ticket: TicketParties | null,
  standsInFor: readonly string[] = [],
): SenderStanding {
  const supervisor = roles.includes('supervisor');
  const frontline = roles.includes('frontline');
  const worksOnIt = ticket !== null && isTheirs(ticket, [email, ...standsInFor], frontline);
  return {
    standing: supervisor && !worksOnIt ? 'supervisor' : 'engineer',
    own: worksOnIt || (supervisor && ticket !== null),
    frontline,
    supervisor,
  };
}

function isTheirs({ assignee, follower }: TicketParties, emails: readonly string[], frontline: boolean): boolean {
  const is = (address: string | null): boolean =>
    address !== null && emails.some((email) => sameAddress(address, email));
  return is(assignee) || (frontline && (is(follower) || assignee === null));
}

function outsider(address: string, ticket: TicketParties | null): Standing {
  if (ticket === null || isOnCustomersSide(ticket, address)) return 'customer';
  return isColleague(ticket, address) ? 'colleague' : 'stranger';
}
