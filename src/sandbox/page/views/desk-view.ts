import { html, type Markup } from '../../../lib/markup.ts';
import type { Locale } from '../../../words/locale.ts';
import { wordsOf } from '../../../words/words.ts';
import type { ReadMail } from '../../correspondence.ts';
import type { DemoPerson } from '../../demo-team.ts';
import { EXAMPLES } from '../../examples/examples.ts';
import { JUMPS } from '../../time/jumps.ts';
import type { Guide } from '../guide.ts';
import { filled, momentFor, type Viewer, when } from './context.ts';
import { mailList, type OpenMail } from './people-view.ts';

/** The sandbox's time, and what pushes it. */
export function clockView(viewer: Viewer, isMonthLoaded: boolean): Markup {
  const { words, now } = viewer;
  const jumps = JUMPS.map((jump) => html`<button name="jump" value="${jump}">${words.jump[jump]}</button>`);
  return html`<section id="clock" aria-labelledby="clock-heading">
    <h2 id="clock-heading" class="hidden">${words.clock}</h2>
    <p class="time"><time id="time" datetime="${now.toISOString()}" data-now="${now.getTime()}">${momentFor(viewer, now)}</time></p>
    <p class="hidden" id="clock-lead">${words.clockLead}</p>
    <form method="post" action="/clock" title="${words.clockLead}" aria-describedby="clock-lead"><input type="hidden" name="back" value="${viewer.path}">${jumps}</form>
    ${
      isMonthLoaded
        ? html`<p class="loaded">✓ ${words.monthLoaded}</p>`
        : html`<form method="post" action="/month"><input type="hidden" name="back" value="/wang"><button>${words.loadMonth}</button></form>`
    }
  </section>`;
}

/** One click each: what the desk makes of such a mail. */
export function examplesView({ words }: Viewer, world: Locale): Markup {
  const said = { ...words.example, foreign: words.example.foreign[world] };
  const buttons = EXAMPLES.map(
    (name) => html`<li><button name="example" value="${name}"><strong>${said[name].label}</strong>
      <small>${said[name].expect}</small></button></li>`,
  );
  return html`<section class="examples" aria-labelledby="examples-heading">
    <h2 id="examples-heading">${words.examples}</h2><p>${words.examplesLead}</p>
    <form method="post" action="/examples"><ul>${buttons}</ul></form></section>`;
}

/** The one step that takes the ticket further. */
export function guideView({ words, locale }: Viewer, { step, who, buttons, href }: Guide): Markup {
  const { separator } = wordsOf(locale).punctuation;
  const named = buttons.map((each) => words.button.replace('{}', () => each)).join(separator);
  return html`<p id="guide" class="guide"><strong>${words.next}</strong> <span>${filled(words.guide[step], who).replace('{button}', () => named)}</span>
    ${when(href !== '', () => html`<a class="button" href="${href}">${words.open}</a>`)}</p>`;
}

/** A folder in the place of a letter. */
export function folderView(
  viewer: Viewer,
  person: DemoPerson,
  folder: OpenMail['folder'],
  mails: readonly ReadMail[],
): Markup {
  const heading = person.role === 'desk' ? viewer.words.deskInbox : `${viewer.words.sent} · ${person.name}`;
  return html`<article id="folder" aria-labelledby="folder-heading"><h2 id="folder-heading">${heading}</h2>
    ${mailList(viewer, person, folder, mails, null)}</article>`;
}
