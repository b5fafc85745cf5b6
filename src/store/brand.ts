import type { SQL } from 'drizzle-orm';
import type { BrandScope } from '../people/brand.ts';
import { sql } from './drizzle.ts';

/** Whether a row is of the scope; every one where there is none. */
export function ofBrand(scope: BrandScope | undefined, column: SQL = sql`brand`): SQL {
  if (scope === undefined) return sql`true`;
  if ('brand' in scope) return sql`${column} = ${scope.brand}`;
  return sql`(${column} is null or ${column} not in (select jsonb_array_elements_text(${JSON.stringify(scope.noneOf)}::jsonb)))`;
}
