import { applyLetters } from '../desk/apply.ts';
import { deskOf, desksOf, writingMailbox } from '../desk/brand/brand.ts';
import type { Desk } from '../desk/desk.ts';
import { writeLetters } from '../desk/letters/letters.ts';
import { attendance } from '../desk/letters/list-loading.ts';
import { challengeToken, releaseToken } from '../desk/letters/tokens.ts';
import { canonicalAddress, sameAddress } from '../people/address.ts';
import { replyAddress } from '../people/token.ts';
import { wasWritten } from '../store/letter.ts';
import { type Unannounced, unannouncedMails } from '../store/mail.ts';
import { lettingGo } from '../ticket/absence/passed-on.ts';

/**
 * A mail waits this long for others to share its letter, and a letter this long after the one before it: staff hear of
 * quarantined mail within 15 minutes. Milliseconds.
 */
const COLLECT_MS = 7 * 60_000;
/** Mail in a staff member's name beyond the alerts of an hour is collected this long for one summary. Milliseconds. */
const SUMMARY_MS = 60 * 60_000;
/** Mails that one letter lists; the rest comes with the next. */
const MAILS_A_LETTER = 200;

/**
 * Tells the staff of mail that waits for them: quarantined mail the front line, mail in somebody's name that person.
 */
export async function announceWaiting(desk: Desk): Promise<void> {
  await announceQuarantine(desk);
  await summariseHeld(desk);
}

/** Mail to a brand is its staff's to look at. */
async function announceQuarantine(whole: Desk): Promise<void> {
  for (const desk of desksOf(whole))
    await announceOf(desk, await unannouncedMails(desk.db, 'quarantined', MAILS_A_LETTER, desk.scope));
}

async function announceOf(desk: Desk, mails: readonly Unannounced[]): Promise<void> {
  if (!isDue(desk, mails, COLLECT_MS)) return;
  const readers = lettingGo({ roster: await attendance(desk), now: desk.now() });
  const recently = new Date(desk.now().getTime() - COLLECT_MS);
  if (await wasWritten(desk.db, 'quarantine_notice', canonicalAddress(readers[0] ?? ''), recently)) return;
  await announce(desk, mails, readers, 'release');
}

/** Each registered address hears of the mail in its own name only. */
async function summariseHeld(desk: Desk): Promise<void> {
  const mails = await unannouncedMails(desk.db, 'held', MAILS_A_LETTER);
  if (!isDue(desk, mails, SUMMARY_MS)) return;
  for (const staff of desk.directory.staff) {
    const own = mails.filter(({ fromAddress }) => sameAddress(fromAddress, staff.email));
    if (own.length > 0) await announce(deskOf(desk, own[0]?.brand), own, [staff.email], 'confirm');
  }
}

const isDue = (desk: Desk, [oldest]: readonly Unannounced[], after: number): boolean =>
  oldest !== undefined && desk.now().getTime() - oldest.decidedAt.getTime() >= after;

const TOKENS = { release: releaseToken, confirm: challengeToken } as const;

async function announce(
  desk: Desk,
  mails: readonly Unannounced[],
  readers: readonly string[],
  action: keyof typeof TOKENS,
): Promise<void> {
  const mailbox = writingMailbox(desk, mails[0]?.mailbox ?? '');
  const orders = [{ kind: 'quarantine_notice' as const, to: readers }];
  const letters = await writeLetters(desk, mailbox, { ticket: null, orders, cause: null }, (_order, { address }) => ({
    heldMails: mails.map((mail) => {
      const token = TOKENS[action](desk, mail.id, address);
      return {
        from: mail.fromAddress,
        subject: mail.subject,
        reason: mail.reason,
        receivedAt: mail.receivedAt,
        action,
        release: mailbox.plusAddressing ? replyAddress(mailbox.address, token) : '',
        ref: token,
      };
    }),
  }));
  await applyLetters(desk, letters, { announced: mails.map(({ id }) => id) });
}
