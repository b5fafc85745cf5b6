import type { Address, Form } from '../mail/mail.ts';
import type { Staff } from '../people/person.ts';
import type { AlikeTicket } from './alike.ts';
import type { RelayMark } from './letters.ts';
import type { Policy } from './policy.ts';
import type { Channel } from './ticket.ts';
import type { Absence, DutyOverride } from './time/duty.ts';

/** What a decision is made with beside the ticket and the event: loaded by the caller, the time included. */
export type Context = { readonly now: Date; readonly policy: Policy; readonly roster: readonly RosterEntry[] };

/** One member of the staff as dispatch sees them. */
export type RosterEntry = {
  readonly staff: Staff;
  /** Tickets that are theirs and neither closed nor merged. */
  readonly openTickets: number;
  readonly lastAssignedAt: Date | null;
  readonly overrides: readonly DutyOverride[];
  /** Those that are not over, in any order. Absent: none. */
  readonly absences?: readonly Absence[];
};

/** The mail that opens a ticket, as far as the process goes; `id` and `number` are allocated by the caller. */
export type Received = {
  readonly id: string;
  readonly number: string;
  readonly requester: Address;
  readonly company: string | null;
  /** Null or absent: of none. */
  readonly brand?: string | null;
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
  /** The sender is proven, or has been before: their words may make a ticket urgent. */
  readonly proven: boolean;
  /** The member of the staff who recorded a problem that came by phone, chat or forwarded mail. */
  readonly reportedBy: Staff | null;
  /** By mail unless said otherwise. */
  readonly channel?: Channel;
  /** Open tickets of other customers with the same error. */
  readonly alike?: readonly AlikeTicket[];
  /** Number of an older ticket this one follows up. */
  readonly linkedTo: string | null;
  /** A ticket number the sender named without taking part in that ticket; only staff see it. */
  readonly claims: string | null;
  readonly hasAttachments: boolean;
  /** The Date of the mail, from which its "yesterday" is reckoned; null when it has none. */
  readonly writtenAt: Date | null;
  /** The desk cannot read it, or not all of it. */
  readonly encrypted?: boolean;
};

/** What the sender's authentication and evidence let a customer's mail do beyond being appended (people/authority). */
export type CustomerRights = {
  readonly confirm: 'yes' | 'with_undo' | 'ask_back' | 'no';
  readonly reopen: boolean;
  /** Appended with a mark and without any change of state; null for a proven mail. */
  readonly mark: RelayMark | null;
};
