import { describe, expect, it } from 'vitest';
import { LETTER_KINDS, LETTERS, letterRow, type Section, shows } from '../../src/letter/kinds.ts';
import type { LetterKind } from '../../src/ticket/letters.ts';
import { wordsOf } from '../../src/words/words.ts';

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

/** Typed by the section, so that the compiler asks for a new one. */
const SECTIONS: Readonly<Record<Section, true>> = {
  words: true,
  reply: true,
  original: true,
  problem: true,
  attachments: true,
  solution_files: true,
  all_files: true,
  form: true,
  summary: true,
  hours: true,
  received: true,
  background: true,
  similar: true,
  said_already: true,
  article: true,
  answer: true,
  transcript: true,
  collected: true,
  copies: true,
  held: true,
  draft: true,
  digest: true,
  service: true,
  figures: true,
  period: true,
  commands: true,
  list: true,
  away: true,
  since: true,
  incident: true,
  suggested: true,
};

describe.each(LETTER_KINDS)('%s', (kind) => {
  const { actions, values, audience, decides } = letterRow(kind);

  it('has one audience, and decides what a confirmation or a release decides', () => {
    expect(['customer', 'staff', 'outside']).toContain(audience);
    expect([undefined, 'challenge', 'release']).toContain(decides);
  });
  it('offers what there is a prepared answer for, each once', () => {
    const offered = typeof actions === 'function' ? [] : actions;
    expect(Object.keys(wordsOf('en').actions)).toEqual(expect.arrayContaining([...offered]));
    expect(new Set(offered).size).toBe(offered.length);
  });
  it('shows sections that are one', () => {
    expect(Object.keys(SECTIONS)).toEqual(expect.arrayContaining([...letterRow(kind).shows]));
    for (const section of letterRow(kind).shows) expect(shows(kind, section)).toBe(true);
    expect(shows(kind, 'commands')).toBe(kind === 'help');
  });
  it('shows each of its values in some form, or as one of its codes', () => {
    for (const form of Object.values<string | readonly string[]>(values)) {
      if (typeof form === 'string') expect(['words', 'person', 'moment', 'unseen']).toContain(form);
      else for (const code of form) expect(code).toMatch(/^[a-z][a-z0-9_]*$|^[1-5]$|^E\d$/);
    }
  });
});

describe('a reminder', () => {
  it.each([
    ['respond', ['reply', 'ask', 'resolve', 'note']],
    ['update', ['progress', 'resolve', 'ask', 'note']],
    ['release', ['release', 'note']],
    ['side_thread', []],
    ['anything else', ['progress', 'resolve', 'ask', 'note']],
  ])('of %s offers what ends it', (span, offered) => {
    const { actions } = letterRow('reminder');
    expect(typeof actions === 'function' ? actions({ span }) : actions).toEqual(offered);
  });
});
