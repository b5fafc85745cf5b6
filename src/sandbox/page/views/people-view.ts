import { html, type Markup } from '../../../lib/markup.ts';
import type { ReadMail } from '../../correspondence.ts';
import type { DemoPerson } from '../../demo-team.ts';
import type { Column } from '../mailboxes.ts';
import { filled, mailPath, momentFor, type Viewer, when } from './context.ts';

/** What is open beside the lists. */
export interface OpenMail {
  user: string;
  folder: 'INBOX' | 'Sent';
  uid: number;
}

export function peopleView(viewer: Viewer, columns: readonly Column[], focus: string, open: OpenMail | null): Markup {
  const { words } = viewer;
  const switches = columns.map(
    ({ name, shown, unread, tabs }) =>
      html`<a href="/${shown.user}" ${current(tabs.some(({ person }) => person.user === focus))}>${words.columns[name]} ${badge(viewer, unread)}</a>`,
  );
  return html`<section id="people" aria-label="${words.people}">
    <nav class="switch" aria-label="${words.people}">${switches}</nav>
    <div class="columns">${columns.map((column) => columnView(viewer, column, focus, open))}</div>
  </section>`;
}

function columnView(
  viewer: Viewer,
  { name, tabs, shown, mails }: Column,
  focus: string,
  open: OpenMail | null,
): Markup {
  const { words } = viewer;
  const isFocus = tabs.some(({ person }) => person.user === focus);
  const links = tabs.map(
    ({ person, unread }) =>
      html`<a href="/${person.user}" ${current(person.user === shown.user)} data-user="${person.user}" data-name="${person.name}">${person.name} ${badge(viewer, unread)}</a>`,
  );
  return html`<section class="column" ${flag('data-focus', isFocus)} aria-labelledby="column-${name}">
    <header><h2 id="column-${name}">${words.columns[name]}</h2><nav class="tabs" aria-labelledby="column-${name}">${links}</nav></header>
    <p class="address"><span>${shown.address}</span>
      <a href="/${shown.user}/write">${words.write}</a> <a href="/${shown.user}/sent">${words.sent}</a></p>
    ${mailList(viewer, shown, 'INBOX', mails, open)}
  </section>`;
}

/** Newest first; where there is none, what brings one. */
export function mailList(
  viewer: Viewer,
  { user, role }: DemoPerson,
  folder: OpenMail['folder'],
  mails: readonly ReadMail[],
  open: OpenMail | null,
): Markup {
  const { words } = viewer;
  if (mails.length === 0)
    return html`<p class="empty">${folder === 'INBOX' ? words.empty[role] : words.nothingSent}</p>`;
  const rows = mails.map((mail) => {
    const isOpen = open?.user === user && open.folder === folder && open.uid === mail.uid;
    return html`<li><a href="${mailPath(user, folder, mail.uid)}" class="${mail.seen ? 'mail' : 'mail unread'}" ${current(isOpen)}>
      ${when(!mail.seen, () => html`<span class="hidden">${filled(words.unread, 1)}</span>`)}
      <strong>${mail.event || mail.subject || '-'}</strong>
      <span class="line">${mail.event === '' ? counterpart(mail, folder) : (mail.subject ?? '')}</span>
      <time datetime="${mail.date?.toISOString() ?? ''}">${momentFor(viewer, mail.date)}</time></a></li>`;
  });
  return html`<ul class="mails" id="list-${user}-${folder.toLowerCase()}">${rows}</ul>`;
}

function counterpart({ from, to }: ReadMail, folder: OpenMail['folder']): string {
  const [other] = folder === 'INBOX' ? (from?.value ?? []) : [to ?? []].flat().flatMap(({ value }) => value);
  return other?.name || other?.address || '';
}

const badge = (viewer: Viewer, unread: number): Markup =>
  when(unread > 0, () => html`<b class="badge" title="${filled(viewer.words.unread, unread)}">${unread}</b>`);

export const current = (is: boolean): Markup => flag('aria-current', is);

/** An attribute that is there or not; the name is one of this page's own. */
const flag = (name: 'aria-current' | 'data-focus', is: boolean): Markup =>
  when(is, () => (name === 'aria-current' ? html`aria-current="page"` : html`data-focus`));
