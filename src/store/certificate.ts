import type { Scheme, Signature } from '../mail/secrecy/secrecy.ts';
import { type CanonicalAddress, canonicalAddress } from '../people/address.ts';
import { batchedRead } from './connection/batched-read.ts';
import type { Database } from './connection/connection.ts';
import { and, eq, inArray, isNotNull, sql } from './drizzle.ts';
import { certificate } from './schema.ts';

/** A certificate of somebody; `confirmedAt` null: it came with a mail, and nobody has said that it is theirs. */
export type Certificate = {
  readonly address: CanonicalAddress;
  readonly fingerprint: string;
  readonly form: Scheme;
  readonly name: string;
  readonly issuer: string;
  readonly content: string;
  readonly expiresAt: Date | null;
  readonly firstSeenAt: Date;
  readonly confirmedAt: Date | null;
  readonly confirmedBy: string | null;
};

/** The certificates that are confirmed for each of these addresses. */
export const confirmedCertificates = batchedRead(
  async (db, addresses: readonly CanonicalAddress[]): Promise<Certificate[][]> => {
    const rows = await db
      .select()
      .from(certificate)
      .where(and(inArray(certificate.address, [...new Set(addresses)]), isNotNull(certificate.confirmedAt)));
    const of = Map.groupBy(rows, ({ address }) => address);
    return addresses.map((address) => of.get(address) ?? []);
  },
);

/** All of them, those that are only offered first. */
export const listCertificates = (db: Database): Promise<Certificate[]> =>
  db.select().from(certificate).orderBy(sql`confirmed_at is not null, address, first_seen_at`);

/** Those whose fingerprint begins so; of one that is offered anew that comes first. */
export const certificatesNamed = (db: Database, beginning: string): Promise<Certificate[]> =>
  db
    .select()
    .from(certificate)
    .where(sql`starts_with(fingerprint, ${beginning.toLowerCase().replace(/[\s:]/g, '')})`)
    .orderBy(certificate.address, sql`confirmed_at is not null`);

/** Certificates of one address that wait to be confirmed: of more the newest do. */
const MOST_OFFERED = 3;

/** What one row is told from another by. */
const ONCE = sql`(address, fingerprint, (confirmed_at is null))`;

/**
 * Keeps what a signed mail of a proven sender brought, to be confirmed, in place of the oldest that waits where too
 * many do. What is known and holds as long stays as it is; a key that its owner has renewed is offered once more.
 */
export async function offerCertificate(db: Database, address: string, signature: Signature, now: Date): Promise<void> {
  const { fingerprint, form, name, issuer, certificate: content, expiresAt } = signature;
  const own = canonicalAddress(address);
  const until = sql`${expiresAt?.toISOString() ?? null}::timestamptz`;
  await db.execute(sql`
    with news as (
      select 1 where not exists (
        select 1 from certificate where address = ${own} and fingerprint = ${fingerprint}
          and coalesce(expires_at, 'infinity') >= coalesce(${until}, 'infinity'))
    ), others as (
      select fingerprint, row_number() over (order by first_seen_at desc, fingerprint) as place from certificate
      where address = ${own} and confirmed_at is null and fingerprint <> ${fingerprint}
    ), gone as (
      delete from certificate where address = ${own} and confirmed_at is null and exists (select 1 from news)
        and fingerprint in (select fingerprint from others where place >= ${MOST_OFFERED})
    )
    insert into certificate (address, fingerprint, form, name, issuer, content, expires_at, first_seen_at)
    select ${own}, ${fingerprint}, ${form}, ${name}, ${issuer}, ${content}, ${until}, ${now.toISOString()}::timestamptz
    from news
    on conflict ${ONCE} do update set name = excluded.name, issuer = excluded.issuer, content = excluded.content,
      expires_at = excluded.expires_at`);
}

type Confirmed = { readonly by: string; readonly now: Date };

/**
 * Puts a certificate in for an address, confirmed; one that was offered or confirmed before is as this one from then
 * on.
 */
export async function addCertificate(
  db: Database,
  address: CanonicalAddress,
  {
    fingerprint,
    form,
    name,
    issuer,
    content,
    expiresAt,
  }: Omit<Certificate, 'address' | `${'firstSeen' | 'confirmed'}${string}`>,
  { by, now }: Confirmed,
): Promise<void> {
  const at = sql`${now.toISOString()}::timestamptz`;
  await db.execute(sql`
    with offered as (
      delete from certificate where address = ${address} and fingerprint = ${fingerprint} and confirmed_at is null
      returning first_seen_at
    )
    insert into certificate (address, fingerprint, form, name, issuer, content, expires_at, first_seen_at, confirmed_at, confirmed_by)
    values (${address}, ${fingerprint}, ${form}, ${name}, ${issuer}, ${content}, ${expiresAt?.toISOString() ?? null}::timestamptz,
      coalesce((select first_seen_at from offered), ${at}), ${at}, ${by})
    on conflict ${ONCE} do update set name = excluded.name, issuer = excluded.issuer, content = excluded.content,
      expires_at = excluded.expires_at, confirmed_at = excluded.confirmed_at, confirmed_by = excluded.confirmed_by`);
}

/** Takes a certificate away from an address; false when it had none of the kind. */
export async function removeCertificate(
  db: Database,
  address: CanonicalAddress,
  fingerprint: string,
): Promise<boolean> {
  const removed = await db
    .delete(certificate)
    .where(and(eq(certificate.address, address), eq(certificate.fingerprint, fingerprint)))
    .returning({ fingerprint: certificate.fingerprint });
  return removed.length > 0;
}

/** Those that are confirmed and expire before a moment. */
export const expiringCertificates = (db: Database, before: Date): Promise<Certificate[]> =>
  db
    .select()
    .from(certificate)
    .where(and(isNotNull(certificate.confirmedAt), sql`expires_at < ${before.toISOString()}::timestamptz`));
