import { LETTERS } from '../../../letter/kinds.ts';
import { categoryLabel, urgencyLabel } from '../../../letter/view/ticket-view.ts';
import { html, Markup } from '../../../lib/markup.ts';
import type { PlayedTicket } from '../../../store/simulation.ts';
import { because } from '../../../ticket/mail-outcome.ts';
import type { ValueReason } from '../../../ticket/ticket.ts';
import type { Locale } from '../../../words/locale.ts';
import { reasonWords } from '../../../words/reasons.ts';
import { type SimulationWords, simulationWords } from '../../../words/simulation.ts';
import { wordsOf } from '../../../words/words.ts';
import { missedDeadlines, responsesByUrgency, type Simulation, WITHOUT_TICKET } from '../result.ts';
import { tally } from '../tally.ts';
import { PAGE_STYLE } from './page-style.ts';

/** The reader of the report: the desk's language and its clock. */
export type PageReader = { readonly locale: Locale; readonly timezone: string };

/** Tickets and missed deadlines that are listed one by one. */
const MOST_TICKETS = 200;
const MOST_MISSED = 30;

/** The report as one page that needs nothing beside it, not even scripts. */
export function pageOf(simulation: Simulation, reader: PageReader): string {
  const words = simulationWords(reader.locale);
  const { period, mails } = simulation;
  const head = html`<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">`;
  const body =
    period === null || mails === 0
      ? html`<h1>${words.title}</h1><p>${words.noMail}</p>`
      : html`<h1>${words.title}</h1>
<p class="soft">${words.lead.replace('{from}', dayOf(period.from, reader)).replace('{until}', dayOf(period.until, reader))}</p>
${tiles(simulation, words)}${configure(simulation, reader)}${sorted(simulation, reader)}${deadlines(simulation, reader)}
${letters(simulation, words)}${withoutTicket(simulation, reader)}${tickets(simulation, reader)}${assumed(words, reader)}`;
  return html`<!doctype html>
<html lang="${reader.locale}"><head>${head}<title>${words.title}</title><style>${new Markup(PAGE_STYLE)}</style></head>
<body><main>${body}</main></body></html>
`.text;
}

const section = (heading: string, content: Markup): Markup => html`<section><h2>${heading}</h2>${content}</section>`;

function tiles(simulation: Simulation, words: SimulationWords): Markup {
  const { outcomes, mails } = simulation;
  const sum = (isWanted: (outcome: string) => boolean): number =>
    outcomes.filter(({ outcome }) => isWanted(outcome)).reduce((all, row) => all + row.mails, 0);
  const toCustomers = simulation.letters.filter(({ kind }) => audienceOf(kind) === 'customer');
  const figures: Record<keyof SimulationWords['tiles'], number> = {
    mails,
    tickets: simulation.tickets.length,
    appended: sum((outcome) => outcome === 'appended'),
    toCustomers: toCustomers.reduce((all, row) => all + row.letters, 0),
    missed: missedDeadlines(simulation).length,
    without: sum((outcome) => WITHOUT_TICKET.has(outcome)),
  };
  const shown = (Object.keys(figures) as (keyof typeof figures)[]).map(
    (name) => html`<div><dt>${words.tiles[name]}</dt><dd>${figures[name].toLocaleString('en')}</dd></div>`,
  );
  return html`<dl class="tiles">${shown}</dl>`;
}

function configure({ advice }: Simulation, { locale }: PageReader): Markup {
  const words = simulationWords(locale);
  const { separator } = wordsOf(locale).punctuation;
  const items = advice.map(({ about, detail, yaml }) => {
    const named = detail.map((each) => (about === 'teams' ? categoryLabel(each, locale) : each));
    const sentence =
      about === 'rules' ? filled(words.advice[about], named) : filled(words.advice[about], [named.join(separator)]);
    return html`<li>${sentence}${yaml === '' ? '' : html`<pre><code>${yaml.trimEnd()}</code></pre>`}</li>`;
  });
  const content =
    items.length === 0 ? html`<p>${words.nothingToConfigure}</p>` : html`<ul class="advice">${items}</ul>`;
  return section(words.headings.configure, content);
}

function sorted({ tickets }: Simulation, reader: PageReader): Markup {
  const words = simulationWords(reader.locale);
  const table = (
    head: string,
    label: (value: string, locale: Locale) => string,
    of: (ticket: PlayedTicket) => { readonly value: string; readonly reason: ValueReason },
  ): Markup => {
    const rows = tally(tickets, (ticket) => of(ticket).value).map(({ value, count }) => {
      const among = tickets.filter((ticket) => of(ticket).value === value);
      const why = tally(among, (ticket) => reasonText(of(ticket).reason, label, reader.locale)).slice(0, 5);
      const share = `${Math.max(1, Math.round((100 * count) / Math.max(1, tickets.length)))}%`;
      return [
        html`${label(value, reader.locale)}<span class="bar" style="width:${share}" aria-hidden="true"></span>`,
        html`<span class="figure">${count}</span>`,
        html`<ul class="examples">${why.map((each) => html`<li>${each.value} · ${each.count}</li>`)}</ul>`,
      ];
    });
    return tableOf([head, words.columns.number, words.columns.why], rows, head);
  };
  const pair = html`<div class="pair">
${table(words.columns.category, categoryLabel, ({ category, categoryReason }) => ({ value: category, reason: categoryReason }))}
${table(words.columns.urgency, urgencyLabel, ({ urgency, urgencyReason }) => ({ value: urgency, reason: urgencyReason }))}</div>`;
  return section(words.headings.sorted, pair);
}

function reasonText(
  { source, detail }: ValueReason,
  label: (value: string, locale: Locale) => string,
  locale: Locale,
): string {
  const { ticket, punctuation } = wordsOf(locale);
  if (detail === '' || source === 'default') return ticket.reasonSource[source];
  const shown = source === 'rule' || source === 'impact' ? detail : label(detail, locale);
  return `${ticket.reasonSource[source]}${punctuation.colon}${shown}`;
}

function deadlines(simulation: Simulation, reader: PageReader): Markup {
  const words = simulationWords(reader.locale);
  const { columns } = words;
  const answered = simulation.tickets.some(({ answeredAt }) => answeredAt !== null);
  const missed = missedDeadlines(simulation);
  const rows = responsesByUrgency(simulation).map(({ urgency, inTime, late, never }) => [
    html`${urgencyLabel(urgency, reader.locale)}`,
    ...[inTime, late, never].map((count) => html`<span class="figure">${count}</span>`),
  ]);
  const list = missed
    .slice(0, MOST_MISSED)
    .map((ticket) => [
      html`${ticket.subject}`,
      html`${urgencyLabel(ticket.urgency, reader.locale)}`,
      html`${momentOf(ticket.createdAt, reader)}`,
      html`${ticket.respondBy === null ? '' : momentOf(ticket.respondBy, reader)}`,
      html`<span class="warn">${ticket.answeredAt === null ? columns.never : momentOf(ticket.answeredAt, reader)}</span>`,
    ]);
  const heads = [columns.subject, columns.urgency, columns.received, columns.due, columns.answered];
  const figures = tableOf([columns.urgency, columns.inTime, columns.late, columns.never], rows);
  const told =
    missed.length === 0
      ? html`<p>${words.nothingMissed}</p>`
      : html`${how(missed.length, MOST_MISSED, words)}${tableOf(heads, list)}`;
  return section(words.headings.deadlines, answered ? html`${figures}${told}` : html`<p>${words.noAnswers}</p>`);
}

function letters({ letters: found }: Simulation, words: SimulationWords): Markup {
  const rows = found.map(({ kind, letters: count }) => [
    html`${words.letters[kind] ?? kind}`,
    html`${words.audience[audienceOf(kind)]}`,
    html`<span class="figure">${count}</span>`,
  ]);
  const { letter, to, number } = words.columns;
  return section(
    words.headings.letters,
    rows.length === 0 ? html`<p>${words.none}</p>` : tableOf([letter, to, number], rows),
  );
}

const audienceOf = (kind: string): 'customer' | 'staff' =>
  LETTERS[kind as keyof typeof LETTERS]?.audience === 'customer' ? 'customer' : 'staff';

function withoutTicket({ outcomes }: Simulation, { locale }: PageReader): Markup {
  const words = simulationWords(locale);
  const rows = outcomes
    .filter(({ outcome }) => WITHOUT_TICKET.has(outcome))
    .map(({ outcome, code, mails, examples }) => [
      html`${words.outcomes[outcome as keyof SimulationWords['outcomes']]}`,
      html`${reasonWords(because(code), locale).replace(/\s*\{\}/, '')}`,
      html`<span class="figure">${mails}</span>`,
      html`<ul class="examples">${examples.map(({ from, subject }) => html`<li>${[from, subject].filter(Boolean).join(' · ')}</li>`)}</ul>`,
    ]);
  const { became, why, mails, examples } = words.columns;
  const content =
    rows.length === 0 ? html`<p>${words.allMailsBecame}</p>` : tableOf([became, why, mails, examples], rows);
  return section(words.headings.without, content);
}

function tickets({ tickets: found }: Simulation, reader: PageReader): Markup {
  const { locale } = reader;
  const words = simulationWords(locale);
  const { columns } = words;
  const rows = found
    .slice(0, MOST_TICKETS)
    .map((ticket) => [
      html`${ticket.subject}`,
      html`${[ticket.requester.name || ticket.requester.address, ticket.company ?? ''].filter(Boolean).join(' · ')}`,
      html`${momentOf(ticket.createdAt, reader)}`,
      html`${withReason(categoryLabel(ticket.category, locale), reasonText(ticket.categoryReason, categoryLabel, locale), locale)}`,
      html`${withReason(urgencyLabel(ticket.urgency, locale), reasonText(ticket.urgencyReason, urgencyLabel, locale), locale)}`,
      html`<span class="figure">${ticket.mails}</span>`,
    ]);
  const heads = [columns.subject, columns.customer, columns.received, columns.category, columns.urgency, columns.mails];
  const content =
    rows.length === 0
      ? html`<p>${words.none}</p>`
      : html`${how(found.length, MOST_TICKETS, words)}${tableOf(heads, rows)}`;
  return section(words.headings.tickets, content);
}

const withReason = (label: string, why: string, locale: Locale): string =>
  `${label}${wordsOf(locale).punctuation.parenthesised(why)}`;

const assumed = ({ headings, assumed: lines }: SimulationWords, { timezone }: PageReader): Markup =>
  section(
    headings.assumed,
    html`<ul class="soft">${lines.map((line) => html`<li>${line.replace('{zone}', timezone)}</li>`)}</ul>`,
  );

/** How many of a list are shown, where that is not all of it. */
const how = (all: number, most: number, { shown }: SimulationWords): Markup =>
  html`${all <= most ? '' : html`<p class="soft">${filled(shown, [String(all), String(most)])}</p>`}`;

/** The first cell of a row names it. On a narrow screen the heads are gone, and the name of the table stands above. */
const tableOf = (heads: readonly string[], rows: readonly (readonly Markup[])[], name = ''): Markup =>
  html`<table>${name === '' ? '' : html`<caption>${name}</caption>`}<thead><tr>${heads.map((head) => html`<th scope="col">${head}</th>`)}</tr></thead><tbody>${rows.map(
    ([name = html``, ...cells]) =>
      html`<tr><th scope="row">${name}</th>${cells.map((cell, at) => html`<td data-head="${heads[at + 1] ?? ''}"><div>${cell}</div></td>`)}</tr>`,
  )}</tbody></table>`;

/** `{}` in order, `{0}`, `{1}` by number. */
function filled(sentence: string | undefined, values: readonly string[]): string {
  let next = 0;
  return (sentence ?? '').replace(/\{(\d?)\}/g, (_, at: string) => values[at === '' ? next++ : Number(at)] ?? '');
}

const momentOf = (at: Date, { timezone }: PageReader): string =>
  new Intl.DateTimeFormat('sv-SE', { timeZone: timezone, dateStyle: 'short', timeStyle: 'short' }).format(at);

const dayOf = (at: Date, { timezone }: PageReader): string =>
  new Intl.DateTimeFormat('sv-SE', { timeZone: timezone, dateStyle: 'short' }).format(at);
