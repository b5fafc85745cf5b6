import { applyLetters, applyWithoutMail } from '../../desk/apply.ts';
import { deskOf } from '../../desk/brand/brand.ts';
import { composeWithoutMail, incidentLetters } from '../../desk/compose.ts';
import { type Desk, mailboxOf } from '../../desk/desk.ts';
import { blameOf } from '../../desk/health/trouble.ts';
import { nextIncident } from '../../desk/records.ts';
import { loadContext } from '../../desk/staffing.ts';
import { sameAddress } from '../../people/address.ts';
import {
  countsOf,
  entriesSince,
  incidentsJoinedAgain,
  incidentsToRemind,
  reachOf,
  ticketsAlike,
  ticketsWithout,
  type WaitingEntry,
  waitingEntries,
} from '../../store/incident.ts';
import { lettersWaiting, sentLastDay } from '../../store/letter.ts';
import { loadTickets } from '../../store/ticket.ts';
import { supervisors } from '../../ticket/audience.ts';
import { type Change, isRefusal, type Refusal } from '../../ticket/change.ts';
import type { Context } from '../../ticket/context.ts';
import { linkTo, wordingIn } from '../../ticket/incident/incident.ts';
import { finished, type IncidentChange, remind, waitingAgain } from '../../ticket/incident/work.ts';
import type { Ticket } from '../../ticket/ticket.ts';
import { transition } from '../../ticket/transition.ts';
import { MOST_A_RUN, roomNow } from './pace.ts';

const MINUTE_MS = 60_000;

/**
 * Brings what was said about an incident as a whole to its tickets, one commit each, in the pace the relays and the
 * configuration allow. A commit says that its ticket has it: whatever is interrupted goes on where it stopped, and of
 * two processes one writes to the customer.
 */
export async function carryIncidents(desk: Desk): Promise<void> {
  for (const incident of await incidentsToRemind(desk.db, desk.now())) {
    const [context, reach] = await Promise.all([
      loadContext(deskOf(desk, incident.brand)),
      reachOf(desk.db, incident.number),
    ]);
    await write(desk, remind(incident, reach, supervisors(context), context));
  }
  for (const incident of await incidentsJoinedAgain(desk.db))
    await write(desk, waitingAgain(incident, await loadContext(deskOf(desk, incident.brand))));
  for (const waiting of await waitingEntries(desk.db, desk.now())) if (!(await carry(desk, waiting))) return;
}

/** Letters to the staff, with what becomes of the incident. */
async function write(desk: Desk, change: IncidentChange): Promise<void> {
  const mailbox = mailboxOf(desk.config, change.incident.mailbox);
  const letters = await incidentLetters(desk, mailbox, { incoming: null, said: [] }, [change]);
  await applyLetters(desk, letters, { incidents: [nextIncident(change)] });
}

/** False when there is no room for more now. */
async function carry(desk: Desk, waiting: WaitingEntry): Promise<boolean> {
  const find = waiting.entry.kind === 'gather' ? ticketsAlike : ticketsWithout;
  const ids = await find(desk.db, waiting, MOST_A_RUN);
  if (ids.length === 0) {
    if (!waiting.done) await finish(desk, waiting);
    return true;
  }
  const room = await roomOf(desk);
  if (room === 0) return false;
  const context = await loadContext(deskOf(desk, waiting.incident.brand));
  const tickets = await loadTickets(desk.db, ids.slice(0, room));
  const results = await Promise.all(tickets.map((ticket) => giveTo(desk, waiting, ticket, context)));
  const written = results.filter((each) => each).length;
  desk.log.info({
    event: 'incident_carried',
    incident: waiting.incident.number,
    kind: waiting.entry.kind,
    tickets: written,
  });
  return written < room;
}

async function roomOf(desk: Desk): Promise<number> {
  const since = new Date(desk.now().getTime() - MINUTE_MS);
  const [lastMinute, waiting, relays] = await Promise.all([
    entriesSince(desk.db, since),
    lettersWaiting(desk.db),
    Promise.all(
      desk.config.mailboxes.map(async ({ name, smtp: { perDay } }) => ({
        perDay,
        sent: perDay === 0 ? 0 : await sentLastDay(desk.db, name),
      })),
    ),
  ]);
  return roomNow({ perMinute: desk.config.limits.incidentTicketsPerMinute, lastMinute, waiting, relays });
}

/** One ticket in one commit. False when it could not be written: it is tried again with the next run. */
async function giveTo(
  desk: Desk,
  { entry, incident }: WaitingEntry,
  ticket: Ticket,
  context: Context,
): Promise<boolean> {
  try {
    const change = changeBy(desk, { entry, incident }, ticket, context);
    const passed = isRefusal(change);
    const had = [
      {
        entryId: entry.id,
        ticketId: ticket.id,
        outcome: passed || waits(entry, change) ? 'passed' : 'done',
        at: desk.now(),
      },
    ] as const;
    const refusal = passed
      ? await applyLetters(desk, [], { entryTickets: had })
      : await applyWithoutMail(desk, await composeWithoutMail(desk, change), { entryTickets: had });
    return refusal === null;
  } catch (error) {
    if (blameOf(error) === 'desk') throw error;
    // A defect in one ticket must not keep the others waiting.
    desk.log.error({ event: 'incident_ticket_failed', ticket: ticket.number, incident: incident.number, err: error });
    return false;
  }
}

/** A solution that waits for somebody's yes has not reached the customer. */
const waits = ({ kind }: WaitingEntry['entry'], { ticket }: Change): boolean =>
  kind === 'resolution' && ticket.state !== 'resolved';

/** What an entry makes of a ticket; refused where its state has no place for that. */
function changeBy(
  desk: Desk,
  { entry, incident }: Pick<WaitingEntry, 'entry' | 'incident'>,
  ticket: Ticket,
  context: Context,
): Change | Refusal {
  const { directory } = deskOf(desk, incident.brand);
  const staff = directory.staff.find(({ email }) => sameAddress(email, entry.by));
  const author = staff ?? { email: entry.by, name: entry.by };
  switch (entry.kind) {
    case 'news':
      return transition(
        ticket,
        { name: 'incident_told', author, words: wordingIn(entry.content, ticket.locale).words },
        context,
      );
    case 'resolution': {
      const { words, resolution } = wordingIn(entry.content, ticket.locale);
      if (resolution === undefined) throw new Error(`the resolution of ${incident.number} has no parts`);
      return transition(ticket, { name: 'incident_resolved', author, words, resolution }, context);
    }
    case 'dropped':
      return transition(ticket, { name: 'incident_left', author }, context);
    case 'gather':
      if (staff === undefined) return { refused: 'no_such_person', detail: entry.by };
      return transition(
        ticket,
        { name: 'incident', by: staff, to: linkTo(incident, context.now), others: [] },
        context,
      );
    default:
      throw new Error(`tickets get no ${entry.kind} of an incident`);
  }
}

/** Every ticket has it: its author hears how many, once; when they have left, whoever owns the incident. */
async function finish(desk: Desk, { entry, incident }: WaitingEntry): Promise<void> {
  const counts = await countsOf(desk.db, entry.id);
  const mailbox = mailboxOf(desk.config, incident.mailbox);
  const change = { incident, entries: [], letters: finished(entry, counts) };
  const letters = await incidentLetters(desk, mailbox, { incoming: null, said: [] }, [change]);
  const refusal = await applyLetters(desk, letters, { entriesDone: [{ id: entry.id, at: desk.now() }] });
  desk.log.info({
    event: 'incident_finished',
    incident: incident.number,
    kind: entry.kind,
    ...counts,
    result: refusal ?? 'written',
  });
}
