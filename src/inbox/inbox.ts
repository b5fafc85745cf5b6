import type { MailboxConfig } from '../config/settings.ts';
import type { Logger } from '../lib/log.ts';
import type { Database } from '../store/connection.ts';
import type { Fence } from '../store/lease.ts';
import type { StoredMail } from '../store/mail.ts';

/**
 * One mailbox on its way into the ledger. Start with `session.ts`, which tells the story from top to bottom.
 *
 * A mail is never lost or doubled because the server's flags are nobody's queue: the folder is opened read-only, and
 * what has been read is a cursor in our database, UIDVALIDITY and UID (RFC 3501 §2.3.1.1). Mails and the cursor behind
 * them are one statement, and nothing further is fetched before it is committed. One process reads a mailbox at a time,
 * under a lease. This room knows octets and UIDs; what is in the mails is decided elsewhere.
 */
export type Inbox = {
  readonly mailbox: MailboxConfig;
  /** Of a larger mail only the first part is fetched. Octets; 0: no limit. */
  readonly sizeLimit: number;
  readonly db: Database;
  readonly log: Logger;
  readonly now: () => Date;
};

/**
 * Who decides stored mails. Both return those that must wait, because the database or the disk is away, and reject only
 * when the lease is lost.
 */
export type Decide = {
  /** Mails that have just come, small ones with their octets. */
  readonly batch: (mails: readonly StoredMail[], lease: Fence) => Promise<StoredMail[]>;
  /** One that an earlier process left undecided. */
  readonly leftover: (mail: StoredMail, lease: Fence) => Promise<StoredMail[]>;
};
