import type { CanonicalAddress } from '../people/address.ts';
import type { LettersWanted } from '../people/person.ts';
import { batchedRead } from './connection/batched-read.ts';
import type { Database } from './connection/connection.ts';
import { staffWish } from './schema.ts';

/** What staff have asked of the letters to them, by their address. */
export const staffWishes = (db: Database) => read(db, null);

const read = batchedRead(async (db, asked: readonly null[]) => {
  const rows = await db.select().from(staffWish);
  const wishes: ReadonlyMap<CanonicalAddress, LettersWanted> = new Map(
    rows.map(({ email, letters }) => [email, letters]),
  );
  return asked.map(() => wishes);
});
