import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Commit, NOTHING } from '../../../src/store/commit/change.ts';
import { groupsOf } from '../../../src/store/commit/commit.ts';
import { NOON } from '../../ticket/sample.ts';

type Waiting = { readonly change: Commit; readonly wants: readonly string[] };

/** A change that wants these customers, a letter of so many octets, a lease, and perhaps a count of others' letters. */
function waiting(customers: readonly number[], octets: number, fence: number | null, isCounted: boolean): Waiting {
  const wants = customers.map((each) => `c${each}@a.example`);
  const change = {
    ...NOTHING,
    fence: fence === null ? null : { mailbox: 'support', fence },
    customers: wants.map((address) => ({
      address: { name: '', address },
      company: null,
      locale: null,
      charset: null,
      seenAt: NOON,
    })),
    letters: [{ octets: new Uint8Array(octets), reduced: null }],
    within: isCounted ? { kind: 'acknowledgement', since: NOON, most: 1 } : null,
  };
  return { change: change as unknown as Commit, wants };
}

const changes = fc.array(
  fc
    .tuple(
      fc.uniqueArray(fc.nat(8), { maxLength: 2 }),
      fc.constantFrom(0, 10_000, 400_000, 2_000_000),
      fc.constantFrom(null, null, 1, 1, 2),
      fc.constantFrom(false, false, false, true),
    )
    .map((values) => waiting(...values)),
  { maxLength: 80 },
);

describe('changes in groups', () => {
  it('are each in one', () => {
    fc.assert(
      fc.property(changes, (all) => {
        const grouped = groupsOf(all).flat();
        expect(grouped).toHaveLength(all.length);
        expect(new Set(grouped)).toEqual(new Set(all));
      }),
    );
  });

  it('want no row twice in one group, and the same row in their order', () => {
    fc.assert(
      fc.property(changes, (all) => {
        const groups = groupsOf(all);
        for (const group of groups) {
          const wants = group.flatMap((each) => each.wants);
          expect(new Set(wants).size).toBe(wants.length);
        }
        for (const row of new Set(all.flatMap((each) => each.wants)))
          expect(groups.flat().filter(({ wants }) => wants.includes(row))).toEqual(
            all.filter(({ wants }) => wants.includes(row)),
          );
      }),
    );
  });

  it('are under one lease, few, and small, and stand alone where they count what others write', () => {
    fc.assert(
      fc.property(changes, (all) => {
        for (const group of groupsOf(all)) {
          const octets = group.map(({ change }) => change.letters[0]?.octets.length ?? 0);
          const leases = group.flatMap(({ change }) => (change.fence ? [change.fence.fence] : []));
          expect(new Set(leases).size).toBeLessThanOrEqual(1);
          if (group.length === 1) continue;
          expect(group.length).toBeLessThanOrEqual(50);
          expect(octets.reduce((sum, each) => sum + each, 0)).toBeLessThanOrEqual(1024 * 1024);
          expect(group.every(({ change }) => change.within === null)).toBe(true);
        }
      }),
    );
  });

  it.each([
    [1, 1],
    [50, 1],
    [51, 2],
    [200, 4],
  ])('%i that have nothing in common make %i', (count, groups) => {
    const all = Array.from({ length: count }, (_, at) => waiting([at], 100, at % 2 === 0 ? 1 : null, false));
    expect(groupsOf(all)).toHaveLength(groups);
  });
});
