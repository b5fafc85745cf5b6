import { beforeEach, describe, expect, it } from 'vitest';
import { type Breaker, createBreaker } from '../../../src/outbox/relay/breaker.ts';

const ALL = Number.POSITIVE_INFINITY;

describe('a relay that takes no letters', () => {
  let now: number;
  let breaker: Breaker;
  beforeEach(() => {
    now = 0;
    breaker = createBreaker(() => now, { pauses: [5, 10, 20], silentFor: 30 });
  });
  const refuse = () => breaker.fails('refused', '554 no');

  it('is left alone after one refusal, then asked with one letter, after longer and longer pauses', () => {
    expect(breaker.room(3)).toBe(ALL);
    for (const pause of [5, 10, 20, 20]) {
      refuse();
      expect(breaker.pause()).toBe(pause);
      expect(breaker.room(0)).toBe(0);
      now += pause;
      expect(breaker.room(1)).toBe(0);
      expect(breaker.room(0)).toBe(1);
    }
    breaker.works();
    expect([breaker.room(0), breaker.pause(), breaker.trouble()]).toEqual([ALL, null, null]);
    refuse();
    expect(breaker.pause()).toBe(5);
  });

  it('is not left alone longer for what was under way', () => {
    for (let letter = 0; letter < 10; letter++) refuse();
    expect(breaker.pause()).toBe(5);
  });

  it('may lose one connection, but not two in a row', () => {
    breaker.fails('lost', 'closed');
    expect(breaker.room(0)).toBe(ALL);
    breaker.works();
    breaker.fails('lost', 'closed');
    expect(breaker.room(0)).toBe(ALL);
    breaker.fails('lost', 'closed');
    expect(breaker.room(0)).toBe(0);
  });

  it('is trouble once it has refused the letter that was to see', () => {
    refuse();
    expect(breaker.trouble()).toBeNull();
    now = 5;
    refuse();
    expect(breaker.trouble()).toEqual({ since: 0, reply: '554 no' });
  });

  it('is trouble later when it says nothing: it may be starting', () => {
    for (const at of [0, 0, 5, 15]) {
      now = at;
      breaker.fails('lost', 'refused connection');
    }
    expect(breaker.trouble()).toBeNull();
    now = 35;
    expect(breaker.trouble()).toEqual({ since: 0, reply: 'refused connection' });
  });
});
