import type { Refusal } from '../ticket/change.ts';
import { wordsOf } from '../words/words.ts';

/** Why something was refused, as a sentence without its full stop. */
export function refusalText({ refused, detail }: Refusal): string {
  const outcomes: Readonly<Record<string, string>> = wordsOf('en').outcomes;
  return (outcomes[refused] ?? refused).replace('{}', detail ? `: ${detail}` : '');
}
