/**
 * What the desk has promised to whom. A contract covers companies, domains or addresses for a time; the most specific
 * one counts, and everybody else has the terms of the desk (`terms.ts`). What runs already when a contract changes is
 * counted anew from its start (`renewal.ts`). Whom it covers is told by the address alone: a company that a customer
 * merely names in a form gains nothing.
 */
import { canonicalAddress, domainOf, organizationalDomain } from '../../people/address.ts';
import { customerOf } from '../../people/identify.ts';
import type { Customer } from '../../people/person.ts';
import type { Urgency } from '../ticket.ts';
import type { Calendar } from '../time/calendar.ts';

export type Contract = {
  readonly name: string;
  readonly companies: readonly string[];
  readonly domains: readonly string[];
  readonly addresses: readonly string[];
  /** Milliseconds; what is left out is that of the desk. */
  readonly urgency: Readonly<Partial<Record<Urgency, Spans | undefined>>>;
  /** In which time urgent tickets count, and all others; null: the calendar of the desk. */
  readonly urgentCalendar: Calendar | null;
  readonly calendar: Calendar | null;
  /** The team whose rota takes what is urgent outside its hours; null: that of the ticket's team. */
  readonly onCall: string | null;
  /** Most effort a month; null: no limit. */
  readonly minutesPerMonth: number | null;
  /** `validUntil` excluded; null: without beginning, without end. */
  readonly validFrom: Date | null;
  readonly validUntil: Date | null;
};

/** Milliseconds. */
type Spans = { readonly respondWithin?: number | undefined; readonly updateEvery?: number | undefined };

/** Who is covered: the requester, as far as their address tells, at the moment the ticket came. */
export type Covered = { readonly requester: { readonly address: string }; readonly createdAt: Date };

/**
 * The contract a ticket is served under, by the time it came: of those that had begun one that had not ended goes
 * before one that had, then an address before a domain, a longer domain before a shorter one, and a domain before a
 * company. Null: none.
 */
export function contractOf(
  { requester, createdAt }: Covered,
  { contracts, customers }: { readonly contracts: readonly Contract[]; readonly customers: readonly Customer[] },
): Contract | null {
  const who = whoIs(requester.address, customers);
  const found = contracts
    .filter(({ validFrom }) => validFrom === null || validFrom <= createdAt)
    .map((contract) => ({ contract, rank: rankFor(contract, who) }))
    .filter(({ rank }) => rank > 0)
    .map((each) => ({ ...each, over: hasExpired(each.contract, createdAt) }))
    .toSorted((a, b) => Number(a.over) - Number(b.over) || b.rank - a.rank || endOf(b.contract) - endOf(a.contract));
  return found[0]?.contract ?? null;
}

/** Whether it is over at that moment. */
export const hasExpired = ({ validUntil }: Pick<Contract, 'validUntil'>, at: Date): boolean =>
  validUntil !== null && validUntil <= at;

const endOf = ({ validUntil }: Contract): number => validUntil?.getTime() ?? Number.MAX_SAFE_INTEGER;

const ADDRESS = 1000;

/** By what contracts cover somebody; told once, however many contracts there are. */
function whoIs(address: string, customers: readonly Customer[]) {
  const own = canonicalAddress(address);
  return { own, domains: domainsAbove(domainOf(own)), company: customerOf(own, customers)?.company ?? null };
}

/** How specific the cover is: of a domain its length; 0 where it is none. */
function rankFor(
  { addresses, domains, companies }: Contract,
  { own, domains: above, company }: ReturnType<typeof whoIs>,
): number {
  if (addresses.some((each) => canonicalAddress(each) === own)) return ADDRESS;
  const longest = Math.max(0, ...domains.map((each) => (above.includes(domainOf(`@${each}`)) ? each.length : 0)));
  if (longest > 0) return 1 + longest;
  return company !== null && companies.includes(company) ? 1 : 0;
}

/** A domain and those it is part of, up to the one its organisation registered. */
function domainsAbove(domain: string): readonly string[] {
  const organisation = organizationalDomain(domain);
  const parts = domain.split('.');
  const all = parts.map((_, at) => parts.slice(at).join('.'));
  return all.filter((each) => each !== '' && (each === organisation || each.endsWith(`.${organisation}`)));
}
