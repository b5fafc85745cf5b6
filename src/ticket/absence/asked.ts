import type { Staff } from '../../people/person.ts';
import { isSame } from '../audience.ts';
import type { Refusal } from '../change.ts';
import type { Context, RosterEntry } from '../context.ts';
import { colleagueNamed, personNamed, unknownPerson } from '../text/named.ts';
import type { Absence } from '../time/duty.ts';
import { absenceAt, standIn } from './absence.ts';
import { type Leave, leaveNamed } from './period.ts';

/** Somebody will be away; all are registered addresses. */
export type AbsenceOrder = Leave & {
  readonly email: string;
  readonly substitute: string | null;
  readonly setBy: string;
};

/** An absence ends then, or before it began does not take place. */
export type ReturnOrder = { readonly id: number; readonly email: string; readonly at: Date };

const JOINED = /(?<=\p{Script=Han})[和与及或](?=\p{Script=Han})/u;
const AND = /^(?:[\s、和与及或&+/]|and\b|or\b)+/iu;
const SUBSTITUTE =
  /[\s,，。;；]*(?:由\s*(.+?)\s*(?:代理|代班|替班|接替|负责)|(?:代理人?|代班|替班|(?:with )?(?:substitute|sub|deputy|stand-?in)|covered by|cover)(?![a-z])\s*[:：]?\s*(.+))$/iu;

/** `11-28 至 11-30 代理 孙工`; a supervisor may write another's name in front of it. */
export function absenceAsked(argument: string, by: Staff, context: Context): AbsenceOrder | Refusal {
  const who = personMeant(argument, by, context);
  if ('refused' in who) return who;
  const substitute = SUBSTITUTE.exec(who.rest);
  const when = leaveNamed(
    substitute === null ? who.rest : who.rest.slice(0, substitute.index),
    context.now,
    context.policy.timezone,
  );
  if (when === null) return { refused: 'no_period', detail: who.rest };
  return arranged(who.person, when, substitute?.[1] ?? substitute?.[2] ?? null, by, context);
}

/** The absence, when it may be: it lies ahead, is no other one's, and its substitute is there. */
export function arranged(
  person: Staff,
  when: Leave,
  substitute: string | null,
  by: Staff,
  context: Context,
): AbsenceOrder | Refusal {
  const { from, to } = when;
  if (to <= from) return to <= context.now ? passed(to) : { refused: 'period_reversed', detail: spanOf(when) };
  if (from < context.now) return passed(from);
  const other = entryOf(context, person)?.absences?.find((each) => overlaps(each, when));
  if (other !== undefined) return { refused: 'absence_overlaps', detail: spanOf(other) };
  if (substitute === null) return { email: person.email, ...when, substitute: null, setBy: by.email };
  const found = colleagueNamed(substitute, context) ?? colleagueNamed(substitute.replace(JOINED, ' $& '), context);
  if (found === null) return unknownPerson(substitute, context, 'no_such_substitute');
  const second = found.rest.replace(AND, '');
  if (colleagueNamed(second, context) !== null) return { refused: 'one_substitute', detail: substitute };
  const named = found.to.person;
  if (isSame(named.email, person.email)) return { refused: 'own_substitute' };
  const away = entryOf(context, named)?.absences?.find((each) => overlaps(each, when));
  if (away !== undefined) return { refused: 'substitute_away', detail: `${named.email} ${spanOf(away)}` };
  return { email: person.email, ...when, substitute: named.email, setBy: by.email };
}

const passed = (at: Date): Refusal => ({ refused: 'time_passed', detail: at.toISOString() });

/** `销假`, or `取消` behind the command: ends the absence one is in, else calls off the next. */
export function returnAsked(argument: string, by: Staff, context: Context): ReturnOrder | Refusal {
  const who = personMeant(argument, by, context);
  if ('refused' in who) return who;
  const { person, rest } = who;
  const { now, policy } = context;
  const entry = entryOf(context, person);
  const coming = (entry?.absences ?? [])
    .filter(({ to }) => to > now)
    .toSorted((a, b) => a.from.getTime() - b.from.getTime());
  const when = rest === '' ? null : leaveNamed(rest, now, policy.timezone);
  if (rest !== '' && when === null) return { refused: 'no_period', detail: rest };
  const meant =
    when === null ? ((entry && absenceAt(entry, now)) ?? coming[0]) : coming.find((each) => overlaps(each, when));
  return meant === undefined
    ? { refused: 'not_away', detail: person.email }
    : { id: meant.id, email: person.email, at: now };
}

/** Whether what stands behind the command calls the absence off: `取消`, `李工 取消 12-03`. */
export const CANCELS = /(?:取消|撤销|cancel(?:led)?|off)/iu;

/** Whose absence it is: the writer's, or for a supervisor that of the person named. */
function personMeant(argument: string, by: Staff, context: Context): { person: Staff; rest: string } | Refusal {
  const named = personNamed(argument, context);
  if (named === null || isSame(named.to.person.email, by.email))
    return { person: by, rest: (named?.rest ?? argument).trim() };
  if (!by.roles.includes('supervisor')) return { refused: 'supervisors_only' };
  return { person: named.to.person, rest: named.rest.trim() };
}

const entryOf = ({ roster }: Context, { email }: Staff): RosterEntry | undefined =>
  roster.find(({ staff }) => isSame(staff.email, email));

/** Whether two periods have a moment in common. */
export const overlaps = (a: Pick<Absence, 'from' | 'to'>, b: Leave): boolean => a.from < b.to && b.from < a.to;

/** Why nothing is given to somebody who is away: until when, and who stands in. */
export function awayRefusal({ email }: Staff, context: Context): Refusal {
  const until = context.roster.flatMap((entry) =>
    isSame(entry.staff.email, email) ? (absenceAt(entry, context.now) ?? []) : [],
  )[0]?.to;
  const next = standIn(context.roster, email, context.now)?.email ?? '';
  return { refused: 'is_away', detail: `${email} ${until?.toISOString() ?? ''} ${next}`.trim() };
}

/** Both ends in ISO 8601, as details of transcripts have a period. */
export const spanOf = ({ from, to }: Leave): string => `${from.toISOString()}/${to.toISOString()}`;
