import { applyWithoutMail } from '../../desk/apply.ts';
import { sees } from '../../desk/brand/brand.ts';
import { composeWithoutMail } from '../../desk/compose.ts';
import type { Desk } from '../../desk/desk.ts';
import { blameOf } from '../../desk/health/trouble.ts';
import type { ParserPool } from '../../mail/parser-pool.ts';
import { ticketsWithDueAnswers } from '../../store/clock.ts';
import { loadTickets } from '../../store/ticket.ts';
import { changed } from '../../ticket/change.ts';
import { laterOrphaned, withoutLater } from '../../ticket/events/later.ts';
import type { LaterAnswer, Ticket } from '../../ticket/ticket.ts';
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
    for (const later of ticket.laters ?? [])
      if (later.toldAt === null && isDue(ticket, later, desk.now())) await send(desk, parser, ticket, later);
}

const isDue = ({ clocks }: Ticket, { mailId }: LaterAnswer, now: Date): boolean =>
  clocks.some(({ kind, subject, dueAt }) => kind === 'send_later' && subject === String(mailId) && dueAt <= now);

async function send(
  desk: Desk,
  parser: ParserPool,
  { id, number, brand }: Ticket,
  { mailId, by }: LaterAnswer,
): Promise<void> {
  try {
    // Its mail would be decided as that of a stranger, or of whoever works for another brand.
    if (!sees(desk, by, brand)) return await orphan(desk, id, mailId);
    const decision = await decideAgain(desk, parser, { mailId, redeemed: true }, null);
    desk.log.info({ event: 'answer_due', ticket: number, mail: mailId, result: decision?.outcome ?? 'decided_before' });
    if (decision === null) await forget(desk, id, mailId);
  } catch (error) {
    if (blameOf(error) === 'desk') throw error;
    desk.log.error({ event: 'answer_failed', ticket: number, mail: mailId, err: error });
  }
}

async function orphan(desk: Desk, id: string, mailId: number): Promise<void> {
  const [ticket] = await loadTickets(desk.db, [id]);
  const later = ticket?.laters?.find((each) => each.mailId === mailId);
  if (ticket === undefined || later === undefined) return;
  const refusal = await applyWithoutMail(
    desk,
    await composeWithoutMail(desk, laterOrphaned(ticket, later, desk.now())),
  );
  desk.log.info({ event: 'answer_due', ticket: ticket.number, mail: mailId, result: refusal ?? 'author_left' });
}

/** The mail does not wait any more, by whatever way: nor does the ticket for it. */
async function forget(desk: Desk, id: string, mailId: number): Promise<void> {
  const [ticket] = await loadTickets(desk.db, [id]);
  if (ticket?.laters?.some((each) => each.mailId === mailId))
    await applyWithoutMail(desk, await composeWithoutMail(desk, changed(withoutLater(ticket, mailId), [])));
}
