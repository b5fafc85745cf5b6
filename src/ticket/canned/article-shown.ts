/** An article as an answer may have it in it; `approved`: supervisors have let it be shown to customers. */
export type ArticleShown = {
  readonly number: number;
  readonly approved: boolean;
  readonly locale: string;
  readonly title: string;
  readonly steps: string;
  readonly caution: string;
};

/** Digits of a number that somebody writes. */
const NUMBER = /^(?:no\.?\s*)?[#＃]?0*(\d{1,7})\b[.。]?\s*/iu;

/** The number at the beginning of what follows `#文章`, and the rest; null where there is none. */
export function numberedArticle(argument: string): { readonly number: number; readonly rest: string } | null {
  const written = argument.normalize('NFKC');
  const found = NUMBER.exec(written);
  return found === null ? null : { number: Number(found[1]), rest: written.slice(found[0].length) };
}

/** What a customer reads of it: what to do, and what to mind. */
export function articleText({ locale, title, steps, caution }: ArticleShown): string {
  const [open, close, mind] = locale === 'zh-CN' ? ['【', '】', '注意：'] : ['', '', 'Please note: '];
  return [`${open}${title}${close}`, steps, caution === '' ? '' : `${mind}${caution}`].filter(Boolean).join('\n');
}
