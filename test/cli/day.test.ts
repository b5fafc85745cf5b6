import { expect, it } from 'vitest';
import { daysNamed } from '../../src/cli/day.ts';
import { EXIT } from '../../src/cli/exit.ts';

it('has both days', () => {
  expect(daysNamed('2026-11-01', '2026-11-30')).toEqual({ from: '2026-11-01', to: '2026-11-30' });
});

it.each([
  ['0001-01-01', '9999-12-31', '0001-01-01 is no day of the years 1970 to 2199'],
  ['2026-01-01', '9999-12-31', '9999-12-31 is no day of the years 1970 to 2199'],
  ['2026-02-30', '2026-03-01', '2026-02-30 is no day'],
  ['\0', '2026-03-01', 'is no day'],
  ['2026-03-02', '2026-03-01', 'The period ends on 2026-03-01, before it begins.'],
])('%j to %j is refused', (from, to, message) => {
  expect(() => daysNamed(from, to)).toThrow(
    expect.objectContaining({ exitCode: EXIT.usage, message: expect.stringContaining(message) }),
  );
});
