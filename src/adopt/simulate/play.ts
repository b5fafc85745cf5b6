import { AsyncLocalStorage } from 'node:async_hooks';
import { type Desk, mailboxOf } from '../../desk/desk.ts';
import { decideMails } from '../../intake/process.ts';
import { inBatches } from '../../lib/batch.ts';
import { conversationOf } from '../../mail/conversation.ts';
import type { ParserPool } from '../../mail/parser-pool.ts';
import { receivedTimeOf } from '../../mail/received-time.ts';
import { canonicalAddress } from '../../people/address.ts';
import { identityOfMail } from '../../store/fingerprint.ts';
import type { StoredMail } from '../../store/mail.ts';
import { storeMails } from '../../store/mail-arrival.ts';
import { readOctets } from '../../store/octets.ts';
import { undecidedFrom } from '../../store/simulation.ts';
import { STORED_AT_ONCE } from '../take-in.ts';

/** The time as it was when the mail at hand was received, whichever mails are decided beside it. */
export type ReplayClock = {
  readonly now: () => Date;
  readonly at: <T>(moment: Date, work: () => Promise<T>) => Promise<T>;
};

/** `present`: the time for everything that belongs to no mail. */
export function replayClock(present: Date): ReplayClock {
  const moments = new AsyncLocalStorage<Date>();
  return { now: () => moments.getStore() ?? present, at: (moment, work) => moments.run(moment, work) };
}

/** Mails that are stored together, those that are read ahead, and those that are decided at once. */
const BATCH = 100;
const AHEAD = 32;
const AT_ONCE = 64;

/**
 * Puts all mails into the scratch database, each at the time it was received. What the desk's own people wrote counts
 * as their answer: old mail has no commands, and would otherwise be held for a signature that has expired.
 */
export async function storeAll(
  desk: Desk,
  mails: AsyncIterable<Buffer>,
  mailbox: string,
  advance: (octets: number) => void,
): Promise<void> {
  const ours = ownAddresses(desk);
  const present = desk.now();
  for await (const batch of inBatches(mails, { most: BATCH, weigh: ({ length }) => length, weight: STORED_AT_ONCE })) {
    const arrivals = batch.map((raw) => {
      const told = receivedTimeOf(raw) ?? present;
      return {
        mailbox,
        uidValidity: null,
        uid: null,
        receivedAt: told < present ? told : present,
        backfill: false,
        overLimit: desk.config.limits.mailSize > 0 && raw.length > desk.config.limits.mailSize,
        ...(ours.has(canonicalAddress(conversationOf(raw).sender)) && { history: 'open' as const }),
        ...identityOfMail(raw),
        raw,
      };
    });
    await storeMails(desk.db, arrivals, null);
    advance(batch.reduce((sum, { length }) => sum + length, 0));
  }
}

const ownAddresses = ({ config }: Desk): ReadonlySet<string> =>
  new Set(
    [
      ...config.staff.map(({ email }) => email),
      ...config.mailboxes.flatMap(({ address, aliases }) => [address, ...aliases]),
    ].map(canonicalAddress),
  );

/**
 * Decides what is stored in the order in which it was received, each mail at its own time. Mails that share a sender or
 * a reference wait for each other; of the others so many go side by side, whatever becomes of the slowest.
 */
export async function playAll(
  desk: Desk,
  time: ReplayClock,
  parser: ParserPool,
  advance: (octets: number) => void,
): Promise<void> {
  const underWay = new Set<Promise<void>>();
  /** The last mail under way of each sender and reference. */
  const last = new Map<string, Promise<void>>();
  const decide = async (stored: StoredMail, earlier: readonly Promise<void>[]): Promise<void> => {
    await Promise.all(earlier);
    const mailbox = mailboxOf(desk.config, stored.mailbox);
    await time.at(stored.receivedAt, () => decideMails(desk, mailbox, parser, [stored], null));
    advance(stored.size);
  };
  for await (const stored of inOrderReceived(desk)) {
    while (underWay.size >= AT_ONCE) await Promise.race(underWay);
    const { keys } = conversationOf(stored.raw);
    const done = decide(
      stored,
      keys.flatMap((key) => last.get(key) ?? []),
    ).finally(() => {
      underWay.delete(done);
      for (const key of keys) if (last.get(key) === done) last.delete(key);
    });
    underWay.add(done);
    for (const key of keys) last.set(key, done);
  }
  await Promise.all(underWay);
}

async function* inOrderReceived(desk: Desk): AsyncGenerator<StoredMail & { readonly raw: Buffer }> {
  for (let after: StoredMail | null = null; ; ) {
    const page: StoredMail[] = await undecidedFrom(desk.db, after, AHEAD);
    const raws = await Promise.all(page.map(({ octetsId }) => readOctets(desk.db, octetsId)));
    for (const [at, raw] of raws.entries()) {
      after = page[at] ?? after;
      if (after !== null) yield { ...after, raw };
    }
    if (page.length < AHEAD) return;
  }
}
