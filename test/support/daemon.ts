import { fileURLToPath } from 'node:url';
import { Child, type ExitStatus } from './child.ts';

const PROGRAM = fileURLToPath(new URL('../../bin/tsdesk.js', import.meta.url));

export interface DaemonOptions {
  /** Arguments after `tsdesk start`, e.g. `['--config', file]`. */
  args?: string[];
  /** All of the daemon's environment but PATH: nothing else is inherited from the test. */
  env?: Record<string, string>;
  cwd?: string;
  /** What V8 is told; default: nothing. */
  v8?: string[];
  /** What is run; default: the program as it is installed. */
  program?: string;
}

/** A `tsdesk start` in a process of its own. */
export interface Daemon {
  pid: number;
  stdout: string[];
  stderr: string[];
  /** The first line on either stream that matches. @throws when the daemon ends first, or after the time is up. */
  waitForLog(fits: (line: string) => boolean, timeoutMs?: number): Promise<string>;
  /** SIGSTOP and SIGCONT: a machine that slept. */
  pause(): void;
  resume(): void;
  /** Default SIGTERM. Returns how it ended. */
  stop(signal?: NodeJS.Signals): Promise<ExitStatus>;
  /** kill -9. */
  kill(): Promise<ExitStatus>;
  exited: Promise<ExitStatus>;
}

export function startDaemon(options: DaemonOptions = {}): Daemon {
  const child = runTsdesk(['start', ...(options.args ?? [])], options);
  return {
    pid: child.pid,
    stdout: child.stdout,
    stderr: child.stderr,
    exited: child.exited,
    waitForLog: (fits, timeoutMs) => child.waitForLine(fits, timeoutMs),
    pause: () => child.signal('SIGSTOP'),
    resume: () => child.signal('SIGCONT'),
    stop: (signal) => child.stop(signal),
    kill: () => child.stop('SIGKILL'),
  };
}

/** Any other command, e.g. `['ticket', 'list', '--json']`; `exited` and `stdout` have its result. */
export function runTsdesk(
  args: string[],
  { env = {}, cwd, v8 = [], program = PROGRAM }: Omit<DaemonOptions, 'args'> = {},
): Child {
  return new Child({
    command: process.execPath,
    args: [...v8, program, ...args],
    env: { PATH: process.env.PATH, ...env },
    ...(cwd !== undefined && { cwd }),
  });
}
