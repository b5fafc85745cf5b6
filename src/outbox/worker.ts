import type { Logger } from '../log.ts';
import type { Database } from '../store/connection.ts';
import { readOctets } from '../store/ledger.ts';
import { type Attempt, type Claim, claimLetter, endAttempt, startData } from '../store/outbox.ts';
import type { Delivery, Relay } from './smtp.ts';

const MINUTE_MS = 60_000;
/** A letter the relay keeps putting off is given up after this time, in milliseconds. */
const GIVE_UP_AFTER_MS = 24 * 60 * MINUTE_MS;

/** What to do about a letter after one attempt. Pure; `now` is the time the attempt ended. */
export function afterAttempt(claim: Claim, delivery: Exclude<Delivery, { outcome: 'withdrawn' }>, now: Date): Attempt {
  const reply = delivery.reply;
  if (delivery.outcome === 'accepted') return { state: 'sent', reply, dueAt: null, doubtful: false };
  if (delivery.outcome === 'rejected' && delivery.permanent)
    return { state: 'failed', reply, dueAt: null, doubtful: false };
  const doubtful = delivery.outcome === 'lost' && delivery.contentStarted;
  // At most once for automatic letters, at most one double for those with content.
  if (doubtful && (claim.automatic || claim.doubtful)) return { state: 'uncertain', reply, dueAt: null, doubtful };
  if (now.getTime() - claim.createdAt.getTime() > GIVE_UP_AFTER_MS)
    return { state: 'failed', reply, dueAt: null, doubtful };
  const backoff = Math.min(2 ** (claim.attempts - 1), 60) * MINUTE_MS;
  return { state: 'retry', reply, dueAt: new Date(now.getTime() + (doubtful ? 0 : backoff)), doubtful };
}

/** Sends one letter if it is due and nobody else holds it. Throws only on defects and when the database is away. */
export async function sendLetter(
  desk: { db: Database; relays: ReadonlyMap<string, Relay>; log: Logger; now: () => Date },
  id: string,
): Promise<void> {
  const started = performance.now();
  const claim = await claimLetter(desk.db, id);
  if (claim === null) return;
  const relay = desk.relays.get(claim.mailbox);
  if (relay === undefined) {
    await endAttempt(desk.db, claim, {
      state: 'failed',
      reply: `the configuration has no mailbox ${claim.mailbox} any more`,
      dueAt: null,
      doubtful: false,
    });
    return;
  }
  const octets = await readOctets(desk.db, claim.octetsId);
  const delivery = await relay.deliver({ from: claim.envelopeFrom, to: claim.to }, octets, () =>
    startData(desk.db, claim),
  );
  const attempt = delivery.outcome === 'withdrawn' ? null : afterAttempt(claim, delivery, desk.now());
  const kept = attempt !== null && (await endAttempt(desk.db, claim, attempt));
  desk.log[attempt?.state === 'sent' ? 'info' : 'warn']({
    event: 'letter_attempted',
    letter: id,
    kind: claim.kind,
    result: kept ? attempt.state : 'claim_lost',
    attempt: claim.attempts,
    ...(attempt && attempt.state !== 'sent' ? { reply: attempt.reply } : {}),
    ms: Math.round(performance.now() - started),
  });
}
