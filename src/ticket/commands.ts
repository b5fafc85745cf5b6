import type { Mail } from '../mail/mail.ts';
import type { Staff } from '../people/person.ts';
import { isSame, order } from './audience.ts';
import { andThen, type Change, changed, isRefusal, type Refusal, type TranscriptLine } from './change.ts';
import { isTicketCommand, type Loaded, staffEvent } from './command-event.ts';
import type { Context, StaffEvent } from './event.ts';
import { openSideThread } from './events/side-thread.ts';
import type { Ticket } from './ticket.ts';
import { isOfferedTo, transition } from './transition.ts';

/** What a staff member wrote, as far as a ticket goes. */
export type StaffWords = Pick<Mail, 'commands' | 'unknownCommands' | 'reply'> & {
  readonly hasAttachments: boolean;
  /** What becomes of the commands that are not about the ticket (`#onduty`, `#status` …), as the desk has found out. */
  readonly asides: readonly TranscriptLine[];
};

/** What became of a staff mail. When a command was refused the ticket is as it was, but for a note of one who came too late. */
export type Applied = { readonly applied: boolean; readonly change: Change };

/** A command as it was written, and what it means or why it means nothing. */
type Step = { readonly command: string; readonly means: StaffEvent | Refusal };

/** A mail with this many unknown commands is given up with the help text. */
const UNKNOWN_LIMIT = 5;

export const isGivenUp = ({ unknownCommands }: Pick<Mail, 'unknownCommands'>): boolean =>
  unknownCommands.length >= UNKNOWN_LIMIT;

/**
 * Applies all commands of a staff mail or none, and orders the transcript with a line for each. A mail without commands is
 * kept as an internal note.
 */
export function applyCommands(ticket: Ticket, words: StaffWords, by: Staff, loaded: Loaded, context: Context): Applied {
  if (isGivenUp(words)) return { applied: false, change: changed(ticket, [], order('help', [by.email])) };
  const { asides } = words;
  const steps = stepsOf(ticket, words, by, loaded, context);
  const outcome = steps.length === 0 ? replied(ticket, by, context) : inARow(ticket, steps, context);
  const own = 'lines' in outcome ? outcome.lines : doneLines(steps, outcome);
  const lines = allOrNone([...own, ...asides]);
  if ('lines' in outcome || lines.some(({ done }) => !done)) {
    const nowWith = 'lines' in outcome ? outcome.nowWith : null;
    return { applied: false, change: refusedWith(ticket, { lines, nowWith }, words, by, context) };
  }
  const told = lines.length === 0 ? [] : answer(ticket, [...lines, ...unheeded(steps)], by, context);
  return { applied: true, change: { ...outcome, letters: [...outcome.letters, ...told] } };
}

/** The transcript; whoever stayed silent until the ticket was offered to somebody else hears who has it now. */
function answer(ticket: Ticket, lines: readonly TranscriptLine[], by: Staff, { roster }: Context) {
  const holder = roster.find(({ staff }) => isSame(staff.email, ticket.assignee))?.staff;
  const lapsed = ticket.passedOver.some((email) => isSame(email, by.email)) && !isSame(by.email, ticket.assignee);
  return holder && lapsed && lines.every(({ result }) => result === 'kept_as_note')
    ? order('too_late', [by.email], { values: { nowWith: holder.name }, lines })
    : order('transcript', [by.email], { lines });
}

/** What becomes of the commands of one mail: when one of them is refused, none of the others is carried out. */
export function allOrNone(lines: readonly TranscriptLine[]): readonly TranscriptLine[] {
  return lines.every(({ done }) => done) ? lines : lines.map((line) => (line.done ? heldBack(line.command) : line));
}

/** What a mail says about the ticket, step by step; nothing when it only has commands about other things. */
function stepsOf(ticket: Ticket, words: StaffWords, by: Staff, loaded: Loaded, context: Context): readonly Step[] {
  const author = { by, hasAttachments: words.hasAttachments };
  const unknown = words.unknownCommands.map((command): Step => ({ command, means: { refused: 'unknown_command' } }));
  // Without a command nothing reaches the customer.
  const note = { name: 'note', words: words.reply, ...author } as const;
  if (words.commands.length + unknown.length === 0) return [{ command: '', means: asAnswer(ticket, note) }];
  const known = words.commands.filter(isTicketCommand).map(
    (command): Step => ({
      command: `#${command.name} ${command.argument}`.trim(),
      means: asAnswer(ticket, staffEvent(command, author, loaded, context)),
    }),
  );
  return [...unknown, ...known];
}

const heldBack = (command: string): TranscriptLine => ({ command, done: false, result: 'held_back', detail: '' });

/** A mail with nothing about the ticket in it is still a reply: it accepts what is on offer. */
function replied(ticket: Ticket, by: Staff, context: Context): Change {
  const accepted = isOfferedTo(ticket, by) ? transition(ticket, { name: 'accept', by }, context) : null;
  return accepted === null || isRefusal(accepted) ? changed(ticket, []) : accepted;
}

/** Internal words of somebody who was asked for help are the answer. */
function asAnswer(ticket: Ticket, event: StaffEvent | Refusal): StaffEvent | Refusal {
  if ('refused' in event || event.name !== 'note') return event;
  const asked = openSideThread(ticket, event.by.email);
  return asked === null ? event : { ...event, name: 'side_answer', sideThread: asked.id };
}

type Refused = { readonly lines: readonly TranscriptLine[]; readonly nowWith: string | null };

/** The change of all steps in a row, or why not: every step that makes no sense, and the first the ticket refuses. */
function inARow(ticket: Ticket, steps: readonly Step[], context: Context): Change | Refused {
  let change: Change | Refusal = changed(ticket, []);
  const refusals = new Map<Step, Refusal>();
  for (const step of steps) {
    const { means } = step;
    if ('refused' in means) {
      refusals.set(step, means);
      continue;
    }
    if (isRefusal(change)) continue;
    change = andThen(change, (now) => transition(now, means, context));
    if (isRefusal(change)) refusals.set(step, change);
  }
  if (refusals.size === 0 && !isRefusal(change)) return change;
  const lines = steps.map((step): TranscriptLine => {
    const refusal = refusals.get(step);
    return refusal
      ? { command: step.command, done: false, result: refusal.refused, detail: refusal.detail ?? '' }
      : heldBack(step.command);
  });
  return { lines, nowWith: lines.find(({ result }) => result === 'now_with')?.detail ?? null };
}

/** The transcript of what was not done. Who comes too late hears who has it now; what they wrote is kept as a note. */
function refusedWith(ticket: Ticket, refused: Refused, words: StaffWords, by: Staff, context: Context): Change {
  if (refused.nowWith === null) return changed(ticket, [], order('transcript', [by.email], { lines: refused.lines }));
  const said = withoutCommandLines(words.reply);
  const note = { name: 'note', by, words: said, hasAttachments: words.hasAttachments } as const;
  const kept = said === '' ? changed(ticket, []) : transition(ticket, note, context);
  const tooLate = order('too_late', [by.email], { values: { nowWith: refused.nowWith }, lines: refused.lines });
  return isRefusal(kept) ? changed(ticket, [], tooLate) : { ...kept, letters: [...kept.letters, ...tooLate] };
}

const withoutCommandLines = (reply: string): string => reply.replace(/^[ \t]*[#＃].*$/gmu, '').trim();

const doneLines = (steps: readonly Step[], { ticket }: Change): readonly TranscriptLine[] =>
  steps.flatMap(({ command, means }) =>
    'refused' in means
      ? []
      : [{ command, done: true, result: resultOf(command, means, ticket), detail: detailOf(means, ticket) }],
  );

/** What a command says that makes no sense, and without which it counts all the same. */
const unheeded = (steps: readonly Step[]): readonly TranscriptLine[] =>
  steps.flatMap(({ means }) =>
    'refused' in means || means.name !== 'resolve' || !means.unknownKind
      ? []
      : [{ command: '', done: false, result: 'no_such_kind', detail: means.unknownKind }],
  );

/** Words without a command are told as such: they have not gone to the customer. A resolution may wait for its release. */
function resultOf(command: string, { name }: StaffEvent, { state }: Ticket): string {
  if (command === '' && name === 'note') return 'kept_as_note';
  return name === 'resolve' && state !== 'resolved' ? 'waits_for_release' : name;
}

/** What the reader wants to know of it: who has it now, which value holds, when it is due. */
function detailOf(event: StaffEvent, ticket: Ticket): string {
  switch (event.name) {
    case 'assign':
    case 'decline':
      return ticket.assignee ?? '';
    case 'category':
      return ticket.category;
    case 'urgency':
      return ticket.urgency;
    case 'eta':
      return event.at.toISOString();
    case 'merge':
      return event.into.number;
    case 'split':
      return event.opened.number;
    case 'admit':
      return event.address;
    case 'involve':
      return ticket.sideThreads.at(-1)?.responsible ?? '';
    case 'resolve':
      return ticket.follower ?? '';
    default:
      return '';
  }
}
