import { deskOf, OWN_NAME } from '../desk/brand/brand.ts';
import type { DeskStore } from '../desk/desk.ts';
import { CommandError, EXIT } from './exit.ts';

/**
 * The desk as the brand named has it; all brands together when none is. Throws CommandError for a name there is not.
 */
export function deskNamed<D extends DeskStore>(desk: D, name: string | undefined): D {
  if (name === undefined) return desk;
  const names = desk.config.brands.map((brand) => brand.name);
  if (names.length === 0) throw new CommandError(EXIT.usage, 'The configuration has no brands.');
  if (name !== OWN_NAME && !names.includes(name))
    throw new CommandError(EXIT.usage, `${name} is no brand. Brands are: ${[OWN_NAME, ...names].join(', ')}.`);
  return deskOf(desk, name === OWN_NAME ? null : name);
}
