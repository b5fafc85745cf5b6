import type { MailboxConfig } from '../config/settings.ts';
import type { Desk } from '../desk/desk.ts';
import type { IncomingMail } from '../desk/incoming.ts';
import type { Newcomer } from '../desk/newcomers.ts';
import type { Article } from '../knowledge/article.ts';
import type { Place } from '../lib/in-order.ts';
import type { Mail } from '../mail/mail.ts';
import type { Edges } from '../mail/meaning/boilerplate.ts';
import { canonicalAddress } from '../people/address.ts';
import type { Verdict } from '../people/authentication/authentication.ts';
import type { Candidate } from '../people/evidence.ts';
import type { AcknowledgementCounts } from '../people/limits.ts';
import type { FoundToken } from '../people/token.ts';
import type { SaidSince } from '../store/answered.ts';
import type { KnownCustomer } from '../store/customer.ts';
import type { BouncedLetter } from '../store/letter.ts';
import type { decidedCopies, StoredMail } from '../store/mail.ts';
import type { Insertable } from '../ticket/canned/insertion.ts';
import type { RosterEntry } from '../ticket/context.ts';
import type { Incident } from '../ticket/incident/incident.ts';
import type { Reach } from '../ticket/incident/work.ts';
import type { Reason } from '../ticket/mail-outcome.ts';
import type { RecurringTicket } from '../ticket/recurring/asked.ts';
import type { AnsweredLetter } from '../ticket/states.ts';
import type { Thread } from '../ticket/thread.ts';
import type { OutsideThread, SideThread, Ticket } from '../ticket/ticket.ts';
import type { Recurring } from './boilerplate.ts';
import type { KnownCertificate } from './certificate/asked.ts';

/** A stored mail that was understood. */
export type UnderstoodMail = {
  readonly stored: StoredMail;
  readonly raw: Uint8Array;
  readonly mail: Mail;
  /** What may be boilerplate in it, and what was found to be and is left out of its words. */
  readonly edges: Edges;
  readonly leftOut: readonly Recurring[];
  /** Why only the header was read; null for a mail that was understood whole. */
  readonly unparsed: Reason | null;
  /** The registered address has confirmed this very mail. */
  readonly redeemed: boolean;
  /** Staff have looked at it in quarantine and let it go. */
  readonly released: boolean;
  /** Of a confirmed mail the verdict when it came: signatures expire and keys change. Null for any other. */
  readonly kept: Verdict | null;
  /** Its place among the mails decided with it: new tickets are numbered in the order of their mails. */
  readonly place: Place;
};

/**
 * A mail once its sender is identified and its ticket found; what the desk is configured to be, and the time, go along.
 */
export type Arrival = Omit<IncomingMail, 'candidates'> &
  Pick<Desk, 'config' | 'policy' | 'directory' | 'keys'> & {
    readonly now: Date;
    /** Why only the header was read; null for a mail that was understood whole. */
    readonly unparsed: Reason | null;
    /** Boilerplate that is left out of its words. */
    readonly leftOut: readonly Recurring[];
    /** To or Cc names the desk, in whichever mailbox. */
    readonly addressed: boolean;
    /** What proves the sender covers that too, and what tells the mail from its copies: see `isSealed`. */
    readonly sealed: boolean;
    /** Registered addresses of those who are away and in whose place the sender acts; none for a customer. */
    readonly standsInFor: readonly string[];
    readonly tokens: readonly FoundToken[];
    readonly candidates: readonly (Candidate & { readonly ticket: Ticket })[];
    /** The ticket with the strongest evidence, where a merged one leads; null when the mail belongs to none. */
    readonly ticket: Ticket | null;
    /** The incident that a mail of the staff is about; then it is about no ticket, and `evidence` is for this. */
    readonly incident: Incident | null;
    /** The question to somebody outside that the mail answers; null for any other. */
    readonly outside: OutsideAnswer | null;
    /** Where a mail of that sender goes, once it is allowed to. */
    readonly thread: Thread<Ticket>;
    /** Mails of the ledger with the same content that are decided. */
    readonly copies: Awaited<ReturnType<typeof decidedCopies>>;
  };

/** The question a mail answers that somebody outside was asked. `genuine`: a token proves it, else it refers to it. */
export type OutsideAnswer = {
  /** On which it was asked. */
  readonly ticket: Ticket;
  readonly thread: SideThread & { readonly outside: OutsideThread };
  readonly genuine: boolean;
};

/** What some rules ask of some mails beside that: see `Needs`. What was not looked up is empty or null. */
export type Lookups = {
  /** Tickets other than that of the mail: of a copy, of letters that came back, those a command names. */
  readonly tickets: readonly Ticket[];
  /** The letters a bounce may be about: by the end of an id its token carries, and by the Message-IDs it quotes. */
  readonly letters: { readonly byToken: readonly BouncedLetter[]; readonly byMessageId: readonly BouncedLetter[] };
  /** What the virus scanner says; null where it was not asked. */
  readonly scan: { readonly virus: string | null } | 'failed' | null;
  /** Whether the desk has ever written to the sender. */
  readonly everWrittenTo: boolean;
  /** The staff as dispatch sees them. */
  readonly roster: readonly RosterEntry[];
  readonly acknowledged: Acknowledged | null;
  /** Of an unproven sender who would open a ticket: null for any other. */
  readonly newcomer: Newcomer | null;
  /** What earlier mails told about the requester. */
  readonly customer: KnownCustomer | null;
  /** Letters of the kind `Needs.alerts` names, written to its address within the hour. */
  readonly alerts: number;
  /** Tickets that are made again, the next first. */
  readonly recurring: readonly RecurringTicket[];
  /** Certificates of people, by `Needs.certificates`. */
  readonly certificates: readonly KnownCertificate[];
  /** The member of the staff was asked about this absence before. */
  readonly absenceAsked: boolean;
  /** The held or quarantined mail that a token vouches for. */
  readonly waiting: { readonly id: number } | null;
  /** What others said to or for the customer after the letter that is answered; the first words first. */
  readonly spokenSince: readonly SaidSince[];
  /** The answer was held back, and its author has sent another one since. */
  readonly replaced: boolean;
  /** The letter that is answered; null where nothing tells which one that is, and where that was not asked. */
  readonly letterAnswered: AnsweredLetter | null;
  /** The article a token names. */
  readonly article: Article | null;
  /** Whom the incident of the mail concerns; null where that was not asked. */
  readonly reach: Reach | null;
  /** By `Needs.customersNamed`: names, addresses and ticket numbers, three at most. */
  readonly customersNamed: readonly string[];
  /** The incidents that `#incident` names. */
  readonly incidents: readonly Incident[];
  /** What it opens one as. */
  readonly incidentDrawn: Drawn | null;
  /** What answers of the staff can have put into them. */
  readonly insertable: Insertable;
  /** What `#split` opens tickets with, by the id of the ticket it is said about. */
  readonly splits: ReadonlyMap<string, Split>;
  /** What it is opened as, by the same id. */
  readonly numbers: ReadonlyMap<string, Drawn>;
};

/** Automatic letters written lately, and what else limits one more. */
export type Acknowledged = {
  readonly counts: AcknowledgementCounts;
  /** Tickets the sender opened today with these very words. */
  readonly sameWords: number;
  /** Alarms to the supervisors within the hour. */
  readonly alarms: number;
};

/** Of the ticket that another is split off from: its first words, and what is known of the requester. */
export type Split = { readonly words: string; readonly customer: KnownCustomer | null };

/** The id and the number of a ticket that may be opened. */
export type Drawn = Pick<Ticket, 'id' | 'number'>;

/** Everything a decision about a mail is made from. Values only: no rule asks the database, a service or the clock. */
export type MailContext = Arrival & Lookups;

/** The desk's own addresses in a mailbox. */
export const deskAddresses = (mailbox: MailboxConfig): string[] =>
  [mailbox.address, ...mailbox.aliases].map(canonicalAddress);
