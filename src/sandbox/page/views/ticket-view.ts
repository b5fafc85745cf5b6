import { leftText } from '../../../letter/view/glance.ts';
import { html, type Markup } from '../../../lib/markup.ts';
import type { Ticket } from '../../../ticket/ticket.ts';
import { wordsOf } from '../../../words/words.ts';
import type { TicketSight } from '../ticket-sight.ts';
import { momentFor, type Viewer, when } from './context.ts';
import { current } from './people-view.ts';

/** The ticket beside the mails, and the way to the others. */
export function ticketPanel(viewer: Viewer, sight: TicketSight | null, recent: readonly Ticket[]): Markup {
  const { words } = viewer;
  return html`<aside id="ticket" aria-labelledby="ticket-heading">
    <h2 id="ticket-heading">${words.ticket}</h2>
    ${sight === null ? html`<p class="empty">${words.noTicket}</p>` : ticketCard(viewer, sight)}
    ${when(recent.length > 1, () => recentView(viewer, recent, sight))}
  </aside>`;
}

function ticketCard(viewer: Viewer, sight: TicketSight): Markup {
  const { words, locale } = viewer;
  const { ticket, nameOf } = sight;
  const { state, urgency, category } = wordsOf(locale).ticket;
  const name = (address: string | null) => (address === null ? words.nobody : nameOf(address));
  return html`<p class="number">${ticket.number}</p><p class="subject">${ticket.subject}</p>
    <p><span class="state state-${ticket.state}">${state[ticket.state]}</span>
      <span class="urgency urgency-${ticket.urgency}">${urgency[ticket.urgency]}</span>
      <span>${category[ticket.category] ?? ticket.category}</span></p>
    <dl><dt>${words.persons.requester}</dt><dd>${nameOf(ticket.requester.address)}</dd>
      <dt>${words.persons.assignee}</dt><dd>${name(ticket.assignee)}</dd>
      <dt>${words.persons.follower}</dt><dd>${name(ticket.follower)}</dd></dl>
    <h3>${words.deadlines}</h3>${deadlines(viewer, ticket)}
    <h3>${words.timeline}</h3>${timeline(viewer, sight)}`;
}

/** Every clock of the ticket, the next one first, with what is left. */
function deadlines(viewer: Viewer, { clocks }: Ticket): Markup {
  const { words, now, locale } = viewer;
  if (clocks.length === 0) return html`<p class="empty">${words.noDeadline}</p>`;
  const rows = clocks
    .toSorted((a, b) => a.dueAt.getTime() - b.dueAt.getTime())
    .map(
      ({ kind, dueAt }) => html`<li><span>${words.clocks[kind] ?? kind}</span>
        <time datetime="${dueAt.toISOString()}">${momentFor(viewer, dueAt)}</time>
        <small class="left" data-due="${dueAt.getTime()}"><span>${leftText({ name: 'respond', at: dueAt }, now, locale)}</span></small></li>`,
    );
  return html`<ul class="deadlines">${rows}</ul>`;
}

/** Those after which somebody else has it. */
const GIVES: ReadonlySet<string> = new Set(['dispatched', 'reassigned', 'involved']);

function timeline(viewer: Viewer, { history, nameOf }: TicketSight): Markup {
  const { words } = viewer;
  const { parenthesised } = wordsOf(viewer.locale).punctuation;
  const by = (who: string) => (who === 'desk' || who === 'clock' ? words.by[who] : nameOf(who));
  const rows = history.map(({ at, event, by: who, detail }) => {
    const named = detail.includes('@') ? nameOf(detail) : '';
    const whom = named === '' ? '' : GIVES.has(event) ? ` → ${named}` : parenthesised(named);
    return html`<li><time datetime="${at.toISOString()}">${momentFor(viewer, at)}</time>
      <span>${words.history[event] ?? event.replaceAll('_', ' ')}${whom}</span> <small>${by(who)}</small></li>`;
  });
  return html`<ol class="timeline">${rows}</ol>`;
}

function recentView(viewer: Viewer, recent: readonly Ticket[], sight: TicketSight | null): Markup {
  const { state } = wordsOf(viewer.locale).ticket;
  const path = new URL(viewer.path, 'http://page').pathname;
  const links = recent.map(
    (each) => html`<li><a href="${path}?ticket=${each.number}" ${current(each.number === sight?.ticket.number)}>
      <span>${each.number}</span> <span>${each.subject}</span> <small>${state[each.state]}</small></a></li>`,
  );
  return html`<h3>${viewer.words.recent}</h3><ul class="recent">${links}</ul>`;
}
