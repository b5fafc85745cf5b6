import type { MailboxConfig } from '../../config/settings.ts';
import type { CopiedTicket, LetterFacts } from '../../letter/facts.ts';
import type { WaitingCopy } from '../../store/waiting-copy.ts';
import type { Desk } from '../desk.ts';
import { linkFor } from './ticket-link.ts';

/** What a letter of collected copies shows: the tickets in the order in which something happened first. */
export function copiesData(
  desk: Pick<Desk, 'keys' | 'now'>,
  mailbox: MailboxConfig,
  copies: readonly WaitingCopy[],
  reader: string,
): Required<Pick<LetterFacts, 'copies'>> {
  const link = linkFor(desk, mailbox, { address: reader, audience: 'staff' });
  const byTicket = Map.groupBy(copies, ({ ticket }) => ticket.id);
  return {
    copies: [...byTicket.values()].flatMap((each): CopiedTicket[] => {
      const ticket = each[0]?.ticket;
      if (ticket === undefined) return [];
      const { number, subject, urgency } = ticket;
      const entries = each.map(({ kind, at, content }) => ({ kind, at, ...content }));
      return [{ number, title: subject, urgency, entries, ...link(ticket) }];
    }),
  };
}
