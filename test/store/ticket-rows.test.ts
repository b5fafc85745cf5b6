import { expect, it } from 'vitest';
import { ticketRows } from '../../src/store/ticket.ts';
import type { Approval, SideThread } from '../../src/ticket/ticket.ts';
import { chen, li, NOON, opened } from '../ticket/sample.ts';

const question: SideThread = {
  id: 'q',
  team: 'backend',
  question: '?',
  responsible: chen.email,
  askedBy: li.email,
  dueAt: null,
  answeredAt: null,
};
const approval: Approval = {
  id: 'a',
  what: '?',
  approvers: [chen.email],
  askedBy: li.email,
  askedAt: NOON,
  dueAt: NOON,
  answer: null,
};

it.each([
  ['no question', {}, false],
  ['a question that waits', { sideThreads: [question] }, true],
  ['one that is answered', { sideThreads: [{ ...question, answeredAt: NOON }] }, false],
  ['an answered and a waiting one', { sideThreads: [{ ...question, answeredAt: NOON }, question] }, true],
  ['a yes that waits', { approvals: [approval] }, true],
  [
    'a yes that was given',
    { approvals: [{ ...approval, answer: { is: 'agreed' as const, by: chen.email, at: NOON, words: '' } }] },
    false,
  ],
])('a ticket with %s has it in its row', (_case, more, asks) => {
  expect(ticketRows({ ...opened(), ...more }).ticket).toMatchObject({ asks_somebody: asks });
});
