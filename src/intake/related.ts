import type { Mail } from '../mail/mail.ts';
import { limitKey } from '../people/address.ts';

/**
 * Splits mails into groups that share a sender, a Message-ID, a reference or a ticket number: those of one group must
 * be decided in order, since each may depend on the one before; groups may be decided side by side. Order is kept.
 */
export function relatedGroups<T extends { readonly mail: Mail; readonly fingerprint: string }>(
  arrivals: readonly T[],
): T[][] {
  const groupOf = new Map<string, T[]>();
  for (const arrival of arrivals) {
    const keys = keysOf(arrival);
    const groups = [...new Set(keys.map((key) => groupOf.get(key)).filter((group) => group !== undefined))];
    const merged = [...groups.flat(), arrival];
    for (const each of merged) for (const key of keysOf(each)) groupOf.set(key, merged);
  }
  const order = new Map(arrivals.map((arrival, index) => [arrival, index]));
  const byPlace = (a: T, b: T): number => (order.get(a) ?? 0) - (order.get(b) ?? 0);
  return [...new Set(groupOf.values())].map((group) => [...group].sort(byPlace));
}

/** Senders of one mail that are looked at: one with more proves nobody anyway. */
const MOST_SENDERS = 10;

const keysOf = ({ mail, fingerprint }: { readonly mail: Mail; readonly fingerprint: string }): string[] => [
  fingerprint,
  ...mail.from.slice(0, MOST_SENDERS).map(({ address }) => limitKey(address)),
  ...(mail.messageId === null ? [] : [mail.messageId]),
  ...mail.inReplyTo,
  ...mail.references,
  ...mail.ticketNumbers.subject,
  ...mail.ticketNumbers.quoted,
];
