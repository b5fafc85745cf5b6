import { stringify } from 'yaml';
import type { Config } from '../../config/settings.ts';
import { canonicalAddress, domainOf, isPublicProvider } from '../../people/address.ts';
import type { MailsOfOutcome, PlayedTicket } from '../../store/simulation.ts';
import { NO_HOST } from './played-config.ts';
import type { Survey } from './survey.ts';
import { tally } from './tally.ts';

/** Something to configure, with what the mails say for it. `detail`: what its sentence names. */
export type Advice = {
  readonly about: AdviceName;
  readonly detail: readonly string[];
  /** What to write into the configuration file; empty where that needs thought. */
  readonly yaml: string;
};

export type AdviceName =
  | 'address'
  | 'aliases'
  | 'authservId'
  | 'noAuthentication'
  | 'noStaff'
  | 'staff'
  | 'answers'
  | 'customers'
  | 'rules'
  | 'teams'
  | 'lists';

/** What was seen, and the configuration it was played with. */
export type Seen = {
  readonly config: Config;
  /** As it was written, before what it lacks was taken from the mails. */
  readonly written: Config;
  readonly survey: Survey;
  readonly tickets: readonly PlayedTicket[];
  readonly outcomes: readonly MailsOfOutcome[];
};

/** Mails from which on an address or a domain is worth a line, and how many are named at most. */
const WORTH_NAMING = 3;
const MOST_NAMED = 10;
/** A share of the mails that is taken for all of them. */
const MOST_OF_THEM = 0.5;

/** Each is asked in this order; null: there is nothing to say. */
const ROWS: Readonly<Record<AdviceName, (seen: Seen) => Omit<Advice, 'about'> | null>> = {
  address: ({ written, config }) => {
    const [mailbox] = config.mailboxes;
    if (written.mailboxes.length > 0 || mailbox === undefined) return null;
    const entry = { name: mailbox.name, address: mailbox.address };
    return { detail: [mailbox.address], yaml: stringify({ desk: { domain: config.desk.domain }, mailboxes: [entry] }) };
  },
  aliases: ({ config, survey }) => {
    const known = ownAddresses(config);
    const domains = new Set(config.mailboxes.map(({ address }) => domainOf(address)));
    const found = named(survey.recipients, (address) => domains.has(domainOf(address)) && !known.has(address));
    const [mailbox] = config.mailboxes;
    if (found.length === 0 || mailbox === undefined) return null;
    return { detail: found, yaml: stringify({ mailboxes: [{ name: mailbox.name, aliases: found }] }) };
  },
  authservId: ({ written, config }) =>
    written.trust.authservId !== null || config.trust.authservId === null || config.trust.authservId === NO_HOST
      ? null
      : { detail: [config.trust.authservId], yaml: stringify({ trust: { authservId: config.trust.authservId } }) },
  noAuthentication: ({ config }) => (config.trust.authservId === NO_HOST ? { detail: [], yaml: '' } : null),
  noStaff: ({ config }) =>
    config.staff.length > 0
      ? null
      : {
          detail: [],
          yaml: stringify({
            staff: [{ name: '李工', email: `li@${config.desk.domain}`, roles: ['engineer'], teams: ['backend'] }],
            teams: [{ name: 'backend', categories: config.categories }],
          }),
        },
  staff: ({ config, survey }) => {
    const known = ownAddresses(config);
    const domains = new Set(config.mailboxes.map(({ address }) => domainOf(address)));
    const found = named(survey.senders, (address) => domains.has(domainOf(address)) && !known.has(address));
    if (found.length === 0) return null;
    return {
      detail: found,
      yaml: stringify({ staff: found.map((email) => ({ name: '', email, roles: ['engineer'] })) }),
    };
  },
  answers: ({ tickets }) =>
    tickets.length === 0 || tickets.some(({ answeredAt }) => answeredAt !== null) ? null : { detail: [], yaml: '' },
  customers: ({ tickets }) => {
    const strangers = tickets
      .filter(({ company }) => company === null)
      .map(({ requester }) => domainOf(requester.address));
    const found = tally(
      strangers.filter((domain) => domain !== '' && !isPublicProvider(domain)),
      (domain) => domain,
    ).filter(({ count }) => count >= WORTH_NAMING);
    if (found.length === 0) return null;
    const domains = found.slice(0, MOST_NAMED).map(({ value }) => value);
    return {
      detail: domains,
      yaml: stringify({ customers: domains.map((domain) => ({ company: '', domains: [domain] })) }),
    };
  },
  rules: ({ tickets }) => {
    const unsorted = tickets.filter(({ categoryReason }) => categoryReason.source === 'default');
    if (unsorted.length < WORTH_NAMING || unsorted.length < tickets.length * MOST_OF_THEM) return null;
    return {
      detail: [String(unsorted.length), String(tickets.length)],
      yaml: stringify({ rules: [{ when: { words: ['…'] }, set: { category: 'function_error' } }] }),
    };
  },
  teams: ({ config, tickets }) => {
    if (config.staff.length === 0) return null;
    const listed = new Set(config.teams.flatMap(({ categories }) => categories));
    const found = tally(tickets, ({ category }) => category).filter(({ value }) => !listed.has(value));
    if (found.length === 0) return null;
    return { detail: found.map(({ value }) => value), yaml: '' };
  },
  lists: ({ outcomes }) => {
    const lists = outcomes.filter(({ outcome, code }) => outcome === 'quarantined' && code === 'list');
    const senders = [...new Set(lists.flatMap(({ examples }) => examples.map(({ from }) => from)))].filter(Boolean);
    return senders.length === 0 ? null : { detail: senders, yaml: stringify({ trust: { lists: senders } }) };
  },
};

export function adviceFor(seen: Seen): Advice[] {
  return (Object.keys(ROWS) as AdviceName[]).flatMap((about) => {
    const found = ROWS[about](seen);
    return found === null ? [] : [{ about, ...found }];
  });
}

const ownAddresses = ({ mailboxes, staff, trust }: Config): ReadonlySet<string> =>
  new Set(
    [
      ...mailboxes.flatMap(({ address, aliases }) => [address, ...aliases]),
      ...staff.map(({ email }) => email),
      ...trust.gateways,
    ].map(canonicalAddress),
  );

const named = (counts: ReadonlyMap<string, number>, isWanted: (address: string) => boolean): string[] =>
  [...counts]
    .filter(([address, count]) => count >= WORTH_NAMING && isWanted(address))
    .toSorted(([, a], [, b]) => b - a)
    .slice(0, MOST_NAMED)
    .map(([address]) => address);
