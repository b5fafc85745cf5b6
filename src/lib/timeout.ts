/**
 * What the work resolves or rejects with, or a rejection with `late()` when that takes longer than so many
 * milliseconds. The work itself goes on: nothing here can stop it.
 */
export async function withTimeout<T>(work: Promise<T>, milliseconds: number, late: () => Error): Promise<T> {
  const timeout = Promise.withResolvers<never>();
  const timer = setTimeout(() => timeout.reject(late()), milliseconds);
  try {
    return await Promise.race([work, timeout.promise]);
  } finally {
    clearTimeout(timer);
  }
}

/** Resolves when the work does, or after so many milliseconds at the latest. Rejects when the work does so earlier. */
export async function atMost(work: Promise<unknown>, milliseconds: number): Promise<void> {
  const enough = Promise.withResolvers<void>();
  const timer = setTimeout(enough.resolve, milliseconds);
  try {
    await Promise.race([work, enough.promise]);
  } finally {
    clearTimeout(timer);
  }
}
