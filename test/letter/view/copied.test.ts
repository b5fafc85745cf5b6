import { expect, it } from 'vitest';
import { copied, copiedBeside } from '../../../src/letter/view/copied.ts';
import { withUnconfirmed } from '../../../src/ticket/events/participant.ts';
import { accepted } from '../../ticket/sample.ts';

const people = (count: number) =>
  Array.from({ length: count }, (_, at) => ({ name: '', address: `p${at}@many.example` }));

it.each([
  [0, 0, ''],
  [10, 10, ''],
  [11, 10, '+1'],
  [100, 10, '+90'],
  [3_002, 10, '+90'],
])('of %i people in Cc %i are named, and %j more are counted', (count, named, more) => {
  const ticket = withUnconfirmed({ ...accepted, participants: [] }, people(count));
  expect([copied({ ticket }).length, copiedBeside({ ticket })]).toEqual([named, more]);
});

it('a letter about no ticket names nobody', () => {
  expect([copied({ ticket: null }), copiedBeside({ ticket: null })]).toEqual([[], '']);
});

it('mail after mail brings no more than a hundred', () => {
  let ticket = { ...accepted, participants: [] } as typeof accepted;
  for (let mail = 0; mail < 40; mail++) ticket = withUnconfirmed(ticket, people((mail + 1) * 50).slice(-50));
  expect(ticket.participants).toHaveLength(100);
});
