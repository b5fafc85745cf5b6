import { createHash } from 'node:crypto';
import { constants, zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import { gathered } from '../lib/gathered.ts';
import type { Database } from './connection/connection.ts';
import { eq, sql } from './drizzle.ts';
import { octets, octetsArchive } from './schema.ts';

/** Octets are kept in parts of this size, so that no single statement carries a whole large mail. */
export const PART_OCTETS = 1024 * 1024;

/** A part as it is kept: zstd (RFC 8878) of `size` octets, or the octets themselves where `size` is null. */
export type KeptPart = { readonly bytes: Uint8Array; readonly size: number | null };

/** Its first level takes two thirds of the time of the usual one, for a tenth more room. */
const QUICKLY = { params: { [constants.ZSTD_c_compressionLevel]: 1 } };

export function packed(part: Uint8Array): KeptPart {
  const bytes = zstdCompressSync(part, QUICKLY);
  return bytes.length < part.length ? { bytes, size: part.length } : { bytes: part, size: null };
}

/** Throws OctetsDamaged where they are no longer what was packed. */
export function unpacked({ bytes, size }: KeptPart): Uint8Array {
  if (size === null) return bytes;
  try {
    return zstdDecompressSync(bytes, { maxOutputLength: size });
  } catch (cause) {
    throw new OctetsDamaged('the octets in the database cannot be unpacked', { cause });
  }
}

/** The only part of octets, on its way into the table. */
export type GivenPart = KeptPart & { readonly id: string };

/**
 * Common table expressions of a statement that give the rows of `parts_given`, (id, bytes, size): all octets in one
 * text. Among other values in JSON each of its characters takes two octets as soon as one of those is Chinese, and both
 * sides would look at each of them again.
 */
export function partsGiven(parts: readonly GivenPart[]) {
  let start = 1;
  const places = parts.map(({ id, bytes, size }) => {
    const place = { id, start, length: bytes.length, size };
    start += bytes.length;
    return place;
  });
  const base64 = Buffer.concat(parts.map(({ bytes }) => bytes)).toString('base64');
  return sql`octets_given as materialized (select decode(${base64}, 'base64') as octets),
    parts_given as (
      select r.id, substring(octets from r.start for r.length) as bytes, r.size
      from octets_given, jsonb_to_recordset(${JSON.stringify(places)}::jsonb) as r(id uuid, start int, length int, size int)
    )`;
}

/** One more part of a large mail or letter. */
export async function storePart(db: Database, id: string, part: number, bytes: Uint8Array): Promise<void> {
  await db
    .insert(octets)
    .values({ id, part, ...packed(bytes) })
    .onConflictDoNothing();
}

/** The octets of a mail or letter are not what was stored: gone, or not of their size and SHA-256. */
export class OctetsDamaged extends Error {
  override name = 'OctetsDamaged';
}

/** The octets in order, from the archive too. Throws OctetsDamaged when there are none. */
export async function readOctets(db: Database, id: string): Promise<Buffer> {
  // In one statement: what moves into the archive meanwhile is in either, and never in neither.
  const parts = await db
    .select({ part: octets.part, bytes: octets.bytes, size: octets.size })
    .from(octets)
    .where(eq(octets.id, id))
    .unionAll(
      db
        .select({ part: octetsArchive.part, bytes: octetsArchive.bytes, size: octetsArchive.size })
        .from(octetsArchive)
        .where(eq(octetsArchive.id, id)),
    )
    .orderBy(sql`part`);
  if (parts.length === 0) throw new OctetsDamaged(`the octets ${id} are gone`);
  const most = parts.reduce((sum, { bytes, size }) => sum + (size ?? bytes.length), 0);
  const { buffer, length } = await gathered(most, Iterator.from(parts).map(unpacked));
  return Buffer.from(buffer, 0, length);
}

/** Those that are kept in one part; larger and archived ones are left to `readOctets`. */
export async function onlyParts(db: Database, ids: readonly string[]): Promise<ReadonlyMap<string, KeptPart>> {
  const rows = await db
    .select({ id: octets.id, bytes: octets.bytes, size: octets.size })
    .from(octets)
    .where(
      sql`id = any(${`{${ids.join(',')}}`}::uuid[]) and part = 0
        and not exists (select 1 from octets more where more.id = octets.id and more.part = 1)`,
    );
  return new Map(rows.map(({ id, ...part }) => [id, part]));
}

/** The lowest UUID of version 7 that can have been made at a time (RFC 9562 §5.7). */
export function firstIdOf(milliseconds: number): string {
  const time = Math.floor(milliseconds).toString(16).padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-7000-8000-000000000000`;
}

/** Hex SHA-256. */
export const sha256Of = (octets: Uint8Array): string => createHash('sha256').update(octets).digest('hex');

/**
 * Throws OctetsDamaged for octets that are not those of this size and SHA-256, and for none at all. Where neither is
 * known, there must be some.
 */
export function requireWhole(
  octets: Uint8Array,
  { size, sha256 }: { readonly size: number | null; readonly sha256: string | null },
): void {
  if (octets.length === 0) throw new OctetsDamaged('the database has no octets of it');
  if (size !== null && octets.length !== size)
    throw new OctetsDamaged(`the database has ${octets.length} octets of ${size}`);
  if (sha256 !== null && sha256Of(octets) !== sha256)
    throw new OctetsDamaged('its octets are not those that were written');
}
