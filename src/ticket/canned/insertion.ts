import type { Command } from '../../mail/mail.ts';
import type { Staff } from '../../people/person.ts';
import { commandRow } from '../../words/commands.ts';
import type { Refusal } from '../change.ts';
import { effortLine } from '../text/effort.ts';
import type { Ticket } from '../ticket.ts';
import { type ArticleShown, articleText, numberedArticle } from './article-shown.ts';
import { type CannedAnswer, nearNames, variantsNamed } from './canned-answer.ts';
import type { ComposedWords } from './composed.ts';
import { filledIn, type VariableName, type VariableValues, valuesFor, variableNamed } from './variables.ts';

/** What can be put into words to customers, loaded beforehand: all canned answers, and the articles a mail names. */
export type Insertable = {
  readonly answers: readonly CannedAnswer[];
  readonly articles: readonly ArticleShown[];
  /**
   * When the author was shown what they have confirmed: what is newer than that does not go. Absent for nothing shown.
   */
  readonly shownAt?: Date;
};

/** Who is to read it: their language, and what is known of what an answer leaves open. */
export type AnswerReader = { readonly locale: string; readonly known: VariableValues };

/** The customer of a ticket, who is written to by somebody. */
export const answerReaderOf = (ticket: Ticket, by: Staff): AnswerReader => ({
  locale: ticket.locale,
  known: valuesFor(ticket, by),
});

/** The same before it is carried out; `refused`: why it cannot be. */
export type ComposedCommand = ComposedWords & { readonly refused: Refusal | null };

/** A command into which nothing is put. */
export const asItIs = (command: Command): ComposedCommand => ({
  written: command,
  command,
  refused: null,
  inserted: false,
  otherLanguage: null,
});

const isRead = ({ name }: Command): boolean => commandRow(name).customersRead !== undefined;
const isReadWhole = ({ name }: Command): boolean => commandRow(name).customersRead === 'all';
const isArticle = ({ name }: Command): boolean => name === 'article';

/**
 * The commands of a mail with what they name put in, whatever customers read of them: `#答复 @密码重置` gets the text
 * of that answer, and `#文章 12` the article, within the answer it stands beside; alone it is one. Values may be given
 * with the name (`产品=CRM`).
 */
export function withInsertions(
  commands: readonly Command[],
  insertable: Insertable,
  reader: AnswerReader,
): readonly ComposedCommand[] {
  const host = commands.find((each) => isReadWhole(each) && !isArticle(each)) ?? commands.find(isArticle);
  const parts = commands.filter((each) => each === host || isArticle(each));
  return commands.flatMap((each) => {
    if (each === host) return [composedOf(host, parts, insertable, reader)];
    if (parts.includes(each)) return [];
    return [isRead(each) ? composedOf(each, [each], insertable, reader) : asItIs(each)];
  });
}

/** One piece of an answer: words, or why there are none. */
type Piece = { readonly words: string; readonly inserted?: true; readonly locale?: string } | Refusal;

function composedOf(
  host: Command,
  parts: readonly Command[],
  insertable: Insertable,
  reader: AnswerReader,
): ComposedCommand {
  const pieces = parts.flatMap((part) => [
    ...firstLine(part, insertable, reader),
    ...part.text.split('\n').flatMap((line) => ofLine(line, insertable, reader)),
  ]);
  const refused = pieces.find((piece) => 'refused' in piece) ?? null;
  if (refused !== null) return { ...asItIs(host), refused };
  const words = pieces.flatMap((piece) => ('words' in piece ? [piece] : []));
  if (!words.some(({ inserted }) => inserted)) return asItIs(host);
  const text = words
    .map(({ words: each }) => each)
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
  return {
    written: host,
    command: { name: isArticle(host) ? 'reply' : host.name, argument: '', text },
    refused: null,
    inserted: true,
    otherLanguage: words.find(({ locale }) => locale !== undefined && locale !== reader.locale)?.locale ?? null,
  };
}

/** What stands behind the word of a command. Of a part only lines that name an answer whole are looked at. */
function firstLine(part: Command, insertable: Insertable, reader: AnswerReader): readonly Piece[] {
  if (isArticle(part)) return articleLine(part.argument, insertable);
  return isReadWhole(part) ? namedFirst(part.argument, insertable, reader) : ofLine(part.argument, insertable, reader);
}

/** `@密码重置 产品=CRM 请先试试`: the answers that the first words name, with the values given behind them. */
function namedFirst(argument: string, insertable: Insertable, { locale, known }: AnswerReader): readonly Piece[] {
  if (!/^[@＠]/u.test(argument)) return ofLine(argument, insertable, { locale, known });
  const { names, said, rest } = readNamed(argument);
  const reader = { locale, known: { ...known, ...said } };
  return [...names.map((name) => answerNamed(name, insertable, reader)), { words: rest }];
}

const TOKEN = /^[@＠](\S+?)(?=[\s,，、;；:：。]|$)[\s,，、;；:：。]*/u;
const VALUE = /^(\p{L}[\p{L}\p{N}_-]{0,30})\s?[=＝]\s?(?:["“”](?<quoted>[^"“”\n]{0,100})["“”]|(?<bare>\S{1,100}))\s*/u;

function readNamed(argument: string) {
  const names: string[] = [];
  const said: Partial<Record<VariableName, string>> = {};
  let rest = argument;
  for (;;) {
    const [token = '', name] = TOKEN.exec(rest) ?? [];
    if (name === undefined) break;
    names.push(name);
    rest = rest.slice(token.length);
  }
  for (;;) {
    const found = VALUE.exec(rest);
    const variable = found === null ? null : variableNamed(found[1] ?? '');
    if (found === null || variable === null) return { names, said, rest };
    said[variable] = found.groups?.quoted ?? found.groups?.bare ?? '';
    rest = rest.slice(found[0].length);
  }
}

function answerNamed(name: string, { answers, shownAt }: Insertable, { locale, known }: AnswerReader): Piece {
  const variants = variantsNamed(answers, name);
  const chosen = variants.find((each) => each.locale === locale) ?? variants[0];
  if (chosen === undefined) return { refused: 'no_such_answer', detail: withNear(name, nearNames(answers, name)) };
  if (shownAt !== undefined && chosen.at > shownAt) return { refused: 'answer_changed', detail: `@${chosen.name}` };
  const { text, missing } = filledIn(chosen.text, known);
  if (missing.length > 0) return { refused: 'no_value', detail: missing.map((each) => `${each}=…`).join(' ') };
  // It took whoever wrote it that long, and not everybody who uses it.
  return { words: effortLine(text)?.rest ?? text, inserted: true, locale: chosen.locale };
}

/** `@密码重设 → @密码重置`: what was written, and what may have been meant. */
export const withNear = (name: string, near: readonly string[]): string =>
  `@${name.replace(/^[@＠]/u, '')}${near.length > 0 ? ` → ${near.join(' ')}` : ''}`;

/**
 * A line of the words: `#文章 12` and, where it is all of it or all that stands behind its label
 * (`解决步骤：@密码重置`),
 * `@密码重置` are put in. A name that is none, and like one, was meant for it; any other line stays as it is.
 */
function ofLine(line: string, insertable: Insertable, { locale, known }: AnswerReader): readonly Piece[] {
  const folded = line.normalize('NFKC').trim();
  const article = ARTICLE_LINE.exec(folded)?.[1];
  if (article !== undefined) return [articleLine(article, insertable)[0]];
  if (!NAME_LINE.test(folded)) return [{ words: line }];
  const from = line.search(/[@＠]/u);
  const { names, said, rest } = readNamed(line.slice(from).trim());
  const isKept = (name: string): boolean => variantsNamed(insertable.answers, name).length > 0;
  const isMeant = names.some((name) => isKept(name) || nearNames(insertable.answers, name).length > 0);
  if (rest !== '' || !isMeant) return [{ words: line }];
  const label = line.slice(0, from).trim();
  const reader = { locale, known: { ...known, ...said } };
  return [...(label === '' ? [] : [{ words: label }]), ...names.map((name) => answerNamed(name, insertable, reader))];
}

const NAME_LINE = /^(?:[^@:]{1,40}:\s*)?@/u;

const ARTICLE_WORDS = Object.values(commandRow('article').words).flat().join('|');
const ARTICLE_LINE = new RegExp(`^#\\s*(?:${ARTICLE_WORDS})\\s*[:：]?\\s*(\\d{1,7})$`, 'iu');

function articleLine(argument: string, { articles }: Insertable): readonly [Piece, ...Piece[]] {
  const named = numberedArticle(argument);
  if (named === null) return [{ refused: 'no_such_article_number', detail: argument }];
  const article = articles.find(({ number }) => number === named.number);
  if (article === undefined) return [{ refused: 'no_such_article_number', detail: String(named.number) }];
  if (!article.approved) return [{ refused: 'article_not_approved', detail: `${article.number} ${article.title}` }];
  return [{ words: `\n${articleText(article)}\n`, inserted: true }, { words: named.rest }];
}

/** The numbers of the articles that commands name, as far as anybody needs them. */
export function articlesNamed(commands: readonly Command[]): readonly number[] {
  const lines = commands
    .filter(isRead)
    .flatMap(({ text }) => text.split('\n').map((line) => ARTICLE_LINE.exec(line.normalize('NFKC').trim())?.[1] ?? ''));
  const named = [...commands.filter(isArticle).map(({ argument }) => argument), ...lines];
  return [...new Set(named.flatMap((each) => numberedArticle(each)?.number ?? []))].slice(0, MOST_ARTICLES);
}

const MOST_ARTICLES = 20;

/** Whether commands may name canned answers. */
export const namesAnswers = (commands: readonly Command[]): boolean =>
  commands.some(
    (each) =>
      isRead(each) && [each.argument, ...each.text.split('\n')].some((line) => /(?:^|[:：])\s*[@＠]/u.test(line)),
  );
