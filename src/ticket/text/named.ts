import type { Staff } from '../../people/person.ts';
import type { Context } from '../context.ts';

/** What the beginning of an argument names, and what follows it. */
export type Named<T> = { readonly to: T; readonly rest: string };

/** A member of the staff, by name or address (`李工 请看一下`, `Li <li@desk.example>`). */
export const personNamed = (argument: string, { roster }: Context): Named<{ readonly person: Staff }> | null =>
  named(
    argument,
    roster.flatMap(({ staff }) => [staff.email, staff.name].map((name) => ({ name, to: { person: staff } }))),
  );

/** A team of the configuration. */
export const teamNamed = (argument: string, { policy }: Context): Named<{ readonly team: string }> | null =>
  named(
    argument,
    policy.teams.map(({ name }) => ({ name, to: { team: name } })),
  );

/**
 * The longest name that fits, else an address in angle brackets; case is ignored, and a name ends where a word does.
 */
function named<T>(argument: string, candidates: readonly { readonly name: string; readonly to: T }[]): Named<T> | null {
  const written = argument.replace(/^@/, '');
  const folded = written.toLowerCase();
  const begins = (name: string): boolean =>
    folded.startsWith(name.toLowerCase()) && !/^[\p{L}\p{N}]/u.test(written.slice(name.length));
  const longest = candidates.filter(({ name }) => begins(name)).toSorted((a, b) => b.name.length - a.name.length)[0];
  if (longest) return { to: longest.to, rest: written.slice(longest.name.length).replace(/^[\s:：,，.。;；]+/u, '') };
  const address = candidates.find(({ name }) => name.includes('@') && folded.includes(`<${name.toLowerCase()}>`));
  return address ? { to: address.to, rest: '' } : null;
}
