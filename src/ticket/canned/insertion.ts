import type { Command } from '../../mail/mail.ts';
import type { Staff } from '../../people/person.ts';
import { commandRow } from '../../words/commands.ts';
import type { Refusal } from '../change.ts';
import type { Ticket } from '../ticket.ts';
import { type ArticleShown, articleText, numberedArticle } from './article-shown.ts';
import { type CannedAnswer, nearNames, variantsNamed } from './canned-answer.ts';
import { filledIn, type VariableName, valuesFor, variableNamed } from './variables.ts';

/** What can be put into an answer, loaded beforehand: all canned answers, and the articles a mail names. */
export type Insertable = { readonly answers: readonly CannedAnswer[]; readonly articles: readonly ArticleShown[] };

/**
 * A command of a mail as it is carried out. `inserted`: it has become other words than its author wrote, which they are
 * shown. `otherLanguage`: that of an answer which is not there in the customer's.
 */
export type ComposedCommand = {
  /** As it was written. */
  readonly written: Command;
  readonly command: Command;
  readonly refused: Refusal | null;
  readonly inserted: boolean;
  readonly otherLanguage: string | null;
};

/** A command into which nothing is put. */
export const asItIs = (command: Command): ComposedCommand => ({
  written: command,
  command,
  refused: null,
  inserted: false,
  otherLanguage: null,
});

const isAnswer = ({ name }: Command): boolean => commandRow(name).answers === true;
const isArticle = ({ name }: Command): boolean => name === 'article';

/**
 * The commands of a mail with what they name put in: `#答复 @密码重置` gets the text of that answer, and `#文章 12` the
 * article, within the answer it stands beside; alone it is one. Values may be given with the name (`产品=CRM`).
 */
export function withInsertions(
  commands: readonly Command[],
  insertable: Insertable,
  { ticket, by }: { readonly ticket: Ticket; readonly by: Staff },
): readonly ComposedCommand[] {
  const host = commands.find((each) => isAnswer(each) && !isArticle(each)) ?? commands.find(isArticle);
  if (host === undefined) return commands.map(asItIs);
  const parts = commands.filter((each) => each === host || isArticle(each));
  const composed = composedOf(host, parts, insertable, { ticket, by });
  return commands.flatMap((each) => (each === host ? [composed] : parts.includes(each) ? [] : [asItIs(each)]));
}

/** One piece of an answer: words, or why there are none. */
type Piece = { readonly words: string; readonly inserted?: true; readonly locale?: string } | Refusal;

function composedOf(
  host: Command,
  parts: readonly Command[],
  insertable: Insertable,
  about: { readonly ticket: Ticket; readonly by: Staff },
): ComposedCommand {
  const pieces = parts.flatMap((part) => [
    ...(isArticle(part) ? articleLine(part.argument, insertable) : namedFirst(part.argument, insertable, about)),
    ...part.text.split('\n').map((line) => ofLine(line, insertable, about)),
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
    otherLanguage: words.find(({ locale }) => locale !== undefined && locale !== about.ticket.locale)?.locale ?? null,
  };
}

/** `@密码重置 产品=CRM 请先试试`: the answers that the first words name, with the values given behind them. */
function namedFirst(
  argument: string,
  { answers }: Insertable,
  { ticket, by }: { readonly ticket: Ticket; readonly by: Staff },
): readonly Piece[] {
  if (!/^[@＠]/u.test(argument)) return [{ words: argument }];
  const { names, said, rest } = readNamed(argument);
  const values = valuesFor(ticket, by, said);
  return [...names.map((name) => answerNamed(name, answers, ticket.locale, values)), { words: rest }];
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

function answerNamed(
  name: string,
  answers: readonly CannedAnswer[],
  locale: string,
  values: Parameters<typeof filledIn>[1],
): Piece {
  const variants = variantsNamed(answers, name);
  const chosen = variants.find((each) => each.locale === locale) ?? variants[0];
  if (chosen === undefined) return { refused: 'no_such_answer', detail: withNear(name, nearNames(answers, name)) };
  const { text, missing } = filledIn(chosen.text, values);
  if (missing.length > 0) return { refused: 'no_value', detail: missing.map((each) => `${each}=…`).join(' ') };
  return { words: text, inserted: true, locale: chosen.locale };
}

/** `@密码重设 → @密码重置`: what was written, and what may have been meant. */
export const withNear = (name: string, near: readonly string[]): string =>
  `@${name.replace(/^[@＠]/u, '')}${near.length > 0 ? ` → ${near.join(' ')}` : ''}`;

/** A line of the words: `#文章 12` and, where it is all of it, `@密码重置` are put in; any other stays as it is. */
function ofLine(
  line: string,
  insertable: Insertable,
  { ticket, by }: { readonly ticket: Ticket; readonly by: Staff },
): Piece {
  const folded = line.normalize('NFKC').trim();
  const article = ARTICLE_LINE.exec(folded)?.[1];
  if (article !== undefined) return articleLine(article, insertable)[0];
  const name = /^@(\S+)$/.exec(folded)?.[1];
  if (name === undefined || variantsNamed(insertable.answers, name).length === 0) return { words: line };
  return answerNamed(name, insertable.answers, ticket.locale, valuesFor(ticket, by, {}));
}

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
    .filter(isAnswer)
    .flatMap(({ text }) => text.split('\n').map((line) => ARTICLE_LINE.exec(line.normalize('NFKC').trim())?.[1] ?? ''));
  const named = [...commands.filter(isArticle).map(({ argument }) => argument), ...lines];
  return [...new Set(named.flatMap((each) => numberedArticle(each)?.number ?? []))].slice(0, MOST_ARTICLES);
}

const MOST_ARTICLES = 20;

/** Whether commands may name canned answers. */
export const namesAnswers = (commands: readonly Command[]): boolean =>
  commands.some(
    (each) => isAnswer(each) && [each.argument, ...each.text.split('\n')].some((line) => /^\s*[@＠]/u.test(line)),
  );
