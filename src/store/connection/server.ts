import { withClient } from './session.ts';

/** What the server says of itself; when it was asked and heard, by the clock of this machine, in milliseconds. */
export type ServerFacts = {
  readonly version: string;
  readonly fsync: boolean;
  readonly standby: boolean;
  readonly now: Date;
  readonly askedAt: number;
  readonly heardAt: number;
};

export async function serverFacts(url: string): Promise<ServerFacts> {
  return withClient(url, async (client) => {
    const askedAt = Date.now();
    const { rows } = await client.query(
      `select current_setting('server_version') as version, current_setting('fsync') = 'on' as fsync,
         pg_is_in_recovery() as standby, clock_timestamp() as now`,
    );
    return { ...rows[0], askedAt, heardAt: Date.now() };
  });
}

/** What the role of this URL may do that a daemon has no need of. */
export type RolePowers = {
  readonly role: string;
  readonly isSuperuser: boolean;
  /** May make tables. */
  readonly changesSchema: boolean;
  /** May alter those that are there. */
  readonly ownsTables: boolean;
  readonly rewritesHistory: boolean;
};

export async function rolePowers(url: string): Promise<RolePowers> {
  return withClient(url, async (client) => {
    const { rows } = await client.query(
      `with own as (select c.oid, c.relname, c.relowner from pg_class c join pg_namespace n on n.oid = c.relnamespace
         where n.nspname = 'public' and c.relkind in ('r', 'p'))
       select current_user::text as role, has_schema_privilege('public', 'CREATE') as "changesSchema",
         (select rolsuper from pg_roles where rolname = current_user) as "isSuperuser",
         coalesce((select bool_and(pg_has_role(relowner, 'USAGE')) from own), true) as "ownsTables",
         coalesce((select has_table_privilege(oid, 'UPDATE') or has_table_privilege(oid, 'DELETE')
           from own where relname = 'history'), false) as "rewritesHistory"`,
    );
    return rows[0];
  });
}
