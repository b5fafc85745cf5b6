/**
 * What intake and duties share: a decision of either ends here. It is composed (`compose.ts`): its ticket opened
 * (`opening.ts`), what its letters show loaded (`letter-loading.ts`) and laid out (`letter-data.ts`), their octets
 * written (`letters.ts`). Then it is applied (`apply.ts`): turned into records (`records.ts`) and written down in one
 * commit. The desk knows neither of its two callers: a mail and the clock change tickets in the same way.
 */

import type { Config, MailboxConfig } from '../config/settings.ts';
import type { Alarm } from '../letter/alarm.ts';
import type { Composer } from '../letter/composing/composer.ts';
import type { Logo } from '../letter/logo.ts';
import type { DkimKey } from '../letter/secrecy/dkim.ts';
import type { Logger } from '../lib/log.ts';
import type { Resolver } from '../people/authentication/resolver.ts';
import type { BrandScope } from '../people/brand.ts';
import type { Directory } from '../people/directory.ts';
import type { TokenKey } from '../people/token.ts';
import { boundsOf } from '../report/period.ts';
import type { Database } from '../store/connection/connection.ts';
import type { Alert } from '../ticket/change.ts';
import type { Contract } from '../ticket/contract/contract.ts';
import type { Policy } from '../ticket/policy.ts';
import type { Calendar } from '../ticket/time/calendar.ts';
import type { Troubles } from './health/trouble.ts';
import type { DeskSecrecy } from './secrecy/secrecy.ts';

/** What the desk works with: its configuration, its database, its keys and the time. */
export type Desk = {
  readonly config: Config;
  readonly policy: Policy;
  readonly directory: Directory;
  /** The newest signs, all verify. */
  readonly keys: readonly TokenKey[];
  /** Null where secrecy is not configured. */
  readonly secrecy: DeskSecrecy | null;
  /** How letters of each mailbox are signed for its domain, by its name; none where the relay does it. */
  readonly dkim: ReadonlyMap<string, DkimKey>;
  readonly compose: Composer;
  /** Shown in the head of every letter. */
  readonly logo: Logo | null;
  /**
   * The brand as which this is the desk (`brand/brand.ts`): null for what is no brand's; absent for the desk as a
   * whole, and where there are no brands.
   */
  readonly brand?: string | null;
  /** Which tickets are its own. */
  readonly scope?: BrandScope;
  /** Plain text below its letters to customers. */
  readonly signature?: string;
  /** The desk as a whole. */
  readonly whole?: Desk;
  /** What letters of brands look like, where that is another than the desk's. */
  readonly dress?: ReadonlyMap<string, Partial<Pick<Desk, 'compose' | 'logo'>>>;
  readonly db: Database;
  /** Asks DNS when the desk verifies signatures itself. */
  readonly resolve: Resolver;
  /**
   * The name of the virus in these octets, null for none; rejects when that is not known. Null where there is no
   * scanner.
   */
  readonly scan: ((octets: Uint8Array) => Promise<string | null>) | null;
  readonly log: Logger;
  readonly now: () => Date;
  /** What keeps this process from working at the moment. */
  readonly troubles: Troubles;
  /**
   * Tells the outbox that letters or events wait, by their ids; never fails, since the sweep finds what nobody was
   * told of.
   */
  readonly wake: (ids: readonly string[]) => void;
  /** Calls the staff through the webhooks; never fails. */
  readonly notify: (alerts: readonly (Alert | Alarm)[]) => void;
};

/** What is enough to look at what the desk knows, and to change what needs no letter. */
export type DeskStore = Pick<
  Desk,
  'config' | 'policy' | 'directory' | 'db' | 'log' | 'now' | 'brand' | 'scope' | 'whole'
>;

/** The mailbox of that name; letters of one that was taken out of the configuration go by the first. */
export function mailboxOf(config: Config, name: string): MailboxConfig {
  const found = config.mailboxes.find((mailbox) => mailbox.name === name) ?? config.mailboxes[0];
  if (found === undefined) throw new Error('the configuration has no mailbox to write letters from');
  return found;
}

/** The parts of the configuration the support process goes by. */
export function policyOf(config: Config): Policy {
  return {
    timezone: config.desk.timezone,
    locale: config.desk.locale,
    urgency: config.urgency,
    categories: config.categories,
    rules: config.rules,
    teams: config.teams,
    acceptWithin: config.acceptWithin,
    acceptRounds: config.acceptRounds,
    confirm: config.confirm,
    resolution: config.resolution,
    progressToCustomer: config.progressToCustomer,
    satisfaction: config.satisfaction,
    customers: config.customers,
    calendar: calendarIn(config.calendar, config.desk.timezone),
    contracts: config.contracts.map((each) => contractIn(each, config.desk.timezone)),
  };
}

const calendarIn = (calendar: Config['calendar'], timezone: string): Calendar =>
  calendar.kind === 'always' ? calendar : { ...calendar, timezone };

/** Its first and last day are those of the desk. */
function contractIn(contract: Config['contracts'][number], zone: string): Contract {
  const { calendars, hoursPerMonth, from, until, ...same } = contract;
  const its = calendars.timezone ?? zone;
  return {
    ...same,
    urgentCalendar: calendars.urgent && calendarIn(calendars.urgent, its),
    calendar: calendars.others && calendarIn(calendars.others, its),
    minutesPerMonth: hoursPerMonth === null ? null : hoursPerMonth * 60,
    validFrom: from === null ? null : boundsOf({ from, to: from }, zone).start,
    validUntil: until === null ? null : boundsOf({ from: until, to: until }, zone).end,
  };
}

export function directoryOf(config: Config): Directory {
  return { staff: config.staff, customers: config.customers, gateways: config.trust.gateways };
}
