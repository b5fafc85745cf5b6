import { type Decision, fileAs } from '../../desk/decision.ts';
import { cut } from '../../lib/cut.ts';
import type { Bounce } from '../../mail/mail.ts';
import { sameAddress } from '../../people/address.ts';
import { aboutId, type FoundToken, tokensInAddress, verifyToken } from '../../people/token.ts';
import type { BouncedLetter } from '../../store/letter.ts';
import { isRefusal } from '../../ticket/change.ts';
import { because } from '../../ticket/mail-outcome.ts';
import { transition } from '../../ticket/transition.ts';
import type { Arrival, MailContext } from '../context.ts';
import type { Needs } from '../needs.ts';

/** What staff let go is read as a person's. */
export const isBounce = ({ mail, released }: Arrival): boolean => mail.class === 'bounce' && !released;

/** The letters a delivery status notification may be about. */
export const bounceNeeds = (arrival: Arrival): Needs => ({
  roster: true,
  ofLetters: true,
  letters: {
    idTails: bounceTokens(arrival).map(({ token }) => token.about.toString(16).padStart(12, '0')),
    messageIds: quotedIds(arrival),
  },
});

/**
 * A bounce token counts where the envelope sender was written down: among the recipients, and in the copy of the letter
 * that came back.
 */
const bounceTokens = ({ tokens, mail }: Arrival): readonly FoundToken[] =>
  [...tokens, ...tokensInAddress(mail.bounce?.returnPath ?? '')].filter(
    ({ token, place }) => token.purpose === 'bounce' && place === 'recipient',
  );

function quotedIds({ mail }: Arrival): readonly string[] {
  const quoted = mail.bounce?.originalMessageId;
  return [...(quoted ? [quoted] : []), ...mail.inReplyTo, ...mail.references];
}

/**
 * A delivery status notification belongs to the letter that the token of its envelope sender names, else to the one
 * whose Message-ID it quotes. Everybody who was sent a letter, or an answer to it, knows its Message-ID: such a report
 * counts only when it is of the right form, about the right recipient, and about a letter that had somewhere to come
 * back to; and never for the question whether the address is written to again. Others are noted in the ledger.
 */
export function decideBounce(context: MailContext): Decision {
  const { mail, now, policy, roster } = context;
  const report = mail.bounce ?? NO_REPORT;
  const proven = letterByToken(context);
  const { byMessageId } = context.letters;
  const plausible = byMessageId.find((letter) => isPlausible(letter, report)) ?? null;
  const letter = proven ?? plausible ?? byMessageId[0] ?? null;
  if (letter === null) return fileAs(isDoubtful(context) ? 'quarantined' : 'bounce', 'matches_no_letter');
  const { recipient, status, permanent, diagnostic } = report;
  const ticket = context.tickets.find(({ id }) => id === letter.ticketId) ?? null;
  if (proven === null && plausible === null) return fileAs('bounce', because('unproven_report', status ?? ''), ticket);
  const bounced = {
    letterId: letter.id,
    permanent,
    proven: proven !== null,
    reply: cut(`bounced ${status ?? ''}: ${diagnostic ?? mail.subject}`, 500),
  };
  const reason = because(permanent ? 'permanent' : 'temporary', status ?? '');
  if (isOldNews(letter, permanent))
    return { ...fileAs('bounce', reason, ticket), ...(provesReported(letter, bounced) ? { bounced } : {}) };
  if (ticket === null) return { ...fileAs('bounce', reason), bounced };
  const change = transition(
    ticket,
    {
      name: 'bounced',
      recipient: recipient ?? letter.toAddress,
      status: status ?? '',
      permanent,
      why: 'returned',
    },
    { now, policy, roster },
  );
  return { ...fileAs('bounce', reason, ticket), bounced, ...(isRefusal(change) ? {} : { changes: [change] }) };
}

/**
 * A report by its words alone, from an address that answers would reach: the postmaster of a customer may write about
 * bounces as a person. The front line looks at it.
 */
const isDoubtful = ({ mail }: MailContext): boolean =>
  mail.returnPath !== null &&
  mail.returnPath !== '' &&
  !mail.from.some(({ address }) => /^mailer-?daemon\b/i.test(address)) &&
  !mail.headers.some(([name]) => /^(?:auto-submitted|x-failed-recipients|x-aliyun-bounce)$/.test(name)) &&
  mail.bounce !== null &&
  mail.bounce.finalRecipient === null &&
  mail.bounce.originalMessageId === null;

const NO_REPORT: Bounce = {
  recipient: null,
  status: null,
  permanent: false,
  originalMessageId: null,
  diagnostic: null,
  finalRecipient: null,
  returnPath: null,
};

const isPlausible = ({ envelopeFrom, toAddress }: BouncedLetter, { finalRecipient }: Bounce): boolean =>
  envelopeFrom !== '' && finalRecipient !== null && sameAddress(finalRecipient, toAddress);

/**
 * A letter comes back once, and its delay is told once: anybody who was sent it could write the same notification as
 * often as they like.
 */
const isOldNews = ({ state, lastResult }: BouncedLetter, permanent: boolean): boolean =>
  (lastResult === 'bounced' || lastResult === 'reported' || lastResult === 'delayed') &&
  (state === 'failed' || !permanent);

/** What was only reported before is proven now: nobody is told again, but it counts. */
const provesReported = (
  { lastResult }: BouncedLetter,
  { permanent, proven }: { readonly permanent: boolean; readonly proven: boolean },
): boolean => lastResult === 'reported' && permanent && proven;

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
