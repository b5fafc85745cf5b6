import { applyLetters } from '../desk/apply.ts';
import { type Desk, mailboxOf } from '../desk/desk.ts';
import { writeLetters } from '../desk/letters.ts';
import { challengeToken, releaseToken } from '../desk/tokens.ts';
import { domainOf, isPublicProvider } from '../people/address.ts';
import { limitReached } from '../people/limits.ts';
import type { Staff } from '../people/person.ts';
import { replyAddress } from '../people/token.ts';
import { acknowledgementCounts } from '../store/customer.ts';
import {
  type Deferred,
  deferredAcknowledgements,
  type Unannounced,
  unannouncedMails,
  wasWritten,
} from '../store/waiting.ts';
import { writeScheduled } from './scheduled-reports.ts';

/**
 * Staff hear of quarantined mail within 15 minutes, in milliseconds: a mail waits so long for others to come along, and a
 * letter so long for the one before it.
 */
const COLLECT_MS = 7 * 60_000;
/** Mail in a staff member's name beyond the alerts of an hour is told in one summary. */
const SUMMARY_MS = 60 * 60_000;
/** Mails one letter lists; the rest comes with the next. */
const MAILS_A_LETTER = 200;
const SENDERS_A_ROUND = 100;

/** What is not about one ticket's clock: notices of quarantined and held mail, and acknowledgements that were held back. */
export async function doChores(desk: Desk): Promise<void> {
  await announceQuarantine(desk);
  await summariseHeld(desk);
  await makeUpForAcknowledgements(desk);
  await writeScheduled(desk);
}

async function announceQuarantine(desk: Desk): Promise<void> {
  const mails = await unannouncedMails(desk.db, 'quarantined', MAILS_A_LETTER);
  if (!isDue(desk, mails, COLLECT_MS)) return;
  const readers = withRole(desk, 'frontline').length > 0 ? withRole(desk, 'frontline') : withRole(desk, 'supervisor');
  const recently = new Date(desk.now().getTime() - COLLECT_MS);
  if (await wasWritten(desk.db, 'quarantine_notice', readers[0]?.email ?? '', recently)) return;
  await announce(desk, mails, readers, 'release');
}

/** Each registered address hears of the mail in its own name only. */
async function summariseHeld(desk: Desk): Promise<void> {
  const mails = await unannouncedMails(desk.db, 'held', MAILS_A_LETTER);
  if (!isDue(desk, mails, SUMMARY_MS)) return;
  for (const staff of desk.directory.staff) {
    const own = mails.filter(({ fromAddress }) => fromAddress.toLowerCase() === staff.email.toLowerCase());
    if (own.length > 0) await announce(desk, own, [staff], 'confirm');
  }
}

const isDue = (desk: Desk, [oldest]: readonly Unannounced[], after: number): boolean =>
  oldest !== undefined && desk.now().getTime() - oldest.decidedAt.getTime() >= after;

const withRole = (desk: Desk, role: Staff['roles'][number]): Staff[] =>
  desk.directory.staff.filter(({ roles }) => roles.includes(role));

const TOKENS = { release: releaseToken, confirm: challengeToken } as const;

async function announce(
  desk: Desk,
  mails: readonly Unannounced[],
  readers: readonly Staff[],
  action: keyof typeof TOKENS,
): Promise<void> {
  const mailbox = mailboxOf(desk.config, mails[0]?.mailbox ?? '');
  const orders = [{ kind: 'quarantine_notice' as const, to: readers.map(({ email }) => email) }];
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

async function makeUpForAcknowledgements(desk: Desk): Promise<void> {
  for (const deferred of await deferredAcknowledgements(desk.db, SENDERS_A_ROUND))
    if (await hasRoom(desk, deferred)) await collect(desk, deferred);
}

/** A collected acknowledgement counts like any other. */
async function hasRoom(desk: Desk, { address }: Deferred): Promise<boolean> {
  const domain = domainOf(address);
  const of = (kind: string) => acknowledgementCounts(desk.db, { kind, address, domain, now: desk.now() });
  const [single, collected] = await Promise.all([of('acknowledgement'), of('collected_acknowledgement')]);
  const counts = {
    senderHour: single.senderHour + collected.senderHour,
    senderDay: single.senderDay + collected.senderDay,
    domainHour: single.domainHour + collected.domainHour,
    hour: single.hour + collected.hour,
  };
  return limitReached(counts, desk.config.limits.acknowledgements, isPublicProvider(domain)) === null;
}

async function collect(desk: Desk, { address, mailbox, tickets }: Deferred): Promise<void> {
  const orders = [{ kind: 'collected_acknowledgement' as const, to: [address] }];
  const collected = tickets.map(({ number, subject }) => ({ number, subject }));
  const letters = await writeLetters(
    desk,
    mailboxOf(desk.config, mailbox),
    { ticket: null, orders, cause: null },
    () => ({ collected }),
  );
  await applyLetters(desk, letters, { collected: tickets.map(({ id }) => id) });
}
