/**
 * What the desk writes and reads, by language: one file of words for each (`en.ts`, `zh-CN.ts`), typed so that the
 * compiler asks for every missing one. Whole sentences of letters are in templates/. Rooms that write ask here and know
 * no language by name; docs/languages.md says how to add one.
 */
import { en } from './en.ts';
import type { Words } from './language.ts';
import type { Locale } from './locale.ts';
import { zhCn } from './zh-CN.ts';

const WORDS: Readonly<Record<Locale, Words>> = { 'zh-CN': zhCn, en };

export const wordsOf = (locale: Locale): Words => WORDS[locale];
