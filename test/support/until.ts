import { setTimeout as pause } from 'node:timers/promises';

/**
 * Asks again every `everyMs` until the answer is something other than false or undefined, and returns it. For what
 * tells nobody when it changes: another process's database row or file.
 *
 * @throws when `timeoutMs` have passed, naming the condition and what the last attempt threw.
 */
export async function until<T>(
  condition: string,
  ask: () => Promise<T | false | undefined> | T | false | undefined,
  { timeoutMs = 60_000, everyMs = 50 } = {},
): Promise<T> {
  const deadline = performance.now() + timeoutMs;
  let lastError: unknown;
  do {
    try {
      const answer = await ask();
      if (answer !== false && answer !== undefined) return answer;
      lastError = undefined;
    } catch (error) {
      lastError = error;
    }
    await pause(everyMs);
  } while (performance.now() < deadline);
  throw new Error(`not within ${timeoutMs} ms: ${condition}`, { cause: lastError });
}
