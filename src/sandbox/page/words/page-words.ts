import type { Locale } from '../../../words/locale.ts';
import { enPage } from './en.ts';
import type { PageWords } from './vocabulary.ts';
import { zhCnPage } from './zh-CN.ts';

const WORDS: Readonly<Record<Locale, PageWords>> = { 'zh-CN': zhCnPage, en: enPage };

export const pageWords = (locale: Locale): PageWords => WORDS[locale];
