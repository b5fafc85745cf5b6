import type { Mail } from '../../mail/mail.ts';
import type { Staff } from '../../people/person.ts';
import { commandRow } from '../../words/commands.ts';
import { order } from '../audience.ts';
import { andThen, type Change, changed, isRefusal, type Refusal } from '../change.ts';
import type { Context } from '../context.ts';
import { commandWords } from '../events/handling.ts';
import type { TranscriptLine } from '../letters.ts';
import type { Ticket } from '../ticket.ts';
import { isOfferedTo, transition } from '../transition.ts';
import { isUndoable, withUndo, withUndoKept } from '../undoable.ts';
import { askedFor, leftUndone, otherLanguages, sentWords, stayedHere, whoHeard } from './remarks.ts';
import { isEvent, type StaffWords, type Step } from './steps.ts';
import { accessGained, answer, transcriptOf, withoutEffect } from './transcript.ts';

/** A mail with this many unknown commands is given up with the help text. */
const UNKNOWN_LIMIT = 5;

export const isGivenUp = ({ unknownCommands }: Pick<Mail, 'unknownCommands'>): boolean =>
  unknownCommands.length >= UNKNOWN_LIMIT;

/**
 * What became of a staff mail. When a command was refused the ticket is as it was, except for the note of a former
 * assignee.
 */
export type AppliedCommands = { readonly applied: boolean; readonly change: Change };

/** Carries out all steps of a staff mail or none, and orders the transcript with a line for each. */
export function applySteps(
  ticket: Ticket,
  steps: readonly Step[],
  words: StaffWords,
  by: Staff,
  context: Context,
): AppliedCommands {
  if (isGivenUp(words))
    return { applied: false, change: withUndoKept(ticket, changed(ticket, [], order('help', [by.email]))) };
  const { change, refusals } = inARow(ticket, steps, by, context);
  const lines = transcriptOf(steps, change.ticket, refusals, ticket);
  if (refusals.size > 0) {
    const nowWith = [...refusals.values()].find(({ refused }) => refused === 'now_with')?.detail ?? null;
    const refused = refusedWith(ticket, { lines, nowWith }, words, by, context);
    return { applied: false, change: withUndoKept(ticket, refused) };
  }
  const takesBack = steps.some(({ means }) => isEvent(means) && means.name === 'undo');
  const remarks = [
    ...accessGained(steps, change),
    ...whoHeard(steps, change),
    ...withoutEffect(steps),
    ...otherLanguages(steps),
    ...stayedHere(steps, words.hasAttachments),
    ...leftUndone(words),
    ...askedFor(ticket, steps, change, context),
  ];
  const undoable = takesBack ? change : withUndo(ticket, change, by.email, context);
  const said = { sent: sentWords(steps, change), undoable: isUndoable(ticket, undoable) };
  const told = lines.length === 0 ? [] : answer(ticket, [...lines, ...remarks], by, context, said);
  return { applied: true, change: { ...undoable, letters: [...undoable.letters, ...told] } };
}

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

const isAboutTicket = ({ means }: Step): boolean => isEvent(means);

/** A mail that says nothing about the ticket is still a reply: it accepts the ticket if it was offered. */
function replied(ticket: Ticket, by: Staff, context: Context): Change {
  const accepted = isOfferedTo(ticket, by) ? transition(ticket, { name: 'accept', by }, context) : null;
  return accepted === null || isRefusal(accepted) ? changed(ticket, []) : accepted;
}

type Refused = { readonly lines: readonly TranscriptLine[]; readonly nowWith: string | null };

/** The transcript of what was not done. A former assignee is told who has it now; what they wrote is kept as a note. */
function refusedWith(
  ticket: Ticket,
  { lines, nowWith }: Refused,
  words: StaffWords,
  by: Staff,
  context: Context,
): Change {
  if (nowWith === null) {
    const again = lines.some(({ result }) => result === 'missing') ? { values: { offers: 'resolve' } as const } : {};
    return changed(ticket, [], order('transcript', [by.email], { lines, ...again }));
  }
  const said = saidIn(words);
  const note = { name: 'note', by, words: said, hasAttachments: words.hasAttachments } as const;
  const kept = said === '' ? changed(ticket, []) : transition(ticket, note, context);
  const tooLate = order('too_late', [by.email], { values: { nowWith }, lines });
  return isRefusal(kept) ? changed(ticket, [], tooLate) : { ...kept, letters: [...kept.letters, ...tooLate] };
}

/** The words of a mail without its commands: those behind them on their lines, and those below. */
function saidIn({ commands, reply }: StaffWords): string {
  const takers = commands.filter(({ name }) => commandRow(name).takesText);
  const said = takers.length > 0 ? takers.map(commandWords).join('\n') : reply.replace(/^[ \t]*[#＃].*$/gmu, '');
  return said.trim();
}
