import { describe, expect, it } from 'vitest';
import { planConnections } from '../../../src/store/connection/need.ts';

const allows = (connections: number) => ({ shared: false, limit: { connections, by: 'the role desk' } });

describe('connections', () => {
  it.each<[number, number, boolean, { desk: number; queue: number } | null]>([
    [100, 10, true, { desk: 10, queue: 4 }],
    [15, 10, true, { desk: 10, queue: 4 }],
    [14, 10, true, { desk: 10, queue: 3 }],
    [6, 10, true, { desk: 2, queue: 3 }],
    [5, 10, true, { desk: 1, queue: 3 }],
    [4, 10, true, { desk: 1, queue: 3 }],
    [3, 10, true, null],
    [0, 10, true, null],
    [11, 10, false, { desk: 10, queue: 0 }],
    [3, 10, false, { desk: 2, queue: 0 }],
    [1, 10, false, { desk: 1, queue: 0 }],
    [0, 10, false, null],
    [6, 2, true, { desk: 2, queue: 3 }],
  ])('%i allowed, %i configured, the queue here too: %s', (allowed, configured, queueHere, expected) => {
    const plan = planConnections(allows(allowed), configured, queueHere);
    if (expected === null) return expect(plan).toContain(`the role desk allows ${allowed} connections`);
    expect(plan).toMatchObject(expected);
    expect(expected.desk + expected.queue).toBeLessThanOrEqual(allowed);
  });

  it('are the pooler’s to limit where there is one', () => {
    expect(planConnections({ shared: true, limit: null }, 10, true)).toEqual({ desk: 10, queue: 2, short: null });
  });
});
