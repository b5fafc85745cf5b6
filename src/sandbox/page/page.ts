import fastify, { type FastifyError, type FastifyInstance } from 'fastify';
import { draftReply, readMail, sendMail } from '../correspondence.ts';
import { personOf } from '../demo-team.ts';
import { portNear } from '../free-port.ts';
import type { MailServer } from '../mail/mail-server.ts';
import { errorPage, inboxPage, letterPage, writePage } from './page-html.ts';

/** Used when it is free. */
const PORT = 8025;

/** A letter's markup may name pictures and styles of other sites; they are not fetched. */
const nothingFromElsewhere =
  "default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'unsafe-inline'; form-action 'self'; base-uri 'none'";

/** Shows a new letter in the inbox that is open. */
const refreshScript = `new EventSource('/news').onmessage = ({ data }) => {
  if (document.body.dataset.inbox === data) location.reload();
};`;

export interface Page {
  url: string;
  close(): Promise<void>;
}

/** A page on loopback with everybody's mailbox, to read, write and answer as any of them. */
export async function servePage(mail: MailServer): Promise<Page> {
  const app = fastify({ logger: false, forceCloseConnections: true });
  const port = await portNear(PORT);
  refuseStrangers(app, port);
  readForms(app);
  addPages(app, mail);
  addNews(app, mail);
  const url = await app.listen({ host: '127.0.0.1', port });
  return { url, close: () => app.close() };
}

type ByUser = { Params: { user: string } };
type ByMail = { Params: { user: string; uid: string } };
type Written = ByUser & { Body: URLSearchParams };
type Inbox = ByUser & { Querystring: { sent?: string } };
type Prepared = ByUser & { Querystring: { to?: string; subject?: string; body?: string } };

function addPages(app: FastifyInstance, mail: MailServer): void {
  const inboxOf = (user: string) => Promise.all(mail.inbox(user).map(readMail));
  const letterOf = async (user: string, uid: string) => {
    const stored = mail.inbox(user).find((each) => each.uid === Number(uid));
    if (stored === undefined) throw Object.assign(new Error('there is no such letter'), { statusCode: 404 });
    return readMail(stored);
  };
  app.addHook('onSend', async (_request, reply) => {
    reply.headers({ 'Cache-Control': 'no-store', 'Content-Security-Policy': nothingFromElsewhere });
  });
  app.setErrorHandler((error: FastifyError, _request, reply) =>
    reply
      .code(error.statusCode ?? 500)
      .type('text/html')
      .send(errorPage(error.message)),
  );
  app.get('/', (_request, reply) => reply.redirect('/zhang'));
  app.get<Inbox>('/:user', async ({ params: { user }, query: { sent = '' } }, reply) =>
    reply.type('text/html').send(inboxPage(personOf(user), await inboxOf(user), sent)),
  );
  app.get<ByMail>('/:user/:uid', async ({ params: { user, uid } }, reply) => {
    const letter = await letterOf(user, uid);
    return reply.type('text/html').send(letterPage(personOf(user), letter));
  });
  app.get<ByMail>('/:user/:uid/reply', async ({ params: { user, uid } }, reply) => {
    const letter = await letterOf(user, uid);
    return reply.type('text/html').send(writePage(personOf(user), draftReply(letter, '')));
  });
  app.get<Prepared>('/:user/write', async ({ params: { user }, query }, reply) => {
    const { to = personOf('support').address, subject = '', body = '' } = query;
    return reply.type('text/html').send(writePage(personOf(user), { to, subject, text: body }));
  });
  app.post<Written>('/:user/write', async ({ params: { user }, body }, reply) => {
    const draft = draftOf(body);
    await sendMail(mail, personOf(user), draft);
    return reply.redirect(`/${user}?sent=${encodeURIComponent(draft.to)}`, 303);
  });
}

function draftOf(form: URLSearchParams) {
  const field = (name: string) => form.get(name) ?? '';
  const inReplyTo = field('inReplyTo');
  return {
    to: field('to').trim(),
    subject: field('subject'),
    text: field('text').replaceAll('\r\n', '\n'),
    ...(inReplyTo !== '' && { inReplyTo, references: field('references').split(' ') }),
  };
}

/** Server-sent events: one for each delivery, so that an open inbox shows it. */
function addNews(app: FastifyInstance, mail: MailServer): void {
  app.get('/news.js', (_request, reply) => reply.type('text/javascript').send(refreshScript));
  app.get('/news', (_request, reply) => {
    reply.hijack();
    reply.raw.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' });
    const stop = mail.onDelivery((user) => reply.raw.write(`data: ${user}\n\n`));
    reply.raw.once('close', stop);
    reply.raw.write(':\n\n');
  });
}

function readForms(app: FastifyInstance): void {
  app.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (_request, body, done) =>
    done(null, new URLSearchParams(body.toString())),
  );
}

/** Pages of other sites must not write mail here, whichever host name they use for this port. */
function refuseStrangers(app: FastifyInstance, port: number): void {
  const hosts = [`127.0.0.1:${port}`, `localhost:${port}`];
  app.addHook('onRequest', async ({ headers: { host, origin } }, reply) => {
    const own = hosts.includes(host ?? '') && (origin === undefined || hosts.includes(new URL(origin).host));
    if (!own) await reply.code(403).type('text/html').send(errorPage('This page is for this machine only.'));
  });
}
