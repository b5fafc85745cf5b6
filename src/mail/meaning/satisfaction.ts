/**
 * Ways of giving a rating, the most telling first; the group is the figure.
 *
 * @internal tests look at it
 */
export const RATINGS: readonly RegExp[] = [
  /(?:满意度|评分|打分|评价|评级|satisfaction|rating|score|rate)(?:\s{0,3}[(（][^)）]{0,20}[)）])?\s{0,3}[:：=]?\s{0,3}(?:是|为|给|打|is|of|it)?\s{0,3}([1-5])(?!\d)/iu,
  /(?<![\d.])([1-5])\s{0,3}(?:分(?!钟|之|别|析|类|支|享)|颗?星|stars?\b|points?\b|\/\s{0,3}5(?!\d)|out of (?:5|five)\b)/iu,
  /^[^\w\n\r\u2028\u2029]*([1-5])[^\w\n\r\u2028\u2029]*$/mu,
];
const STARS = /(?:[★⭐]\ufe0f?){1,5}/u;
/**
 * Ratings in words, as the closing letter offers them.
 *
 * @internal tests look at it
 */
export const WORDS: readonly (readonly [rating: number, pattern: RegExp])[] = [
  [1, /非常不满意|很不满意|very dissatisfied/iu],
  [5, /非常满意|很满意|十分满意|very satisfied/iu],
  [2, /不满意|dissatisfied/iu],
  [4, /(?<!不)(?:比较)?满意(?!度)|\bsatisfied\b/iu],
];

/** The rating 1–5 in the author's words (process §6); null when there is none. */
export function readSatisfaction(own: string): number | null {
  const text = own
    .slice(0, 3000)
    .normalize('NFKC')
    .replace(/1\s{0,3}(?:[-–~到至]|to)\s{0,3}5(?!\d)/gi, '');
  for (const pattern of RATINGS) {
    const figure = pattern.exec(text)?.[1];
    if (figure !== undefined) return Number(figure);
  }
  const stars = STARS.exec(text)?.[0];
  if (stars) return [...stars].filter((sign) => sign !== '\ufe0f').length;
  return WORDS.find(([, pattern]) => pattern.test(text))?.[0] ?? null;
}
