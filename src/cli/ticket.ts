import type { Desk } from '../desk/desk.ts';
import { sameAddress } from '../people/address.ts';
import { loadHistory, loadMessages, loadTickets, ticketByNumber, ticketIds } from '../store/ticket.ts';
import { STATES, type State, type Ticket } from '../ticket/ticket.ts';
import { CommandError, EXIT } from './exit.ts';
import { list } from './output.ts';
import { withDesk } from './reach.ts';
import { ticketRecord } from './ticket-record.ts';
import type { Run } from './tsdesk.ts';

/** Tickets one query loads. */
const PAGE = 500;

/** `tsdesk ticket list` */
export async function listTickets(
  run: Run,
  filter: { state?: string; requester?: string; assignee?: string },
): Promise<undefined> {
  const state = filter.state === undefined ? undefined : stateNamed(filter.state);
  await withDesk(run, async (desk) => {
    const { state: _, ...others } = filter;
    const ids = await ticketIds(desk.db, { ...others, ...(state === undefined ? {} : { state }) });
    const tickets: Ticket[] = [];
    for (let at = 0; at < ids.length; at += PAGE) {
      const page = new Map((await loadTickets(desk.db, ids.slice(at, at + PAGE))).map((each) => [each.id, each]));
      tickets.push(...ids.slice(at, at + PAGE).flatMap((id) => page.get(id) ?? []));
    }
    list(
      run.output,
      tickets.map((ticket) => summary(ticket, desk)),
      {
        number: (row) => row.number,
        state: (row) => row.state,
        urgency: (row) => row.urgency,
        requester: (row) => row.requester.address,
        assignee: (row) => row.assignee?.address,
        subject: (row) => row.subject,
      },
      'No tickets.',
    );
  });
}

/** `tsdesk ticket show NUMBER` */
export async function showTicket(run: Run, number: string): Promise<undefined> {
  await withDesk(run, async (desk) => {
    const ticket = await ticketByNumber(desk.db, number.toUpperCase());
    if (ticket === null) throw new CommandError(EXIT.failed, `There is no ticket ${number}.`);
    const whole = await wholeTicket(desk, ticket);
    if (run.output.json) run.output.object(whole);
    else for (const line of ticketRecord(whole, desk.config.desk.timezone)) run.output.line(line);
  });
}

function stateNamed(text: string): State {
  const state = STATES.find((each) => each === text);
  if (state === undefined) throw new CommandError(EXIT.usage, `${text} is no state. States are: ${STATES.join(', ')}.`);
  return state;
}

type Person = { readonly name: string; readonly address: string };

/** Staff by their registered address; the clock and the desk have a name only. */
function personOf(desk: Desk, { participants }: Ticket, by: string): Person {
  if (!by.includes('@')) return { name: by, address: '' };
  const staff = desk.directory.staff.find((each) => sameAddress(each.email, by));
  const known = participants.find((each) => sameAddress(each.address, by));
  return { name: staff?.name ?? known?.name ?? '', address: by };
}

function summary(ticket: Ticket, desk: Desk) {
  const person = (email: string | null): Person | null => (email === null ? null : personOf(desk, ticket, email));
  return {
    number: ticket.number,
    state: ticket.state,
    urgency: ticket.urgency,
    urgencyReason: [ticket.urgencyReason.source, ticket.urgencyReason.detail].filter(Boolean).join(': '),
    category: ticket.category,
    requester: ticket.requester,
    company: ticket.company,
    assignee: person(ticket.assignee),
    follower: person(ticket.follower),
    team: ticket.team,
    subject: ticket.subject,
    createdAt: ticket.createdAt,
    respondBy: ticket.respondBy,
    respondedAt: ticket.respondedAt,
    updateBy: ticket.updateBy,
    acceptBy: ticket.acceptBy,
    expectedBy: ticket.expectedBy,
    resolvedAt: ticket.resolvedAt,
    closedAt: ticket.closedAt,
    reopenCount: ticket.reopenCount,
    linkedTo: ticket.linkedTo,
    mergedInto: ticket.mergedInto,
  };
}

/** A ticket as `ticket show --json` prints it. */
export async function wholeTicket(desk: Desk, ticket: Ticket) {
  const [messages, history] = await Promise.all([loadMessages(desk.db, ticket.id), loadHistory(desk.db, ticket.id)]);
  const {
    number,
    state,
    urgency,
    urgencyReason,
    category,
    requester,
    company,
    assignee,
    follower,
    team,
    subject,
    ...times
  } = summary(ticket, desk);
  return {
    number,
    state,
    urgency,
    urgencyReason,
    category,
    requester,
    company,
    assignee,
    follower,
    team,
    subject,
    form: ticket.form,
    ...times,
    participants: ticket.participants,
    resolution: ticket.resolution && { ...ticket.resolution, by: personOf(desk, ticket, ticket.resolution.by) },
    sideThreads: ticket.sideThreads.map((each) => ({
      ...each,
      responsible: personOf(desk, ticket, each.responsible),
      askedBy: personOf(desk, ticket, each.askedBy),
    })),
    closing: ticket.closing,
    messages: messages.map(({ id, direction, visibility, fromName, fromAddress, at, text, attachments }) => ({
      id,
      direction,
      visibility,
      from: { name: fromName, address: fromAddress },
      at,
      text,
      attachments: attachments.map(({ name, type, size, inline, sha256 }) => ({ name, type, size, inline, sha256 })),
    })),
    history: history.map((entry) => ({ ...entry, by: personOf(desk, ticket, entry.by) })),
  };
}
