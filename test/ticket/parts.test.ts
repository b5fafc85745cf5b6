import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inUnits } from '../../src/ticket/time/parts.ts';

describe('a whole in units and its parts', () => {
  it.each<[string, Record<string, number>, number, Record<string, number>]>([
    ['nothing', {}, 0, {}],
    ['whole ones', { a: 3, b: 2 }, 5, { a: 3, b: 2 }],
    ['thirds', { a: 1 / 3, b: 1 / 3, c: 1 / 3 }, 1, { a: 1, b: 0, c: 0 }],
    ['what lost most by rounding down', { a: 1.2, b: 1.7, c: 1.1 }, 4, { a: 1, b: 2, c: 1 }],
    ['less than half of one', { a: 0.2, b: 0.1 }, 0, { a: 0, b: 0 }],
    ['zeros', { a: 0, b: 4, c: 0 }, 4, { a: 0, b: 4, c: 0 }],
  ])('%s', (_, spans, whole, parts) => {
    const counted = inUnits(spans, 1);
    expect([counted.whole, Object.fromEntries(counted.parts)]).toEqual([whole, parts]);
  });

  it('always add up, none of them off by a unit or more', () => {
    const spans = fc.dictionary(fc.string(), fc.integer({ min: 0, max: 1e9 }), { noNullPrototype: true });
    fc.assert(
      fc.property(spans, fc.constantFrom(1000, 60_000, 3_600_000), (given, unit) => {
        const { whole, parts } = inUnits(given, unit);
        expect(parts.reduce((sum, [, count]) => sum + count, 0)).toBe(whole);
        for (const [name, count] of parts) expect(Math.abs(count - (given[name] ?? 0) / unit)).toBeLessThan(1);
      }),
    );
  });
});
