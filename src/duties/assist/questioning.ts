import { chat } from '../../assist/endpoint/chat.ts';
import { mayLeave } from '../../assist/leaving.ts';
import { ask } from '../../assist/question.ts';
import { assistRules } from '../../desk/assist/assistance.ts';
import { loadSource } from '../../desk/assist/source-loading.ts';
import type { Desk } from '../../desk/desk.ts';
import { type AssistClaim, type AssistEnd, endAssistTask } from '../../store/assist.ts';
import { loadTickets } from '../../store/ticket.ts';
import { lookAlikesFor } from './look-alikes.ts';
import { requested } from './requesting.ts';

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
const isTrouble = (end: AssistEnd): boolean =>
  ('again' in end && end.fault !== 'unfinished') || ('ended' in end && end.ended === 'given_up');

async function answerTo(desk: Desk, claim: AssistClaim, stop: AbortSignal): Promise<AssistEnd> {
  const { assist } = desk.config;
  const givenUp = (fault: string): AssistEnd => ({ ended: 'given_up', fault });
  if (assist === null || !assist.purposes.includes(claim.purpose)) return givenUp('switched_off');
  if (claim.attempts > MOST_CLAIMS) return givenUp('attempts');
  const [ticket] = await loadTickets(desk.db, [claim.ticketId]);
  if (ticket === undefined || !mayLeave(ticket, assistRules(desk.config))) return givenUp('confidential');
  if (claim.purpose === 'alike') return lookAlikesFor(desk, assist, ticket, claim, stop);
  const asked = ask(claim.purpose, await loadSource(desk, ticket, claim), assist);
  if (asked === null) return { ended: 'done', fault: 'nothing' };
  const reply = await requested(desk, assist, claim, () => chat(assist, asked.question, desk.now(), stop));
  if (!('text' in reply)) return reply;
  const found = asked.judge(reply.text);
  return 'suggestion' in found ? found : { ended: 'done', fault: found.rejected };
}

/** A process that dies at a question every time is not to take the others with it. */
const MOST_CLAIMS = 5;
