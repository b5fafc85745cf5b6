import { sameAddress } from '../people/address.ts';
import { type Action, authorise, type Permission } from '../people/authority.ts';
import type { TicketParties } from '../people/participant.ts';
import { standingOf } from '../people/standing.ts';
import { partiesOf } from '../ticket/incident/incident.ts';
import type { RelayMark } from '../ticket/letters.ts';
import type { Arrival } from './context.ts';

/**
 * What its sender may do with a mail. Words of a mail to somebody else that staff have let go count like any other:
 * they have looked at it. That it was not written to the desk still takes what else it says the power to change a
 * ticket. Where the proof of the sender leaves open to whom a mail was written, staff confirm what they command, and a
 * customer's "solved" is worth what an unproven one is.
 */
export function permissionFor(arrival: Arrival, action: Action): Permission {
  const { person, ticket, incident, verdict, evidence, addressed, sealed, redeemed, released } = arrival;
  if (person === null) return 'quarantine';
  const staff = person.kind === 'staff';
  const parties = ticket ?? (incident && partiesOf(incident));
  const unsealed = !staff && action === 'confirm' && !sealed && verdict === 'P';
  return authorise({
    action,
    sender: standingOf(person, parties && withoutDeparted(parties, arrival), arrival.standsInFor),
    authentication: unsealed ? 'N' : verdict,
    evidence,
    addressed: (addressed && (sealed || !staff)) || (released && action === 'append'),
    redeemed: staff ? redeemed : released,
  });
}

/** What somebody has who has left the staff, nobody has. */
function withoutDeparted(parties: TicketParties, { directory }: Arrival): TicketParties {
  const isThere = directory.staff.some(
    ({ email }) => parties.assignee !== null && sameAddress(email, parties.assignee),
  );
  return isThere ? parties : { ...parties, assignee: null };
}

/** The mark of a customer's words that are kept and change nothing; null for words that count. */
export function markOf(arrival: Arrival, append: Permission): RelayMark | null {
  if (append === 'unconfirmed') return append;
  if (append !== 'unverified') return null;
  // Written to the desk, the same words would count: its sender is verified.
  return !arrival.addressed && permissionFor({ ...arrival, addressed: true }, 'append') === 'allow'
    ? 'not_addressed'
    : 'unverified';
}
