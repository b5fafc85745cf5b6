/** Languages the desk writes, as BCP 47 tags. */
export const LOCALES = ['zh-CN', 'en'] as const;
export type Locale = (typeof LOCALES)[number];

/** The written language for a BCP 47 tag by its primary subtag; null when the desk does not write that language. */
export function localeFor(language: string | null): Locale | null {
  const primary = language?.toLowerCase().split('-')[0];
  return LOCALES.find((locale) => locale.split('-')[0] === primary) ?? null;
}
