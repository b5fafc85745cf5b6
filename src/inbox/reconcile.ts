import type { Fence } from '../store/lease.ts';
import { unknownUids } from '../store/mail.ts';
import { type MailboxState, markReconciled } from '../store/mailbox.ts';
import { expectedUids } from './backfill.ts';
import type { Commands } from './commands.ts';
import type { Inbox } from './inbox.ts';

/** The server's UIDs are compared with the ledger once a day. Milliseconds. */
const RECONCILE_EVERY_MS = 24 * 3_600_000;

export const isReconciliationDue = ({ uid, reconciledAt }: MailboxState, now: Date): boolean =>
  uid > 0 && now.getTime() - reconciledAt.getTime() >= RECONCILE_EVERY_MS;

/** What the server holds below the cursor and the ledger lacks. There should be nothing of the kind. */
export async function compareWithServer(
  { db, mailbox }: Inbox,
  commands: Commands,
  state: MailboxState,
): Promise<{ readonly checked: number; readonly missing: number[] }> {
  const uids = state.uid === 0 ? [] : (await commands.search(`1:${state.uid}`)).filter((uid) => uid <= state.uid);
  const expected = expectedUids(uids, state, mailbox.startFrom);
  return { checked: uids.length, missing: await unknownUids(db, mailbox.name, state.uidValidity, expected) };
}

/** Writes down that the comparison is done, after `found` mails were missing and have been taken in. */
export async function noteReconciled({ db, log, mailbox }: Inbox, lease: Fence, checked: number, found: number) {
  await markReconciled(db, lease);
  log[found > 0 ? 'error' : 'info']({ event: 'mailbox_reconciled', mailbox: mailbox.name, checked, found });
}
