import type { IncomingHttpHeaders } from 'node:http';
import type { FastifyInstance } from 'fastify';

/** A letter's markup may name pictures and styles of other sites; they are not fetched. */
const PAGE_POLICY =
  "default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'self'; frame-src 'self'; img-src 'self' data:; " +
  "form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/**
 * Only pages of this address may ask for anything: neither another host name that leads here (DNS rebinding), nor a
 * form of another site. Every answer says what it may load, and is kept by nobody.
 */
export function guard(app: FastifyInstance, port: number, refusal: () => string): void {
  const hosts = [`127.0.0.1:${port}`, `localhost:${port}`];
  const origins = hosts.map((host) => `http://${host}`);
  app.addHook('onRequest', async ({ method, headers }, reply) => {
    const { host = '', origin } = headers;
    const isForeign = origin === undefined ? isFromElsewhere(headers) : !origins.includes(origin);
    if (!hosts.includes(host) || (method !== 'GET' && isForeign))
      await reply.code(403).type('text/html').send(refusal());
  });
  app.addHook('onSend', async (_request, reply) => {
    reply.headers({
      'Cache-Control': 'no-store',
      'Referrer-Policy': 'same-origin',
      'X-Content-Type-Options': 'nosniff',
      'Cross-Origin-Opener-Policy': 'same-origin',
      ...(reply.hasHeader('Content-Security-Policy') ? {} : { 'Content-Security-Policy': PAGE_POLICY }),
    });
  });
}

/** `none`: typed in, or from a bookmark. */
const OWN_SITES: ReadonlySet<unknown> = new Set(['same-origin', 'none']);

/** Whether a page of another site led here, as far as the browser says. */
export const isFromElsewhere = ({ 'sec-fetch-site': site }: IncomingHttpHeaders): boolean =>
  site !== undefined && !OWN_SITES.has(site);
