import fastify, { type FastifyInstance } from 'fastify';
import { afterEach, describe, expect, it } from 'vitest';
import { type Receipt, serveTickets } from '../../../src/http/tickets/route.ts';
import type { Submission } from '../../../src/http/tickets/submission.ts';
import { createLogger, type Logger } from '../../../src/lib/log.ts';

const KEY = 'a-key-that-only-this-website-has';
const FORM = { email: 'ann@customer.example', text: 'It fails.' };
const headers = { authorization: `Bearer ${KEY}` };

let app: FastifyInstance;
const logged: object[] = [];
afterEach(() => app.close());

async function serve(submit: (submission: Submission) => Promise<Receipt>, size = 5_000_000): Promise<void> {
  app = fastify();
  const settings = { keys: [{ name: 'shop', key: KEY, mailbox: null, perHour: 100 }], origins: [], size };
  const website = {
    submit: (_key: unknown, _request: string, said: Submission) => submit(said),
    find: async () => null,
  };
  logged.length = 0;
  const log = createLogger('silent');
  await serveTickets(app, settings, website, { ...log, error: (line: object) => logged.push(line) } as Logger);
}

/** A form with a file of so many octets. */
function multipart(octets: number, type = 'image/png', more = '') {
  const part = (fields: string, content: string) =>
    `--x\r\nContent-Disposition: form-data; ${fields}\r\n\r\n${content}\r\n`;
  const file = `--x\r\nContent-Disposition: form-data; name="f"; filename="a.png"\r\nContent-Type: ${type}\r\n\r\n${'a'.repeat(octets)}\r\n`;
  const payload = `${part('name="email"', FORM.email)}${part('name="text"', FORM.text)}${more}${file}--x--\r\n`;
  return { payload, headers: { ...headers, 'content-type': 'multipart/form-data; boundary=x' } };
}
const post = (options: object) => app.inject({ method: 'POST', url: '/tickets', ...options });

describe('POST /tickets', () => {
  it('takes files larger than a form may be', async () => {
    const sizes: number[] = [];
    await serve(async ({ files }) => {
      sizes.push(...files.map(({ content }) => content.length));
      return { mail: 1, number: null };
    });
    expect((await post(multipart(3_000_000))).statusCode).toBe(202);
    expect(sizes).toEqual([3_000_000]);
  });

  it.each<[string, () => object, number]>([
    ['a file larger than a request may be', () => multipart(60_000), 413],
    ['a form larger than that', () => ({ headers, payload: { ...FORM, text: 'x'.repeat(60_000) } }), 413],
    [
      'a hundred fields',
      () => multipart(1, 'image/png', '--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n1\r\n'.repeat(100)),
      413,
    ],
    [
      'the same field twice',
      () => multipart(1, 'image/png', '--x\r\nContent-Disposition: form-data; name="text"\r\n\r\n1\r\n'),
      422,
    ],
    [
      'a field of the prototype',
      () => ({ headers: { ...headers, 'content-type': 'application/json' }, payload: '{"__proto__":{"a":1}}' }),
      400,
    ],
    ['a body of another type', () => ({ headers: { ...headers, 'content-type': 'text/plain' }, payload: 'x' }), 400],
    ['no body', () => ({ headers }), 400],
  ])('refuses %s', async (_case, options, status) => {
    let taken = 0;
    await serve(async () => {
      taken += 1;
      return { mail: 1, number: null };
    }, 50_000);
    const response = await post(options());
    expect([response.statusCode, taken]).toEqual([status, 0]);
    expect(response.json()).toHaveProperty('error');
  });

  it.each([
    ['image/png', 'image/png'],
    ['message/rfc822', 'application/octet-stream'],
    ['multipart/report', 'application/octet-stream'],
    ['message/delivery-status', 'application/octet-stream'],
    ['nonsense', 'application/octet-stream'],
  ])('a file of %s goes along as %s', async (given, type) => {
    const types: string[] = [];
    await serve(async ({ files }) => {
      types.push(...files.map((file) => file.type));
      return { mail: 1, number: null };
    });
    expect((await post(multipart(3, given))).statusCode).toBe(202);
    expect(types).toEqual([type]);
  });

  it('takes a few at once, and asks the others to come back', async () => {
    const released = Promise.withResolvers<void>();
    await serve(async () => {
      await released.promise;
      return { mail: 1, number: null };
    });
    const all = Array.from({ length: 5 }, () => post({ headers, payload: FORM }));
    const refused = await Promise.race(all);
    expect([refused.statusCode, refused.headers['retry-after']]).toEqual([503, '5']);
    released.resolve();
    const codes = (await Promise.all(all)).map(({ statusCode }) => statusCode);
    expect(codes.toSorted()).toEqual([202, 202, 202, 202, 503]);
    expect((await post({ headers, payload: FORM })).statusCode).toBe(202);
  });

  const part = (name: string, content: string, type = 'text/plain') =>
    `--x\r\nContent-Disposition: form-data; name="${name}"\r\nContent-Type: ${type}\r\n\r\n${content}\r\n`;
  const whole = multipart(10).payload;
  it.each<[string, string, string]>([
    ['no boundary', 'multipart/form-data', whole],
    ['an empty boundary', 'multipart/form-data; boundary=', whole],
    ['a boundary that is too long', `multipart/form-data; boundary=${'x'.repeat(300)}`, whole],
    ['another boundary', 'multipart/form-data; boundary=y', whole],
    ['an end in its file', 'multipart/form-data; boundary=x', whole.slice(0, -12)],
    ['an end in the header of a part', 'multipart/form-data; boundary=x', whole.slice(0, whole.indexOf('image/png'))],
    ['an end in a field', 'multipart/form-data; boundary=x', whole.slice(0, whole.indexOf('fails'))],
    ['no end', 'multipart/form-data; boundary=x', whole.slice(0, -6)],
    ['nothing of a form', 'multipart/form-data; boundary=x', 'nonsense'],
    ['a field of broken JSON', 'multipart/form-data; boundary=x', `${part('a', '{', 'application/json')}--x--\r\n`],
  ])('a form with %s is its sender’s to mend', async (_case, type, payload) => {
    let taken = 0;
    await serve(async () => {
      taken += 1;
      return { mail: 1, number: null };
    });
    const response = await post({ headers: { ...headers, 'content-type': type }, payload });
    expect([response.statusCode, response.json().error]).toEqual([400, expect.stringContaining('form')]);
    expect([taken, logged]).toEqual([0, []]);
  });

  it('a field that is JSON is the text it came as', async () => {
    const said: Submission[] = [];
    await serve(async (submission) => {
      said.push(submission);
      return { mail: 1, number: null };
    });
    const payload = `${part('email', FORM.email)}${part('text', '{"code":7}', 'application/json')}--x--\r\n`;
    expect((await post({ ...multipart(0), payload })).statusCode).toBe(202);
    expect(said[0]?.text).toBe('{"code":7}');
  });

  it('says nothing of what went wrong inside', async () => {
    await serve(() => Promise.reject(new Error('select * from mail where text = secret words')));
    const response = await post({ headers, payload: FORM });
    expect([response.statusCode, response.body]).toEqual([503, expect.not.stringContaining('secret')]);
    expect(response.json().error).toContain('send it again');
    expect(logged).toMatchObject([{ event: 'website_failed' }]);
  });
});
