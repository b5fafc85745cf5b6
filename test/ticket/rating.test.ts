import { describe, expect, test } from 'vitest';
import { asksForRating } from '../../src/ticket/events/ending/closing.ts';
import { at, h, li, opened, post, says, solved, stillOpen, upon, wang, wrote } from './sample.ts';

const RESOLUTION = {
  cause: '磁盘满',
  steps: '已清理磁盘',
  kind: null,
  workaround: null,
  verified: null,
  resources: null,
} as const;
const resolved = (from = opened(), now = at(h(1))) => {
  const working = upon(from, { name: 'assign', by: wang, to: { person: li } }, now).ticket;
  return upon(working, { name: 'resolve', ...says(li), resolution: RESOLUTION }, now).ticket;
};
const closedBy = (words = solved, more = {}, from = resolved()) => upon(from, words, at(h(2), more)).ticket;

describe('a rating', () => {
  test('is asked for by the letter of the closing', () => expect(asksForRating(closedBy())).toBe(true));

  test.each<[string, Parameters<typeof closedBy>]>([
    ['not where the customer has given it', [wrote('问题已解决，5分', { intent: 'solved', satisfaction: 5 })]],
    ['not where the desk is set so', [solved, { satisfaction: { ask: false } }]],
    [
      'not of an address nobody reads',
      [solved, {}, resolved(opened({ requester: { name: '', address: 'no-reply@customer.example' } }))],
    ],
  ])('%s', (_, given) => expect(asksForRating(closedBy(...given))).toBe(false));

  test('once, also when the ticket was opened again', () => {
    const again = upon(closedBy(), stillOpen, at(h(3))).ticket;
    const ended = upon(resolved(again, at(h(4))), solved, at(h(5))).ticket;
    expect(ended.state).toBe('closed');
    expect(asksForRating(ended)).toBe(false);
  });
});

describe('a low rating', () => {
  const rates = (satisfaction: number, words = `评分：${satisfaction}`) => wrote(words, { satisfaction });

  test.each([1, 2])('of %i is told to the supervisors, in its words', (satisfaction) => {
    const change = upon(closedBy(), rates(satisfaction, '太慢了'), at(h(3)));
    expect(post(change)).toContain('low_rating→wang');
    expect(change.letters.find(({ kind }) => kind === 'low_rating')).toMatchObject({
      words: '太慢了',
      values: { from: 'zhang@customer.example', rating: String(satisfaction) },
    });
  });

  test.each([3, 4, 5])('is none of %i', (satisfaction) =>
    expect(post(upon(closedBy(), rates(satisfaction), at(h(3)))).join()).not.toContain('low_rating'),
  );

  test('is told with the confirmation it came with', () =>
    expect(post(upon(resolved(), wrote('解决了，1分', { intent: 'solved', satisfaction: 1 }), at(h(2))))).toContain(
      'low_rating→wang',
    ));

  test('is told once, until it is another', () => {
    const once = upon(closedBy(), rates(1), at(h(3))).ticket;
    expect(post(upon(once, rates(1), at(h(4)))).join()).not.toContain('low_rating');
    expect(post(upon(once, rates(2), at(h(4))))).toContain('low_rating→wang');
  });

  test('counts for nothing from a sender nobody has proven', () => {
    const unproven = { ...rates(1), rights: { confirm: 'no', reopen: false, mark: 'unverified' } as const };
    expect(post(upon(closedBy(), unproven, at(h(3)))).join()).not.toContain('low_rating');
  });
});
