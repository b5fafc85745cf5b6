import type { Article } from '../knowledge/article.ts';
import type { SearchDocument } from '../knowledge/document.ts';
import type { Address } from '../mail/mail.ts';
import type { CanonicalAddress } from '../people/address.ts';
import type { Commit, NewMessage } from '../store/commit/change.ts';
import type { AnswerChange } from '../ticket/canned/keeping.ts';
import type { Change } from '../ticket/change.ts';
import type { Received } from '../ticket/context.ts';
import type { Incident } from '../ticket/incident/incident.ts';
import type { IncidentChange } from '../ticket/incident/work.ts';
import type { LetterOrder } from '../ticket/letters.ts';
import { because, type Outcome, type Reason, type ReasonCode } from '../ticket/mail-outcome.ts';
import type { Archived } from '../ticket/remembered.ts';
import type { Ticket } from '../ticket/ticket.ts';

/**
 * What was decided about a mail, before any of it is written. Plain values: the same mail and context give the same
 * decision.
 */
export type Decision = {
  readonly outcome: Outcome;
  /** Shown in the ledger, never to the sender. */
  readonly reason: Reason;
  /** The ticket the ledger names for this mail; null when it belongs to none, or to one that is still to be opened. */
  readonly ticket: Ticket | null;
  /** A ticket to open. It gets its number when the decision is applied, since only the counter knows it. */
  readonly opens?: Opening;
  readonly changes: readonly Change[];
  /** What becomes of incidents. */
  readonly incidents?: readonly IncidentChange[];
  /** The incident that the mail is about, and so are `letters`; absent for a mail about a ticket or about none. */
  readonly about?: Incident;
  /** Letters about no ticket, or about one that does not change. */
  readonly letters: readonly LetterOrder[];
  /** What the mail adds to a ticket's conversation. */
  readonly said: readonly Said[];
  /** The letter a bounce is about. */
  readonly bounced?: Commit['bounced'][number];
  readonly duties?: Commit['duties'];
  readonly wishes?: Commit['wishes'];
  readonly letterWishes?: Commit['letterWishes'];
  readonly answers?: readonly AnswerChange[];
  readonly absences?: Commit['absences'];
  readonly returns?: Commit['returns'];
  readonly recurring?: Commit['recurring'];
  readonly recurringStopped?: Commit['recurringStopped'];
  readonly certificates?: Commit['certificates'];
  readonly absenceQuestions?: Commit['absenceQuestions'];
  readonly deferred?: Commit['deferred'];
  /**
   * The limit its automatic letters must keep to, whatever is decided beside it; once reached, the mail is decided
   * again.
   */
  readonly within?: Commit['within'];
  /** The limit that keeps the acknowledgement back; logged when the decision is applied. */
  readonly limited?: string;
  readonly learned?: Learned;
  /** An earlier mail that is decided again because this one vouches for it. */
  readonly redecides?: { readonly mailId: number; readonly redeemed: boolean };
};

export type Said = Pick<NewMessage, 'ticketId' | 'visibility' | 'text' | 'fullText'> & {
  /** `out`: the desk's own people wrote it to the customer, in an archive. Whatever else comes by mail comes in. */
  readonly direction?: 'out';
  readonly from: Address;
  readonly withAttachments: boolean;
};

/** What a commit adds to the knowledge, and who is asked about it. */
export type Learned = {
  readonly articles: readonly Article[];
  readonly documents: readonly SearchDocument[];
  readonly asked: readonly { readonly draft: Article; readonly to: readonly string[] }[];
  /** Articles that say already what a ticket would have given: shown in its closing record. */
  readonly known: readonly { readonly ticketId: string; readonly article: Article }[];
};

/** A new ticket, all but its id and number. */
export type Opening = {
  readonly received: Omit<Received, 'id' | 'number'>;
  readonly said: Omit<Said, 'ticketId'>;
  /** Who is sent one collected acknowledgement later, because a limit keeps this one back; null for nobody. */
  readonly acknowledgeLater: CanonicalAddress | null;
  /** The member of the staff who is told the number of the ticket they opened; null when a customer did. */
  readonly opener: { readonly email: string; readonly result: 'recorded' | 'internal_ticket' } | null;
  /** It comes from an archive: it is kept as that has it, and nobody hears of it. */
  readonly remembered?: Archived;
};

/** A decision that changes no ticket: the mail is kept, with its outcome in the ledger. */
export const fileAs = (
  outcome: Outcome,
  reason: ReasonCode | Reason,
  ticket: Ticket | null = null,
  letters: readonly LetterOrder[] = [],
): Decision => ({
  outcome,
  reason: typeof reason === 'string' ? because(reason) : reason,
  ticket,
  changes: [],
  letters,
  said: [],
});
