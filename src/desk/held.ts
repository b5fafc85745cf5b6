import type { Decision } from '../people/authority.ts';
import { HELD_ALERTS_PER_HOUR, isReached } from '../people/limits.ts';
import type { Staff } from '../people/person.ts';
import { mintToken, verifyToken } from '../people/token.ts';
import { acknowledgementCounts } from '../store/customer.ts';
import type { Desk } from './desk.ts';
import { kept, type Ruling } from './ruling.ts';
import type { Visit } from './visit.ts';

/** A mail in quarantine can be released by reply for so long, in milliseconds. */
const RELEASE_MS = 30 * 24 * 60 * 60_000;
/** A challenge must be answered within this time, in milliseconds. */
const CHALLENGE_MS = 24 * 60 * 60_000;

/**
 * A mail in a staff member's name that is not believed as it stands: the registered address is asked, and what was held is
 * applied when it says yes. Forged mail is only reported.
 */
export async function heldFor(visit: Visit, staff: Staff, decision: Decision): Promise<Ruling> {
  const { ticket, desk } = visit;
  if (decision === 'challenge')
    return kept('held', 'challenge', ticket, [{ kind: 'challenge', to: [staff.email], words: visit.mail.reply }]);
  const outcome = decision === 'held' ? 'held' : 'quarantined';
  const sent = await acknowledgementCounts(desk.db, {
    kind: 'held_alert',
    address: staff.email,
    domain: '',
    now: desk.now(),
  });
  const quiet = isReached(sent.senderHour, HELD_ALERTS_PER_HOUR);
  return kept(
    outcome,
    `${decision}: ${visit.authentication.reason}`,
    null,
    quiet ? [] : [{ kind: 'held_alert', to: [staff.email], words: visit.mail.reply }],
  );
}

/** The quarantined mail this one lets go, by its id: a token made for this very reader and mail, and the word for it. */
export function releasedMail({ tokens, mail, desk }: Visit, staff: Staff): number | null {
  if (!staff.roles.some((role) => role === 'frontline' || role === 'supervisor')) return null;
  if (!mail.commands.some(({ name }) => name === 'release')) return null;
  const binding = { address: staff.email, epoch: 0, keys: desk.keys, now: desk.now() };
  const found = tokens.find(({ token }) => token.purpose === 'release' && verifyToken(token, binding) === null);
  return found?.token.about ?? null;
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

const CONFIRMS = /^\s*(确认|是|confirm|yes)/i;

/** The held mail this one confirms, by its id; null when it confirms none. A token in the text counts with the word for it. */
export function redeemedMail({ tokens, mail, desk }: Visit, staff: Staff): number | null {
  const binding = { address: staff.email, epoch: 0, keys: desk.keys, now: desk.now() };
  const found = tokens.find(
    ({ token, place }) =>
      token.purpose === 'challenge' &&
      (place === 'recipient' || (place === 'footer' && CONFIRMS.test(mail.reply))) &&
      verifyToken(token, binding) === null,
  );
  return found?.token.about ?? null;
}
