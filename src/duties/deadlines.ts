import { applyWithoutMail } from '../desk/apply.ts';
import { deskOf } from '../desk/brand/brand.ts';
import { composeWithoutMail } from '../desk/compose.ts';
import type { Desk } from '../desk/desk.ts';
import { blameOf } from '../desk/health/trouble.ts';
import { loadContext } from '../desk/staffing.ts';
import { dueTickets } from '../store/clock.ts';
import { loadTickets } from '../store/ticket.ts';
import { changed, isRefusal } from '../ticket/change.ts';
import { clockDue } from '../ticket/states.ts';
import type { Clock, Ticket } from '../ticket/ticket.ts';
import { transition } from '../ticket/transition.ts';

/** Tickets one round takes; the rest is taken by the next round, a second later. */
const TICKETS_A_ROUND = 200;

/** Acts on every clock that is due, the longest due first. Rejects when the database is away. */
export async function fireDueClocks(desk: Desk): Promise<void> {
  const due = await dueTickets(desk.db, desk.now(), TICKETS_A_ROUND);
  const tickets = await loadTickets(desk.db, due);
  for (const ticket of tickets.toSorted((a, b) => due.indexOf(a.id) - due.indexOf(b.id)))
    try {
      await fire(desk, ticket);
    } catch (error) {
      if (blameOf(error) === 'desk') throw error;
      // A defect in one ticket must not stop the clocks of the others.
      desk.log.error({ event: 'clock_failed', ticket: ticket.number, err: error });
    }
}

/** One clock a commit; another one of the ticket that is due waits for the next round. */
async function fire(desk: Desk, ticket: Ticket): Promise<void> {
  const clock = firstDue(ticket, desk.now());
  if (clock === null) return;
  const started = performance.now();
  const change = transition(ticket, clockDue(clock), await loadContext(deskOf(desk, ticket.brand)));
  // Without this, a clock that the state no longer knows would stay due for ever.
  const clocks = ticket.clocks.filter((each) => each !== clock);
  await applyWithoutMail(
    desk,
    await composeWithoutMail(desk, isRefusal(change) ? changed({ ...ticket, clocks }, []) : change),
  );
  desk.log.info({
    event: 'clock_struck',
    ticket: ticket.number,
    clock: clock.kind,
    result: isRefusal(change) ? change.refused : change.ticket.state,
    ms: Math.round(performance.now() - started),
  });
}

function firstDue(ticket: Ticket, now: Date): Clock | null {
  const due = ticket.clocks.filter(({ kind, dueAt }) => kind !== 'send_later' && dueAt <= now);
  return due.toSorted((a, b) => a.dueAt.getTime() - b.dueAt.getTime())[0] ?? null;
}
