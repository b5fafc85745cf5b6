import { createHash } from 'node:crypto';
import { v7 as uuid } from 'uuid';
import { crashPoint } from '../lib/crash-point.ts';
import { inPieces } from '../lib/gathered.ts';
import type { Remembered } from '../ticket/ticket.ts';
import type { Database } from './connection/connection.ts';
import { retryOnConflict } from './connection/error.ts';
import { sql } from './drizzle.ts';
import { type Identity, identityOf, identityOfMail } from './fingerprint.ts';
import type { Fence } from './lease.ts';
import type { StoredMail } from './mail.ts';
import type { Cursor } from './mailbox.ts';
import { type GivenPart, PART_OCTETS, packed, partsGiven, storePart } from './octets.ts';

/** A mail as it arrived: octets and where they came from. `uid` and `uidValidity` are null for files. */
export type NewMail = {
  readonly mailbox: string;
  readonly uidValidity: number | null;
  readonly uid: number | null;
  readonly receivedAt: Date;
  /** Older than the desk. */
  readonly backfill: boolean;
  /** Mail of an archive: the state that its ticket is kept in; absent for every other. */
  readonly history?: Remembered;
  readonly overLimit: boolean;
  /** A website posted it: with which key, and by what the request is known. */
  readonly website?: { readonly name: string; readonly request: string };
  /** Why the server does not hand it over; absent for a mail that is here. */
  readonly withheld?: string;
} & Identity &
  ({ readonly raw: Uint8Array } | { readonly octetsId: string });

/**
 * Stores mails and moves the cursor past them in one statement: what the cursor has passed is in the ledger. Mails
 * already there (same mailbox, UIDVALIDITY and UID, or the same request of a website) are left as they are. Returns
 * the new rows, or null when the lease is lost.
 */
export async function storeMails(
  db: Database,
  arrivals: readonly NewMail[],
  reading: { readonly lease: Fence; readonly position: Cursor } | null,
): Promise<StoredMail[] | null> {
  const lease = reading?.lease ?? null;
  const cursor = reading?.position ?? null;
  const parts: GivenPart[] = [];
  const rows = arrivals.map((arrival) => {
    const octetsId = 'raw' in arrival ? uuid() : arrival.octetsId;
    if ('raw' in arrival) parts.push({ id: octetsId, ...packed(arrival.raw) });
    return {
      mailbox: arrival.mailbox,
      uid_validity: arrival.uidValidity,
      uid: arrival.uid,
      sha256: arrival.sha256,
      fingerprint: arrival.fingerprint,
      size: arrival.size,
      octets_id: octetsId,
      backfill: arrival.backfill,
      history: arrival.history ?? null,
      over_limit: arrival.overLimit,
      website: arrival.website?.name ?? null,
      website_request: arrival.website?.request ?? null,
      withheld: arrival.withheld ?? null,
      received_at: arrival.receivedAt,
    };
  });
  const result = await retryOnConflict(() =>
    db.execute<{ held: string; id: string | null; octets_id: string }>(sql`
    with ours as (
      select 1 from mailbox where name = ${lease?.mailbox ?? ''} and fence = ${lease?.fence ?? 0} for no key update
    ), held as (
      select 1 where ${lease === null} union all select 1 from ours
    ), given as (
      select r.* from held, jsonb_populate_recordset(null::mail, ${JSON.stringify(rows)}::jsonb) r
    ), ${partsGiven(parts)}, stored as (
      insert into mail (mailbox, uid_validity, uid, sha256, fingerprint, size, octets_id, backfill, history, website, website_request, over_limit, withheld, received_at)
      select mailbox, uid_validity, uid, sha256, fingerprint, size, octets_id, backfill, history, website, website_request, over_limit, withheld, received_at from given order by uid
      on conflict do nothing
      returning id, octets_id
    ), kept as (
      insert into octets (id, part, bytes, size)
      select parts_given.id, 0, bytes, size from parts_given join stored on octets_id = parts_given.id
    ), moved as (
      update mailbox set uid_validity = ${cursor?.uidValidity ?? null}::bigint, uid = greatest(uid, ${cursor?.uid ?? null}::bigint)
      where ${cursor !== null} and name = ${lease?.mailbox ?? ''} and exists (select 1 from held)
    )
    select (select count(*) from held) as held, stored.* from (select 1) one left join stored on true order by stored.id`),
  );
  if (Number(result[0]?.held ?? 0) === 0) return null;
  const idOf = new Map(result.map((row) => [row.octets_id, row.id]));
  return rows.flatMap((row, index) => {
    const id = idOf.get(row.octets_id);
    const arrival = arrivals[index];
    return id && arrival ? [storedMail(Number(id), row.octets_id, arrival)] : [];
  });
}

const storedMail = (id: number, octetsId: string, arrival: NewMail): StoredMail => ({
  id,
  mailbox: arrival.mailbox,
  uid: arrival.uid,
  receivedAt: arrival.receivedAt,
  backfill: arrival.backfill,
  history: arrival.history ?? null,
  website: arrival.website?.name ?? null,
  fingerprint: arrival.fingerprint,
  octetsId,
  size: arrival.size,
  overLimit: arrival.overLimit,
  withheld: arrival.withheld ?? null,
  attempts: 0,
  raw: 'raw' in arrival ? arrival.raw : null,
});

/**
 * The row of a mail that the server does not hand over, with empty octets. Its fingerprint is that of no mail, so that
 * it is no copy of another.
 */
export function withheldArrival(
  origin: Pick<NewMail, 'mailbox' | 'uidValidity' | 'uid' | 'receivedAt' | 'backfill'> & { readonly withheld: string },
): NewMail {
  const name = JSON.stringify(['withheld', origin.mailbox, origin.uidValidity, origin.uid]);
  const fingerprint = createHash('sha256').update(name).digest('hex');
  const raw = new Uint8Array();
  return { ...origin, overLimit: false, ...identityOfMail(raw), fingerprint, raw };
}

/**
 * Gives the row of a withheld mail its octets and makes it undecided again. Returns it; nothing when the lease is lost
 * or the mail is no longer withheld.
 */
export async function handOver(db: Database, arrival: NewMail, lease: Fence): Promise<StoredMail[]> {
  const octetsId = 'raw' in arrival ? await storedWhole(db, arrival.raw) : arrival.octetsId;
  const { mailbox, uidValidity, uid } = arrival;
  const rows = await retryOnConflict(() =>
    db.execute<{ id: string }>(sql`
    with ours as (
      select 1 from mailbox where name = ${lease.mailbox} and fence = ${lease.fence} for no key update
    ), waiting as (
      select mail.id, mail.octets_id from mail, ours where mail.mailbox = ${mailbox} and uid_validity = ${uidValidity}
        and mail.uid = ${uid} and withheld is not null and outcome = 'quarantined' for update of mail
    ), emptied as (
      delete from octets where id in (select octets_id from waiting)
    )
    update mail set octets_id = ${octetsId}, sha256 = ${arrival.sha256}, fingerprint = ${arrival.fingerprint},
      size = ${arrival.size}, over_limit = ${arrival.overLimit}, withheld = null, outcome = null, decided_at = null,
      reason_code = null, reason_detail = null, announced_at = null, attempts = 0
    where id in (select id from waiting) returning id`),
  );
  return rows.map(({ id }) => ({ ...storedMail(Number(id), octetsId, arrival), raw: null }));
}

async function storedWhole(db: Database, raw: Uint8Array): Promise<string> {
  const { octetsId } = await storeParts(
    db,
    (async function* () {
      yield raw;
    })(),
  );
  return octetsId;
}

/**
 * Stores a large mail part by part as it comes, ahead of its row. Returns its identity and the id of its octets;
 * without a row the clean-up removes them.
 */
export async function storeParts(
  db: Database,
  content: AsyncIterable<Uint8Array>,
): Promise<Identity & { readonly octetsId: string }> {
  const identity = identityOf();
  const octetsId = uuid();
  let part = 0;
  for await (const piece of content) {
    identity.update(piece);
    for (const each of inPieces(piece, PART_OCTETS)) await storePart(db, octetsId, part++, each);
    crashPoint('part-stored');
  }
  return { ...identity.finish(), octetsId };
}
