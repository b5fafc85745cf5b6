/**
 * Asks the model what commits have written down to be asked, beside everything else: no mail, clock or letter waits
 * here. A question is claimed from its table, asked, its answer checked, and what is left of it stored as a suggestion;
 * beside that the letters that waited for it are written, at their time at the latest. Losing this process loses
 * nothing: its questions are asked again, and its letters go out when their time comes.
 */
import { tellSuggestions } from '../../desk/assist/telling.ts';
import type { Desk } from '../../desk/desk.ts';
import { type AssistClaim, claimAssistTasks, nextAssistTask, nextWaitingLetter } from '../../store/assist.ts';

export type Assistant = {
  /** Asks and writes what is due; never fails. Without a model it does nothing. */
  readonly look: () => void;
  /** The same, and without a model writes the letters that waited for one. */
  readonly sweep: () => void;
  /** Resolves when nothing is asked and nothing is due any more. */
  readonly drained: () => Promise<void>;
  /** Breaks off what is being asked, which is asked again later. */
  readonly close: () => Promise<void>;
};

/** Requests at once: a model in the house answers one after the other anyway. */
const AT_ONCE = 4;
/** What a process has beyond the time limit of a request to write down what came of it. */
const LEASE_BEYOND_MS = 30_000;

export function openAssistant(desk: Desk): Assistant {
  const { assist } = desk.config;
  const stop = new AbortController();
  const inHand = new Set<Promise<void>>();

  // Apart from the questions: one that is not answered keeps no letter beyond its time.
  const telling = whenDue(desk, stop.signal, async () => {
    await tellSuggestions(desk);
    return nextWaitingLetter(desk.db);
  });
  const asking = whenDue(desk, stop.signal, async () => {
    const leaseMs = (assist?.timeout ?? 0) + LEASE_BEYOND_MS;
    const limit = AT_ONCE - inHand.size;
    const claims = limit === 0 ? [] : await claimAssistTasks(desk.db, { now: desk.now(), limit, leaseMs });
    for (const claim of claims) {
      const answered = attempt(desk, claim, stop.signal).then(() => {
        inHand.delete(answered);
        telling.look();
        asking.look();
      });
      inHand.add(answered);
    }
    return inHand.size === AT_ONCE ? null : nextAssistTask(desk.db);
  });
  const look = (): void => {
    asking.look();
    telling.look();
  };

  return {
    look: () => {
      if (assist !== null) look();
    },
    sweep: look,
    async drained() {
      // An answer makes room for another question, which is looked for before it counts as done.
      for (;;) {
        await asking.look();
        if (inHand.size === 0) break;
        await Promise.all(inHand);
      }
      await telling.look();
    },
    async close() {
      stop.abort();
      await Promise.all(inHand);
      await Promise.all([asking.ended(), telling.ended()]);
    },
  };
}

/** A defect at one question must not stop the others; its claim lapses, and after some it is given up. */
async function attempt(desk: Desk, claim: AssistClaim, stop: AbortSignal): Promise<void> {
  try {
    // Read for the first question: most desks have no model, and need not wait for its patterns.
    const { putQuestion } = await import('./questioning.ts');
    await putQuestion(desk, claim, stop);
  } catch (error) {
    desk.log.error({ event: 'question_failed', purpose: claim.purpose, err: error });
  }
}

/** What becomes due is looked at then, and at least and at most this often; milliseconds. */
const LOOK_AGAIN = { least: 500, most: 30_000 } as const;

/**
 * Work that is done on asking, never twice at once, and again at the time it returns. A look resolves when the work is
 * done that began after it; it never fails.
 */
function whenDue(desk: Desk, stop: AbortSignal, work: () => Promise<Date | null>) {
  let running: Promise<void> | null = null;
  let asked = false;
  let timer: NodeJS.Timeout | undefined;

  async function run(): Promise<void> {
    while (asked && !stop.aborted) {
      asked = false;
      const next = await work();
      clearTimeout(timer);
      if (next === null || stop.aborted) continue;
      const wait = next.getTime() - desk.now().getTime();
      timer = setTimeout(look, Math.min(Math.max(wait, LOOK_AGAIN.least), LOOK_AGAIN.most));
      timer.unref();
    }
  }

  function look(): Promise<void> {
    asked = true;
    running ??= run()
      .catch((error: unknown) => desk.log.warn({ event: 'assist_trouble', err: error }))
      .then(() => {
        running = null;
        return asked && !stop.aborted ? look() : undefined;
      });
    return running;
  }

  return {
    look,
    async ended(): Promise<void> {
      clearTimeout(timer);
      await running;
    },
  };
}
