import { readCommands } from '../../src/mail/meaning/command.ts';
import type { Staff } from '../../src/people/person.ts';
import type { Refusal } from '../../src/ticket/change.ts';
import { applySteps } from '../../src/ticket/commands/apply.ts';
import { asWritten, type DeskAnswer, NO_ORDERS, type StaffWords, stepsOf } from '../../src/ticket/commands/steps.ts';
import type { Loaded } from '../../src/ticket/events/handling.ts';
import type { TranscriptLine } from '../../src/ticket/letters.ts';
import type { Ticket } from '../../src/ticket/ticket.ts';
import { accepted, li, noon, opened, received } from './sample.ts';

export const other = opened({ id: 'b', number: 'TS20261123002' });
export const loaded: Loaded = {
  prefix: 'TS',
  tickets: new Map([[other.number, other]]),
  incidents: { named: new Map(), opened: null },
  deskAddresses: ['support@desk.example'],
  insertable: { answers: [], articles: [] },
  split: received({ id: 'c', number: 'TS20261123003', subject: '原主题', words: '原文' }),
};
export const wordsIn = (text: string): StaffWords => ({ ...readCommands(text), reply: text, hasAttachments: false });
/**
 * What the desk answers to a command, by the line of the transcript it gives; a letter of its own where there is none.
 */
const answered = (line: TranscriptLine | undefined): DeskAnswer | Refusal =>
  line?.done === false
    ? ({ refused: line.result, detail: line.detail } as Refusal)
    : { line: line ?? null, letters: [], ...NO_ORDERS };
/** Somebody who wants every line told. */
export const told = (staff: Staff): Staff => ({ ...staff, letters: 'all' });
export const apply = (
  text: string,
  {
    ticket = accepted,
    by = told(li),
    context = noon,
    load = loaded,
    asides = [],
  }: Partial<{
    ticket: Ticket;
    by: typeof li;
    context: typeof noon;
    load: Loaded;
    asides: readonly TranscriptLine[];
  }> = {},
) => {
  const words = wordsIn(text);
  const steps = stepsOf(ticket, words, by, load, context, (command) =>
    answered(asides.find((line) => line.command === asWritten(command))),
  );
  return applySteps(ticket, steps, words, by, context);
};
export const linesOf = (text: string, more: Parameters<typeof apply>[1] = {}) =>
  apply(text, more).change.letters.flatMap(({ lines = [] }) => lines);
