import type { Staff } from '../../people/person.ts';
import type { ComposedWords } from '../../ticket/canned/composed.ts';
import { answerReaderOf, withInsertions } from '../../ticket/canned/insertion.ts';
import { commandWords } from '../../ticket/events/handling.ts';
import type { Ticket } from '../../ticket/ticket.ts';
import { commandRow } from '../../words/commands.ts';
import type { MailContext } from '../context.ts';

/** What the commands of a mail were composed to when its answer was scheduled; absent for any other mail. */
export const composedBefore = ({ stored, ticket }: MailContext): readonly ComposedWords[] | undefined =>
  ticket?.laters?.find(({ mailId }) => mailId === stored.id)?.composed;

/** With what they name put in: once for all where the answer was scheduled, else as things are. */
export const composedIn = (context: MailContext, by: Staff, ticket: Ticket): readonly ComposedWords[] =>
  composedBefore(context) ?? withInsertions(context.mail.commands, context.insertable, answerReaderOf(ticket, by));

export const isInserted = ({ inserted }: ComposedWords): boolean => inserted;

/** The words to the customer among them. */
export const answersAmong = (composed: readonly ComposedWords[]): string =>
  composed
    .filter(({ command: { name } }) => commandRow(name).customersRead === 'all')
    .map(({ command }) => commandWords(command))
    .join('\n');

/**
 * The mail as its author is shown it: with the words that go out where something was put in, else as it was written.
 */
export const shownTo = (composed: readonly ComposedWords[], written: string): string =>
  composed.some(isInserted) ? answersAmong(composed) : written;
