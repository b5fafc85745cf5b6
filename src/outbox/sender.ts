import type { MailboxConfig } from '../config/settings.ts';
import type { Alarm } from '../letter/alarm.ts';
import { batched } from '../lib/batch.ts';
import { crashPoint } from '../lib/crash-point.ts';
import type { Logger } from '../lib/log.ts';
import { sleep } from '../lib/sleep.ts';
import { type Database, isTransient } from '../store/connection.ts';
import { sentLastDay } from '../store/letter.ts';
import { OctetsDamaged, readOctets, requireWhole } from '../store/octets.ts';
import {
  type Attempt,
  CLAIM_MS,
  type Claim,
  claimLetters,
  endAttempts,
  renewClaims,
  startData,
} from '../store/outbox.ts';
import { afterAttempt } from './attempt.ts';
import { allowance } from './quota.ts';
import type { Delivery, Relay } from './smtp.ts';

/** Sends the letters of one mailbox. */
export type Sender = {
  /** Claims what is due, as much as can be sent at once, and goes on until nothing is; never fails. */
  readonly look: () => void;
  /** Resolves when nothing is due any more, or may be sent today. */
  readonly drained: () => Promise<void>;
  /** Claims no more; resolves when what was claimed is recorded. */
  readonly close: () => Promise<void>;
};

/** Letters in hand for each connection of the relay: one on its way, one being read or recorded. */
const PER_CONNECTION = 2;
/** Between two tries to record an attempt, in milliseconds. */
const PAUSE_MS = 250;

/** `whenMore` is called when more is due than one process sends at once, so that others can help. */
export function openSender(
  desk: { readonly db: Database; readonly log: Logger; readonly alarm?: (alarm: Alarm) => void },
  mailbox: MailboxConfig,
  relay: Relay,
  whenMore: () => void,
): Sender {
  const { db, log } = desk;
  const atOnce = mailbox.smtp.connections * PER_CONNECTION;
  const inHand = new Map<Claim, Promise<void>>();
  const starting = batched((claims: readonly Claim[]) => startData(db, claims));
  const ending = batched((ended: Parameters<typeof endAttempts>[1]) => endAttempts(db, ended));
  const renewal = setInterval(() => {
    if (inHand.size > 0) renewClaims(db, [...inHand.keys()]).catch(trouble);
  }, CLAIM_MS / 3);
  let looking: Promise<void> | null = null;
  let asked = false;
  let more = false;
  let closed = false;

  function trouble(error: unknown): void {
    log.warn({ event: 'outbox_trouble', mailbox: mailbox.name, err: error });
  }

  async function claim(): Promise<void> {
    const free = atOnce - inHand.size;
    // When a letter is done, there is another look.
    more = free <= 0;
    if (more) return;
    const { perDay } = mailbox.smtp;
    const allowed = allowance(perDay, perDay === 0 ? 0 : await sentLastDay(db, mailbox.name));
    const limit = Math.min(free, allowed.letters);
    const claims = limit > 0 ? await claimLetters(db, mailbox.name, limit, allowed.lowestPriority) : [];
    more = limit > 0 && claims.length === limit;
    if (more) whenMore();
    for (const each of claims) {
      crashPoint('claimed');
      const sending = send(each).catch(trouble);
      inHand.set(each, sending);
      void sending.then(() => {
        inHand.delete(each);
        // Only when half of them are free, so that one statement claims several letters.
        if (more && inHand.size <= atOnce / 2) look();
      });
    }
  }

  async function claimWhileAsked(): Promise<void> {
    while (asked && !closed) {
      asked = false;
      await claim();
    }
  }

  function look(): void {
    asked = true;
    looking ??= claimWhileAsked()
      .catch(trouble)
      .finally(() => {
        looking = null;
        if (asked && !closed) look();
      });
  }

  async function send(letter: Claim): Promise<void> {
    const started = performance.now();
    const octets = await octetsOf(letter);
    const delivery =
      octets instanceof OctetsDamaged
        ? damaged(letter, octets)
        : await relay.deliver({ from: letter.envelopeFrom, to: letter.to }, octets, async () => {
            crashPoint('envelope-taken');
            const ours = await starting(letter);
            crashPoint('data-started');
            return ours;
          });
    crashPoint('accepted');
    const attempt = delivery.outcome === 'withdrawn' ? null : afterAttempt(letter, delivery);
    const kept = attempt !== null && (await record(letter, attempt));
    crashPoint('recorded');
    if (attempt?.retryAfter === 0) look();
    log[attempt?.state === 'sent' ? 'info' : 'warn']({
      event: 'letter_attempted',
      letter: letter.id,
      kind: letter.kind,
      result: kept ? attempt.state : 'claim_lost',
      attempt: letter.attempts,
      ...(attempt && attempt.state !== 'sent' ? { reply: replyForLog(attempt.reply) } : {}),
      ms: Math.round(performance.now() - started),
    });
  }

  async function octetsOf(letter: Claim): Promise<Uint8Array | OctetsDamaged> {
    try {
      const octets = letter.octets ?? (await readOctets(db, letter.octetsId));
      requireWhole(octets, letter);
      return octets;
    } catch (error) {
      if (error instanceof OctetsDamaged) return error;
      throw error;
    }
  }

  /** An empty or altered letter never leaves. */
  function damaged({ id }: Claim, { message }: OctetsDamaged): Delivery {
    const detail = `letter ${id}: ${message}`;
    desk.alarm?.({ reason: 'letter_damaged', mailbox: mailbox.name, detail });
    return { outcome: 'damaged', reply: message };
  }

  /** Tries again while the claim lasts: nobody else knows what the relay said. */
  async function record(letter: Claim, attempt: Attempt): Promise<boolean> {
    for (const until = performance.now() + CLAIM_MS; ; ) {
      try {
        return (await ending({ claim: letter, attempt })) === true;
      } catch (error) {
        if (!isTransient(error) || performance.now() > until) throw error;
        await sleep(PAUSE_MS);
      }
    }
  }

  return {
    look,
    async drained() {
      look();
      while (looking !== null || inHand.size > 0) await Promise.race([looking, ...inHand.values()].filter(Boolean));
    },
    async close() {
      closed = true;
      await looking;
      await Promise.all(inHand.values());
      clearInterval(renewal);
    },
  };
}

/**
 * Relays repeat addresses and words of the letter: logs have the codes only (RFC 5321 §4.2, RFC 3463), `outbox list`
 * has all.
 */
const replyForLog = (reply: string): string => /^\d{3}(?:[ -][245]\.\d{1,3}\.\d{1,3})?/.exec(reply)?.[0] ?? reply;
