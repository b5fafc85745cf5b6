import { describe, expect, it } from 'vitest';
import { LETTER_KINDS, LETTERS } from '../../src/letter/kinds.ts';
import type { LetterKind } from '../../src/ticket/letters.ts';

/** RFC 3834 §5 and the envelope rule, written down once more for the letters the desk is known by. */
const KNOWN: readonly (readonly [LetterKind, 'auto-replied' | 'auto-generated' | null])[] = [
  ['acknowledgement', 'auto-replied'],
  ['short_acknowledgement', 'auto-replied'],
  ['collected_acknowledgement', 'auto-replied'],
  ['news', 'auto-replied'],
  ['transcript', 'auto-replied'],
  ['reminder', 'auto-generated'],
  ['confirm_reminder', 'auto-generated'],
  ['breach', 'auto-generated'],
  ['held_alert', 'auto-generated'],
  ['alarm', 'auto-generated'],
  ['closed_on_silence', 'auto-generated'],
  ['digest', 'auto-generated'],
  ['report', 'auto-generated'],
  ['dispatch', null],
  ['relay', null],
  ['question', null],
  ['public_reply', null],
  ['progress', null],
  ['progress_to_customer', null],
  ['resolution', null],
];

describe('how a letter leaves the desk', () => {
  it.each(KNOWN)('%s has Auto-Submitted %s', (kind, autoSubmitted) => {
    expect(LETTERS[kind].autoSubmitted).toBe(autoSubmitted);
  });

  it.each(LETTER_KINDS)(
    '%s: what is automatic goes out from <> and at most once, a person’s words do neither',
    (kind) => {
      const { autoSubmitted, envelope, delivery } = LETTERS[kind];
      const automatic = autoSubmitted !== null;
      expect({ envelope, delivery }).toEqual(
        automatic ? { envelope: 'null', delivery: 'once' } : { envelope: 'bounce', delivery: 'content' },
      );
    },
  );

  it.each(LETTER_KINDS)('%s: customers come before staff', (kind) => {
    const { audience, priority } = LETTERS[kind];
    expect(priority === 1).toBe(audience === 'customer');
  });
});
