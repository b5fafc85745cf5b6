import { describe, expect, it, test } from 'vitest';
import { LETTERS } from '../../../src/letter/kinds.ts';
import type { Ticket } from '../../../src/ticket/ticket.ts';
import { COMMANDS, type CommandName, commandRow } from '../../../src/words/commands.ts';
import { accepted, at, li, NOON, wang } from '../sample.ts';
import { apply, loaded, other, told } from '../staff-mail.ts';
import { answerOf } from './sample.ts';

/** Whatever a command makes of its words: none that a customer reads names an answer instead of having it. */
const load = { ...loaded, insertable: { answers: [answerOf('greeting', 'Hello there!')], articles: [] } };
const names = (Object.keys(COMMANDS) as CommandName[]).filter((name) => commandRow(name).answeredBy !== 'desk');
const TICKETS: readonly Ticket[] = [
  accepted,
  apply('#ask which one?').change.ticket,
  { ...accepted, state: 'resolved', resolvedAt: NOON },
  { ...accepted, state: 'closed', closedAt: NOON, closing: null },
];
const SHAPES: readonly ((name: CommandName) => string)[] = [
  (name) => `#${name} @greeting`,
  (name) => `#${name}\n@greeting`,
  (name) => `#${name} more words\n@greeting`,
  (name) => `#${name} ${other.number}\n@greeting`,
  (name) => `#${name}\nCause: full\nSteps:\n@greeting`,
  (name) => `#${name}\nCause: full\nSteps: @greeting\nCaution: ＠greeting`,
  (name) => `#${name} by telephone\nCause: @greeting\nSteps: more`,
  (name) => `#${name}\nChecked: network\nCurrent: disk\nNext: more\nTo customer: @greeting`,
  (name) => `#${name}\n对客户：\n@greeting`,
];
const toCustomers = (text: string, ticket: Ticket): readonly string[] =>
  [told(li), told(wang)].flatMap((by) => {
    const { change } = apply(text, { ticket, by, load, context: at(NOON) });
    const all = [change, ...change.also];
    const letters = all
      .flatMap((each) => each.letters)
      .filter(({ kind }) => LETTERS[kind].audience !== 'staff')
      .map((letter) => JSON.stringify(letter));
    // A letter shows more than its order carries: the solution, the record of the closing.
    const shown = all.map(({ ticket: { resolution, closing, analysis } }) =>
      JSON.stringify([resolution, closing, analysis?.toCustomer]),
    );
    return letters.length === 0 ? [] : [...letters, ...shown];
  });

describe.each(names)('#%s', (name) => {
  it('shows no customer the name of an answer', () => {
    for (const ticket of TICKETS)
      for (const shape of SHAPES)
        for (const said of toCustomers(shape(name), ticket)) expect(said, shape(name)).not.toMatch(/[@＠]greeting/u);
  });
});

test.each(['reply', 'ask', 'resolve', 'progress'] satisfies CommandName[])('#%s has the answer in it', (name) => {
  const said = SHAPES.flatMap((shape) => toCustomers(shape(name), accepted)).join('\n');
  expect(said).toContain('Hello there!');
});

it('shows the author of a progress note what the customer has got of it', () => {
  const { change } = apply('#progress\nCurrent: disk\nTo customer: @greeting', { by: li, load });
  expect(change.letters.find(({ kind }) => kind === 'transcript')).toMatchObject({ words: 'Hello there!' });
});
