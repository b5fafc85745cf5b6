import { applyLetters } from '../desk/apply.ts';
import { type Desk, mailboxOf } from '../desk/desk.ts';
import { copiesData } from '../desk/letters/copies-data.ts';
import { writeLetters } from '../desk/letters/letters.ts';
import { sameAddress } from '../people/address.ts';
import { type WaitingCopies, waitingCopies } from '../store/waiting-copy.ts';

/**
 * Sends staff who want copies collected the letter that has them, when the oldest has waited long enough. Who adds the
 * letter takes the copies out: of two processes one does.
 */
export async function sendCollectedCopies(desk: Desk): Promise<void> {
  const before = new Date(desk.now().getTime() - desk.config.reports.copiesEvery);
  for (const waiting of await waitingCopies(desk.db, before)) await send(desk, waiting);
}

async function send(desk: Desk, { reader, copies }: WaitingCopies): Promise<void> {
  const mailbox = mailboxOf(desk.config, copies[0]?.mailbox ?? '');
  const staff = desk.directory.staff.find(({ email }) => sameAddress(email, reader));
  const orders = staff === undefined ? [] : [{ kind: 'collected_copies' as const, to: [staff.email] }];
  const letters = await writeLetters(desk, mailbox, { ticket: null, orders, cause: null }, (_order, { address }) =>
    copiesData(desk, mailbox, copies, address),
  );
  const refusal = await applyLetters(desk, letters, { copiesTold: copies.map(({ id }) => id) });
  desk.log.info({
    event: 'copies_collected',
    copies: copies.length,
    letters: letters.length,
    result: refusal ?? 'written',
  });
}
