import { LETTERS } from '../../letter/kinds.ts';
import { canonicalAddress } from '../../people/address.ts';
import { isDead } from '../../store/letter.ts';
import { andThen, type Change, isRefusal } from '../../ticket/change.ts';
import type { Context } from '../../ticket/context.ts';
import type { LetterKind, LetterOrder, TranscriptLine } from '../../ticket/letters.ts';
import { transition } from '../../ticket/transition.ts';
import { deskOf } from '../brand/brand.ts';
import type { Desk } from '../desk.ts';
import { loadContext } from '../staffing.ts';
import { isWritable } from './reader.ts';

/** The line of a transcript that says of a letter that it has gone out. */
const SAYS_SENT: Readonly<Partial<Record<LetterKind, readonly string[]>>> = {
  question: ['ask'],
  public_reply: ['reply'],
  resolution: ['resolve', 'release'],
};

/**
 * Changes whose letters of a person's words would go to addresses that are written to no more: those in charge are told
 * of each, and no transcript says that it was sent.
 */
export async function withHeldBack(desk: Desk, changes: readonly Change[]): Promise<readonly Change[]> {
  const recipients = changes.flatMap(({ letters }) => letters.filter(isContent).flatMap(({ to }) => to));
  const dead = await deadAmong(desk, recipients);
  if (dead.size === 0) return changes;
  const correctedBy = (change: Change, context: Context): Change => {
    const orders = change.letters.filter(isContent);
    const lost = [...new Set(orders.flatMap(({ to }) => to.filter((address) => dead.has(address))))];
    const corrected = { ...change, letters: change.letters.map((order) => corrects(order, orders, dead)) };
    return lost.reduce((so: Change, recipient) => {
      const why = isWritable(desk, recipient) ? 'held_back' : 'no_address';
      const told = andThen(so, (ticket) =>
        transition(ticket, { name: 'bounced', recipient, status: '', permanent: true, why }, context),
      );
      return isRefusal(told) ? so : told;
    }, corrected);
  };
  return Promise.all(
    changes.map(async (change) => correctedBy(change, await loadContext(deskOf(desk, change.ticket.brand)))),
  );
}

const isContent = ({ kind }: LetterOrder): boolean => LETTERS[kind].delivery === 'content';

async function deadAmong(desk: Desk, addresses: readonly string[]): Promise<ReadonlySet<string>> {
  const dead = await Promise.all(
    addresses.map((address) => isDead(desk.db, { address: canonicalAddress(address), now: desk.now() })),
  );
  return new Set(addresses.filter((address, at) => dead[at] || !isWritable(desk, address)));
}

function corrects(order: LetterOrder, letters: readonly LetterOrder[], dead: ReadonlySet<string>): LetterOrder {
  if (order.kind !== 'transcript') return order;
  const wholly = letters.filter(({ to }) => to.every((address) => dead.has(address)));
  const unsent = new Map(wholly.flatMap(({ kind, to }) => (SAYS_SENT[kind] ?? []).map((result) => [result, to])));
  const told = new Set<string>();
  const lines = order.lines.map((line): TranscriptLine => {
    const to = line.done ? unsent.get(line.result) : undefined;
    if (to === undefined) return line;
    for (const address of to) told.add(address);
    return { ...line, done: false, result: 'not_sent', detail: to.join(', ') };
  });
  const others = new Set(letters.flatMap(({ to }) => to.filter((address) => dead.has(address) && !told.has(address))));
  const missed = [...others].map(
    (detail): TranscriptLine => ({ command: '', done: false, result: 'not_sent_to', detail }),
  );
  return { ...order, lines: [...lines, ...missed] };
}
