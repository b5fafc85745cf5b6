import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { PACKAGE_FOLDER } from '../lib/own-package.ts';
import { CommandError, EXIT } from './exit.ts';
import type { Output } from './output.ts';

const RUNNER = join(PACKAGE_FOLDER, 'bench/run.ts');

/**
 * Runs the benchmarks in a process of their own; its exit code is theirs. They need the source tree with its test
 * servers.
 */
export async function bench(
  output: Output,
  stages: readonly string[],
  { mails }: { readonly mails?: string },
): Promise<number> {
  if (!existsSync(RUNNER))
    throw new CommandError(EXIT.failed, 'The benchmarks come with the source: run "npm run bench" in a clone of it.');
  const args = [...stages, ...(mails === undefined ? [] : ['--mails', mails]), ...(output.json ? ['--json'] : [])];
  const [code] = await once(spawn(process.execPath, [RUNNER, ...args], { stdio: 'inherit' }), 'exit');
  return typeof code === 'number' ? code : EXIT.failed;
}
