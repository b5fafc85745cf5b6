import { applyLetters } from '../desk/apply.ts';
import { desksOf, isOfDesk, writingMailbox } from '../desk/brand/brand.ts';
import type { Desk } from '../desk/desk.ts';
import { writeLetters } from '../desk/letters/letters.ts';
import { domainOf, isPublicProvider, limitKey } from '../people/address.ts';
import { limitReached } from '../people/limits.ts';
import { type Deferred, deferredAcknowledgements } from '../store/deferred-acknowledgement.ts';
import { acknowledgementCounts } from '../store/letter.ts';

/** Senders looked at in one round, those who have waited longest first. */
const SENDERS_A_ROUND = 100;

/**
 * Sends the acknowledgements that a limit has held back, once there is room again: one letter for all tickets of a
 * sender with a brand, so that making up for them does not use the limit up again.
 */
export async function sendLateAcknowledgements(desk: Desk): Promise<void> {
  for (const deferred of await deferredAcknowledgements(desk.db, SENDERS_A_ROUND))
    if (await hasRoom(desk, deferred)) await collect(desk, deferred);
}

/** A collected acknowledgement counts towards the limits like any other. */
async function hasRoom(desk: Desk, { address }: Deferred): Promise<boolean> {
  const domain = domainOf(address);
  const of = (kind: string) => acknowledgementCounts(desk.db, { kind, to: limitKey(address), now: desk.now() });
  const [single, collected] = await Promise.all([of('acknowledgement'), of('collected_acknowledgement')]);
  const counts = {
    senderHour: single.senderHour + collected.senderHour,
    senderDay: single.senderDay + collected.senderDay,
    domainHour: single.domainHour + collected.domainHour,
    hour: single.hour + collected.hour,
  };
  const sender = { publicProvider: isPublicProvider(domain), proven: true };
  return limitReached(counts, desk.config.limits.acknowledgements, sender) === null;
}

async function collect(desk: Desk, { address, mailbox, tickets }: Deferred): Promise<void> {
  const orders = [{ kind: 'collected_acknowledgement' as const, to: [address] }];
  const byBrand = desksOf(desk).map(async (own) => {
    const collected = tickets
      .filter((ticket) => isOfDesk(own, ticket))
      .map(({ number, subject }) => ({ number, subject }));
    if (collected.length === 0) return [];
    return writeLetters(own, writingMailbox(own, mailbox), { ticket: null, orders, cause: null }, () => ({
      collected,
    }));
  });
  const letters = (await Promise.all(byBrand)).flat();
  await applyLetters(desk, letters, { collected: tickets.map(({ id }) => id) });
}
