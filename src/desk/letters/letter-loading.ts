import { type Section, shows } from '../../letter/kinds.ts';
import { suggestionsOf } from '../../store/assist.ts';
import { reachOf } from '../../store/incident.ts';
import { allRecurring } from '../../store/recurring.ts';
import { customerBackground } from '../../store/ticket.ts';
import type { Incident } from '../../ticket/incident/incident.ts';
import { type Reach, reachOfTickets } from '../../ticket/incident/work.ts';
import type { LetterOrder } from '../../ticket/letters.ts';
import type { Ticket } from '../../ticket/ticket.ts';
import { type ShownSuggestions, shownSuggestions } from '../assist/shown.ts';
import type { Desk } from '../desk.ts';
import { loadAnswer, loadKnown } from '../knowledge.ts';
import { reportOn } from '../report.ts';
import { forwardingOf, loadConversation } from './conversation.ts';
import { type Occasion, resolutionEntry } from './entries.ts';
import type { LetterMaterial, Story } from './letter-data.ts';
import { awayNow } from './list-data.ts';
import { attendance, incidentsFor, loadList, loadReminders } from './list-loading.ts';

/** Loads what these letters show beside their ticket, and nothing that none of them shows. */
export async function loadLetterMaterial(
  desk: Desk,
  occasion: Occasion,
  {
    ticket,
    incident,
    joining,
  }: { readonly ticket: Ticket | null; readonly incident: Incident | null; readonly joining: readonly Ticket[] },
  orders: readonly LetterOrder[],
): Promise<LetterMaterial> {
  const wants = (section: Section): boolean => orders.some(({ kind }) => shows(kind, section));
  // Before anything is loaded: a kind that this version does not know is an error here, and nobody's to hear later.
  const [wantsKnown, wantsSuggested] = [wants('similar') || wants('article'), wants('suggested')];
  const question = orders.find((order) => order.kind === 'knowledge')?.values.question;
  const period = orders.find((order) => order.kind === 'report')?.values;
  const [story, known, suggested, answer, report, reach, ...lists] = await Promise.all([
    ticket && loadStory(desk, occasion, ticket, orders),
    ticket && wantsKnown ? loadKnown(desk, ticket, occasion.said) : null,
    ticket && wantsSuggested ? loadSuggestions(desk, ticket) : null,
    question === undefined ? null : loadAnswer(desk, question),
    period === undefined ? null : reportOn(desk, period),
    incident === null ? null : reachFor(desk, incident, joining),
    ...orders.map(async (order) => [order, await loadList(desk, order)] as const),
  ]);
  const incidents = (await Promise.all(orders.map((order) => incidentsFor(desk, order)))).flat();
  const about = incident && reach && { incident, reach };
  const asksForAll = orders.some(
    (order) => order.kind === 'ticket_list' && (order.values.list === 'mine' || order.values.list === 'team'),
  );
  const away = asksForAll ? awayNow(await attendance(desk), desk.now()) : [];
  const mine = orders.find((order) => order.kind === 'ticket_list' && order.values.list === 'mine');
  const asksForRecurring = orders.some((order) => order.kind === 'ticket_list' && order.values.list === 'recurring');
  const recurring = asksForRecurring ? await allRecurring(desk.db) : [];
  const reminders = await loadReminders(desk, mine?.to[0] ?? null);
  return {
    ticket,
    about,
    incoming: occasion.incoming,
    story,
    known,
    suggested,
    answer,
    report,
    lists: new Map(lists),
    away,
    incidents,
    reminders,
    recurring,
  };
}

/** Of one that is not stored yet, the tickets of the same commit that belong to it. */
const reachFor = async ({ db }: Desk, incident: Incident, joining: readonly Ticket[]): Promise<Reach> =>
  incident.version === 0 ? reachOfTickets(incident, joining) : reachOf(db, incident.number);

/** What a model suggests about a stored ticket; null where the configuration has none. */
async function loadSuggestions(desk: Desk, ticket: Ticket): Promise<ShownSuggestions | null> {
  if (desk.config.assist === null || ticket.version === 0) return null;
  return shownSuggestions(desk, ticket, await suggestionsOf(desk.db, ticket.id));
}

async function loadStory(
  desk: Desk,
  occasion: Occasion,
  ticket: Ticket,
  orders: readonly LetterOrder[],
): Promise<Story | null> {
  const wants = (section: Section): boolean => orders.some(({ kind }) => shows(kind, section));
  const released = !occasion.incoming?.mail.commands.some(({ name }) => name === 'resolve') && wants('solution_files');
  if (!(wants('problem') || wants('since') || wants('all_files') || released)) return null;
  const [customer, entries] = await Promise.all([
    wants('background') ? customerBackground(desk.db, ticket) : null,
    loadConversation(desk, ticket, occasion),
  ]);
  const allGoAlong = orders.some(({ kind, withAttachments }) => shows(kind, 'all_files') && withAttachments);
  const [resolutionFiles, allFiles] = await Promise.all([
    released ? forwardingOf(desk, resolutionEntry(ticket, entries)) : null,
    allGoAlong ? forwardingOf(desk, entries) : null,
  ]);
  return { entries, customer, resolutionFiles, allFiles };
}
