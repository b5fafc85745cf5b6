import { mayUse } from '../people/authority.ts';
import { type Attendance, hasLeft, isAway } from '../ticket/absence/absence.ts';
import { heirsOf, standInsFor, thoseAbove } from '../ticket/absence/passed-on.ts';
import { isSame } from '../ticket/audience.ts';
import { openApprovals } from '../ticket/events/approval/asking.ts';
import type { Incident } from '../ticket/incident/incident.ts';
import type { LetterOrder } from '../ticket/letters.ts';
import type { Ticket } from '../ticket/ticket.ts';
import { offeredBy, type WhenAway, whenAway } from './kinds.ts';

/** What it takes to tell who reads a letter in the end. */
export type WhoIsThere = {
  readonly roster: Attendance;
  readonly now: Date;
  readonly ticket: Ticket | null;
  readonly incident: Pick<Incident, 'owner'> | null;
  /** Who wrote the mail that the letters come of, and knows what it says; null without one. */
  readonly author: string | null;
};

/**
 * The letters as they are read. What must not wait for somebody who is away goes to who stands in for them as well.
 * Nothing goes to who has left the staff; what they would have had to do goes to whoever has the ticket, else to the
 * supervisors. Which letter is of which kind its row says (`whenAway` in kinds.ts). Nobody gets the same twice, and
 * orders that stay as they are stay the same objects.
 */
export function asRead(orders: readonly LetterOrder[], at: WhoIsThere): readonly LetterOrder[] {
  const { roster, now } = at;
  const inherited = withOthers(
    orders,
    (reader) => hasLeft(roster, reader),
    (letter, reader) => inheritorsOf(letter, reader, at),
  ).map((letter) => withoutReaders(letter, (reader) => hasLeft(roster, reader)));
  return withOthers(
    inherited.filter(({ to }) => to.length > 0),
    (reader) => isAway(roster, reader, now),
    (letter, reader) => deputiesOf(letter, reader, at),
  );
}

type InPlace = Pick<LetterOrder, 'to' | 'standingInFor' | 'hasLeft'>;

/** With the letters of those who are not there for others as well; each of these gets what it says once. */
function withOthers(
  orders: readonly LetterOrder[],
  isMissing: (reader: string) => boolean,
  othersFor: (letter: LetterOrder, reader: string) => InPlace,
): readonly LetterOrder[] {
  const more: LetterOrder[] = [];
  for (const letter of orders.filter((each) => whenAway(each, false) !== null))
    for (const reader of letter.to.filter(isMissing)) {
      const place = othersFor(letter, reader);
      const has = [...orders, ...more].filter((each) => isAlike(each, letter)).flatMap(({ to }) => to);
      const to = place.to.filter((email) => !has.some((each) => isSame(each, email)));
      if (to.length > 0) more.push({ ...letter, ...place, to });
    }
  return more.length === 0 ? orders : [...orders, ...more];
}

/** Whether they say the same, whoever reads them. */
const isAlike = (a: LetterOrder, b: LetterOrder): boolean =>
  a.kind === b.kind && a.words === b.words && JSON.stringify(a.values) === JSON.stringify(b.values);

function withoutReaders(letter: LetterOrder, isGone: (reader: string) => boolean): LetterOrder {
  if (whenAway(letter, false) === null || !letter.to.some(isGone)) return letter;
  return { ...letter, to: letter.to.filter((reader) => !isGone(reader)) };
}

/** What becomes of that reader's letter; `theirs` too for what is about nothing they have. */
const meanwhile = (letter: LetterOrder, reader: string, { ticket, incident }: WhoIsThere): WhenAway =>
  whenAway(letter, isSame(ticket?.assignee ?? incident?.owner ?? null, reader)) ?? 'theirs';

/** Who stands in; for a decision that they may not take, somebody who may. */
function deputiesOf(letter: LetterOrder, reader: string, at: WhoIsThere): InPlace {
  const is = meanwhile(letter, reader, at);
  const named = is === 'passed_on' || is === 'passed_up' ? standInsFor(reader, at) : [];
  const able = is === 'passed_up' ? named.filter((email) => mayDecide(letter, email, at)) : named;
  const others = thoseAbove(at).filter((email) => !isSame(email, reader) && mayDecide(letter, email, at));
  const to = besidesAuthor(is === 'passed_up' && able.length === 0 ? others : able, at);
  return { to, standingInFor: reader, hasLeft: false };
}

/** Who has what it is about from now on; a decision is for those above. */
function inheritorsOf(letter: LetterOrder, reader: string, at: WhoIsThere): InPlace {
  const is = meanwhile(letter, reader, at);
  const holder = is === 'passed_up' ? null : (at.ticket?.assignee ?? at.incident?.owner ?? null);
  const to = is === 'theirs' ? [] : besidesAuthor(heirsOf(holder, at), at);
  return { to, standingInFor: reader, hasLeft: true };
}

const besidesAuthor = (to: readonly string[], { author }: WhoIsThere): readonly string[] =>
  to.filter((email) => !isSame(email, author));

/** Nobody decides about their own work, and to release takes the front line or a supervisor. */
function mayDecide(letter: LetterOrder, email: string, { roster, ticket, author }: WhoIsThere): boolean {
  const resolution = ticket?.resolution?.released === false ? ticket.resolution : null;
  const own = [author, resolution?.by ?? null, ...(ticket ? openApprovals(ticket).map(({ askedBy }) => askedBy) : [])];
  const roles = roster.find(({ staff }) => isSame(staff.email, email))?.staff.roles ?? [];
  return (
    !own.some((each) => isSame(each, email)) && (!offeredBy(letter).includes('release') || mayUse('release', roles))
  );
}
