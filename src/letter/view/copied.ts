import { unconfirmed } from '../../ticket/events/participant.ts';
import type { Ticket } from '../../ticket/ticket.ts';

/** People in Cc that one letter names; a mail may have copied hundreds. */
const MOST_NAMED = 10;

type About = { readonly ticket: Ticket | null };

/** Who was copied and takes no part yet. */
export const copied = ({ ticket }: About): readonly string[] =>
  ticket === null ? [] : unconfirmed(ticket).slice(0, MOST_NAMED);

/** How many there are beside those: `+7`, or empty. */
export function copiedBeside({ ticket }: About): string {
  const more = ticket === null ? 0 : unconfirmed(ticket).length - MOST_NAMED;
  return more > 0 ? `+${more}` : '';
}
