import type { Attempt, Claim } from '../store/outbox.ts';
import type { Delivery } from './relay/smtp.ts';

const MINUTE_MS = 60_000;

/** Longest pauses between attempts, in minutes: of a letter that was put off, and while the relay takes none at all. */
const MOST_MINUTES = { later: 60, relay: 5 } as const;

/** What to do about a letter after one attempt. */
export function afterAttempt(
  claim: Pick<Claim, 'automatic' | 'doubtful' | 'attempts' | 'age' | 'reducedId'>,
  delivery: Exclude<Delivery, { outcome: 'withdrawn' }>,
): Attempt {
  const { reply } = delivery;
  const told = { result: resultOf(delivery), reply, doubtful: false };
  const ended = (state: 'sent' | 'failed' | 'uncertain'): Attempt => ({ ...told, state, retryAfter: null });
  const again = (retryAfter: number): Attempt => ({ ...told, state: 'retry', retryAfter });
  const retried = (against: keyof typeof MOST_MINUTES): Attempt =>
    claim.age > GIVEN_UP_AFTER_MS ? ended('failed') : again(pause(claim.attempts, MOST_MINUTES[against]));

  if (delivery.outcome === 'interrupted') return again(0);
  if (delivery.outcome === 'accepted') return ended('sent');
  if (delivery.outcome === 'damaged') return { ...ended('failed'), failure: 'content' };
  if (delivery.outcome === 'lost') return delivery.contentStarted ? inDoubt(claim, again(0)) : retried('relay');
  switch (delivery.verdict) {
    case 'recipient':
    case 'content':
      return { ...ended('failed'), failure: delivery.verdict };
    case 'too_large':
      return claim.reducedId === null ? { ...ended('failed'), failure: 'content' } : { ...again(0), reduced: true };
    case 'later':
    case 'relay':
      return retried(delivery.verdict);
  }
}

/** At most once for automatic letters, at most one double for those with content. */
const inDoubt = ({ automatic, doubtful }: Pick<Claim, 'automatic' | 'doubtful'>, again: Attempt): Attempt =>
  automatic || doubtful
    ? { ...again, state: 'uncertain', retryAfter: null, doubtful: true }
    : { ...again, doubtful: true };

/**
 * A letter that nobody has taken for a day is given up, and the staff are told: an answer of yesterday is known to be
 * late, one of last week is not. An alarm has called about the relay long before.
 */
const GIVEN_UP_AFTER_MS = 24 * 60 * MINUTE_MS;

const pause = (attempts: number, most: number): number => Math.min(2 ** (attempts - 1), most) * MINUTE_MS;

function resultOf(delivery: Exclude<Delivery, { outcome: 'withdrawn' }>): Attempt['result'] {
  if (delivery.outcome !== 'rejected') return delivery.outcome;
  return delivery.verdict === 'later' || delivery.verdict === 'relay' ? 'put_off' : 'refused';
}
