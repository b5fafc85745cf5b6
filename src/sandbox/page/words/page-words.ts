import type { Locale } from '../../../words/locale.ts';
import { en } from './en.ts';
import type { PageWords } from './vocabulary.ts';
import { zhCn } from './zh-CN.ts';

const WORDS: Readonly<Record<Locale, PageWords>> = { 'zh-CN': zhCn, en };

export const pageWords = (locale: Locale): PageWords => WORDS[locale];
