import type { Address, Form, Intent } from '../mail/mail.ts';
import type { Staff } from '../people/person.ts';
import type { Policy } from './policy.ts';
import type { ReadResolution } from './text/resolution-text.ts';
import type { Analysis, Clock, ClockKind, Ticket, Urgency } from './ticket.ts';
import type { DutyOverride } from './time/duty.ts';

/** What a decision is made with beside the ticket and the event: loaded by the caller, the time included. */
export type Context = { readonly now: Date; readonly policy: Policy; readonly roster: readonly RosterEntry[] };

/** One member of the staff as dispatch sees them. */
export type RosterEntry = {
  readonly staff: Staff;
  /** Tickets that are theirs and neither closed nor merged. */
  readonly openTickets: number;
  readonly lastAssignedAt: Date | null;
  readonly overrides: readonly DutyOverride[];
};

/** The mail that opens a ticket, as far as the process goes; `id` and `number` are allocated by the caller. */
export type Received = {
  readonly id: string;
  readonly number: string;
  readonly requester: Address;
  readonly company: string | null;
  readonly locale: string;
  readonly timezone: string | null;
  readonly subject: string;
  /** The new words of the mail. */
  readonly words: string;
  readonly form: Form;
  /** Cc of the mail: kept as unconfirmed, they see nothing until staff or the requester confirm them. */
  readonly copies: readonly Address[];
  /** What the automatic-response rules allow. */
  readonly acknowledge: 'acknowledgement' | 'short_acknowledgement' | 'none';
  /** The member of the staff who recorded a problem that came by phone, chat or forwarded mail. */
  readonly reportedBy: Staff | null;
  /** Number of an older ticket this one follows up. */
  readonly linkedTo: string | null;
  /** A ticket number the sender named without taking part in that ticket; only staff see it. */
  readonly claims: string | null;
  readonly hasAttachments: boolean;
};

/** What the sender's authentication and evidence let a customer's mail do beyond being appended (people/authority). */
export type CustomerRights = {
  readonly confirm: 'yes' | 'with_undo' | 'ask_back' | 'no';
  readonly reopen: boolean;
  /** Appended with a mark and without any change of state; null for a proven mail. */
  readonly mark: 'unverified' | 'unconfirmed' | null;
};

type ByStaff = { readonly by: Staff };
type Words = ByStaff & { readonly words: string; readonly hasAttachments: boolean };

type MailEvents = {
  customer_wrote: {
    readonly from: Address;
    readonly words: string;
    /** Of the text and the address it was sent to, see `combinedIntent`. */
    readonly intent: Intent;
    readonly asksForNews: boolean;
    readonly onlyThanks: boolean;
    readonly satisfaction: number | null;
    readonly rights: CustomerRights;
    readonly hasAttachments: boolean;
    /** Labelled fields among the new words. */
    readonly form: Form;
    /** The same with those of a quoted copy of the form; a copy that was not filled in says what the desk once wrote. */
    readonly filledIn: Form;
    /** Cc of the mail. */
    readonly copies: readonly Address[];
    /** Addresses its sender wants to take part; heeded from the requester alone. */
    readonly lettingIn: readonly string[];
  };
  bounced: { readonly recipient: string; readonly status: string; readonly permanent: boolean };
  accept: ByStaff;
  decline: ByStaff & { readonly reason: string };
  assign: ByStaff & { readonly to: { readonly person: Staff } | { readonly team: string } };
  urgency: ByStaff & { readonly urgency: Urgency };
  category: ByStaff & { readonly category: string };
  eta: ByStaff & { readonly at: Date };
  progress: ByStaff & { readonly analysis: Analysis; readonly words: string; readonly hasAttachments: boolean };
  ask: Words;
  reply: Words;
  note: Words;
  resolve: Words & Pick<ReadResolution, 'resolution'> & Partial<ReadResolution>;
  release: ByStaff;
  close: ByStaff & { readonly how: string };
  reopen: ByStaff & { readonly reason: string };
  merge: ByStaff & { readonly into: Ticket };
  /** The other half of a merge, on its target. */
  absorb: ByStaff & { readonly from: Ticket };
  split: ByStaff & { readonly opened: Received };
  involve: ByStaff & { readonly team: string; readonly question: string; readonly dueAt: Date | null };
  /** Somebody who was copied, or wrote as a colleague of the requester, takes part from now on. */
  admit: ByStaff & { readonly address: string };
  side_answer: Words & { readonly sideThread: string };
};

type ClockEvents = { [K in ClockKind as `${K}_due`]: { readonly clock: Clock } };

/** Steps that follow by themselves once a ticket is new, reopened or without anybody in charge. */
type Automatic = { triage: Record<never, never>; dispatch: Record<never, never> };

type EventMap = Automatic & MailEvents & ClockEvents;

export type EventName = keyof EventMap;
type StaffEventName = Exclude<keyof MailEvents, 'customer_wrote' | 'bounced'>;
export type EventOf<N extends EventName> = { [K in N]: { readonly name: K } & EventMap[K] }[N];
export type TicketEvent = EventOf<EventName>;
export type StaffEvent = EventOf<StaffEventName>;
export type ClockEvent = EventOf<keyof ClockEvents>;
export type CustomerWrote = EventOf<'customer_wrote'>;

/** The event of a clock that has come due; the sweep hands it to `transition`. */
export const clockDue = (clock: Clock): TicketEvent => ({ name: `${clock.kind}_due`, clock });
