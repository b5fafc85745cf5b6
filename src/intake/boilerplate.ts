import type { Mail } from '../mail/mail.ts';
import { canonicalAddress, domainOf, isPublicProvider, limitKey, organizationalDomain } from '../people/address.ts';
import { EVERYBODY, type Witness, type witnesses } from '../store/customer.ts';

/** A block that recurs in other people's mails, and how often. */
export type Recurring = {
  readonly fingerprint: string;
  /** Senders who have it in their latest mail; among all organisations, one for each. */
  readonly senders: number;
  /** Those who have written since it was first seen. */
  readonly of: number;
  /** Whose people they are; null: of all organisations. */
  readonly organisation: string | null;
};

/** How much it takes: `senders` on `days`, all of them others than the one who is asked about. */
type Measure = { readonly senders: number; readonly days: number };

/** What one organisation's gateway writes. At a provider anybody can open accounts, and nobody is a colleague there. */
const COLLEAGUES: Measure = { senders: 5, days: 3 };
/** What the desk's own gateway writes into the mails of everybody: that many organisations. */
const STRANGERS: Measure = { senders: 10, days: 7 };

/** A gateway leaves hardly a mail out; what people copy from one another stands in some. */
const SHARE = 0.8;

/** Days after which a sender's latest mail says nothing any more. */
const STALE_DAYS = 180;
const DAY_MS = 86_400_000;

type Asked = Parameters<typeof witnesses>[1];

/** Who is asked about: a sender, and the day. */
type Asking = { readonly address: string; readonly organisation: string; readonly now: Date };

/**
 * Which blocks are boilerplate: they stand in the latest mails of nearly all others who have written since they were
 * first seen, and were seen on several days. A text that many paste on the day of an outage is not.
 */
export function recurring(
  blocks: readonly string[],
  { colleagues, everybody }: { readonly colleagues: readonly Witness[]; readonly everybody: readonly Witness[] },
  { address, organisation, now }: Asking,
): Recurring[] {
  const oldest = new Date(now.getTime() - STALE_DAYS * DAY_MS).toISOString().slice(0, 10);
  const heard = (all: readonly Witness[]): Witness[] => all.filter((each) => each.heardOn >= oldest);
  // Spellings of one inbox are one person, and an organisation has one voice, however many addresses it has.
  const inbox = limitKey(address);
  const own = latestOf(heard(colleagues), (each) => limitKey(each.address)).filter(([key]) => key !== inbox);
  const others = latestOf(heard(everybody), (each) => each.organisation).filter(([key]) => key !== organisation);
  return blocks.flatMap((fingerprint) => {
    const found = measured(fingerprint, own, COLLEAGUES);
    if (found !== null) return { fingerprint, ...found, organisation };
    const among = measured(fingerprint, others, STRANGERS);
    return among === null ? [] : { fingerprint, ...among, organisation: null };
  });
}

function measured(
  fingerprint: string,
  latest: ReturnType<typeof latestOf>,
  { senders, days }: Measure,
): Pick<Recurring, 'senders' | 'of'> | null {
  const seen = latest.flatMap(([, { edges, heardOn }]) => {
    const first = Object.hasOwn(edges, fingerprint) ? edges[fingerprint] : undefined;
    return first === undefined ? [] : [{ first, heardOn }];
  });
  if (seen.length < senders) return null;
  const since = seen.map(({ first }) => first).reduce((a, b) => (a < b ? a : b));
  const of = latest.filter(([, { heardOn }]) => heardOn >= since).length;
  const on = new Set(seen.flatMap(({ first, heardOn }) => [first, heardOn]));
  return on.size >= days && seen.length >= SHARE * of ? { senders: seen.length, of } : null;
}

/** Of those with the same key the one that was heard last. */
function latestOf(all: readonly Witness[], keyOf: (witness: Witness) => string): (readonly [string, Witness])[] {
  const firstComes = all.toSorted((a, b) => compare(a.heardOn, b.heardOn) || compare(b.address, a.address));
  return [...new Map(firstComes.map((each) => [keyOf(each), each] as const))];
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Whose latest mails are asked what they have; null where nothing is to be asked. */
export function whoseMails(
  { from }: Pick<Mail, 'from'>,
  blocks: readonly string[],
): (Omit<Asking, 'now'> & { readonly colleagues: Asked | null; readonly everybody: Asked }) | null {
  const address = canonicalAddress(from[0]?.address ?? '');
  const domain = domainOf(address);
  if (blocks.length === 0 || domain === '') return null;
  const organisation = organizationalDomain(domain);
  return {
    address,
    organisation,
    colleagues: isPublicProvider(domain) ? null : { organisation, blocks, least: COLLEAGUES.senders },
    everybody: { organisation: EVERYBODY, blocks, least: STRANGERS.senders },
  };
}

/** For `mail explain`. */
export const leftOutStep = ({ senders, of, organisation }: Recurring): string =>
  organisation === null
    ? `boilerplate left out: ${senders} of ${of} organisations have it in their mails`
    : `boilerplate left out: ${senders} of ${of} senders of ${organisation} have it in their mails`;
