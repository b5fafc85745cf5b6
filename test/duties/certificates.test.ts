import { expect, it } from 'vitest';
import { stageOf } from '../../src/duties/certificates.ts';

const NOW = new Date('2026-11-26T12:00:00Z');
const inDays = (days: number): Date => new Date(NOW.getTime() + days * 86_400_000);

it.each([
  [31, null],
  [30, 30],
  [7.01, 30],
  [7, 7],
  [0.5, 7],
  [0, 7],
  [-0.1, null],
] as const)('a certificate that expires in %s days is in stage %s', (days, stage) =>
  expect(stageOf(inDays(days), NOW)).toBe(stage),
);
