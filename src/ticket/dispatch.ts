import type { Staff } from '../people/person.ts';
import { absenceAt, isAway, standIn } from './absence/absence.ts';
import { isSame, supervising } from './audience.ts';
import type { Context, RosterEntry } from './context.ts';
import { termsFor } from './contract/terms.ts';
import type { Policy, Team } from './policy.ts';
import type { Ticket } from './ticket.ts';
import { onDuty } from './time/duty.ts';
import { onCallAt } from './time/on-call.ts';

/**
 * Who gets the ticket. `offered`: has to accept in time; otherwise it stays with them, for nobody else is left.
 * `onCall`: it is theirs outside the hours of their team, so that the time runs at night too.
 */
export type Choice = { readonly staff: Staff; readonly offered: boolean; readonly onCall?: true };

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
 * The next to get the ticket: an urgent one, outside the hours of its team, goes to who is on call. Else it is of its
 * team (without one, of the front line) the person who is on duty, was not passed over and carries least; after
 * `acceptRounds` offers, or when nobody is left, a supervisor. Null when there is none either.
 */
export function chooseAssignee(ticket: Ticket, context: Context): Choice | null {
  const isLeft = ({ staff }: RosterEntry) => !ticket.passedOver.some((email) => isSame(email, staff.email));
  const exhausted = ticket.acceptRound >= context.policy.acceptRounds;
  const pool = exhausted ? [] : context.roster.filter(({ staff }) => worksFor(staff, ticket.team)).filter(isLeft);
  const onDuty = present(pool, context);
  const called = exhausted || ticket.urgency !== 'urgent' ? [] : onCallFor(ticket, onDuty, context).filter(isLeft);
  if (called[0]) return { staff: called[0].staff, offered: true, onCall: true };
  const offered = leastLoaded(onDuty);
  if (offered) return { staff: offered, offered: true };
  const above = there(supervising(context.roster).filter(isLeft), context);
  const last = leastLoaded(present(above, context)) ?? leastLoaded(above);
  return last && { staff: last, offered: false };
}

/**
 * Those on call for a ticket, the next to be asked first; who is away is represented. A contract may name the team,
 * where the ticket’s brand has it. What no team has goes to the first team with somebody on call while nobody of the
 * front line is there.
 */
function onCallFor(ticket: Ticket, onDuty: readonly RosterEntry[], context: Context): readonly RosterEntry[] {
  const { policy, now, roster } = context;
  const named = termsFor(ticket, policy).contract?.onCall;
  const team = policy.teams.find(({ name }) => name === named)?.name ?? ticket.team;
  const teams = policy.teams.filter(({ name }) => (team === null ? onDuty.length === 0 : name === team));
  const called = teams.map((each) => onCallAt(each, now, policy)).find((each) => each.length > 0) ?? [];
  const there = called.map((email) =>
    isAway(roster, email, now) ? (standIn(roster, email, now)?.email ?? null) : email,
  );
  return there.flatMap((email) => roster.find(({ staff }) => isSame(staff.email, email)) ?? []);
}

/** The least loaded of the front line, on duty if possible, else a supervisor; null without either. */
export function chooseFollower(context: Context): Staff | null {
  const having = (role: 'frontline' | 'supervisor') => context.roster.filter(({ staff }) => staff.roles.includes(role));
  const either = [having('frontline'), having('supervisor')];
  // Somebody has to follow it, even if all of them are away.
  const pools = [...either.flatMap((pool) => [present(pool, context), there(pool, context)]), ...either];
  return pools.map(leastLoaded).find((staff) => staff !== null) ?? null;
}

/** The member of a team to ask for help: on duty and least loaded, else a supervisor. */
export function chooseHelper(team: string, asking: Staff, context: Context): Staff | null {
  const others = there(context.roster, context).filter(({ staff }) => !isSame(staff.email, asking.email));
  const members = others.filter(({ staff }) => worksFor(staff, team));
  return leastLoaded(present(members, context)) ?? leastLoaded(members) ?? leastLoaded(supervising(others));
}

const worksFor = ({ roles, teams }: Staff, team: string | null): boolean =>
  team === null
    ? roles.includes('frontline')
    : teams.includes(team) && (roles.includes('engineer') || roles.includes('frontline'));

/** Those who are not away, on duty or not. */
const there = (entries: readonly RosterEntry[], { now }: Context): readonly RosterEntry[] =>
  entries.filter((entry) => absenceAt(entry, now) === null);

const present = (entries: readonly RosterEntry[], context: Context): readonly RosterEntry[] =>
  there(entries, context).filter(({ staff, overrides }) =>
    onDuty(staff, overrides, context.now, context.policy.timezone),
  );

/** Open tickets ÷ capacity, a ratio and never a cap; ties go to who has waited longest for a ticket. */
function leastLoaded(entries: readonly RosterEntry[]): Staff | null {
  const load = ({ openTickets, staff }: RosterEntry): number => openTickets / staff.capacity;
  const idleSince = ({ lastAssignedAt }: RosterEntry): number => lastAssignedAt?.getTime() ?? 0;
  const [first] = entries.toSorted((a, b) => load(a) - load(b) || idleSince(a) - idleSince(b));
  return first?.staff ?? null;
}
