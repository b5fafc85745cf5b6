import type { State, Ticket } from '../ticket/ticket.ts';
import { URGENCIES } from '../ticket/ticket.ts';

/** What the digest looks at of a ticket. */
export type WatchedTicket = Pick<
  Ticket,
  | 'number'
  | 'subject'
  | 'urgency'
  | 'requester'
  | 'createdAt'
  | 'assignee'
  | 'updateBy'
  | 'expectedBy'
  | 'unclearAt'
  | 'tokenEpoch'
> & {
  readonly state: State;
  readonly accepted: boolean;
  /** Null once a first response was given. */
  readonly respondBy: Date | null;
  /** The deadline of which three quarters have passed, and that has not; null when there is none. */
  readonly warnedFor: Date | null;
  /** Since when it is in its state. */
  readonly waitsSince: Date;
};

/** Kinds of risk a ticket can be listed under, the worst first. */
export const RISKS = ['breached', 'atRisk', 'unaccepted', 'overdueProgress', 'waitingForCustomer', 'unclear'] as const;
export type Risk = (typeof RISKS)[number];

/** The digest's sections, in their order: risks first, then what has one cause, then what did not get through. */
export const DIGEST_SECTIONS = [...RISKS, 'incidents', 'lookAlike', 'quarantined', 'undeliverable'] as const;

/** `since`: the moment the risk is about, past or to come. `why` tells which promise of several was broken. */
export type RiskyTicket = {
  readonly ticket: WatchedTicket;
  readonly why: 'response' | 'promise' | null;
  readonly since: Date;
};

/** The tickets of each risk, worst first. A ticket can be under several. */
export type Risks = Readonly<Record<Risk, readonly RiskyTicket[]>>;

type Judgement = (ticket: WatchedTicket, now: Date) => Omit<RiskyTicket, 'ticket'> | null;

const WORKED_ON: ReadonlySet<State> = new Set(['triaged', 'assigned', 'in_progress']);
const isPast = (at: Date | null, now: Date): at is Date => at !== null && at <= now;

const JUDGEMENTS: Readonly<Record<Risk, Judgement>> = {
  breached: ({ state, respondBy, expectedBy }, now) => {
    if (WORKED_ON.has(state) && isPast(respondBy, now)) return { why: 'response', since: respondBy };
    const promised = WORKED_ON.has(state) || state === 'pending';
    return promised && isPast(expectedBy, now) ? { why: 'promise', since: expectedBy } : null;
  },
  atRisk: ({ warnedFor }) => (warnedFor === null ? null : { why: null, since: warnedFor }),
  unaccepted: ({ state, accepted, waitsSince }) =>
    (state === 'triaged' || state === 'assigned') && !accepted ? { why: null, since: waitsSince } : null,
  overdueProgress: ({ state, updateBy }, now) =>
    state === 'in_progress' && isPast(updateBy, now) ? { why: null, since: updateBy } : null,
  waitingForCustomer: ({ state, waitsSince }) => (state === 'pending' ? { why: null, since: waitsSince } : null),
  unclear: ({ unclearAt }) => (unclearAt === null ? null : { why: null, since: unclearAt }),
};

/** Sorts tickets by what threatens them; within a risk by urgency, then by how long or how soon. */
export function risksOf(tickets: readonly WatchedTicket[], now: Date): Risks {
  const under = (risk: Risk): RiskyTicket[] =>
    tickets
      .flatMap((ticket) => {
        const judged = JUDGEMENTS[risk](ticket, now);
        return judged ? [{ ticket, ...judged }] : [];
      })
      .toSorted(worstFirst);
  return {
    breached: under('breached'),
    atRisk: under('atRisk'),
    unaccepted: under('unaccepted'),
    overdueProgress: under('overdueProgress'),
    waitingForCustomer: under('waitingForCustomer'),
    unclear: under('unclear'),
  };
}

const worstFirst = (a: RiskyTicket, b: RiskyTicket): number =>
  URGENCIES.indexOf(a.ticket.urgency) - URGENCIES.indexOf(b.ticket.urgency) ||
  a.since.getTime() - b.since.getTime() ||
  (a.ticket.number < b.ticket.number ? -1 : 1);

/** The same with each ticket only under its worst risk, so that a reader sees it once. */
export function underWorst(risks: Risks): Risks {
  const seen = new Set<string>();
  const fresh = (risk: Risk): readonly RiskyTicket[] => {
    const own = risks[risk].filter(({ ticket }) => !seen.has(ticket.number));
    for (const { ticket } of own) seen.add(ticket.number);
    return own;
  };
  const [breached, atRisk, unaccepted] = [fresh('breached'), fresh('atRisk'), fresh('unaccepted')];
  const [overdueProgress, waitingForCustomer] = [fresh('overdueProgress'), fresh('waitingForCustomer')];
  return { breached, atRisk, unaccepted, overdueProgress, waitingForCustomer, unclear: fresh('unclear') };
}
