import type { Address, Form, Intent } from '../mail/mail.ts';
import type { Staff } from '../people/person.ts';
import type { RefusalCode } from './command-outcome.ts';
import type { CustomerRights, Received } from './context.ts';
import type { UndeliveredReason } from './letters.ts';
import type { ReadResolution, ResolutionText } from './text/resolution-text.ts';
import {
  type Analysis,
  type AnalysisFinding,
  type Clock,
  type ClockKind,
  type IncidentLink,
  type LaterAnswer,
  type OutsideThread,
  STATES,
  type State,
  type Ticket,
  type Urgency,
  type WorkTold,
} from './ticket.ts';

type ByStaff = { readonly by: Staff };
/** What a line of the mail says that its author's part took. */
type WithWork = { readonly work?: WorkTold };
type Words = ByStaff & WithWork & { readonly words: string; readonly hasAttachments: boolean };

type MailEvents = {
  customer_wrote: {
    readonly from: Address;
    readonly words: string;
    /** Of the text and the address it was sent to, see `combinedIntent`. */
    readonly intent: Intent;
    readonly asksForNews: boolean;
    /** Wants no more letters about progress. */
    readonly declinesProgress?: boolean;
    readonly onlyThanks: boolean;
    readonly satisfaction: number | null;
    readonly rights: CustomerRights;
    readonly hasAttachments: boolean;
    /** The desk cannot read it, or not all of it. */
    readonly encrypted?: boolean;
    /** Labelled fields among the new words. */
    readonly form: Form;
    /**
     * The same with those of a quoted copy of the form; a copy that was not filled in says what the desk once wrote.
     */
    readonly filledIn: Form;
    /** Cc of the mail. */
    readonly copies: readonly Address[];
    /** Addresses its sender wants to take part; counts only when the requester wrote it. */
    readonly lettingIn: readonly string[];
    /** Who of the staff passes on what the customer said; absent where the customer wrote. */
    readonly toldBy?: Staff;
  };
  bounced: {
    readonly recipient: string;
    readonly status: string;
    readonly permanent: boolean;
    readonly why: UndeliveredReason;
  };
  accept: ByStaff;
  decline: ByStaff & { readonly reason: string };
  assign: ByStaff & { readonly to: { readonly person: Staff } | { readonly team: string } };
  urgency: ByStaff & { readonly urgency: Urgency };
  category: ByStaff & { readonly category: string };
  eta: ByStaff & { readonly at: Date };
  analysis: Words & { readonly finding: Pick<AnalysisFinding, 'checked' | 'suspected'> };
  progress: Words & { readonly analysis: Analysis };
  ask: Words;
  /** `sentTo`: who has it already, because its author wrote to them with the desk in copy; null when nobody has. */
  reply: Words & { readonly sentTo?: readonly string[] | null };
  note: Words;
  /** What the customer said by telephone or in a chat: counts as their own mail. */
  customer: Words;
  /** The customer has been told. */
  told: ByStaff & { readonly words: string };
  resolve: Words & Pick<ReadResolution, 'resolution'> & Partial<ReadResolution>;
  release: ByStaff;
  /** `record`: what it says of the solution and of what it took. */
  close: ByStaff & { readonly how: string; readonly record?: ReadResolution };
  reopen: ByStaff & { readonly reason: string };
  merge: ByStaff & { readonly into: Ticket };
  /** The other half of a merge, on its target. */
  absorb: ByStaff & { readonly from: Ticket };
  split: ByStaff & { readonly opened: Received };
  /** `team` of the person, where one is named. */
  involve: ByStaff &
    WithWork & {
      readonly team: string;
      readonly person?: Staff;
      readonly question: string;
      readonly dueAt: Date | null;
    };
  involve_outside: ByStaff &
    WithWork & {
      readonly outsider: { readonly address: Address; readonly shows: OutsideThread['shows'] };
      readonly question: string;
      readonly dueAt: Date | null;
    };
  /**
   * What somebody outside answers; `asked` is the address that was asked, `quiet` where so much comes that nobody is
   * told of each.
   */
  outside_answer: {
    readonly from: Address;
    readonly words: string;
    readonly hasAttachments: boolean;
    readonly sideThread: string;
    readonly asked: string;
    readonly askedBy: string;
    readonly quiet: boolean;
  };
  /** Its author hears from now on what the follower hears. */
  follow: ByStaff;
  /**
   * Its author is to be reminded; `id`, or `letterAt` when the letter was written that is answered: one there is
   * already gets another time, and other words if there are any.
   */
  remind: ByStaff & {
    readonly at: Date;
    readonly words: string;
    readonly id: string | null;
    readonly letterAt?: Date | null;
  };
  /** What its author wanted to be reminded of is done, or called off; without either the only one. */
  follow_up_done: ByStaff & { readonly id: string | null; readonly letterAt?: Date | null };
  /** An answer of that mail is to go out then. */
  later: ByStaff & Pick<LaterAnswer, 'mailId' | 'at' | 'words' | 'composed'>;
  /** What its author has scheduled is called off. */
  later_off: ByStaff;
  /** Its author gets no copies from now on. */
  mute: ByStaff;
  /** Somebody who was copied, or wrote as a colleague of the requester, takes part from now on. */
  admit: ByStaff & { readonly address: string };
  side_answer: Words & { readonly sideThread: string };
  /** It belongs to an incident from now on, or to none (null); so do those named with it. */
  incident: ByStaff & { readonly to: IncidentLink | null; readonly others: readonly Ticket[] };
  /** A yes or no is asked of a colleague. */
  approval: Words & { readonly person: Staff };
  agree: ApprovalAnswer;
  refuse: ApprovalAnswer;
  /** What they did last is taken back. */
  undo: ByStaff;
};

/** `id` names the request where there are several, and is empty otherwise. */
type ApprovalAnswer = ByStaff & {
  readonly id: string;
  readonly words: string;
  /** The letter that was answered; absent where nothing tells which one that is. */
  readonly letter?: AnsweredLetter | undefined;
};

/** A letter of the desk about a ticket, as far as it tells what its reader knew. */
export type AnsweredLetter = {
  readonly writtenAt: Date;
  /** Whether it asks its reader for a yes or no. */
  readonly asksApproval: boolean;
};

type ClockEvents = { [K in ClockKind as `${K}_due`]: { readonly clock: Clock } };

/** What happens by itself once a ticket is new, reopened or without anybody in charge. */
type Automatic = {
  triage: Record<never, never>;
  dispatch: Record<never, never>;
  /** Who has it is away, and it cannot wait: it is offered to who stands in. */
  stand_in: Record<never, never>;
};

/** Whose words or doing it is that reaches all tickets of an incident: they need have no part in this one. */
type OfIncident = { readonly author: Pick<Staff, 'email' | 'name'> };

/** What every ticket of an incident gets, one by one (duties/incidents.ts). */
type IncidentEvents = {
  incident_told: OfIncident & { readonly words: string };
  incident_resolved: OfIncident & { readonly words: string; readonly resolution: ResolutionText };
  incident_left: OfIncident;
};

type EventMap = Automatic & MailEvents & ClockEvents & IncidentEvents;

export type EventName = keyof EventMap;
type StaffEventName = Exclude<keyof MailEvents, 'customer_wrote' | 'bounced' | 'outside_answer'>;
export type EventOf<N extends EventName> = { [K in N]: { readonly name: K } & EventMap[K] }[N];
export type TicketEvent = EventOf<EventName>;
export type StaffEvent = EventOf<StaffEventName>;
export type ClockEvent = EventOf<keyof ClockEvents>;
export type CustomerWrote = EventOf<'customer_wrote'>;

/** The event of a clock that has come due; the sweep hands it to `transition`. */
export const clockDue = (clock: Clock): TicketEvent => ({ name: `${clock.kind}_due`, clock });

/**
 * What an event does in a state: it is possible and leads to one of these, or it is refused with this code. `restarts`:
 * also when it leads to the very same state, that state's next step follows.
 */
type Cell = { readonly to: readonly State[]; readonly restarts: boolean } | { readonly refused: RefusalCode };
type Row = Readonly<Record<State, Cell>>;

const to = (...states: readonly State[]): Cell => ({ to: states, restarts: true });
const toOrStays = (...states: readonly State[]): Cell => ({ to: states, restarts: false });

/** Possible in these states, which it leaves as they are. */
const stays = (...states: readonly State[]): Partial<Row> =>
  Object.fromEntries(states.map((state) => [state, toOrStays(state)]));

/** Refused with this code except where it is possible; a ticket that has ended is refused with its state. */
const otherwise = (refused: RefusalCode, possible: Partial<Row>): Row => {
  const row = (state: State): Cell => ({ refused: state === 'closed' || state === 'merged' ? state : refused });
  return { ...(Object.fromEntries(STATES.map((state) => [state, row(state)])) as Row), ...possible };
};

/** Where somebody is, or is to be, at work on it. */
export const IN_WORK: readonly State[] = ['triaged', 'assigned', 'in_progress', 'pending'];

/** What the customer says, in whatever way it comes. */
const HEARD = otherwise('unsettled', {
  ...stays('triaged', 'in_progress'),
  assigned: toOrStays('assigned', 'triaged'),
  pending: to('pending', 'in_progress', 'assigned'),
  resolved: to('resolved', 'closed', 'reopened'),
  closed: to('closed', 'reopened'),
});

/**
 * The state table: every event in every state. A ticket passes through `new` and `reopened` within one change, so only
 * their own next step is possible there. docs/states.md draws it.
 */
export const STATE_TABLE: Readonly<Record<EventName, Row>> = {
  // by itself
  triage: otherwise('triaged_already', { new: to('triaged'), reopened: to('triaged') }),
  dispatch: otherwise('dispatched_already', { triaged: toOrStays('assigned', 'triaged') }),
  stand_in: otherwise('not_in_work', { assigned: to('triaged'), in_progress: to('triaged') }),

  // a mail from outside
  customer_wrote: HEARD,
  bounced: otherwise('unsettled', stays('triaged', 'assigned', 'in_progress', 'pending', 'resolved', 'closed')),

  outside_answer: otherwise('unsettled', stays('triaged', 'assigned', 'in_progress', 'pending', 'resolved', 'closed')),

  // a mail from staff: who has it
  accept: otherwise('accepted_already', {
    triaged: to('in_progress'),
    assigned: to('in_progress'),
    pending: to('pending'),
  }),
  decline: otherwise('not_in_work', {
    assigned: to('triaged'),
    in_progress: to('triaged'),
    pending: to('triaged'),
  }),
  assign: otherwise('not_in_work', {
    triaged: to('triaged', 'in_progress'),
    assigned: to('triaged', 'in_progress'),
    in_progress: to('triaged', 'in_progress'),
    pending: to('triaged', 'pending'),
  }),
  urgency: otherwise('not_in_work', stays('triaged', 'assigned', 'in_progress', 'pending', 'resolved')),
  category: otherwise('not_in_work', {
    ...stays('resolved', 'closed'),
    triaged: to('triaged'),
    assigned: to('assigned', 'triaged'),
    in_progress: to('in_progress', 'triaged'),
    pending: to('pending', 'triaged'),
  }),

  // a mail from staff: the work
  eta: otherwise('not_in_work', stays('triaged', 'assigned', 'in_progress', 'pending')),
  analysis: otherwise('not_in_work', stays('triaged', 'assigned', 'in_progress', 'pending', 'resolved')),
  progress: otherwise('not_in_work', {
    ...stays('assigned', 'in_progress'),
    pending: to('in_progress', 'assigned'),
  }),
  ask: otherwise('not_in_work', { assigned: to('pending'), in_progress: to('pending'), pending: to('pending') }),
  reply: otherwise('not_in_work', stays('assigned', 'in_progress', 'pending', 'resolved', 'closed')),
  note: otherwise('not_in_work', stays('triaged', 'assigned', 'in_progress', 'pending', 'resolved', 'closed')),
  customer: HEARD,
  told: otherwise('unsettled', stays('triaged', 'assigned', 'in_progress', 'pending', 'resolved', 'closed')),
  involve: otherwise('not_in_work', stays('assigned', 'in_progress', 'pending')),
  involve_outside: otherwise('not_in_work', stays('assigned', 'in_progress', 'pending')),
  side_answer: otherwise('not_in_work', stays('triaged', 'assigned', 'in_progress', 'pending', 'resolved', 'closed')),
  follow: otherwise('unsettled', stays('triaged', 'assigned', 'in_progress', 'pending', 'resolved', 'closed')),
  mute: otherwise('unsettled', stays('triaged', 'assigned', 'in_progress', 'pending', 'resolved', 'closed')),
  remind: otherwise('unsettled', stays('triaged', 'assigned', 'in_progress', 'pending', 'resolved')),
  follow_up_done: otherwise('unsettled', stays('triaged', 'assigned', 'in_progress', 'pending', 'resolved')),
  later: otherwise('unsettled', stays('triaged', 'assigned', 'in_progress', 'pending', 'resolved')),
  later_off: otherwise('unsettled', stays('triaged', 'assigned', 'in_progress', 'pending', 'resolved')),
  admit: otherwise('unsettled', stays('triaged', 'assigned', 'in_progress', 'pending', 'resolved', 'closed')),

  // a mail from staff: a yes or no
  approval: otherwise('not_in_work', stays('assigned', 'in_progress', 'pending')),
  agree: otherwise('nothing_to_approve', {
    triaged: toOrStays('triaged', 'resolved'),
    assigned: toOrStays('assigned', 'resolved'),
    in_progress: toOrStays('in_progress', 'resolved'),
    pending: toOrStays('pending', 'resolved'),
  }),
  refuse: otherwise('nothing_to_approve', stays(...IN_WORK)),

  // a mail from staff: the end of it
  resolve: otherwise('not_in_work', {
    assigned: to('resolved', 'assigned'),
    in_progress: to('resolved', 'in_progress'),
    pending: to('resolved', 'pending'),
    resolved: to('resolved'),
  }),
  release: otherwise('nothing_to_release', {
    assigned: to('resolved', 'assigned'),
    in_progress: to('resolved', 'in_progress'),
    pending: to('resolved', 'pending'),
  }),
  close: otherwise('unsettled', {
    triaged: to('closed'),
    assigned: to('closed'),
    in_progress: to('closed'),
    pending: to('closed'),
    resolved: to('closed'),
  }),
  reopen: otherwise('open', { resolved: to('reopened'), closed: to('reopened') }),
  merge: otherwise('unsettled', {
    triaged: to('merged'),
    assigned: to('merged'),
    in_progress: to('merged'),
    pending: to('merged'),
    resolved: to('merged'),
    closed: to('merged'),
  }),
  absorb: otherwise('unsettled', stays('triaged', 'assigned', 'in_progress', 'pending', 'resolved')),
  incident: otherwise('unsettled', stays('triaged', 'assigned', 'in_progress', 'pending', 'resolved')),
  undo: {
    ...otherwise('nothing_to_undo', stays('resolved', 'closed')),
    ...Object.fromEntries(IN_WORK.map((state) => [state, toOrStays(...IN_WORK)])),
  },
  split: otherwise('unsettled', stays('triaged', 'assigned', 'in_progress', 'pending', 'resolved', 'closed')),

  // all tickets of an incident
  incident_told: otherwise('not_in_work', stays('triaged', 'assigned', 'in_progress', 'pending')),
  incident_resolved: otherwise('not_in_work', {
    triaged: toOrStays('triaged', 'resolved'),
    assigned: toOrStays('assigned', 'resolved'),
    in_progress: toOrStays('in_progress', 'resolved'),
    pending: toOrStays('pending', 'resolved'),
  }),
  incident_left: otherwise('unsettled', stays('triaged', 'assigned', 'in_progress', 'pending', 'resolved')),

  // the clock
  accept_due: otherwise('not_running', { assigned: to('triaged') }),
  respond_warning_due: otherwise('not_running', stays('triaged', 'assigned', 'in_progress')),
  respond_due: otherwise('not_running', stays('triaged', 'assigned', 'in_progress')),
  update_warning_due: otherwise('not_running', stays('triaged', 'assigned', 'in_progress')),
  update_due: otherwise('not_running', { ...stays('assigned', 'in_progress'), triaged: to('triaged') }),
  confirm_reminder_due: otherwise('not_running', stays('resolved')),
  confirm_close_due: otherwise('not_running', { resolved: to('closed') }),
  side_thread_warning_due: otherwise('not_running', stays('triaged', 'assigned', 'in_progress', 'pending')),
  side_thread_due: otherwise('not_running', stays('triaged', 'assigned', 'in_progress', 'pending')),
  approval_warning_due: otherwise('not_running', stays(...IN_WORK)),
  approval_due: otherwise('not_running', stays(...IN_WORK)),
  follow_up_due: otherwise('not_running', stays('triaged', 'assigned', 'in_progress', 'pending', 'resolved')),
  send_later_due: otherwise('not_running', {}),
};

/** What follows at once when an event has brought a ticket into one of these states. */
export const NEXT_STEP: Readonly<Partial<Record<State, 'triage' | 'dispatch'>>> = {
  new: 'triage',
  triaged: 'dispatch',
  reopened: 'triage',
};
