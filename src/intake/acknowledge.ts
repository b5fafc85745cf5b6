import { alarmLetters } from '../desk/alarm.ts';
import type { Desk } from '../desk/desk.ts';
import { automaticResponse } from '../people/acknowledgement.ts';
import { canonicalAddress, domainOf, isPublicProvider, sameAddress } from '../people/address.ts';
import { MAX_HOPS, readHops } from '../people/hops.ts';
import { type AcknowledgementLimits, limitReached, MOST_TIMES_THE_SAME } from '../people/limits.ts';
import { acknowledgementCounts, timesSaidToday } from '../store/customer.ts';
import type { LetterKind, LetterOrder } from '../ticket/change.ts';
import type { Received } from '../ticket/event.ts';
import { deskAddresses, type MailContext } from './context.ts';
import type { Decision } from './decision.ts';

/** Whether a new ticket is acknowledged, and how. */
type Acknowledgement = {
  readonly kind: Received['acknowledge'];
  /** One collected letter makes up for it when there is room again. */
  readonly deferred: boolean;
  /** To the staff, when acknowledgements have run out. */
  readonly letters: readonly LetterOrder[];
  readonly within: NonNullable<Decision['within']> | null;
};

export const SILENCE: Acknowledgement = { kind: 'none', deferred: false, letters: [], within: null };

const ANSWERS = { full: 'acknowledgement', short: 'short_acknowledgement', none: 'none' } as const;

/**
 * What the rules for automatic responses (RFC 3834) and the limits say. Over a limit nothing is sent; who has proven who
 * they are gets one collected letter when there is room again.
 */
export async function acknowledgementFor(visit: MailContext): Promise<Acknowledgement> {
  const { mail, stored, desk } = visit;
  if (stored.backfill || readHops(mail, desk.config.desk.domain, desk.keys) >= MAX_HOPS) return SILENCE;
  const kind = ANSWERS[answerOf(visit)];
  if (kind === 'none') return SILENCE;
  const limit = await limitFor(visit, kind);
  if (limit === null)
    return { ...SILENCE, kind, within: anHour(desk, kind, desk.config.limits.acknowledgements.perHour) };
  desk.log.warn({ event: 'acknowledgement_limited', limit });
  return {
    ...SILENCE,
    deferred: kind === 'acknowledgement' && limit !== 'sameWords',
    ...(limit === 'perHour' ? await alarmOnce(visit) : {}),
  };
}

/** A gateway that names nobody speaks for itself, and is answered like anybody. */
function answerOf({ mail, mailbox, verdict, authentication, person }: MailContext): keyof typeof ANSWERS {
  const gateway =
    person?.kind === 'customer' && person.gateway !== null && !sameAddress(person.gateway, person.address.address);
  return automaticResponse(mail, {
    deskAddresses: deskAddresses(mailbox),
    returnPathRequired: mailbox.returnPathRequired,
    own: false,
    authentication: gateway ? authentication.verdict : verdict,
    gateway,
    newTicket: true,
    overLimit: false,
  }).answer;
}

async function limitFor(
  { desk, from, mail }: MailContext,
  kind: LetterKind,
): Promise<keyof AcknowledgementLimits | 'sameWords' | null> {
  const limits = desk.config.limits.acknowledgements;
  if (from === null || Object.values(limits).every((limit) => limit === 0)) return null;
  const address = canonicalAddress(from.address);
  const domain = domainOf(address);
  const now = desk.now();
  const counts = await acknowledgementCounts(desk.db, { kind, address, domain, now });
  // A machine that says nothing about itself is told by repeating itself, whatever it writes into its header.
  const said =
    counts.senderDay < MOST_TIMES_THE_SAME ? 0 : await timesSaidToday(desk.db, from.address, mail.reply, now);
  if (said >= MOST_TIMES_THE_SAME) return 'sameWords';
  return limitReached(counts, limits, isPublicProvider(domain));
}

const HOUR_MS = 60 * 60_000;

/** Counted once more when it is written down, since others decide at the same time; null: no limit. */
const anHour = (desk: Desk, kind: LetterKind, most: number): Acknowledgement['within'] =>
  most === 0 ? null : { kind, since: new Date(desk.now().getTime() - HOUR_MS), most };

/** The supervisors hear that acknowledgements have run out, once an hour. */
async function alarmOnce({ desk, mailbox }: MailContext): Promise<Pick<Acknowledgement, 'letters' | 'within'>> {
  const letters = alarmLetters(desk, { reason: 'acknowledgements_exhausted', mailbox: mailbox.name });
  const readers = letters.flatMap(({ to }) => to);
  const [address] = readers;
  if (address === undefined) return SILENCE;
  const raised = await acknowledgementCounts(desk.db, { kind: 'alarm', address, domain: '', now: desk.now() });
  return raised.senderHour > 0 ? SILENCE : { letters, within: anHour(desk, 'alarm', readers.length) };
}
