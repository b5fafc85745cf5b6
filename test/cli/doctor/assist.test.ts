import { expect, it } from 'vitest';
import { NOTHING_USED } from '../../../src/assist/attempt.ts';
import { assistFindings, budgetFinding } from '../../../src/cli/doctor/assist.ts';
import { parseConfig } from '../../../src/config/load.ts';
import { byPurpose, completion, type ModelAnswer, startModelServer } from '../../support/model-server.ts';

const NOW = new Date('2026-11-26T06:00:00Z');
const DESK = 'desk: { domain: desk.example }';
const NOTHING_SAID = {
  company: null,
  businessImpact: null,
  environment: null,
  errorCode: null,
  tried: null,
  wanted: null,
  urgency: null,
  because: null,
};
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

const cutOff = completion('', { choices: [{ finish_reason: 'length', message: { content: null } }] });
it.each<[string, ModelAnswer, { ok: boolean; finding: string; remedy?: string }]>([
  ['thinks aloud', cutOff, { ok: false, finding: 'cut_off (longer than 700 tokens)', remedy: 'does not think aloud' }],
  ['answers in prose', completion('I would say high.'), { ok: false, finding: 'not_json', remedy: 'JSON Schema' }],
  [
    'is no chat',
    (_request, response) => response.end('{}'),
    { ok: false, finding: 'malformed', remedy: 'JSON Schema' },
  ],
  [
    'knows no schema',
    (_request, response) => response.writeHead(400).end(),
    {
      ok: false,
      finding: 'refused',
      remedy: 'jsonSchema: false',
    },
  ],
  [
    'is down',
    (_request, response) => response.writeHead(503).end(),
    { ok: false, finding: 'overloaded', remedy: 'start' },
  ],
  [
    'answers as it should',
    byPurpose({ fields: { ...NOTHING_SAID, occurredAt: 'Since yesterday evening' } }),
    {
      ok: true,
      finding: 'a checked suggestion, for 100 tokens',
    },
  ],
])('doctor --probe tells of a model that %s', async (_case, answer, { ok, finding, remedy = '' }) => {
  const server = await startModelServer();
  server.answerWith(answer);
  const assist = `assist: { url: "${server.url}", model: small, purposes: [fields] }`;
  const findings = await assistFindings({ config: parseConfig(`${DESK}\n${assist}`, 'a test') }, null, true);
  await server.close();
  expect(findings.find(({ check }) => check === 'model answers')).toMatchObject({
    ok,
    finding: expect.stringContaining(finding),
    ...(remedy && { remedy: expect.stringContaining(remedy) }),
  });
});
