import { describe, expect, test } from 'vitest';
import type { LetterFacts } from '../../../src/letter/facts.ts';
import { LETTER_KINDS, LETTERS } from '../../../src/letter/kinds.ts';
import { sampleFacts } from '../../../src/letter/sample/sample.ts';
import { becauseText } from '../../../src/letter/view/because.ts';
import { LOCALES } from '../../../src/words/locale.ts';

const LI = 'li@desk.example';
const SUN = 'sun@desk.example';
const to = (kind: LetterFacts['kind'], address: string, more: Partial<LetterFacts> = {}) => {
  const facts = { ...sampleFacts(kind, 'zh-CN'), readerRoles: [], ...more, recipient: { name: '', address } };
  return becauseText(facts);
};
const ticketOf = (more: object) => {
  const { ticket } = sampleFacts('note', 'zh-CN');
  return { ticket: ticket && { ...ticket, ...more } };
};

describe('why somebody gets a letter', () => {
  test.each(LETTER_KINDS)('%s says so to the staff in every language, and not to customers', (kind) => {
    const lines = LOCALES.map((locale) => becauseText(sampleFacts(kind, locale)));
    expect(lines.every((line) => line !== '')).toBe(LETTERS[kind].audience === 'staff');
  });

  test.each([
    ['the assignee', 'dispatch', LI, {}, /处理人/],
    ['the follower', 'follower_copy', 'zhao@desk.example', {}, /跟进人/],
    ['who asked to follow', 'progress', SUN, ticketOf({ followers: [SUN] }), /关注了这个问题/],
    [
      'who is asked for help',
      'side_thread_question',
      SUN,
      ticketOf({ sideThreads: [{ responsible: SUN }] }),
      /请您协助/,
    ],
    ['who worked on it', 'note', SUN, ticketOf({ participants: [{ address: SUN, role: 'staff' }] }), /处理过/],
    ['a supervisor', 'breach', SUN, { readerRoles: ['supervisor'] }, /主管/],
    ['anybody else of the team', 'quarantine_notice', SUN, {}, /值守团队/],
    ['who wrote', 'transcript', LI, {}, /写了信/],
  ] as const)('%s', (_, kind, address, more, line) => {
    expect(to(kind, address, more as Partial<LetterFacts>)).toMatch(line);
  });

  test('copies say how they end, except to the assignee', () => {
    expect(to('progress', SUN)).toMatch(/请回复 #不再关注。$/);
    expect(to('note', LI)).not.toContain('#不再关注');
    expect(to('breach', SUN)).not.toContain('#不再关注');
  });
});
