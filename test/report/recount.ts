import type { Desk } from '../../src/desk/desk.ts';
import { sql } from '../../src/store/drizzle.ts';
import { loadTickets, ticketIds } from '../../src/store/ticket.ts';
import type { HistoryEntry, Ticket } from '../../src/ticket/ticket.ts';
import { CHANNELS, URGENCIES, type Urgency } from '../../src/ticket/ticket.ts';

type Entry = HistoryEntry & { ticketId: string };

/** Everything that was written down, as it is. */
export async function rawHistory(desk: Desk): Promise<{ tickets: Ticket[]; history: Entry[] }> {
  const ids = await ticketIds(desk.db);
  const tickets = (await loadTickets(desk.db, ids)).toSorted((a, b) => ids.indexOf(a.id) - ids.indexOf(b.id));
  const rows = await desk.db.execute<{ ticket_id: string; at: string; event: string; by: string; detail: string }>(
    sql`select ticket_id, at, event, by, detail from history order by id`,
  );
  return {
    tickets,
    history: rows.map(({ ticket_id, at, ...row }) => ({ ...row, ticketId: ticket_id, at: new Date(at) })),
  };
}

/** The first time a person's words went to the customer, as the history tells. */
const RESPONSES: ReadonlySet<string> = new Set(['asked', 'replied', 'resolved']);
const ENDINGS: ReadonlySet<string> = new Set(['closed', 'merged', 'reopened']);
const minutesBetween = (a: Date, b: Date): number => (b.getTime() - a.getTime()) / 60_000;

/** All figures of a range, counted one by one the slow way, ticket by ticket. `end` is excluded. */
export function recount(
  { tickets, history }: { tickets: readonly Ticket[]; history: readonly Entry[] },
  { start, end, now }: { start: Date; end: Date; now: Date },
) {
  const within = (at: Date | null | undefined): at is Date => Boolean(at && at >= start && at < end);
  const byTicket = new Map(tickets.map(({ id }) => [id, [] as Entry[]]));
  for (const entry of history) byTicket.get(entry.ticketId)?.push(entry);
  const past = (id: string): Entry[] => (byTicket.get(id) ?? []).filter(({ at }) => at < end);
  const opened = tickets.filter(({ createdAt }) => within(createdAt));
  const happened = (event: string) => history.filter((entry) => entry.event === event && within(entry.at));
  const isOpen = ({ id, createdAt }: Ticket): boolean => {
    const last = past(id).findLast(({ event }) => ENDINGS.has(event));
    return createdAt < end && last?.event !== 'closed' && last?.event !== 'merged';
  };
  const open = tickets.filter(isOpen);
  const answered = (id: string) => (byTicket.get(id) ?? []).find(({ event }) => RESPONSES.has(event))?.at ?? null;
  const responses = tickets.map((ticket) => ({ ticket, at: answered(ticket.id) }));
  const resolvedAt = ({ id }: Ticket): Date | null => {
    const own = past(id);
    const again = own.findLastIndex(({ event }) => event === 'reopened');
    return own.slice(again + 1).find(({ event }) => event === 'resolved')?.at ?? null;
  };
  const resolutions = tickets
    .map((ticket) => ({ ticket, at: resolvedAt(ticket) }))
    .filter((each): each is { ticket: Ticket; at: Date } => within(each.at))
    .map(({ ticket, at }) => ({ ticket, minutes: minutesBetween(ticket.createdAt, at) }));
  const horizon = end < now ? end : now;
  const dueIn = responses.flatMap(({ ticket, at }) => {
    const { respondBy, closedAt, state } = ticket;
    if (respondBy === null || (at === null && (state === 'merged' || (closedAt !== null && closedAt < respondBy))))
      return [];
    const judged = at !== null && at < respondBy ? at : respondBy;
    return judged >= start && judged < horizon ? [{ ticket, kept: at !== null && at <= respondBy }] : [];
  });
  const of = <T>(make: (urgency: Urgency) => T) =>
    Object.fromEntries(URGENCIES.map((urgency) => [urgency, make(urgency)]));
  const rated = tickets.filter(({ closedAt, closing }) => within(closedAt) && closing?.satisfaction);
  const categories = new Set(opened.map(({ category }) => category));
  return {
    // No incident is played.
    incidents: { opened: 0, resolved: 0, tickets: 0, customers: 0 },
    opened: opened.length,
    closed: happened('closed').length,
    reopened: happened('reopened').length,
    open: open.length,
    byCategory: Object.fromEntries(
      [...categories].map((name) => [name, opened.filter(({ category }) => category === name).length]),
    ),
    byChannel: Object.fromEntries(
      CHANNELS.map((name) => [name, opened.filter(({ channel }) => channel === name).length]),
    ),
    byUrgency: of((urgency) => opened.filter((ticket) => ticket.urgency === urgency).length),
    firstResponse: of((urgency) => {
      const given = responses.filter(({ ticket, at }) => ticket.urgency === urgency && within(at));
      const due = dueIn.filter(({ ticket }) => ticket.urgency === urgency);
      return {
        ...spread(given.map(({ ticket, at }) => minutesBetween(ticket.createdAt, at ?? now))),
        due: due.length,
        withinDeadline: due.length === 0 ? null : due.filter(({ kept }) => kept).length / due.length,
      };
    }),
    resolution: of((urgency) =>
      spread(resolutions.filter(({ ticket }) => ticket.urgency === urgency).map(({ minutes }) => minutes)),
    ),
    resolutionSteps: of((urgency) => {
      const own = resolutions.filter(({ ticket }) => ticket.urgency === urgency).map(({ minutes }) => minutes);
      const edges = [0, 60, 240, 480, 1440, 4320, Number.POSITIVE_INFINITY];
      return edges.slice(1).map((edge, at) => own.filter((m) => m < edge && m >= (edges[at] ?? 0)).length);
    }),
    satisfaction: {
      n: rated.length,
      mean:
        rated.length === 0
          ? null
          : hundredth(sum(rated.map(({ closing }) => closing?.satisfaction ?? 0)) / rated.length),
    },
    engineer: (address: string) => ({
      address,
      closed: happened('closed').filter(
        ({ ticketId }) => tickets.find(({ id }) => id === ticketId)?.assignee === address,
      ).length,
      open: open.filter(({ assignee }) => assignee === address).length,
      medianResolutionMinutes: spread(
        resolutions.filter(({ ticket }) => ticket.assignee === address).map(({ minutes }) => minutes),
      ).medianMinutes,
    }),
  };
}

function spread(values: readonly number[]) {
  return { n: values.length, medianMinutes: percentile(values, 0.5), p90Minutes: percentile(values, 0.9) };
}

/** With linear interpolation between the two nearest. */
function percentile(values: readonly number[], share: number): number | null {
  if (values.length === 0) return null;
  const sorted = values.toSorted((a, b) => a - b);
  const place = share * (sorted.length - 1);
  const low = sorted[Math.floor(place)] ?? 0;
  const high = sorted[Math.ceil(place)] ?? 0;
  return hundredth(low + (high - low) * (place - Math.floor(place)));
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
const hundredth = (value: number): number => Math.round(value * 100) / 100;
