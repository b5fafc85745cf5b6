import { sumText } from '../letter/view/time/times.ts';
import { worked } from '../ticket/time/stage.ts';
import { wordsOf } from '../words/words.ts';
import { counted } from './counted.ts';
import { type DeskClock, deskClock, momentsBy } from './desk-time.ts';
import type { NamedPerson, wholeTicket } from './ticket-json.ts';

type Whole = Awaited<ReturnType<typeof wholeTicket>>;
type Row = readonly [label: string, value: string | null | undefined];

/**
 * A ticket as people read it, a line at a time: who and when first, then its form, conversation, closing and history.
 */
export function* ticketRecord(ticket: Whole, timezone: string): Generator<string> {
  const at = deskClock(timezone);
  yield `${ticket.number}  ${ticket.subject}`;
  yield `Times: ${timezone}`;
  yield* rowsOf(standing(ticket, at));
  yield* section('Form', formRows(ticket, at));
  yield* conversation(ticket, at);
  yield* section('Resolution', resolutionRows(ticket, at));
  yield* section(
    'Help asked for',
    ticket.sideThreads.map(({ question, responsible, dueAt, answeredAt }) => [
      personText(responsible),
      `${question} (${answeredAt ? `answered ${at(answeredAt)}` : dueAt ? `due ${at(dueAt)}` : 'open'})`,
    ]),
  );
  yield* section(
    'Approval asked for',
    ticket.approvals.map(({ what, approvers, dueAt, answer }) => [
      approvers.map(personText).join(', '),
      `${what} (${answer ? [`${answer.is} ${at(answer.at)}`, answer.is === 'withdrawn' ? '' : `by ${personText(answer.by)}`, answer.words].filter(Boolean).join(', ') : `due ${at(dueAt)}`})`,
    ]),
  );
  yield* section('Closing', closingRows(ticket));
  yield '';
  yield 'History';
  for (const { at: moment, event, by, detail } of ticket.history)
    yield `  ${at(moment)}  ${event} by ${personText(by)}${detail === '' ? '' : `: ${oneLine(momentsBy(at, detail))}`}`;
}

function standing(ticket: Whole, at: DeskClock): readonly Row[] {
  const { state, urgency, urgencyReason, requester, company, assignee, follower, team, reopenCount } = ticket;
  return [
    ['state', state],
    ['urgency', `${urgency} (${urgencyReason})`],
    ['category', ticket.category],
    ['requester', personText(requester)],
    ['company', company],
    ['assignee', assignee && personText(assignee)],
    ['follower', follower && personText(follower)],
    ['team', team],
    ['brand', ticket.brand],
    ['created', at(ticket.createdAt)],
    ['contract', ticket.contract],
    ['respond by', at(ticket.respondBy)],
    ['responded', at(ticket.respondedAt)],
    ['accept by', at(ticket.acceptBy)],
    ['update by', at(ticket.updateBy)],
    ['expected by', at(ticket.expectedBy)],
    ['resolved', at(ticket.resolvedAt)],
    ['closed', at(ticket.closedAt)],
    ['reopened', reopenCount === 0 ? '' : counted(reopenCount, 'time')],
    ['incident', ticket.incidentNumber],
    ['linked to', ticket.linkedTo.join(', ')],
    ['merged into', ticket.mergedInto],
    ...ticket.participants.map(
      (each): Row => ['takes part', `${personText(each)} (${each.confirmed ? each.role : `${each.role}, not let in`})`],
    ),
  ];
}

function formRows({ form }: Whole, at: DeskClock): readonly Row[] {
  const { links = [], number, read = [], occurredInstant, wantedInstant, ...fields } = form;
  const momentRow = (label: string, instant: string | undefined): Row[] =>
    instant === undefined ? [] : [[label, at(new Date(instant))]];
  const labels: Readonly<Record<string, string>> = wordsOf('en').ticket.form;
  return [
    ...Object.entries(fields).map(
      ([field, value]): Row => [labels[field] ?? field, read.includes(field) ? `${value} (read from the mail)` : value],
    ),
    ...momentRow('happened', occurredInstant),
    ...momentRow('wanted', wantedInstant),
    ...links.map(({ url, expires }): Row => ['Link', expires ? `${url} (until ${expires})` : url]),
  ];
}

function* conversation({ messages }: Whole, at: DeskClock): Generator<string> {
  yield '';
  yield 'Conversation';
  for (const { direction, visibility, from, at: moment, text, attachments } of messages) {
    yield `── ${at(moment)} ${direction === 'in' ? 'from' : 'by'} ${personText(from)} (${visibility})`;
    yield text.trim();
    for (const file of attachments) yield `   [${file.name}, ${file.type}, ${counted(file.size, 'octet')}]`;
  }
}

function resolutionRows({ resolution }: Whole, at: DeskClock): readonly Row[] {
  if (resolution === null) return [];
  const { by, at: moment, released, cause, steps, kind, workaround, verified, resources } = resolution;
  const { caution, suggestion, references } = resolution;
  return [
    ['by', `${personText(by)}, ${at(moment)}${released ? '' : ' (not released)'}`],
    ['cause', cause],
    ['steps', steps],
    ['kind', kind],
    ['workaround', workaround],
    ['verified', verified],
    ['caution', caution],
    ['suggestion', suggestion],
    ['references', references],
    ['resources', resources],
  ];
}

function closingRows({ closing, spent }: Whole): readonly Row[] {
  if (closing === null) return [];
  const { solution, resources, effortMinutes, confirmedBy, satisfaction } = closing;
  const { whole, parts } = sumText(worked(spent), 'en');
  const states = parts.map(([state, span]) => `${state} ${span}`);
  return [
    ['solution', solution],
    ['handling', states.length === 0 ? whole : `${whole} (${states.join(', ')})`],
    ['resources', resources],
    ['effort', effortMinutes === undefined ? '' : `${Math.round(effortMinutes / 6) / 10} h`],
    ['confirmed by', confirmedBy],
    ['satisfaction', satisfaction === null ? '' : `${satisfaction} of 5`],
  ];
}

function* section(heading: string, rows: readonly Row[]): Generator<string> {
  if (rows.length === 0) return;
  yield '';
  yield heading;
  yield* rowsOf(rows);
}

const LABEL_WIDTH = 18;

/** Those that have a value; further lines of one stand below its first. */
function* rowsOf(rows: readonly Row[]): Generator<string> {
  for (const [label, value] of rows)
    if (value)
      yield `  ${label.padEnd(LABEL_WIDTH)} ${value.trim().replaceAll('\n', `\n${' '.repeat(LABEL_WIDTH + 3)}`)}`;
}

/** The clock and the desk have a name only, a mailbox an address only. */
const personText = ({ name, address }: NamedPerson): string =>
  name === '' || address === '' || name === address ? name || address : `${name} <${address}>`;

const oneLine = (text: string): string => text.replace(/\s+/g, ' ');
