import { move, transferableSymbol, valueSymbol, workerData } from 'piscina';
import type { Letter } from '../compose.ts';
import type { LetterFacts } from '../facts.ts';
import { createRenderer } from '../render.ts';
import { readTemplates, type Templates } from '../templates.ts';
import { composedLetter } from './composer.ts';

/** Those of the administrator's own, as they were at the start; null: the built-in ones alone. */
export type ComposerData = { readonly templates: Templates | null };

const { templates } = workerData as ComposerData;
// They were proofread before the thread was begun.
const render = createRenderer(templates ?? readTemplates(null), () => true);

/** What a thread of the composer pool runs for each letter; the answer is a `ComposedLetter`. */
export default function compose(facts: LetterFacts): unknown {
  const { letter, smaller } = composedLetter(facts, render);
  const own = { letter: withOwnBytes(letter), smaller: smaller && withOwnBytes(smaller) };
  const buffers = [own.letter, own.smaller].flatMap((each) => (each === null ? [] : [each.bytes.buffer]));
  return move({ [transferableSymbol]: buffers, [valueSymbol]: own });
}

/** Short octets share a buffer with others in Node's pool, which cannot be handed over. */
const withOwnBytes = (letter: Letter) => ({ ...letter, bytes: new Uint8Array(letter.bytes) });
