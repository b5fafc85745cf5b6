import { extname } from 'node:path';
import { Piscina } from 'piscina';
import { semaphore } from '../../lib/semaphore.ts';
import type { LetterFacts } from '../facts.ts';
import type { Proofread } from '../proofread.ts';
import { type ComposedLetter, type Composer, composerHere } from './composer.ts';
import type { ComposerData } from './composer-thread.ts';

/** Beside this file, as a source and as built. */
const THREAD = new URL(`./composer-thread${extname(import.meta.url)}`, import.meta.url);

/** Octets of attachments: more are not copied for another thread, which would hold the letter a second time. */
const HANDED_OVER_MAX = 1_000_000;

/** Letters under way at once that are written here: a thread takes its time to start, and 20 MB. */
const FEW = 8;
/** Letters handed over before the first is back: the thread goes on while the calling one is busy. */
const HANDED_OVER_AT_ONCE = 8;

/** Characters: a letter that shows 100,000 of them in short lines takes 150 ms. */
const SHORT_MAX = 30_000;

/** Writes letters away from the calling thread when there are many, and long ones. */
export type ComposerPool = {
  readonly compose: Composer;
  /** Ends the thread at once; what is still being written is given up. */
  close(): Promise<void>;
};

/**
 * One thread, begun when more than `few` letters are under way or one is long, and gone after half a minute without any.
 * While it is there it writes all but those with large attachments. `thread`: what it runs, for tests.
 */
export function createComposerPool({ render, own }: Proofread, few = FEW, thread = THREAD): ComposerPool {
  const workerData: ComposerData = { templates: own };
  const threadFor = (atOnce: number) =>
    new Piscina<LetterFacts, ComposedLetter>({
      filename: thread.href,
      minThreads: 0,
      maxThreads: 1,
      concurrentTasksPerWorker: atOnce,
      idleTimeout: 30_000,
      workerData,
    });
  const pool = threadFor(HANDED_OVER_AT_ONCE);
  const alone = threadFor(1);
  let closed = false;
  // None wait in the pools themselves: a thread that ends would leave them there.
  const someAtOnce = semaphore(HANDED_OVER_AT_ONCE);
  const oneAtOnce = semaphore(1);
  /** A thread that ends takes all with it that were handed over: each is tried alone then, and fails by itself only. */
  const away = (facts: LetterFacts): Promise<ComposedLetter> =>
    someAtOnce(() => pool.run(handedOver(facts))).catch((error: unknown) => {
      if (closed) throw error;
      return oneAtOnce(() => alone.run(handedOver(facts)));
    });
  const here = composerHere(render);
  let underWay = 0;
  return {
    async compose(facts) {
      underWay += 1;
      const isQuick = pool.threads.length === 0 && underWay <= few && charactersIn(facts) <= SHORT_MAX;
      try {
        return await (isQuick || octetsIn(facts) > HANDED_OVER_MAX ? here(facts) : away(facts));
      } finally {
        underWay -= 1;
      }
    },
    async close() {
      closed = true;
      await Promise.all([pool.destroy(), alone.destroy()]);
    },
  };
}

const octetsIn = ({ attachments = [] }: LetterFacts): number =>
  attachments.reduce((sum, { content }) => sum + content.length, 0);

/** Of all its texts, lists and people's words alike. */
function charactersIn(facts: unknown): number {
  if (typeof facts === 'string') return facts.length;
  if (typeof facts !== 'object' || facts === null || ArrayBuffer.isView(facts)) return 0;
  return Object.values(facts).reduce((sum: number, each) => sum + charactersIn(each), 0);
}

/** A view would be copied with all of what it is a view of: an attachment of a mail with the others. */
const handedOver = ({ attachments, ...facts }: LetterFacts): LetterFacts => ({
  ...facts,
  ...(attachments && { attachments: attachments.map((each) => ({ ...each, content: new Uint8Array(each.content) })) }),
});
