import { v7 as uuid } from 'uuid';
import type { MailboxConfig } from '../config/settings.ts';
import type { Desk } from '../desk/desk.ts';
import { crashPoint } from '../lib/crash-point.ts';
import { identityOf, identityOfMail } from '../mail/fingerprint.ts';
import type { Fence } from '../store/commit.ts';
import { type NewMail, PART_OCTETS, type StoredMail, storeMails, storePart, unknownUids } from '../store/ledger.ts';
import { beginMailbox, type MailboxState, markReconciled, readMailboxState } from '../store/mailbox.ts';
import type { Fetched } from './fetch.ts';
import type { Keeper } from './poller.ts';

/** What reading a mailbox tells whoever opened it. */
export type Milestones = { readonly began: () => void; readonly caughtUp: () => void };

/**
 * Keeps the mails of one mailbox: they are in the ledger, and the cursor behind them, before `decide` gets them. Deciding
 * one batch goes on while the next is fetched, never two behind.
 */
export function keeperOf(
  desk: Desk,
  mailbox: MailboxConfig,
  lease: Fence,
  decide: (mails: readonly StoredMail[]) => Promise<void>,
  milestones: Milestones,
): Keeper {
  let state: MailboxState | null = null;
  return {
    async position() {
      state = await readMailboxState(desk.db, mailbox.name);
      if (state !== null) milestones.began();
      return state;
    },
    async begin(position, first, highestUid) {
      state = await beginMailbox(desk.db, lease, { ...position, highestUid }, desk.now());
      crashPoint('mailbox-begun');
      desk.log.info({ event: first ? 'mailbox_begun' : 'mailbox_renumbered', mailbox: mailbox.name, ...position });
      milestones.began();
    },
    async take(mails, position) {
      crashPoint('fetched');
      const started = performance.now();
      const arrivals = await Promise.all(
        mails.map((mail) => arrivalOf(desk, mailbox.name, position.uidValidity, mail, state)),
      );
      const stored = await storeMails(desk.db, arrivals, { lease, position });
      if (stored === null) throw new Error(`another daemon reads the mailbox ${mailbox.name} now`);
      crashPoint('stored');
      desk.log.info({
        event: 'mails_stored',
        mailbox: mailbox.name,
        mails: stored.length,
        uid: position.uid,
        ms: Math.round(performance.now() - started),
      });
      await decide(stored);
    },
    caughtUp: milestones.caughtUp,
    async reconciledAt() {
      return state?.reconciledAt ?? null;
    },
    async missing(uidValidity, uids) {
      const expected = uids.filter((uid) => !isOlderThanDesk(mailbox, uid, uidValidity, state));
      return unknownUids(desk.db, mailbox.name, uidValidity, expected);
    },
    async reconciled(checked, found) {
      await markReconciled(desk.db, lease);
      desk.log[found > 0 ? 'error' : 'info']({ event: 'mailbox_reconciled', mailbox: mailbox.name, checked, found });
      if (state !== null) state = { ...state, reconciledAt: desk.now() };
    },
  };
}

/** Large mails go into the database part by part as they come. */
async function arrivalOf(
  desk: Desk,
  mailbox: string,
  uidValidity: number,
  mail: Fetched,
  state: MailboxState | null,
): Promise<NewMail> {
  const origin = {
    mailbox,
    uidValidity,
    uid: mail.uid,
    receivedAt: mail.receivedAt,
    backfill: isBackfill(mail, uidValidity, state),
    overLimit: mail.overLimit,
  };
  if (mail.content instanceof Uint8Array) return { ...origin, ...identityOfMail(mail.content), raw: mail.content };
  const identity = identityOf();
  const octetsId = uuid();
  let part = 0;
  for await (const piece of mail.content) {
    identity.update(piece);
    for (let at = 0; at < piece.length; at += PART_OCTETS)
      await storePart(desk.db, octetsId, part++, piece.subarray(at, at + PART_OCTETS));
    crashPoint('part-stored');
  }
  return { ...origin, ...identity.finish(), size: mail.size, octetsId };
}

/** Older than the desk: what lay there at the first connection, or, once UIDs have changed, what was received before it. */
function isBackfill(mail: Fetched, uidValidity: number, state: MailboxState | null): boolean {
  if (state === null) return false;
  if (uidValidity === state.firstUidValidity) return mail.uid <= state.backfillUid;
  // INTERNALDATE counts whole seconds (RFC 3501 §2.3.3): of the second in which the desk began, mail counts as new.
  return mail.receivedAt.getTime() < Math.floor(state.startedAt.getTime() / 1000) * 1000;
}

/** What a desk that was told to start now has never asked for. */
const isOlderThanDesk = (
  { startFrom }: MailboxConfig,
  uid: number,
  uidValidity: number,
  state: MailboxState | null,
): boolean =>
  startFrom === 'now' && state !== null && uidValidity === state.firstUidValidity && uid <= state.backfillUid;
