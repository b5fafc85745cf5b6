/**
 * Pauses between tries, in milliseconds: after the first failure in a row the first of them, later the last again and
 * again.
 */
export type Pauses = readonly [number, ...number[]];

/** How long to wait after so many failures in a row, at least one. Milliseconds. */
export function pauseAfter(failures: number, pauses: Pauses): number {
  return pauses[Math.min(failures, pauses.length) - 1] ?? pauses[0];
}
