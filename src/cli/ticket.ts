import type { DeskStore } from '../desk/desk.ts';
import { canonicalAddress } from '../people/address.ts';
import { boundsOf } from '../report/period.ts';
import { loadTickets, newestTicketIds, type TicketFilter, ticketByNumber, ticketIds } from '../store/ticket.ts';
import { STATES, type State, type Ticket } from '../ticket/ticket.ts';
import { deskNamed } from './brand-option.ts';
import { dayNamed } from './day.ts';
import { CommandError, EXIT } from './exit.ts';
import { limitNamed } from './limit.ts';
import { list } from './output.ts';
import { type Run, withStore } from './run.ts';
import { summary, wholeTicket } from './ticket-json.ts';

/** Tickets one query loads. */
const PAGE = 500;

type Wanted = {
  readonly state?: string;
  readonly requester?: string;
  readonly assignee?: string;
  readonly open?: boolean;
  readonly since?: string;
  readonly limit?: string;
  readonly brand?: string;
};

/** `tsdesk ticket list`: oldest first; with a limit the newest, and these first. */
export async function listTickets(run: Run, wanted: Wanted): Promise<undefined> {
  const limit = wanted.limit === undefined ? null : limitNamed(wanted.limit);
  const state = wanted.state === undefined ? {} : { state: stateNamed(wanted.state) };
  const since = wanted.since === undefined ? null : dayNamed(wanted.since);
  await withStore(run, async (desk) => {
    const { requester, assignee, brand, open = false } = wanted;
    const filter: TicketFilter = {
      ...state,
      ...(requester === undefined ? {} : { requester: canonicalAddress(requester) }),
      ...(assignee === undefined ? {} : { assignee }),
      ...(since === null ? {} : { since: boundsOf({ from: since, to: since }, desk.policy.timezone).start }),
      open,
      ...scopeNamed(desk, brand),
    };
    const ids = limit === null ? await ticketIds(desk.db, filter) : await newestTicketIds(desk.db, filter, limit);
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

const scopeNamed = (desk: DeskStore, brand: string | undefined): Pick<TicketFilter, 'brand'> => {
  const { scope } = deskNamed(desk, brand);
  return scope === undefined ? {} : { brand: scope };
};

/** `tsdesk ticket show NUMBER` */
export async function showTicket(run: Run, number: string): Promise<undefined> {
  await withStore(run, async (desk) => {
    const ticket = await ticketByNumber(desk.db, number.toUpperCase());
    if (ticket === null) throw new CommandError(EXIT.failed, `There is no ticket ${number}.`);
    const whole = await wholeTicket(desk, ticket);
    if (run.output.json) run.output.object(whole);
    else {
      const { ticketRecord } = await import('./ticket-record.ts');
      for (const line of ticketRecord(whole, desk.config.desk.timezone)) run.output.line(line);
    }
  });
}

function stateNamed(text: string): State {
  const state = STATES.find((each) => each === text);
  if (state === undefined) throw new CommandError(EXIT.usage, `${text} is no state. States are: ${STATES.join(', ')}.`);
  return state;
}
