import { loadContext } from '../desk/roster.ts';
import { aboutId, verifyToken } from '../people/token.ts';
import { type BouncedLetter, lettersByMessageId, lettersByTail } from '../store/outbox.ts';
import { loadTickets } from '../store/ticket.ts';
import { isRefusal } from '../ticket/change.ts';
import { because } from '../ticket/outcome.ts';
import { transition } from '../ticket/transition.ts';
import type { MailContext } from './context.ts';
import { type Decision, fileAs } from './decision.ts';

/**
 * A delivery status notification belongs to the letter that its recipient address names (the bounce token), else to the one
 * whose Message-ID it quotes. One that belongs to none changes nothing.
 */
export async function decideBounce(visit: MailContext): Promise<Decision> {
  const { desk, mail } = visit;
  const letter = (await letterByToken(visit)) ?? (await letterByMessageId(visit));
  if (letter === null) return fileAs('bounce', 'matches_no_letter');
  const { recipient, status, permanent, diagnostic } = mail.bounce ?? {
    recipient: null,
    status: null,
    permanent: false,
    diagnostic: null,
  };
  const bounced = {
    letterId: letter.id,
    permanent,
    reply: `bounced ${status ?? ''}: ${diagnostic ?? mail.subject}`.slice(0, 500),
  };
  const [ticket] = letter.ticketId === null ? [] : await loadTickets(desk.db, [letter.ticketId]);
  const reason = because(permanent ? 'permanent' : 'temporary', status ?? '');
  if (isOldNews(letter, permanent)) return fileAs('bounce', reason, ticket ?? null);
  if (ticket === undefined) return { ...fileAs('bounce', reason), bounced };
  const change = transition(
    ticket,
    { name: 'bounced', recipient: recipient ?? letter.toAddress, status: status ?? '', permanent },
    await loadContext(desk),
  );
  return { ...fileAs('bounce', reason, ticket), bounced, ...(isRefusal(change) ? {} : { changes: [change] }) };
}

/** A letter comes back once, and its delay is told once: whoever was sent it could write the same notification for ever. */
const isOldNews = ({ state, lastResult }: BouncedLetter, permanent: boolean): boolean =>
  (lastResult === 'bounced' || lastResult === 'delayed') && (state === 'failed' || !permanent);

async function letterByToken({ desk, tokens }: MailContext): Promise<BouncedLetter | null> {
  for (const { token, place } of tokens) {
    if (token.purpose !== 'bounce' || place !== 'recipient') continue;
    for (const letter of await lettersByTail(desk.db, token.about.toString(16).padStart(12, '0')))
      if (aboutId(letter.id) === token.about && isGenuine(visitBinding(desk, letter), token)) return letter;
  }
  return null;
}

type Binding = Parameters<typeof verifyToken>[1];
const visitBinding = (desk: MailContext['desk'], letter: BouncedLetter): Binding => ({
  address: letter.toAddress,
  epoch: 0,
  keys: desk.keys,
  now: desk.now(),
});

/** A late bounce is still about that letter. */
function isGenuine(binding: Binding, token: Parameters<typeof verifyToken>[0]): boolean {
  const failure = verifyToken(token, binding);
  return failure === null || failure === 'expired';
}

async function letterByMessageId({ desk, mail }: MailContext): Promise<BouncedLetter | null> {
  const quoted = mail.bounce?.originalMessageId;
  const ids = [...(quoted ? [quoted] : []), ...mail.inReplyTo, ...mail.references];
  return (await lettersByMessageId(desk.db, ids))[0] ?? null;
}
