import type { LettersWanted } from '../people/person.ts';
import { LOCALES, type Locale } from './locale.ts';

type Row = Readonly<Record<Locale, { readonly spelled: readonly string[]; readonly means: string }>>;

/** How staff say how much they want to be written to, and what that means in the answer. */
const ROWS: Readonly<Record<LettersWanted, Row>> = {
  all: {
    en: { spelled: ['all', 'everything'], means: 'an answer to every mail of yours, and every copy at once' },
    'zh-CN': { spelled: ['全部', '所有', '全都要'], means: '您的每封来信都有回执，抄送随时发' },
  },
  needed: {
    en: { spelled: ['needed', 'default'], means: 'a letter whenever it tells you something' },
    'zh-CN': { spelled: ['需要', '必要', '默认'], means: '有事才发' },
  },
  digest: {
    en: { spelled: ['digest', 'collected'], means: 'what others do on tickets comes collected in one letter' },
    'zh-CN': { spelled: ['汇总', '合并', '摘要'], means: '别人处理的动态合成一封再发' },
  },
};
const WANTED = Object.keys(ROWS) as readonly LettersWanted[];

/** What somebody asked for; null when it is none of the spellings of any language. */
export function lettersWanted(said: string): LettersWanted | null {
  const word = said.normalize('NFKC').trim().toLowerCase();
  return WANTED.find((each) => LOCALES.some((locale) => ROWS[each][locale].spelled.includes(word))) ?? null;
}

export const meaningOf = (wanted: string, locale: Locale): string =>
  WANTED.includes(wanted as LettersWanted) ? ROWS[wanted as LettersWanted][locale].means : wanted;
