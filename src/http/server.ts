/**
 * What a machine may ask the daemon: whether it lives, whether it is ready, its metrics, and a look at the queues. An
 * edge on loopback that takes values and decides nothing: people use mail, or a website's form (`tickets/`).
 */

import type { Config } from '../config/settings.ts';
import type { Logger } from '../lib/log.ts';
import type { Metrics } from './metrics.ts';
import type { ShownQueue } from './queues.ts';
import type { Website } from './tickets/route.ts';

/** One thing the daemon needs to work: whether it is there, and what keeps it. */
export type Check = {
  readonly name: string;
  readonly ok: boolean;
  readonly detail: string;
  readonly lagSeconds: number | null;
};

export type HttpServer = { readonly address: string | null; readonly close: () => Promise<void> };

/** What the server shows. */
export type Sights = {
  readonly ready: () => Promise<readonly Check[]>;
  readonly metrics: Metrics;
  readonly queues: readonly ShownQueue[];
  /** Takes what websites post; not asked unless the configuration says so. */
  readonly website: Website;
};

/** Whoever sends a request more slowly is hung up on. */
const REQUEST_WITHIN_MS = 120_000;

/**
 * Serves `/healthz` (the process answers), `/readyz` (200 once every check is ok, else 503, each with its lag),
 * `/metrics` (Prometheus) and, as configured, `/queues` and `POST /tickets`. A port that is taken is logged and never
 * ends the daemon: `address` is null then.
 */
export async function serveHttp(
  { listen, password, tickets }: Config['http'],
  { ready, metrics, queues, website }: Sights,
  log: Logger,
): Promise<HttpServer> {
  if (listen === 'off') return { address: null, close: async () => undefined };
  const { default: fastify } = await import('fastify');
  const app = fastify({ logger: false, requestTimeout: REQUEST_WITHIN_MS });
  app.get('/healthz', async () => ({ ok: true, uptimeSeconds: Math.round(process.uptime()) }));
  app.get('/readyz', async (_request, reply) => {
    const checks = await ready();
    const ok = checks.every((check) => check.ok);
    return reply.code(ok ? 200 : 503).send({ ok, checks });
  });
  app.get('/metrics', async (_request, reply) => {
    const { contentType, body } = await metrics.text();
    return reply.type(contentType).send(body);
  });
  // Loaded by those who look at queues only: it takes 30 MB.
  if (password !== null) await (await import('./queues.ts')).serveQueues(app, queues, password);
  if (tickets !== null) await (await import('./tickets/route.ts')).serveTickets(app, tickets, website, log);
  try {
    const address = await app.listen(listensAt(listen));
    log.info({ event: 'http_listening', address });
    return { address, close: () => app.close() };
  } catch (error) {
    log.error({ event: 'http_unavailable', listen, err: error });
    await app.close();
    return { address: null, close: async () => undefined };
  }
}

/** Host and port of `http.listen`. */
export function listensAt(listen: string): { readonly host: string; readonly port: number } {
  const colon = listen.lastIndexOf(':');
  return { host: listen.slice(0, colon).replace(/^\[|\]$/g, ''), port: Number(listen.slice(colon + 1)) };
}
