import { type Decision, fileAs } from '../../desk/decision.ts';
import type { Staff } from '../../people/person.ts';
import { type FoundToken, verifyToken } from '../../people/token.ts';
import type { OutcomeCode } from '../../ticket/command-outcome.ts';
import type { LetterOrder } from '../../ticket/letters.ts';
import { because } from '../../ticket/mail-outcome.ts';
import { spelled } from '../../words/commands.ts';
import type { Arrival, MailContext } from '../context.ts';
import type { Needs } from '../needs.ts';

/**
 * What a mail by the staff says about an earlier one: it confirms what was held in their name, or lets quarantined mail
 * go.
 */
export type Vouching = {
  readonly releases: boolean;
  /** The earlier mail; null when no token of it is genuine, made for this reader and still valid. */
  readonly mailId: number | null;
};

/**
 * Null for a mail that vouches for none. Forged mail never does; to let quarantined mail go the sender must be proven,
 * or have confirmed this very mail.
 */
export function vouchingOf(arrival: Arrival, staff: Staff): Vouching | null {
  const { tokens, keys, now, verdict, addressed, redeemed } = arrival;
  // A mail to somebody else vouches for nothing: its signature does not say to whom it was sent.
  if (!addressed && !redeemed) return null;
  const offered = tokens.filter((found) => isOffered(found, arrival, staff));
  const releases = offered.some(({ token }) => token.purpose === 'release');
  if (offered.length === 0 || verdict === 'F' || (releases && verdict !== 'P' && !redeemed)) return null;
  const binding = { address: staff.email, epoch: 0, keys, now };
  const genuine = offered.find(({ token }) => verifyToken(token, binding) === null);
  return { releases, mailId: genuine?.token.about ?? null };
}

export const vouchingNeeds = ({ mailId, releases }: Vouching): Needs =>
  mailId === null ? {} : { waiting: { mailId, outcome: releases ? 'quarantined' : 'held' } };

/**
 * The earlier mail is decided again. A link works once, for its reader, and for a limited time; a sender who is proven
 * is told when it does not.
 */
export function decideVouching(context: MailContext, staff: Staff, { releases }: Vouching): Decision {
  const { verdict, waiting } = context;
  const transcript = (done: boolean, result: OutcomeCode): LetterOrder => ({
    kind: 'transcript',
    to: [staff.email],
    lines: [{ command: releases ? spelled('en')('release') : '', done, result, detail: '' }],
  });
  if (waiting === null)
    return fileAs('refused', 'nothing_waits', null, verdict === 'P' ? [transcript(false, 'nothing_waits')] : []);
  return {
    ...fileAs(
      'command',
      because(releases ? 'releases' : 'confirms', String(waiting.id)),
      null,
      // Of what was held in their name they hear by its own transcript.
      releases ? [transcript(true, 'mail_released')] : [],
    ),
    redecides: { mailId: waiting.id, redeemed: !releases },
  };
}

/** Alone on the first line: "是我吗？", "是谁发的？" and "Yes, who sent this?" are questions. */
const CONFIRMS =
  /^\s*(?:(?:确认|確認|是的?|confirm|yes)(?:[,，]?是我(?:本人)?|,? this was me)?|是我(?:本人)?)[ \t。.！!]*(?:\n|$)/i;

/** A token in the text counts with the word for it. Only the front line and supervisors let quarantined mail go. */
function isOffered({ token, place }: FoundToken, { mail }: Arrival, { roles }: Staff): boolean {
  if (token.purpose === 'challenge') return place === 'recipient' || (place === 'footer' && CONFIRMS.test(mail.reply));
  const mayRelease = roles.includes('frontline') || roles.includes('supervisor');
  return token.purpose === 'release' && mayRelease && mail.commands.some(({ name }) => name === 'release');
}
