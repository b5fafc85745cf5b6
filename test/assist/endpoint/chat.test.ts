import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { chat, models } from '../../../src/assist/endpoint/chat.ts';
import { ask } from '../../../src/assist/question.ts';
import { completion, type ModelAnswer, type ModelServer, startModelServer } from '../../support/model-server.ts';
import { sourceOf } from '../source.ts';

const NOW = new Date('2026-11-26T06:00:00Z');
const QUESTION = ask('category', sourceOf('导出失败'), { redact: true })?.question;
if (QUESTION === undefined) throw new Error('nothing is asked');

let server: ModelServer;
let elsewhere: ModelServer;
beforeAll(async () => {
  [server, elsewhere] = await Promise.all([startModelServer(), startModelServer()]);
  elsewhere.answerWith(completion('{"category":"how_to"}'));
});
afterEach(() => server.requests.splice(0));
afterAll(() => Promise.all([server.close(), elsewhere.close()]));

/** Milliseconds that even a machine with much else to do answers in. */
const PATIENT = 60_000;

const asks = (answer: ModelAnswer, more: object = {}, stop = new AbortController()) => {
  server.answerWith(answer);
  const endpoint = { url: server.url, key: null, model: 'small', jsonSchema: true, timeout: PATIENT, ...more };
  return chat(endpoint, QUESTION, NOW, stop.signal);
};
const status =
  (code: number, headers: Record<string, string> = {}): ModelAnswer =>
  (_request, response) =>
    response.writeHead(code, headers).end('{"error":"导出失败 secret words of the mail"}');

const guessed = (answer: string): number => Math.ceil((QUESTION.system + QUESTION.user + answer).length / 2);

describe('a chat completion', () => {
  it('is asked with the schema, the key and nothing random, and its tokens are counted', async () => {
    expect(await asks(completion({ category: 'how_to' }), { key: 'k3y' })).toEqual({
      ok: true,
      text: '{"category":"how_to"}',
      tokens: 100,
    });
    const [request] = server.requests;
    expect(request).toMatchObject({ path: '/v1/chat/completions', authorization: 'Bearer k3y', purpose: 'category' });
    expect(JSON.parse(request?.text ?? '')).toMatchObject({
      model: 'small',
      temperature: 0,
      stream: false,
      max_tokens: 60,
      response_format: { type: 'json_schema', json_schema: { strict: true, schema: { type: 'object' } } },
    });
  });

  it('is asked without a schema of its own where the server knows none, and without a key where it wants none', async () => {
    await asks(completion('{}'), { jsonSchema: false });
    expect(server.requests[0]).toMatchObject({ purpose: '', authorization: null });
    expect(server.requests[0]?.text).toContain('JSON Schema');
  });

  it('has its tokens guessed where the server does not count', async () => {
    const reply = await asks(completion('{}', { usage: null }));
    expect(reply.ok && reply.tokens).toBeGreaterThan(100);
  });

  it.each<[string, ModelAnswer, object]>([
    ['429 with Retry-After', status(429, { 'retry-after': '7' }), { fault: 'rate_limited', retryAfter: 7_000 }],
    ['429 without', status(429), { fault: 'rate_limited', retryAfter: null, tokens: 0 }],
    ['500', status(500), { fault: 'overloaded' }],
    ['503', status(503), { fault: 'overloaded' }],
    ['400, as of a server that knows no schema', status(400), { fault: 'refused', detail: 'status 400' }],
    ['401', status(401), { fault: 'refused' }],
    ['no JSON', (_request, response) => response.end('<html>'), { fault: 'malformed', tokens: guessed('<html>') }],
    ['no choices', (_request, response) => response.end('{"choices":[]}'), { fault: 'malformed' }],
    ['no choices, counted', completion('', { choices: [] }), { fault: 'malformed', tokens: 100 }],
    [
      'an answer that is cut off',
      completion('', { choices: [{ finish_reason: 'length', message: { content: '{"' } }] }),
      { fault: 'cut_off', tokens: 100 },
    ],
    [
      'one that is cut off while it thinks, uncounted',
      completion('', { choices: [{ finish_reason: 'length', message: { content: null } }], usage: null }),
      { fault: 'cut_off', tokens: guessed('') + QUESTION.mostTokens },
    ],
    [
      'a call of a tool',
      completion('', { choices: [{ message: { content: null, tool_calls: [{}] } }] }),
      { fault: 'malformed', tokens: 100 },
    ],
    ['a connection that is closed', (_request, response) => response.destroy(), { fault: 'unreachable' }],
    ['an endless stream', endless, { fault: 'too_large', tokens: guessed('x'.repeat(512 * 1024)) }],
  ])('%s', async (_, answer, expected) => {
    expect(await asks(answer)).toMatchObject({ ok: false, ...expected });
  });

  it.each<[string, ModelAnswer]>([
    ['an answer that comes a letter at a time', slowly],
    ['no answer', () => undefined],
  ])('is given up at its time: %s', async (_, answer) => {
    expect(await asks(answer, { timeout: 500 })).toMatchObject({ ok: false, fault: 'timeout', tokens: 0 });
  });

  it('says nothing of what the server said: it may repeat the mail', async () => {
    expect(JSON.stringify(await asks(status(500)))).not.toContain('secret');
  });

  it.each([301, 302, 307, 308])('does not follow a %d, wherever it leads', async (code) => {
    const reply = await asks(status(code, { location: elsewhere.url }));
    expect(reply).toMatchObject({ ok: false, fault: 'redirected' });
    expect(elsewhere.requests).toEqual([]);
  });

  it('is broken off when the process ends', async () => {
    const stop = new AbortController();
    const reply = asks(() => stop.abort(), {}, stop);
    expect(await reply).toMatchObject({ fault: 'interrupted' });
  });

  it('does not go over TLS that does not hold', async () => {
    // Without a certificate there is no cipher that both sides know.
    const tls = createTlsServer(() => undefined);
    await new Promise<void>((resolve) => tls.listen(0, '127.0.0.1', resolve));
    const { port } = tls.address() as AddressInfo;
    expect(await asks(status(200), { url: `https://127.0.0.1:${port}/v1` })).toMatchObject({ fault: 'unreachable' });
    await new Promise((resolve) => tls.close(resolve));
  });

  it('does not go to a port where nobody listens', async () => {
    expect(await asks(status(200), { url: 'http://127.0.0.1:9/v1' })).toMatchObject({ fault: 'unreachable' });
  });
});

function endless(...[, response]: Parameters<ModelAnswer>): void {
  response.writeHead(200);
  const write = (): void => {
    while (!response.destroyed && response.write('x'.repeat(65_536)));
    if (!response.destroyed) response.once('drain', write);
  };
  write();
}

function slowly(...[, response]: Parameters<ModelAnswer>): void {
  response.writeHead(200);
  const timer = setInterval(() => response.write(' '), 50);
  response.on('close', () => clearInterval(timer));
}

describe('the list of models', () => {
  const list = () => models({ url: `${server.url}/`, key: null, timeout: PATIENT }, NOW);
  it('is their names', async () => {
    server.answerWith((_request, response) => response.end('{"data":[{"id":"small"},{"id":"large"}]}'));
    expect(await list()).toEqual(['small', 'large']);
    expect(server.requests[0]?.path).toBe('/v1/models');
  });
  it('may not be there', async () => {
    server.answerWith((_request, response) => response.writeHead(404).end());
    expect(await list()).toMatchObject({ fault: 'refused' });
  });
});
