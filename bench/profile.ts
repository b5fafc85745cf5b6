import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import postgres from 'postgres';
import { runDesk } from './desk.ts';
import type { Row, Stage } from './stage.ts';
import { openWorld } from './world.ts';

const MAILS = 1_000;
/** Below this much of a mail's time, in milliseconds, nothing is listed. */
const LEAST_MS = 0.05;
const FOLDER = fileURLToPath(new URL('../.tsdesk/profile', import.meta.url));
const SOURCES = fileURLToPath(new URL('../src/', import.meta.url));

export const profile: Stage = {
  description: `where a mail’s time goes: a CPU profile in ${FOLDER.split('/').slice(-2).join('/')}, and a table by folder and by statement`,
  long: true,
  async run({ mails }) {
    rmSync(FOLDER, { recursive: true, force: true });
    mkdirSync(FOLDER, { recursive: true });
    const world = await openWorld({}, { postgres: { shared_preload_libraries: 'pg_stat_statements' } });
    const sql = postgres(world.databaseUrl, { max: 1 });
    try {
      await sql`create extension pg_stat_statements`;
      const count = mails ?? MAILS;
      // The sources, not the bundle: their names are those of the table.
      const desk = await runDesk(world, count, {
        program: join(SOURCES, 'cli/main.ts'),
        env: { NODE_OPTIONS: `--cpu-prof --cpu-prof-dir=${FOLDER}` },
        warmedUp: () => sql`select pg_stat_statements_reset()`,
      });
      return [
        { what: 'CPU of the desk’s process a mail', figure: desk.cpuMsAMail, unit: 'ms' },
        ...byFolder(
          readdirSync(FOLDER).map((file) => join(FOLDER, file)),
          count,
        ),
        ...(await byStatement(sql, count)),
      ];
    } finally {
      await sql.end();
      await world.close();
    }
  },
};

/** As V8 writes it; times are microseconds. */
type CpuProfile = {
  readonly nodes: readonly {
    readonly id: number;
    readonly callFrame: { readonly functionName: string; readonly url: string };
    readonly children?: readonly number[];
  }[];
  readonly samples: readonly number[];
  readonly timeDeltas: readonly number[];
};

/**
 * The time of each sample belongs to the innermost folder of the sources that it was called from; what none of them
 * called, such as an answer on a socket, to the package whose it is.
 */
function byFolder(files: readonly string[], mails: number): Row[] {
  const times = new Map<string, number>();
  for (const file of files) {
    const read: CpuProfile = JSON.parse(readFileSync(file, 'utf8'));
    const thread = read.nodes.some(({ callFrame }) => callFrame.url.endsWith('/src/daemon.ts')) ? 'main' : 'parser';
    const placeOf = placesIn(read);
    for (const [at, id] of read.samples.entries()) {
      const place = placeOf(id);
      if (place === null) continue;
      const key = `${thread} thread: ${place}`;
      times.set(key, (times.get(key) ?? 0) + (read.timeDeltas[at] ?? 0) / 1000);
    }
  }
  return [...times]
    .map(([what, ms]): Row => ({ what, figure: ms / mails, unit: 'ms' }))
    .filter(({ figure }) => figure >= LEAST_MS)
    .toSorted((a, b) => b.figure - a.figure);
}

/** Waiting, which V8 samples too: the event loop's, and that of a thread for its next task. */
const WAITS: ReadonlySet<string> = new Set(['(idle)', 'atomicsWaitLoop']);

/** Where the time of a node of the call tree belongs; null for waiting. */
function placesIn({ nodes }: CpuProfile): (id: number) => string | null {
  const parents = new Map(nodes.flatMap(({ id, children = [] }) => children.map((child) => [child, id] as const)));
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const known = new Map<number, string | null>();
  const place = (id: number): string | null => {
    const own = byId.get(id);
    if (own === undefined || WAITS.has(own.callFrame.functionName)) return null;
    if (own.callFrame.functionName === '(garbage collector)') return 'garbage collection';
    const names = { folder: '', module: '' };
    for (let at: number | undefined = id; at !== undefined && names.folder === ''; at = parents.get(at)) {
      const url = byId.get(at)?.callFrame.url ?? '';
      names.folder = /^file:(?!.*\/node_modules\/).*\/(src\/.*)\/[^/]+$/.exec(url)?.[1] ?? '';
      names.module ||= /^.*\/node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(url)?.[1] ?? '';
    }
    return names.folder || names.module || 'Node';
  };
  return (id) => {
    if (!known.has(id)) known.set(id, place(id));
    return known.get(id) ?? null;
  };
}

async function byStatement(sql: postgres.Sql, mails: number): Promise<Row[]> {
  const rows = await sql<{ query: string; calls: number; ms: number }[]>`
    select query, calls::int, total_exec_time as ms from pg_stat_statements order by total_exec_time desc limit 12`;
  return rows.map(
    ({ query, calls, ms }): Row => ({
      what: `PostgreSQL, ${(calls / mails).toFixed(2)} × a mail: ${query.replace(/\s+/g, ' ').slice(0, 90)}`,
      figure: ms / mails,
      unit: 'ms',
    }),
  );
}
