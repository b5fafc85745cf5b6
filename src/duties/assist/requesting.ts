import {
  afterFault,
  askedInstead,
  type Budget,
  type ModelFault,
  mayBeAway,
  NOTHING_USED,
  pauseAfterFault,
} from '../../assist/attempt.ts';
import type { Config } from '../../config/settings.ts';
import { assistDay } from '../../desk/assist/assistance.ts';
import type { Desk } from '../../desk/desk.ts';
import {
  type AssistClaim,
  type AssistEnd,
  assistUsageOn,
  countAssistAnswer,
  countAssistFault,
  countAssistRequest,
  pauseAssist,
} from '../../store/assist.ts';

type Assist = NonNullable<Config['assist']>;
/** How a question ends for which there was no answer. */
export type WithoutAnswer = Exclude<AssistEnd, { readonly suggestion: unknown }>;

/**
 * Sends one request of a question within the budget of the day, and counts what came of it. Its answer, or what becomes
 * of the question without one.
 */
export async function requested<Answer extends { readonly ok: true; readonly tokens: number }>(
  desk: Desk,
  { budget }: Assist,
  claim: AssistClaim,
  send: () => Promise<Answer | ModelFault>,
): Promise<Answer | WithoutAnswer> {
  const day = assistDay(desk);
  if (!(await countAssistRequest(desk.db, day, budget, desk.now()))) return heldBack(desk, day, budget);
  const reply = await send();
  if (!reply.ok) return failed(desk, day, claim, reply);
  await countAssistAnswer(desk.db, day, reply.tokens);
  return reply;
}

/** The model is left alone: what is asked meanwhile waits, unless today’s budget is used up. */
async function heldBack(desk: Desk, day: string, budget: Budget): Promise<WithoutAnswer> {
  const again = askedInstead((await assistUsageOn(desk.db, day)) ?? NOTHING_USED, budget, desk.now());
  return again === null ? { ended: 'given_up', fault: 'budget' } : { again, fault: 'pause', counts: false };
}

async function failed(
  desk: Desk,
  day: string,
  { attempts }: AssistClaim,
  { fault, retryAfter, tokens }: ModelFault,
): Promise<WithoutAnswer> {
  // Nobody's fault, however often: the next process asks it.
  if (fault === 'interrupted') return { again: desk.now(), fault, counts: false };
  const inARow = await countAssistFault(desk.db, day, { tokens, mayBeAway: mayBeAway(fault) });
  const pause = pauseAfterFault({ fault, retryAfter }, inARow);
  if (pause !== null) await pauseAssist(desk.db, day, new Date(desk.now().getTime() + pause));
  const next = afterFault({ fault, retryAfter }, attempts);
  return next.is === 'given_up'
    ? { ended: 'given_up', fault }
    : { again: new Date(desk.now().getTime() + next.in), fault, counts: true };
}
