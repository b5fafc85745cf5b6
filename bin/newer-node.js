// @ts-check
// Plain JavaScript, for Node 14.8 and newer: an old Node must get as far as the one that comes with the packages.
import { spawn } from 'node:child_process';
import { existsSync, realpathSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** The program of the optional package `node`, which npm installs beside the others; null where there is none. */
export function newerNode() {
  let folder;
  try {
    folder = dirname(createRequire(import.meta.url).resolve('node/package.json'));
  } catch {
    return null;
  }
  const program = join(folder, 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
  return existsSync(program) && realpathSync(program) !== realpathSync(process.execPath) ? program : null;
}

/**
 * Runs this program once more with another Node: signals are handed on to it, and this process ends as that one does.
 *
 * @param {string} node
 */
export function runWith(node) {
  const child = spawn(node, process.argv.slice(1), { stdio: 'inherit' });
  /** @type {NodeJS.Signals[]} */
  const signals = ['SIGTERM', 'SIGINT', 'SIGHUP'];
  for (const signal of signals)
    process.on(signal, () => {
      // Ctrl-C reaches both by itself, and a second one would not wait for the letters under way.
      if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal);
    });
  child.on('error', (error) => {
    console.error(`tsdesk cannot run ${node}: ${error.message}`);
    process.exitCode = 1;
  });
  child.on('exit', (code, signal) => {
    for (const each of signals) process.removeAllListeners(each);
    if (signal !== null) process.kill(process.pid, signal);
    process.exitCode = code ?? 1;
  });
}
