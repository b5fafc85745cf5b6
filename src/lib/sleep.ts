import { setTimeout as after } from 'node:timers/promises';

/** Resolves after so many milliseconds, or as soon as the signal aborts. Never rejects. */
export async function sleep(milliseconds: number, signal?: AbortSignal): Promise<void> {
  // The only rejection there is says that the signal has aborted.
  await after(milliseconds, undefined, signal && { signal }).catch(() => undefined);
}
