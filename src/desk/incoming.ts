import type { MailboxConfig } from '../config/settings.ts';
import type { Address, Mail } from '../mail/mail.ts';
import type { Edges } from '../mail/meaning/boilerplate.ts';
import type { Authentication, Verdict } from '../people/authentication/authentication.ts';
import type { Evidence } from '../people/evidence.ts';
import type { Person } from '../people/person.ts';
import type { WhoSigned } from '../people/signed.ts';
import type { StoredMail } from '../store/mail.ts';

/** The mail a decision was made about, as far as applying the decision and writing its letters need it. */
export type IncomingMail = {
  readonly stored: StoredMail;
  readonly mailbox: MailboxConfig;
  /** Of the ticket it belongs to, else the one it was written to; null or absent: of none. */
  readonly brand?: string | null;
  readonly mail: Mail;
  /** Null when the mail names no sender. */
  readonly person: Person | null;
  readonly from: Address | null;
  readonly authentication: Authentication;
  /** The verdict as it counts for this sender and this evidence. */
  readonly verdict: Verdict;
  readonly evidence: Evidence;
  /** What its signature is worth; null where it has none, or none that was looked at. */
  readonly signed: WhoSigned | null;
  /** The tickets it may belong to, with those of their Message-IDs that it refers to. */
  readonly candidates: readonly { readonly messageIds: ReadonlySet<string> }[];
  /** The registered address has confirmed this very mail. */
  readonly redeemed: boolean;
  /** Staff have looked at it in quarantine and let it go. */
  readonly released: boolean;
  /** What may be boilerplate in the mail, as it was before anything was left out. */
  readonly edges: Edges;
};
