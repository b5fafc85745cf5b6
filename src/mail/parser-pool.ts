import { extname } from 'node:path';
import { Piscina } from 'piscina';
import { gathered, inPieces } from '../lib/gathered.ts';
import { semaphore } from '../lib/semaphore.ts';
import type { Mail } from './mail.ts';
import { type PackedMail, type ParserTask, unpackMail } from './parser-thread.ts';
import type { Ring } from './secrecy/secrecy.ts';
import { beginningOf, limitOf } from './time-limit.ts';
import type { UnderstandOptions } from './understand.ts';

/** Why a mail has no understanding: it took too long, needed too much memory, or ended its thread. */
export type ParseFailure = { readonly failed: 'time' | 'memory' | 'crash'; readonly detail: string };

/** Beside this file, as a source and as built. */
const THREAD = new URL(`./parser-thread${extname(import.meta.url)}`, import.meta.url);

/** Octets of a mail that are copied at once. */
const PIECE_OCTETS = 1024 * 1024;

type ParserPoolOptions = {
  /** Worker threads, default 2: one mail at a time in each. */
  readonly threads?: number;
  /**
   * Longest a single mail may take, in milliseconds, default 10,000. Waiting for a thread and its start do not count.
   */
  readonly timeLimitMs?: number;
  /** The same in the quick lane, default 2,000. */
  readonly quickLimitMs?: number;
  /** Heap of one thread in megabytes, default 512. */
  readonly memoryLimitMb?: number;
  /** What the threads run, for tests. */
  readonly thread?: URL;
};

/**
 * Which mails wait for which: those in the slow lane leave a thread to the others where there are two. `took` hears how
 * long a thread worked on the mail, in milliseconds. `ring`: it is signed or encrypted, and is opened first. `isQuick` is
 * asked when a thread of the quick lane is free: where it says no, the mail has failed by its time, untouched.
 */
export type Turn = {
  readonly lane?: 'quick' | 'slow';
  readonly took?: (milliseconds: number) => void;
  readonly isQuick?: () => boolean;
  readonly ring?: Ring;
};

export type ParserPool = {
  /**
   * Resolves with the mail or with what went wrong; rejects only after `close`. Mails of a lane are begun in the order
   * they come.
   */
  understand(raw: Uint8Array, options?: UnderstandOptions, turn?: Turn): Promise<Mail | ParseFailure>;
  /** Ends the threads at once; what is still running is given up. */
  close(): Promise<void>;
};

/**
 * Understands mails away from the calling thread. A mail past its time or memory takes its thread with it; the thread
 * is replaced and the next mail goes on.
 */
export function createParserPool(options: ParserPoolOptions = {}): ParserPool {
  const threads = Math.max(1, options.threads ?? 2);
  const limits = { slow: options.timeLimitMs ?? 10_000, quick: options.quickLimitMs ?? 2_000 };
  const pool = new Piscina<ParserTask, PackedMail>({
    filename: (options.thread ?? THREAD).href,
    minThreads: 0,
    maxThreads: threads,
    idleTimeout: 30_000,
    resourceLimits: { maxOldGenerationSizeMb: options.memoryLimitMb ?? 512 },
    maxQueue: threads,
  });
  // A mail's time begins when a thread is free for it.
  const anyThread = semaphore(threads);
  const allButOne = semaphore(Math.max(1, threads - 1));
  const attempt = async (
    raw: Uint8Array,
    mailOptions: UnderstandOptions,
    { lane = 'slow', took = () => undefined, ring }: Turn,
  ): Promise<Mail | ParseFailure> => {
    // A view is sent with all of what it is a view of, and a small mail is one of Node's pool of 64 KiB.
    const own = await gathered(raw.length, inPieces(raw, PIECE_OCTETS));
    const timeLimit = limits[lane];
    const begun = new BigInt64Array(new SharedArrayBuffer(8));
    const { signal, stop } = limitOf(timeLimit, { begunAt: () => beginningOf(begun) });
    try {
      const task = { raw: own, options: mailOptions, begun, ...(ring && { ring }) };
      const packed = await pool.run(task, { signal, transferList: [own.buffer] });
      took(packed.ms);
      return unpackMail(packed);
    } catch (error) {
      took(timeLimit);
      return failureOf(error, signal.aborted, timeLimit);
    } finally {
      stop();
    }
  };
  return {
    understand(raw, mailOptions = {}, turn = {}) {
      const begin = () => anyThread(() => attempt(raw, mailOptions, turn));
      if (turn.lane !== 'quick') return allButOne(begin);
      return anyThread(async () => (turn.isQuick?.() === false ? NOT_QUICK : attempt(raw, mailOptions, turn)));
    },
    close: () => pool.destroy(),
  };
}

const NOT_QUICK: ParseFailure = { failed: 'time', detail: 'mails of its sender take long' };

function failureOf(error: unknown, late: boolean, timeLimit: number): ParseFailure {
  if (late) return { failed: 'time', detail: `not understood within ${timeLimit} ms` };
  const { code, message } =
    error instanceof Error ? (error as NodeJS.ErrnoException) : { code: '', message: String(error) };
  return { failed: code === 'ERR_WORKER_OUT_OF_MEMORY' ? 'memory' : 'crash', detail: message };
}
