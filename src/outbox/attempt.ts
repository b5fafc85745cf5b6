import type { Attempt, Claim } from '../store/outbox.ts';
import type { Delivery } from './smtp.ts';

const MINUTE_MS = 60_000;
/** A letter that the relay keeps refusing for now is given up after this time. Milliseconds. */
const GIVE_UP_AFTER_MS = 24 * 60 * MINUTE_MS;
/**
 * Longest pauses, in minutes: after a 4xx answer, and while the relay cannot be reached, which says nothing about the
 * letter.
 */
const MOST_MINUTES = { rejected: 60, lost: 5 } as const;

/** What to do about a letter after one attempt (RFC 5321 §4.5.4.1: 4xx is tried again, 5xx is final). */
export function afterAttempt(
  claim: Pick<Claim, 'automatic' | 'doubtful' | 'attempts' | 'age'>,
  delivery: Exclude<Delivery, { outcome: 'withdrawn' }>,
): Attempt {
  const { reply } = delivery;
  const result = resultOf(delivery);
  const final = (state: 'sent' | 'failed' | 'uncertain', doubtful = false): Attempt => ({
    state,
    result,
    reply,
    retryAfter: null,
    doubtful,
  });
  if (delivery.outcome === 'interrupted') return { state: 'retry', result, reply, retryAfter: 0, doubtful: false };
  if (delivery.outcome === 'accepted') return final('sent');
  if (delivery.outcome === 'damaged' || (delivery.outcome === 'rejected' && delivery.permanent)) return final('failed');
  const doubtful = delivery.outcome === 'lost' && delivery.contentStarted;
  // At most once for automatic letters, at most one double for those with content.
  if (doubtful && (claim.automatic || claim.doubtful)) return final('uncertain', true);
  if (claim.age > GIVE_UP_AFTER_MS) return final('failed', doubtful);
  const minutes = Math.min(2 ** (claim.attempts - 1), MOST_MINUTES[delivery.outcome]);
  return { state: 'retry', result, reply, retryAfter: doubtful ? 0 : minutes * MINUTE_MS, doubtful };
}

function resultOf(delivery: Exclude<Delivery, { outcome: 'withdrawn' }>): Attempt['result'] {
  if (delivery.outcome !== 'rejected') return delivery.outcome;
  return delivery.permanent ? 'refused' : 'put_off';
}
