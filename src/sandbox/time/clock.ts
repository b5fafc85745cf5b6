import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { SandboxRefusal } from '../refusal.ts';

/** The sandbox's time: the machine's, and ahead of it by what was pushed. It only goes forward. */
export interface SandboxClock {
  now(): Date;
  /** Goes to this instant; stays when it has passed. On disk when this returns. */
  push(to: Date): void;
}

/**
 * The file keeps how far the clock is ahead, in milliseconds: tickets and letters of an earlier run must not lie in the
 * future. Throws SandboxRefusal when it holds anything else.
 */
export function openClock(file: string): SandboxClock {
  let aheadMs = existsSync(file) ? Number(readFileSync(file, 'utf8')) : 0;
  if (!Number.isSafeInteger(aheadMs) || aheadMs < 0)
    throw new SandboxRefusal(`${file} does not hold a number of milliseconds: delete it, or start with --fresh`);
  return {
    now: () => new Date(Date.now() + aheadMs),
    push(to) {
      const next = Math.ceil(to.getTime() - Date.now());
      if (next <= aheadMs) return;
      aheadMs = next;
      writeFileSync(file, String(aheadMs));
    },
  };
}
