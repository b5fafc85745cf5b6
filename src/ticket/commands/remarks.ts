import { commandBelowWords } from '../../mail/meaning/command.ts';
import { languageName } from '../canned/keeping.ts';
import type { Change } from '../change.ts';
import type { OutcomeCode } from '../command-outcome.ts';
import type { Context } from '../context.ts';
import { approvalsOf } from '../events/approval/asking.ts';
import type { TranscriptLine } from '../letters.ts';
import { missingParts } from '../text/progress-note.ts';
import type { Ticket } from '../ticket.ts';
import { isEvent, type StaffWords, type Step } from './steps.ts';

const line = (done: boolean, result: OutcomeCode, detail = ''): TranscriptLine => ({
  command: '',
  done,
  result,
  detail,
});

const has = (steps: readonly Step[], name: string): boolean =>
  steps.some(({ means }) => isEvent(means) && means.name === name);

/** To whom progress went, and in which words it went to the customer; and what a note has added to the record. */
export function whoHeard(steps: readonly Step[], { letters, history }: Change): readonly TranscriptLine[] {
  const added = history.filter(({ event }) => event === 'record_completed');
  const completed = added.map(({ detail }) => line(true, 'record_completed', detail));
  if (!has(steps, 'progress')) return completed;
  const staff = letters.flatMap(({ kind, to }) => (kind === 'progress' ? to : [])).join(', ');
  const sent = letters.findLast((letter) => letter.kind === 'progress_to_customer');
  const result =
    sent === undefined ? 'progress_internal' : sent.values.toCustomer ? 'progress_own_part' : 'progress_state';
  return [line(true, result, staff), ...completed];
}

/** Answers that went out in another language than the customer's. */
export const otherLanguages = (steps: readonly Step[]): readonly TranscriptLine[] =>
  steps.flatMap(({ inserted }) =>
    inserted?.otherLanguage ? [line(false, 'answer_language', languageName(inserted.otherLanguage))] : [],
  );

/** The words that have become others than were written, as the customer gets them; empty where none have. */
export const sentWords = (steps: readonly Step[], { letters }: Change): string =>
  steps
    .flatMap(({ inserted, means }) => {
      if (!inserted || !isEvent(means)) return [];
      // Of a progress note the customer gets a part.
      if (means.name === 'progress')
        return letters.flatMap((letter) => (letter.kind === 'progress_to_customer' ? letter.values.toCustomer : []));
      return 'words' in means ? [means.words] : [];
    })
    .filter(Boolean)
    .join('\n\n');

/** Whether the author of a note was asked for a yes or no, which a note is not. */
const stillAsked = (steps: readonly Step[], ticket: Ticket): boolean =>
  steps.some(({ means }) => isEvent(means) && approvalsOf(ticket, means.by.email).length > 0);

/** A command that stands below words, which are all that was kept. */
export function leftUndone({ commands, unknownCommands, reply }: StaffWords): readonly TranscriptLine[] {
  const below = commands.length + unknownCommands.length === 0 ? commandBelowWords(reply) : null;
  return below === null ? [] : [{ ...line(false, 'below_words'), command: below }];
}

/** Files of a mail that asks somebody outside stay here unless its author says otherwise. */
export const stayedHere = (steps: readonly Step[], hasAttachments: boolean): readonly TranscriptLine[] =>
  hasAttachments &&
  steps.some(
    ({ means }) => isEvent(means) && means.name === 'involve_outside' && !means.outsider.shows.includes('files'),
  )
    ? [line(false, 'files_stayed')]
    : [];

/** What the desk asks the author for: all was done, and something would make it whole. */
export function askedFor(
  before: Ticket,
  steps: readonly Step[],
  { ticket }: Change,
  { policy }: Context,
): readonly TranscriptLine[] {
  const { resolution, analysis } = ticket;
  const unverified = policy.resolution.verify === 'ask' && resolution?.verified === null;
  const missing = has(steps, 'progress') && !before.partsAsked && analysis ? missingParts(analysis) : [];
  return [
    ...(has(steps, 'resolve') && unverified ? [line(false, 'verify_missing')] : []),
    ...(has(steps, 'note') && stillAsked(steps, ticket) ? [line(false, 'approval_open')] : []),
    ...(has(steps, 'close') && !ticket.closing?.solution ? [line(false, 'solution_missing')] : []),
    ...(missing.length > 0 ? [line(false, 'parts_missing', missing.join(', '))] : []),
  ];
}
