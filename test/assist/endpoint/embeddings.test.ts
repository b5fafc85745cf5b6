import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { embed } from '../../../src/assist/endpoint/embeddings.ts';
import { embeddings, type ModelAnswer, type ModelServer, startModelServer } from '../../support/model-server.ts';

const NOW = new Date('2026-11-27T01:00:00Z');
const TEXT = '导出失败\n一导出就报错。';
/** Milliseconds that even a machine with much else to do answers in. */
const PATIENT = 60_000;

let server: ModelServer;
beforeAll(async () => {
  server = await startModelServer();
});
afterEach(() => server.requests.splice(0));
afterAll(() => server.close());

const asks = (answer: ModelAnswer, more: object = {}, stop = new AbortController()) => {
  server.answerWith(answer);
  const asked = { url: server.url, key: null, model: 'bge-m3', dimensions: null, timeout: PATIENT, ...more };
  return embed(asked, TEXT, NOW, stop.signal);
};
const says =
  (body: string, code = 200): ModelAnswer =>
  (_request, response) =>
    response.writeHead(code, { 'content-type': 'application/json' }).end(body);

it('is one text, asked with the model and the key', async () => {
  expect(
    await asks(
      embeddings(() => [3, 4]),
      { key: 'k3y' },
    ),
  ).toEqual({ ok: true, vector: [0.6, 0.8], tokens: 9 });
  const [request] = server.requests;
  expect(request).toMatchObject({ path: '/v1/embeddings', authorization: 'Bearer k3y', input: [TEXT] });
  expect(JSON.parse(request?.text ?? '')).toEqual({ model: 'bge-m3', input: [TEXT], encoding_format: 'float' });
});

it('asks for a length only where one is wanted, and no key where there is none', async () => {
  expect(
    await asks(
      embeddings(() => [3, 4]),
      { dimensions: 2 },
    ),
  ).toMatchObject({ ok: true });
  expect(JSON.parse(server.requests[0]?.text ?? '')).toMatchObject({ dimensions: 2 });
  expect(server.requests[0]?.authorization).toBeNull();
});

describe('answers as servers give them, without what they have beside', () => {
  it.each<[string, string, number]>([
    [
      'Ollama',
      '{"object":"list","data":[{"object":"embedding","embedding":[-0.0082,0.0319,-0.0013],"index":0}],"model":"bge-m3","usage":{"prompt_tokens":12,"total_tokens":12}}',
      12,
    ],
    [
      'vLLM',
      '{"id":"embd-1","object":"list","created":1764205200,"model":"BAAI/bge-m3","data":[{"index":0,"object":"embedding","embedding":[0.01,-0.02,0.03]}],"usage":{"prompt_tokens":11,"total_tokens":11,"completion_tokens":0,"prompt_tokens_details":null}}',
      11,
    ],
    [
      'llama.cpp',
      '{"model":"bge-m3","object":"list","usage":{"prompt_tokens":13,"total_tokens":13},"data":[{"embedding":[1.5e-05,-0.03,0.2],"index":0,"object":"embedding"}]}',
      13,
    ],
    ['one that does not count', '{"data":[{"embedding":[1,2,3]}]}', Math.ceil(TEXT.length / 2)],
  ])('%s', async (_case, body, tokens) => {
    const reply = await asks(says(body));
    expect(reply).toMatchObject({ ok: true, tokens });
    expect('vector' in reply && reply.vector).toHaveLength(3);
  });
});

const vector = (embedding: string) =>
  says(`{"data":[{"index":0,"embedding":${embedding}}],"usage":{"total_tokens":5}}`);

describe('what is refused', () => {
  it.each<[string, ModelAnswer]>([
    ['no JSON', says('<html>')],
    ['JSON that is null', says('null')],
    ['a chat completion', says('{"choices":[{"message":{"content":"[1,2]"}}]}')],
    ['no vector', says('{"data":[]}')],
    ['a vector too many', says('{"data":[{"index":0,"embedding":[1]},{"index":1,"embedding":[1]}]}')],
    ['that of another text', says('{"data":[{"index":1,"embedding":[1,2]}]}')],
    ['an empty one', vector('[]')],
    ['NaN', vector('[1,NaN]')],
    ['null in it', vector('[1,null]')],
    ['more than a number can be', vector('[1,1e999]')],
    ['numbers in words', vector('["1","2"]')],
    ['base64', vector('"AACAPwAAAEA="')],
    ['a vector of vectors, as of tokens that are not pooled', vector('[[1,2],[3,4]]')],
    ['zeros alone', vector('[0,0,0]')],
    ['longer than any that is stored', vector(JSON.stringify(Array.from({ length: 16_001 }, () => 1)))],
    ['statements in place of numbers', vector('["1]\'::vector); drop table ticket; --"]')],
    ['an object that behaves as a list', vector('{"0":1,"length":1}')],
  ])('%s', async (_case, answer) => {
    expect(await asks(answer)).toMatchObject({ ok: false, fault: 'malformed' });
  });

  it('is another length than was asked for, whose tokens count all the same', async () => {
    expect(await asks(vector('[1,2,3]'), { dimensions: 2 })).toMatchObject({
      fault: 'malformed',
      detail: '3 dimensions instead of 2',
      tokens: 5,
    });
  });

  it.each<[string, ModelAnswer, object]>([
    ['more than it reads', says(`{"data":"${'x'.repeat(600_000)}"}`), { fault: 'too_large' }],
    ['429', says('{}', 429), { fault: 'rate_limited', tokens: 0 }],
    ['500', says('{}', 500), { fault: 'overloaded' }],
    ['400, as of a text too long for it', says('{}', 400), { fault: 'refused', detail: 'status 400' }],
    [
      'a way to somewhere else',
      (_request, response) => response.writeHead(302, { location: 'http://127.0.0.1:9/' }).end(),
      { fault: 'redirected' },
    ],
  ])('%s', async (_case, answer, expected) => {
    expect(await asks(answer)).toMatchObject({ ok: false, ...expected });
    expect(server.requests).toHaveLength(1);
  });

  it('is what does not come in time, or after the process ends', async () => {
    expect(await asks(() => undefined, { timeout: 50 })).toMatchObject({ fault: 'timeout' });
    const stop = new AbortController();
    const answered = asks(() => stop.abort(), {}, stop);
    expect(await answered).toMatchObject({ fault: 'interrupted' });
  });
});
