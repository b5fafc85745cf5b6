import { expect, it } from 'vitest';
import { NOTHING_USED } from '../../../src/assist/attempt.ts';
import { budgetFinding } from '../../../src/cli/doctor/assist.ts';

const NOW = new Date('2026-11-26T06:00:00Z');
const BUDGET = { budget: { requests: 10, tokens: 1000 } };

it.each([
  ['there is room', {}, 'today 0 of 10 requests', ''],
  ['it is used up', { requests: 10 }, 'used up: today 10 of 10', 'raise assist.budget'],
  ['the model is left alone', { faults: 5, pausedUntil: new Date('2026-11-26T06:01:00Z') }, 'left alone', '--probe'],
])('doctor tells of the budget when %s', (_case, used, finding, remedy) => {
  expect(budgetFinding(BUDGET, { ...NOTHING_USED, ...used }, NOW)).toMatchObject({
    ok: true,
    finding: expect.stringContaining(finding),
    remedy: expect.stringContaining(remedy),
  });
});
