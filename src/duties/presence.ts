import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import type { Desk } from '../desk/desk.ts';
import { differences, fingerprintOf } from '../desk/health/agreement.ts';
import { sleep } from '../lib/sleep.ts';
import { announceProcess, type DeskProcess, endProcess, otherProcesses } from '../store/desk-process.ts';

const EVERY_MS = 10_000;
const PART = 'configuration';

/**
 * Says that this daemon lives and what it goes by, until the signal aborts. Another living one that goes by something
 * else is named in the log and by `/readyz`: the two would treat the same mail differently. What has changed since the
 * last start is only mentioned. Never rejects.
 */
export async function keepPresence(desk: Desk, role: string, signal: AbortSignal): Promise<void> {
  const configuration = fingerprintOf(desk.config, desk.keys);
  const self: DeskProcess = { id: randomUUID(), role, host: hostname(), pid: process.pid, configuration };
  const told = new Set<string>();
  const look = async (): Promise<void> => {
    const others = await otherProcesses(desk.db, self.id);
    const living = others.filter((each) => each.alive && !hasDied(each, self));
    if (told.size === 0) mentionChanges(desk, self, others[0], living.length);
    told.add(self.id);
    desk.troubles.leave(PART);
    for (const other of living) compare(desk, self, other, told);
  };

  for (; !signal.aborted; await sleep(EVERY_MS, signal))
    try {
      await look();
      await announceProcess(desk.db, self);
    } catch (error) {
      desk.log.warn({ event: 'presence_unsaid', err: error });
    }
  await endProcess(desk.db, self.id).catch((error: unknown) => desk.log.warn({ event: 'presence_unsaid', err: error }));
}

/** A daemon that was killed on this machine, and perhaps started again in a container with the same process id. */
function hasDied(other: DeskProcess, self: DeskProcess): boolean {
  if (other.host !== self.host) return false;
  if (other.pid === self.pid) return true;
  try {
    process.kill(other.pid, 0);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ESRCH';
  }
}

/** A new engineer and a restart: that is how a configuration changes, and no reason to worry. */
function mentionChanges({ log }: Desk, self: DeskProcess, last: DeskProcess | undefined, living: number): void {
  if (last === undefined || living > 0) return;
  const changed = differences(self.configuration, last.configuration);
  if (changed.length > 0) log.info({ event: 'configuration_changed', parts: changed });
}

function compare({ log, troubles }: Desk, self: DeskProcess, other: DeskProcess, told: Set<string>): void {
  const parts = differences(self.configuration, other.configuration);
  if (parts.length === 0) return;
  const where = `${other.role} on ${other.host}`;
  troubles.report(PART, other.id, `another daemon (${where}) goes by another configuration: ${parts.join(', ')}`);
  if (told.has(other.id)) return;
  told.add(other.id);
  log.warn({
    event: 'configuration_differs',
    process: where,
    parts,
    remedy: 'give all daemons on this database the same configuration and secret, and restart them',
  });
}
