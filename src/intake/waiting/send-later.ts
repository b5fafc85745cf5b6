import { applyWithoutMail } from '../../desk/apply.ts';
import { composeWithoutMail } from '../../desk/compose.ts';
import type { Desk } from '../../desk/desk.ts';
import { blameOf } from '../../desk/health/trouble.ts';
import type { ParserPool } from '../../mail/parser-pool.ts';
import { ticketsWithDueAnswers } from '../../store/clock.ts';
import { loadTickets } from '../../store/ticket.ts';
import { changed } from '../../ticket/change.ts';
import { withoutLater } from '../../ticket/events/later.ts';
import type { Ticket } from '../../ticket/ticket.ts';
import { decideAgain } from '../process.ts';

/** Tickets one round takes. */
const TICKETS_A_ROUND = 50;

/**
 * Decides the mails whose answers are to go out now, or were overtaken. Of two processes that do it at once one writes:
 * a mail that waits is decided once. Rejects when something of the desk's own is in trouble; it is done with the next
 * round.
 */
export async function sendDueAnswers(desk: Desk, parser: ParserPool): Promise<void> {
  const due = await ticketsWithDueAnswers(desk.db, desk.now(), TICKETS_A_ROUND);
  for (const ticket of await loadTickets(desk.db, due))
    for (const { mailId, toldAt } of ticket.laters ?? []) if (toldAt === null) await send(desk, parser, ticket, mailId);
}

async function send(desk: Desk, parser: ParserPool, { id, number, clocks }: Ticket, mailId: number): Promise<void> {
  const clock = clocks.find(({ kind, subject }) => kind === 'send_later' && subject === String(mailId));
  if (clock === undefined || clock.dueAt > desk.now()) return;
  try {
    const decision = await decideAgain(desk, parser, { mailId, redeemed: true }, null);
    desk.log.info({ event: 'answer_due', ticket: number, mail: mailId, result: decision?.outcome ?? 'decided_before' });
    if (decision === null) await forget(desk, id, mailId);
  } catch (error) {
    if (blameOf(error) === 'desk') throw error;
    desk.log.error({ event: 'answer_failed', ticket: number, mail: mailId, err: error });
  }
}

/** The mail does not wait any more, by whatever way: nor does the ticket for it. */
async function forget(desk: Desk, id: string, mailId: number): Promise<void> {
  const [ticket] = await loadTickets(desk.db, [id]);
  if (ticket?.laters?.some((each) => each.mailId === mailId))
    await applyWithoutMail(desk, await composeWithoutMail(desk, changed(withoutLater(ticket, mailId), [])));
}
