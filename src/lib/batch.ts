/**
 * Gathers calls made while one run is under way and gives them to the next run all at once: alone, a call waits for
 * nothing; under load, many share one statement. A run that fails fails all its calls.
 */
export function batched<T, R>(run: (items: readonly T[]) => Promise<readonly R[]>): (item: T) => Promise<R> {
  type Call = { readonly item: T; readonly resolve: (result: R) => void; readonly reject: (error: unknown) => void };
  let waiting: Call[] = [];
  let running = false;

  const next = async (): Promise<void> => {
    running = true;
    while (waiting.length > 0) {
      const calls = waiting;
      waiting = [];
      try {
        const results = await run(calls.map(({ item }) => item));
        for (const [at, { resolve }] of calls.entries()) resolve(results[at] as R);
      } catch (error) {
        for (const { reject } of calls) reject(error);
      }
    }
    running = false;
  };

  return (item) =>
    new Promise((resolve, reject) => {
      waiting.push({ item, resolve, reject });
      if (!running) void next();
    });
}
