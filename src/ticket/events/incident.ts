import { besides, customers, isSame, order, watchers } from '../audience.ts';
import { andThen, type Change, changed, isRefusal, type Refusal } from '../change.ts';
import type { Context } from '../context.ts';
import { askedOf } from '../incident/asked.ts';
import { linkTo } from '../incident/incident.ts';
import { leaving } from '../incident/leaving.ts';
import { type EventOf, STATE_TABLE } from '../states.ts';
import type { IncidentLink, Resolution, Ticket } from '../ticket.ts';
import { responded, stopAll, stopWork } from '../time/clocks.ts';
import { enter } from '../time/stage.ts';
import { askedToApprove } from './approval/asking.ts';
import { heldForApproval } from './approval/solution.ts';
import { awaitConfirmation } from './ending/confirmation.ts';
import type { Handlings, Loaded, Reading } from './handling.ts';

/** The ticket, and those named with it, belong to an incident from now on, or to none any more. */
function link(ticket: Ticket, event: EventOf<'incident'>, context: Context): Change | Refusal {
  const { others } = event;
  const ended = others.find(({ state }) => 'refused' in STATE_TABLE.incident[state]);
  if (ended) return { refused: 'target_ended', detail: ended.number };
  const change = linked(ticket, event, context);
  if (isRefusal(change)) return change;
  const also: Change[] = [];
  for (const other of others.filter(({ id }) => id !== ticket.id)) {
    const joined = linked(other, event, context);
    if (isRefusal(joined)) return joined;
    also.push(joined);
  }
  return { ...change, also };
}

function linked(ticket: Ticket, { by, to }: EventOf<'incident'>, context: Context): Change | Refusal {
  const entry = (event: string, detail: string) => ({ at: context.now, event, by: by.email, detail });
  const { incident } = ticket;
  if (to === null)
    return incident === undefined
      ? { refused: 'not_linked', detail: ticket.number }
      : changed(leaving(ticket, context), entry('incident_unlinked', incident.number));
  if (incident?.number === to.number) return { refused: 'linked_already', detail: ticket.number };
  return changed({ ...leaving(ticket, context), incident: to }, entry('incident_linked', to.number));
}

const NOTHING_NOTED = { checked: '', current: '', next: '' };

const told = (link: IncidentLink): IncidentLink => ({ ...link, told: true });

/**
 * The customer reads what is said to all of them, as words of a person in their own thread: a first response. Nobody is
 * asked to accept the ticket or for its progress any more, since the incident speaks from here on. They are the answer
 * to "any news?" too. The staff of the ticket have one note for all.
 */
function tell(ticket: Ticket, { author, words }: EventOf<'incident_told'>, context: Context): Change | Refusal {
  const { incident } = ticket;
  if (incident === undefined) return { refused: 'not_linked', detail: ticket.number };
  const analysis = { ...(ticket.analysis ?? NOTHING_NOTED), toCustomer: words };
  const heard = { ...responded(ticket, context.now), analysis, incident: told(incident) };
  return changed(
    stopWork(heard),
    { at: context.now, event: 'incident_told', by: author.email, detail: incident.number },
    order('public_reply', customers(ticket), { words, values: { by: author.email } }),
  );
}

/**
 * Solved with all the others: the customer is asked whether it is, for themselves. Where a yes was asked for on the
 * ticket, the solution waits for it as any other does.
 */
function resolve(ticket: Ticket, event: EventOf<'incident_resolved'>, context: Context): Change | Refusal {
  const { incident } = ticket;
  const { author, words } = event;
  if (incident === undefined) return { refused: 'not_linked', detail: ticket.number };
  // What it took was taken once, not by every ticket.
  const resolution: Resolution = {
    ...event.resolution,
    resources: null,
    by: author.email,
    at: context.now,
    released: false,
  };
  const held = heldBack({ ...ticket, resolution }, event, context);
  if (held !== null) return held;
  const done = enter(stopAll(responded(ticket, context.now)), 'resolved', context);
  const released = { ...resolution, released: true };
  return changed(
    awaitConfirmation(
      { ...done, incident: told(incident), resolution: released, resolvedAt: context.now, unclearAt: null },
      context,
    ),
    [
      { at: context.now, event: 'incident_resolved', by: author.email, detail: incident.number },
      { at: context.now, event: 'resolved', by: author.email, detail: resolution.cause },
    ],
    order('resolution', customers(ticket), { words, values: { by: author.email } }),
  );
}

/** The ticket on its own again, with its solution waiting; null where it waits for nothing. */
function heldBack(proposed: Ticket, event: EventOf<'incident_resolved'>, context: Context): Change | Refusal | null {
  const { author, words } = event;
  const staff = context.roster.find((each) => isSame(each.staff.email, author.email))?.staff;
  const by = staff ?? { ...author, roles: [] };
  const held = heldForApproval(proposed, { by, words, hasAttachments: false }, context);
  if (held === null || isRefusal(held)) return held;
  const left = andThen(held, (ticket) => letGo(ticket, { name: 'incident_left', author }, context));
  if (isRefusal(left)) return left;
  const { ticket } = left;
  const whose = askedToApprove(ticket).join(', ');
  const waits = { command: '', done: false, result: 'waits_for_approval', detail: whose } as const;
  const others = besides([ticket.assignee, ...watchers(ticket, context)], author.email);
  return {
    ...left,
    letters: [
      ...left.letters,
      ...order('transcript', [author.email], { lines: [waits] }),
      ...order('note', others, { words, values: { by: author.email } }),
    ],
  };
}

/** The incident has ended without a solution, and lets it go. */
function letGo(ticket: Ticket, { author }: EventOf<'incident_left'>, context: Context): Change | Refusal {
  const { incident } = ticket;
  if (incident === undefined) return { refused: 'not_linked', detail: ticket.number };
  const entry = { at: context.now, event: 'incident_unlinked', by: author.email, detail: incident.number };
  return changed(leaving(ticket, context), entry);
}

const readIncident: Reading = (command, { by }, loaded, { now }) => {
  const asked = askedOf(command, loaded.prefix);
  if (asked === null) return { refused: 'incident_unclear', detail: command.argument };
  if (asked.does === 'gather') return { refused: 'not_about_an_incident' };
  const others = asked.tickets.map((number) => loaded.tickets.get(number) ?? number);
  const unknown = others.find((each) => typeof each === 'string');
  if (typeof unknown === 'string') return { refused: 'no_such_ticket', detail: unknown };
  const to = asked.does === 'unlink' ? null : linkMeant(asked, loaded, now);
  if (to !== null && 'refused' in to) return to;
  return { name: 'incident', by, to, others: others.filter((each) => typeof each !== 'string') };
};

/** What a ticket is linked to: an incident that is open. */
function linkMeant(
  asked: { readonly does: 'open' } | { readonly does: 'link'; readonly incident: string | null },
  { incidents }: Loaded,
  now: Date,
): IncidentLink | Refusal {
  if (asked.does === 'open')
    return incidents.opened === null ? { refused: 'incident_unclear' } : linkTo(incidents.opened, now);
  const incident = incidents.named.get(asked.incident ?? '');
  if (incident === undefined) return { refused: 'no_such_incident', detail: asked.incident ?? '' };
  return incident.state === 'open' ? linkTo(incident, now) : { refused: 'incident_ended', detail: incident.number };
}

export const INCIDENT = {
  incident: {
    read: readIncident,
    apply: link,
    detail: ({ to }) => (to === null ? '' : `${to.number} ${to.title}`),
  },
  incident_told: { apply: tell },
  incident_resolved: { apply: resolve },
  incident_left: { apply: letGo },
} satisfies Handlings<'incident' | 'incident_told' | 'incident_resolved' | 'incident_left'>;
