import { crashPoint } from '../lib/crash-point.ts';
import { identityOfMail } from '../store/fingerprint.ts';
import type { Fence } from '../store/lease.ts';
import type { StoredMail } from '../store/mail.ts';
import { handOver, type NewMail, storeMails, storeParts, withheldArrival } from '../store/mail-arrival.ts';
import { beginMailbox, type Cursor, type MailboxState, readMailboxState } from '../store/mailbox.ts';
import { isBackfill } from './backfill.ts';
import type { Fetched } from './fetch.ts';
import type { Inbox } from './inbox.ts';

/** The UIDVALIDITY of a mailbox whose server names none. */
const UNNAMED_VALIDITY = 1;

/**
 * Where reading goes on. The mailbox begins here at its first connection, and again when its UIDVALIDITY has changed:
 * all UIDs mean something else then, and every mail is read again; the ledger knows those it has. A server that names
 * no UIDVALIDITY promises nothing about its UIDs (RFC 3501 §2.3.1.1): they are believed until they begin again below
 * what has been read.
 */
export async function resumeOrBegin(
  { mailbox, db, log, now }: Inbox,
  lease: Fence,
  server: { readonly uidValidity: number | null; readonly highestUid: number },
): Promise<MailboxState> {
  const known = await readMailboxState(db, mailbox.name);
  const uidValidity = server.uidValidity ?? validityOf(known, server.highestUid);
  if (server.uidValidity === null) log.warn({ event: 'uidvalidity_missing', mailbox: mailbox.name, uidValidity });
  if (known?.uidValidity === uidValidity) return known;
  const uid = known === null && mailbox.startFrom === 'now' ? server.highestUid : 0;
  const state = await beginMailbox(db, lease, { uidValidity, highestUid: server.highestUid, uid }, now());
  crashPoint('mailbox-begun');
  log.info({
    event: known === null ? 'mailbox_begun' : 'mailbox_renumbered',
    mailbox: mailbox.name,
    uidValidity,
    uid,
  });
  return state;
}

const validityOf = (known: MailboxState | null, highestUid: number): number => {
  if (known === null) return UNNAMED_VALIDITY;
  return highestUid < known.uid ? known.uidValidity + 1 : known.uidValidity;
};

/**
 * Stores mails and moves the cursor, in one statement. Returns those that are new to the ledger. `cursor` is asked for
 * when all octets are there. Throws when the lease is lost.
 */
export async function ingest(
  inbox: Inbox,
  lease: Fence,
  state: MailboxState,
  mails: readonly Fetched[],
  cursor: () => Cursor,
): Promise<StoredMail[]> {
  crashPoint('fetched');
  const started = performance.now();
  const arrivals = await Promise.all(mails.map((mail) => arrivalOf(inbox, state, mail)));
  return stored(inbox, lease, arrivals, cursor(), started);
}

async function stored(
  { db, log, mailbox }: Inbox,
  lease: Fence,
  arrivals: readonly NewMail[],
  cursor: Cursor,
  started = performance.now(),
): Promise<StoredMail[]> {
  const mails = await storeMails(db, arrivals, { lease, position: cursor });
  if (mails === null) throw new Error(`another daemon reads the mailbox ${mailbox.name} now`);
  crashPoint('stored');
  if (arrivals.length > 0)
    log.info({
      event: 'mails_stored',
      mailbox: mailbox.name,
      mails: mails.length,
      uid: cursor.uid,
      ms: Math.round(performance.now() - started),
    });
  return mails;
}

/** A mail that the server does not hand over: its row says why, and has no octets. */
export async function ingestWithheld(
  inbox: Inbox,
  lease: Fence,
  state: MailboxState,
  { uid, receivedAt, why }: { readonly uid: number; readonly receivedAt: Date | null; readonly why: string },
  cursor: Cursor,
): Promise<StoredMail[]> {
  const { mailbox, log, now } = inbox;
  log.error({ event: 'mail_withheld', mailbox: mailbox.name, uid, why });
  const received = receivedAt ?? now();
  const arrival = withheldArrival({
    mailbox: mailbox.name,
    uidValidity: state.uidValidity,
    uid,
    receivedAt: received,
    backfill: isBackfill({ uid, receivedAt: received }, state),
    withheld: `UID ${uid}: ${why}`,
  });
  const mails = await stored(inbox, lease, [arrival], cursor);
  inbox.alarm('mail_withheld');
  return mails;
}

/** A mail that was withheld and has come after all: its row gets its octets, and is undecided again. */
export async function ingestAgain(
  inbox: Inbox,
  lease: Fence,
  state: MailboxState,
  mail: Fetched,
): Promise<StoredMail[]> {
  const { mailbox, db, log } = inbox;
  const arrival = await arrivalOf(inbox, state, mail);
  const found = await handOver(db, arrival, lease);
  if (found.length > 0) log.info({ event: 'mail_handed_over', mailbox: mailbox.name, uid: mail.uid });
  return found;
}

/** The octets of a large mail go into the database part by part as they come. */
async function arrivalOf(inbox: Inbox, state: MailboxState, mail: Fetched): Promise<NewMail> {
  const { mailbox, db, sizeLimit, log, now } = inbox;
  const { uid, content } = mail;
  if (mail.receivedAt === null) log.warn({ event: 'internaldate_unreadable', mailbox: mailbox.name, uid });
  const receivedAt = mail.receivedAt ?? now();
  const origin = {
    mailbox: mailbox.name,
    uidValidity: state.uidValidity,
    uid,
    receivedAt,
    backfill: isBackfill({ uid, receivedAt }, state),
  };
  const isOver = (size: number): boolean => sizeLimit > 0 && size > sizeLimit;
  if (content instanceof Uint8Array)
    return { ...origin, overLimit: isOver(content.length), ...identityOfMail(content), raw: content };
  const parts = await storeParts(db, content);
  // Of a mail over the limit only the first part is there: its size is what the server says.
  const size = Math.min(isOver(mail.size) ? Math.max(mail.size, parts.size) : parts.size, LARGEST_SIZE);
  return { ...origin, ...parts, size, overLimit: isOver(size) };
}

/** What the column of the ledger holds. Octets. */
const LARGEST_SIZE = 2 ** 31 - 1;
