import { describe, expect, it } from 'vitest';
import { NOTHING_USED } from '../../../src/assist/attempt.ts';
import { assistFindings, budgetFinding, vectorFinding } from '../../../src/cli/doctor/assist.ts';
import { parseConfig } from '../../../src/config/load.ts';
import type { VectorState } from '../../../src/store/vector-table.ts';
import { byPurpose, completion, embeddings, type ModelAnswer, startModelServer } from '../../support/model-server.ts';

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

describe('look-alikes', () => {
  it.each<[VectorState, boolean, string, string]>([
    ['ready', true, 'are there', ''],
    ['unavailable', false, 'has no pgvector', 'install pgvector'],
    ['not_created', false, 'no table', 'run tsdesk migrate'],
    ['no_rights', false, 'may not use', 'GRANT SELECT, INSERT, UPDATE, DELETE ON ticket_vector'],
  ])('of a database that is %s', (state, ok, finding, remedy) => {
    const found = vectorFinding(state);
    expect(found).toMatchObject({
      ok,
      finding: expect.stringContaining(finding),
      remedy: expect.stringContaining(remedy),
    });
    expect(`${found.finding}${found.remedy}`).not.toContain('\n');
  });

  it.each<[string, ModelAnswer, object]>([
    ['a vector', embeddings(() => [1, 2, 3]), { ok: true, finding: expect.stringContaining('3 dimensions') }],
    ['words', completion('I would say high.'), { ok: false, remedy: expect.stringContaining('model for embeddings') }],
    [
      'nothing',
      (_request, response) => response.writeHead(503).end(),
      { ok: false, remedy: expect.stringContaining('start') },
    ],
  ])('are tried with an invented text; a model that answers %s', async (_case, answer, expected) => {
    const server = await startModelServer();
    server.answerWith((request, response, incoming) =>
      request.path === '/v1/models'
        ? response.end('{"data":[{"id":"bge-m3:latest"}]}')
        : answer(request, response, incoming),
    );
    const config = parseConfig(`${DESK}\nassist: { url: "${server.url}", model: bge-m3, purposes: [alike] }`, 'a test');
    const findings = await assistFindings({ config }, null, true);
    expect(findings.map(({ check }) => check)).toEqual(['embeddings', 'embeddings answer']);
    expect(findings[0]).toMatchObject({ ok: true });
    expect(findings[1]).toMatchObject({ check: 'embeddings answer', ...expected });
    await server.close();
  });
});
