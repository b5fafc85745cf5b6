/**
 * What staff write to a ticket. A mail goes through here in three stages: its commands are walked once and become steps
 * (this file), all steps are carried out or none (`apply.ts`), and the answer has a line for each (`transcript.ts`).
 * What a command is stands in its row (`words/commands.ts`), what it does to a ticket in `events/`: nothing here knows
 * a command by name except the note, which is what words without a command are.
 */
import type { Command, Mail } from '../../mail/mail.ts';
import type { CanonicalAddress } from '../../people/address.ts';
import type { LettersWanted, Staff } from '../../people/person.ts';
import { type DeskCommand, isDeskCommand, isTicketCommand, type TicketCommand } from '../../words/commands.ts';
import type { AbsenceOrder, ReturnOrder } from '../absence/asked.ts';
import type { ComposedWords } from '../canned/composed.ts';
import { answerReaderOf, asItIs, type ComposedCommand, withInsertions } from '../canned/insertion.ts';
import type { AnswerChange } from '../canned/keeping.ts';
import type { Refusal } from '../change.ts';
import type { Context } from '../context.ts';
import { type Author, type Loaded, withEffort } from '../events/handling.ts';
import { openSideThread } from '../events/side-thread.ts';
import type { LetterOrder, TranscriptLine } from '../letters.ts';
import type { RecurringOrder } from '../recurring/asked.ts';
import type { StaffEvent } from '../states.ts';
import type { Ticket } from '../ticket.ts';
import { isPossible, readingOf } from '../transition.ts';

type Commands = Pick<Mail, 'commands' | 'unknownCommands'>;

/** What a staff member wrote, as the ticket sees it. */
export type StaffWords = Commands &
  Pick<Mail, 'reply'> & {
    readonly hasAttachments: boolean;
    /** Who of the customer's side the author has written to directly, with the desk in copy. */
    readonly sentTo?: readonly string[];
    /** What the commands were composed to before; absent where they are composed now. */
    readonly composed?: readonly ComposedWords[] | undefined;
  };

/** A command as transcripts show it and what it comes to. `command` is empty for words without one. */
export type Step = {
  readonly command: string;
  readonly means: StaffEvent | DeskAnswer | Refusal;
  /** What was put into the words of the command; absent where nothing was. */
  readonly inserted?: Pick<ComposedCommand, 'otherLanguage'>;
};

/** What the desk itself answers to a command; it happens when the whole mail is carried out. */
export type DeskAnswer = {
  /** Its line of the transcript; null when a letter says it all. */
  readonly line: Pick<TranscriptLine, 'result' | 'detail'> | null;
  readonly letters: readonly LetterOrder[];
} & DeskOrders;

/** What a command has the desk write down beside a ticket. */
export type DeskOrders = {
  readonly duties: readonly DutyOrder[];
  readonly wishes: readonly WishOrder[];
  /** What is kept as a canned answer, and what no more; absent for nothing. */
  readonly answers?: readonly AnswerChange[];
  readonly absences: readonly AbsenceOrder[];
  readonly returns: readonly ReturnOrder[];
  readonly recurring: readonly RecurringOrder[];
  readonly recurringStopped: readonly number[];
  /** Certificates that are somebody's from now on; absent for none. */
  readonly certificates?: readonly CertificateOrder[];
};
export const NO_ORDERS: DeskOrders = {
  duties: [],
  wishes: [],
  absences: [],
  returns: [],
  recurring: [],
  recurringStopped: [],
};

/** A certificate that a mail has offered is that address's from now on. */
export type CertificateOrder = {
  readonly address: CanonicalAddress;
  readonly fingerprint: string;
  readonly confirmedBy: string;
  readonly confirmedAt: Date;
};

/** Somebody is on or off duty from now on, whatever the roster says. */
export type DutyOrder = { readonly email: string; readonly duty: 'on' | 'off'; readonly since: Date };

/** How much somebody wants to be written to from now on. */
export type WishOrder = { readonly email: string; readonly letters: LettersWanted };

type AnswerByDesk = (command: Command, name: DeskCommand) => DeskAnswer | Refusal;

/** Whether a step is about the ticket and makes sense. */
export const isEvent = (means: Step['means']): means is StaffEvent => 'name' in means;

export const asWritten = ({ name, argument }: Command): string => `#${name} ${argument}`.trim();

/**
 * What a mail comes to, step by step, in the order of its transcript: unknown commands, those about the ticket, those
 * the desk answers. Words alone are a note: without a command nothing reaches the customer through the desk.
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
    return [{ command: '', means: wordsAlone(ticket, reply, author, words.sentTo ?? []) }];
  const composed =
    words.composed?.map((each) => ({ ...each, refused: null })) ??
    withInsertions(commands, loaded.insertable, answerReaderOf(ticket, by));
  return steps(composed, unknownCommands, answerByDesk, (command, name) =>
    asAnswer(ticket, readingOf(name)(command, author, loaded, context)),
  );
}

/** A note, or the public answer that the customer's side has got from its author already. */
function wordsAlone(ticket: Ticket, words: string, author: Author, sentTo: readonly string[]): StaffEvent | Refusal {
  if (sentTo.length > 0 && isPossible(ticket, 'reply'))
    return { name: 'reply', ...withEffort(words), sentTo, ...author };
  return asAnswer(ticket, { name: 'note', ...withEffort(words, 'whole'), ...author });
}

/** The same for a mail about no ticket. */
export const stepsWithoutTicket = (
  { commands, unknownCommands }: Commands,
  answerByDesk: AnswerByDesk,
): readonly Step[] =>
  steps(commands.map(asItIs), unknownCommands, answerByDesk, () => ({ refused: 'not_about_a_ticket' }));

/** The one walk over a mail's commands. */
function steps(
  commands: readonly ComposedCommand[],
  unknownCommands: readonly string[],
  answerByDesk: AnswerByDesk,
  read: (command: Command, name: TicketCommand) => StaffEvent | Refusal,
): readonly Step[] {
  const [ofTicket, ofDesk]: [Step[], Step[]] = [[], []];
  for (const { written, command, refused, inserted, otherLanguage } of commands) {
    const { name } = command;
    const as = asWritten(written);
    if (isTicketCommand(name))
      ofTicket.push({
        command: as,
        means: refused ?? read(command, name),
        ...(inserted ? { inserted: { otherLanguage } } : {}),
      });
    else if (isDeskCommand(name)) ofDesk.push({ command: as, means: answerByDesk(command, name) });
    else ofTicket.push({ command: as, means: refused ?? { refused: 'not_about_a_ticket' } });
  }
  const unknown = unknownCommands.map((command): Step => ({ command, means: { refused: 'unknown_command' } }));
  return [...unknown, ...ofTicket, ...ofDesk];
}

/** A note by the colleague who was asked for help is the answer to that question. */
function asAnswer(ticket: Ticket, event: StaffEvent | Refusal): StaffEvent | Refusal {
  if ('refused' in event || event.name !== 'note') return event;
  const asked = openSideThread(ticket, event.by.email);
  return asked === null ? event : { ...event, name: 'side_answer', sideThread: asked.id };
}

/** Of several in a mail about the same thing the last counts: a commit changes a row once. */
const lastOfEach = <T>(all: readonly T[], thing: (each: T) => unknown): T[] => [
  ...new Map(all.map((each) => [thing(each), each] as const)).values(),
];

/** Of absences of one person that overlap the last counts. */
const apart = (all: readonly AbsenceOrder[]): AbsenceOrder[] =>
  all.filter(
    ({ email, from, to }, at) =>
      !all.slice(at + 1).some((later) => later.email === email && later.from < to && from < later.to),
  );

/** What the desk's answers add to a mail that is carried out. */
export const answersIn = (steps: readonly Step[]): Omit<DeskAnswer, 'line'> => {
  const answers = steps.flatMap(({ means }) => ('line' in means ? [means] : []));
  const kept = answers.flatMap(({ answers: changes = [] }) => changes);
  const confirmed = answers.flatMap(({ certificates = [] }) => certificates);
  return {
    letters: answers.flatMap(({ letters }) => letters),
    duties: answers.flatMap(({ duties }) => duties),
    ...(kept.length > 0 ? { answers: kept } : {}),
    ...(confirmed.length > 0 ? { certificates: onceEach(confirmed) } : {}),
    absences: apart(answers.flatMap(({ absences }) => absences)),
    returns: lastOfEach(
      answers.flatMap(({ returns }) => returns),
      ({ id }) => id,
    ),
    // A new one has no id yet, and is none of the others.
    recurring: lastOfEach(
      answers.flatMap(({ recurring }) => recurring),
      (each) => each.id ?? each,
    ),
    recurringStopped: [...new Set(answers.flatMap(({ recurringStopped }) => recurringStopped))],
    wishes: lastOfEach(
      answers.flatMap(({ wishes }) => wishes),
      ({ email }) => email,
    ),
  };
};

const onceEach = (orders: readonly CertificateOrder[]): readonly CertificateOrder[] =>
  lastOfEach(orders, ({ address, fingerprint }) => `${address} ${fingerprint}`);
