import { readFileSync } from 'node:fs';
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

/** The value of a variable, or the content of the file that `NAME_FILE` names. Empty counts as absent. */
export function readVariable(environment: Environment, name: string, faults: Fault[]): string | null {
  const path = environment[`${name}_FILE`];
  if (!path) return environment[name] || null;
  try {
    return readFileSync(path, 'utf8').trim() || null;
  } catch (error) {
    faults.push(environmentFault(`${name}_FILE`, `cannot read ${path}: ${(error as Error).message}`));
    return null;
  }
}
