import type { Passages } from './passages.ts';

const BY_TIME =
  '(?:今[天日晚]|明[天日早]|后天|本?周[一二三四五六日天]|下周|月底|下班|\\d{1,2}[:：点时]|\\d{1,2}[号日]|中午|上午|下午|晚上|\\d{1,2}\\s?(?:个?小时|分钟|天)内)';
const BY_TIME_EN =
  '(?:by|before|until|within) (?:today|tonight|tomorrow|noon|midnight|the end of|end of|close of|monday|tuesday|wednesday|thursday|friday|saturday|sunday|next|this|\\d)';
const DONE = '恢复|解决|修复|处理|完成|搞定|修好|可用|能用|导出|开通|上线|答复|回复|给出?|提供';
const DONE_EN = 'fix|resolve|solve|restore|repair|back|running|working|solution|answer|done|finish';

/** What a wish looks like; the first row that a sentence fits counts, whichever sentence it is. */
const ROWS: readonly RegExp[] = [
  new RegExp(
    `(?:希望|期望|要求|需要|必须|请|麻烦|务必|恳请|烦请|能否|能不能)[^。！？]{0,30}?${BY_TIME}[^。！？]{0,20}?(?:${DONE})`,
    'u',
  ),
  new RegExp(`${BY_TIME}[^。！？，,]{0,12}?(?:之?前|以内|内)[^。！？，,]{0,12}?(?:${DONE}|要用|必须|需要)`, 'u'),
  new RegExp(`\\b(?:need|needs|want|would like|must|please|hope|expect)\\b[^.!?]{0,80}\\b${BY_TIME_EN}\\b`, 'iu'),
  new RegExp(`\\b${BY_TIME_EN}\\b[^.!?]{0,60}\\b(?:need|must|please)\\b[^.!?]{0,60}\\b(?:${DONE_EN})`, 'iu'),
  /(?:我们?|贵方|你们|贵司)?(?:希望|期望)(?:能够?|可以|尽快|尽早|马上|立即|贵方|贵司|你们|您|得到|恢复|解决|在)[^。！？]{2,}/u,
  new RegExp(
    `(?:请|麻烦|恳请|烦请|务必)(?:您|你们|贵方|贵司|帮忙|协助)?(?:尽快|尽早|马上|立即|优先|抓紧)[^。！？]{0,10}?(?:${DONE}|排查|安排)`,
    'u',
  ),
  new RegExp(`\\b(?:we|i) (?:need|want|would like|expect|hope)\\b[^.!?]{0,80}\\b(?:${DONE_EN})\\w*`, 'iu'),
];

/** Sentences of a mere courtesy. */
const COURTESY = /(?:理解|谅解|见谅|支持)[。！!]?$|期待(?:您|你们)?的?(?:回复|答复)|盼复|look(?:ing)? forward/iu;

/** Characters of a wish. */
const LONGEST = 200;

/** The sentence that says what the customer wants, best with the time by which; undefined when none does. */
export function readWanted({ sentences }: Pick<Passages, 'sentences'>): string | undefined {
  for (const row of ROWS) {
    const wish = sentences.find((sentence) => row.test(sentence) && !COURTESY.test(sentence));
    if (wish !== undefined) return wish.slice(0, LONGEST).trim();
  }
  return undefined;
}
