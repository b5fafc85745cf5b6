/**
 * Whose trouble an error of PostgreSQL is, by its SQLSTATE (PostgreSQL, appendix A). `data`: the values of this one
 * statement, so that a mail can be the cause. `database`: rights, schema, limits, resources, connections: the same
 * statement works once somebody has mended that. `unclear`: a trigger, an extension or the server itself has failed on
 * something; whether other statements work tells which it is.
 * @internal tests name it
 */
export type Blame = 'data' | 'database' | 'unclear';

/** Data exceptions, violated constraints, and limits of the program such as the size of a row. */
const OF_DATA = /^(22|23|54)/;
/**
 * Features not supported, triggered actions, cases, cardinality, external routines, check options, PL/pgSQL's own, and
 * internal errors. A damaged file or index (XX001, XX002) is the database's.
 */
const UNCLEAR = /^(0A|09|20|21|27|38|39|44|P0|XX000)/;

/** States that are not listed are the database's: a mail waits rather than be taken for poison. */
export function blameOfState(state: string): Blame {
  if (OF_DATA.test(state)) return 'data';
  return UNCLEAR.test(state) ? 'unclear' : 'database';
}
