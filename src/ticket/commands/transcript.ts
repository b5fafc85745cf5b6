import type { Staff } from '../../people/person.ts';
import { commandRow } from '../../words/commands.ts';
import { isSame, order } from '../audience.ts';
import type { Change, Refusal } from '../change.ts';
import { isToldCommand, type OutcomeCode } from '../command-outcome.ts';
import type { Context } from '../context.ts';
import { wantedBy } from '../copies.ts';
import { openApprovals } from '../events/approval/asking.ts';
import type { LetterOrder, TranscriptLine } from '../letters.ts';
import type { StaffEvent } from '../states.ts';
import type { Ticket } from '../ticket.ts';
import { detailOf } from '../transition.ts';
import { isEvent, type Step } from './steps.ts';

const NONE: ReadonlyMap<Step, Refusal> = new Map();

/**
 * A line for each step: when one of them is refused, none of the others is carried out. `before` and `after`
 * are the ticket without and with all of them, null when there is none; `refusals` are the ticket's.
 */
export function transcriptOf(
  steps: readonly Step[],
  after: Ticket | null = null,
  refusals: ReadonlyMap<Step, Refusal> = NONE,
  before: Ticket | null = after,
): readonly TranscriptLine[] {
  const lines = steps.flatMap((step) => lineOf(step, before, after, refusals.get(step)) ?? []);
  return lines.every(({ done }) => done) ? lines : lines.map((line) => (line.done ? heldBack(line) : line));
}

const heldBack = ({ command }: Pick<TranscriptLine, 'command'>): TranscriptLine => ({
  command,
  done: false,
  result: 'held_back',
  detail: '',
});

function lineOf(
  { command, means }: Step,
  before: Ticket | null,
  after: Ticket | null,
  byTicket: Refusal | undefined,
): TranscriptLine | null {
  const refusal = 'refused' in means ? means : byTicket;
  if (refusal) return { command, done: false, result: answerOf(refusal), detail: refusal.detail ?? '' };
  if ('line' in means) return means.line && { command, done: true, ...means.line };
  if (!isEvent(means) || after === null) return heldBack({ command });
  // The desk did nothing that could be told: the author wrote to the customer.
  if (means.name === 'reply' && means.sentTo) return null;
  return {
    command,
    done: true,
    result: resultOf(command, means, after),
    detail: detailOf(means, after, before ?? undefined),
  };
}

function answerOf({ refused }: Refusal): OutcomeCode {
  if (refused === 'not_due' || refused === 'not_running') throw new Error(`${refused} answers no command`);
  return refused;
}

/**
 * The author of words without a command is told that they were not sent. A resolution may wait for a yes or its
 * release.
 */
function resultOf(command: string, means: StaffEvent, after: Ticket): OutcomeCode {
  const { name } = means;
  const { state } = after;
  if (command === '' && name === 'note') return 'kept_as_note';
  if (name === 'absorb') return 'merge';
  if (name === 'incident' && 'to' in means && means.to === null) return 'incident_left';
  if (name === 'involve_outside') return 'involve';
  if ((name !== 'resolve' && name !== 'release') || state === 'resolved') return name;
  return openApprovals(after).length > 0 ? 'waits_for_approval' : 'waits_for_release';
}

/** Parts of commands that were not understood; the commands are carried out without them. */
export const withoutEffect = (steps: readonly Step[]): readonly TranscriptLine[] =>
  steps.flatMap(({ means }) => {
    const read = isEvent(means) ? (means.name === 'close' ? means.record : means) : null;
    const unknownKind = read && 'unknownKind' in read ? read.unknownKind : null;
    const work = read && 'work' in read ? read.work : null;
    const remark = (result: OutcomeCode, detail: string | null): TranscriptLine[] =>
      detail === null ? [] : [{ command: '', done: false, result, detail }];
    return [...remark('no_such_kind', unknownKind), ...remark('no_effort', work?.unknownEffort ?? null)];
  });

/** Who gains access to another ticket by a merge, and who does not: as the change leaves that ticket. */
export const accessGained = (steps: readonly Step[], { also }: Change): readonly TranscriptLine[] =>
  steps.flatMap(({ means }) => {
    if (!isEvent(means) || means.name !== 'merge') return [];
    const { into } = means;
    const after = also.find(({ ticket }) => ticket.id === into.id)?.ticket ?? into;
    const line = (result: OutcomeCode, confirmed: boolean, done: boolean): TranscriptLine[] => {
      const before = into.participants.filter((each) => each.confirmed === confirmed);
      const people = after.participants.filter(
        (each) =>
          each.role !== 'staff' &&
          each.confirmed === confirmed &&
          !before.some(({ address }) => isSame(address, each.address)),
      );
      const detail = people.map(({ address }) => address).join(', ');
      return detail === '' ? [] : [{ command: '', done, result, detail: `${into.number}: ${detail}` }];
    };
    return [...line('gains_access', true, true), ...line('joins_unconfirmed', false, false)];
  });

/**
 * The transcript; none where it would only say that everything was done (`quiet`), unless something was put into the
 * words (`sent`): those are shown. An engineer whose offer lapsed is told who has the ticket now. `undoable`: what was
 * done can be taken back, which it offers.
 */
export function answer(
  ticket: Ticket,
  lines: readonly TranscriptLine[],
  by: Staff,
  { roster }: Context,
  { sent = '', undoable = false }: { readonly sent?: string; readonly undoable?: boolean } = {},
): readonly LetterOrder[] {
  const holder = roster.find(({ staff }) => isSame(staff.email, ticket.assignee))?.staff;
  const lapsed = ticket.passedOver.some((email) => isSame(email, by.email)) && !isSame(by.email, ticket.assignee);
  if (holder && lapsed && lines.every(({ result }) => result === 'kept_as_note'))
    return order('too_late', [by.email], { values: { nowWith: holder.name }, lines });
  if (sent !== '') return order('transcript', [by.email], { lines, words: sent, values: { preview: 'sent' } });
  return (wantedBy(roster, by.email) ?? by.letters) !== 'all' && lines.every(isQuiet)
    ? []
    : order('transcript', [by.email], { lines, ...(undoable && { values: { offers: 'undo' } }) });
}

/** A progress note that stayed inside is what its author meant; that it went on to the customer they are told. */
const isQuiet = ({ done, result }: TranscriptLine): boolean =>
  done && (result === 'progress_internal' || (isToldCommand(result) && commandRow(result).quiet === true));
