import type { Desk } from '../desk/desk.ts';
import { soundAlarm } from '../desk/health/alarm.ts';
import { sleep } from '../lib/sleep.ts';

/** What was looked at, as far as an alarm is concerned. */
type Looked = { readonly name: string; readonly ok: boolean; readonly detail: string };

/** `afterMs`: what restarts is back within this time. */
const TIMES = { everyMs: 10_000, afterMs: 30_000, repeatMs: 60 * 60_000 };

/**
 * Looks at everything the daemon needs every `everyMs`, until the signal aborts, and logs what begins and ends to be
 * amiss. What stays amiss for half a minute raises an alarm, and again every hour. `look` must not reject and must
 * answer in time.
 */
export function watchReadiness(
  desk: Desk,
  look: () => Promise<readonly Looked[]>,
  signal: AbortSignal,
  { everyMs, afterMs, repeatMs } = TIMES,
): void {
  const amiss = new Map<string, { readonly since: number; raisedAt: number | null }>();

  const consider = ({ name, detail }: Looked): void => {
    const now = performance.now();
    const known = amiss.get(name);
    if (known === undefined) {
      amiss.set(name, { since: now, raisedAt: null });
      desk.log.warn({ event: 'not_ready', check: name, detail });
      return;
    }
    if (now - known.since < afterMs || (known.raisedAt !== null && now - known.raisedAt < repeatMs)) return;
    known.raisedAt = now;
    const mailbox = /^mailbox (.+)$/.exec(name)?.[1] ?? '';
    void soundAlarm(desk, { reason: 'desk_in_trouble', mailbox, detail: `${name}: ${detail}` });
  };

  const round = async (): Promise<void> => {
    const looked = await look();
    for (const each of looked) if (!each.ok) consider(each);
    for (const name of amiss.keys()) {
      if (looked.some((each) => each.name === name && !each.ok)) continue;
      amiss.delete(name);
      desk.log.info({ event: 'ready_again', check: name });
    }
  };

  // Not at once: what merely starts is not amiss.
  void (async () => {
    for (await sleep(everyMs, signal); !signal.aborted; await sleep(everyMs, signal)) await round();
  })();
}
