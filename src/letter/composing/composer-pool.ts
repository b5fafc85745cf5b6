import { extname } from 'node:path';
import { Piscina } from 'piscina';
import type { LetterFacts } from '../facts.ts';
import type { Proofread } from '../proofread.ts';
import { type ComposedLetter, type Composer, composerHere } from './composer.ts';
import type { ComposerData } from './composer-thread.ts';

/** Beside this file, as a source and as built. */
const THREAD = new URL(`./composer-thread${extname(import.meta.url)}`, import.meta.url);

/** Octets of attachments: more are not copied for another thread, which would hold the letter a second time. */
const HANDED_OVER_MAX = 1_000_000;

/** Writes letters away from the calling thread. */
export type ComposerPool = {
  readonly compose: Composer;
  /** Ends the thread at once; what is still being written is given up. */
  close(): Promise<void>;
};

/** One thread, begun with the first letter and gone after half a minute without any. */
export function createComposerPool({ render, own }: Proofread): ComposerPool {
  const workerData: ComposerData = { templates: own };
  const pool = new Piscina<LetterFacts, ComposedLetter>({
    filename: THREAD.href,
    minThreads: 0,
    maxThreads: 1,
    idleTimeout: 30_000,
    workerData,
  });
  const here = composerHere(render);
  return {
    compose: (facts) => (octetsIn(facts) > HANDED_OVER_MAX ? here(facts) : pool.run(handedOver(facts))),
    close: () => pool.destroy(),
  };
}

const octetsIn = ({ attachments = [] }: LetterFacts): number =>
  attachments.reduce((sum, { content }) => sum + content.length, 0);

/** A view is copied with all of what it is a view of: an attachment of a mail with the others. */
const handedOver = ({ attachments, ...facts }: LetterFacts): LetterFacts => ({
  ...facts,
  ...(attachments && { attachments: attachments.map((each) => ({ ...each, content: each.content.slice() })) }),
});
