import type { Ticket } from '../ticket/ticket.ts';

/** Whose tickets a model never sees. */
export type LeavingRules = { readonly exceptCompanies: readonly string[] };

/**
 * Whether the words of a ticket may leave the desk: THE place that says so, asked when a question is written down and
 * again before it is sent. What came encrypted was meant for nobody else, and stays whoever can read it.
 */
export const mayLeave = (
  { confidential, encrypted, company }: Pick<Ticket, 'confidential' | 'encrypted' | 'company'>,
  { exceptCompanies }: LeavingRules,
): boolean =>
  confidential !== true &&
  encrypted !== true &&
  (company === null || !exceptCompanies.some((each) => isSame(each, company)));

const isSame = (a: string, b: string): boolean => a.trim().toLowerCase() === b.trim().toLowerCase();
