/**
 * Characters that nobody sees: zero-width characters, soft hyphens, marks of direction, fillers, tags, and the
 * variation selectors. Programs leave them behind, and with them a word can be hidden from a rule (`#re\u00adsolve`).
 */
const INVISIBLE =
  /\u034f|[\u115f\u1160]|[\u17b4\u17b5]|[\u180b-\u180f]|[\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u206f\u2800\u3164\ufeff\uffa0\ufff9-\ufffb]|[\ufe00-\ufe0f]|[\u{e0000}-\u{e0fff}]/u;

/** The same with what stands around it; what joins or shapes the characters beside it has a meaning there. */
const HIDDEN = new RegExp(
  [
    // Joiners inside Arabic and Indic words, and between the pictures of one emoji.
    String.raw`(?<=[\p{Script=Arabic}\p{Script=Syriac}\p{Script=Devanagari}\p{Script=Bengali}\p{Script=Gurmukhi}\p{Script=Gujarati}\p{Script=Oriya}\p{Script=Tamil}\p{Script=Telugu}\p{Script=Kannada}\p{Script=Malayalam}\p{Script=Sinhala}\p{Script=Khmer}\p{Script=Myanmar}])(?<kept>[\u200c\u200d])(?=\p{L})`,
    String.raw`(?<=[\p{Extended_Pictographic}\ufe0f\u{1f3fb}-\u{1f3ff}])(?<kept2>\u200d)(?=\p{Extended_Pictographic})`,
    // The selector for the coloured form of a picture, and for the form of a hanzi in a name.
    String.raw`(?<=\p{Extended_Pictographic})(?<kept3>[\ufe0e\ufe0f])`,
    INVISIBLE.source,
  ].join('|'),
  'gu',
);

/** A text without its invisible characters. Those that shape what is seen stay: joiners in scripts that join, emoji. */
export function withoutInvisible(text: string): string {
  if (!INVISIBLE.test(text)) return text;
  return text.replace(HIDDEN, (found, kept?: string, kept2?: string, kept3?: string) =>
    (kept ?? kept2 ?? kept3) === undefined ? '' : found,
  );
}
