/**
 * Asks the model what commits have written down to be asked, beside everything else: no mail, clock or letter waits
 * here. A question is claimed from its table, asked, its answer checked, and what is left of it stored as a suggestion;
 * then the letters that waited for it are written. Losing this process loses nothing: its questions are asked again,
 * and its letters go out when their time comes.
 */
import { tellSuggestions } from '../../desk/assist/telling.ts';
import type { Desk } from '../../desk/desk.ts';
import { type AssistClaim, claimAssistTasks, nextAssistTask, nextWaitingLetter } from '../../store/assist.ts';
import { putQuestion } from './questioning.ts';

export type Assistant = {
  /** Asks what is due and goes on until nothing is; never fails. Without a model it does nothing. */
  readonly look: () => void;
  /** The same, and without a model writes the letters that waited for one. */
  readonly sweep: () => void;
  /** Resolves when nothing is due any more. */
  readonly drained: () => Promise<void>;
  /** Breaks off what is being asked, which is asked again later. */
  readonly close: () => Promise<void>;
};

/** Requests at once: a model in the house answers one after the other anyway. */
const AT_ONCE = 4;
/** What a process has beyond the time limit of a request to write down what came of it. */
const LEASE_BEYOND_MS = 30_000;
/** What becomes due is looked at then, and at least this often; milliseconds. */
const LOOK_AGAIN = { least: 500, most: 30_000 } as const;

export function openAssistant(desk: Desk): Assistant {
  const { assist } = desk.config;
  const stop = new AbortController();
  let looking: Promise<void> | null = null;
  let asked = false;
  let next: NodeJS.Timeout | undefined;

  /** A defect at one question must not keep letters waiting; its claim lapses, and after some it is given up. */
  async function attempt(claim: AssistClaim): Promise<void> {
    try {
      await putQuestion(desk, claim, stop.signal);
    } catch (error) {
      desk.log.error({ event: 'question_failed', purpose: claim.purpose, err: error });
    }
  }

  async function round(): Promise<void> {
    while (asked && !stop.signal.aborted) {
      asked = false;
      const leaseMs = (assist?.timeout ?? 0) + LEASE_BEYOND_MS;
      const claims = await claimAssistTasks(desk.db, { now: desk.now(), limit: AT_ONCE, leaseMs });
      await Promise.all(claims.map((claim) => attempt(claim)));
      if (stop.signal.aborted) return;
      await tellSuggestions(desk);
      if (claims.length > 0) asked = true;
    }
    await lookWhenDue();
  }

  async function lookWhenDue(): Promise<void> {
    const due = await Promise.all([nextAssistTask(desk.db), nextWaitingLetter(desk.db)]);
    const times = due.flatMap((at) => (at === null ? [] : [at.getTime()]));
    clearTimeout(next);
    if (times.length === 0 || stop.signal.aborted) return;
    const wait = Math.min(...times) - desk.now().getTime();
    next = setTimeout(look, Math.min(Math.max(wait, LOOK_AGAIN.least), LOOK_AGAIN.most));
    next.unref();
  }

  function look(): Promise<void> {
    asked = true;
    looking ??= round()
      .catch((error: unknown) => desk.log.warn({ event: 'assist_trouble', err: error }))
      .finally(() => {
        looking = null;
        if (asked && !stop.signal.aborted) void look();
      });
    return looking;
  }

  return {
    look: () => {
      if (assist !== null) void look();
    },
    sweep: () => void look(),
    drained: look,
    async close() {
      stop.abort();
      clearTimeout(next);
      await looking;
    },
  };
}
