/**
 * The page of the sandbox: everybody's mailbox side by side, the ticket beside them, and a clock to push. HTML from the
 * server and one small script that looks again when mail arrives: it works without the script, needs no build, and
 * there is no framework to keep up with. It decides nothing: mail goes to the desk by the sandbox's mail server.
 */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fastify, { type FastifyError, type FastifyInstance } from 'fastify';
import { toldOf } from '../../lib/logged-error.ts';
import { PACKAGE_FOLDER } from '../../lib/own-package.ts';
import { freePort, onFreePort } from '../free-port.ts';
import type { MailServer } from '../mail/mail-server.ts';
import { serveActions } from './actions.ts';
import { guard } from './guard.ts';
import { type Bell, serveNews } from './news.ts';
import type { PageDesk } from './page-desk.ts';
import { servePages } from './pages.ts';
import { errorPage } from './views/layout.ts';
import { pageWords } from './words/page-words.ts';

/** Used when it is free, else the next one that is. */
export const PAGE_PORT = 8025;
/** How many are tried after it. */
const TRIED = 20;

export interface Page {
  url: string;
  port: number;
  close(): Promise<void>;
}

/** A page on loopback to read, write and answer as any of the demo's people. */
export function servePage(mail: MailServer, desk: PageDesk, bell: Bell): Promise<Page> {
  const ports = Array.from({ length: 1 + TRIED }, (_, at) => PAGE_PORT + at);
  return onFreePort(ports, async (port) => pageOn(port || (await freePort()), mail, desk, bell));
}

/** Rejects when the port is in use. */
async function pageOn(port: number, mail: MailServer, desk: PageDesk, bell: Bell): Promise<Page> {
  const app = fastify({ logger: false, forceCloseConnections: true });
  guard(app, port, () => errorPage(`${pageWords('zh-CN').onlyHere} ${pageWords('en').onlyHere}`));
  app.setErrorHandler((error: FastifyError, _request, reply) => {
    const { statusCode = 500, message } = error;
    // A defect's own words may be a statement with everything in it.
    const said = statusCode < 500 ? message : toldOf(error);
    return reply.code(statusCode).type('text/html').send(errorPage(said));
  });
  readForms(app);
  serveAssets(app);
  serveNews(app, mail, bell);
  serveActions(app, mail, desk);
  servePages(app, mail, desk);
  const url = await app.listen({ host: '127.0.0.1', port });
  return { url, port, close: () => app.close() };
}

function serveAssets(app: FastifyInstance): void {
  const asset = (name: string, type: string): void => {
    const text = readFileSync(join(PACKAGE_FOLDER, 'assets', name), 'utf8');
    app.get(`/${name}`, (_request, reply) => reply.type(type).send(text));
  };
  asset('page.css', 'text/css; charset=utf-8');
  asset('page.js', 'text/javascript; charset=utf-8');
}

/** Forms and nothing else. */
function readForms(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (_request, body, done) =>
    done(null, new URLSearchParams(body.toString())),
  );
  app.addHook('preHandler', async (request) => {
    if (request.method === 'POST') request.body ??= new URLSearchParams();
  });
}
