import { html, type Markup } from '../../../lib/markup.ts';
import { wordsOf } from '../../../words/words.ts';
import type { Draft } from '../../correspondence.ts';
import type { DemoPerson } from '../../demo-team.ts';
import { type Viewer, when } from './context.ts';

/** A form with what is prepared; `isRefused` where it was sent without a word. */
export function writeView({ words, locale }: Viewer, person: DemoPerson, draft: Draft, isRefused = false): Markup {
  const wrong = when(isRefused, () => html` aria-invalid="true" aria-describedby="write-empty"`);
  return html`<article id="write" aria-labelledby="write-heading">
    <h2 id="write-heading">${words.write}${wordsOf(locale).punctuation.colon}${person.name} <small>${person.address}</small></h2>
    ${when(isRefused, () => html`<p id="write-empty" class="refused" role="alert">${words.nothingToSend}</p>`)}
    <form method="post" action="/${person.user}/write">
      <label><span>${words.to}</span> <input name="to" value="${draft.to}" required autocomplete="off" spellcheck="false"></label>
      <label><span>${words.cc}</span> <input name="cc" value="${draft.cc ?? ''}" autocomplete="off" spellcheck="false"></label>
      <label><span>${words.subject}</span> <input name="subject" value="${draft.subject}" autocomplete="off"${wrong}></label>
      <label class="words"><span>${words.text}</span> <textarea name="text" rows="14" autofocus${wrong}>
${draft.text}</textarea></label>
      <input type="hidden" name="inReplyTo" value="${draft.inReplyTo ?? ''}">
      <input type="hidden" name="references" value="${draft.references?.join(' ') ?? ''}">
      <p class="bar"><button class="main">${words.send}</button> <a href="/${person.user}">${words.cancel}</a></p>
    </form></article>`;
}
