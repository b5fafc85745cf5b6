import { ConfigError } from '../config/fault.ts';
import { loggedError, toldOf } from '../lib/logged-error.ts';
import { FolderRefused, StorageTrouble } from '../store/attachment-folder.ts';
import { databaseError, isTransient } from '../store/connection.ts';
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

/** Errors of the database that an administrator can mend, by SQLSTATE (PostgreSQL, appendix A). */
const DATABASE_REFUSALS: readonly (readonly [state: RegExp, exitCode: ExitCode, remedy: string])[] = [
  [/^28/, EXIT.configuration, 'Check user and password in DATABASE_URL.'],
  [/^3D000$/, EXIT.configuration, 'Create the database, or check its name in DATABASE_URL.'],
  [
    /^42501$/,
    EXIT.failed,
    'The role may not do this: tsdesk migrate needs MIGRATE_DATABASE_URL with a role that may change the schema.',
  ],
];

function databaseRefusal(error: unknown): Ending | null {
  const known = databaseError(error);
  const [, exitCode, remedy] = DATABASE_REFUSALS.find(([state]) => state.test(known?.code ?? '')) ?? [];
  return known === null || exitCode === undefined
    ? null
    : { exitCode, message: `The database refuses: ${known.message}. ${remedy}` };
}
