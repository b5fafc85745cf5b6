import { setImmediate as turn } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { batched, inBatches } from '../../src/lib/batch.ts';
import { until } from '../support/until.ts';

describe('calls made together', () => {
  it('in one turn of the event loop share a run, and those made meanwhile the next, each with its own result', async () => {
    const runs: number[][] = [];
    let meanwhile: Promise<number[]> | undefined;
    const double = batched(async (items: readonly number[]) => {
      runs.push([...items]);
      meanwhile ??= Promise.all([3, 4].map(double));
      await turn();
      return items.map((item) => item * 2);
    });
    expect(await Promise.all([1, 2].map(double))).toEqual([2, 4]);
    expect(await meanwhile).toEqual([6, 8]);
    expect(runs).toEqual([
      [1, 2],
      [3, 4],
    ]);
  });

  it('fail together, and the next run is not touched by it', async () => {
    const fragile = batched(async (items: readonly number[]) => {
      if (items.includes(2)) throw new Error('no');
      return items;
    });
    const results = await Promise.allSettled([1, 2].map(fragile));
    expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(await fragile(4)).toBe(4);
  });

  describe('with patience', () => {
    /** Runs that end when they are told to; `begun` has the items of each. */
    function heldRuns() {
      const begun: string[] = [];
      const ends: (() => void)[] = [];
      const call = batched(
        (items: readonly string[]) => {
          begun.push(items.join(''));
          return new Promise<readonly string[]>((resolve) => ends.push(() => resolve(items)));
        },
        { waitMs: 20, most: 2 },
      );
      return { begun, end: (nth: number) => ends[nth]?.(), call };
    }

    it('do not wait for one that takes long, nor begin more than so many', async () => {
      const { begun, end, call } = heldRuns();
      const a = call('a');
      await turn();
      const [b, c] = [call('b'), call('c')];
      expect(begun).toEqual(['a']);
      await until('the second to begin', () => begun.length === 2);
      expect(begun).toEqual(['a', 'bc']);
      const d = call('d');
      end(1);
      expect(await Promise.all([b, c])).toEqual(['b', 'c']);
      await until('the third to begin', () => begun.length === 3);
      end(2);
      expect(await d).toBe('d');
      const e = call('e');
      await turn();
      expect(begun).toEqual(['a', 'bc', 'd', 'e']);
      end(3);
      end(0);
      expect(await Promise.all([a, e])).toEqual(['a', 'e']);
    });

    it('wait for one that does not', async () => {
      const { begun, end, call } = heldRuns();
      const a = call('a');
      await turn();
      const all = [a, call('b'), call('c')];
      end(0);
      await until('the second to begin', () => begun.length === 2);
      end(1);
      expect(await Promise.all(all)).toEqual(['a', 'b', 'c']);
      expect(begun).toEqual(['a', 'bc']);
    });
  });
});

describe('what comes one by one', () => {
  const groups = async (room: Parameters<typeof inBatches<number>>[1], ...items: readonly number[]) => {
    const found: number[][] = [];
    const one = (async function* () {
      yield* items;
    })();
    for await (const group of inBatches(one, room)) found.push(group);
    return found;
  };

  it.each<[string, Parameters<typeof inBatches<number>>[1], number[], number[][]]>([
    ['by number', { most: 2 }, [1, 2, 3], [[1, 2], [3]]],
    ['by what they weigh', { most: 9, weigh: (n) => n, weight: 5 }, [2, 3, 1, 4, 1], [[2, 3], [1, 4], [1]]],
    ['and one that is too heavy alone', { most: 9, weigh: (n) => n, weight: 5 }, [1, 7, 1], [[1], [7], [1]]],
    ['nothing', { most: 2 }, [], []],
  ])('is put in groups: %s', async (_, room, items, expected) => {
    expect(await groups(room, ...items)).toEqual(expected);
  });
});
