import type { Address, Attachment } from '../mail/mail.ts';
import type { Role } from '../people/person.ts';
import type { AlikeTicket } from '../ticket/alike.ts';
import type { Incident } from '../ticket/incident/incident.ts';
import type { Reach } from '../ticket/incident/work.ts';
import type { CopyContent, CopyKind, LetterKind, TranscriptLine } from '../ticket/letters.ts';
import type { Reason } from '../ticket/mail-outcome.ts';
import type { RecurringTicket } from '../ticket/recurring/asked.ts';
import type { Suggestions } from '../ticket/suggested/suggestion.ts';
import type { State, Ticket, Urgency } from '../ticket/ticket.ts';
import type { Due } from '../ticket/time/next-due.ts';
import type { DigestSectionName, ListSectionName } from '../words/language.ts';
import type { Locale } from '../words/locale.ts';
import type { Forwarding } from './forwardable.ts';
import type { Logo } from './logo.ts';

/** Everything one letter is made of, loaded and minted beforehand: the same facts give the same bytes. */
export type LetterFacts = {
  readonly kind: LetterKind;
  readonly locale: Locale;
  /** IANA zone of the reader, for every time in the letter. */
  readonly timezone: string;
  readonly now: Date;
  readonly desk: DeskFacts;
  readonly recipient: Address;
  /** Whether the subject begins with what has happened: the reader's mail program threads by References alone. */
  readonly eventInSubject?: boolean;
  /** Who of the staff speaks in the letter: named in From and below the words. */
  readonly speaker?: Speaker;
  /** What the reader is on the staff, for letters that depend on it (help). */
  readonly readerRoles?: readonly Role[];
  /** Whose letter it is: its reader stands in for who is away, or gets it because they have left. */
  readonly inPlaceOf?: { readonly address: string; readonly name: string; readonly hasLeft: boolean };
  /** Null for letters about no ticket (help, digest, alarm …). */
  readonly ticket: Ticket | null;
  /** Where its deadlines come from, for staff; absent where the desk has no contracts. `name` null: its own terms. */
  readonly contract?: { readonly name: string | null; readonly expired: boolean };
  /** Display names of staff by registered address, for those the ticket names. */
  readonly names?: Readonly<Record<string, string>>;
  /** The words of a person the letter carries: a question, a note, the new part of a customer's mail. */
  readonly words?: string;
  /** Further named strings of the letter's order; values.ts names those templates may use. */
  readonly values?: Readonly<Record<string, string>>;
  /** It asks for no rating. */
  readonly unrated?: true;
  /** Its reader may do without such letters: where a mail program writes to say so. */
  readonly unsubscribe?: string;
  readonly addresses: ReplyAddresses;
  /**
   * Token of the `ref:` line in the footer; it finds the ticket again where addresses and Message-IDs were rewritten.
   */
  readonly ref: string;
  /** With angle brackets, like the two below. */
  readonly messageId: string;
  /** The mail this letter answers: its Message-ID and its own References (RFC 5322 §3.6.4). */
  readonly inReplyTo?: string | null;
  readonly references?: readonly string[];
  /** Names of the attachments an acknowledgement confirms. */
  readonly received?: readonly string[];
  /** Those that may be forwarded, and those that were kept back (forwardable.ts). */
  readonly attachments?: readonly Attachment[];
  readonly leftOut?: Forwarding['withheld'];
  /** The desk's own certificates, for whoever wants to write to it encrypted. */
  readonly ownKeys?: readonly (Attachment & { readonly fingerprint: string })[];
  /** Value of the hop-count header, signed by the desk; null leaves it out. */
  readonly hops?: string | null;
  /** Envelope sender of content letters: the address that names this letter; null: the desk's own. */
  readonly bounceAddress?: string | null;
  /** Envelope sender of every letter, for when the relay demands one (`smtp.envelopeFrom`). */
  readonly envelopeFrom?: string | null;

  readonly workingHours?: WorkingHours;
  readonly original?: OriginalMail;
  readonly customer?: CustomerBackground;
  /** What people wrote on the ticket after the mail that opened it, oldest first. */
  readonly since?: readonly EarlierWords[];
  /** The customer's words that brought it to the reader again. */
  readonly latest?: EarlierWords | null;
  readonly articles?: readonly ArticleMatch[];
  readonly pastTickets?: readonly PastTicket[];
  /** Open tickets of other customers with the same error. */
  readonly alike?: readonly AlikeTicket[];
  /** What a model suggests and nobody has decided yet. */
  readonly suggested?: Suggestions;
  /** The tickets that it names as alike. */
  readonly suggestedAlike?: readonly AlikeTicket[];
  readonly transcript?: readonly TranscriptLine[];
  readonly heldMails?: readonly HeldMail[];
  readonly collected?: readonly CollectedTicket[];
  readonly copies?: readonly CopiedTicket[];
  readonly draft?: KnowledgeDraft;
  readonly digest?: Digest;
  readonly list?: readonly ListSection[];
  /** Of a letter about an incident. */
  readonly incident?: IncidentFacts;
  /** Open incidents in a list of the staff, the one whose customers wait for news first; `due`: until when. */
  readonly ownedIncidents?: readonly OwnedIncident[];
  /** What its reader is to be reminded of, and what of theirs is sent later; the next first. */
  readonly reminders?: readonly {
    readonly number: string;
    readonly at: Date;
    readonly words: string;
    readonly is: 'reminder' | 'answer';
  }[];
  /** Tickets that are made again, the next first. */
  readonly recurring?: readonly Pick<RecurringTicket, 'id' | 'rule' | 'title' | 'customer' | 'nextAt'>[];
  /** Who is away at the moment. */
  readonly away?: readonly AwayPerson[];
  readonly period?: ReportPeriod;
  readonly figures?: readonly Figure[];
};

/** `who` owns it; `reply` is an address of the reader's own, `ref` the line to write where it names no incident. */
export type OwnedIncident = {
  readonly number: string;
  readonly title: string;
  readonly who: string;
  readonly customers: number;
  readonly due: Date | null;
  readonly reply: string;
  readonly ref: string;
};

/** An incident as its letters show it; `state` is known to those that show how it stands. */
export type IncidentFacts = {
  readonly number: string;
  readonly title: string;
  readonly state?: Pick<Incident, 'state' | 'owner' | 'openedAt' | 'toldAt'> & Pick<Reach, 'tickets' | 'customers'>;
};

/** `title` and `phone` are empty where they are not configured. */
export type Speaker = { readonly name: string; readonly title: string; readonly phone: string };

type DeskFacts = {
  readonly name: string;
  readonly address: string;
  readonly domain: string;
  /** `#rrggbb`; white words can be read on it. */
  readonly accent: string;
  readonly logo: Logo | null;
  /** Plain text at the end of letters to customers; absent or empty: none. */
  readonly signature?: string;
};

/** Addresses an answer goes to; each carries its own token where the mailbox has plus-addressing. */
type ReplyAddresses = {
  readonly reply: string;
  readonly solved?: string;
  readonly stillOpen?: string;
  /** Of a challenge or a held mail's alert; without it the letter offers nothing to confirm. */
  readonly confirm?: string;
  readonly undo?: string;
};

/**
 * Shown beside a deadline. Keys of `hours` are days as configured (`mon-fri`, `sat`); dates are local, `YYYY-MM-DD`.
 */
export type WorkingHours = {
  readonly hours: Readonly<Record<string, string>>;
  readonly nextHoliday: { readonly name: string; readonly first: string; readonly last: string } | null;
};

/** The whole mail below its new words; `html` is reduced to the allow-list before it is shown. */
type OriginalMail = { readonly from: Address; readonly text: string; readonly html: string | null };

export type EarlierWords = {
  readonly from: Address;
  readonly at: Date;
  readonly words: string;
  readonly byStaff: boolean;
};

export type CustomerBackground = {
  readonly company: string | null;
  readonly ticketsBefore: number;
  readonly openTickets: number;
  /** 1–5 of their last rated ticket. */
  readonly lastSatisfaction: number | null;
};

/** `score` from 0 to 1; `confident` ones are also shown to the customer. */
export type ArticleMatch = {
  readonly number: number;
  readonly title: string;
  readonly score: number;
  readonly steps: string;
  readonly confident: boolean;
};
export type PastTicket = {
  readonly number: string;
  readonly subject: string;
  readonly score: number;
  readonly solution: string;
};

/**
 * A quarantined or held mail as the staff see it. `release` is the address that lets it through; without
 * plus-addressing it is empty, and `ref` is what the prepared answer says instead.
 */
export type HeldMail = {
  readonly from: string;
  readonly subject: string;
  readonly reason: Reason;
  readonly receivedAt: Date;
  readonly action: 'release' | 'confirm';
  readonly release: string;
  readonly ref: string;
};

export type CollectedTicket = { readonly number: string; readonly subject: string };

/** What others have done on a ticket, oldest first. `reply` and `ref` are those of a digest's row. */
export type CopiedTicket = Pick<DigestRow, 'number' | 'title' | 'reply' | 'ref'> & {
  readonly urgency: Urgency;
  readonly entries: readonly (CopyContent & { readonly kind: CopyKind; readonly at: Date })[];
};

export type KnowledgeDraft = {
  readonly title: string;
  readonly symptom: string;
  readonly cause: string;
  readonly steps: string;
  readonly caution: string;
  readonly category: string;
  readonly module: string;
  readonly tags: readonly string[];
  /** Number of the ticket whose resolution it was made of; empty for one without. */
  readonly source: string;
};

/** What the supervisors' day begins with. */
export type Digest = {
  /** Local day, `YYYY-MM-DD`. */
  readonly day: string;
  readonly openedYesterday: number;
  readonly closedYesterday: number;
  /** At this moment. */
  readonly open: number;
  /** What there is to do first, of all tickets at risk. */
  readonly first: readonly FirstRow[];
  /** What was asked of the model the day before; absent without one. The budget is used up at 1. */
  readonly model?: { readonly requests: number; readonly faults: number; readonly budgetShare: number };
  /** Those that have rows, by risk; none on a quiet day. */
  readonly sections: readonly DigestSection[];
};

/** One group of the digest: tickets by who has them, mails and letters by their newest. */
export type DigestSection = {
  readonly name: DigestSectionName;
  readonly total: number;
  /** How many each has, most first; `who` is empty for what nobody has. */
  readonly people: readonly { readonly who: string; readonly count: number }[];
  readonly rows: readonly DigestRow[];
};

export type FirstRow = DigestRow & { readonly section: DigestSectionName };

export type DigestRow = {
  /** Ticket number; empty for what has none (a quarantined mail). */
  readonly number: string;
  readonly title: string;
  readonly urgency: string | null;
  /** Whose it is: the assignee's name, the sender of a mail, the recipient of a letter; empty for nobody's. */
  readonly who: string;
  /** Which of several promises was broken. */
  readonly why: 'response' | 'promise' | null;
  /** The moment it is about, past or to come. */
  readonly since: Date;
  /** Where its deadlines come from, as in the facts of a letter. */
  readonly contract?: NonNullable<LetterFacts['contract']>;
  /**
   * The address that acts on that ticket, and the token that proves it where addresses carry none; empty without a
   * ticket.
   */
  readonly reply: string;
  readonly ref: string;
  /** Other tickets that look like that one. */
  readonly alike?: readonly AlikeTicket[];
};

/** One group of a list of tickets; as in the digest, `people` are those who have what has no row. */
export type ListSection = Pick<DigestSection, 'total' | 'people'> & {
  readonly name: ListSectionName;
  readonly rows: readonly ListRow[];
};

/** `who`: the assignee to staff, to whom the customer is told in `customer`; to a customer the colleague who asked. */
export type ListRow = Pick<DigestRow, 'number' | 'title' | 'who' | 'reply' | 'ref' | 'contract'> & {
  readonly customer: string;
  readonly urgency: Urgency;
  readonly state: State;
  readonly openedAt: Date;
  /** What is owed next; to a customer, what they were promised. */
  readonly due: Due | null;
  /** How many mails came while the reader was away; absent where that is not told. */
  readonly wrote?: { readonly customer: number; readonly staff: number };
};

/** By name; `substitute` is empty where nobody was named. */
export type AwayPerson = {
  readonly who: string;
  readonly from: Date;
  readonly to: Date;
  readonly substitute: string;
};

/** What a report is about; days are local, `YYYY-MM-DD`, both ends included. */
export type ReportPeriod = {
  readonly from: string;
  readonly to: string;
  readonly previousFrom: string;
  readonly previousTo: string;
};

/**
 * Figures as they are drawn; headings, labels and values are in the reader's language. Shares are from 0 to 1. `note`
 * explains what is not plain: a percentile, a scale, a part of a week.
 */
export type Figure = { readonly note?: string } & (
  | { readonly kind: 'tiles'; readonly heading: string; readonly tiles: readonly Tile[] }
  | { readonly kind: 'bars'; readonly heading: string; readonly rows: readonly Bar[] }
  | {
      readonly kind: 'columns';
      readonly heading: string;
      readonly labels: readonly string[];
      readonly series: readonly { readonly label: string; readonly values: readonly number[] }[];
    }
  | {
      readonly kind: 'table';
      readonly heading: string;
      readonly columns: readonly string[];
      readonly rows: readonly (readonly string[])[];
    }
  | {
      readonly kind: 'heat';
      readonly heading: string;
      readonly columns: readonly string[];
      readonly rows: readonly { readonly label: string; readonly cells: readonly Bar[] }[];
    }
);

/** `before`: the change against the period before, and the figure of it; empty when there is none. */
export type Tile = { readonly label: string; readonly value: string; readonly before: string };
/** A bar without a share is a figure alone; `urgency` gives it the colour of one. */
export type Bar = {
  readonly label: string;
  readonly value: string;
  readonly share: number | null;
  readonly urgency?: Urgency;
};
