import type { Command } from '../../mail/mail.ts';
import type { Refusal } from '../change.ts';
import {
  type CannedAnswer,
  foldName,
  isName,
  MOST_KEPT,
  nearest,
  nearNames,
  TEXT_MAX,
  variantsNamed,
} from './canned-answer.ts';
import { withNear } from './insertion.ts';
import { SPELLED, unknownVariables } from './variables.ts';

/** A change of the canned answers: one language of one is kept, or one is dropped, in all its languages for null. */
export type AnswerChange =
  | { readonly kept: CannedAnswer }
  | { readonly dropped: { readonly answer: string; readonly locale: string | null } };

type Written = Pick<CannedAnswer, 'by' | 'at'>;

/** Languages as people name them behind the name of an answer. */
const LOCALE_WORDS: Readonly<Record<string, string>> = {
  zh: 'zh-CN',
  'zh-cn': 'zh-CN',
  chinese: 'zh-CN',
  中文: 'zh-CN',
  en: 'en',
  english: 'en',
  英文: 'en',
  英语: 'en',
};

/** Names with `@`, and the language; null for a word that is neither. */
function readNames(argument: string): { readonly names: readonly string[]; readonly locale: string | null } | null {
  const words = argument
    .normalize('NFKC')
    .split(/[\s,，、;；=]+/u)
    .filter(Boolean);
  const names = words.filter((word) => word.startsWith('@')).map((word) => word.slice(1));
  const others = words.filter((word) => !word.startsWith('@'));
  // Alone, a name needs no sign.
  if (names.length === 0 && others[0] !== undefined) names.push(String(others.shift()));
  const locales = others.map((word) => LOCALE_WORDS[word.toLowerCase()] ?? null);
  return locales.includes(null) || locales.length > 1 ? null : { names, locale: locales[0] ?? null };
}

const localeOf = (text: string): string => (/\p{Script=Han}/u.test(text) ? 'zh-CN' : 'en');

/**
 * `#保存答复 @密码重置` with its text below: a new answer, or other words for one that is kept. A second name is that
 * of the answer whose other language this is; the language is that of the text, or the one that is named.
 */
export function keepAnswer(
  all: readonly CannedAnswer[],
  { argument, text }: Pick<Command, 'argument' | 'text'>,
  { by, at }: Written,
): AnswerChange | Refusal {
  const read = readNames(argument);
  const [name, other, ...more] = read?.names ?? [];
  if (read === null || name === undefined || more.length > 0 || !isName(name))
    return { refused: 'no_answer_name', detail: argument };
  const words = text.trim();
  if (words === '') return { refused: 'no_text' };
  if (words.length > TEXT_MAX) return { refused: 'answer_too_long', detail: String(TEXT_MAX) };
  const [unknown] = unknownVariables(words);
  if (unknown !== undefined) {
    const near = nearest(SPELLED, unknown);
    const meant = (near.length > 0 ? near : SPELLED).map((each) => `{${each}}`).join(' ');
    return { refused: 'no_such_variable', detail: `{${unknown}} → ${meant}` };
  }
  const own = variantsNamed(all, name);
  const related = other === undefined ? own : variantsNamed(all, other);
  if (other !== undefined && related.length === 0)
    return { refused: 'no_such_answer', detail: withNear(other, nearNames(all, other)) };
  const within = words.split('\n').map((line) => /^\s*[@＠](?<named>\S+)\s*$/u.exec(line)?.groups?.named ?? '');
  const nested = within.find((each) => variantsNamed(all, each).length > 0);
  if (nested !== undefined) return { refused: 'answer_in_answer', detail: `@${nested}` };
  // Under the name of one answer nobody finds another.
  if (own.length > 0 && related[0]?.answer !== own[0]?.answer)
    return { refused: 'answer_name_taken', detail: `@${name}` };
  if (own.length === 0 && all.length >= MOST_KEPT) return { refused: 'too_many_answers', detail: String(MOST_KEPT) };
  const locale = read.locale ?? localeOf(words);
  return { kept: { answer: related[0]?.answer ?? foldName(name), locale, name, text: words, by, at } };
}

/** `#删除答复 @密码重置`, in all its languages or the one that is named. */
export function dropAnswer(all: readonly CannedAnswer[], argument: string): AnswerChange | Refusal {
  const read = readNames(argument);
  const [name, ...more] = read?.names ?? [];
  if (read === null || name === undefined || more.length > 0) return { refused: 'no_answer_name', detail: argument };
  const variants = variantsNamed(all, name).filter(({ locale }) => read.locale === null || locale === read.locale);
  const [first] = variants;
  if (first === undefined) return { refused: 'no_such_answer', detail: withNear(name, nearNames(all, name)) };
  return { dropped: { answer: first.answer, locale: read.locale } };
}

/** Languages as their own people call them. */
const LANGUAGE: Readonly<Record<string, string>> = { 'zh-CN': '中文', en: 'English' };
export const languageName = (locale: string): string => LANGUAGE[locale] ?? locale;

/** Characters of an answer that a list shows. */
const SHOWN = 60;

/** All of them by name, a line each with how it begins; empty where none is kept. */
export const answerList = (all: readonly CannedAnswer[]): string =>
  all
    .toSorted((a, b) => (a.answer < b.answer ? -1 : a.answer > b.answer ? 1 : a.locale < b.locale ? -1 : 1))
    .map(({ name, locale, text }) => {
      const first = text.replace(/\s+/g, ' ');
      return `@${name} (${languageName(locale)})\n  ${first.length > SHOWN ? `${first.slice(0, SHOWN).toWellFormed()}…` : first}`;
    })
    .join('\n');

/** Every language of one, whole. */
export const wholeAnswer = (variants: readonly CannedAnswer[]): string =>
  variants.map(({ name, locale, text }) => `@${name} (${languageName(locale)})\n${text}`).join('\n\n');
