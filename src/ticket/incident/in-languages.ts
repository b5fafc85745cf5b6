import { readSections } from '../text/sections.ts';
import type { Wording } from './incident.ts';

/** Lines that say in which language the words below them are. */
const LANGUAGE_WORDS = {
  'zh-CN': ['中文', '简体中文', '汉语', 'chinese', 'zh', 'zh-cn'],
  en: ['english', '英文', '英语', 'en'],
} as const;

type Language = keyof typeof LANGUAGE_WORDS;
/** The languages in which customers are written to. */
export const LANGUAGES = Object.keys(LANGUAGE_WORDS) as readonly Language[];

/** The line above words in a language. */
export const labelOf = (locale: string): string => (locale === 'zh-CN' ? '中文：' : 'English:');

/**
 * Words for customers of several languages: below `中文：` and `English:` each in theirs. What stands before the first
 * of these is for all the others; without any, all of it is for everybody. Empty for no words at all.
 */
export function inLanguages(words: string): readonly Wording[] {
  const { labelled, before } = readSections(words, LANGUAGE_WORDS);
  const each = LANGUAGES.flatMap((locale): Wording[] => {
    const { [locale]: said } = labelled;
    return said === undefined ? [] : [{ locale, words: said }];
  });
  return before === '' ? each : [{ locale: null, words: before }, ...each];
}
