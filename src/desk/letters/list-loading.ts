import type { LetterFacts } from '../../letter/facts.ts';
import { canonicalAddress, sameAddress } from '../../people/address.ts';
import { isOfScope } from '../../people/brand.ts';
import { companyDomains } from '../../people/identify.ts';
import type { Customer, Staff } from '../../people/person.ts';
import { absences } from '../../store/absence.ts';
import { ticketsWithPlans } from '../../store/clock.ts';
import { type IncidentSummary, incidentSummaries } from '../../store/incident.ts';
import { loadTickets } from '../../store/ticket.ts';
import {
  findTickets,
  type Listed,
  type ListedTicket,
  NO_TICKETS,
  type StaffTickets,
  type TeamScope,
  ticketsMeanwhile,
  ticketsOfCompany,
  ticketsOfCustomer,
  ticketsOfStaff,
  ticketsOfTeams,
} from '../../store/ticket-list.ts';
import { represented } from '../../ticket/absence/absence.ts';
import type { LetterOrder } from '../../ticket/letters.ts';
import { shown } from '../../ticket/text/confidential.ts';
import type { Desk } from '../desk.ts';
import { attendanceOf } from '../roster.ts';
import type { FoundSection } from './list-data.ts';

/** Rows of a group: more of them nobody reads in a mail. */
const SHOWN = 30;

/** Rows of a group in somebody's morning digest. */
const SHOWN_OF_A_DAY = 10;

/** Words of a search that are looked for. */
const WORDS = 6;

/** Open incidents that are looked at: a desk has few at once. */
const INCIDENTS = 200;

/** Of a brand, its own tickets alone. */
type Loading = Pick<Desk, 'db' | 'directory' | 'config' | 'now' | 'scope'>;

/** The tickets that a list letter shows its reader; null for a letter of any other kind. */
export async function loadList(desk: Loading, order: LetterOrder): Promise<readonly FoundSection[] | null> {
  const [address = ''] = order.to;
  if (order.kind === 'customer_tickets') return openForCustomer(desk, address);
  if (order.kind !== 'ticket_list') return null;
  const staff = desk.directory.staff.find(({ email }) => sameAddress(email, address));
  if (staff === undefined) return [];
  const { list, asked } = order.values;
  if (list === 'recurring') return [];
  if (list === 'mine') {
    const own = (await ticketsOfStaff(desk.db, [staff.email], SHOWN, desk.scope)).get(staff.email);
    const others = represented(await attendance(desk), staff.email, desk.now()).map(({ email }) => email);
    return [...partsOf(own), { name: 'standingIn', ...(await openOf(desk, others)) }];
  }
  if (list === 'team')
    return [{ name: 'team', ...(await ticketsOfTeams(desk.db, teamsFor(staff, asked), SHOWN, desk.scope)) }];
  return [{ name: 'found', ...(await findTickets(desk.db, wordsOf(asked, desk), seeingOf(staff), SHOWN, desk.scope)) }];
}

/** Everything these have to do or wait for, what is due first. */
export const loadOpenOf = async (desk: Loading, emails: readonly string[]): Promise<readonly FoundSection[]> => [
  { name: 'standingIn', ...(await openOf(desk, emails)) },
];

async function openOf({ db, scope }: Loading, emails: readonly string[]): Promise<Listed> {
  if (emails.length === 0) return { total: 0, tickets: [] };
  const each = [...(await ticketsOfStaff(db, emails, SHOWN, scope)).values()].flatMap(({ todo, help, waiting }) => [
    todo,
    help,
    waiting,
  ]);
  return { total: each.reduce((sum, { total }) => sum + total, 0), tickets: each.flatMap(({ tickets }) => tickets) };
}

/** What has become of the tickets of somebody who was away: theirs still, passed on, and closed. */
export async function loadHappened(
  { db, directory, scope }: Loading,
  email: string,
  period: { readonly from: Date; readonly to: Date },
): Promise<readonly FoundSection[]> {
  const all = await ticketsMeanwhile(
    db,
    email,
    period,
    directory.staff.map((staff) => staff.email),
    scope,
  );
  const isOver = ({ state }: ListedTicket): boolean => state === 'closed' || state === 'merged';
  const isTheirs = ({ assignee }: ListedTicket): boolean => assignee !== null && sameAddress(assignee, email);
  const section = (name: FoundSection['name'], is: (ticket: ListedTicket) => boolean): FoundSection => {
    const tickets = all.filter(is);
    return { name, total: tickets.length, tickets: tickets.slice(0, SHOWN) };
  };
  return [
    section('todo', (each) => !isOver(each) && isTheirs(each)),
    section('passedOn', (each) => !isOver(each) && !isTheirs(each)),
    section('ended', isOver),
  ];
}

/** Open incidents at which somebody has to do something: the one whose customers wait for news first. */
export async function loadIncidents(
  { db, scope }: Loading,
  owners: readonly string[] | 'all',
): Promise<IncidentSummary[]> {
  if (owners.length === 0) return [];
  const open = await incidentSummaries(db, { open: true }, INCIDENTS, scope);
  const due = ({ incident: { remindAt } }: IncidentSummary): number => remindAt?.getTime() ?? Number.MAX_SAFE_INTEGER;
  return open
    .filter(({ incident: { owner } }) => owners === 'all' || owners.some((each) => sameAddress(each, owner)))
    .toSorted((a, b) => due(a) - due(b));
}

/** Whose incidents a list shows its reader: their own and of those they stand in for, or those of a team's people. */
export async function incidentsFor(desk: Loading, order: LetterOrder): Promise<IncidentSummary[]> {
  const staff = desk.directory.staff.find(({ email }) => sameAddress(email, order.to[0] ?? ''));
  if (order.kind !== 'ticket_list' || staff === undefined) return [];
  const { list, asked } = order.values;
  if (list === 'mine') {
    const others = represented(await attendance(desk), staff.email, desk.now());
    return loadIncidents(desk, [staff.email, ...others.map(({ email }) => email)]);
  }
  if (list !== 'team') return [];
  const teams = teamsFor(staff, asked);
  if (teams === 'all') return loadIncidents(desk, 'all');
  const members = desk.directory.staff.filter((each) =>
    each.teams.length === 0 ? teams.includes(null) : each.teams.some((team) => teams.includes(team)),
  );
  return loadIncidents(
    desk,
    members.map(({ email }) => email),
  );
}

/** What somebody is to be reminded of and what of theirs is sent later, the next first; nothing for nobody. */
export async function loadReminders(
  { db, scope }: Loading,
  email: string | null,
): Promise<NonNullable<LetterFacts['reminders']>> {
  if (email === null) return [];
  const all = await loadTickets(db, await ticketsWithPlans(db));
  const tickets = all.filter((ticket) => isOfScope(ticket.brand, scope)).map(shown);
  return tickets
    .flatMap(({ number, followUps = [], laters = [] }) =>
      [
        ...followUps.map((each) => ({ ...each, is: 'reminder' as const })),
        ...laters.filter(({ toldAt }) => toldAt === null).map((each) => ({ ...each, is: 'answer' as const })),
      ].flatMap(({ by, at, words, is }) => (sameAddress(by, email) ? [{ number, at, words, is }] : [])),
    )
    .toSorted((a, b) => a.at.getTime() - b.at.getTime())
    .slice(0, SHOWN);
}

/** Who of the staff is away, now or later. */
export const attendance = async ({ db, directory, now }: Loading) =>
  attendanceOf(directory.staff, await absences(db, now()));

const partsOf = ({ todo, help, waiting, followed }: StaffTickets = NO_TICKETS): readonly FoundSection[] => [
  { name: 'todo', ...todo },
  { name: 'help', ...help },
  { name: 'waiting', ...waiting },
  { name: 'followed', ...followed },
];

/** What these have to do themselves. */
export async function loadOwnWork(
  desk: Loading,
  emails: readonly string[],
): Promise<ReadonlyMap<string, readonly FoundSection[]>> {
  const found = await ticketsOfStaff(desk.db, emails, SHOWN_OF_A_DAY, desk.scope);
  return new Map(
    [...found].map(([email, { todo, help }]) => [
      email,
      [
        { name: 'todo', ...todo },
        { name: 'help', ...help },
      ],
    ]),
  );
}

/** The team that was asked for, else one's own; without any, what no team has, and for a supervisor everything. */
function teamsFor({ teams, roles }: Staff, asked: string): TeamScope {
  if (asked !== '') return [asked];
  if (teams.length > 0) return roles.includes('frontline') ? [...teams, null] : teams;
  return roles.includes('supervisor') ? 'all' : [null];
}

const seeingOf = ({ email, roles, teams }: Staff) => ({
  email,
  teams,
  supervisor: roles.includes('supervisor'),
  frontline: roles.includes('frontline'),
});

/** A number may be written without its prefix. */
const wordsOf = (asked: string, { config }: Pick<Desk, 'config'>): readonly string[] =>
  asked
    .split(/[\s,，、]+/u)
    .filter(Boolean)
    .slice(0, WORDS)
    .map((word) => (/^\d{11,}$/.test(word) ? config.desk.numberPrefix + word : word));

/** What is open at a company, the newest first. */
export async function openAtCompany(
  { db, directory, scope }: Loading,
  company: Customer,
): Promise<readonly FoundSection[]> {
  const tickets = await ticketsOfCompany(db, companyDomains([company], directory.customers), scope);
  return [{ name: 'open_there', total: tickets.length, tickets: tickets.slice(0, SHOWN) }];
}

/** Those a customer takes part in; for a manager of their company also those of everybody else there. */
async function openForCustomer({ db, directory, scope }: Loading, address: string): Promise<readonly FoundSection[]> {
  const own = await ticketsOfCustomer(db, canonicalAddress(address), SHOWN, scope);
  const managed = directory.customers.filter(({ managers = [] }) =>
    managers.some((each) => sameAddress(each, address)),
  );
  const company =
    managed.length === 0 ? [] : await ticketsOfCompany(db, companyDomains(managed, directory.customers), scope);
  const others = company.filter(({ number }) => !own.tickets.some((ticket) => ticket.number === number));
  const theirTurn = own.tickets.filter(({ state }) => state === 'pending' || state === 'resolved');
  const ours = own.tickets.filter((ticket) => !theirTurn.includes(ticket));
  return [
    { name: 'answer', total: theirTurn.length, tickets: theirTurn },
    { name: 'working', total: own.total - theirTurn.length, tickets: ours },
    { name: 'company', total: others.length, tickets: others.slice(0, SHOWN) },
  ];
}
