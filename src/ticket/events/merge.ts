import { numbersIn } from '../../mail/meaning/ticket-number.ts';
import { isSameCustomer } from '../../people/participant.ts';
import { besides, isSame, order } from '../audience.ts';
import { type Change, changed, type Refusal } from '../change.ts';
import type { Context } from '../context.ts';
import type { Policy } from '../policy.ts';
import type { EventOf } from '../states.ts';
import { STATE_TABLE } from '../states.ts';
import type { Participant, Ticket } from '../ticket.ts';
import { stopAll } from '../time/clocks.ts';
import { enter } from '../time/stage.ts';
import type { Handlings, Reading } from './handling.ts';
import { open } from './open.ts';
import { withParticipants } from './participant.ts';

/** Ends here and goes on in another ticket; later mail about it leads there. */
function merge(ticket: Ticket, { by, into }: EventOf<'merge'>, context: Context): Change | Refusal {
  if (into.id === ticket.id) return { refused: 'same_ticket', detail: into.number };
  if ('refused' in STATE_TABLE.absorb[into.state]) return { refused: 'target_ended', detail: into.number };
  const told = besides([ticket.assignee], by.email, into.assignee);
  const merged = changed(
    { ...enter(stopAll(ticket), 'merged', context), mergedInto: into.number },
    { at: context.now, event: 'merged', by: by.email, detail: into.number },
    order('reassigned', told, { values: { into: into.number, by: by.email } }),
  );
  return { ...merged, also: [absorb(into, { name: 'absorb', by, from: ticket }, context)] };
}

/**
 * Who comes along from a merged ticket. One customer's words must not be shown to another, and what a form says of the
 * company anybody can write: who is not of the target's own customer joins unconfirmed, sees nothing, and can be let in
 * by name.
 */
function joining(
  from: Pick<Ticket, 'participants'>,
  into: Pick<Ticket, 'requester' | 'participants'>,
  { customers }: Pick<Policy, 'customers'>,
): readonly Participant[] {
  return from.participants
    .filter(({ address }) => !into.participants.some((known) => known.confirmed && isSame(known.address, address)))
    .map((each) => {
      if (each.role === 'staff') return each;
      const confirmed = each.confirmed && isSameCustomer(each.address, into.requester.address, customers);
      return { ...each, role: 'copy', confirmed } as const;
    });
}

/** The target of a merge: participants of the other ticket take part in this one, as far as they may. */
function absorb(ticket: Ticket, { by, from }: EventOf<'absorb'>, context: Context): Change {
  return changed(
    {
      ...withParticipants(ticket, joining(from, ticket, context.policy)),
      linkedTo: [...new Set([...ticket.linkedTo, from.number])],
      ...incidentFrom(from, ticket),
    },
    { at: context.now, event: 'absorbed', by: by.email, detail: from.number },
    order('note', besides([ticket.assignee], by.email), { values: { absorbed: from.number, by: by.email } }),
  );
}

/** Whose ticket belongs to an incident goes on hearing of it, unless it was solved with all the others. */
function incidentFrom({ incident, state }: Ticket, into: Ticket): Pick<Ticket, 'incident'> {
  if (incident === undefined || into.incident !== undefined || 'refused' in STATE_TABLE.incident_told[state]) return {};
  const { told: _, ...link } = incident;
  return { incident: link };
}

/** A second problem in the same mail becomes a ticket of its own; both name each other. */
function split(ticket: Ticket, { by, opened }: EventOf<'split'>, context: Context): Change {
  const parted = { ...ticket, linkedTo: [...new Set([...ticket.linkedTo, opened.number])] };
  const history = { at: context.now, event: 'split', by: by.email, detail: opened.number };
  return { ...changed(parted, history), also: [open({ ...opened, linkedTo: ticket.number }, context)] };
}

/**
 * The number `#merge` names, its prefix left out or not; null when it names none, or several: a ticket goes on in one
 * other, and which of them is meant is for its author to say.
 */
export function mergeTarget(argument: string, prefix: string): string | null {
  const named = numbersIn(argument, prefix);
  const [number, ...others] = named.length > 0 ? named : numbersIn(`${prefix}${argument}`, prefix);
  return number === undefined || others.length > 0 ? null : number;
}

const readMerge: Reading = ({ argument }, { by }, { prefix, tickets }) => {
  const number = mergeTarget(argument, prefix);
  const into = number === null ? undefined : tickets.get(number);
  return into ? { name: 'merge', by, into } : { refused: 'no_such_ticket', detail: number ?? argument };
};

const readSplit: Reading = ({ argument, text }, { by }, { split: part }) =>
  part === null
    ? { refused: 'nothing_to_split' }
    : { name: 'split', by, opened: { ...part, subject: argument || part.subject, words: text || part.words } };

export const MERGE = {
  merge: { read: readMerge, apply: merge, detail: ({ into }) => into.number },
  absorb: { apply: absorb },
  split: { read: readSplit, apply: split, detail: ({ opened }) => opened.number },
} satisfies Handlings<'merge' | 'absorb' | 'split'>;
