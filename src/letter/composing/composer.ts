import { setImmediate } from 'node:timers/promises';
import { composeLetter, composeReduced, type Letter } from '../compose.ts';
import type { LetterFacts } from '../facts.ts';
import type { Renderer } from '../render.ts';

/** `smaller` is the same letter without its attachments, which says where they are; null for one that has none. */
export type ComposedLetter = { readonly letter: Letter; readonly smaller: Letter | null };

/** Writes a letter. Rejects when a template names what the facts lack. */
export type Composer = (facts: LetterFacts) => Promise<ComposedLetter>;

export const composedLetter = (facts: LetterFacts, render: Renderer): ComposedLetter => ({
  letter: composeLetter(facts, render),
  smaller: composeReduced(facts, render),
});

/** In the calling thread. A letter that shows a very long mail takes tens of milliseconds: others have a turn before. */
export const composerHere =
  (render: Renderer): Composer =>
  async (facts) => {
    await setImmediate();
    return composedLetter(facts, render);
  };
