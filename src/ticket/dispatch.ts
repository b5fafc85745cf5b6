import type { Staff } from '../people/person.ts';
import { isSame, supervising } from './audience.ts';
import type { Context, RosterEntry } from './context.ts';
import type { Policy, Team } from './policy.ts';
import type { Ticket } from './ticket.ts';
import { onDuty } from './time/duty.ts';

/** Who gets the ticket. `offered`: has to accept in time; otherwise it stays with them, for nobody else is left. */
export type Choice = { readonly staff: Staff; readonly offered: boolean };

/**
 * The team for a ticket on its line: the first that lists the category and the urgency. On line 2 a team without
 * categories takes everything. Null: the front line.
 */
export function chooseTeam(ticket: Pick<Ticket, 'category' | 'urgency' | 'line'>, policy: Policy): Team | null {
  const teams = policy.teams.filter((team) => team.line === ticket.line && team.urgencies.includes(ticket.urgency));
  const lists = teams.find((team) => team.categories.includes(ticket.category));
  return lists ?? (ticket.line === 1 ? null : (teams.find((team) => team.categories.length === 0) ?? null));
}

/**
 * The next to get the ticket: of its team (without one, of the front line) the person who is on duty, was not passed
 * over and carries least; after `acceptRounds` offers, or when nobody is left, a supervisor. Null when there is none
 * either.
 */
export function chooseAssignee(ticket: Ticket, context: Context): Choice | null {
  const isLeft = ({ staff }: RosterEntry) => !ticket.passedOver.some((email) => isSame(email, staff.email));
  const exhausted = ticket.acceptRound >= context.policy.acceptRounds;
  const pool = exhausted ? [] : context.roster.filter(({ staff }) => worksFor(staff, ticket.team)).filter(isLeft);
  const offered = leastLoaded(present(pool, context));
  if (offered) return { staff: offered, offered: true };
  const above = supervising(context.roster).filter(isLeft);
  const last = leastLoaded(present(above, context)) ?? leastLoaded(above);
  return last && { staff: last, offered: false };
}

/** The least loaded of the front line, on duty if possible, else a supervisor; null without either. */
export function chooseFollower(context: Context): Staff | null {
  const having = (role: 'frontline' | 'supervisor') => context.roster.filter(({ staff }) => staff.roles.includes(role));
  const pools = [having('frontline'), having('supervisor')].flatMap((pool) => [present(pool, context), pool]);
  return pools.map(leastLoaded).find((staff) => staff !== null) ?? null;
}

/** The member of a team to ask for help: on duty and least loaded, else a supervisor. */
export function chooseHelper(team: string, asking: Staff, context: Context): Staff | null {
  const others = context.roster.filter(({ staff }) => !isSame(staff.email, asking.email));
  const members = others.filter(({ staff }) => worksFor(staff, team));
  return leastLoaded(present(members, context)) ?? leastLoaded(members) ?? leastLoaded(supervising(others));
}

const worksFor = ({ roles, teams }: Staff, team: string | null): boolean =>
  team === null
    ? roles.includes('frontline')
    : teams.includes(team) && (roles.includes('engineer') || roles.includes('frontline'));

const present = (entries: readonly RosterEntry[], { now, policy }: Context): readonly RosterEntry[] =>
  entries.filter(({ staff, overrides }) => onDuty(staff, overrides, now, policy.timezone));

/** Open tickets ÷ capacity, a ratio and never a cap; ties go to who has waited longest for a ticket. */
function leastLoaded(entries: readonly RosterEntry[]): Staff | null {
  const load = ({ openTickets, staff }: RosterEntry): number => openTickets / staff.capacity;
  const idleSince = ({ lastAssignedAt }: RosterEntry): number => lastAssignedAt?.getTime() ?? 0;
  const [first] = entries.toSorted((a, b) => load(a) - load(b) || idleSince(a) - idleSince(b));
  return first?.staff ?? null;
}
