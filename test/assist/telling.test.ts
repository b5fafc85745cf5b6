import { expect, it } from 'vitest';
import { lettersToTell } from '../../src/assist/telling.ts';
import type { LetterOrder } from '../../src/ticket/letters.ts';
import type { Suggestions } from '../../src/ticket/suggested/suggestion.ts';

const [LI, ZHAO, WANG, CHEN] = ['li@desk.example', 'zhao@desk.example', 'wang@desk.example', 'chen@desk.example'];
const TICKET = { assignee: LI, follower: ZHAO, state: 'new' as const };
const to = (kind: 'dispatch' | 'follower_copy', ...readers: string[]): LetterOrder => ({ kind, to: readers });
const BOTH = [to('dispatch', LI), to('follower_copy', ZHAO)];
const CATEGORY: Suggestions = { category: { category: 'other' } };
const SUMMARY: Suggestions = { summary: { text: 'It crashes.' } };
const ESCALATED = { handOver: { by: LI, why: 'escalated' as const } };

it.each<[string, object, readonly LetterOrder[], Suggestions, string[]]>([
  ['letters that waited, to whoever they were for', {}, BOTH, CATEGORY, [`dispatch ${LI}`, `follower_copy ${ZHAO}`]],
  ['letters that waited for nothing that came', {}, BOTH, {}, [`dispatch ${LI}`, `follower_copy ${ZHAO}`]],
  ['what came late, to the assignee', {}, [], CATEGORY, [`suggested ${LI}`]],
  ['what came late, to the follower where nobody has it', { assignee: null }, [], CATEGORY, [`suggested ${ZHAO}`]],
  ['what came late, to nobody', { assignee: null, follower: null }, [], CATEGORY, []],
  ['nothing', {}, [], {}, []],
  [
    'the new assignee has it, the old one no letter',
    { assignee: CHEN },
    BOTH,
    CATEGORY,
    [`follower_copy ${ZHAO}`, `suggested ${CHEN}`],
  ],
  [
    'the new assignee is the follower, who has it in the copy',
    { assignee: ZHAO },
    BOTH,
    CATEGORY,
    [`follower_copy ${ZHAO}`],
  ],
  [
    'a summary of what was handed over, to the new assignee alone',
    { assignee: CHEN },
    [],
    SUMMARY,
    [`suggested ${CHEN}`],
  ],
  ['a summary of what was escalated, to the supervisors, too', ESCALATED, [], SUMMARY, [`suggested ${LI} ${WANG}`]],
  ['a summary of what nobody takes', { assignee: null }, [], SUMMARY, [`suggested ${ZHAO} ${WANG}`]],
  ['no supervisor twice', { ...ESCALATED, assignee: WANG }, [], SUMMARY, [`suggested ${WANG}`]],
  ['the supervisors are told of summaries alone', ESCALATED, [], CATEGORY, [`suggested ${LI}`]],
  ['nothing of what is over', { state: 'resolved' }, [], CATEGORY, []],
  [
    'a letter that waited, of what is over',
    { state: 'closed' },
    BOTH,
    CATEGORY,
    [`dispatch ${LI}`, `follower_copy ${ZHAO}`],
  ],
  ['nothing of a ticket that is part of another', { state: 'merged' }, BOTH, CATEGORY, []],
])('%s', (_case, more, waiting, untold, expected) => {
  const letters = lettersToTell({ ...TICKET, ...more }, waiting, untold, [WANG]);
  expect(letters.map(({ kind, to: readers }) => [kind, ...readers].join(' '))).toEqual(expected);
});
