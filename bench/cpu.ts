import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import postgres from 'postgres';

/** CPU seconds and memory of processes, as Linux counts them. */

const TICKS_A_SECOND = Number(execFileSync('getconf', ['CLK_TCK'], { encoding: 'utf8' }));

/** The fields of /proc/PID/stat behind the name: state first, then the parent. */
function statOf(pid: number | 'self'): string[] {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
}

const secondsIn = (stat: readonly string[], fields: readonly number[]): number =>
  fields.reduce((sum, field) => sum + Number(stat[field] ?? 0), 0) / TICKS_A_SECOND;

const OWN = [11, 12];
const REAPED = [13, 14];

/** CPU seconds that a process and all its threads have used so far. */
export const cpuSeconds = (pid: number): number => secondsIn(statOf(pid), OWN);

/** CPU seconds of this process's children that have ended, with theirs. */
export const reapedSeconds = (): number => secondsIn(statOf('self'), REAPED);

/** CPU seconds of a process, of its living descendants and of those of them that have ended. */
export function treeSeconds(root: number): number {
  const children = Map.groupBy(processes(), ({ stat }) => Number(stat[1]));
  const below = (pid: number, stat: readonly string[]): number =>
    secondsIn(stat, [...OWN, ...REAPED]) +
    (children.get(pid) ?? []).reduce((sum, each) => sum + below(each.pid, each.stat), 0);
  return below(root, statOf(root));
}

function processes(): { readonly pid: number; readonly stat: readonly string[] }[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        return [{ pid: Number(name), stat: statOf(Number(name)) }];
      } catch {
        return []; // It has ended meanwhile.
      }
    });
}

/** The process above all of those of a PostgreSQL server on this machine. */
export async function postmasterOf(databaseUrl: string): Promise<number> {
  const sql = postgres(databaseUrl, { max: 1 });
  try {
    const [row] = await sql<{ pid: number }[]>`select pg_backend_pid() as pid`;
    return Number(statOf(row?.pid ?? 0)[1]);
  } finally {
    await sql.end();
  }
}

/** Resident memory in megabytes. */
export const memoryMegabytes = (pid: number): number =>
  Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024;
