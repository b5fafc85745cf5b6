import fc from 'fast-check';
import { expect, it } from 'vitest';
import { openStandingBack } from '../../src/inbox/standing-back.ts';

const of = (keys: string[], answers = false) => ({ keys, answers });

it('what shares a key with an earlier mail that stands back is behind it, until that is decided', () => {
  const standing = openStandingBack();
  standing.add(5, of(['a', '<1>']));
  expect(standing.before(6, of(['b', '<1>']))).toEqual([5]);
  expect(standing.before(6, of(['b', '<2>'], true))).toEqual([]);
  expect(standing.before(4, of(['a']))).toEqual([]);
  expect(standing.before(5, of(['a']))).toEqual([]);
  standing.done(5);
  expect(standing.before(6, of(['a', '<1>']))).toEqual([]);
});

it('of which nothing is known, every later answer may be about it', () => {
  const standing = openStandingBack();
  standing.add(5, null);
  expect(standing.before(6, of(['a'], true))).toEqual([5]);
  expect(standing.before(6, of(['a']))).toEqual([]);
  expect(standing.before(4, of(['a'], true))).toEqual([]);
  standing.add(5, of(['a']));
  expect(standing.before(6, of(['b'], true))).toEqual([]);
  standing.add(5, null);
  expect(standing.before(6, of(['a']))).toEqual([5]);
  standing.done(5);
  expect(standing.before(6, of(['a'], true))).toEqual([]);
});

it('agrees with looking at every mail', () => {
  const keys = fc.array(fc.constantFrom<string>('a', 'b', 'c', 'd'), { maxLength: 3 });
  const step = fc.record({ uid: fc.integer({ min: 1, max: 8 }), keys: fc.option(keys), done: fc.boolean() });
  fc.assert(
    fc.property(
      fc.array(step, { maxLength: 30 }),
      fc.integer({ min: 1, max: 9 }),
      keys,
      fc.boolean(),
      (steps, uid, own, answers) => {
        const standing = openStandingBack();
        const model = new Map<number, readonly string[] | null>();
        for (const each of steps)
          if (each.done) {
            standing.done(each.uid);
            model.delete(each.uid);
          } else {
            standing.add(each.uid, each.keys && of(each.keys));
            model.set(each.uid, each.keys ?? model.get(each.uid) ?? null);
          }
        const before = [...model]
          .filter(([at, theirs]) => at < uid && (theirs === null ? answers : theirs.some((key) => own.includes(key))))
          .map(([at]) => at);
        expect(standing.before(uid, of(own, answers)).toSorted()).toEqual(before.toSorted());
      },
    ),
  );
});
