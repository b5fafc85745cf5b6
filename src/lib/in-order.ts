import { atMost } from './timeout.ts';

/** A place in a row of tasks that run side by side and pass one point in order. */
export type Place = {
  /** Begins the work once all earlier ones have begun theirs or are done. */
  readonly pass: <T>(work: () => Promise<T>) => Promise<T>;
  /** This one will not pass any more. Calling it again, or after passing, changes nothing. */
  readonly done: () => void;
};

/** Nothing waits longer than this for those before it: order is not worth a delay. Milliseconds. */
const PATIENCE_MS = 1_000;

/** The place of something that has no others beside it. */
export const ALONE: Place = { pass: (work) => work(), done: () => undefined };

export function inOrder(howMany: number): Place[] {
  let before: Promise<unknown> = Promise.resolve();
  return Array.from({ length: howMany }, () => {
    const earlier = before;
    const passed = Promise.withResolvers<void>();
    before = Promise.all([earlier, passed.promise]);
    return {
      async pass(work) {
        await atMost(earlier, PATIENCE_MS);
        passed.resolve();
        return work();
      },
      done: () => passed.resolve(),
    };
  });
}
