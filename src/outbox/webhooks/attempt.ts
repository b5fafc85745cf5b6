import { type Pauses, pauseAfter } from '../../lib/back-off.ts';
import type { WebhookAttempt } from '../../store/webhook-event.ts';
import type { WebhookDelivery } from './delivery.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** After the last of them an event is given up: more than three days after the first attempt. */
const PAUSES: Pauses = [
  30_000,
  2 * MINUTE_MS,
  10 * MINUTE_MS,
  30 * MINUTE_MS,
  2 * HOUR_MS,
  5 * HOUR_MS,
  10 * HOUR_MS,
  14 * HOUR_MS,
  20 * HOUR_MS,
  24 * HOUR_MS,
];
const LONGEST_MS = 24 * HOUR_MS;
/** Pauses are up to this share longer, so that what failed together does not come back together. */
const JITTER = 0.2;
const GONE = 410;

/**
 * What becomes of an event after its so-manieth attempt. Only 2xx is success; 410 says that nothing is wanted any more.
 * `random` from 0 to 1.
 */
export function afterDelivery(
  attempts: number,
  { status, reply, retryAfter, interrupted }: WebhookDelivery,
  random: number,
): WebhookAttempt {
  if (interrupted) return { state: 'retry', reply, retryAfter: 0, interrupted };
  if (status !== null && status >= 200 && status < 300) return { state: 'sent', reply };
  if (status === GONE || attempts > PAUSES.length) return { state: 'dead', reply };
  const pause = pauseAfter(attempts, PAUSES) * (1 + JITTER * random);
  return { state: 'retry', reply, retryAfter: Math.round(Math.min(Math.max(pause, retryAfter ?? 0), LONGEST_MS)) };
}
