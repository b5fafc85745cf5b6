import { crashPoint } from '../lib/crash-point.ts';
import { identityOfMail } from '../store/fingerprint.ts';
import type { Fence } from '../store/lease.ts';
import type { StoredMail } from '../store/mail.ts';
import { type NewMail, storeMails, storeParts } from '../store/mail-arrival.ts';
import { beginMailbox, type Cursor, type MailboxState, readMailboxState } from '../store/mailbox.ts';
import { isBackfill } from './backfill.ts';
import type { Fetched } from './fetch.ts';
import type { Inbox } from './inbox.ts';

/**
 * Where reading goes on. The mailbox begins here at its first connection, and again when its UIDVALIDITY has changed:
 * all UIDs mean something else then, and every mail is read again; the ledger knows those it has.
 */
export async function resumeOrBegin(
  { mailbox, db, log, now }: Inbox,
  lease: Fence,
  server: { readonly uidValidity: number; readonly highestUid: number },
): Promise<MailboxState> {
  const known = await readMailboxState(db, mailbox.name);
  if (known?.uidValidity === server.uidValidity) return known;
  const uid = known === null && mailbox.startFrom === 'now' ? server.highestUid : 0;
  const state = await beginMailbox(db, lease, { ...server, uid }, now());
  crashPoint('mailbox-begun');
  log.info({
    event: known === null ? 'mailbox_begun' : 'mailbox_renumbered',
    mailbox: mailbox.name,
    uidValidity: server.uidValidity,
    uid,
  });
  return state;
}

/**
 * Stores mails and moves the cursor, in one statement. Returns those that are new to the ledger. Throws when the lease
 * is lost.
 */
export async function ingest(
  inbox: Inbox,
  lease: Fence,
  state: MailboxState,
  mails: readonly Fetched[],
  cursor: Cursor,
): Promise<StoredMail[]> {
  const { db, log, mailbox } = inbox;
  crashPoint('fetched');
  const started = performance.now();
  const arrivals = await Promise.all(mails.map((mail) => arrivalOf(inbox, state, mail)));
  const stored = await storeMails(db, arrivals, { lease, position: cursor });
  if (stored === null) throw new Error(`another daemon reads the mailbox ${mailbox.name} now`);
  crashPoint('stored');
  log.info({
    event: 'mails_stored',
    mailbox: mailbox.name,
    mails: stored.length,
    uid: cursor.uid,
    ms: Math.round(performance.now() - started),
  });
  return stored;
}

/** The octets of a large mail go into the database part by part as they come. */
async function arrivalOf({ mailbox, db }: Inbox, state: MailboxState, mail: Fetched): Promise<NewMail> {
  const { uid, receivedAt, overLimit, content } = mail;
  const origin = {
    mailbox: mailbox.name,
    uidValidity: state.uidValidity,
    uid,
    receivedAt,
    backfill: isBackfill(mail, state),
    overLimit,
  };
  if (content instanceof Uint8Array) return { ...origin, ...identityOfMail(content), raw: content };
  // Of a mail over the limit only the first part is there: its size is what the server says.
  return { ...origin, ...(await storeParts(db, content)), size: mail.size };
}
