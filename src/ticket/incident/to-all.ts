import type { Command } from '../../mail/mail.ts';
import type { Staff } from '../../people/person.ts';
import { commandRow } from '../../words/commands.ts';
import { type Insertable, withInsertions } from '../canned/insertion.ts';
import type { Refusal } from '../change.ts';
import { commandWords } from '../events/handling.ts';
import { effortLine } from '../text/effort.ts';
import { inLanguages, LANGUAGES, labelOf } from './in-languages.ts';
import { type Wording, wordingIn } from './incident.ts';

/**
 * A command of a mail about an incident. `content`: what customers read of it, by language; empty where they read
 * nothing. `inserted`: a canned answer or an article is part of it. `otherLanguages`: those of answers that some
 * customers get in another than theirs.
 */
export type SaidToAll = {
  readonly command: Command;
  readonly content: readonly Wording[];
  readonly refused: Refusal | null;
  readonly inserted: boolean;
  readonly otherLanguages: readonly string[];
};

const isArticle = ({ name }: Command): boolean => name === 'article';
const isRead = ({ name }: Command): boolean => commandRow(name).customersRead === 'all' && name !== 'article';

/**
 * The commands of a mail with what they name put in, for the customers of each language. One text goes to all of them:
 * what an answer leaves open about a customer or a ticket has no value here; it is given with its name, or refused.
 */
export function saidToAll(commands: readonly Command[], insertable: Insertable, by: Staff): readonly SaidToAll[] {
  const host = commands.find(isRead);
  return commands.flatMap((command): SaidToAll[] => {
    if (!isRead(command))
      return isArticle(command) && host !== undefined ? [] : [{ ...NOTHING_PUT_IN, command, content: [] }];
    const beside = commands.filter((each) => each === command || (command === host && isArticle(each)));
    return [withAnswers(command, beside, insertable, by)];
  });
}

const NOTHING_PUT_IN = { refused: null, inserted: false, otherLanguages: [] } as const;

function withAnswers(command: Command, beside: readonly Command[], insertable: Insertable, by: Staff): SaidToAll {
  const content = contentOf(command);
  const each = LANGUAGES.flatMap((locale) => {
    const words = content.length === 0 ? '' : wordingIn(content, locale).words;
    const parts = beside.map((part) => (part === command ? withWords(command, words) : part));
    return withInsertions(parts, insertable, { locale, known: { me: by.name } }).map((one) => ({ ...one, locale }));
  });
  const refused = each.find((one) => one.refused !== null)?.refused ?? null;
  if (refused !== null || !each.some(({ inserted }) => inserted))
    return { ...NOTHING_PUT_IN, command, content, refused };
  return {
    command,
    content: each.map(({ locale, command: said }) => ({ locale, words: withoutEffort(said) })),
    refused: null,
    inserted: true,
    otherLanguages: [...new Set(each.flatMap(({ otherLanguage }) => otherLanguage ?? []))],
  };
}

/** Without what it took, which no customer is told; of a solution that is one of its parts. */
const contentOf = (command: Command): readonly Wording[] => inLanguages(withoutEffort(command));

function withoutEffort(command: Command): string {
  const words = commandWords(command).trim();
  return command.name === 'resolve' ? words : (effortLine(words)?.rest ?? words);
}

/** `@name` is looked for where a command has it: on its own line. */
function withWords(command: Command, words: string): Command {
  const [first = '', ...others] = words.split('\n');
  return /^[@＠]/u.test(first)
    ? { ...command, argument: first, text: others.join('\n') }
    : { ...command, argument: '', text: words };
}

/** All of it, for the staff: below the name of its language where it is not one for everybody. */
export const shownToStaff = (content: readonly Wording[]): string =>
  new Set(content.map(({ words }) => words)).size < 2
    ? (content[0]?.words ?? '')
    : content.map(({ locale, words }) => (locale === null ? words : `${labelOf(locale)}\n${words}`)).join('\n\n');
