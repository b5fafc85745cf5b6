import type { Address } from '../mail/mail.ts';
import type { Commit, NewMessage } from '../store/commit.ts';
import type { Change, LetterOrder } from '../ticket/change.ts';
import { because, type Outcome, type Reason, type ReasonCode } from '../ticket/outcome.ts';
import type { Ticket } from '../ticket/ticket.ts';
import type { Learned } from './draft.ts';

/** What was decided about a mail, before it is written down. */
export type Decision = {
  readonly outcome: Outcome;
  /** Shown in the ledger, never to the sender. */
  readonly reason: Reason;
  /** The ticket the ledger names for this mail; null when it belongs to none. */
  readonly ticket: Ticket | null;
  readonly changes: readonly Change[];
  /** Letters about no ticket, or about one that does not change. */
  readonly letters: readonly LetterOrder[];
  /** What the mail adds to a ticket's conversation. */
  readonly said: readonly Said[];
  /** The letter a bounce is about. */
  readonly bounced?: Commit['bounced'][number];
  readonly duties?: Commit['duties'];
  readonly deferred?: Commit['deferred'];
  /** The limit its automatic letters must keep to, whatever is decided beside it; when reached the mail is decided anew. */
  readonly within?: Commit['within'];
  readonly learned?: Learned;
  /** An earlier mail that is decided anew because this one vouches for it. */
  readonly redecides?: { readonly mailId: number; readonly redeemed: boolean };
};

export type Said = Pick<NewMessage, 'ticketId' | 'visibility' | 'text' | 'fullText'> & {
  readonly from: Address;
  readonly withAttachments: boolean;
};

/** A ruling that changes nothing: the mail is kept, and that is all. */
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
