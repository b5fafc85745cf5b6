import { readFileSync, realpathSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { environmentFault, type Fault } from './fault.ts';

/**
 * Variables by name. Nothing outside this room reads `process.env` (biome: noProcessEnv): values are passed on from
 * here.
 */
export type Environment = Readonly<Record<string, string | undefined>>;

/** The environment of this process. */
export const processEnvironment: Environment = process.env;

/** Where a test wants the process to end, see lib/crash-point.ts; empty outside tests. */
export const crashAt: string = process.env.TSDESK_CRASH_AT ?? '';

/** Whether `npm start`, `npm exec` or `npx` runs this program. */
export const isRunByNpm = (): boolean => process.env.npm_command !== undefined;

/** The language of the terminal as a BCP 47 tag (locale(7)); null where none is set, or only `C`. */
export function terminalLanguage({ LC_ALL, LC_MESSAGES, LANG }: Environment = processEnvironment): string | null {
  const [, tag] = /^([a-z]{2,3}(?:_[A-Z]{2})?)\b/.exec(LC_ALL || LC_MESSAGES || LANG || '') ?? [];
  return tag?.replace('_', '-') ?? null;
}

/** How a configuration is read, and what is found meanwhile. */
export type ConfigReading = {
  readonly environment: Environment;
  readonly faults: Fault[];
  /** What works and was perhaps not meant, a line each. */
  readonly warnings: Set<string>;
  /** The variables that were read and are set, with the name that says it: `NAME` or `NAME_FILE`. */
  readonly setAs: Map<string, string>;
  readonly needs: ConfigNeeds;
};

/**
 * What a command needs of the configuration, each with what stands before it. A secret it does not need may be missing:
 * `database`: what the desk knows; `desk`: the key that signs letters, too; `servers`: the logins of mailboxes and
 * relays, the addresses of webhooks.
 */
export type ConfigNeeds = 'database' | 'desk' | 'servers';

export const beginReading = (environment: Environment, needs: ConfigNeeds = 'servers'): ConfigReading => ({
  environment,
  faults: [],
  warnings: new Set(),
  setAs: new Map(),
  needs,
});

/** The value of a variable, or the content of the file that `NAME_FILE` names. Empty counts as absent. */
export function readVariable({ environment, faults, warnings, setAs }: ConfigReading, name: string): string | null {
  const path = environment[`${name}_FILE`];
  if (path || environment[name]) setAs.set(name, path ? `${name}_FILE` : name);
  if (!path) return environment[name] || null;
  if (environment[name])
    warnings.add(`${name} and ${name}_FILE are both set, and the file counts: unset the one that is not meant`);
  try {
    if (isReadByAll(path)) warnings.add(`${name}_FILE: ${path} is readable by everybody: run chmod 600 ${path}`);
    return readFileSync(path, 'utf8').trim() || null;
  } catch (error) {
    faults.push(environmentFault(`${name}_FILE`, `cannot read ${path}: ${(error as Error).message}`));
    return null;
  }
}

/** Container engines hand secrets out with 0444, in a file system that only the container sees. */
const OF_THE_CONTAINER = '/run/secrets/';

/** A folder above that others may not enter keeps them out of the file, too. */
function isReadByAll(path: string): boolean {
  if (process.platform === 'win32') return false;
  const file = realpathSync(path);
  if (file.startsWith(OF_THE_CONTAINER) || (statSync(file).mode & 0o004) === 0) return false;
  for (let folder = dirname(file); ; folder = dirname(folder)) {
    if ((statSync(folder).mode & 0o001) === 0) return false;
    if (folder === dirname(folder)) return true;
  }
}
