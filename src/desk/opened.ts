import type { Change } from '../ticket/change.ts';
import type { LetterOrder } from '../ticket/letters.ts';
import type { Decision, Opening } from './decision.ts';
import { resolvedAs } from './learned.ts';

/** The decision once its ticket is there: what is said, told and put off belongs to that. */
export function openedAs(
  decision: Decision,
  { said, opener, acknowledgeLater }: Opening,
  change: Change,
  at: { readonly mailbox: string; readonly now: Date },
): Decision {
  const { ticket } = change;
  const told: LetterOrder[] =
    opener === null
      ? []
      : [
          {
            kind: 'transcript',
            to: [opener.email],
            lines: [{ command: '', done: true, result: opener.result, detail: ticket.number }],
          },
        ];
  return {
    ...decision,
    ticket,
    changes: [change],
    said: [{ ...said, ticketId: ticket.id }],
    // The words are not in the database yet, and what is remembered is not resolved later on.
    ...(ticket.remembered && ticket.state === 'closed' && { learned: resolvedAs(ticket, said.text) }),
    letters: [...decision.letters, ...told],
    deferred:
      acknowledgeLater === null
        ? []
        : [{ ticketId: ticket.id, address: acknowledgeLater, mailbox: at.mailbox, since: at.now }],
  };
}
