import { isSame, supervising } from '../audience.ts';
import type { Change } from '../change.ts';
import type { Context } from '../context.ts';
import type { LetterKind, LetterOrder } from '../letters.ts';
import { isAway, standIn } from './absence.ts';

/** Letters that want something done, or tell what the next step depends on. Of copies nobody has to know meanwhile. */
const PASSED_ON: ReadonlySet<LetterKind> = new Set<LetterKind>([
  'relay',
  'reminder',
  'follow_up',
  'breach',
  'escalation',
  'unclear_reply',
  'supervisor_notice',
  'call_customer',
  'release_request',
  'side_thread_question',
  'side_thread_answer',
  'side_thread_overdue',
  'third_party_reply',
  'undeliverable',
]);

/**
 * The change with its letters to somebody who is away sent to who stands in for them as well; where nobody does, to the
 * supervisors who are there. Nobody gets the same letter twice.
 */
export function withStandIns(change: Change, context: Context): Change {
  const { roster, now } = context;
  const absent = roster.flatMap(({ staff }) => (isAway(roster, staff.email, now) ? [staff.email] : []));
  if (absent.length === 0) return change;
  const told = (kind: LetterKind): readonly string[] =>
    change.letters.flatMap((letter) => (letter.kind === kind ? letter.to : []));
  const more = change.letters.flatMap((letter): readonly LetterOrder[] => {
    const readers = letter.to.filter((reader) => absent.some((email) => isSame(email, reader)));
    const known = [...told(letter.kind)];
    return readers
      .filter((reader) => isPassedOn(letter, reader, change))
      .flatMap((reader) => {
        const to = standInsFor(reader, context).filter((email) => !known.some((each) => isSame(each, email)));
        known.push(...to);
        return to.length === 0 ? [] : [{ ...letter, to, standingInFor: reader }];
      });
  });
  return more.length === 0 ? change : { ...change, letters: [...change.letters, ...more] };
}

/** A note to the assignee is for whoever does the work; to all others it is a copy. */
const isPassedOn = ({ kind }: LetterOrder, reader: string, { ticket }: Change): boolean =>
  PASSED_ON.has(kind) || (kind === 'note' && isSame(ticket.assignee, reader));

/** Who is written to in the place of somebody who is away. */
export function standInsFor(email: string, { roster, now }: Pick<Context, 'roster' | 'now'>): readonly string[] {
  const named = standIn(roster, email, now);
  if (named !== null) return [named.email];
  return supervising(roster).flatMap(({ staff }) => (isAway(roster, staff.email, now) ? [] : [staff.email]));
}
