import type { Refusal } from '../ticket/change.ts';
import { wordsOf } from '../words/words.ts';
import { deskClock, momentsBy } from './desk-time.ts';

/** Why something was refused, as a sentence without its full stop. */
export function refusalText({ refused, detail }: Refusal, timezone: string): string {
  const outcomes: Readonly<Record<string, string>> = wordsOf('en').outcomes;
  return (outcomes[refused] ?? refused).replace('{}', detail ? `: ${momentsBy(deskClock(timezone), detail)}` : '');
}
