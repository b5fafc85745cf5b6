import type { Command, Mail } from '../mail/mail.ts';
import type { Staff } from '../people/person.ts';
import { type DeskCommand, isTicketCommand, type TicketCommand } from '../words/commands.ts';
import { isSame, order } from './audience.ts';
import { andThen, type Change, changed, isRefusal, type Refusal } from './change.ts';
import type { Context } from './event.ts';
import { openSideThread } from './events/side-thread.ts';
import type { Loaded } from './handling.ts';
import type { LetterOrder, TranscriptLine } from './letters.ts';
import type { StaffEvent } from './states.ts';
import type { Ticket } from './ticket.ts';
import { detailOf, isOfferedTo, readingOf, transition } from './transition.ts';

type Commands = Pick<Mail, 'commands' | 'unknownCommands'>;

/** What a staff member wrote, as far as a ticket goes. */
export type StaffWords = Commands & Pick<Mail, 'reply'> & { readonly hasAttachments: boolean };

/** A command as transcripts show it and what it comes to. `command` is empty for words without one. */
export type Step = { readonly command: string; readonly means: StaffEvent | DeskAnswer | Refusal };

/** What the desk itself answers to a command; it happens when the whole mail is carried out. */
export type DeskAnswer = {
  /** Its line of the transcript; null when a letter says it all. */
  readonly line: Pick<TranscriptLine, 'result' | 'detail'> | null;
  readonly letters: readonly LetterOrder[];
  readonly duties: readonly DutyOrder[];
};

/** Somebody is on or off duty from now on, whatever the roster says. */
export type DutyOrder = { readonly email: string; readonly duty: 'on' | 'off'; readonly since: Date };

type AnswerByDesk = (command: Command, name: DeskCommand) => DeskAnswer | Refusal;

/** A mail with this many unknown commands is given up with the help text. */
const UNKNOWN_LIMIT = 5;

export const isGivenUp = ({ unknownCommands }: Pick<Mail, 'unknownCommands'>): boolean =>
  unknownCommands.length >= UNKNOWN_LIMIT;

export const asWritten = ({ name, argument }: Command): string => `#${name} ${argument}`.trim();

/**
 * What a mail comes to, step by step, in the order of its transcript: unknown commands, those about the ticket, those the
 * desk answers. Words alone are a note: without a command nothing reaches the customer.
 */
export function stepsOf(
  ticket: Ticket,
  words: StaffWords,
  by: Staff,
  loaded: Loaded,
  context: Context,
  answerByDesk: AnswerByDesk,
): readonly Step[] {
  const { commands, unknownCommands, reply, hasAttachments } = words;
  const author = { by, hasAttachments };
  if (commands.length + unknownCommands.length === 0)
    return [{ command: '', means: asAnswer(ticket, { name: 'note', words: reply, ...author }) }];
  return steps(words, answerByDesk, (command, name) =>
    asAnswer(ticket, readingOf(name)(command, author, loaded, context)),
  );
}

/** The same for a mail about no ticket. */
export const stepsWithoutTicket = (words: Commands, answerByDesk: AnswerByDesk): readonly Step[] =>
  steps(words, answerByDesk, () => ({ refused: 'not_about_a_ticket' }));

/** The one walk over a mail's commands. */
function steps(
  { commands, unknownCommands }: Commands,
  answerByDesk: AnswerByDesk,
  read: (command: Command, name: TicketCommand) => StaffEvent | Refusal,
): readonly Step[] {
  const [ofTicket, ofDesk]: [Step[], Step[]] = [[], []];
  for (const command of commands) {
    const { name } = command;
    if (isTicketCommand(name)) ofTicket.push({ command: asWritten(command), means: read(command, name) });
    else ofDesk.push({ command: asWritten(command), means: answerByDesk(command, name) });
  }
  const unknown = unknownCommands.map((command): Step => ({ command, means: { refused: 'unknown_command' } }));
  return [...unknown, ...ofTicket, ...ofDesk];
}

/** Internal words of somebody who was asked for help are the answer. */
function asAnswer(ticket: Ticket, event: StaffEvent | Refusal): StaffEvent | Refusal {
  if ('refused' in event || event.name !== 'note') return event;
  const asked = openSideThread(ticket, event.by.email);
  return asked === null ? event : { ...event, name: 'side_answer', sideThread: asked.id };
}

/** What became of a staff mail. When a command was refused the ticket is as it was, but for a note of one who came too late. */
export type Applied = { readonly applied: boolean; readonly change: Change };

/** Carries out all steps of a staff mail or none, and orders the transcript with a line for each. */
export function applySteps(
  ticket: Ticket,
  steps: readonly Step[],
  words: StaffWords,
  by: Staff,
  context: Context,
): Applied {
  if (isGivenUp(words)) return { applied: false, change: changed(ticket, [], order('help', [by.email])) };
  const { change, refusals } = inARow(ticket, steps, by, context);
  const lines = transcriptOf(steps, change.ticket, refusals);
  if (refusals.size > 0) {
    const nowWith = [...refusals.values()].find(({ refused }) => refused === 'now_with')?.detail ?? null;
    return { applied: false, change: refusedWith(ticket, { lines, nowWith }, words, by, context) };
  }
  const told = lines.length === 0 ? [] : answer(ticket, [...lines, ...unheeded(steps)], by, context);
  return { applied: true, change: { ...change, letters: [...change.letters, ...told] } };
}

/** What the desk's answers add to a mail that is carried out. */
export const answersIn = (steps: readonly Step[]): Pick<DeskAnswer, 'letters' | 'duties'> => {
  const answers = steps.flatMap(({ means }) => ('line' in means ? [means] : []));
  return { letters: answers.flatMap(({ letters }) => letters), duties: answers.flatMap(({ duties }) => duties) };
};

/** The change of all steps in a row, and why not: every step that makes no sense, and the first the ticket refuses. */
function inARow(ticket: Ticket, steps: readonly Step[], by: Staff, context: Context) {
  const refusals = new Map<Step, Refusal>();
  let change = steps.some(isAboutTicket) ? changed(ticket, []) : replied(ticket, by, context);
  let refusedByTicket = false;
  for (const step of steps) {
    const { means } = step;
    if ('refused' in means) refusals.set(step, means);
    if (refusedByTicket || !isEvent(means)) continue;
    const next = andThen(change, (now) => transition(now, means, context));
    if (isRefusal(next)) {
      refusals.set(step, next);
      refusedByTicket = true;
    } else change = next;
  }
  return { change, refusals };
}

const isEvent = (means: Step['means']): means is StaffEvent => 'name' in means;
const isAboutTicket = ({ means }: Step): boolean => isEvent(means);

/** A mail with nothing about the ticket in it is still a reply: it accepts what is on offer. */
function replied(ticket: Ticket, by: Staff, context: Context): Change {
  const accepted = isOfferedTo(ticket, by) ? transition(ticket, { name: 'accept', by }, context) : null;
  return accepted === null || isRefusal(accepted) ? changed(ticket, []) : accepted;
}

const NONE: ReadonlyMap<Step, Refusal> = new Map();

/**
 * A line for each step: when one of them is refused, none of the others is carried out. `after` is the ticket as all of
 * them leave it, null when there is none; `refusals` are the ticket's.
 */
export function transcriptOf(
  steps: readonly Step[],
  after: Ticket | null = null,
  refusals: ReadonlyMap<Step, Refusal> = NONE,
): readonly TranscriptLine[] {
  const lines = steps.flatMap((step) => lineOf(step, after, refusals.get(step)) ?? []);
  return lines.every(({ done }) => done) ? lines : lines.map((line) => (line.done ? heldBack(line) : line));
}

const heldBack = ({ command }: Pick<TranscriptLine, 'command'>): TranscriptLine => ({
  command,
  done: false,
  result: 'held_back',
  detail: '',
});

function lineOf({ command, means }: Step, after: Ticket | null, byTicket: Refusal | undefined): TranscriptLine | null {
  const refusal = 'refused' in means ? means : byTicket;
  if (refusal) return { command, done: false, result: refusal.refused, detail: refusal.detail ?? '' };
  if ('line' in means) return means.line && { command, done: true, ...means.line };
  if (!isEvent(means) || after === null) return heldBack({ command });
  return { command, done: true, result: resultOf(command, means, after), detail: detailOf(means, after) };
}

/** Words without a command are told as such: they have not gone to the customer. A resolution may wait for its release. */
function resultOf(command: string, { name }: StaffEvent, { state }: Ticket): string {
  if (command === '' && name === 'note') return 'kept_as_note';
  return name === 'resolve' && state !== 'resolved' ? 'waits_for_release' : name;
}

/** What a command says that makes no sense, and without which it counts all the same. */
const unheeded = (steps: readonly Step[]): readonly TranscriptLine[] =>
  steps.flatMap(({ means }) =>
    isEvent(means) && means.name === 'resolve' && means.unknownKind
      ? [{ command: '', done: false, result: 'no_such_kind', detail: means.unknownKind }]
      : [],
  );

/** The transcript. Somebody who stayed silent until the ticket was offered to another hears who has it now. */
function answer(ticket: Ticket, lines: readonly TranscriptLine[], by: Staff, { roster }: Context) {
  const holder = roster.find(({ staff }) => isSame(staff.email, ticket.assignee))?.staff;
  const lapsed = ticket.passedOver.some((email) => isSame(email, by.email)) && !isSame(by.email, ticket.assignee);
  return holder && lapsed && lines.every(({ result }) => result === 'kept_as_note')
    ? order('too_late', [by.email], { values: { nowWith: holder.name }, lines })
    : order('transcript', [by.email], { lines });
}

type Refused = { readonly lines: readonly TranscriptLine[]; readonly nowWith: string | null };

/** The transcript of what was not done. Who comes too late hears who has it now; what they wrote is kept as a note. */
function refusedWith(
  ticket: Ticket,
  { lines, nowWith }: Refused,
  words: StaffWords,
  by: Staff,
  context: Context,
): Change {
  if (nowWith === null) return changed(ticket, [], order('transcript', [by.email], { lines }));
  const said = withoutCommandLines(words.reply);
  const note = { name: 'note', by, words: said, hasAttachments: words.hasAttachments } as const;
  const kept = said === '' ? changed(ticket, []) : transition(ticket, note, context);
  const tooLate = order('too_late', [by.email], { values: { nowWith }, lines });
  return isRefusal(kept) ? changed(ticket, [], tooLate) : { ...kept, letters: [...kept.letters, ...tooLate] };
}

const withoutCommandLines = (reply: string): string => reply.replace(/^[ \t]*[#＃].*$/gmu, '').trim();
