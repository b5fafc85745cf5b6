import type { MailboxConfig } from '../config/settings.ts';
import type { MailboxState } from '../store/mailbox.ts';

/**
 * Whether a mail is older than the desk: it lay in the mailbox at the first connection or, once the UIDs have changed,
 * was received before it.
 */
export function isBackfill(mail: { readonly uid: number; readonly receivedAt: Date }, state: MailboxState): boolean {
  if (state.uidValidity === state.firstUidValidity) return mail.uid <= state.backfillUid;
  // INTERNALDATE counts whole seconds (RFC 3501 §2.3.3): of the second in which the desk began, mail counts as new.
  return mail.receivedAt.getTime() < Math.floor(state.startedAt.getTime() / 1000) * 1000;
}

/**
 * Those of the server's UIDs that the ledger should have: a desk that was told to start now never asked for older ones.
 */
export function expectedUids(
  uids: readonly number[],
  state: MailboxState,
  startFrom: MailboxConfig['startFrom'],
): number[] {
  const fromFirst = startFrom === 'now' && state.uidValidity === state.firstUidValidity;
  return uids.filter((uid) => !(fromFirst && uid <= state.backfillUid));
}
