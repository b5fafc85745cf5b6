import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { atMost, withTimeout } from '../../src/lib/timeout.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const never = new Promise<never>(() => undefined);
const late = (): Error => new Error('late');

describe('with a timeout', () => {
  it('work resolves and rejects as it would without, and leaves no timer behind', async () => {
    expect(await withTimeout(Promise.resolve('done'), 1_000, late)).toBe('done');
    await expect(withTimeout(Promise.reject(new Error('failed')), 1_000, late)).rejects.toThrow('failed');
    expect(vi.getTimerCount()).toBe(0);
  });

  it('work that takes longer is given up', async () => {
    const result = expect(withTimeout(never, 1_000, late)).rejects.toThrow('late');
    await vi.advanceTimersByTimeAsync(1_000);
    await result;
  });
});

describe('at most so long', () => {
  it('work is waited for', async () => {
    await atMost(Promise.resolve(), 1_000);
    await expect(atMost(Promise.reject(new Error('failed')), 1_000)).rejects.toThrow('failed');
    expect(vi.getTimerCount()).toBe(0);
  });

  it('and no longer', async () => {
    let over = false;
    const waiting = atMost(never, 1_000).then(() => {
      over = true;
    });
    await vi.advanceTimersByTimeAsync(999);
    expect(over).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    await waiting;
  });
});
