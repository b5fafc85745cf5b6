import { cut } from '../lib/cut.ts';
import { createRedaction } from './redaction.ts';

/** Characters of a problem that are embedded: it is told in its first lines, and small models read no more. */
const MOST_EMBEDDED = 1_000;

/** The text of a problem as it is sent to be embedded; null where it says nothing. */
export function embeddedText(problem: string, { redact }: { readonly redact: boolean }): string | null {
  // Cut behind, so that of a number at the end no part is left.
  const text = cut(createRedaction(redact).hide(cut(problem, 2 * MOST_EMBEDDED)), MOST_EMBEDDED).trim();
  return text === '' ? null : text;
}

/** Numbers a vector may have: as many as pgvector stores. */
export const MOST_DIMENSIONS = 16_000;

/**
 * The vector of length one in the same direction, so that nothing overflows when vectors are compared; null for one
 * without any: of zeros, or of numbers that are none.
 */
export function unitVector(values: readonly number[]): readonly number[] | null {
  const largest = values.reduce((most, each) => Math.max(most, Math.abs(each)), 0);
  if (!(largest > 0 && Number.isFinite(largest))) return null;
  const scaled = values.map((each) => each / largest);
  const length = Math.sqrt(scaled.reduce((sum, each) => sum + each * each, 0));
  const unit = scaled.map((each) => each / length);
  return unit.every(Number.isFinite) ? unit : null;
}
