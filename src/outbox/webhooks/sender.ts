/**
 * How events reach the webhooks of the configuration: claimed from their table, signed, posted, and what came of it
 * written down. Each webhook has a sender of its own, so that one that is slow or away holds up no other. At least
 * once: a process that ends between the answer and its record sends again, under the same id.
 */
import type { WebhookConfig } from '../../config/settings.ts';
import type { Logger } from '../../lib/log.ts';
import type { Database } from '../../store/connection/connection.ts';
import {
  claimWebhookEvents,
  endWebhookAttempt,
  reclaimWebhookEvents,
  type WebhookClaim,
} from '../../store/webhook-event.ts';
import { afterDelivery } from './attempt.ts';
import { deliverWebhook } from './delivery.ts';

export type WebhookSenders = {
  /** Sends what is due and goes on until nothing is, or nothing gets through; never fails. */
  readonly look: () => void;
  /** The same, and first takes back what a sender that is gone had in hand. */
  readonly sweep: () => Promise<void>;
  /** Resolves when nothing is due any more, or nothing gets through. */
  readonly drained: () => Promise<void>;
  /** Claims no more and breaks off what is on its way, which is sent again later. */
  readonly close: () => Promise<void>;
};

type SendingDesk = { readonly db: Database; readonly log: Logger; readonly now: () => Date };

/** Requests to one receiver at once, each about another ticket. */
const AT_ONCE = 8;

/** Without a webhook none of these functions does anything, not even ask the database. */
export function openWebhookSenders(desk: SendingDesk, webhooks: readonly WebhookConfig[]): WebhookSenders {
  const senders = webhooks.map((webhook) => openSender(desk, webhook));
  const look = (): void => {
    for (const sender of senders) sender.look();
  };
  return {
    look,
    async sweep() {
      if (senders.length === 0) return;
      const events = await reclaimWebhookEvents(desk.db);
      if (events > 0) desk.log.warn({ event: 'webhook_events_reclaimed', events });
      look();
    },
    async drained() {
      await Promise.all(senders.map((sender) => sender.look()));
    },
    async close() {
      await Promise.all(senders.map((sender) => sender.close()));
    },
  };
}

function openSender(desk: SendingDesk, webhook: WebhookConfig) {
  const { db, log } = desk;
  const stop = new AbortController();
  let looking: Promise<void> | null = null;
  let asked = false;

  async function sendAll(): Promise<void> {
    while (asked && !stop.signal.aborted) {
      asked = false;
      const claims = await claimWebhookEvents(db, webhook.name, AT_ONCE);
      const sent = await Promise.all(claims.map((claim) => send(desk, webhook, claim, stop.signal)));
      // A receiver that takes nothing is left alone until the next sweep.
      if (sent.includes(true)) asked = true;
    }
  }

  function look(): Promise<void> {
    asked = true;
    looking ??= sendAll()
      .catch((error: unknown) => log.warn({ event: 'webhook_trouble', webhook: webhook.name, err: error }))
      .finally(() => {
        looking = null;
        if (asked && !stop.signal.aborted) void look();
      });
    return looking;
  }

  return {
    look,
    async close() {
      stop.abort();
      await looking;
    },
  };
}

/** Whether the receiver has it now, and that is written down. */
async function send(
  { db, log, now }: SendingDesk,
  webhook: WebhookConfig,
  { id, fence, type, body, attempts }: WebhookClaim,
  stop: AbortSignal,
): Promise<boolean> {
  const started = performance.now();
  const delivery = await deliverWebhook(webhook, { id, at: now(), body }, stop);
  const attempt = afterDelivery(attempts, delivery, Math.random());
  const kept = await endWebhookAttempt(db, { id, fence }, attempt);
  // What the receiver says may repeat what it was sent: logs have the status only.
  log[attempt.state === 'sent' ? 'info' : attempt.state === 'dead' ? 'error' : 'warn']({
    event: 'webhook_event_attempted',
    webhook: webhook.name,
    id,
    type,
    result: kept ? attempt.state : 'claim_lost',
    attempt: attempts,
    ...(delivery.status === null ? { reply: delivery.reply } : { status: delivery.status }),
    ms: Math.round(performance.now() - started),
  });
  return kept && attempt.state === 'sent';
}
