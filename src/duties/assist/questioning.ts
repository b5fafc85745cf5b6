import {
  afterFault,
  askedInstead,
  type Budget,
  type ModelReply,
  mayBeAway,
  NOTHING_USED,
  pauseAfterFault,
} from '../../assist/attempt.ts';
import { chat } from '../../assist/endpoint/chat.ts';
import { mayLeave } from '../../assist/leaving.ts';
import { type AskedModel, ask } from '../../assist/question.ts';
import { assistDay, assistRules } from '../../desk/assist/assistance.ts';
import { loadSource } from '../../desk/assist/source-loading.ts';
import type { Desk } from '../../desk/desk.ts';
import {
  type AssistClaim,
  type AssistEnd,
  assistUsageOn,
  countAssistAnswer,
  countAssistFault,
  countAssistRequest,
  endAssistTask,
  pauseAssist,
} from '../../store/assist.ts';
import { loadTickets } from '../../store/ticket.ts';

/** Puts one claimed question to the model and writes down what came of it. Rejects when the database is away. */
export async function putQuestion(desk: Desk, claim: AssistClaim, stop: AbortSignal): Promise<void> {
  const started = performance.now();
  const end = await answerTo(desk, claim, stop);
  const kept = await endAssistTask(desk.db, claim, end);
  // Never a word of the customer or the model: what either wrote stays in the database.
  desk.log[isTrouble(end) ? 'warn' : 'info']({
    event: 'assist_asked',
    purpose: claim.purpose,
    result: kept ? resultOf(end) : 'claim_lost',
    attempt: claim.attempts,
    ms: Math.round(performance.now() - started),
  });
}

const resultOf = (end: AssistEnd): string => ('fault' in end ? end.fault : 'suggested');
const isTrouble = (end: AssistEnd): boolean => 'again' in end || ('ended' in end && end.ended === 'given_up');

async function answerTo(desk: Desk, claim: AssistClaim, stop: AbortSignal): Promise<AssistEnd> {
  const { assist } = desk.config;
  const givenUp = (fault: string): AssistEnd => ({ ended: 'given_up', fault });
  if (assist === null || !assist.purposes.includes(claim.purpose)) return givenUp('switched_off');
  if (claim.attempts > MOST_CLAIMS) return givenUp('attempts');
  const [ticket] = await loadTickets(desk.db, [claim.ticketId]);
  if (ticket === undefined || !mayLeave(ticket, assistRules(desk.config))) return givenUp('confidential');
  const source = await loadSource(desk, ticket, claim);
  const asked = ask(claim.purpose, source, assist);
  if (asked === null) return { ended: 'done', fault: 'nothing' };
  const day = assistDay(desk);
  if (!(await countAssistRequest(desk.db, day, assist.budget, desk.now()))) return heldBack(desk, day, assist.budget);
  const reply = await chat(assist, asked.question, desk.now(), stop);
  return reply.ok ? judged(desk, day, asked, reply) : failed(desk, day, claim, reply);
}

/** A process that dies at a question every time is not to take the others with it. */
const MOST_CLAIMS = 5;

/** The model is left alone: what is asked meanwhile waits, unless today’s budget is used up. */
async function heldBack(desk: Desk, day: string, budget: Budget): Promise<AssistEnd> {
  const again = askedInstead((await assistUsageOn(desk.db, day)) ?? NOTHING_USED, budget, desk.now());
  return again === null ? { ended: 'given_up', fault: 'budget' } : { again, fault: 'pause', counts: false };
}

async function judged(
  desk: Desk,
  day: string,
  asked: AskedModel,
  { text, tokens }: Extract<ModelReply, { ok: true }>,
): Promise<AssistEnd> {
  await countAssistAnswer(desk.db, day, tokens);
  const found = asked.judge(text);
  return 'suggestion' in found ? found : { ended: 'done', fault: found.rejected };
}

async function failed(
  desk: Desk,
  day: string,
  { attempts }: AssistClaim,
  { fault, retryAfter, tokens }: Extract<ModelReply, { ok: false }>,
): Promise<AssistEnd> {
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
