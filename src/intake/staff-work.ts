import type { Decision } from '../desk/decision.ts';
import { flatten } from '../desk/records.ts';
import type { Mail } from '../mail/mail.ts';
import { sameAddress } from '../people/address.ts';
import type { Staff } from '../people/person.ts';
import { customers } from '../ticket/audience.ts';
import { articlesNamed, namesAnswers } from '../ticket/canned/insertion.ts';
import type { Change } from '../ticket/change.ts';
import { applySteps } from '../ticket/commands/apply.ts';
import { answersIn, NO_ORDERS, stepsOf } from '../ticket/commands/steps.ts';
import type { Received } from '../ticket/context.ts';
import { mergeTarget } from '../ticket/events/merge.ts';
import { because, type Reason } from '../ticket/mail-outcome.ts';
import type { Ticket } from '../ticket/ticket.ts';
import type { CommandName } from '../words/commands.ts';
import { certificateNeeds } from './certificate/asked.ts';
import { type Arrival, deskAddresses, type MailContext } from './context.ts';
import { answerByDesk } from './desk-commands.ts';
import { incidentNeeds, incidentOpened, incidentTakenBack, undoNeeds } from './incident/asked.ts';
import type { Needs } from './needs.ts';
import { receivedFrom, saidBy } from './new-ticket.ts';
import { composedBefore } from './waiting/composed.ts';

/** What commands and words of staff on these tickets need. */
export const staffWorkNeeds = ({ mail, config }: Arrival, tickets: readonly Ticket[]): Needs => ({
  roster: true,
  ...(mail.commands.some(({ name }) => name === 'recurring') ? { recurring: true } : {}),
  ...certificateNeeds(mail.commands),
  ...incidentNeeds(mail, config.desk.numberPrefix),
  ticketNumbers: [
    ...mail.commands
      .filter(({ name }) => name === 'merge')
      .flatMap(({ argument }) => mergeTarget(argument, config.desk.numberPrefix) ?? []),
    ...(incidentNeeds(mail, config.desk.numberPrefix).ticketNumbers ?? []),
  ],
  ...insertionNeeds(mail.commands),
  // Which reminder is meant stands in the letter that is answered.
  ...(mail.commands.some(({ name }) => name === 'remind')
    ? { letters: { idTails: [], messageIds: mail.inReplyTo } }
    : {}),
  ...(tickets[0] && takesBack(mail) ? undoNeeds(tickets[0]) : {}),
  ...(splits(mail) ? { splits: tickets, numbers: tickets.map(({ id }) => id) } : {}),
});

/** What the answers among these commands have put into them, and what commands about those answers look at. */
const insertionNeeds = (commands: Mail['commands']): Needs => {
  const articleNumbers = articlesNamed(commands);
  return {
    ...(namesAnswers(commands) || commands.some(({ name }) => ABOUT_ANSWERS.has(name)) ? { answers: true } : {}),
    ...(articleNumbers.length > 0 ? { articleNumbers } : {}),
  };
};

/**
 * What the desk answers without a ticket: an absence is looked at with all the others, and so are recurring tickets.
 */
export function deskCommandNeeds(commands: Mail['commands']): Needs {
  const has = (...names: readonly CommandName[]): boolean => commands.some(({ name }) => names.includes(name));
  const recurring = has('recurring');
  return {
    ...insertionNeeds(commands),
    ...certificateNeeds(commands),
    ...(has('away', 'back') || recurring ? { roster: true, recurring } : {}),
  };
}

const ABOUT_ANSWERS: ReadonlySet<CommandName> = new Set(['answers', 'keep', 'forget']);

const takesBack = ({ commands }: Mail): boolean => commands.some(({ name }) => name === 'undo');

const splits = ({ commands }: Mail): boolean => commands.some(({ name }) => name === 'split');

/**
 * The same commands on every ticket: all of them apply, or none does on any. Each sees what was done before it to a
 * ticket they share, such as the one all are merged into.
 */
export function applyToTickets(context: MailContext, staff: Staff, tickets: readonly [Ticket, ...Ticket[]]): Decision {
  const [first, ...others] = tickets;
  const decisions: [Decision, ...Decision[]] = [onTicket(context, staff, first)];
  if (others.length === 0) return decisions[0];
  for (const ticket of others) {
    const done = decisions.flatMap(({ changes }) => flatten(changes)).map((change) => change.ticket);
    const named = context.tickets.map((each) => done.findLast(({ id }) => id === each.id) ?? each);
    decisions.push(onTicket({ ...context, tickets: named }, staff, ticket));
  }
  const refused = decisions.find(({ outcome }) => outcome === 'refused');
  if (refused !== undefined) return refused;
  const [decision] = decisions;
  return {
    ...decision,
    changes: oneForEach(decisions.flatMap(({ changes }) => changes)),
    said: decisions.flatMap(({ said }) => said),
    letters: decisions.flatMap(({ letters }) => letters),
  };
}

/** The same where no ticket is changed twice; a commit changes each once. */
export function eachOnce(changes: readonly Change[]): readonly Change[] {
  const numbers = flatten(changes).map(({ ticket }) => ticket.number);
  return new Set(numbers).size === numbers.length ? changes : oneForEach(changes);
}

/** One change a ticket: the last state of each, with all that was done to it and all its letters. */
function oneForEach(changes: readonly Change[]): readonly Change[] {
  const each = new Map<string, Change>();
  for (const change of flatten(changes)) {
    const { history = [], letters = [], alerts = [], copies = [] } = each.get(change.ticket.id) ?? {};
    each.set(change.ticket.id, {
      ticket: change.ticket,
      history: [...history, ...change.history],
      letters: [...letters, ...change.letters],
      alerts: [...alerts, ...change.alerts],
      copies: [...copies, ...change.copies],
      also: [],
    });
  }
  return [...each.values()];
}

function onTicket(context: MailContext, staff: Staff, ticket: Ticket): Decision {
  const { mail, config, now, policy, roster } = context;
  const words = {
    commands: mail.commands,
    unknownCommands: mail.unknownCommands,
    reply: mail.reply,
    hasAttachments: mail.attachments.length > 0,
    sentTo: sentDirectly(context, ticket),
    composed: composedBefore(context),
  };
  const opened = incidentOpened(context, staff);
  const loaded = {
    prefix: config.desk.numberPrefix,
    tickets: new Map(context.tickets.map((named) => [named.number, named])),
    split: splits(mail) ? partOf(context, ticket) : null,
    incidents: {
      named: new Map(context.incidents.map((each) => [each.number, each])),
      opened: opened?.incident ?? null,
    },
    insertable: context.insertable,
    isOfMerged: isOfMerged(context, ticket),
    reminderAt: context.letters.byMessageId.find(({ kind }) => kind === 'follow_up')?.createdAt ?? null,
    letter: context.letterAnswered ?? undefined,
    deskAddresses: config.mailboxes.flatMap(deskAddresses),
  };
  const at = { now, policy, roster };
  const steps = stepsOf(ticket, words, staff, loaded, at, answerByDesk(context, staff, ticket));
  const { applied, change } = applySteps(ticket, steps, words, staff, at);
  const undone = takesBack(mail) ? incidentTakenBack(context, staff, ticket, change.ticket) : null;
  const isPublic = applied && steps.some(({ means }) => 'name' in means && means.name === 'reply' && !!means.sentTo);
  return {
    outcome: applied ? (mail.commands.length > 0 ? 'command' : 'appended') : 'refused',
    reason: reasonFor(mail, applied, isPublic),
    ticket: change.ticket,
    changes: eachOnce([change]),
    ...(applied ? { incidents: [opened, undone].filter((each) => each !== null) } : {}),
    ...(applied ? answersIn(steps) : { letters: [], ...NO_ORDERS }),
    said: [
      ...(applied || change.history.length > 0 ? [saidBy(context, ticket, isPublic ? 'public' : 'internal')] : []),
      ...openedBy(change).map((opened) => ({ ...saidBy(context, opened, 'internal'), text: splitText(mail, loaded) })),
    ],
  };
}

const isOfMerged = ({ candidates }: MailContext, { id }: Ticket): boolean =>
  candidates.some((each) => each.ticket.mergedInto !== null) && !candidates.some((each) => each.ticket.id === id);

/** Who of the customer's side a mail without commands was written to; the desk only got a copy of it. */
function sentDirectly({ mail, addressed, sealed }: Arrival, ticket: Ticket): readonly string[] {
  if (!addressed || !sealed || mail.commands.length > 0) return [];
  const recipients = [...mail.to, ...mail.cc];
  return customers(ticket).filter((known) => recipients.some(({ address }) => sameAddress(address, known)));
}

/** The detail of a refusal names what the mail asked for; the transcript says why not. */
function reasonFor(mail: Mail, applied: boolean, isPublic: boolean): Reason {
  if (mail.commands.length > 0) return because(applied ? 'commands' : 'commands_refused', commandNames(mail));
  if (applied) return because(isPublic ? 'answered_directly' : 'note');
  return because('commands_refused', mail.unknownCommands.length > 0 ? 'unknown_command' : 'note');
}

/**
 * A split-off problem is the same customer's; it is told in the words below the command, else in those of the first
 * mail.
 */
function partOf(context: MailContext, ticket: Ticket): Received | null {
  const split = context.splits.get(ticket.id);
  const drawn = context.numbers.get(ticket.id);
  if (split === undefined || drawn === undefined) return null;
  const { requester, company, locale, timezone, subject } = ticket;
  const { description: _, ...form } = ticket.form;
  const problem = { requester, company, locale, timezone, subject, form, words: split.words };
  return { ...receivedFrom(context, problem, split.customer), ...drawn, copies: [], proven: true };
}

export const commandNames = ({ commands }: Mail): string => commands.map(({ name }) => name).join(', ');

const openedBy = ({ also }: Change): readonly Ticket[] =>
  also.flatMap(({ ticket }) => (ticket.version === 0 ? [ticket] : []));

const splitText = ({ commands }: Mail, { split }: { readonly split: Received | null }): string =>
  commands.find(({ name }) => name === 'split')?.text || (split?.words ?? '');
