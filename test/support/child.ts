import './exit-on-sigterm.ts';
import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

export interface ChildOptions {
  command: string;
  args: string[];
  cwd?: string;
  env?: NodeJS.ProcessEnv;
  uid?: number;
  gid?: number;
}

export type ExitStatus = { code: number | null; signal: NodeJS.Signals | null };

/**
 * A process that a test started, with its output. Signals go to its whole process group, so that children of a server
 * get them too; the group is killed when the test's process ends first.
 */
export class Child {
  readonly stdout: string[] = [];
  readonly stderr: string[] = [];
  /** Settles when the process has ended and all its output is read. */
  readonly exited: Promise<ExitStatus>;
  readonly #process: ChildProcess;
  #watchers = new Set<() => void>();
  #ended = false;

  constructor({ command, args, ...options }: ChildOptions) {
    this.#process = spawn(command, args, { ...options, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
    const killAtExit = () => this.signal('SIGKILL');
    process.once('exit', killAtExit);
    this.#collect('stdout');
    this.#collect('stderr');
    this.exited = new Promise((resolve, reject) => {
      this.#process.once('error', reject);
      this.#process.once('close', (code, signal) => {
        process.removeListener('exit', killAtExit);
        this.#ended = true;
        this.#notify();
        resolve({ code, signal });
      });
    });
    // A command that cannot be run rejects `exited`, possibly before anything awaits it.
    this.exited.catch(() => this.#notify());
  }

  get pid(): number {
    if (this.#process.pid === undefined) throw new Error(`${this.#process.spawnfile} was not started`);
    return this.#process.pid;
  }

  /**
   * The first line of stdout or stderr that matches, earlier ones included.
   * @throws when the process ends first or `timeoutMs` pass, with all that was written.
   */
  async waitForLine(fits: (line: string) => boolean, timeoutMs = 90_000): Promise<string> {
    const { promise, resolve, reject } = Promise.withResolvers<string>();
    const fail = (why: string) => reject(new Error(`${why}\n${[...this.stdout, ...this.stderr].join('\n')}`));
    const look = () => {
      const line = this.stdout.find(fits) ?? this.stderr.find(fits);
      if (line !== undefined) resolve(line);
      else if (this.#ended) fail('the process ended before it wrote the line');
    };
    const deadline = setTimeout(() => fail(`no such line in ${timeoutMs} ms`), timeoutMs);
    this.#watchers.add(look);
    look();
    try {
      return await promise;
    } finally {
      clearTimeout(deadline);
      this.#watchers.delete(look);
    }
  }

  /** Does nothing when all processes of the group have ended. */
  signal(signal: NodeJS.Signals): void {
    if (this.#ended) return;
    try {
      process.kill(-this.pid, signal);
    } catch (error) {
      // They have ended, but `close` is still to come: it waits for the last output.
      if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
    }
  }

  async stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<ExitStatus> {
    this.signal(signal);
    return this.exited;
  }

  #collect(name: 'stdout' | 'stderr'): void {
    const stream = this.#process[name];
    if (stream === null) return;
    createInterface({ input: stream }).on('line', (line) => {
      this[name].push(line);
      this.#notify();
    });
  }

  #notify(): void {
    for (const look of this.#watchers) look();
  }
}
