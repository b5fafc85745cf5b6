import { createServer, type IncomingHttpHeaders, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { deliverWebhook } from '../../../src/outbox/webhooks/delivery.ts';
import { signatureFields } from '../../../src/outbox/webhooks/signature.ts';

describe('the signature', () => {
  // The example of the libraries of Standard Webhooks, which all of them test with.
  it('is that of other implementations', () => {
    const request = {
      id: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
      at: new Date(1_614_265_330_000),
      body: '{"test": 2432232314}',
    };
    expect(signatureFields(request, 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw')).toEqual({
      'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
      'webhook-timestamp': '1614265330',
      'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
    });
  });

  it('changes with the id, the second, the body and the secret', () => {
    const request = { id: 'a', at: new Date(1_000), body: '{}' };
    const secret = 'a secret of more than 24 octets';
    const of = (more: object, key = secret) => signatureFields({ ...request, ...more }, key)['webhook-signature'];
    const all = [of({}), of({ id: 'b' }), of({ at: new Date(2_000) }), of({ body: '[]' }), of({}, `${secret}!`)];
    expect(new Set(all).size).toBe(all.length);
    expect(of({ at: new Date(1_999) })).toBe(of({}));
  });
});

describe('a request', () => {
  let server: Server;
  let url: string;
  let seen: { url: string | undefined; headers: IncomingHttpHeaders; body: string }[];
  let answer: (response: ServerResponse) => void;
  const secret = `whsec_${Buffer.alloc(32, 1).toString('base64')}`;
  const request = { id: '0193a1c2-7d3e-7c41-9f0a-2b6f4e8d1a55', at: new Date(1_700_000_000_000), body: '{"a":"é"}' };
  beforeAll(async () => {
    server = createServer(async (incoming, response) => {
      const body = (await incoming.setEncoding('utf8').toArray()).join('');
      seen.push({ url: incoming.url, headers: incoming.headers, body });
      answer(response);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/in`;
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });
  beforeEach(() => {
    seen = [];
    answer = (response) => void response.end('ok');
  });
  const send = (stop = new AbortController().signal) => deliverWebhook({ url, secret }, request, stop);

  it('posts the very text that is signed', async () => {
    expect(await send()).toEqual({ status: 200, reply: '200 ok', retryAfter: null, interrupted: false });
    expect(seen).toHaveLength(1);
    expect(seen[0]?.body).toBe(request.body);
    expect(seen[0]?.headers).toMatchObject({ 'content-type': 'application/json', ...signatureFields(request, secret) });
  });

  it('follows no redirect', async () => {
    answer = (response) => void response.writeHead(307, { location: `${url}/elsewhere` }).end();
    expect(await send()).toMatchObject({ status: 307 });
    expect(seen.map((each) => each.url)).toEqual(['/in']);
  });

  it.each([
    ['30', 30_000],
    [new Date(1_700_000_060_000).toUTCString(), 60_000],
    ['soon', null],
  ])('hears when to come back: %s', async (value, retryAfter) => {
    answer = (response) => void response.writeHead(503, { 'retry-after': value }).end('busy');
    expect(await send()).toMatchObject({ status: 503, reply: '503 busy', retryAfter });
  });

  it('reads the beginning of an answer without end', async () => {
    answer = (response) => {
      response.write('x'.repeat(5_000));
    };
    const { status, reply } = await send();
    expect(status).toBe(200);
    expect(reply.length).toBeLessThan(1100);
  });

  it('takes a status for an answer, though its body breaks off', async () => {
    let parts = 0;
    const body = new ReadableStream({
      pull(stream) {
        parts += 1;
        if (parts === 1) stream.enqueue(Buffer.from('begun'));
        else stream.error(new Error('other side closed'));
      },
    });
    vi.stubGlobal('fetch', async () => new Response(body, { status: 200 }));
    expect(await send().finally(() => vi.unstubAllGlobals())).toMatchObject({ status: 200, reply: '200 begun …' });
  });

  it('says why there is no answer', async () => {
    answer = (response) => void response.destroy();
    expect(await send()).toMatchObject({ status: null, interrupted: false });
    const nowhere = await deliverWebhook({ url: 'http://127.0.0.1:9/', secret }, request, new AbortController().signal);
    expect(nowhere.reply).toMatch(/ECONNREFUSED|bad port/);
  });

  it('ends when the process does', async () => {
    const stop = new AbortController();
    answer = () => stop.abort();
    expect(await send(stop.signal)).toMatchObject({ status: null, interrupted: true });
  });
});
