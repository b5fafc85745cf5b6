import type { CanonicalAddress } from '../people/address.ts';
import { batchedRead } from './connection/batched-read.ts';
import { inArray, sql } from './drizzle.ts';
import { customer } from './schema.ts';

export type KnownCustomer = {
  readonly name: string;
  readonly company: string | null;
  readonly locale: string | null;
  readonly charset: string | null;
};

const KNOWN = {
  address: customer.address,
  name: customer.name,
  company: customer.company,
  locale: customer.locale,
  charset: customer.charset,
};

/** What earlier mails told about somebody; null for a new face. */
export const findCustomer = batchedRead(
  async (db, addresses: readonly CanonicalAddress[]): Promise<(KnownCustomer | null)[]> => {
    const rows = await db
      .select(KNOWN)
      .from(customer)
      .where(inArray(customer.address, [...addresses]));
    return addresses.map((wanted) => rows.find(({ address }) => address === wanted) ?? null);
  },
);

/** What stands at the edges of somebody's latest mail that proved itself. */
export type Witness = {
  readonly address: CanonicalAddress;
  /** The domain their organisation registered. */
  readonly organisation: string;
  /** The day of that mail, ISO 8601 in UTC. */
  readonly heardOn: string;
  /** Fingerprints of blocks, with the day from which on all their mails have had them. */
  readonly edges: Readonly<Record<string, string>>;
};

/** In place of an organisation: those heard last, of whichever. */
export const EVERYBODY = '';

/** Senders that are looked at, those heard last. */
const LATEST = { ofOrganisation: 20, ofEverybody: 60 };

/**
 * The senders of an organisation that were heard last; none where fewer than `least` of them share one of the blocks,
 * as it is with nearly every mail.
 */
export const witnesses = batchedRead(
  async (
    db,
    asked: readonly { readonly organisation: string; readonly blocks: readonly string[]; readonly least: number }[],
  ): Promise<Witness[][]> => {
    const rows = await db.execute<{ n: number; edges: Record<string, string> } & Record<string, string>>(sql`
      with asked as (
        select n, organisation, least, array(select jsonb_array_elements_text(blocks)) as blocks
        from jsonb_to_recordset(${JSON.stringify(asked.map((each, n) => ({ n, ...each })))}::jsonb)
          as a(n int, organisation text, blocks jsonb, least int)
      ), newest as materialized (
        select address, organisation, heard_on, edges from customer
        where edges is not null order by heard_on desc limit ${LATEST.ofEverybody}
      )
      select n, address, w.organisation, heard_on::text, edges from asked, lateral (
        select l.*, count(*) filter (where jsonb_exists_any(edges, blocks)) over () as sharing from (
          (select address, organisation, heard_on, edges from customer c
            where c.organisation = asked.organisation and edges is not null
            order by heard_on desc limit ${LATEST.ofOrganisation})
          union all
          select * from newest where asked.organisation = ${EVERYBODY}
        ) l
      ) w where sharing >= least`);
    return asked.map((_, at) =>
      rows
        .filter(({ n }) => n === at)
        .map(({ address = '', organisation = '', heard_on: heardOn = '', edges }) => ({
          address: address as CanonicalAddress,
          organisation,
          heardOn,
          edges,
        })),
    );
  },
);
