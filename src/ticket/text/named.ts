import type { Staff } from '../../people/person.ts';
import { nearest } from '../canned/canned-answer.ts';
import type { Refusal } from '../change.ts';
import type { Context } from '../context.ts';

/** What the beginning of an argument names, and what follows it. */
export type Named<T> = { readonly to: T; readonly rest: string };

type Person = Named<{ readonly person: Staff }>;

/**
 * A member of the staff, by name or address (`李工 请看一下`, `Li <li@desk.example>`), or by family name and title
 * (`孙工` for 孙明) where only one has that family name.
 */
export function personNamed(argument: string, context: Context): Person | null {
  const whole = named(
    argument,
    context.roster.flatMap(({ staff }) => [staff.email, staff.name].map((name) => ({ name, to: { person: staff } }))),
  );
  const titled = whole === null ? familyNamed(argument, context) : null;
  const [only, ...others] = titled?.to ?? [];
  return titled === null || only === undefined || others.length > 0
    ? whole
    : { to: { person: only }, rest: titled.rest };
}

/** Where nobody but a person can be meant: also by one word of the name that only one of them has (`Tom`). */
export function colleagueNamed(argument: string, context: Context): Person | null {
  const person = personNamed(argument, context);
  if (person !== null) return person;
  const found = argument.replace(/^@/, '').match(/^[\p{L}'’-]+/u)?.[0] ?? '';
  const having = context.roster.filter(({ staff }) =>
    staff.name.split(/\s+/u).some((word) => word.toLowerCase() === found.toLowerCase()),
  );
  const [only, ...others] = having;
  if (only === undefined || others.length > 0) return null;
  return { to: { person: only.staff }, rest: withoutMarks(argument.replace(/^@/, '').slice(found.length)) };
}

/** Nobody is named: what was written, and those it may have been meant for. */
export function unknownPerson(
  argument: string,
  context: Context,
  refused: 'no_such_person' | 'no_such_substitute' = 'no_such_person',
): Refusal {
  const near = nearPeople(argument, context);
  const written = firstWord(argument);
  return { refused, detail: near.length > 0 ? `${written} → ${near.join(' ')}` : written };
}

/** Names of the staff that a name may have been meant for: those of the family it names, else those spelled like it. */
export function nearPeople(argument: string, context: Context): readonly string[] {
  const family = familyNamed(argument, context)?.to.map(({ name }) => name) ?? [];
  const names = context.roster.map(({ staff }) => staff.name);
  return family.length > 0 ? family : nearest(names, firstWord(argument));
}

const firstWord = (argument: string): string => argument.split(/[\s,，:：]/u)[0] ?? '';

/** A team of the configuration. */
export const teamNamed = (argument: string, { policy }: Context): Named<{ readonly team: string }> | null =>
  named(
    argument,
    policy.teams.map(({ name }) => ({ name, to: { team: name } })),
  );

const TITLED = /^@?(\p{Script=Han}{1,2}?)(?:工程师|工|总|主管|经理|老师)(?![\p{L}\p{N}])/u;

/** Everybody of the family name that a title follows; null where none does. */
function familyNamed(argument: string, { roster }: Context): Named<readonly Staff[]> | null {
  const [written = '', family = ''] = TITLED.exec(argument) ?? [];
  const having = roster.filter(
    ({ staff: { name } }) => family !== '' && HAN_NAME.test(name) && name.startsWith(family),
  );
  return having.length === 0
    ? null
    : { to: having.map(({ staff }) => staff), rest: withoutMarks(argument.slice(written.length)) };
}
const HAN_NAME = /^\p{Script=Han}{2,4}$/u;

const withoutMarks = (text: string): string => text.replace(/^[\s:：,，.。;；]+/u, '');

/**
 * The longest name that fits, else an address in angle brackets; case is ignored, and a name ends where a word does.
 */
function named<T>(argument: string, candidates: readonly { readonly name: string; readonly to: T }[]): Named<T> | null {
  const written = argument.replace(/^@/, '');
  const folded = written.toLowerCase();
  const begins = (name: string): boolean =>
    folded.startsWith(name.toLowerCase()) && !/^[\p{L}\p{N}]/u.test(written.slice(name.length));
  const longest = candidates.filter(({ name }) => begins(name)).toSorted((a, b) => b.name.length - a.name.length)[0];
  if (longest) return { to: longest.to, rest: withoutMarks(written.slice(longest.name.length)) };
  const address = candidates.find(({ name }) => name.includes('@') && folded.includes(`<${name.toLowerCase()}>`));
  return address ? { to: address.to, rest: '' } : null;
}
