import { getTableName, sql } from '../drizzle.ts';
import * as schema from '../schema.ts';
import type { Database } from './connection.ts';

/**
 * What the daemon's statements and `commit_change` do beside reading and adding. Erasing a person and restoring a
 * backup do more, in the name of the owner. `ticket_vector` may not be there: `vector-table.ts` looks at its rights.
 *
 * @internal tests look at it
 */
export const CHANGED: Readonly<Record<'UPDATE' | 'DELETE', readonly string[]>> = {
  UPDATE: [
    ...['absence', 'article', 'assist_task', 'assist_usage', 'attachment_folder', 'canned_answer'],
    ...['certificate', 'customer'],
    ...['desk_process', 'incident', 'incident_entry', 'letter', 'letter_wish', 'mail', 'mailbox', 'participant'],
    ...['recurring', 'search_corpus', 'search_document', 'search_term', 'signing_key', 'staff_wish', 'ticket'],
    ...['ticket_counter', 'ticket_vector', 'webhook_event'],
  ],
  DELETE: [
    ...[
      'blob',
      'canned_answer',
      'certificate',
      'clock',
      'deferred_acknowledgement',
      'desk_process',
      'octets',
      'search_term',
    ],
    ...['staff_load', 'ticket_vector', 'waiting_copy', 'waiting_letter', 'webhook_event'],
  ],
};

const TABLES = Object.values(schema).flatMap((each) => (typeof each === 'object' ? [getTableName(each)] : []));

/** Of these, what only commands do: adopting a folder, making the 257th key, erasing a person. */
const BY_COMMANDS: readonly MissingRight[] = [
  { right: 'UPDATE', on: 'attachment_folder' },
  { right: 'UPDATE', on: 'signing_key' },
  { right: 'DELETE', on: 'blob' },
];

const FUNCTIONS = ['commit_change', 'next_ticket_number'];

const NEEDED = [
  ...TABLES.flatMap((name) => [
    { name, right: 'SELECT' },
    { name, right: 'INSERT' },
    ...(['UPDATE', 'DELETE'] as const).flatMap((right) => (CHANGED[right].includes(name) ? [{ name, right }] : [])),
  ]),
  { name: 'tsdesk_migration', right: 'SELECT' },
];

/** A right the role lacks. `on` as GRANT names it: `ticket`, `SCHEMA public`, `FUNCTION commit_change(jsonb)`. */
export type MissingRight = { readonly right: string; readonly on: string };

export type LackOfRights = {
  readonly role: string;
  readonly missing: readonly MissingRight[];
  /** Tables and functions that are not there at all. */
  readonly gone: readonly string[];
};

/**
 * What the role of this connection lacks: for mail to come in and letters to go out, or for everything the desk ever
 * does. `queueHere`: the queue is in this database too. Looks into the catalogues alone, which everybody may read;
 * rejects when the database is away.
 */
export async function missingRights(
  db: Database,
  { queueHere, forEverything }: { queueHere: boolean; forEverything: boolean },
): Promise<LackOfRights> {
  const [role] = await db.execute<{ name: string }>(sql`select current_user::text as name`);
  const schemas = await db.execute<{ name: string }>(sql`
    select nspname::text as name from pg_namespace
    where (nspname = 'public' or ${queueHere} and nspname = 'bullmq') and not has_schema_privilege(oid, 'USAGE')`);
  const tables = await db.execute<{ name: string; right: string; gone: boolean }>(sql`
    select n.name, n.right, c.oid is null as gone
    from jsonb_to_recordset(${JSON.stringify(NEEDED)}::jsonb) as n(name text, "right" text)
      left join pg_class c on c.relname = n.name and c.relkind in ('r', 'p')
        and c.relnamespace = (select oid from pg_namespace where nspname = 'public')
    where c.oid is null or not has_table_privilege(c.oid, n.right)`);
  const functions = await db.execute<{ name: string; on: string | null; may: boolean | null }>(sql`
    select f.name, min(p.oid::regprocedure::text) as "on", bool_or(has_function_privilege(p.oid, 'EXECUTE')) as may
    from (values ${sql.join(
      FUNCTIONS.map((name) => sql`(${name}::name)`),
      sql`, `,
    )}) as f(name)
      left join pg_proc p on p.proname = f.name and p.pronamespace = (select oid from pg_namespace where nspname = 'public')
    group by f.name`);
  const missing: MissingRight[] = [
    ...schemas.map(({ name }) => ({ right: 'USAGE', on: `SCHEMA ${name}` })),
    ...tables
      .filter(({ gone, name, right }) => !gone && (forEverything || !isByCommands(name, right)))
      .map(({ name, right }) => ({ right, on: name })),
    ...functions.filter(({ may }) => may === false).map(({ on }) => ({ right: 'EXECUTE', on: `FUNCTION ${on}` })),
    ...(queueHere ? await queueRights(db) : []),
  ];
  const gone = [...tables.filter((each) => each.gone), ...functions.filter(({ on }) => on === null)];
  return { role: role?.name ?? '', missing, gone: [...new Set(gone.map(({ name }) => name))] };
}

const isByCommands = (name: string, right: string): boolean =>
  BY_COMMANDS.some((each) => each.on === name && each.right === right);

/** BullMQ's tables are its own business: it needs all of them. */
async function queueRights(db: Database): Promise<MissingRight[]> {
  const rows = await db.execute<MissingRight>(sql`
    select format('%s%I.%I', case c.relkind when 'S' then 'SEQUENCE ' else '' end, n.nspname, c.relname) as "on", r."right"
    from pg_class c join pg_namespace n on n.oid = c.relnamespace,
      unnest(array['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'USAGE']) as r("right")
    where n.nspname = 'bullmq' and case
      when c.relkind in ('r', 'p') and r."right" <> 'USAGE' then not has_table_privilege(c.oid, r."right")
      when c.relkind = 'S' and r."right" = 'USAGE' then not has_sequence_privilege(c.oid, 'USAGE')
        and not exists (select 1 from pg_depend d where d.objid = c.oid and d.deptype = 'i')
      else false end`);
  return [...rows];
}

/** The objects that lack the same rights, by kind as GRANT names it: '' is a table. */
function alike(missing: readonly MissingRight[]): { rights: string; kind: string; names: string }[] {
  const byObject = [...Map.groupBy(missing, ({ on }) => on)].map(([on, rights]) => {
    const [kind = ''] = /^[A-Z]+ /.exec(on) ?? [];
    return { rights: rights.map(({ right }) => right).join(', '), kind, name: on.slice(kind.length) };
  });
  return [...Map.groupBy(byObject, ({ rights, kind }) => `${rights} ON ${kind}`).values()].map((group) => ({
    rights: group[0]?.rights ?? '',
    kind: group[0]?.kind ?? '',
    names: group.map(({ name }) => name).join(', '),
  }));
}

/** In words, those that lack the same together: `no SELECT, INSERT on ticket, mail`. */
export const rightsText = ({ missing, gone }: LackOfRights): string =>
  [
    ...gone.map((name) => `no ${FUNCTIONS.includes(name) ? 'function' : 'table'} ${name}`),
    ...alike(missing).map(({ rights, kind, names }) => `no ${rights} on ${kind.toLowerCase()}${names}`),
  ].join('; ');

/** The statements that give the role what it lacks, one a line for each set of rights. */
export const grantsOf = ({ role, missing }: LackOfRights): string =>
  alike(missing)
    .map(({ rights, kind, names }) => `GRANT ${rights} ON ${kind}${names} TO ${nameInSql(role)};`)
    .join('\n');

/** A name as SQL has it. */
export const nameInSql = (name: string): string =>
  /^[a-z_][a-z0-9_]*$/.test(name) ? name : `"${name.replaceAll('"', '""')}"`;
