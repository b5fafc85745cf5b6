import type { CanonicalAddress } from '../people/address.ts';
import { batchedRead } from './connection/batched-read.ts';
import { inArray } from './drizzle.ts';
import { customer } from './schema.ts';

export type KnownCustomer = {
  readonly name: string;
  readonly company: string | null;
  readonly locale: string | null;
  readonly charset: string | null;
};

/** What earlier mails told about somebody; null for a new face. */
export const findCustomer = batchedRead(
  async (db, addresses: readonly CanonicalAddress[]): Promise<(KnownCustomer | null)[]> => {
    const rows = await db
      .select()
      .from(customer)
      .where(inArray(customer.address, [...addresses]));
    return addresses.map((wanted) => rows.find(({ address }) => address === wanted) ?? null);
  },
);
