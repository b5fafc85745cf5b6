/**
 * Marks that programs write for bold, italic and code where they make plain text of HTML (`*#resolve*`, `**重要**`).
 * Only pairs around words count: `5 * 3`, `*.log` and `a_b_c` have none.
 */
const PAIR =
  /(?<![\p{Script=Latin}\p{N}*＊_~`])(?<mark>\*{1,3}|＊{1,3}|_{1,3}|~~|`{1,3})(?=[\p{L}\p{N}#＃“「"'(（])(?<words>[^*＊\n]{0,300}?[\p{L}\p{N}.:：。！!？?”」"')）])\k<mark>(?![\p{Script=Latin}\p{N}*＊_~`])/gu;

/** The same around a command, whose pair may end lines below. */
const BEFORE_COMMAND = /^([ \t\u3000]*)[*＊_~`]{1,3}(?=[#＃][\p{L}\p{N}])/gmu;
const BEHIND_COMMAND = /^([ \t\u3000]*[#＃][\p{L}\p{N}]+)[*＊_~`]{1,3}(?=\s|$)/gmu;

/** A text as it is read for what it means: without marks of emphasis. */
export function withoutEmphasis(text: string): string {
  if (!/[*＊_~`]/.test(text)) return text;
  const plain = text.replace(PAIR, (_, _mark: string, words: string) => words);
  return plain.replace(BEFORE_COMMAND, '$1').replace(BEHIND_COMMAND, '$1');
}
