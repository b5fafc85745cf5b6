import { describe, expect, it } from 'vitest';
import { batched } from '../../src/lib/batch.ts';

describe('calls made together', () => {
  it('share the run after the one that is under way, each with its own result', async () => {
    const runs: number[][] = [];
    const double = batched(async (items: readonly number[]) => {
      runs.push([...items]);
      return items.map((item) => item * 2);
    });
    expect(await Promise.all([1, 2, 3, 4].map(double))).toEqual([2, 4, 6, 8]);
    expect(runs).toEqual([[1], [2, 3, 4]]);
  });

  it('fail together, and the next run is not touched by it', async () => {
    const fragile = batched(async (items: readonly number[]) => {
      if (items.includes(2)) throw new Error('no');
      return items;
    });
    const results = await Promise.allSettled([1, 2, 3].map(fragile));
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected']);
    expect(await fragile(4)).toBe(4);
  });
});
