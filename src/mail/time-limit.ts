/** Longest a thread may take to start and load its code before its mail counts as late, in milliseconds. */
const STARTS_WITHIN_MS = 60_000;
/** A timer that fires later than this share of the limit fired far too late: the process was suspended. */
const SUSPENDED = 0.5;

type Watched = {
  /** Whether a thread has begun the mail. */
  readonly hasBegun: () => boolean;
  /** A monotonic clock in milliseconds. */
  readonly now?: () => number;
};

/**
 * Aborts when a mail has had its time. Neither the start of a thread nor a time in which the process was suspended is
 * the mail's: after either, the limit begins again. A thread that never begins is given up after a minute.
 */
export function limitOf(
  limitMs: number,
  { hasBegun, now = () => performance.now() }: Watched,
): { readonly signal: AbortSignal; readonly stop: () => void } {
  const controller = new AbortController();
  const startsBefore = now() + STARTS_WITHIN_MS;
  let timer: NodeJS.Timeout;
  const begin = (): void => {
    const due = now() + limitMs;
    timer = setTimeout(() => {
      const firedAt = now();
      const isSuspended = firedAt - due > limitMs * SUSPENDED;
      const isStarting = !hasBegun() && firedAt < startsBefore;
      if (isSuspended || isStarting) begin();
      else controller.abort();
    }, limitMs);
  };
  begin();
  return { signal: controller.signal, stop: () => clearTimeout(timer) };
}
