import type { Alarm } from '../letter/alarm.ts';
import { batched } from '../lib/batch.ts';
import { crashPoint } from '../lib/crash-point.ts';
import type { Logger } from '../lib/log.ts';
import { sleep } from '../lib/sleep.ts';
import type { Database } from '../store/connection/connection.ts';
import { isTransient } from '../store/connection/error.ts';
import { OctetsDamaged, readOctets, requireWhole, unpacked } from '../store/octets.ts';
import { type Attempt, CLAIM_MS, type Claim, type LetterStep, recordSteps } from '../store/outbox.ts';
import { afterAttempt } from './attempt.ts';
import type { Delivery, Relay } from './relay/smtp.ts';

/** What sending needs of the desk. */
export type SendingDesk = {
  readonly db: Database;
  readonly log: Logger;
  /**
   * Ends a letter that failed and tells the staff who wrote it, in one commit; false when it has passed to another
   * sender. Absent: the letter is ended, and nobody is told.
   */
  readonly giveUp?: (letter: Claim, attempt: Attempt) => Promise<boolean>;
  /** Calls for help. Absent: nobody is called. */
  readonly alarm?: (alarm: Alarm) => Promise<void>;
};

/**
 * How one attempt went: what the relay did, null where it was not asked, and what was recorded about it, null when the
 * letter was not ours any more.
 */
export type Sent = { readonly delivery: Delivery | null; readonly attempt: Attempt | null };

/** Between two tries to record an attempt, in milliseconds. */
const PAUSE_MS = 250;

/** Returns what sends one claimed letter and records how that ended. Rejects when the database is away for too long. */
export function openSending({ db, log, giveUp, alarm }: SendingDesk, relay: Relay): (letter: Claim) => Promise<Sent> {
  const alone = async (step: LetterStep): Promise<boolean> => (await recordSteps(db, [step]))[0] === true;
  /** Many together; where the database refuses them, each alone, so that one harms no other. */
  const record = batched(async (steps: readonly LetterStep[]): Promise<(boolean | Promise<boolean>)[]> => {
    try {
      return await recordSteps(db, steps);
    } catch (error) {
      if (steps.length === 1 || isTransient(error)) throw error;
      return steps.map(alone);
    }
  });

  async function octetsOf(letter: Claim): Promise<Uint8Array | OctetsDamaged> {
    try {
      const octets = letter.octets ? unpacked(letter.octets) : await readOctets(db, letter.octetsId);
      requireWhole(octets, letter);
      return octets;
    } catch (error) {
      if (error instanceof OctetsDamaged) return error;
      throw error;
    }
  }

  /** An empty or altered letter never leaves. */
  function damaged({ id, mailbox }: Claim, { message }: OctetsDamaged): Delivery {
    alarm?.({ reason: 'letter_damaged', mailbox, detail: `letter ${id}: ${message}` }).catch((error: unknown) =>
      log.error({ event: 'alarm_not_written', mailbox, err: error }),
    );
    return { outcome: 'damaged', reply: message };
  }

  async function deliver(letter: Claim): Promise<Delivery> {
    const octets = await octetsOf(letter);
    if (octets instanceof OctetsDamaged) return damaged(letter, octets);
    return relay.deliver({ from: letter.envelopeFrom, to: letter.to }, octets, async () => {
      crashPoint('envelope-taken');
      const ours = await record({ claim: letter, attempt: null });
      crashPoint('data-started');
      return ours;
    });
  }

  /** Tries again while the claim lasts: nobody else knows what the relay said. */
  async function recordEnd(letter: Claim, attempt: Attempt): Promise<boolean> {
    for (const until = performance.now() + CLAIM_MS; ; ) {
      try {
        if (attempt.state === 'failed' && giveUp !== undefined) return await giveUp(letter, attempt);
        return await record({ claim: letter, attempt });
      } catch (error) {
        if (!isTransient(error) || performance.now() > until) throw error;
        await sleep(PAUSE_MS);
      }
    }
  }

  return async (letter) => {
    const started = performance.now();
    const delivery = await deliver(letter);
    crashPoint('accepted');
    const attempt = delivery.outcome === 'withdrawn' ? null : afterAttempt(letter, delivery);
    const kept = attempt !== null && (await recordEnd(letter, attempt));
    crashPoint('recorded');
    log[attempt?.state === 'sent' ? 'info' : 'warn']({
      event: 'letter_attempted',
      letter: letter.id,
      kind: letter.kind,
      result: kept ? attempt.state : 'claim_lost',
      attempt: letter.attempts,
      ...(attempt && attempt.state !== 'sent' ? { reply: replyForLog(attempt.reply) } : {}),
      ms: Math.round(performance.now() - started),
    });
    return { delivery: delivery.outcome === 'damaged' ? null : delivery, attempt: kept ? attempt : null };
  };
}

/**
 * Relays repeat addresses and words of the letter: logs have the codes only (RFC 5321 §4.2, RFC 3463), `outbox list`
 * has all.
 */
export const replyForLog = (reply: string): string =>
  /^\d{3}(?:[ -][245]\.\d{1,3}\.\d{1,3})?/.exec(reply)?.[0] ?? reply;
