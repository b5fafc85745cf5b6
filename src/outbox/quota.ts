/**
 * The share of a relay's daily quota that letters of each priority may use up: customers' all, staff's less, figures
 * least.
 */
const SHARES = [1, 0.9, 0.8] as const;

/** What may be sent now: so many letters, and none of a priority number above `lowestPriority`. */
export type Allowance = { readonly letters: number; readonly lowestPriority: number };

/** What is left of a quota of `perDay` letters (0: none is set) after `sent` in the last 24 hours. */
export function allowance(perDay: number, sent: number): Allowance {
  if (perDay === 0) return { letters: Number.POSITIVE_INFINITY, lowestPriority: SHARES.length };
  const room = SHARES.map((share) => Math.max(0, Math.floor(perDay * share) - sent));
  const lowestPriority = room.filter((letters) => letters > 0).length;
  return { letters: room[lowestPriority - 1] ?? 0, lowestPriority };
}
