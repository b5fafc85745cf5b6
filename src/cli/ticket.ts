import { canonicalAddress } from '../people/address.ts';
import { loadTickets, ticketByNumber, ticketIds } from '../store/ticket.ts';
import { STATES, type State, type Ticket } from '../ticket/ticket.ts';
import { CommandError, EXIT } from './exit.ts';
import { list } from './output.ts';
import { type Run, withDesk } from './run.ts';
import { summary, wholeTicket } from './ticket-json.ts';
import { ticketRecord } from './ticket-record.ts';

/** Tickets one query loads. */
const PAGE = 500;

/** `tsdesk ticket list` */
export async function listTickets(
  run: Run,
  filter: { state?: string; requester?: string; assignee?: string },
): Promise<undefined> {
  const state = filter.state === undefined ? undefined : stateNamed(filter.state);
  await withDesk(run, async (desk) => {
    const { state: _, requester, ...others } = filter;
    const ids = await ticketIds(desk.db, {
      ...others,
      ...(state === undefined ? {} : { state }),
      ...(requester === undefined ? {} : { requester: canonicalAddress(requester) }),
    });
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
