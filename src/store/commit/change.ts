import type { Article } from '../../knowledge/article.ts';
import type { SearchDocument } from '../../knowledge/document.ts';
import type { Address } from '../../mail/mail.ts';
import type { CanonicalAddress } from '../../people/address.ts';
import type { AuthenticationReason } from '../../people/authentication/authentication.ts';
import type { LettersWanted } from '../../people/person.ts';
import type { AbsenceOrder, ReturnOrder } from '../../ticket/absence/asked.ts';
import type { AnswerChange } from '../../ticket/canned/keeping.ts';
import type { CertificateOrder } from '../../ticket/commands/steps.ts';
import type { EntryOutcome, Incident, IncidentEntry } from '../../ticket/incident/incident.ts';
import type { CopyContent, CopyKind, LetterOrder } from '../../ticket/letters.ts';
import type { Outcome, Reason } from '../../ticket/mail-outcome.ts';
import type { RecurringOrder } from '../../ticket/recurring/asked.ts';
import type { AssistTask } from '../../ticket/suggested/suggestion.ts';
import type { HistoryEntry, Ticket } from '../../ticket/ticket.ts';
import type { Fence } from '../lease.ts';
import type { Notice } from '../notice.ts';
import type { LetterResult } from '../schema.ts';
import type { NewWebhookEvent } from '../webhook-event.ts';

/** Everything one state change writes; it is written whole or not at all. */
export type Commit = {
  readonly fence: Fence | null;
  readonly decision: LedgerEntry | null;
  readonly tickets: readonly { readonly ticket: Ticket; readonly history: readonly HistoryEntry[] }[];
  readonly messages: readonly NewMessage[];
  readonly blobs: readonly { readonly sha256: string; readonly path: string; readonly size: number }[];
  /** Message-IDs by which later mail finds a ticket. */
  readonly references: readonly { readonly messageId: string; readonly ticketId: string }[];
  readonly customers: readonly NewCustomer[];
  readonly letters: readonly NewLetter[];
  /**
   * Letters that came back; a permanent failure ends them. `proven`: by the token of the letter's envelope sender, and
   * only then it counts when the next letter to the address is written.
   */
  readonly bounced: readonly {
    readonly letterId: string;
    readonly permanent: boolean;
    readonly proven: boolean;
    readonly reply: string;
  }[];
  /** Letters that the relay refuses for good, as their sender claimed them. */
  readonly failed: readonly {
    readonly letterId: string;
    readonly fence: number;
    readonly result: LetterResult;
    readonly reply: string;
  }[];
  /** Tickets whose acknowledgement a limit holds back. */
  readonly deferred: readonly {
    readonly ticketId: string;
    readonly address: CanonicalAddress;
    readonly mailbox: string;
    readonly since: Date;
  }[];
  /** Tickets whose held-back acknowledgement is made up for. */
  readonly collected: readonly string[];
  /** Held and quarantined mails that staff are told of. */
  readonly announced: readonly number[];
  /** The commit is refused when it makes more automatic letters of this kind than may be written since then. */
  readonly within: { readonly kind: string; readonly since: Date; readonly most: number } | null;
  /** Staff put on or off duty. */
  readonly duties: readonly { readonly email: string; readonly duty: 'on' | 'off'; readonly since: Date }[];
  /** What staff want of the letters to them from now on. */
  readonly wishes: readonly { readonly email: string; readonly letters: LettersWanted }[];
  /** Who wants what answers nothing from now on, and who does not. */
  readonly letterWishes: readonly { readonly address: string; readonly courtesies: boolean }[];
  /** Canned answers that are kept or dropped. */
  readonly answers: readonly AnswerChange[];
  /** Who will be away; refused as stale when they are away in that time already. */
  readonly absences: readonly AbsenceOrder[];
  /** Absences that end at a moment, or are called off; refused as stale when they are over. */
  readonly returns: readonly Pick<ReturnOrder, 'id' | 'at'>[];
  /** Ids of absences of whose beginning, or end, a letter of this commit tells; refused when another has told it. */
  readonly absencesBegun: readonly number[];
  readonly absencesOver: readonly number[];
  /** Tickets that are made again: new ones and changed ones; refused as stale when a changed one was stopped. */
  readonly recurring: readonly RecurringOrder[];
  readonly recurringStopped: readonly number[];
  /** Offered certificates that are confirmed; refused as stale when one is offered no more. */
  readonly certificates: readonly CertificateOrder[];
  /** A ticket of this commit was due then; refused as told when its time has moved on. */
  readonly recurringMade: readonly { readonly id: number; readonly was: Date; readonly nextAt: Date }[];
  /** Who is asked about which absence, once. */
  readonly absenceQuestions: readonly { readonly email: string; readonly about: string; readonly askedAt: Date }[];
  /** Copies that wait to be collected, and those that a letter of this commit has in it. */
  readonly copies: readonly NewCopy[];
  readonly copiesTold: readonly number[];
  /** Incidents with the version they have from now on, and what is added to their timelines. */
  readonly incidents: readonly Incident[];
  readonly incidentEntries: readonly (IncidentEntry & { readonly doneAt: Date | null })[];
  /** Tickets that get an entry with this commit: `told` when one of them has it already. */
  readonly entryTickets: readonly {
    readonly entryId: string;
    readonly ticketId: string;
    readonly outcome: EntryOutcome;
    readonly at: Date;
  }[];
  /** Entries that every ticket has got: `told` when another commit has said so. */
  readonly entriesDone: readonly { readonly id: string; readonly at: Date }[];
  /** Articles with the version they have from now on. */
  readonly articles: readonly Article[];
  /** What the search finds articles and resolved tickets by. */
  readonly documents: readonly SearchDocument[];
  /** Letters of a period, written once: `told` when the row is there already. */
  readonly notices: readonly Notice[];
  /** What the configured webhooks are told of the history of this commit. */
  readonly webhookEvents: readonly NewWebhookEvent[];
  /** What a model is asked, once for each purpose and version of a ticket; one that is there already stays. */
  readonly assistTasks: readonly (AssistTask & { readonly createdAt: Date })[];
  /** Letters that wait for what a model suggests; and those that this commit has, `told` when another has them. */
  readonly waitingLetters: readonly NewWaitingLetter[];
  readonly waitingLettersTold: readonly string[];
  /** Suggestions that letters of this commit have in them; refused as told when another letter has told one. */
  readonly suggestionsTold: readonly string[];
};

/** A commit that writes nothing; what there is to write is put over it. */
export const NOTHING: Commit = {
  fence: null,
  decision: null,
  tickets: [],
  messages: [],
  blobs: [],
  references: [],
  customers: [],
  letters: [],
  bounced: [],
  failed: [],
  deferred: [],
  collected: [],
  announced: [],
  within: null,
  duties: [],
  wishes: [],
  letterWishes: [],
  answers: [],
  absences: [],
  returns: [],
  absencesBegun: [],
  absencesOver: [],
  absenceQuestions: [],
  recurring: [],
  recurringStopped: [],
  certificates: [],
  recurringMade: [],
  copies: [],
  copiesTold: [],
  incidents: [],
  incidentEntries: [],
  entryTickets: [],
  entriesDone: [],
  articles: [],
  documents: [],
  notices: [],
  webhookEvents: [],
  assistTasks: [],
  waitingLetters: [],
  waitingLettersTold: [],
  suggestionsTold: [],
};

/** What was decided about one mail of the ledger. */
export type LedgerEntry = {
  readonly mailId: number;
  /** The outcome it had; null for a mail that is decided for the first time. */
  readonly was: 'held' | 'quarantined' | null;
  readonly outcome: Outcome;
  readonly reason: Reason;
  readonly ticketId: string | null;
  readonly class: string | null;
  readonly authentication: string | null;
  readonly authenticationReason: AuthenticationReason | null;
  readonly evidence: string | null;
  readonly messageId: string | null;
  readonly from: Address | null;
  readonly subject: string | null;
  /** Null or absent: of no brand. */
  readonly brand?: string | null;
  /** Every step in order, for `mail explain`. */
  readonly steps: readonly string[];
  readonly decidedAt: Date;
};

export type NewMessage = {
  readonly id: string;
  readonly ticketId: string;
  readonly direction: 'in' | 'out';
  readonly visibility: 'public' | 'internal';
  readonly from: Address;
  readonly at: Date;
  readonly text: string;
  readonly fullText: string | null;
  readonly mailId: number | null;
  readonly letterId: string | null;
  readonly attachments: readonly {
    readonly name: string;
    readonly type: string;
    readonly size: number;
    readonly inline: boolean;
    readonly sha256: string;
  }[];
};

/** A letter that was ordered, and is written when the suggestions about its ticket have come, or at `dueAt`. */
export type NewWaitingLetter = {
  readonly id: string;
  readonly ticketId: string;
  readonly content: LetterOrder;
  readonly dueAt: Date;
};

/** What somebody is told in their next letter of collected copies. */
export type NewCopy = {
  readonly reader: string;
  readonly ticketId: string;
  readonly kind: CopyKind;
  readonly content: CopyContent;
  readonly mailbox: string;
  readonly at: Date;
};

export type NewCustomer = {
  readonly address: Address;
  readonly company: string | null;
  /** Language of the mail; null when it is not certain. */
  readonly locale: string | null;
  readonly charset: string | null;
  readonly seenAt: Date;
  /** What stands at the edges of the mail; null for one that proves nothing about it. */
  readonly edges: { readonly organisation: string; readonly blocks: readonly string[] } | null;
};

/** A letter for the outbox; its octets never change again. */
export type NewLetter = {
  readonly id: string;
  readonly kind: string;
  readonly mailbox: string;
  readonly ticketId: string | null;
  readonly mailId: number | null;
  readonly to: Address;
  readonly subject: string;
  readonly messageId: string;
  readonly envelopeFrom: string;
  readonly octets: Uint8Array;
  /** The same letter without attachments, for a relay that finds it too large; null for one that has none. */
  readonly reduced: Uint8Array | null;
  readonly automatic: boolean;
  readonly priority: number;
  readonly createdAt: Date;
  /** Its reader has quiet hours until then; absent: it is sent at once. */
  readonly notBefore?: Date;
  /** Why it is not sent at all: the address has failed too often; null for all others. */
  readonly heldBack: string | null;
};
