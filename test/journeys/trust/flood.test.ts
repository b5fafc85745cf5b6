import { expect, it } from 'vitest';
import { listLetters } from '../../../src/store/letter.ts';
import { createClock } from '../../support/clock.ts';
import { openQuietDesk } from '../../support/quiet-desk.ts';

/** `npm run flood` floods in earnest. */
const FORGED = Number(process.env.TSDESK_FLOOD ?? 450);
const BATCH = 50;
/** All forged mail comes within this time. */
const HOURS = FORGED < 1_000 ? 1 : 3;
const HOUR_MS = 3_600_000;

it(`acknowledges at most 300 of ${FORGED} forged senders an hour, and every customer meanwhile`, async () => {
  const clock = createClock('2026-11-23T02:00:00Z');
  const supervisor = { name: 'Wang', email: 'wang@staff.example', roles: ['supervisor'] };
  const quiet = await openQuietDesk(clock, { config: { staff: [supervisor] } });
  const forged = (at: number) => ({
    from: `sender${at}@forged${at % 5_000}.example`,
    subject: `Offer ${at}`,
    text: `Dear friend number ${at}, I have a proposal for you that you should not miss.`,
    proven: false,
  });
  const customer = (at: number) => ({
    from: `customer${at}@company${at}.example`,
    subject: 'The export fails',
    text: 'The export of the weekly figures stops half way through, please have a look.',
  });
  let customers = 0;
  for (let at = 0; at < FORGED; at += BATCH) {
    const batch = Array.from({ length: Math.min(BATCH, FORGED - at) }, (_, index) => forged(at + index));
    // A customer's mail in every other batch, which keeps within the customers' own limit of 300 an hour.
    const real = (at / BATCH) % 2 === 0 ? [customer(customers++)] : [];
    await quiet.receive(...batch.slice(0, BATCH / 2), ...real, ...batch.slice(BATCH / 2));
    clock.advance((HOURS * HOUR_MS * BATCH) / FORGED);
  }
  const letters = await listLetters(quiet.desk.db);
  const times = letters
    .filter(({ kind }) => kind === 'short_acknowledgement')
    .map(({ createdAt }) => createdAt.getTime());
  const busiest = Math.max(
    ...times.map((start) => times.filter((time) => time >= start && time < start + HOUR_MS).length),
  );
  const served = letters.filter(({ kind }) => kind === 'acknowledgement').length;
  const alarms = letters.filter(({ kind }) => kind === 'alarm');
  console.log(
    `${FORGED} forged senders in ${HOURS} h: ${times.length} acknowledged, ${busiest} in the busiest hour, ${alarms.length} alarms; ${served} of ${customers} customers acknowledged`,
  );
  expect(busiest).toBeLessThanOrEqual(300);
  expect(served).toBe(customers);
  expect(alarms.length).toBeGreaterThanOrEqual(1);
  expect(alarms.length).toBeLessThanOrEqual(HOURS + 1);
  expect((await quiet.ledger()).every(({ outcome }) => outcome === 'ticketed')).toBe(true);
  await quiet.close();
}, 3_600_000);
