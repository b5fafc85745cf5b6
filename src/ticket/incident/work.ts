import type { Command } from '../../mail/mail.ts';
import { canonicalAddress } from '../../people/address.ts';
import type { Staff } from '../../people/person.ts';
import type { CommandName } from '../../words/commands.ts';
import { isAway } from '../absence/absence.ts';
import { awayRefusal } from '../absence/asked.ts';
import { besides, isSame, order } from '../audience.ts';
import type { Refusal } from '../change.ts';
import type { OutcomeCode } from '../command-outcome.ts';
import type { Context } from '../context.ts';
import { commandWords } from '../events/handling.ts';
import type { IncidentNews, LetterOrder } from '../letters.ts';
import { IN_WORK } from '../states.ts';
import { personNamed, unknownPerson } from '../text/named.ts';
import { readResolution } from '../text/resolution-text.ts';
import type { Ticket } from '../ticket.ts';
import { deadlineAfter } from '../time/deadline.ts';
import { UNDO_WITHIN_MS } from '../undoable.ts';
import type { EntryKind, Incident, IncidentEntry, Wording } from './incident.ts';
import { type SaidToAll, shownToStaff } from './to-all.ts';

/** Whom an incident concerns: its open tickets, the customers behind them, and the staff who have or follow one. */
export type Reach = { readonly tickets: number; readonly customers: number; readonly staff: readonly string[] };

/** The same of tickets at hand. */
export function reachOfTickets({ number }: Pick<Incident, 'number'>, tickets: readonly Ticket[]): Reach {
  const each = [...new Map(tickets.map((ticket) => [ticket.id, ticket])).values()];
  const its = each.filter(({ incident, state }) => incident?.number === number && IN_WORK.includes(state));
  const staff = its.flatMap(({ assignee, follower }) => [assignee, follower].filter((one) => one !== null));
  return {
    tickets: its.length,
    customers: new Set(its.map(({ requester }) => canonicalAddress(requester.address))).size,
    staff: [...new Set(staff)],
  };
}

/** What a mail or the clock makes of an incident; an entry gets its id when it is written down. */
export type IncidentChange = {
  readonly incident: Incident;
  readonly entries: readonly NewEntry[];
  /** Letters to the staff. */
  readonly letters: readonly LetterOrder[];
};
export type NewEntry = Omit<IncidentEntry, 'id' | 'incidentId'>;

/** The same of one command, with its line of the transcript. */
export type IncidentStep = IncidentChange & {
  readonly line: { readonly result: OutcomeCode; readonly detail: string };
};

type About = { readonly incident: Incident; readonly reach: Reach; readonly by: Staff; readonly context: Context };
type Said = Pick<SaidToAll, 'content' | 'inserted'> & Pick<Command, 'argument'>;
type Handling = (about: About, words: string, said: Said) => IncidentStep | Refusal;

/** The owner is asked for the next word to the customers when an urgent ticket would be. */
const nextReminder = ({ policy, now }: Context): Date =>
  deadlineAfter(now, policy.urgency.urgent.updateEvery, policy.calendar);

/** An incident is there: its owner is who opened it, until somebody else has it. */
export function openIncident(
  drawn: Pick<Incident, 'id' | 'number' | 'mailbox' | 'brand'>,
  { title, words, by }: { readonly title: string; readonly words: string; readonly by: Staff },
  context: Context,
): IncidentChange {
  const incident: Incident = {
    ...drawn,
    version: 0,
    state: 'open',
    title,
    owner: by.email,
    openedBy: by.email,
    openedAt: context.now,
    toldAt: null,
    remindAt: nextReminder(context),
    endedAt: null,
  };
  const letters = order('incident_notice', [by.email], { words, values: { is: 'opened' } });
  return { incident, entries: [entryOf('opened', by, context, spoken(words))], letters };
}

const spoken = (words: string): readonly Wording[] => (words === '' ? [] : [{ locale: null, words }]);

const entryOf = (kind: EntryKind, by: Staff, { now }: Context, content: readonly Wording[]): NewEntry => ({
  kind,
  by: by.email,
  at: now,
  content,
});

/** One note to the staff of all its tickets, each once however many of them are theirs; not to its author. */
function noteToAll({ incident, reach, by }: About, is: IncidentNews, words: string): readonly LetterOrder[] {
  const to = besides([incident.owner, ...reach.staff], by.email);
  return order('incident', to, { words, values: { is, by: by.email } });
}

const note: Handling = (about, words) => {
  if (words === '') return { refused: 'no_text' };
  const letters = noteToAll(about, 'note', words);
  const readers = letters.reduce((sum, { to }) => sum + to.length, 0);
  return {
    incident: about.incident,
    entries: [entryOf('note', about.by, about.context, spoken(words))],
    letters,
    line: { result: 'incident_note', detail: String(readers) },
  };
};

/** What colleagues read of words to all customers: as they were written, or as they have become. */
const readByStaff = (words: string, { content, inserted }: Said): string => (inserted ? shownToStaff(content) : words);

const announce: Handling = (about, words, said) => {
  const { incident, reach, by, context } = about;
  if (said.content.length === 0) return { refused: 'no_text' };
  if (reach.tickets === 0) return { refused: 'nothing_linked', detail: incident.number };
  return {
    incident: { ...incident, toldAt: context.now, remindAt: nextReminder(context) },
    entries: [entryOf('news', by, context, said.content)],
    letters: noteToAll(about, 'news', readByStaff(words, said)),
    line: { result: 'announce', detail: String(reach.tickets) },
  };
};

const resolve: Handling = (about, words, said) => {
  const { incident, reach, by, context } = about;
  const { policy, now } = context;
  if (policy.resolution.via === 'frontline' && by.roles.every((role) => role === 'engineer'))
    return { refused: 'frontline_only' };
  if (policy.resolution.approval === 'require' && !by.roles.includes('supervisor'))
    return { refused: 'needs_approval' };
  const solutions: Wording[] = [];
  for (const each of said.content) {
    const read = readResolution(each.words, policy.resolution.verify);
    if ('refused' in read) return read;
    solutions.push({ ...each, resolution: read.resolution });
  }
  if (solutions.length === 0) return { refused: 'no_text' };
  return {
    incident: { ...incident, state: 'resolved', endedAt: now, remindAt: null },
    entries: [entryOf('resolution', by, context, solutions)],
    letters: noteToAll(about, 'resolved', readByStaff(words, said)),
    line: { result: 'incident_resolved', detail: String(reach.tickets) },
  };
};

const drop: Handling = (about, words) => {
  const { incident, reach, by, context } = about;
  return {
    incident: { ...incident, state: 'dropped', endedAt: context.now, remindAt: null },
    entries: [entryOf('dropped', by, context, spoken(words))],
    letters: noteToAll(about, 'dropped', words),
    line: { result: 'incident_dropped', detail: String(reach.tickets) },
  };
};

/**
 * The opening of an incident can be taken back by who opened it, as long as nothing was said or done about it since.
 * Of everything else somebody has heard already.
 */
const undo: Handling = ({ incident, by, context }) => {
  if (!wasOnlyOpened(incident, by)) return { refused: 'incident_not_undone' };
  if (context.now.getTime() - incident.openedAt.getTime() > UNDO_WITHIN_MS) return { refused: 'too_late_to_undo' };
  return { ...openingTakenBack(incident, by, context), line: { result: 'undo', detail: '' } };
};

/** Whether nothing has become of an incident since this person opened it. */
export const wasOnlyOpened = ({ version, state, openedBy }: Incident, { email }: Staff): boolean =>
  version === 1 && state === 'open' && isSame(openedBy, email);

/** It ends as if it had not been: no customer has heard of it, and a ticket that has joined meanwhile is let go. */
export const openingTakenBack = (incident: Incident, by: Staff, context: Context): IncidentChange => ({
  incident: { ...incident, state: 'dropped', endedAt: context.now, remindAt: null },
  entries: [entryOf('dropped', by, context, [])],
  letters: order('incident_notice', [by.email], { values: { is: 'taken_back' } }),
});

const assign: Handling = ({ incident, by, context }, _words, { argument }) => {
  const person = personNamed(argument, context)?.to.person;
  if (person === undefined) return unknownPerson(argument, context);
  const isAnothers = !isSame(person.email, by.email);
  if (isAnothers && isAway(context.roster, person.email, context.now)) return awayRefusal(person, context);
  return {
    incident: { ...incident, owner: person.email },
    entries: [entryOf('owner', by, context, spoken(person.email))],
    letters: order('incident', besides([person.email], by.email), { words: '', values: { is: 'owner', by: by.email } }),
    line: { result: 'assign', detail: person.email },
  };
};

/** It is for the desk to find them: all that report the error codes which its tickets report. */
export function gather(incident: Incident, by: Staff, context: Context): IncidentStep {
  return {
    incident,
    entries: [entryOf('gather', by, context, [])],
    letters: [],
    line: { result: 'incident_gathers', detail: incident.number },
  };
}

/** What may be said about an incident; every other command is about a ticket, or answered by the desk. */
const HANDLINGS: Readonly<Partial<Record<CommandName, Handling>>> = {
  note,
  announce,
  resolve,
  close: drop,
  assign,
  undo,
};

/** What reaches all customers, and what changes the tickets of others: confirmed by its author first. */
const OUTWARD: ReadonlySet<CommandName> = new Set(['announce', 'resolve']);
export const isOutward = (name: CommandName): boolean => OUTWARD.has(name);

/** Whether somebody's words may be left with an incident that has ended. */
const AFTER_THE_END: ReadonlySet<CommandName> = new Set(['note']);

/** What a command makes of an incident. Refused when it is none for incidents, or the incident has ended. */
export function onIncident(about: About, { command, refused, ...said }: SaidToAll): IncidentStep | Refusal {
  const { name, argument } = command;
  const { [name]: handling } = HANDLINGS;
  if (handling === undefined) return { refused: 'not_for_an_incident' };
  if (about.incident.state !== 'open' && !AFTER_THE_END.has(name))
    return { refused: 'incident_ended', detail: about.incident.number };
  return refused ?? handling(about, commandWords(command).trim(), { argument, ...said });
}

/**
 * Nobody has told the customers for a while: its owner is asked, and so are the supervisors. Without an open ticket
 * there is nobody to tell: its owner is asked once whether it is over. It does not end by itself, since the cause may
 * be there all the same, and the next ticket that looks alike is offered a link to it.
 */
export function remind(
  incident: Incident,
  { tickets }: Pick<Reach, 'tickets'>,
  supervisors: readonly string[],
  context: Context,
): IncidentChange {
  if (tickets === 0)
    return {
      incident: { ...incident, remindAt: null },
      entries: [],
      letters: order('incident_notice', [incident.owner], { values: { is: 'idle' } }),
    };
  return {
    incident: { ...incident, remindAt: nextReminder(context) },
    entries: [],
    letters: order('incident_notice', [incident.owner, ...supervisors], { values: { is: 'due' } }),
  };
}

/** Tickets have joined it since its owner was asked whether it is over: they are waited for like any others. */
export const waitingAgain = (incident: Incident, context: Context): IncidentChange => ({
  incident: { ...incident, remindAt: nextReminder(context) },
  entries: [],
  letters: [],
});

/** All its tickets have got an entry: who wrote it hears how many, if there were any. */
export const finished = (
  { by }: Pick<IncidentEntry, 'by'>,
  counts: { readonly done: number; readonly passed: number },
): readonly LetterOrder[] =>
  counts.done + counts.passed === 0
    ? []
    : order('incident_notice', [by], {
        values: { is: 'finished', done: String(counts.done), passed: String(counts.passed) },
      });
