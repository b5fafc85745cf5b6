import type { TranscriptLine } from '../ticket/change.ts';
import type { Locale } from './locale.ts';

/** What became of a command, in words. A code without words of its own is shown as it is, with its detail. */
export function outcomeText({ result, detail }: TranscriptLine, locale: Locale): string {
  const words = OUTCOMES[locale][result] ?? result;
  if (detail === '') return words;
  return locale === 'zh-CN' ? `${words}：${detail}` : `${words}: ${detail}`;
}

const OUTCOMES: Readonly<Record<Locale, Readonly<Record<string, string>>>> = {
  'zh-CN': {},
  en: {},
};
