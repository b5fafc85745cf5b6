import { withTimeout } from '../../lib/timeout.ts';

/** The records of a name, as `dns.promises.resolve` answers and fails. */
export type Resolver = (name: string, type: string) => Promise<string[] | string[][]>;

export type ResolverOptions = {
  /** Asks DNS, as `dns.promises.resolve` does. */
  readonly lookup: Resolver;
  /** Milliseconds, monotonic. */
  readonly now: () => number;
  /** One look-up may take this long. */
  readonly timeout?: number;
  /** After this many failures in a row DNS itself is tested. */
  readonly tolerance?: number;
  /** How long every look-up fails at once after DNS failed that test. Milliseconds. */
  readonly pause?: number;
};

const MINUTE = 60_000;
const KEPT_ANSWERS = 10_000;
const ANSWER_TTL = 10 * MINUTE;
const ABSENCE_TTL = 5 * MINUTE;

/** The answer that there is no such name or record: as good an answer as any. */
const ABSENT: ReadonlySet<unknown> = new Set(['ENOTFOUND', 'ENODATA']);

/**
 * A resolver that remembers answers, asks each question once at a time, and gives up on a DNS that is down: after
 * `tolerance` failures in a row it asks for the root's name servers, and if these do not come either, it fails at once
 * with `EUNAVAILABLE` for `pause` milliseconds. The test keeps a sender whose own name servers are dead from
 * taking everybody's authentication away.
 */
export function createResolver(options: ResolverOptions): Resolver {
  const { lookup, now, timeout = 2_500, tolerance = 3, pause = MINUTE } = options;
  const answers = new Map<string, { readonly answer: ReturnType<Resolver>; until: number }>();
  let failures = 0;
  let closedUntil = Number.NEGATIVE_INFINITY;

  const ask: Resolver = async (name, type) => {
    try {
      const answer = await withTimeout(lookup(name, type), timeout, noAnswer);
      failures = 0;
      return answer;
    } catch (error) {
      if (isAbsence(error)) failures = 0;
      else failures += 1;
      throw error;
    }
  };

  const testDns = async (): Promise<void> => {
    failures = 0;
    await withTimeout(lookup('.', 'NS'), timeout, noAnswer).catch((error: unknown) => {
      if (!isAbsence(error)) closedUntil = now() + pause;
    });
  };

  return (name, type) => {
    const key = `${type} ${name.toLowerCase()}`;
    const kept = answers.get(key);
    if (kept && kept.until > now()) return kept.answer;
    if (now() < closedUntil) return Promise.reject(failure('EUNAVAILABLE', 'DNS is not available'));
    const entry = { answer: ask(name, type), until: Number.POSITIVE_INFINITY };
    entry.answer.then(
      () => {
        entry.until = now() + ANSWER_TTL;
      },
      async (error: unknown) => {
        entry.until = isAbsence(error) ? now() + ABSENCE_TTL : now();
        if (failures >= tolerance) await testDns();
      },
    );
    answers.delete(key);
    answers.set(key, entry);
    if (answers.size > KEPT_ANSWERS) answers.delete(answers.keys().next().value ?? key);
    return entry.answer;
  };
}

function isAbsence(error: unknown): boolean {
  return error instanceof Error && 'code' in error && ABSENT.has(error.code);
}

const noAnswer = (): Error => failure('ETIMEOUT', 'DNS did not answer in time');

/** An error as the resolver of Node makes it: told by its code. */
export function failure(code: string, message: string): Error {
  return Object.assign(new Error(message), { code });
}
