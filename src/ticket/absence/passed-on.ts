import { mayUse } from '../../people/authority.ts';
import { isSame, supervising } from '../audience.ts';
import { type Attendance, isAway, standIn } from './absence.ts';

type At = { readonly roster: Attendance; readonly now: Date };

/**
 * Who is written to in the place of somebody who is away, whatever it is about: their substitute; without one those
 * above. Nobody, where nobody is there.
 */
export function standInsFor(email: string, at: At): readonly string[] {
  const named = standIn(at.roster, email, at.now);
  return named === null ? thoseAbove(at).filter((each) => !isSame(each, email)) : [named.email];
}

/** The supervisors who are there; while none of them is, those who stand in for them. */
export function thoseAbove({ roster, now }: At): readonly string[] {
  const above = supervising(roster).map(({ staff }) => staff.email);
  const there = above.filter((email) => !isAway(roster, email, now));
  return there.length > 0 ? there : [...new Set(above.flatMap((email) => standIn(roster, email, now)?.email ?? []))];
}

/**
 * Who is written to in the place of somebody who has left: whoever has what it is about, else those above. The
 * supervisors who are away, rather than nobody.
 */
export function heirsOf(holder: string | null, at: At): readonly string[] {
  const has = at.roster.find(({ staff }) => isSame(staff.email, holder))?.staff;
  if (has !== undefined) return [has.email];
  const above = thoseAbove(at);
  return above.length > 0 ? above : supervising(at.roster).map(({ staff }) => staff.email);
}

/**
 * Who is told of mail that waits to be let go: the front line; while none of them is there, whoever may let it go in
 * their place as well.
 */
export function lettingGo(at: At): readonly string[] {
  const frontline = at.roster.filter(({ staff }) => staff.roles.includes('frontline')).map(({ staff }) => staff.email);
  if (frontline.some((email) => !isAway(at.roster, email, at.now))) return frontline;
  const others = [...frontline.flatMap((email) => standInsFor(email, at)), ...heirsOf(null, at)];
  const able = at.roster.filter(({ staff }) => mayUse('release', staff.roles)).map(({ staff }) => staff.email);
  return able.filter((email) => [...frontline, ...others].some((each) => isSame(each, email)));
}
