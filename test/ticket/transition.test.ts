import { describe, expect, test } from 'vitest';
import { andThen, type Change, changed, isRefusal } from '../../src/ticket/change.ts';
import { detailOf, transition } from '../../src/ticket/transition.ts';
import { accepted, li, NOON, noon, offered, says, sun } from './sample.ts';

describe('an answer to the customer by who has not got the ticket', () => {
  const reply = { name: 'reply', ...says(sun) } as const;
  test('is refused', () => {
    expect(transition(accepted, reply, noon)).toEqual({ refused: 'now_with', detail: 'li' });
  });
  test('is not, when the customer has got it already', () => {
    expect(isRefusal(transition(accepted, { ...reply, sentTo: ['zhang@customer.example'] }, noon))).toBe(false);
  });
  test('is a matter of an answer alone', () => {
    const progress = { ...reply, name: 'progress', sentTo: ['x'], analysis: null } as never;
    expect(transition(accepted, progress, noon)).toEqual({ refused: 'now_with', detail: 'li' });
  });
});

test.each([
  ['nothing of an acceptance', { name: 'accept', by: li } as const, ''],
  ['of an urgency which', { name: 'urgency', by: li, to: 'high', urgency: 'high' } as never, accepted.urgency],
])('the transcript tells %s', (_, event, detail) => {
  expect(detailOf(event, accepted)).toBe(detail);
});

describe('two changes in a row', () => {
  const line = (event: string) => ({ at: NOON, event, by: li.email, detail: '' });
  const letter = (kind: string) => ({ kind, to: [li.email] }) as unknown as Change['letters'][number];
  const alert = (number: string) => ({ reason: 'urgent', number, urgency: 'urgent' }) as const;
  const one = (name: string): Change => ({
    ...changed(accepted, line(name) as never, [letter(name)], [alert(name)]),
    also: [changed(offered, [])],
  });

  test('are one, with the later ticket', () => {
    const both = andThen(one('a'), (ticket) => {
      expect(ticket).toBe(accepted);
      return { ...one('b'), ticket: offered };
    });
    expect(both).toMatchObject({
      ticket: offered,
      history: [line('a'), line('b')],
      letters: [letter('a'), letter('b')],
      alerts: [alert('a'), alert('b')],
      also: [{}, {}],
    });
  });

  test('are refused where the second is', () => {
    expect(andThen(one('a'), () => ({ refused: 'no_text' }))).toEqual({ refused: 'no_text' });
  });

  test('begin with nothing more than is said', () => {
    expect(changed(accepted, [])).toEqual({
      ticket: accepted,
      history: [],
      letters: [],
      copies: [],
      alerts: [],
      also: [],
    });
  });
});
