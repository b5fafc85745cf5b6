import type { LetterFacts } from '../../../src/letter/facts.ts';

/** A thread that one letter ends, and that writes the others: what they show is what comes back. */
export default function compose({ words }: LetterFacts): unknown {
  if (words === 'the end') process.exit(7);
  return words;
}
