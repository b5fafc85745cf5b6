import postgres from 'postgres';
import { CRASH_POINTS, type CrashPoint } from '../../src/lib/crash-point.ts';
import type { TestDesk } from '../support/desk.ts';
import { until } from '../support/until.ts';
import { type Account, accountOf } from './account.ts';
import { isSettled } from './settled.ts';
import { Workload } from './workload.ts';

/** Up to which passage of a point the kill is drawn; points that every start passes once are killed there. */
const LATEST: Partial<Record<CrashPoint, number>> = {
  'lease-taken': 1,
  'mailbox-begun': 1,
  fetched: 1,
  stored: 1,
  understood: 2,
};
const LATEST_OTHERWISE = 4;

export type Crashes = { readonly account: Account; readonly kills: ReadonlyMap<string, number> };

/**
 * Kills the daemon with SIGKILL at points drawn at random while mail keeps coming, starts it again, and counts in the
 * end. Time is not waited for: a dead process's leases are ended in the database.
 */
export async function crashAgainAndAgain(
  desk: TestDesk,
  options: { kills: number; random: () => number; progress?: (kills: number) => void },
): Promise<Crashes> {
  const { random } = options;
  const sql = postgres(desk.databaseUrl, { max: 1, onnotice: () => undefined });
  const work = new Workload(random);
  const kills = new Map<string, number>();
  const doubts = new Map<string, number>();
  const queue: CrashPoint[] = [];
  const done = (): Promise<boolean> => isSettled(sql, work);
  /** As if 15 s had passed; what a dead process had asked of the database is done by then. */
  const passTime = async (): Promise<void> => {
    await until('the sessions of the dead process to end', async () => {
      const [row] = await sql<{ sessions: string }[]>`
        select count(*) as sessions from pg_stat_activity
        where datname = current_database() and pid <> pg_backend_pid() and backend_type = 'client backend'`;
      return row?.sessions === '0';
    });
    for (const { message_id } of await sql<{ message_id: string }[]>`
      select message_id from letter where state = 'data_started' and lease_until > 'epoch'`)
      doubts.set(message_id, (doubts.get(message_id) ?? 0) + 1);
    await sql`update mailbox set lease_until = null, holder = null`;
    await sql`update letter set lease_until = 'epoch' where lease_until is not null`;
  };

  try {
    for (let kill = 0; kill < options.kills; kill++) {
      if (queue.length === 0) queue.push(...shuffled(CRASH_POINTS, random));
      const point = kill === 0 ? 'mailbox-begun' : (queue.pop() ?? 'stored');
      const nth = 1 + Math.floor(random() * (LATEST[point] ?? LATEST_OTHERWISE));
      if (kill > 0) for (let times = 0; times < 2; times++) await desk.mailbox.deliverMany(work.next());
      const daemon = desk.launch({ TSDESK_CRASH_AT: `${point}:${nth}` });
      let ended = false;
      void daemon.exited.then(() => {
        ended = true;
      });
      await until(
        `the process to end at ${point}, or nothing to be left to do`,
        async () => ended || (kill > 0 && (await done())),
        { timeoutMs: 120_000, everyMs: 100 },
      ).catch((error: unknown) => {
        throw new Error(daemon.stderr.slice(-30).join('\n'), { cause: error });
      });
      const name = ended ? point : 'idle';
      const { signal } = await daemon.kill();
      if (signal !== 'SIGKILL') throw new Error(`the daemon ended by itself:\n${daemon.stderr.slice(-20).join('\n')}`);
      kills.set(name, (kills.get(name) ?? 0) + 1);
      await passTime();
      options.progress?.(kill + 1);
    }
    const daemon = desk.launch({});
    await until('everything to be done', done, { timeoutMs: 240_000, everyMs: 100 });
    await daemon.stop();
    return { account: await accountOf(desk.databaseUrl, work, desk.postbox.mails, doubts), kills };
  } finally {
    await sql.end();
  }
}

function shuffled<T>(items: readonly T[], random: () => number): T[] {
  return items
    .map((item) => ({ item, place: random() }))
    .sort((a, b) => a.place - b.place)
    .map(({ item }) => item);
}
