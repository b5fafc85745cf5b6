import { sql } from './drizzle.ts';

/**
 * What is made due by this is due at once. `now()` alone is not: columns of times keep milliseconds, and what is rounded
 * up to the next of them is still to come.
 */
export const DUE_NOW = sql`date_trunc('milliseconds', now())`;
