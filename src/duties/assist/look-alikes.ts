import { embeddedText } from '../../assist/embedding.ts';
import { embed, embeddingServer } from '../../assist/endpoint/embeddings.ts';
import { mayLeave } from '../../assist/leaving.ts';
import type { Config } from '../../config/settings.ts';
import { assistRules } from '../../desk/assist/assistance.ts';
import { deskOf } from '../../desk/brand/brand.ts';
import type { Desk } from '../../desk/desk.ts';
import { alikeTickets, problemOf } from '../../desk/knowledge.ts';
import type { AssistClaim, AssistEnd } from '../../store/assist.ts';
import { loadTickets } from '../../store/ticket.ts';
import { claimVector, dimensionsOf, nearestTickets, putVector, withoutVector } from '../../store/ticket-vector.ts';
import type { Ticket } from '../../ticket/ticket.ts';
import { requested, type WithoutAnswer } from './requesting.ts';

/** What one question goes by: the desk of the ticket's brand, when it began, and the end of the process. */
type Asking = {
  readonly desk: Desk;
  readonly assist: NonNullable<Config['assist']>;
  readonly claim: AssistClaim;
  readonly started: number;
  readonly stop: AbortSignal;
};

/** Tickets that are suggested for one. */
const MOST_SHOWN = 5;
/** How long one attempt goes on making vectors that others lack, in milliseconds: well within its claim. */
const FILLING_MS = 10_000;
/** What is wrong with one text says nothing of the next. */
const OF_ONE_TEXT: ReadonlySet<string> = new Set(['nothing', 'claim_lost', 'refused', 'malformed', 'too_large']);

/**
 * Which tickets may be about the same as this one. Its problem is embedded, as are those of the tickets it may be
 * compared with that have no vector of this model yet; then the database compares them. What the rules find anyway is
 * no suggestion. Rejects when the database is away.
 */
export async function lookAlikesFor(
  whole: Desk,
  assist: Asking['assist'],
  ticket: Ticket,
  claim: AssistClaim,
  stop: AbortSignal,
): Promise<AssistEnd> {
  const asking = { desk: deskOf(whole, ticket.brand), assist, claim, started: performance.now(), stop };
  const dimensions = await ownDimensions(asking, ticket);
  if (typeof dimensions !== 'number') return dimensions;
  const unfinished = await fillOthers(asking, ticket, dimensions);
  if (unfinished !== null) return unfinished;
  const tickets = await nearby(asking, ticket);
  return tickets.length === 0 ? { ended: 'done', fault: 'nothing' } : { suggestion: { tickets } };
}

/** How long the ticket's vector is, which is made where there is none; else how its question ends. */
async function ownDimensions(asking: Asking, ticket: Ticket): Promise<number | WithoutAnswer> {
  const { model, dimensions } = embeddingServer(asking.assist);
  const known = await dimensionsOf(asking.desk.db, ticket.id, model);
  return known !== null && known === (dimensions ?? known) ? known : vectorFor(asking, ticket, null);
}

/** Makes a ticket's vector where it has none as long as those; how long it is, or what becomes of the question. */
async function vectorFor(
  { desk, assist, claim, stop }: Asking,
  ticket: Ticket,
  lacking: number | null,
): Promise<number | WithoutAnswer> {
  const server = embeddingServer(assist);
  const mark = { ticketId: ticket.id, model: server.model, now: desk.now() };
  // Before the words are read: whoever erases them takes the claim away, and nothing of them is written afterwards.
  if (!(await claimVector(desk.db, mark, lacking))) return { ended: 'given_up', fault: 'claim_lost' };
  const text = embeddedText(await problemOf(desk, ticket, []), assist);
  if (text === null) return { ended: 'done', fault: 'nothing' };
  const reply = await requested(desk, assist, claim, () => embed(server, text, desk.now(), stop));
  if (!('vector' in reply)) return reply;
  const kept = await putVector(desk.db, mark, reply.vector);
  return kept ? reply.vector.length : { ended: 'given_up', fault: 'claim_lost' };
}

/**
 * Makes the vectors that others lack. Null when there is nothing to do any more, or nothing to be had: then those there
 * are have to do. Else the question goes on from here.
 */
async function fillOthers(asking: Asking, ticket: Ticket, dimensions: number): Promise<WithoutAnswer | null> {
  const { desk, assist, started } = asking;
  const { model } = embeddingServer(assist);
  const ids = await withoutVector(desk.db, comparedBy(desk, ticket), { model, dimensions });
  for (const other of await mayBeShown(desk, ids)) {
    if (performance.now() - started > FILLING_MS) return { again: desk.now(), fault: 'unfinished', counts: false };
    const made = await vectorFor(asking, other, dimensions);
    if (typeof made === 'number' || OF_ONE_TEXT.has(made.fault)) continue;
    return made.fault === 'interrupted' ? made : null;
  }
  return null;
}

const comparedBy = (desk: Desk, ticket: Ticket) => ({ ...ticket, scope: desk.scope, now: desk.now() });

/** Those whose words may leave the desk, in this order. */
async function mayBeShown(desk: Desk, ids: readonly string[]): Promise<Ticket[]> {
  const rules = assistRules(desk.config);
  const found = new Map((await loadTickets(desk.db, ids)).map((ticket) => [ticket.id, ticket]));
  return ids.flatMap((id) => found.get(id) ?? []).filter((each) => mayLeave(each, rules));
}

/** Numbers of the nearest that no rule has found. */
async function nearby({ desk, assist }: Asking, ticket: Ticket): Promise<string[]> {
  const { model } = embeddingServer(assist);
  const wanted = { model, threshold: assist.embeddings.threshold, limit: MOST_SHOWN };
  const near = await nearestTickets(desk.db, comparedBy(desk, ticket), wanted);
  if (near.length === 0) return [];
  const ruled = await alikeTickets(desk, await problemOf(desk, ticket, []), ticket);
  const known = new Set(ruled.map(({ number }) => number));
  return (await mayBeShown(desk, near)).map(({ number }) => number).filter((number) => !known.has(number));
}
