import { describe, expect, it } from 'vitest';
import { readDmarc, readPolicy } from '../../../src/people/authentication/findings.ts';

describe('a DMARC policy', () => {
  it.each([
    ['none', 'none'],
    ['QUARANTINE', 'quarantine'],
    ['Reject', 'reject'],
    ['monitor', null],
    [undefined, null],
  ])('%s is %s', (text, policy) => expect(readPolicy(text)).toBe(policy));
});

describe('a DMARC result', () => {
  it.each([
    ['pass', 'pass'],
    ['fail', 'fail'],
    ['temperror', 'error'],
    ['permerror', 'none'],
    ['none', 'none'],
    [undefined, 'none'],
  ])('%s counts as %s', (result, counts) => expect(readDmarc(result)).toBe(counts));
});
