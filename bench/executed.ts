import type postgres from 'postgres';

/** PostgreSQL's settings under which it notes the plan of whatever it executes, once `noteAll` has been called. */
export const NOTING: Readonly<Record<string, string>> = {
  shared_preload_libraries: 'auto_explain',
  logging_collector: 'on',
  log_destination: 'jsonlog',
  log_rotation_size: '0',
  'auto_explain.log_analyze': 'on',
  'auto_explain.log_timing': 'off',
  'auto_explain.log_format': 'json',
  'auto_explain.log_nested_statements': 'on',
  'auto_explain.log_parameter_max_length': '0',
};

/** By this name the sessions of the benchmark itself are told from the desk's. */
export const OWN_NAME = 'bench';

/** A statement with the plan of its execution that read the most. */
export type Executed = {
  /** In one line; lists of parameters are cut to one. */
  readonly text: string;
  readonly times: number;
  /** Rows that its scans have looked at, and those that it gave or changed. */
  readonly read: number;
  readonly given: number;
  readonly indexes: readonly string[];
  /** Tables that were read from end to end. */
  readonly whole: readonly string[];
};

/** From now on, and in sessions that are there already. Counts of the use of indexes begin again. */
export async function noteAll(sql: postgres.Sql): Promise<void> {
  await sql`select pg_stat_reset()`;
  await sql`alter system set auto_explain.log_min_duration = 0`;
  await sql`select pg_reload_conf()`;
}

/** What was executed since `noteAll`; notes nothing any more. */
export async function executed(sql: postgres.Sql): Promise<Executed[]> {
  await sql`alter system reset auto_explain.log_min_duration`;
  await sql`select pg_reload_conf()`;
  const byText = new Map<string, Executed>();
  for (const { text, plan } of await notes(sql)) {
    const before = byText.get(text);
    const found = seenIn(plan);
    const worst = before === undefined || found.read > before.read ? found : before;
    byText.set(text, {
      ...worst,
      text,
      times: (before?.times ?? 0) + 1,
      indexes: [...new Set([...(before?.indexes ?? []), ...found.indexes])].toSorted(),
      whole: [...new Set([...(before?.whole ?? []), ...found.whole])],
    });
  }
  return [...byText.values()];
}

/** Of one node of a plan, as EXPLAIN (FORMAT JSON) has it; rows are means of its loops. */
type Plan = {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  readonly 'Index Name'?: string;
  readonly 'Actual Rows': number;
  readonly 'Actual Loops': number;
  readonly 'Rows Removed by Filter'?: number;
  readonly 'Rows Removed by Index Recheck'?: number;
  readonly Plans?: readonly Plan[];
};

/** Rows that tell a table that is read to its end from one of which the first row was wanted. */
const WHOLE = 1_000;

function seenIn(plan: Plan): Omit<Executed, 'text' | 'times'> {
  const nodes = nodesOf(plan);
  const scans = nodes.filter((node) => node['Relation Name'] !== undefined && /Scan$/.test(node['Node Type']));
  return {
    read: scans.reduce((sum, node) => sum + readBy(node), 0),
    given: givenBy(plan),
    indexes: [...new Set(nodes.flatMap((node) => node['Index Name'] ?? []))],
    whole: scans.flatMap((node) =>
      node['Node Type'] === 'Seq Scan' && readBy(node) > WHOLE ? [node['Relation Name'] ?? ''] : [],
    ),
  };
}

const nodesOf = (plan: Plan): Plan[] => [plan, ...(plan.Plans ?? []).flatMap(nodesOf)];

const readBy = (node: Plan): number =>
  node['Actual Loops'] *
  (node['Actual Rows'] + (node['Rows Removed by Filter'] ?? 0) + (node['Rows Removed by Index Recheck'] ?? 0));

/** A change that returns nothing has given what it was to change. */
function givenBy(plan: Plan): number {
  const own = plan['Actual Rows'] * plan['Actual Loops'];
  const changed = plan['Node Type'] === 'ModifyTable' ? (plan.Plans ?? []).map(givenBy) : [];
  return Math.max(own, ...changed);
}

const HEAD = /^duration: [\d.]+ ms {2}plan:\n/;

async function notes(sql: postgres.Sql): Promise<{ text: string; plan: Plan }[]> {
  const [row] = await sql<{ log: string }[]>`select pg_read_file(pg_current_logfile('jsonlog')) as log`;
  return (row?.log ?? '').split('\n').flatMap((line) => {
    if (line === '') return [];
    const { message, application_name } = JSON.parse(line) as { message?: string; application_name?: string };
    if (message === undefined || application_name === OWN_NAME || !HEAD.test(message)) return [];
    const note = JSON.parse(message.replace(HEAD, '')) as { 'Query Text': string; Plan: Plan };
    return [{ text: inOneLine(note['Query Text']), plan: note.Plan }];
  });
}

const inOneLine = (text: string): string =>
  text
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/\$\d+/g, '$')
    .replaceAll(/(\(\$(?:, ?\$)*\)|\$)(?:, ?\1)+/g, '$1, …')
    .trim();
