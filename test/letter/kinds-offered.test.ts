import { describe, expect, it } from 'vitest';
import { LETTER_KINDS, letterRow } from '../../src/letter/kinds.ts';
import type { LetterKind } from '../../src/ticket/letters.ts';

/**
 * Prepared answers of a letter, the one to be taken first first. What letters show is held to their templates by
 * letters.test.ts.
 */
const OFFERED: readonly (readonly [LetterKind, answers: string])[] = [
  ['acknowledgement', 'add admit'],
  ['resolution', 'solved still_open'],
  ['confirm_reminder', 'solved still_open'],
  ['closing', 'rate5 rate4 rate3 rate2 rate1'],
  ['closed_on_silence', 'still_open rate5 rate4 rate3 rate2 rate1'],
  ['confirm_ask_back', 'solved still_open'],
  ['undo_notice', 'undo'],
  ['dispatch', 'accept decline progress resolve link_incident open_incident'],
  ['follower_copy', 'reply analysis note assign link_incident open_incident'],
  ['supervisor_notice', 'open_incident assign note'],
  ['relay', 'reply progress resolve ask note'],
  ['note', 'note reply'],
  ['progress', 'reply note'],
  ['sent_copy', 'note reply'],
  ['resolution_copy', 'note close'],
  ['release_request', 'release note'],
  ['accept_lapsed', 'assign note'],
  ['too_late', 'note'],
  ['reassigned', 'note'],
  ['breach', 'assign note reply'],
  ['escalation', 'assign reply note'],
  ['unclear_reply', 'reply close reopen note'],
  ['side_thread_answer', 'progress resolve ask note'],
  ['side_thread_overdue', 'note'],
  ['outside_answer', 'progress resolve ask note'],
  ['approval_request', 'agree refuse note'],
  ['approval_answer', 'progress resolve ask note'],
  ['approval_overdue', 'agree refuse note'],
  ['overtaken', 'send_anyway'],
  ['progress_to_customer', 'no_progress'],
  ['collected_copies', 'as_it_happens'],
  ['challenge', 'confirm'],
  ['held_alert', 'confirm'],
  ['undeliverable', 'note'],
  ['incident', 'announce resolve note'],
  ['incident_notice', 'announce resolve note'],
  ['incident_confirm', 'send_to_all'],
  ['third_party_reply', 'release note'],
  ['knowledge_draft', 'approve drop'],
];

describe('a letter offers', () => {
  it.each(OFFERED)('%s: %s', (kind, answers) => {
    const { actions } = letterRow(kind);
    expect(typeof actions === 'function' ? '' : actions.join(' ')).toBe(answers);
  });
  it('nothing where nobody has to answer', () => {
    for (const kind of ['short_acknowledgement', 'news', 'reopened', 'help', 'digest', 'canary'] as const)
      expect(letterRow(kind).actions).toEqual([]);
  });
});

it.each<[decides: 'challenge' | 'release', kinds: readonly LetterKind[]]>([
  ['challenge', ['send_later', 'challenge', 'overtaken', 'absence_question', 'held_alert', 'incident_confirm']],
  ['release', ['third_party_reply']],
])('a %s is decided by %j', (decides, kinds) => {
  expect(LETTER_KINDS.filter((kind) => letterRow(kind).decides === decides)).toEqual(kinds);
});

it('what nobody waits for leaves last', () => {
  const last = LETTER_KINDS.filter((kind) => letterRow(kind).priority === 3);
  expect(last).toEqual(['collected_copies', 'own_digest', 'knowledge_draft', 'digest', 'report', 'canary']);
});
