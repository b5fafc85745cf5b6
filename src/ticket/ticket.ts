/**
 * The support process, pure: a ticket and an event give a changed ticket, its history and the letters to be written, or
 * a refusal (`transition.ts`). Which event is possible in which state stands in one table (`states.ts`), what each does
 * in `events/`, the deadlines in `time/`, what is read from people's texts in `text/`, and how a mail's commands become
 * events in `commands/`. Everything a decision needs, the time included, is passed in (`context.ts`): so the process is
 * tested by tables, and a decision can be made again when the ticket changed meanwhile.
 */
import type { Address, Form } from '../mail/mail.ts';
import type { WhoSigned } from '../people/signed.ts';
import type { ComposedWords } from './canned/composed.ts';
import type { Counting } from './time/counting.ts';

/**
 * A ticket with everything a decision needs; the aggregate that one commit replaces as a whole, guarded by `version`.
 */
export type Ticket = {
  readonly id: string;
  /** `TS20231027001`, see text/number.ts. */
  readonly number: string;
  /** Counts commits; a commit for version n only succeeds on a stored n - 1. */
  readonly version: number;
  readonly state: State;
  readonly urgency: Urgency;
  readonly urgencyReason: ValueReason;
  readonly category: string;
  readonly categoryReason: ValueReason;
  readonly subject: string;
  /** How the problem came. */
  readonly channel: Channel;
  /** The registered address of who recorded it for the customer; absent where the customer wrote. */
  readonly recordedBy?: string;
  /** The customer's language, `zh-CN` or `en`. */
  readonly locale: string;
  /** The offset of the customer's own clock, `+05:30`; null: they are told times of the desk's zone. */
  readonly timezone: string | null;
  readonly requester: Address;
  readonly company: string | null;
  /** The brand to whose address it was written; null or absent: to the desk itself. */
  readonly brand?: string | null;
  readonly participants: readonly Participant[];
  readonly form: Form;
  readonly team: string | null;
  /** Support line that works on it: 1, or 2 after an escalation. */
  readonly line: number;
  /** Registered addresses of staff. */
  readonly assignee: string | null;
  readonly follower: string | null;
  /** Those who declined or let it lapse in this round of offers, oldest first. */
  readonly passedOver: readonly string[];
  /** How it came to be given on the last time; null once somebody has accepted it, absent where it never was. */
  readonly handOver?: HandOver | null;
  /** Offers made in this round; the supervisor gets the ticket after `acceptRounds` of them. */
  readonly acceptRound: number;
  readonly createdAt: Date;
  readonly respondBy: Date | null;
  readonly respondedAt: Date | null;
  readonly updateBy: Date | null;
  readonly acceptBy: Date | null;
  readonly acceptedAt: Date | null;
  readonly expectedBy: Date | null;
  readonly resolvedAt: Date | null;
  readonly closedAt: Date | null;
  /** When the clocks stopped (pending); null while they run. */
  readonly pausedAt: Date | null;
  readonly lastProgressAt: Date | null;
  /** What the last progress note said; part of every answer to "any news?". */
  readonly analysis: Analysis | null;
  /** What staff have found out so far (`#analysis`), oldest first: stays through every hand-over. Absent: nothing. */
  readonly findings?: readonly AnalysisFinding[];
  readonly customerAskedAt: Date | null;
  /** Staff who follow it beside its follower, and those who want no copies of it; absent where there are none. */
  readonly followers?: readonly string[];
  readonly muted?: readonly string[];
  /** They want no letters about progress, until they ask for news again; absent otherwise. */
  readonly progressDeclined?: true;
  /** How often they have asked since a person last wrote to them; absent where they have not. */
  readonly newsAsked?: number;
  /** By when a reopened ticket’s customer was promised to hear; absent once they have. */
  readonly promisedBy?: Date;
  /** The author of a progress note was asked for its missing parts; once a ticket. */
  readonly partsAsked?: boolean;
  readonly newsSentAt: Date | null;
  /** When a confirmation that proved too little was asked back; it is asked back once. */
  readonly askedBackAt: Date | null;
  /** The closing whose letter asked for a rating; it is asked for once. Absent where it was not. */
  readonly ratingAskedAt?: Date;
  /** Since when an unclear reply waits for staff to say what it means; null once they answered or the state changed. */
  readonly unclearAt: Date | null;
  readonly reopenCount: number;
  readonly resolution: Resolution | null;
  readonly closing: Closing | null;
  /** What staff want to be reminded of, the oldest first. Absent: nothing. */
  readonly followUps?: readonly FollowUp[];
  /** Answers to the customer that wait for their time, the oldest first. Absent: none. */
  readonly laters?: readonly LaterAnswer[];
  /** What it took so far, oldest first; never shown to the customer. Absent where nobody told. */
  readonly work?: readonly Work[];
  readonly sideThreads: readonly SideThread[];
  /** What colleagues were asked to approve, oldest first. Absent where nothing was. */
  readonly approvals?: readonly Approval[];
  /** All running clocks; the sweep acts on those that are due. */
  readonly clocks: readonly Clock[];
  /** Clocks stopped at `pausedAt`, with the time they were due then. */
  readonly pausedClocks: readonly Clock[];
  /** From when the wait for an acceptance, or for a progress note, counts; absent where none runs. */
  readonly counting?: { readonly accept?: Counting; readonly update?: Counting };
  /** The contract its deadlines come from; null or absent: those of the desk. */
  readonly contract?: string | null;
  /** What they come from, by which a changed contract is noticed (contract/terms.ts). Absent before the first. */
  readonly terms?: string;
  readonly stateSince: Date;
  /** Milliseconds of the calendar in force spent in each state before the present one. */
  readonly spent: Readonly<Partial<Record<State, number>>>;
  /** Number of the ticket this one was merged into, or follows up. */
  readonly mergedInto: string | null;
  readonly linkedTo: readonly string[];
  /** The incident it belongs to, absent where it belongs to none. */
  readonly incident?: IncidentLink;
  /** The number of a ticket the requester named without taking part in it; only staff see it. */
  readonly claims: string | null;
  /**
   * The customer's last mail, or part of it, is encrypted: nobody has read what is the matter. Absent where it never
   * was.
   */
  readonly encrypted?: boolean;
  /** Something of it came encrypted: who has no key sees no words of it (confidential.ts). Absent for others. */
  readonly confidential?: true;
  /** What the signature of the customer's last mail proves; absent where it had none, or the desk looks at none. */
  readonly signed?: WhoSigned;
  /** It comes from an archive: nobody was offered it, and no clock runs until somebody takes it. Absent for others. */
  readonly remembered?: true;
  /** Raised to revoke every token issued so far. */
  readonly tokenEpoch: number;
  /** How to take back what a member of the staff did last; absent where it cannot be. */
  readonly undoable?: Undoable;
};

/**
 * `version`: that of the ticket as the change leaves it, so that nothing that comes later is taken back with it.
 * `told`: registered addresses of those who got letters of it. `before`: its fields as they were, `absent` those it had
 * not.
 */
export type Undoable = {
  readonly version: number;
  readonly at: Date;
  readonly by: string;
  readonly told: readonly string[];
  readonly before: Partial<Omit<Ticket, 'undoable'>>;
  readonly absent: readonly string[];
};

/**
 * How a ticket belongs to an incident; the title is that of the time it was linked. `told`: its customer has heard of
 * the incident as a whole, which from then on speaks for the ticket: nobody is asked for its progress.
 */
export type IncidentLink = {
  readonly number: string;
  readonly title: string;
  readonly since: Date;
  readonly told?: true;
};

export const STATES = [
  'new',
  'triaged',
  'assigned',
  'in_progress',
  'pending',
  'resolved',
  'closed',
  'reopened',
  'merged',
] as const;
export type State = (typeof STATES)[number];

/** The states that a ticket of an archive is kept in: an open one waits for somebody to take it. */
export type Remembered = 'open' | 'closed';

export const CHANNELS = ['mail', 'phone', 'chat', 'website'] as const;
export type Channel = (typeof CHANNELS)[number];

export const URGENCIES = ['urgent', 'high', 'medium', 'low'] as const;
export type Urgency = (typeof URGENCIES)[number];

/**
 * Why a field has its value, kept to be shown to staff. `claim` is the customer's own word for the urgency, `impact`
 * what they say of their business, `form` a field of a form; `detail` is the label, the rule's word, or the address of
 * the staff member.
 */
export type ValueReason = {
  readonly source: 'claim' | 'impact' | 'form' | 'rule' | 'default' | 'staff' | 'escalation';
  readonly detail: string;
};

export type Participant = {
  readonly address: string;
  readonly name: string;
  readonly role: 'requester' | 'copy' | 'staff';
  /** Unconfirmed ones see nothing. */
  readonly confirmed: boolean;
};

/**
 * A progress note in its three parts; a note without labels is all `current`. `toCustomer` are the words meant for the
 * customer, who never gets the others as they stand; absent where there are none.
 */
export type Analysis = {
  readonly checked: string;
  readonly current: string;
  readonly next: string;
  readonly toCustomer?: string;
};

export const RESOLUTION_KINDS = [
  'technical_fault',
  'improvement',
  'environment',
  'fix',
  'workaround',
  'guidance',
  'product_suggestion',
] as const;

/** `by`: the registered address of who gave it on, or let it lapse; `words`: their reason. */
export type HandOver = {
  readonly why: 'declined' | 'lapsed' | 'assigned' | 'reopened' | 'escalated' | 'away';
  readonly by: string;
  readonly words: string;
};

/** One analysis: without labels all of it is what was checked. `by` is a registered address. */
export type AnalysisFinding = {
  readonly checked: string;
  readonly suspected: string;
  readonly by: string;
  readonly at: Date;
};

export type Resolution = {
  readonly cause: string;
  readonly steps: string;
  readonly kind: (typeof RESOLUTION_KINDS)[number] | null;
  readonly workaround: string | null;
  readonly verified: string | null;
  /** Whom and what it took; never shown to the customer. */
  readonly resources: string | null;
  /** What to mind. Absent where nothing was written, as the next two. */
  readonly caution?: string;
  /** What the product should do better. */
  readonly suggestion?: string;
  /** What the customer may read about it. */
  readonly references?: string;
  readonly by: string;
  readonly at: Date;
  /** False while the follower has not released it (`resolution.via: frontline`), or a yes has not come. */
  readonly released: boolean;
  /**
   * Whether it has the yes it was held for, as it stands: `agreed_above` by a supervisor. Absent where it needed none.
   * `asked` again once the ticket has moved on, or it was changed.
   */
  readonly approval?: 'asked' | 'agreed' | 'agreed_above';
};

export type Closing = {
  readonly solution: string;
  readonly handlingMinutes: number;
  readonly minutesByState: Readonly<Partial<Record<State, number>>>;
  readonly resources: string | null;
  /** Absent where nobody told any. */
  readonly effortMinutes?: number;
  readonly confirmedBy: string;
  readonly satisfaction: number | null;
};

/** Ratings from here down are low. */
export const LOW_RATING = 2;

/**
 * What something took, as its author tells: time in minutes, and whom and what else; null where they do not say.
 * `unknownEffort`: what was told as time and could not be read.
 */
export type WorkTold = {
  readonly minutes: number | null;
  readonly resources: string | null;
  readonly unknownEffort?: string | null;
};

/** One entry of what a ticket took; `round` counts its reopenings. */
export type Work = Omit<WorkTold, 'unknownEffort'> & {
  readonly at: Date;
  readonly by: string;
  readonly on: 'progress' | 'resolution' | 'record' | 'mail';
  readonly round: number;
};

/** Somebody wants to be reminded; it stays until they say that it is done. `id` counts within the ticket. */
export type FollowUp = {
  readonly id: string;
  readonly by: string;
  readonly at: Date;
  readonly words: string;
  /** Null while the time has not come. */
  readonly remindedAt: Date | null;
};

/**
 * The mail that has it, and its words. `overtakenAt`: when the customer or a colleague spoke first; `toldAt`: when its
 * author was asked what is to become of it then.
 */
export type LaterAnswer = {
  readonly mailId: number;
  readonly by: string;
  readonly at: Date;
  /** As its author was shown them, and as they go out. */
  readonly words: string;
  /** The commands of the mail with what was put into them when it came; absent where they are as they were written. */
  readonly composed?: readonly ComposedWords[];
  readonly overtakenAt: Date | null;
  readonly toldAt: Date | null;
};

export type SideThread = {
  readonly id: string;
  readonly team: string;
  readonly question: string;
  readonly responsible: string;
  readonly askedBy: string;
  readonly dueAt: Date | null;
  readonly answeredAt: Date | null;
  /** Somebody outside is asked, `responsible` being their address and `team` empty; absent for the staff. */
  readonly outside?: OutsideThread;
};

/** `shows`: what they may see of the ticket beside the question. */
export type OutsideThread = {
  readonly name: string;
  /** Of every letter to them. */
  readonly subject: string;
  readonly shows: readonly ('number' | 'customer' | 'files')[];
};

/**
 * A yes or no that is asked of colleagues, by their registered addresses: one of them is enough. `answer` is null while
 * none has come; withdrawn ones are those of a ticket that has moved on, or of a solution that was replaced.
 */
export type Approval = {
  readonly id: string;
  readonly what: string;
  readonly approvers: readonly string[];
  readonly askedBy: string;
  readonly askedAt: Date;
  readonly dueAt: Date;
  /** Asked by the desk for one solution (`resolution.approval: require`): it ends with that solution. */
  readonly demanded?: true;
  readonly answer: {
    readonly is: 'agreed' | 'refused' | 'withdrawn';
    readonly by: string;
    readonly at: Date;
    readonly words: string;
  } | null;
};

const CLOCK_KINDS = [
  'accept',
  'respond_warning',
  'respond',
  'update_warning',
  'update',
  'confirm_reminder',
  'confirm_close',
  'side_thread_warning',
  'side_thread',
  'approval_warning',
  'approval',
  'follow_up',
  'send_later',
] as const;
export type ClockKind = (typeof CLOCK_KINDS)[number];

/** `subject` tells clocks of one kind apart (a side thread's id); empty for those a ticket has one of. */
export type Clock = { readonly kind: ClockKind; readonly dueAt: Date; readonly subject: string };

/** One line of the ticket's history; insert-only. */
export type HistoryEntry = { readonly at: Date; readonly event: string; readonly by: string; readonly detail: string };
