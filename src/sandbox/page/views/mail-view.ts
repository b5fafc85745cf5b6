import type { AddressObject } from 'mailparser';
import { html, type Markup } from '../../../lib/markup.ts';
import type { ReadMail } from '../../correspondence.ts';
import type { DemoPerson } from '../../demo-team.ts';
import type { LetterLook } from '../letter-body.ts';
import type { Why } from '../why.ts';
import { filled, mailPath, momentFor, type Viewer, when } from './context.ts';
import { current, type OpenMail } from './people-view.ts';

/** A mail as a mail program shows it, and beside it why it was written, or what the desk made of it. */
export function mailView(
  viewer: Viewer,
  person: DemoPerson,
  folder: OpenMail['folder'],
  mail: ReadMail,
  look: LetterLook,
  why: Why,
): Markup {
  const { words } = viewer;
  const path = mailPath(person.user, folder, mail.uid);
  const list = folder === 'Sent' ? `/${person.user}/sent` : `/${person.user}`;
  return html`<article id="mail" aria-labelledby="mail-heading">
    <p class="bar"><a href="${list}">‹ ${folder === 'Sent' ? words.sent : words.back}</a>
      ${when(
        folder === 'INBOX',
        () => html`<a class="button" href="${path}/reply">${words.reply}</a>
        ${when(othersOf(mail, person).length > 0, () => html`<a class="button" href="${path}/reply?all=1">${words.replyAll}</a>`)}`,
      )}</p>
    <h2 id="mail-heading" tabindex="-1">${mail.subject ?? '-'}</h2>
    <dl class="head">${headRow(words.from, textOf(mail.from))}${headRow(words.to, textOf(mail.to))}
      ${headRow(words.cc, textOf(mail.cc))}${headRow(words.date, momentFor(viewer, mail.date))}</dl>
    ${whyView(viewer, why)}
    ${looksView(viewer, path, look)}
    <iframe id="body" class="${look.phone ? 'phone' : 'wide'}" title="${words.letterOf}" src="${path}/body?${queryOf(look)}"
      sandbox="allow-same-origin allow-popups allow-popups-to-escape-sandbox allow-top-navigation-by-user-activation"></iframe>
    ${attachmentsView(viewer, path, mail)}
  </article>`;
}

/** Everybody else who has the mail, for an answer to all. */
export function othersOf({ to, cc }: ReadMail, { address }: DemoPerson): string[] {
  const all = [to ?? [], cc ?? []].flat().flatMap(({ value }) => value.map((each) => each.address ?? ''));
  return [...new Set(all)].filter((each) => each !== '' && each !== address && !each.startsWith('support'));
}

const textOf = (addresses: AddressObject | AddressObject[] | undefined): string =>
  [addresses ?? []]
    .flat()
    .flatMap(({ value }) => value)
    .map(({ name, address = '' }) => (name === '' ? address : `${name} <${address}>`))
    .join(', ');

const headRow = (label: string, text: string): Markup =>
  when(text !== '', () => html`<div><dt>${label}</dt><dd>${text}</dd></div>`);

function whyView({ words }: Viewer, { headline, sentences, steps, isDecided }: Why): Markup {
  const list = steps.map((step) => html`<li>${step}</li>`);
  return html`<section id="why" class="${isDecided ? 'why' : 'why waits'}" aria-labelledby="why-heading">
    <h3 id="why-heading">${words.why}</h3> <strong>${headline}</strong>
    ${sentences.map((sentence) => html`<p>${sentence}</p>`)}
    ${when(list.length > 0, () => html`<details><summary>${words.questions}</summary><ol lang="en">${list}</ol></details>`)}
  </section>`;
}

/** Each leads to the same letter, shown otherwise. */
function looksView({ words }: Viewer, path: string, look: LetterLook): Markup {
  const link = (label: keyof typeof words.views, other: LetterLook, is: boolean): Markup =>
    html`<a href="${path}?${queryOf(other)}" data-look ${current(is)}>${words.views[label]}</a>`;
  const groups = [
    (['html', 'text', 'source'] as const).map((as) => link(as, { ...look, as }, look.as === as)),
    (['light', 'dark'] as const).map((scheme) =>
      link(scheme, { ...look, scheme: look.scheme === scheme ? null : scheme }, look.scheme === scheme),
    ),
    [link('wide', { ...look, phone: false }, !look.phone), link('phone', { ...look, phone: true }, look.phone)],
  ];
  return html`<nav class="looks" aria-label="${words.view}">${groups.map((group) => html`<span>${group}</span>`)}</nav>`;
}

const queryOf = ({ as, scheme, phone }: LetterLook): string =>
  new URLSearchParams({ as, ...(scheme && { scheme }), ...(phone && { phone: '1' }) }).toString();

function attachmentsView({ words }: Viewer, path: string, { attachments }: ReadMail): Markup {
  const files = attachments
    .map((file, nth) => ({ file, nth }))
    .filter(({ file }) => !file.related)
    .map(
      ({ file: { filename = '', contentType, size }, nth }) =>
        html`<li><a href="${path}/files/${nth}">${filename || contentType}</a> <small>${Math.ceil(size / 1024)} KB</small></li>`,
    );
  return when(
    files.length > 0,
    () => html`<section class="files"><h3>${words.attachments}</h3><ul>${files}</ul></section>`,
  );
}

/** What was just sent, for who sees it and who hears it. */
export const sentView = ({ words }: Viewer, to: string): Markup =>
  when(to !== '', () => html`<p class="done" role="status">✓ ${filled(words.sentTo, to)}</p>`);
