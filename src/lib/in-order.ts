/** A place in a row of things that go on side by side and pass one point in order. */
export type Place = {
  /** Begins the work once all earlier ones have begun theirs or are done. */
  readonly pass: <T>(work: () => Promise<T>) => Promise<T>;
  /** Will not pass any more; calling it again, or after passing, changes nothing. */
  readonly done: () => void;
};

/** Whoever takes longer lets the others pass, in milliseconds: order is not worth holding anybody up. */
const PATIENCE_MS = 1_000;

/** The turn of something that stands in no row. */
export const ALONE: Place = { pass: (work) => work(), done: () => undefined };

export function inOrder(howMany: number): Place[] {
  let before: Promise<unknown> = Promise.resolve();
  return Array.from({ length: howMany }, () => {
    const earlier = before;
    const passed = Promise.withResolvers<void>();
    before = Promise.all([earlier, passed.promise]);
    return {
      async pass(work) {
        await patiently(earlier);
        passed.resolve();
        return work();
      },
      done: () => passed.resolve(),
    };
  });
}

async function patiently(earlier: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const enough = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, PATIENCE_MS);
  });
  await Promise.race([earlier, enough]);
  clearTimeout(timer);
}
