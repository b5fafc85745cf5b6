import { afterAll, beforeAll, expect, it } from 'vitest';
import { loadKnown } from '../../src/desk/knowledge.ts';
import { canonicalAddress } from '../../src/people/address.ts';
import { sql } from '../../src/store/drizzle.ts';
import { isDead } from '../../src/store/letter.ts';
import { breachedDeadlines, ticketByNumber } from '../../src/store/ticket.ts';
import type { Ticket } from '../../src/ticket/ticket.ts';
import { createClock } from '../support/clock.ts';
import { openQuietDesk, type QuietDesk } from '../support/quiet-desk.ts';

/** Years ahead of the machine's: what goes by that finds everything to be new. */
const clock = createClock('2035-03-05T02:00:00Z');
const HOUR = 3_600_000;
const MAY = 'may@first.example';
const SAME = 'The export of the monthly sheet stops at the last page, and the printer says that the queue is full';

let quiet: QuietDesk;
beforeAll(async () => {
  quiet = await openQuietDesk(clock);
});
afterAll(() => quiet.close());

const opened = async (from: string, text: string): Promise<Ticket> => {
  const [row] = await quiet.receive({ from, subject: 'The export stops', text });
  return (await ticketByNumber(quiet.desk.db, row?.ticket ?? '')) as Ticket;
};
const alikeTo = async (ticket: Ticket): Promise<string[]> =>
  (await loadKnown(quiet.desk, ticket, [])).alike.map(({ number }) => number);

it('tickets are alike for hours, and for a week with an error of one name, by the clock of the desk', async () => {
  const coded = await opened(MAY, `${SAME}\nerror code: E-1701`);
  clock.advance(5 * HOUR);
  const soon = await opened('lee@second.example', SAME);
  expect(await alikeTo(soon)).toContain(coded.number);
  clock.advance(2 * HOUR);
  expect(await alikeTo(soon)).not.toContain(coded.number);
  clock.advance(6 * 24 * HOUR);
  const named = await opened('sun@third.example', 'Nothing else in common.\nerror code: E-1701');
  expect(await alikeTo(named)).toContain(coded.number);
  clock.advance(24 * HOUR);
  expect(await alikeTo(named)).not.toContain(coded.number);
});

it('deadlines are past by the clock of the desk', async () => {
  const { respondBy } = await opened('ann@fourth.example', 'A problem of its own.');
  const at = (ms: number) => breachedDeadlines(quiet.desk.db, new Date((respondBy?.getTime() ?? 0) + ms));
  expect((await at(1)).response - (await at(-1)).response).toBe(1);
});

it('an address that letters came back from is dead for thirty days of the desk', async () => {
  const { db } = quiet.desk;
  const address = canonicalAddress('gone@fifth.example');
  for (const text of ['One.', 'Another.', 'A third.']) await opened(address, text);
  await db.execute(sql`update letter set state = 'failed', last_result = 'bounced' where to_canonical = ${address}`);
  const dead = () => isDead(db, { address, now: clock.now() });
  expect(await dead()).toBe(true);
  clock.advance(29 * 24 * HOUR);
  expect(await dead()).toBe(true);
  clock.advance(2 * 24 * HOUR);
  expect(await dead()).toBe(false);
});
