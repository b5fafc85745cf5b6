/** Longest a thread may take to start and load its code before its mail counts as late, in milliseconds. */
const STARTS_WITHIN_MS = 60_000;
/** A timer that fires later than this share of the limit fired far too late: the process was suspended. */
const SUSPENDED = 0.5;

type Watched = {
  /** When a thread began the mail, by `now`; null as long as none has. */
  readonly begunAt: () => number | null;
  /** A clock in milliseconds that all threads have in common and nobody sets. */
  readonly now?: () => number;
};

/** When a thread began its mail, told to the thread that waits: 0 until it has. */
export type Begun = BigInt64Array<SharedArrayBuffer>;

/** Nanoseconds of the clock that all threads of the process have in common. */
export const markBegun = (begun: Begun): unknown => Atomics.store(begun, 0, process.hrtime.bigint());

/** In milliseconds of that clock; null until then. */
export function beginningOf(begun: Begun): number | null {
  const at = Atomics.load(begun, 0);
  return at === 0n ? null : milliseconds(at);
}

const milliseconds = (nanoseconds: bigint): number => Number(nanoseconds / 1_000n) / 1_000;

/**
 * Aborts when a mail has had its time. Neither the start of a thread nor a time in which the process was suspended is
 * the mail's: its time begins with the thread's work, and anew after it was suspended. A thread that never begins is
 * given up after a minute.
 */
export function limitOf(
  limitMs: number,
  { begunAt, now = () => milliseconds(process.hrtime.bigint()) }: Watched,
): { readonly signal: AbortSignal; readonly stop: () => void } {
  const controller = new AbortController();
  const startsBefore = now() + STARTS_WITHIN_MS;
  let timer: NodeJS.Timeout;
  const wait = (span: number): void => {
    const due = now() + span;
    timer = setTimeout(() => {
      const firedAt = now();
      const begun = begunAt();
      const left = begun === null ? (firedAt < startsBefore ? limitMs : 0) : begun + limitMs - firedAt;
      const isSuspended = firedAt - due > limitMs * SUSPENDED;
      if (isSuspended) wait(limitMs);
      else if (left > 0) wait(left);
      else controller.abort();
    }, span);
  };
  wait(limitMs);
  return { signal: controller.signal, stop: () => clearTimeout(timer) };
}
