import { applyLetters } from '../desk/apply.ts';
import { desksOf, isOfDesk, writingMailbox } from '../desk/brand/brand.ts';
import type { Desk } from '../desk/desk.ts';
import { copiesData } from '../desk/letters/copies-data.ts';
import { type Written, writeLetters } from '../desk/letters/letters.ts';
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

/** A letter is of one brand. */
async function lettersOf(desk: Desk, { reader, copies }: WaitingCopies): Promise<Written[]> {
  const staff = desk.directory.staff.find(({ email }) => sameAddress(email, reader));
  if (staff === undefined || copies.length === 0) return [];
  const mailbox = writingMailbox(desk, copies[0]?.mailbox ?? '');
  const orders = [{ kind: 'collected_copies' as const, to: [staff.email] }];
  return writeLetters(desk, mailbox, { ticket: null, orders, cause: null }, (_order, { address }) =>
    copiesData(desk, mailbox, copies, address),
  );
}

async function send(desk: Desk, { reader, copies }: WaitingCopies): Promise<void> {
  const byBrand = desksOf(desk).map((own) =>
    lettersOf(own, {
      reader,
      copies: copies.filter(({ ticket }) => isOfDesk(own, ticket)),
    }),
  );
  const letters = (await Promise.all(byBrand)).flat();
  const refusal = await applyLetters(desk, letters, { copiesTold: copies.map(({ id }) => id) });
  desk.log.info({
    event: 'copies_collected',
    copies: copies.length,
    letters: letters.length,
    result: refusal ?? 'written',
  });
}
