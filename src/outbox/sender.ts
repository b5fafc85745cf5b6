import type { MailboxConfig } from '../config/settings.ts';
import type { Alarm } from '../letter/alarm.ts';
import { crashPoint } from '../lib/crash-point.ts';
import type { Database } from '../store/connection/connection.ts';
import { sentLastDay } from '../store/letter.ts';
import { CLAIM_MS, type Claim, claimLetters, renewClaims } from '../store/outbox.ts';
import { allowance } from './quota.ts';
import { type BreakerTimes, createBreaker } from './relay/breaker.ts';
import { failedDelivery, type Relay } from './relay/smtp.ts';
import { openSending, replyForLog, type SendingDesk, type Sent } from './sending.ts';

/** Sends the letters of one mailbox. */
export type Sender = {
  /** Claims what is due, as much as can be sent at once, and goes on until nothing is; never fails. */
  readonly look: () => void;
  /** Resolves when nothing is due any more, or may be sent at present. */
  readonly drained: () => Promise<void>;
  /** How its relay does. */
  readonly health: () => RelayHealth;
  /** Claims no more; resolves when what was claimed is recorded. */
  readonly close: () => Promise<void>;
};

/** `detail`: what the relay says, without anything of a letter. */
export type RelayHealth = { readonly mailbox: string; readonly ok: boolean; readonly detail: string };

export type SenderDesk = SendingDesk & {
  /** Calls for help: the relay takes no letters. Absent: nobody is called. */
  readonly alarm?: (alarm: Alarm) => Promise<void>;
};

/** Letters in hand for each connection of the relay: one on its way, the others read, waiting or being recorded. */
const PER_CONNECTION = 4;
/** Between two alarms about a relay that goes and comes, in milliseconds. */
const ALARM_EVERY_MS = 60 * 60_000;

/** `whenMore` is called when more is due than one process sends at once, so that others can help. */
export function openSender(
  desk: SenderDesk,
  mailbox: MailboxConfig,
  relay: Relay,
  whenMore: () => void,
  times?: BreakerTimes,
): Sender {
  const { db, log } = desk;
  const atOnce = mailbox.smtp.connections * PER_CONNECTION;
  const inHand = new Map<Claim, Promise<void>>();
  const send = openSending(desk, relay);
  const gate = relayGate(desk, { mailbox: mailbox.name, relay, look: () => look(), times });
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
    const free = Math.min(atOnce - inHand.size, gate.room(inHand.size));
    // When a letter is done, there is another look.
    more = free <= 0;
    if (more) return;
    const claims = await claimAllowed(db, mailbox, free);
    more = claims.length === free;
    if (claims.length === 0 && inHand.size === 0) gate.idle();
    if (more) whenMore();
    for (const each of claims) {
      crashPoint('claimed');
      const sending = send(each).then(done).catch(trouble);
      inHand.set(each, sending);
      void sending.then(() => {
        inHand.delete(each);
        // Only when half of them are free, so that one statement claims several letters.
        if (more && inHand.size <= atOnce / 2) look();
      });
    }
  }

  function done({ delivery, attempt }: Sent): void {
    gate.heard(delivery);
    if (attempt?.retryAfter === 0) look();
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

  return {
    look,
    health: gate.health,
    async drained() {
      look();
      while (looking !== null || inHand.size > 0) await Promise.race([looking, ...inHand.values()].filter(Boolean));
    },
    async close() {
      closed = true;
      gate.close();
      await looking;
      await Promise.all(inHand.values());
      clearInterval(renewal);
    },
  };
}

/** Of what is due as many letters as there is room for, and as the relay's daily quota allows. */
async function claimAllowed(db: Database, { name, smtp }: MailboxConfig, room: number): Promise<Claim[]> {
  const allowed = allowance(smtp.perDay, smtp.perDay === 0 ? 0 : await sentLastDay(db, name));
  const limit = Math.min(room, allowed.letters);
  return limit > 0 ? claimLetters(db, name, limit, allowed.lowestPriority) : [];
}

/** The breaker of a relay, with the look when its pause is over and the alarm when it stays open. */
function relayGate(
  { log, alarm }: Pick<SenderDesk, 'log' | 'alarm'>,
  { mailbox, relay, look, times }: { mailbox: string; relay: Relay; look: () => void; times: BreakerTimes | undefined },
) {
  const breaker = createBreaker(() => performance.now(), times);
  let alarmedAt = Number.NEGATIVE_INFINITY;
  let next: NodeJS.Timeout | undefined;
  let probing = false;

  function heard(delivery: Sent['delivery']): void {
    if (delivery === null || delivery.outcome === 'withdrawn' || delivery.outcome === 'interrupted') return;
    if (delivery.outcome === 'lost') breaker.fails('lost', delivery.reply);
    else if (delivery.outcome === 'rejected' && delivery.verdict === 'relay') breaker.fails('refused', delivery.reply);
    else breaker.works();
    const pause = breaker.pause();
    clearTimeout(next);
    next = pause === null ? undefined : lookAfter(pause);
    callForHelp();
  }

  /** Timers may fire early by their clock's resolution. A process that waits for nothing but this look may end. */
  function lookAfter(ms: number): NodeJS.Timeout {
    return setTimeout(() => {
      const left = breaker.pause();
      if (left !== null && left > 0) next = lookAfter(left);
      else look();
    }, Math.ceil(ms)).unref();
  }

  function callForHelp(): void {
    const trouble = breaker.trouble();
    if (trouble === null || performance.now() - alarmedAt < ALARM_EVERY_MS) return;
    alarmedAt = performance.now();
    log.error({ event: 'relay_refuses', mailbox, reply: replyForLog(trouble.reply) });
    alarm?.({ reason: 'relay_refuses', mailbox }).catch((error: unknown) =>
      log.error({ event: 'alarm_not_written', mailbox, err: error }),
    );
  }

  return {
    room: breaker.room,
    heard,
    /** Nothing is due: whether the relay is back is seen without a letter. */
    idle(): void {
      if (breaker.pause() !== 0 || probing) return;
      probing = true;
      relay
        .probe()
        .then(
          () => heard({ outcome: 'accepted', reply: '' }),
          (error: unknown) => heard(failedDelivery(error, false)),
        )
        .finally(() => {
          probing = false;
        });
    },
    health(): RelayHealth {
      const trouble = breaker.trouble();
      return trouble === null
        ? { mailbox, ok: true, detail: 'ok' }
        : { mailbox, ok: false, detail: `takes no letters: ${replyForLog(trouble.reply)}` };
    },
    close: () => clearTimeout(next),
  };
}
