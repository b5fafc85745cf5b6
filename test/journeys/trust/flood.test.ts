import { expect, it } from 'vitest';
import { sql } from '../../../src/store/drizzle.ts';
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
  const quiet = await openQuietDesk(clock, {
    config: { staff: [supervisor], limits: { newcomersPerHour: 0 } },
  });
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

it('500 forged senders within a minute mean few letters to the staff, none of them urgent, and every customer is served', async () => {
  const clock = createClock('2026-11-23T02:00:00Z');
  const staff = [
    { name: 'Li', email: 'li@staff.example', roles: ['engineer'], teams: ['all'] },
    { name: 'Chen', email: 'chen@staff.example', roles: ['engineer'], teams: ['all'] },
    { name: 'Zhao', email: 'zhao@staff.example', roles: ['frontline'] },
    { name: 'Wang', email: 'wang@staff.example', roles: ['supervisor'] },
  ];
  const rules = [{ when: { words: ['production down'] }, set: { urgency: 'urgent' } }];
  const quiet = await openQuietDesk(clock, { config: { staff, teams: [{ name: 'all' }], rules } });
  const forged = (at: number) => ({
    from: `sender${at}@forged${at}.example`,
    subject: `Production down ${at}`,
    text: `Urgency: urgent\nEverything of ours is broken, this is call number ${at}.`,
    proven: false,
  });
  const customer = (at: number) => ({
    from: `customer${at}@company${at}.example`,
    subject: `Production down at company ${at}`,
    text: 'The export of the weekly figures stops half way through, please have a look.',
  });
  const received = [];
  for (let batch = 0; batch < 10; batch++) {
    const mails = Array.from({ length: 50 }, (_, index) => forged(batch * 50 + index));
    received.push(...(await quiet.receive(...mails.slice(0, 25), customer(batch), ...mails.slice(25))));
    clock.advance(6_000);
  }
  const opened = received.filter(({ outcome }) => outcome === 'ticketed');
  expect(opened).toHaveLength(15 + 10);
  expect(received.filter(({ reason }) => reason === 'too_many_newcomers')).toHaveLength(485);

  for (let minute = 0; minute < 29; minute += 1) {
    clock.advance(60_000);
    await quiet.round();
  }
  const letters = await quiet.newLetters();
  const toStaff = letters.filter(({ to }) => to.endsWith('@staff.example'));
  const aboutCustomers = toStaff.filter(({ text }) => /company\d/.test(text));
  const collected = letters.filter(({ kind }) => kind === 'quarantine_notice');
  console.log(
    `${toStaff.length} letters to staff, ${aboutCustomers.length} about customers, ${collected.length} collected`,
  );
  expect(toStaff.length - aboutCustomers.length).toBeLessThanOrEqual(80);
  expect(collected.map(({ to }) => to)).toEqual(collected.map(() => 'zhao@staff.example'));
  expect(collected.length).toBeGreaterThanOrEqual(1);
  expect(letters.filter(({ kind }) => kind === 'acknowledgement')).toHaveLength(10);
  const urgent = await quiet.desk.db.execute<{ requester: string }>(
    sql`select requester_address as requester from ticket where urgency = 'urgent'`,
  );
  expect(urgent.map(({ requester }) => requester)).toHaveLength(10);

  // What is genuine among them is released by the front line, and is a ticket like any other.
  const waiting = received.find(({ outcome }) => outcome === 'quarantined');
  expect(await quiet.release(waiting?.id ?? 0)).toMatchObject({ outcome: 'ticketed' });

  clock.advance(HOUR_MS);
  const [later] = await quiet.receive({ ...forged(999), text: 'A question an hour later.' });
  expect(later).toMatchObject({ outcome: 'ticketed' });
  await quiet.close();
});
