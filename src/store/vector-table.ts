import type pg from 'pg';
import type { Database } from './connection/connection.ts';
import { databaseError } from './connection/error.ts';
import { withClient } from './connection/session.ts';
import { sql } from './drizzle.ts';

/**
 * The table of vectors, which is no part of the schema: most databases have no pgvector, and need none. It is in no
 * backup, since a model makes its content again.
 */
const TABLE = `
create table if not exists public.ticket_vector (
  ticket_id uuid primary key references public.ticket (id),
  model text not null,
  claimed_at timestamptz not null,
  dimensions integer,
  embedding public.vector,
  constraint ticket_vector_whole check ((dimensions is null) = (embedding is null))
)`;

/**
 * Whether a database can compare vectors. `unavailable`: the server has no pgvector; `not_created`: it has, and this
 * database lacks the extension or the table; `no_rights`: this role may not use the table.
 */
export type VectorState = 'ready' | 'unavailable' | 'not_created' | 'no_rights';

/** What to do then, in a line; `not_permitted` as in `makeVectorTable`. */
export const VECTOR_REMEDIES: Readonly<Record<Exclude<VectorTableMade, 'ready'>, string>> = {
  unavailable:
    'install pgvector on the database server (Debian: postgresql-NN-pgvector), run CREATE EXTENSION vector SCHEMA public as a superuser and tsdesk migrate, or take alike out of assist.purposes',
  not_permitted: 'run CREATE EXTENSION vector SCHEMA public as a superuser in this database, and tsdesk migrate again',
  not_created: 'run tsdesk migrate, and start the daemon again',
  no_rights:
    'GRANT SELECT, INSERT, UPDATE, DELETE ON ticket_vector to the role of DATABASE_URL, and start the daemon again',
};

const LOOK = `
select to_regtype('public.vector') is not null as extension,
  exists (select from pg_available_extensions where name = 'vector') as available,
  c.oid is not null as there,
  coalesce(has_table_privilege(c.oid, 'SELECT') and has_table_privilege(c.oid, 'INSERT')
    and has_table_privilege(c.oid, 'UPDATE') and has_table_privilege(c.oid, 'DELETE'), false) as may
from (values (1)) one left join pg_class c on c.oid = to_regclass('public.ticket_vector')`;

type Seen = Readonly<Record<'extension' | 'available' | 'there' | 'may', boolean>>;

function stateOf(seen: Seen | undefined): VectorState {
  if (seen === undefined || (!seen.extension && !seen.available)) return 'unavailable';
  if (!seen.extension || !seen.there) return 'not_created';
  return seen.may ? 'ready' : 'no_rights';
}

/** Looks into the catalogues alone. Rejects when the database is away. */
export async function vectorState(db: Database): Promise<VectorState> {
  const [seen] = await db.execute<Seen>(sql.raw(LOOK));
  return stateOf(seen);
}

/** Whether there is a table to be cleared, whatever the configuration says. */
export async function hasVectors(db: Database): Promise<boolean> {
  const [row] = await db.execute<{ there: boolean }>(
    sql`select to_regclass('public.ticket_vector') is not null as there`,
  );
  return row?.there === true;
}

/** `not_permitted`: this role may not create the extension. */
export type VectorTableMade = VectorState | 'not_permitted';
const NO_RIGHT = '42501';

/**
 * Makes the extension and the table where the server has pgvector and this role may. `url` is of the role that owns the
 * tables. Throws the driver's error for everything else.
 */
export async function makeVectorTable(url: string): Promise<VectorTableMade> {
  return withClient(url, async (client) => {
    if ((await stateNow(client)) === 'unavailable') return 'unavailable';
    try {
      await client.query('create extension if not exists vector schema public');
      await client.query(TABLE);
    } catch (error) {
      if (databaseError(error)?.code === NO_RIGHT) return 'not_permitted';
      throw error;
    }
    return stateNow(client);
  });
}

const stateNow = async (client: pg.Client): Promise<VectorState> => stateOf((await client.query<Seen>(LOOK)).rows[0]);

/** Deletes the vectors of these tickets within the transaction of the client; `tickets` is a query of their ids. */
export async function deleteVectorsOf(client: pg.Client, tickets: string): Promise<void> {
  const { rows } = await client.query<{ there: boolean }>(
    `select to_regclass('public.ticket_vector') is not null as there`,
  );
  if (rows[0]?.there) await client.query(`delete from ticket_vector where ticket_id in (${tickets})`);
}
