/** Lets `width` tasks run at once; the others wait, and begin in the order in which they came. */
export function semaphore(width: number): <T>(task: () => Promise<T>) => Promise<T> {
  const waiting: (() => void)[] = [];
  let running = 0;
  return async (task) => {
    if (running >= width) await new Promise<void>((resolve) => waiting.push(resolve));
    else running++;
    try {
      return await task();
    } finally {
      // The place goes straight to the next one, so that nobody who comes now overtakes it.
      const next = waiting.shift();
      if (next) next();
      else running--;
    }
  };
}
