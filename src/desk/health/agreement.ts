import { createHash, createHmac } from 'node:crypto';
import type { Config } from '../../config/settings.ts';
import type { TokenKey } from '../../people/token.ts';

/**
 * Everything that all daemons on one database must agree in: a number with another prefix opens a new ticket, and an
 * engineer whom one list lacks is a customer there. What belongs to a machine (ports, folders, hosts of servers) is
 * left out.
 */
const parts = ({ desk, mailboxes, ...config }: Config): Readonly<Record<string, unknown>> => ({
  'desk.name': desk.name,
  'desk.domain': desk.domain,
  'desk.timezone': desk.timezone,
  'desk.locale': desk.locale,
  'desk.numberPrefix': desk.numberPrefix,
  'desk.staff, desk.teams': [desk.staff, desk.teams],
  // Where their files lie belongs to a machine.
  brands: config.brands.map(({ logo: _, templates: __, ...each }) => each),
  mailboxes: mailboxes.map(({ name, address, aliases, plusAddressing }) => [name, address, aliases, plusAddressing]),
  trust: config.trust,
  urgency: config.urgency,
  categories: config.categories,
  'acceptWithin, acceptRounds': [config.acceptWithin, config.acceptRounds],
  confirm: config.confirm,
  resolution: config.resolution,
  progressToCustomer: config.progressToCustomer,
  satisfaction: config.satisfaction,
  quietHours: config.quietHours,
  calendar: config.calendar,
  staff: config.staff,
  teams: config.teams,
  rules: config.rules,
  products: config.products,
  customers: config.customers,
  contracts: config.contracts,
  limits: config.limits,
  reports: config.reports,
});

/**
 * A hash for each part, so that the database keeps nothing to read. The oldest key, since a newer one may be made
 * between two starts.
 */
export function fingerprintOf(config: Config, keys: readonly TokenKey[]): Record<string, string> {
  const hashes = Object.entries(parts(config)).map(([part, value]) => [part, shortHash(JSON.stringify(value))]);
  const secret = createHmac('sha256', keys.at(-1)?.secret ?? '')
    .update('tsdesk agreement')
    .digest('hex')
    .slice(0, 16);
  return { ...Object.fromEntries(hashes), TSDESK_SECRET: secret };
}

const shortHash = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 16);

/** The parts in which two differ; one that either lacks belongs to another version and does not count. */
export function differences(one: Readonly<Record<string, string>>, other: Readonly<Record<string, string>>): string[] {
  return Object.keys(one).filter((part) => other[part] !== undefined && other[part] !== one[part]);
}
