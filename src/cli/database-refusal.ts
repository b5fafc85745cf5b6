import { databaseError } from '../store/connection/error.ts';
import { nameInSql } from '../store/connection/rights.ts';
import { EXIT, type ExitCode } from './exit.ts';

/** What the database says, and what an administrator does about it; `variable` is where its URL comes from. */
export type DatabaseRefusal = { readonly exitCode: ExitCode; readonly finding: string; readonly remedy: string };

/**
 * `name`: what the server's message names in quotation marks, in whatever language it speaks; `role`: as SQL names it,
 * or where its name stands.
 */
type Remedy = (name: string, variable: string, role: string) => string;

/**
 * Errors that an administrator can mend, by SQLSTATE (PostgreSQL, appendix A) and, where one has several causes, by
 * words.
 */
const REFUSALS: readonly (readonly [state: RegExp, said: RegExp, exitCode: ExitCode, remedy: Remedy])[] = [
  [
    /^28P01$/,
    /(?:)/,
    EXIT.configuration,
    (role, variable) =>
      `Check user and password in ${variable}; the password is set by ALTER ROLE ${role} PASSWORD '…'.`,
  ],
  [
    /^28000$/,
    /log in/,
    EXIT.configuration,
    (role, variable) =>
      `Allow it: ALTER ROLE ${role} LOGIN. Or name another role with user and password in ${variable}.`,
  ],
  [
    /^28000$/,
    /pg_hba/,
    EXIT.configuration,
    (_, variable) => `Add a line for this machine to pg_hba.conf, or correct ${variable}.`,
  ],
  [/^28/, /(?:)/, EXIT.configuration, (_, variable) => `Check user and password in ${variable}, and pg_hba.conf.`],
  [
    /^3D000$/,
    /(?:)/,
    EXIT.configuration,
    (name, variable) => `Create the database (CREATE DATABASE ${name}), or check its name in ${variable}.`,
  ],
  [
    /^53300$/,
    /(?:)/,
    EXIT.unavailable,
    () => 'Raise CONNECTION LIMIT or max_connections, or end what else is connected.',
  ],
  [
    /^42501$/,
    /database/,
    EXIT.configuration,
    (name, _, role) => `Let the role in: GRANT CONNECT ON DATABASE ${nameInSql(name)} TO ${role};`,
  ],
  [
    /^42501$/,
    /(?:)/,
    EXIT.failed,
    () =>
      'The role may not do this: tsdesk doctor names the right and the GRANT; tsdesk migrate needs MIGRATE_DATABASE_URL with a role that may change the schema.',
  ],
];

/** Null for an error that has no remedy of its own. `url` is what the variable says, where that is known. */
export function databaseRefusal(error: unknown, variable = 'DATABASE_URL', url?: string): DatabaseRefusal | null {
  const known = databaseError(error);
  if (known === null) return null;
  const found = REFUSALS.find(([state, said]) => state.test(known.code) && said.test(known.message));
  if (found === undefined) return null;
  const [, , exitCode, remedy] = found;
  const name = /["“«]([^"”»]+)["”»]/.exec(known.message)?.[1] ?? 'desk';
  const user = url === undefined ? '' : decodeURIComponent(new URL(url).username);
  const role = user === '' ? `the role of ${variable}` : nameInSql(user);
  return { exitCode, finding: known.message, remedy: remedy(name, variable, role) };
}
