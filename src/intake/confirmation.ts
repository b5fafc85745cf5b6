import type { Desk } from '../desk/desk.ts';
import type { Permission } from '../people/authority.ts';
import { ALERTS_PER_HOUR, isReached } from '../people/limits.ts';
import type { Staff } from '../people/person.ts';
import { type FoundToken, mintToken, verifyToken } from '../people/token.ts';
import { acknowledgementCounts } from '../store/customer.ts';
import { waitingMail } from '../store/ledger.ts';
import type { LetterKind, LetterOrder } from '../ticket/change.ts';
import { because } from '../ticket/outcome.ts';
import type { MailContext } from './context.ts';
import { type Decision, fileAs } from './decision.ts';

/** A mail in quarantine can be released by reply for so long, in milliseconds. */
const RELEASE_MS = 30 * 24 * 60 * 60_000;
/** A challenge must be answered within this time, in milliseconds. */
const CHALLENGE_MS = 24 * 60 * 60_000;

/** What keeps a mail in a staff member's name from being believed. */
export type Holding = Extract<Permission, 'challenge' | 'held' | 'held_forged' | 'quarantine'>;

/**
 * A mail in a staff member's name that is not believed as it stands: the registered address is asked, and what was held is
 * applied when it says yes. Forged mail is only reported.
 */
export async function heldFor(visit: MailContext, staff: Staff, decision: Holding): Promise<Decision> {
  const { ticket, desk } = visit;
  if (decision === 'challenge')
    return fileAs('held', 'challenge', ticket, [{ kind: 'challenge', to: [staff.email], words: visit.mail.reply }]);
  const outcome = decision === 'held' ? 'held' : 'quarantined';
  const quiet = await toldEnough(desk, 'held_alert', staff.email);
  return fileAs(
    outcome,
    because(decision, visit.authentication.reason),
    null,
    quiet ? [] : [{ kind: 'held_alert', to: [staff.email], words: visit.mail.reply }],
  );
}

/** Whether somebody was told of so many mails within the hour that the next go into one collected letter. */
export async function toldEnough(desk: Desk, kind: LetterKind, address: string): Promise<boolean> {
  const sent = await acknowledgementCounts(desk.db, { kind, address, domain: '', now: desk.now() });
  return isReached(sent.senderHour, ALERTS_PER_HOUR);
}

/**
 * A mail that vouches for an earlier one: the registered address confirms what was held in its name, or the front line lets
 * a quarantined mail go. Null when it does neither. A link works once, for its reader, and not for ever; who has proven who
 * they are is told when it does not.
 */
export async function decideConfirmation(visit: MailContext, staff: Staff): Promise<Decision | null> {
  const { tokens, desk, verdict, redeemed } = visit;
  const offered = tokens.filter((found) => isOffered(found, visit, staff));
  const releases = offered.some(({ token }) => token.purpose === 'release');
  if (offered.length === 0 || verdict === 'F' || (releases && verdict !== 'P' && !redeemed)) return null;
  const binding = { address: staff.email, epoch: 0, keys: desk.keys, now: desk.now() };
  const mailId = offered.find(({ token }) => verifyToken(token, binding) === null)?.token.about;
  const waiting = mailId === undefined ? null : await waitingMail(desk.db, mailId, releases ? 'quarantined' : 'held');
  const told = (done: boolean, result: string): LetterOrder => ({
    kind: 'transcript',
    to: [staff.email],
    lines: [{ command: releases ? '#release' : '', done, result, detail: '' }],
  });
  if (waiting === null)
    return fileAs('refused', 'nothing_waits', null, verdict === 'P' ? [told(false, 'nothing_waits')] : []);
  // Of what was held in their name they hear by its own transcript.
  return {
    ...fileAs(
      'command',
      because(releases ? 'releases' : 'confirms', String(waiting.id)),
      null,
      releases ? [told(true, 'mail_released')] : [],
    ),
    redecides: { mailId: waiting.id, redeemed: !releases },
  };
}

/** Alone on the first line: "是谁发的？" and "Yes, who sent this?" are questions. */
const CONFIRMS = /^\s*(?:确认|確認|是|是的|confirm|yes)(?:是我(?:本人)?|,? this was me)?[ \t。.！!]*(?:\n|$)/i;

/** A token in the text counts with the word for it, and a quarantined mail is let go by nobody but the front line and supervisors. */
function isOffered({ token, place }: FoundToken, { mail }: MailContext, { roles }: Staff): boolean {
  if (token.purpose === 'challenge') return place === 'recipient' || (place === 'footer' && CONFIRMS.test(mail.reply));
  const mayRelease = roles.includes('frontline') || roles.includes('supervisor');
  return token.purpose === 'release' && mayRelease && mail.commands.some(({ name }) => name === 'release');
}

/** The token with which a member of the staff lets a quarantined mail go. */
export function releaseToken(desk: Desk, mailId: number, address: string): string {
  const expiresAt = new Date(desk.now().getTime() + RELEASE_MS);
  return mintToken({ purpose: 'release', about: mailId, expiresAt }, { address, epoch: 0 }, desk.keys);
}

/** The token with which the registered address confirms this very mail. */
export function challengeToken(desk: Desk, mailId: number, address: string): string {
  const expiresAt = new Date(desk.now().getTime() + CHALLENGE_MS);
  return mintToken({ purpose: 'challenge', about: mailId, expiresAt }, { address, epoch: 0 }, desk.keys);
}
