/** How long a run may keep others waiting, in milliseconds, and how many may then be under way. */
type Patience = { readonly waitMs: number; readonly most: number };

/**
 * Gathers calls made in one turn of the event loop, or while one run is under way, and gives them to the next run all
 * at once: alone, a call waits for the end of its turn; under load, many share one statement. A run that fails fails all
 * its calls. With `patience`, a run that takes long does not keep the next from beginning. A result that is still a
 * promise keeps only its own call waiting.
 */
export function batched<T, R>(
  run: (items: readonly T[]) => Promise<readonly (R | Promise<R>)[]>,
  { waitMs, most }: Patience = { waitMs: 0, most: 1 },
): (item: T) => Promise<R> {
  type Call = {
    readonly item: T;
    readonly resolve: (result: R | Promise<R>) => void;
    readonly reject: (error: unknown) => void;
  };
  let waiting: Call[] = [];
  let underWay = 0;
  /** Every run under way has had its time. */
  let isOverdue = true;
  /** The next run begins at the end of this turn. */
  let isComing = false;

  const consider = (): void => {
    if (isComing || waiting.length === 0 || !isOverdue || underWay >= most) return;
    isComing = true;
    setImmediate(begin);
  };
  const begin = async (): Promise<void> => {
    const calls = waiting;
    waiting = [];
    isComing = false;
    underWay += 1;
    isOverdue = false;
    const overdue = (): void => {
      isOverdue = true;
      consider();
    };
    const timer = most > 1 ? setTimeout(overdue, waitMs) : undefined;
    try {
      const results = await run(calls.map(({ item }) => item));
      for (const [at, { resolve }] of calls.entries()) resolve(results[at] as R | Promise<R>);
    } catch (error) {
      for (const { reject } of calls) reject(error);
    }
    clearTimeout(timer);
    underWay -= 1;
    overdue();
  };

  return (item) =>
    new Promise((resolve, reject) => {
      waiting.push({ item, resolve, reject });
      consider();
    });
}

/** The most of one group: how many, and what they weigh together; one that weighs more alone is a group of its own. */
type Room<T> = { readonly most: number; readonly weigh?: (item: T) => number; readonly weight?: number };

/** What comes one by one, in groups. */
export async function* inBatches<T>(
  items: AsyncIterable<T>,
  { most, weigh = () => 0, weight = 0 }: Room<T>,
): AsyncGenerator<T[]> {
  let batch: T[] = [];
  let weighs = 0;
  for await (const item of items) {
    if (batch.length > 0 && (batch.length >= most || weighs + weigh(item) > weight)) {
      yield batch;
      batch = [];
      weighs = 0;
    }
    batch.push(item);
    weighs += weigh(item);
  }
  if (batch.length > 0) yield batch;
}
