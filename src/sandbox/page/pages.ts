import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { html, type Markup } from '../../lib/markup.ts';
import { type Draft, draftReply, type ReadMail, readMail } from '../correspondence.ts';
import { DESK_ADDRESS, type DemoPerson, personOf } from '../demo-team.ts';
import type { AccountFolder } from '../mail/imap-account.ts';
import type { MailServer } from '../mail/mail-server.ts';
import { guideFor } from './guide.ts';
import { BODY_POLICY, bodyDocument } from './letter-body.ts';
import { choosing, columnOf, loadColumns, newestMails } from './mailboxes.ts';
import type { PageDesk } from './page-desk.ts';
import { chosenLocale, chosenUsers, keepUsers, localeOf, lookOf, ownLocale, type Query, viewerOf } from './request.ts';
import { numberIn } from './ticket-sight.ts';
import type { Viewer } from './views/context.ts';
import { clockView, examplesView, folderView, guideView } from './views/desk-view.ts';
import { layout } from './views/layout.ts';
import { mailView, othersOf, sentView } from './views/mail-view.ts';
import { type OpenMail, peopleView } from './views/people-view.ts';
import { ticketPanel } from './views/ticket-view.ts';
import { writeView } from './views/write-view.ts';
import { pageWords } from './words/page-words.ts';

type Asked = { Params: { user: string; uid: string; nth: string }; Querystring: Query };
type Ask = FastifyRequest<Asked>;

/** What stands in the middle of the page. */
interface Reading {
  main: (viewer: Viewer) => Markup;
  title: string;
  person: DemoPerson | null;
  open: OpenMail | null;
  /** The ticket it is about; empty for none. */
  ticket: string;
  isReading: boolean;
}

const NOTHING_OPEN: Omit<Reading, 'main' | 'title'> = { person: null, open: null, ticket: '', isReading: false };

const FOLDERS: readonly (readonly [AccountFolder, string])[] = [
  ['INBOX', '/:user/:uid'],
  ['Sent', '/:user/sent/:uid'],
];

/** Every page that is read; what the buttons do is in actions.ts. */
export function servePages(app: FastifyInstance, mail: MailServer, desk: PageDesk): void {
  // Of the routes below. What the page says of people depends on it, so it comes before everything else.
  app.addHook('preHandler', async (request) => {
    const chosen = chosenLocale(request);
    await desk.visited(chosen ?? ownLocale(request), chosen !== null);
  });
  const show = pageShower(mail, desk);
  const welcome = (viewer: Viewer): Markup =>
    html`<section class="welcome"><p class="lead">${viewer.words.lead}</p>${examplesView(viewer, desk.locale())}</section>`;

  app.get<Asked>('/', (request, reply) => show(request, reply, { ...NOTHING_OPEN, main: welcome, title: 'tsdesk' }));
  app.get<Asked>('/:user', async (request, reply) => {
    const person = personOf(request.params.user, desk.locale());
    if (columnOf(person) !== null)
      return show(request, reply, { ...NOTHING_OPEN, main: welcome, title: person.name, person });
    const mails = await newestMails(mail, person.user);
    const main = (viewer: Viewer) => folderView(viewer, person, 'INBOX', mails);
    return show(request, reply, { ...NOTHING_OPEN, main, title: person.name, isReading: true });
  });
  app.get<Asked>('/:user/sent', async (request, reply) => {
    const person = personOf(request.params.user, desk.locale());
    const mails = await newestMails(mail, person.user, 'Sent');
    const main = (viewer: Viewer) => folderView(viewer, person, 'Sent', mails);
    return show(request, reply, { ...NOTHING_OPEN, main, title: person.name, person, isReading: true });
  });
  app.get<Asked>('/:user/write', (request, reply) => {
    const {
      to = DESK_ADDRESS,
      cc = '',
      subject = '',
      body = '',
      inReplyTo = '',
      references = '',
      empty,
    } = request.query;
    const thread = inReplyTo !== '' && { inReplyTo, references: references.split(' ') };
    const draft = { to, cc, subject, text: body, ...thread };
    const person = personOf(request.params.user, desk.locale());
    return show(request, reply, writing(person, draft, { isRefused: empty === '1' }));
  });
  for (const [folder, path] of FOLDERS) serveMail(app, mail, desk, show, folder, path);
}

type Show = (request: Ask, reply: FastifyReply, reading: Reading) => Promise<FastifyReply>;

/** One mail: beside the lists, alone in its frame, answered, and its attachments. */
function serveMail(
  app: FastifyInstance,
  mail: MailServer,
  desk: PageDesk,
  show: Show,
  folder: AccountFolder,
  path: string,
): void {
  const asked = async ({ params: { user, uid } }: Ask) => ({
    person: personOf(user, desk.locale()),
    letter: await letterOf(mail, user, folder, uid),
  });
  app.get<Asked>(path, async (request, reply) => {
    const { person, letter } = await asked(request);
    mail.markSeen(person.user, folder, letter.uid);
    const toDesk = folder === 'Sent' || person.role === 'desk';
    const why = await desk.why(letter, toDesk, localeOf(request, reply));
    const { sent = '' } = request.query;
    return show(request, reply, {
      main: (viewer) =>
        html`${sentView(viewer, sent)}${mailView(viewer, person, folder, letter, lookOf(request.query), why)}`,
      title: letter.subject ?? person.name,
      person,
      open: { user: person.user, folder, uid: letter.uid },
      ticket: why.ticket || numberIn(letter.subject ?? ''),
      isReading: true,
    });
  });
  app.get<Asked>(`${path}/body`, async (request, reply) => {
    const { person, letter } = await asked(request);
    reply.header('Content-Security-Policy', BODY_POLICY);
    return reply.type('text/html').send(bodyDocument(letter, person, lookOf(request.query)));
  });
  app.get<Asked>(`${path}/reply`, async (request, reply) => {
    const { person, letter } = await asked(request);
    const cc = request.query.all === '1' ? othersOf(letter, person).join(', ') : '';
    return show(request, reply, writing(person, { ...draftReply(letter, ''), cc }, { letter }));
  });
  app.get<Asked>(`${path}/files/:nth`, async (request, reply) => {
    const file = (await asked(request)).letter.attachments[Number(request.params.nth)];
    if (file === undefined) throw gone();
    const name = encodeURIComponent(file.filename ?? 'attachment').replaceAll("'", '%27');
    // Never shown in place, whatever it says that it is.
    reply.headers({ 'Content-Disposition': `attachment; filename*=UTF-8''${name}` });
    return reply.type('application/octet-stream').send(file.content);
  });
}

type Writing = { letter?: ReadMail; isRefused?: boolean };

const writing = (person: DemoPerson, draft: Draft, { letter, isRefused }: Writing): Reading => ({
  ...NOTHING_OPEN,
  main: (viewer) => writeView(viewer, person, draft, isRefused),
  title: person.name,
  person,
  ticket: numberIn(letter?.subject ?? draft.subject),
  isReading: true,
});

/** Puts what is open between the mailboxes and its ticket. */
function pageShower(mail: MailServer, desk: PageDesk): Show {
  return async (request, reply, { main, title, person, open, ticket, isReading }) => {
    const viewer = viewerOf(request, reply, { timezone: desk.timezone, now: desk.now() });
    const chosen = person === null ? chosenUsers(request) : choosing(chosenUsers(request), person, desk.locale());
    if (person !== null && columnOf(person) !== null) keepUsers(reply, chosen);
    const [columns, recent, isMonthLoaded] = await Promise.all([
      loadColumns(mail, chosen, desk.locale()),
      desk.recent(),
      desk.isMonthLoaded(),
    ]);
    const wanted = request.query.ticket ?? ticket;
    const sight = await desk.ticket(wanted === '' ? (recent[0]?.number ?? '') : wanted);
    const focus = person?.user ?? (isReading ? '' : (columns[0]?.shown.user ?? ''));
    const text = layout(viewer, title, {
      clock: clockView(viewer, isMonthLoaded),
      guide: guideView(
        viewer,
        await guideFor(mail, sight?.ticket ?? null, { world: desk.locale(), reader: viewer.locale }),
      ),
      people: peopleView(viewer, columns, focus, open),
      main: main(viewer),
      ticket: ticketPanel(viewer, sight, recent),
      isReading,
    });
    return reply.type('text/html; charset=utf-8').send(text);
  };
}

async function letterOf(mail: MailServer, user: string, folder: AccountFolder, uid: string): Promise<ReadMail> {
  const stored = mail.inbox(user, folder).find((each) => each.uid === Number(uid));
  if (stored === undefined) throw gone();
  return readMail(stored);
}

const gone = () =>
  Object.assign(new Error(`${pageWords('zh-CN').noLetter} ${pageWords('en').noLetter}`), { statusCode: 404 });
