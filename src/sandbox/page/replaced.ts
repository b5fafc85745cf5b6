/** What is read of something that another takes the place of now and then. */
export type Replaced<T> = {
  /** While this works, what is read waits for the new one. Rejects as it does. */
  readonly replace: (work: () => Promise<void>) => Promise<void>;
  /** Reads of the one there is; once more of the new one, where its place was taken meanwhile and the read failed. */
  readonly read: <R>(ask: (of: T) => Promise<R>) => Promise<R>;
};

export function replaced<T>(current: () => T): Replaced<T> {
  let under: Promise<unknown> = Promise.resolve();
  return {
    replace(work) {
      const done = work();
      // Whoever replaces hears of a failure; those who read go on with the one that is left.
      under = done.catch(() => undefined);
      return done;
    },
    async read(ask) {
      await under;
      const asked = current();
      try {
        return await ask(asked);
      } catch (error) {
        await under;
        if (current() === asked) throw error;
        return ask(current());
      }
    },
  };
}
