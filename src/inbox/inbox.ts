import type { MailboxConfig } from '../config/settings.ts';
import type { Logger } from '../lib/log.ts';
import type { Database } from '../store/connection/connection.ts';
import type { Fence } from '../store/lease.ts';
import type { StoredMail } from '../store/mail.ts';
import type { Patience } from './commands.ts';

/**
 * One mailbox on its way into the ledger. Start with `session.ts`, which tells the story from top to bottom.
 *
 * A mail is never lost or doubled because the server's flags are nobody's queue: the folder is opened read-only, and
 * what has been read is a cursor in our database, UIDVALIDITY and UID (RFC 3501 §2.3.1.1). Mails and the cursor behind
 * them are one statement, and nothing further is fetched before it is committed. Mail is read in two lanes
 * (`lanes.ts`), so that small mails never wait behind large ones, but for those of the same conversation
 * (`standing-back.ts`), and one that the server does not hand over stops nothing. One process reads a mailbox at a
 * time, under a lease. This room knows octets and UIDs; what is in the mails is decided elsewhere.
 */
export type Inbox = {
  readonly mailbox: MailboxConfig;
  /** Of a larger mail only the first part is fetched. Octets; 0: no limit. */
  readonly sizeLimit: number;
  readonly db: Database;
  readonly log: Logger;
  readonly now: () => Date;
  /** Reads it from a mail, or from the fields below alone; never fails. */
  readonly conversationOf: (octets: Uint8Array) => ConversationKeys;
  readonly conversationFields: readonly string[];
  /** Calls for help about this mailbox; never fails. */
  readonly alarm: (reason: 'mail_withheld') => void;
  /** Hears when the server received a mail that has come while we were reading. */
  readonly received: (at: Date) => void;
  /** How long commands may take, when not as long as usual. */
  readonly patience?: Patience;
};

/** Which mails one must be decided in order with. Keys that two of them share make one conversation. */
export type ConversationKeys = {
  readonly keys: readonly string[];
  /** Whether it refers to any other mail. */
  readonly answers: boolean;
};

/** What could not be decided at once. */
export type Undecided = {
  /** The database or the disk is away: they are tried again before newer ones. */
  readonly waiting: readonly StoredMail[];
  /** They take long to understand: they are decided beside the others. */
  readonly slow: readonly StoredMail[];
};

/** Who decides stored mails. All reject only when the lease is lost. */
export type Decide = {
  /** Hears of mails that `quick` decides as soon as those before them are: they may be read by what is known now. */
  readonly begin: (mails: readonly StoredMail[]) => void;
  /** Mails that have just come, small ones with their octets. */
  readonly quick: (mails: readonly StoredMail[], lease: Fence) => Promise<Undecided>;
  /** Large ones, and those that were found to take long. Returns those that must wait. */
  readonly slow: (mails: readonly StoredMail[], lease: Fence) => Promise<readonly StoredMail[]>;
  /** One that an earlier process left undecided. Returns it when it must wait. */
  readonly leftover: (mail: StoredMail, lease: Fence) => Promise<readonly StoredMail[]>;
};
