/**
 * `POST /tickets`: a website's form becomes a mail in the ledger, and is decided as any mail from somebody whom nothing
 * proves. This edge checks the key, the rate and the fields; what a submission means is not its business.
 */
import { randomUUID } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Config } from '../../config/settings.ts';
import type { Logger } from '../../lib/log.ts';
import { createRate, keyNamed, type WebsiteKey } from './keys.ts';
import { readSubmission, type Submission, type SubmittedFile } from './submission.ts';

/** What became of a submission so far; `number` null while that is not known, or not to be told. */
export type Receipt = { readonly mail: number; readonly number: string | null };

/** Takes submissions in; daemon.ts brings it. */
export type Website = {
  /** Idempotent by `request`. `other`: this request was something else before. Rejects when it cannot be kept. */
  readonly submit: (key: WebsiteKey, request: string, submission: Submission) => Promise<Receipt | 'other'>;
  readonly find: (key: WebsiteKey, request: string) => Promise<Receipt | null>;
  /** Resolves when nothing that was taken in is being decided any more. */
  readonly settled: () => Promise<void>;
};

type Settings = NonNullable<Config['http']['tickets']>;

const MOST_FILES = 20;
const MOST_FIELDS = 40;
/** Octets of a body without files. */
const MOST_FORM = 1024 * 1024;
/** Submissions that are read and kept at once: each may be large. */
const MOST_AT_ONCE = 4;
const REQUEST = /^[A-Za-z0-9_-]{8,100}$/;

/** Serves `POST /tickets`, and `GET /tickets/requests/…`, where to look for what became of one. */
export async function serveTickets(
  app: FastifyInstance,
  settings: Settings,
  website: Pick<Website, 'submit' | 'find'>,
  log: Logger,
): Promise<void> {
  const { default: multipart } = await import('@fastify/multipart');
  const rate = createRate();
  await app.register(async (scope) => {
    await scope.register(multipart, {
      limits: {
        files: MOST_FILES,
        fields: MOST_FIELDS,
        fieldSize: settings.size,
        fileSize: settings.size,
        parts: MOST_FILES + MOST_FIELDS,
      },
    });
    scope.addContentTypeParser(
      'application/x-www-form-urlencoded',
      { parseAs: 'string' },
      async (_: unknown, body: string | Buffer) => valuesOf(new URLSearchParams(String(body))),
    );
    scope.setErrorHandler(async (error: Error & { readonly statusCode?: number }, _request, reply) => {
      const status = error.statusCode ?? 500;
      if (status < 500) return refuse(reply, status, error.message);
      log.error({ event: 'website_failed', err: error });
      return refuse(reply, 503, 'this could not be taken in: send it again, with the same Idempotency-Key');
    });
    scope.addHook('onRequest', async (request, reply) => allowOrigin(settings, request, reply));
    // Asked before the body is read: who may not post sends nothing.
    scope.addHook('onRequest', async (request, reply) => {
      if (request.method !== 'POST') return;
      const key = keyNamed(settings.keys, request.headers.authorization);
      if (key === null) return refuse(reply, 401, UNKNOWN_KEY);
      const seconds = rate.take(key, Date.now());
      if (seconds === null) return;
      const said = `no more than ${key.perHour} requests an hour with this key`;
      return refuse(reply.header('retry-after', seconds), 429, said);
    });
    scope.options('/tickets', async (_request, reply) => reply.code(204).send());
    let inHand = 0;
    scope.post('/tickets', { bodyLimit: Math.min(settings.size, MOST_FORM) }, async (request, reply) => {
      if (inHand >= MOST_AT_ONCE)
        return refuse(reply.header('retry-after', 5), 503, 'too much at once: send it again soon');
      inHand += 1;
      try {
        return await take(request, reply, { settings, website });
      } finally {
        inHand -= 1;
      }
    });
    scope.get<{ Params: { request: string } }>('/tickets/requests/:request', async (request, reply) => {
      const key = keyNamed(settings.keys, request.headers.authorization);
      if (key === null) return refuse(reply, 401, UNKNOWN_KEY);
      const receipt = REQUEST.test(request.params.request) ? await website.find(key, request.params.request) : null;
      return receipt === null
        ? refuse(reply, 404, 'there is no such request')
        : reply.send(answerTo(request.params.request, receipt));
    });
  });
}

const UNKNOWN_KEY = 'needs a key of http.tickets.keys: Authorization: Bearer …';

const answerTo = (request: string, { mail, number }: Receipt) => ({
  request,
  mail,
  ticket: number,
  look: `/tickets/requests/${request}`,
});

const refuse = (reply: FastifyReply, status: number, error: string, more: object = {}): FastifyReply =>
  reply.code(status).send({ error, ...more });

/** Pages of other origins may send a simple form all the same, but not the key. */
async function allowOrigin({ origins }: Settings, request: FastifyRequest, reply: FastifyReply): Promise<void> {
  const { origin } = request.headers;
  reply.header('vary', 'origin');
  if (origin === undefined || !origins.includes(origin)) return;
  reply.header('access-control-allow-origin', origin);
  if (request.method !== 'OPTIONS') {
    reply.header('access-control-expose-headers', 'location, retry-after');
    return;
  }
  reply.header('access-control-allow-methods', 'POST, GET');
  reply.header('access-control-allow-headers', 'authorization, content-type, idempotency-key');
  reply.header('access-control-max-age', '600');
}

async function take(
  request: FastifyRequest,
  reply: FastifyReply,
  { settings, website }: { readonly settings: Settings; readonly website: Pick<Website, 'submit'> },
): Promise<FastifyReply> {
  const key = keyNamed(settings.keys, request.headers.authorization);
  if (key === null) return refuse(reply, 401, UNKNOWN_KEY);
  const named = request.headers['idempotency-key'];
  const asked = typeof named === 'string' ? named.replace(/^"(.*)"$/, '$1') : randomUUID();
  if (!REQUEST.test(asked))
    return refuse(reply, 400, 'Idempotency-Key must be 8 to 100 letters, digits, - and _', {
      field: 'idempotency-key',
    });
  const { fields, files } = request.isMultipart() ? await formOf(request, settings.size) : plainOf(request.body);
  const submission = readSubmission(fields, files);
  if ('faults' in submission) {
    const [first] = submission.faults;
    return refuse(reply, 422, `${first?.field} ${first?.message}`, { faults: submission.faults });
  }
  const receipt = await website.submit(key, asked, submission);
  if (receipt === 'other')
    return refuse(reply, 422, 'this Idempotency-Key was used for something else', { field: 'idempotency-key' });
  const answer = answerTo(asked, receipt);
  return reply.code(202).header('location', answer.look).send(answer);
}

type Posted = { readonly fields: Readonly<Record<string, unknown>>; readonly files: readonly SubmittedFile[] };

function plainOf(body: unknown): Posted {
  if (body === null || typeof body !== 'object' || Array.isArray(body))
    throw Object.assign(new Error('the body must be an object of fields'), { statusCode: 400 });
  return { fields: body as Readonly<Record<string, unknown>>, files: [] };
}

/** A field that comes twice is an array, and no text. */
function valuesOf(entries: Iterable<readonly [string, string]>): Record<string, string | string[]> {
  const values = new Map<string, string | string[]>();
  for (const [name, value] of entries) {
    const before = values.get(name);
    values.set(name, before === undefined ? value : [before, value].flat());
  }
  return Object.fromEntries(values);
}

/** A file is a file: a mail or a report in it is not read as one of the mail that carries it. */
const typeOf = (named: string): string =>
  /^(?:application|audio|font|image|text|video)\/[a-z0-9.+-]{1,80}$/i.test(named) ? named : 'application/octet-stream';

/** Its parser has a status for what is too much, and none for what is no form. */
async function formOf(request: FastifyRequest, most: number): Promise<Posted> {
  try {
    return await partsOf(request, most);
  } catch (error) {
    if (error instanceof Error && 'statusCode' in error && error.statusCode === 413) throw error;
    const why = error instanceof Error ? error.message : String(error);
    throw Object.assign(new Error(`the form cannot be read: ${why}`, { cause: error }), { statusCode: 400 });
  }
}

/** All parts together may have `most` octets. An empty file field is no file. */
async function partsOf(request: FastifyRequest, most: number): Promise<Posted> {
  const entries: [string, string][] = [];
  const files: SubmittedFile[] = [];
  let size = 0;
  const count = (octets: number): void => {
    size += octets;
    if (size > most) throw Object.assign(new Error(`no more than ${most} octets`), { statusCode: 413 });
  };
  for await (const part of request.parts()) {
    if (part.type === 'field') {
      // One that says it is JSON has been read as such.
      const value = typeof part.value === 'string' ? part.value : JSON.stringify(part.value);
      count(Buffer.byteLength(value));
      entries.push([part.fieldname, value]);
    } else {
      const content = await part.toBuffer();
      count(content.length);
      if (content.length > 0 || part.filename)
        files.push({ name: part.filename || 'file', type: typeOf(part.mimetype), content });
    }
  }
  return { fields: valuesOf(entries), files };
}
