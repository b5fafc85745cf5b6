import { type Desk, mailboxOf } from '../desk/desk.ts';
import { decideMails } from '../intake/process.ts';
import { inBatches } from '../lib/batch.ts';
import type { ParserPool } from '../mail/parser-pool.ts';
import { receivedTimeOf } from '../mail/received-time.ts';
import { identityOfMail } from '../store/fingerprint.ts';
import { knownFingerprints, type StoredMail, undecidedFiles } from '../store/mail.ts';
import { type NewMail, storeMails } from '../store/mail-arrival.ts';
import type { Remembered } from '../ticket/ticket.ts';

/** A mail with what is known of it beside its octets. */
export type OldMail = {
  readonly raw: Buffer;
  /** When the exporting program says that it came; the mail itself tells otherwise. */
  readonly receivedAt?: Date;
  /** The state of its ticket, where the exporting program knows that; otherwise that of all. */
  readonly as?: Remembered;
};

export type How = {
  /** Of the configuration. */
  readonly mailbox: string;
  /** `live`: as if it had just come by mail. */
  readonly as: Remembered | 'live';
  /** Live mail that is not acknowledged. */
  readonly unacknowledged: boolean;
  /** Only mail that was received before. */
  readonly before: Date | null;
};

export type Taken = {
  /** Mails that are new to the ledger. */
  readonly stored: number;
  /** Ids of the ledger: these, and what an earlier run left undecided. */
  readonly ids: readonly number[];
  readonly known: number;
  /** Not before `How.before`. */
  readonly later: number;
  /** Stored, and not decided: something of the desk's own is in trouble. */
  readonly waiting: number;
};

/** Mails that are decided together. */
const BATCH = 50;
/** Octets that are stored in one statement. */
export const STORED_AT_ONCE = 16 * 1024 * 1024;

/**
 * Takes mails into the ledger and decides them: live ones as they come, history in the order in which it was received,
 * since an answer may stand before its question. What the ledger knows is only counted, and what an earlier run left
 * undecided is decided too: so it can be interrupted and begun again. `advance` hears of octets stored, then of octets
 * decided.
 */
export async function takeIn(
  desk: Desk,
  mails: AsyncIterable<OldMail>,
  how: How,
  parser: ParserPool,
  advance: (octets: number) => void,
): Promise<Taken> {
  const ids = new Set<number>();
  const counted = { stored: 0, known: 0, later: 0 };
  const mailbox = mailboxOf(desk.config, how.mailbox);
  for await (const batch of inBatches(mails, { most: BATCH, weigh: ({ raw }) => raw.length, weight: STORED_AT_ONCE })) {
    const { fresh, known, later } = await sift(desk, batch, how);
    counted.known += known;
    counted.later += later;
    const stored = (await storeMails(desk.db, fresh, null)) ?? [];
    counted.stored += stored.length;
    for (const { id } of stored) ids.add(id);
    if (how.as === 'live') await decideMails(desk, mailbox, parser, stored, null);
    advance(batch.reduce((sum, { raw }) => sum + raw.length, 0));
  }
  const waiting = await decideLeft(desk, how.mailbox, parser, ({ id, size }) => {
    ids.add(id);
    advance(size);
  });
  return { ids: [...ids], ...counted, waiting };
}

/** Decides the files of a mailbox that wait, the longest received first; returns how many have to wait further. */
async function decideLeft(
  desk: Desk,
  mailbox: string,
  parser: ParserPool,
  decided: (mail: StoredMail) => void,
): Promise<number> {
  for (;;) {
    const waiting = await undecidedFiles(desk.db, mailbox, BATCH);
    if (waiting.length === 0) return 0;
    const left = await decideMails(desk, mailboxOf(desk.config, mailbox), parser, waiting, null);
    for (const mail of waiting) if (!left.some(({ id }) => id === mail.id)) decided(mail);
    if (left.length > 0) return left.length;
  }
}

/** Those of a batch that are new, and early enough. */
export async function sift(
  desk: Pick<Desk, 'db' | 'now'>,
  batch: readonly OldMail[],
  { mailbox, as, unacknowledged, before }: How,
): Promise<{ fresh: NewMail[]; known: number; later: number }> {
  const now = desk.now();
  const arrivals = batch.map(({ raw, receivedAt, as: own }): NewMail => {
    const told = receivedAt ?? receivedTimeOf(raw) ?? now;
    const origin = { mailbox, uidValidity: null, uid: null, backfill: unacknowledged, overLimit: false };
    return as === 'live'
      ? { ...origin, receivedAt: now, ...identityOfMail(raw), raw }
      : // A clock that goes wrong dates nothing into the future.
        { ...origin, receivedAt: told < now ? told : now, history: own ?? as, ...identityOfMail(raw), raw };
  });
  const early = arrivals.filter((_, at) => before === null || timeOf(batch[at]) < before.getTime());
  const known = await knownFingerprints(
    desk.db,
    early.map(({ fingerprint }) => fingerprint),
  );
  const fresh = early.filter(({ fingerprint }) => {
    const isNew = !known.has(fingerprint);
    known.add(fingerprint);
    return isNew;
  });
  return { fresh, known: early.length - fresh.length, later: arrivals.length - early.length };
}

/** A mail that tells no time is as old as anything. */
const timeOf = (mail: OldMail | undefined): number =>
  mail === undefined ? 0 : ((mail.receivedAt ?? receivedTimeOf(mail.raw))?.getTime() ?? 0);
