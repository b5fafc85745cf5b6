/**
 * What opens and closes a mail and says nothing of the problem, one row a kind.
 * @internal tests look at it
 */
export const GREETING_LINE: readonly RegExp[] = [
  /^(?:尊敬的[^，,。：:]{0,14}|亲爱的[^，,。：:]{0,10}|[^，,。：:；;！!？?\s]{0,10}(?:您|你|们|家|位|师|服|午|早上|晚上)好)[\s，,。！!：:~～]*$/u,
  // Names begin with a capital: `Hello, printer broken` is no greeting alone.
  /^(?:[Hh]i|HI|[Hh]ello|HELLO|[Hh]ey|[Dd]ear|[Gg]ood (?:morning|afternoon|evening|day)|[Gg]reetings|[Tt]o whom it may concern)(?:,? (?:all|there|team|everyone|everybody|folks|guys|support|sirs?|madam|or|and|desk|helpdesk|colleagues|again|[A-Z][\p{L}.'’-]*)){0,5}[\s,.!:~–-]*$/u,
];
/** @internal tests look at it */
export const GREETING_BEFORE_WORDS =
  /^(?:您好|你好|大家好|各位好|(?:hi|hello|hey)(?: (?:all|there|team|everyone|support))?|good (?:morning|afternoon|evening))\s?[，,。！!：:]\s*(?=\S)/iu;
/** @internal tests look at it */
export const THANKS_LINE =
  /^(?:(?:非常|十分|万分|衷心)?(?:感谢|谢谢|多谢|感激)[^，。\n]{0,14}|谢了|(?:麻烦|辛苦|拜托)(?:您|你|你们|大家|各位)?(?:了|啦)?|(?:many |best )?thanks?(?: you)?(?: (?:so much|very much|a lot|again|all|in advance|and regards|for (?:your|the|any) (?:help|support|time|assistance)))*|thx|cheers)[\s，,。.！!~～]*$/iu;
/** @internal tests look at it */
export const CLOSING_LINE =
  /^(?:此致(?:敬礼)?|敬礼|祝好|祝(?:您|你)?(?:工作顺利|商祺|生活愉快|安好|周末愉快)|顺?[祝颂](?:商祺|时祺|安好)|(?:(?:with )?(?:best|kind|kindest|warm|many) (?:regards|wishes)|regards|sincerely(?: yours)?|yours (?:sincerely|faithfully|truly)|best|br|kr|all the best))[\s，,。.！!~～]*$/iu;

/** Lines below a closing, and characters of one, that are a name and where somebody works. */
const CARD = { lines: 6, length: 60 };

/**
 * The words without the greeting above them and without thanks, closing and name below; the lines in between stay as
 * they are. Empty when nothing else was written.
 */
export function withoutCourtesies(text: string): string {
  const lines = text.split('\n');
  let first = 0;
  while (first < lines.length && isBlankOrGreeting(lines[first] ?? '')) first++;
  let end = lines.length;
  for (let at = end - 1, below = 0; at >= first && below <= CARD.lines; at--) {
    const line = (lines[at] ?? '').trim();
    if (line === '') continue;
    if (THANKS_LINE.test(line) || CLOSING_LINE.test(line)) {
      end = at;
      below = 0;
    } else if (isCard(line)) below++;
    else break;
  }
  const kept = lines.slice(first, end);
  if (kept[0] !== undefined) kept[0] = kept[0].replace(GREETING_BEFORE_WORDS, '');
  return kept.join('\n').trim();
}

/** Whether a line is thanks or a closing: what stands behind a label ends above it. */
export const isClosing = (line: string): boolean => THANKS_LINE.test(line.trim()) || CLOSING_LINE.test(line.trim());

/** Whether a line greets and says nothing else. */
export const isGreeting = (line: string): boolean => GREETING_LINE.some((pattern) => pattern.test(line.trim()));

const isBlankOrGreeting = (line: string): boolean => line.trim() === '' || isGreeting(line);

const isCard = (line: string): boolean => line.length <= CARD.length && !/[。！？!?；;：:]$|[^.]\.$/.test(line);
