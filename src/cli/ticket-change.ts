import { v7 as uuid } from 'uuid';
import { applyWithoutMail } from '../desk/apply.ts';
import { deskOf, sees } from '../desk/brand/brand.ts';
import { composeWithoutMail } from '../desk/compose.ts';
import type { Desk } from '../desk/desk.ts';
import { loadContext } from '../desk/staffing.ts';
import type { Address } from '../mail/mail.ts';
import type { Staff } from '../people/person.ts';
import type { NewMessage } from '../store/commit/change.ts';
import { ticketByNumber } from '../store/ticket.ts';
import { isRefusal } from '../ticket/change.ts';
import type { Context } from '../ticket/context.ts';
import type { StaffEvent } from '../ticket/states.ts';
import { personNamed, teamNamed } from '../ticket/text/named.ts';
import type { Ticket } from '../ticket/ticket.ts';
import { transition } from '../ticket/transition.ts';
import { administrator, COMMAND_LINE } from './administrator.ts';
import { counted } from './counted.ts';
import { CommandError, EXIT } from './exit.ts';
import { readText } from './read-text.ts';
import { refusalText } from './refusal-text.ts';
import { type Run, withDesk } from './run.ts';
import { summary } from './ticket-json.ts';

/**
 * What an administrator does to a ticket: the same events as the commands of a supervisor by mail, with the same
 * letters, and `command line` in the history.
 */

/** `tsdesk ticket close NUMBER [--how TEXT]` */
export const closeTicket = (run: Run, number: string, { how = '' }: { how?: string }): Promise<undefined> =>
  change(run, number, (desk) => ({ name: 'close', by: administrator(desk), how }));

/** `tsdesk ticket assign NUMBER PERSON|TEAM` */
export const assignTicket = (run: Run, number: string, to: string): Promise<undefined> =>
  change(run, number, (desk, context) => ({ name: 'assign', by: administrator(desk), to: assigneeNamed(to, context) }));

/** `tsdesk ticket note NUMBER [TEXT…]`, from standard input without a text: internal, the customer never sees it. */
export const noteTicket = (run: Run, number: string, text: readonly string[]): Promise<undefined> => {
  const words = (text.length > 0 ? text.join(' ') : readText('-')).trim();
  if (words === '') throw new CommandError(EXIT.usage, 'A note needs words: as arguments, or on standard input.');
  return change(
    run,
    number,
    (desk) => ({ name: 'note', by: administrator(desk), words, hasAttachments: false }),
    words,
  );
};

/** Who a ticket is given to; throws CommandError for a name that nobody and no team has. */
export function assigneeNamed(to: string, context: Context) {
  const found = personNamed(to, context) ?? teamNamed(to, context);
  if (found === null || found.rest !== '')
    throw new CommandError(
      EXIT.failed,
      `${to} is neither on the staff nor a team; tsdesk staff list shows everybody with their teams.`,
    );
  return found.to;
}

async function change(
  run: Run,
  number: string,
  eventOf: (desk: Desk, context: Context) => StaffEvent,
  said: string | null = null,
): Promise<undefined> {
  await withDesk(run, async (desk) => {
    const note = said === null ? null : { words: said, from: { name: COMMAND_LINE, address: '' } };
    const { ticket, letters } = await changeTicket(desk, number, eventOf, note);
    tell(run, desk, ticket, { letters, noted: note !== null });
  });
}

/** Words for the conversation of a ticket that only staff see. */
type Note = { readonly words: string; readonly from: Address };

/**
 * Carries out one event, with the note that belongs to it, in one commit; `as` somebody of the staff, to whom a ticket
 * of a brand they do not work for does not exist. Throws CommandError where the ticket does not exist, its state or the
 * author's rights forbid it, or somebody else was faster.
 */
export async function changeTicket(
  desk: Desk,
  number: string,
  eventOf: (desk: Desk, context: Context) => StaffEvent,
  note: Note | null,
  as: Staff | null = null,
): Promise<{ readonly ticket: Ticket; readonly letters: number }> {
  const ticket = await ticketByNumber(desk.db, number.toUpperCase());
  if (ticket === null || (as !== null && !sees(desk, as.email, ticket.brand)))
    throw new CommandError(EXIT.failed, `There is no ticket ${number}.`);
  const context = await loadContext(deskOf(desk, ticket.brand));
  const changed = transition(ticket, eventOf(desk, context), context);
  if (isRefusal(changed))
    throw new CommandError(EXIT.failed, `${ticket.number}: ${refusalText(changed, context.policy.timezone)}.`);
  const composed = await composeWithoutMail(desk, changed);
  const messages = note === null ? [] : [noteMessage(ticket, note, context.now)];
  if ((await applyWithoutMail(desk, composed, { said: messages })) !== null)
    throw new CommandError(EXIT.tryAgain, `${ticket.number} was changed by somebody else just now; look again.`);
  return { ticket: changed.ticket, letters: composed.letters.length };
}

function tell(
  { output }: Run,
  desk: Desk,
  ticket: Ticket,
  { letters, noted }: { letters: number; noted: boolean },
): void {
  if (output.json) output.object(summary(ticket, desk));
  else
    output.line(
      `${noted ? `The note was added to ${ticket.number}, which` : ticket.number} is ${ticket.state}${ticket.assignee === null ? '' : `, with ${ticket.assignee}`}; ${counted(letters, 'letter goes', 'letters go')} out with the daemon’s next look.`,
    );
}

const noteMessage = (ticket: Ticket, { words: text, from }: Note, at: Date): NewMessage => ({
  id: uuid(),
  ticketId: ticket.id,
  direction: 'in',
  visibility: 'internal',
  from,
  at,
  text,
  fullText: null,
  mailId: null,
  letterId: null,
  attachments: [],
});
