import type { LetterFacts } from '../../letter/facts.ts';
import { hasExpired } from '../../ticket/contract/contract.ts';
import { termsFor } from '../../ticket/contract/terms.ts';
import type { Ticket } from '../../ticket/ticket.ts';
import type { Desk } from '../desk.ts';

/** Only staff read of contracts; the managers of a company have its figures in their report. */
export function contractFacts(
  { policy, now }: Pick<Desk, 'policy' | 'now'>,
  ticket: Pick<Ticket, 'requester' | 'createdAt' | 'urgency'>,
): Pick<LetterFacts, 'contract'> {
  if ((policy.contracts ?? []).length === 0) return {};
  const { contract } = termsFor(ticket, policy);
  return { contract: { name: contract?.name ?? null, expired: contract !== null && hasExpired(contract, now()) } };
}
