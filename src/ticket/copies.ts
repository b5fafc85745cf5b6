import { sameAddress } from '../people/address.ts';
import { isSame } from './audience.ts';
import type { Change } from './change.ts';
import type { Context, RosterEntry } from './context.ts';
import { COPY_KINDS, type Copy, type LetterOrder } from './letters.ts';

/**
 * The change without the copies of those who have muted the ticket, and with copies that wait in the place of those
 * that their readers want collected. The assignee works with them, and gets each.
 */
export function withCopies(change: Change, { roster }: Context): Change {
  const { assignee, muted = [] } = change.ticket;
  const when = (reader: string): When => {
    if (isSame(assignee, reader)) return 'now';
    if (muted.some((each) => isSame(each, reader))) return 'never';
    return wantedBy(roster, reader) === 'digest' ? 'later' : 'now';
  };
  const split = change.letters.map((letter) => splitOff(letter, when));
  return {
    ...change,
    letters: split.flatMap(({ now }) => now),
    copies: [...change.copies, ...split.flatMap(({ later }) => later)],
  };
}

type When = 'now' | 'later' | 'never';

function splitOff(letter: LetterOrder, when: (reader: string) => When) {
  const kind = COPY_KINDS.find((each) => each === letter.kind);
  const to = letter.to.filter((reader) => kind === undefined || when(reader) === 'now');
  if (kind === undefined || to.length === letter.to.length) return { now: [letter], later: [] };
  const { words = '', values = {} } = letter;
  const content = { by: 'by' in values ? String(values.by) : '', words };
  return {
    now: to.length === 0 ? [] : [{ ...letter, to }],
    later: letter.to.filter((reader) => when(reader) === 'later').map((reader): Copy => ({ kind, reader, content })),
  };
}

/** How much somebody has asked to be written to. */
export const wantedBy = (roster: readonly RosterEntry[], email: string) =>
  roster.find(({ staff }) => sameAddress(staff.email, email))?.staff.letters;
