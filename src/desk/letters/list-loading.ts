import { canonicalAddress, sameAddress } from '../../people/address.ts';
import { companyDomains } from '../../people/identify.ts';
import type { Customer, Staff } from '../../people/person.ts';
import {
  findTickets,
  NO_TICKETS,
  type StaffTickets,
  type TeamScope,
  ticketsOfCompany,
  ticketsOfCustomer,
  ticketsOfStaff,
  ticketsOfTeams,
} from '../../store/ticket-list.ts';
import type { LetterOrder } from '../../ticket/letters.ts';
import type { Desk } from '../desk.ts';
import type { FoundSection } from './list-data.ts';

/** Rows of a group: more of them nobody reads in a mail. */
const SHOWN = 30;

/** Rows of a group in somebody's morning digest. */
const SHOWN_OF_A_DAY = 10;

/** Words of a search that are looked for. */
const WORDS = 6;

type Loading = Pick<Desk, 'db' | 'directory' | 'config'>;

/** The tickets that a list letter shows its reader; null for a letter of any other kind. */
export async function loadList(desk: Loading, order: LetterOrder): Promise<readonly FoundSection[] | null> {
  const [address = ''] = order.to;
  if (order.kind === 'customer_tickets') return openForCustomer(desk, address);
  if (order.kind !== 'ticket_list') return null;
  const staff = desk.directory.staff.find(({ email }) => sameAddress(email, address));
  if (staff === undefined) return [];
  const { list, asked } = order.values;
  if (list === 'mine') return partsOf((await ticketsOfStaff(desk.db, [staff.email], SHOWN)).get(staff.email));
  if (list === 'team') return [{ name: 'team', ...(await ticketsOfTeams(desk.db, teamsFor(staff, asked), SHOWN)) }];
  return [{ name: 'found', ...(await findTickets(desk.db, wordsOf(asked, desk), seeingOf(staff), SHOWN)) }];
}

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
  const found = await ticketsOfStaff(desk.db, emails, SHOWN_OF_A_DAY);
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
export async function openAtCompany({ db, directory }: Loading, company: Customer): Promise<readonly FoundSection[]> {
  const tickets = await ticketsOfCompany(db, companyDomains([company], directory.customers));
  return [{ name: 'open_there', total: tickets.length, tickets: tickets.slice(0, SHOWN) }];
}

/** Those a customer takes part in; for a manager of their company also those of everybody else there. */
async function openForCustomer({ db, directory }: Loading, address: string): Promise<readonly FoundSection[]> {
  const own = await ticketsOfCustomer(db, canonicalAddress(address), SHOWN);
  const managed = directory.customers.filter(({ managers = [] }) =>
    managers.some((each) => sameAddress(each, address)),
  );
  const company = managed.length === 0 ? [] : await ticketsOfCompany(db, companyDomains(managed, directory.customers));
  const others = company.filter(({ number }) => !own.tickets.some((ticket) => ticket.number === number));
  const theirTurn = own.tickets.filter(({ state }) => state === 'pending' || state === 'resolved');
  const ours = own.tickets.filter((ticket) => !theirTurn.includes(ticket));
  return [
    { name: 'answer', total: theirTurn.length, tickets: theirTurn },
    { name: 'working', total: own.total - theirTurn.length, tickets: ours },
    { name: 'company', total: others.length, tickets: others.slice(0, SHOWN) },
  ];
}
