import { expect, it } from 'vitest';
import { backlogFinding } from '../../../src/cli/doctor/webhooks.ts';

const backlog = (more: object) => ({ webhook: 'crm', waiting: 0, dead: 0, oldestSeconds: 0, ...more });

it.each<[string, Parameters<typeof backlogFinding>[1], { ok: boolean; finding: string; remedy?: string }]>([
  ['nothing waits', undefined, { ok: true, finding: 'everything is sent', remedy: '' }],
  ['some are young', backlog({ waiting: 3, oldestSeconds: 60 }), { ok: true, finding: '3 events wait', remedy: '' }],
  [
    'one is old',
    backlog({ waiting: 3, oldestSeconds: 7300 }),
    { ok: true, finding: '3 events wait, the oldest for 2 h' },
  ],
  ['some were given up', backlog({ waiting: 3, dead: 2 }), { ok: false, finding: '2 events were given up' }],
])('doctor tells of a webhook when %s', (_case, given, expected) => {
  expect(backlogFinding({ name: 'crm' }, given)).toMatchObject(expected);
});
