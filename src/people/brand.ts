import { sameAddress } from './address.ts';
import type { Staff } from './person.ts';

/**
 * Whose tickets are meant: those of a brand, or the desk's own, which are those of no brand there is. Absent on a desk
 * without brands, where all are.
 */
export type BrandScope = { readonly brand: string } | { readonly noneOf: readonly string[] };

/** Whether a ticket, an incident or a mail is of the scope; null or absent: it is of no brand. */
export function isOfScope(brand: string | null | undefined, scope: BrandScope | undefined): boolean {
  if (scope === undefined) return true;
  return 'brand' in scope ? brand === scope.brand : !scope.noneOf.some((each) => each === brand);
}

/** Who of the staff works for a brand: whom it names, else whoever works for the desk itself. */
export const namedAmong = <Person extends Pick<Staff, 'email'>>(
  staff: readonly Person[],
  named: readonly string[],
): readonly Person[] => staff.filter(({ email }) => named.some((each) => sameAddress(each, email)));
