import type { FastifyInstance } from 'fastify';
import { sendMail } from '../correspondence.ts';
import { personOf } from '../demo-team.ts';
import { EXAMPLES, sendExample } from '../examples/examples.ts';
import type { MailServer } from '../mail/mail-server.ts';
import { JUMPS } from '../time/jumps.ts';
import type { PageDesk } from './page-desk.ts';
import { backTo } from './request.ts';
import { mailPath } from './views/context.ts';

type Form = { Body: URLSearchParams };

class Nonsense extends Error {
  readonly statusCode = 400;
}

/** What the buttons do; each leads to a page that shows what came of it. */
export function serveActions(app: FastifyInstance, mail: MailServer, desk: PageDesk): void {
  app.post<Form & { Params: { user: string } }>('/:user/write', async ({ params: { user }, body }, reply) => {
    const author = personOf(user, desk.locale());
    const draft = draftOf(body);
    if (`${draft.subject}${draft.text}`.trim() === '') return reply.redirect(askingForWords(user, body), 303);
    const sent = await sendMail(mail, author, draft, { date: desk.now() });
    return reply.redirect(`${mailPath(user, 'Sent', sent.uid)}?sent=${encodeURIComponent(draft.to)}`, 303);
  });
  app.post<Form>('/examples', async ({ body }, reply) => {
    const arrived = await sendExample(mail, oneOf(EXAMPLES, body, 'example'), desk.now(), desk.locale());
    return reply.redirect(mailPath('support', 'INBOX', arrived.uid), 303);
  });
  app.post<Form>('/clock', async ({ body }, reply) => {
    await desk.push(oneOf(JUMPS, body, 'jump'));
    return reply.redirect(backTo(body.get('back') ?? ''), 303);
  });
  app.post<Form>('/month', async ({ body }, reply) => {
    await desk.loadMonth();
    return reply.redirect(backTo(body.get('back') ?? ''), 303);
  });
}

/** Throws for what no button of the page sends. */
function oneOf<Name extends string>(names: readonly Name[], form: URLSearchParams, field: string): Name {
  const found = names.find((name) => name === form.get(field));
  if (found === undefined) throw new Nonsense(`${field} must be one of ${names.join(', ')}`);
  return found;
}

/** The form again, as it was filled in; it says that a subject or some words are wanted. */
function askingForWords(user: string, form: URLSearchParams): string {
  const kept = new URLSearchParams(form);
  for (const blank of ['subject', 'text']) kept.delete(blank);
  kept.set('empty', '1');
  return `/${user}/write?${kept}`;
}

function draftOf(form: URLSearchParams) {
  const field = (name: string) => form.get(name) ?? '';
  const [inReplyTo, cc] = [field('inReplyTo'), field('cc').trim()];
  return {
    to: field('to').trim(),
    subject: field('subject'),
    text: field('text').replaceAll('\r\n', '\n'),
    ...(cc !== '' && { cc }),
    ...(inReplyTo !== '' && { inReplyTo, references: field('references').split(' ') }),
  };
}
