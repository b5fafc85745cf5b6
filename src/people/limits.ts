/** How many acknowledgements may be sent; 0: any number. */
export type AcknowledgementLimits = {
  readonly perSenderHour: number;
  readonly perSenderDay: number;
  /**
   * Not applied to proven senders at public mail providers. Forging such a sender is free, so unproven ones are counted
   * there too.
   */
  readonly perDomainHour: number;
  /** In all; reaching it raises an alarm. */
  readonly perHour: number;
};

/**
 * Acknowledgements already sent in the hour and day before now. Authenticated and unauthenticated senders are counted
 * apart, so that forgers cannot use up what customers are due.
 */
export type AcknowledgementCounts = {
  readonly senderHour: number;
  readonly senderDay: number;
  readonly domainHour: number;
  readonly hour: number;
};

/** The limit one more acknowledgement would break, the one with the longest window first; null: it may be sent. */
export function limitReached(
  counts: AcknowledgementCounts,
  limits: AcknowledgementLimits,
  sender: { readonly publicProvider: boolean; readonly proven: boolean },
): keyof AcknowledgementLimits | null {
  if (isReached(counts.senderDay, limits.perSenderDay)) return 'perSenderDay';
  if (isReached(counts.senderHour, limits.perSenderHour)) return 'perSenderHour';
  const domainCounts = !(sender.publicProvider && sender.proven);
  if (domainCounts && isReached(counts.domainHour, limits.perDomainHour)) return 'perDomainHour';
  return isReached(counts.hour, limits.perHour) ? 'perHour' : null;
}

/**
 * Acknowledgements a day to the same words of the same sender: more often only a machine writes them, one that does not
 * say so.
 */
export const MOST_TIMES_THE_SAME = 2;
/**
 * Alerts an hour to one person about mail held in their name, or by third parties; what comes next is told in one
 * letter.
 */
export const ALERTS_PER_HOUR = 3;

/** Answers from outside an hour of which one person is told each; what comes next is kept with its ticket. */
export const OUTSIDE_ANSWERS_PER_HOUR = 20;

/** Whether a count has reached a limit that is not switched off. */
export function isReached(count: number, limit: number): boolean {
  return limit > 0 && count >= limit;
}
