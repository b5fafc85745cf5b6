import { type Decision, fileAs } from '../desk/decision.ts';
import { aboutId, type FoundToken, verifyToken } from '../people/token.ts';
import type { BouncedLetter } from '../store/letter.ts';
import { isRefusal } from '../ticket/change.ts';
import { because } from '../ticket/mail-outcome.ts';
import { transition } from '../ticket/transition.ts';
import type { Arrival, MailContext } from './context.ts';
import type { Needs } from './needs.ts';

export const isBounce = ({ mail }: Arrival): boolean => mail.class === 'bounce';

/** The letters a delivery status notification may be about. */
export const bounceNeeds = (arrival: Arrival): Needs => ({
  roster: true,
  letters: {
    idTails: bounceTokens(arrival).map(({ token }) => token.about.toString(16).padStart(12, '0')),
    messageIds: quotedIds(arrival),
  },
});

/** A bounce token counts where the envelope sender was written down: among the recipients. */
const bounceTokens = ({ tokens }: Arrival): readonly FoundToken[] =>
  tokens.filter(({ token, place }) => token.purpose === 'bounce' && place === 'recipient');

function quotedIds({ mail }: Arrival): readonly string[] {
  const quoted = mail.bounce?.originalMessageId;
  return [...(quoted ? [quoted] : []), ...mail.inReplyTo, ...mail.references];
}

/**
 * A delivery status notification belongs to the letter that its recipient address names (the bounce token), else to the
 * one whose Message-ID it quotes. One that belongs to none changes nothing.
 */
export function decideBounce(context: MailContext): Decision {
  const { mail, now, policy, roster } = context;
  const letter = letterByToken(context) ?? context.letters.byMessageId[0] ?? null;
  if (letter === null) return fileAs('bounce', 'matches_no_letter');
  const { recipient, status, permanent, diagnostic } = mail.bounce ?? NO_REPORT;
  const bounced = {
    letterId: letter.id,
    permanent,
    reply: `bounced ${status ?? ''}: ${diagnostic ?? mail.subject}`.slice(0, 500),
  };
  const ticket = context.tickets.find(({ id }) => id === letter.ticketId) ?? null;
  const reason = because(permanent ? 'permanent' : 'temporary', status ?? '');
  if (isOldNews(letter, permanent)) return fileAs('bounce', reason, ticket);
  if (ticket === null) return { ...fileAs('bounce', reason), bounced };
  const change = transition(
    ticket,
    { name: 'bounced', recipient: recipient ?? letter.toAddress, status: status ?? '', permanent },
    { now, policy, roster },
  );
  return { ...fileAs('bounce', reason, ticket), bounced, ...(isRefusal(change) ? {} : { changes: [change] }) };
}

const NO_REPORT = { recipient: null, status: null, permanent: false, diagnostic: null };

/**
 * A letter comes back once, and its delay is told once: anybody who was sent it could write the same notification as
 * often as they like.
 */
const isOldNews = ({ state, lastResult }: BouncedLetter, permanent: boolean): boolean =>
  (lastResult === 'bounced' || lastResult === 'delayed') && (state === 'failed' || !permanent);

function letterByToken(context: MailContext): BouncedLetter | null {
  const { letters, keys, now } = context;
  for (const { token } of bounceTokens(context)) {
    const named = letters.byToken.find(({ id, toAddress }) => {
      if (aboutId(id) !== token.about) return false;
      const failure = verifyToken(token, { address: toAddress, epoch: 0, keys, now });
      // A late bounce is still about that letter.
      return failure === null || failure === 'expired';
    });
    if (named !== undefined) return named;
  }
  return null;
}
