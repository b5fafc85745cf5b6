import { sameAddress } from '../people/address.ts';
import { isSame } from './audience.ts';
import type { Change } from './change.ts';
import type { Context, RosterEntry } from './context.ts';
import { COPY_KINDS, type Copy, type LetterOrder } from './letters.ts';

/** The change with copies in the place of the letters that their readers want collected. The assignee works with them. */
export function withCopies(change: Change, { roster }: Context): Change {
  const collects = (reader: string): boolean =>
    wantedBy(roster, reader) === 'digest' && !isSame(change.ticket.assignee, reader);
  const split = change.letters.map((letter) => splitOff(letter, collects));
  return {
    ...change,
    letters: split.flatMap(({ now }) => now),
    copies: [...change.copies, ...split.flatMap(({ later }) => later)],
  };
}

function splitOff(letter: LetterOrder, collects: (reader: string) => boolean) {
  const kind = COPY_KINDS.find((each) => each === letter.kind);
  const readers = kind === undefined ? [] : letter.to.filter(collects);
  if (kind === undefined || readers.length === 0) return { now: [letter], later: [] };
  const { words = '', values = {} } = letter;
  const content = { by: 'by' in values ? String(values.by) : '', words };
  const to = letter.to.filter((address) => !readers.includes(address));
  return {
    now: to.length === 0 ? [] : [{ ...letter, to }],
    later: readers.map((reader): Copy => ({ kind, reader, content })),
  };
}

/** How much somebody has asked to be written to. */
export const wantedBy = (roster: readonly RosterEntry[], email: string) =>
  roster.find(({ staff }) => sameAddress(staff.email, email))?.staff.letters;
