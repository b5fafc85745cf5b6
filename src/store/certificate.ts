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

/** Those whose fingerprint begins so. */
export const certificatesNamed = (db: Database, beginning: string): Promise<Certificate[]> =>
  db
    .select()
    .from(certificate)
    .where(sql`starts_with(fingerprint, ${beginning.toLowerCase().replace(/[\s:]/g, '')})`)
    .orderBy(certificate.address);

/** Certificates that one address may have offered at a time: more are somebody's play. */
const MOST_OFFERED = 3;

/** Keeps what a signed mail brought, to be confirmed. Once known it stays as it is. */
export async function offerCertificate(db: Database, address: string, signature: Signature, now: Date): Promise<void> {
  const { fingerprint, form, name, issuer, certificate: content, expiresAt } = signature;
  const own = canonicalAddress(address);
  await db.execute(sql`
    insert into certificate (address, fingerprint, form, name, issuer, content, expires_at, first_seen_at)
    select ${own}, ${fingerprint}, ${form}, ${name}, ${issuer}, ${content}, ${expiresAt?.toISOString() ?? null}::timestamptz,
      ${now.toISOString()}::timestamptz
    where (select count(*) from certificate where address = ${own} and confirmed_at is null) < ${MOST_OFFERED}
    on conflict do nothing`);
}

/** Puts a certificate in for an address, confirmed; one that was offered is confirmed. */
export async function addCertificate(
  db: Database,
  address: CanonicalAddress,
  added: Pick<Certificate, 'fingerprint' | 'form' | 'name' | 'issuer' | 'content' | 'expiresAt'>,
  { by, now }: { readonly by: string; readonly now: Date },
): Promise<void> {
  const confirmed = { confirmedAt: now, confirmedBy: by };
  await db
    .insert(certificate)
    .values({ ...added, address, firstSeenAt: now, ...confirmed })
    .onConflictDoUpdate({ target: [certificate.address, certificate.fingerprint], set: confirmed });
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
