import type { Decision } from '../desk/decision.ts';
import { alarmLetters } from '../desk/health/alarm.ts';
import { automaticResponse } from '../people/acknowledgement.ts';
import { domainOf, isPublicProvider, sameAddress } from '../people/address.ts';
import { MAX_HOPS, readHops } from '../people/hops.ts';
import { type AcknowledgementLimits, limitReached, MOST_TIMES_THE_SAME } from '../people/limits.ts';
import type { Received } from '../ticket/context.ts';
import type { LetterKind, LetterOrder } from '../ticket/letters.ts';
import { type Acknowledged, type Arrival, deskAddresses, type MailContext } from './context.ts';
import type { Needs } from './needs.ts';

/** Whether a new ticket is acknowledged, and how. */
export type Acknowledgement = {
  readonly kind: Received['acknowledge'];
  /** One collected letter makes up for it when there is room again. */
  readonly deferred: boolean;
  /** To the staff, when acknowledgements have run out. */
  readonly letters: readonly LetterOrder[];
  readonly within: NonNullable<Decision['within']> | null;
  /** The limit that keeps it back. */
  readonly limit: Limit | null;
};

type Limit = keyof AcknowledgementLimits | 'sameWords';

const SILENCE: Acknowledgement = { kind: 'none', deferred: false, letters: [], within: null, limit: null };

const KIND_OF = { full: 'acknowledgement', short: 'short_acknowledgement', none: 'none' } as const;

export function acknowledgementNeeds(arrival: Arrival): Needs {
  const kind = acknowledgementDue(arrival);
  return kind === 'none' || isUnlimited(arrival) ? {} : { acknowledged: kind };
}

/**
 * What the rules for automatic responses (RFC 3834) and the limits say. Over a limit nothing is sent; a sender who is
 * proven gets one collected letter when there is room again.
 */
export function acknowledgementFor(context: MailContext): Acknowledgement {
  const { config, now, acknowledged } = context;
  const kind = acknowledgementDue(context);
  if (kind === 'none') return SILENCE;
  const sent = { ...SILENCE, kind, within: withinAnHour(now, kind, config.limits.acknowledgements.perHour) };
  if (acknowledged === null) return sent;
  const limit = limitFor(context, kind, acknowledged);
  if (limit === null) return sent;
  return {
    ...SILENCE,
    deferred: kind === 'acknowledgement' && limit !== 'sameWords',
    limit,
    ...(limit === 'perHour' ? alarmOnce(context, acknowledged) : {}),
  };
}

/** What is due to the sender before any limit is asked. A website form that names nobody is answered like anybody. */
export function acknowledgementDue(arrival: Arrival): Received['acknowledge'] {
  const { mail, stored, mailbox, verdict, authentication, person, config, keys } = arrival;
  if (stored.backfill || readHops(mail, config.desk.domain, keys) >= MAX_HOPS) return 'none';
  const gateway =
    person?.kind === 'customer' && person.gateway !== null && !sameAddress(person.gateway, person.address.address);
  const { answer } = automaticResponse(mail, {
    deskAddresses: deskAddresses(mailbox),
    returnPathRequired: mailbox.returnPathRequired,
    own: false,
    authentication: gateway ? authentication.verdict : verdict,
    gateway,
    newTicket: true,
    overLimit: false,
  });
  return KIND_OF[answer];
}

const isUnlimited = ({ config, from }: Arrival): boolean =>
  from === null || Object.values(config.limits.acknowledgements).every((limit) => limit === 0);

/** The limit one more acknowledgement of this kind would break; null when it may be sent. */
export function limitFor(
  { config, from }: Arrival,
  kind: LetterKind,
  { counts, sameWords }: Pick<Acknowledged, 'counts' | 'sameWords'>,
): Limit | null {
  // A machine that says nothing about itself is told by repeating itself, whatever it writes into its header.
  if (sameWords >= MOST_TIMES_THE_SAME) return 'sameWords';
  const domain = domainOf(from?.address ?? '');
  const sender = { publicProvider: isPublicProvider(domain), proven: kind !== 'short_acknowledgement' };
  return limitReached(counts, config.limits.acknowledgements, sender);
}

const HOUR_MS = 60 * 60_000;

/** Counted once more when it is written down, since others decide at the same time; null: no limit. */
const withinAnHour = (now: Date, kind: LetterKind, most: number): Acknowledgement['within'] =>
  most === 0 ? null : { kind, since: new Date(now.getTime() - HOUR_MS), most };

/** The supervisors hear that acknowledgements have run out, once an hour. */
function alarmOnce({ directory, mailbox, now }: Arrival, { alarms }: Acknowledged): Partial<Acknowledgement> {
  if (alarms > 0) return {};
  const letters = alarmLetters(directory, { reason: 'acknowledgements_exhausted', mailbox: mailbox.name });
  return { letters, within: withinAnHour(now, 'alarm', letters.flatMap(({ to }) => to).length) };
}
