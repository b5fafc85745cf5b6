/**
 * What the author's words say: intent, thanks, news, ratings, the problem form, commands, language, ticket numbers.
 * Rows of phrases in both languages, read from the new words only and never from a quote.
 */

import type { Intent } from '../mail.ts';
import { type Doubt, doubtIn, isHistory, leadsOver, takesBack, withoutQuotations } from './doubt.ts';
import { READ_AT_MOST, sentencesOf } from './sentence.ts';
import { findSolved } from './solved.ts';
import { saysStillOpen } from './still-open.ts';

/** @internal tests look at it */
export const QUESTION =
  /[?？]|(?:吗|(?<![什怎那这多要])么)(?=[，,。！!~\s]|$)|(?:么|呢)\s*[。.!！]?\s*$|(?:是否|能否|可否|是不是|有没有|何时|什么时候)|了没有?\s*$/u;
/**
 * A polite request may be put as a question; "may it be closed?" asks.
 *
 * @internal tests look at it
 */
export const ASKS_TO_CLOSE =
  /吗|么|是否|(?:可以|就|工单|问题)(?:关|结掉|结单|结案)[^，。]*[?？]|\b(?:can|may|should|shall) (?:it|this|that|we|i|the)\b/iu;

/**
 * Phrases that bring a further problem, or take half of the answer back.
 *
 * @internal tests look at it
 */
export const RESERVATION =
  /(?:但是?|不过|可是|然而|只是|另外|此外|还有(?:一个|个|另))[^。！？\n]{0,40}(?:问题|报错|错误|不行|无法|不能|异常|失败|慢|卡|新)|(?:新的?|另一个?|其他|其它)(?:的)?(?:问题|故障|报错)|(?:解决|修复|恢复)了(?:一部分|部分|一半|一些|大部分)|(?:部分|基本)(?:解决|修复|恢复)|\b(?:but|however|though|although|except)\b[^.!?\n]{0,80}\b(?:issues?|problems?|errors?|questions?|not|another|new|fail\w*|broken|slow\w*|now)\b|n't\b(?=[^.!?\n]{0,40}\bbut\b)|\b(?:another|a new|one more|a different)\s+(?:\w+\s+)?(?:issue|problem|error|question|bug)\b|\b(?:partially|partly|half|mostly|almost) (?:solved|fixed|resolved|working)\b|\bnot (?:sure|certain|clear)\b/iu;
/**
 * Words that look like a reservation and are none.
 *
 * @internal tests look at it
 */
export const NO_RESERVATION =
  /(?:没有?|无)(?:任何|什么)?(?:其他|其它|别的|新的?)(?:的)?(?:问题|故障|疑问)|\bno (?:other|new|further|more)\b/iu;

/** A sentence of this many characters holds more than a plain yes. */
const LONGEST_YES = 300;

type Said = {
  readonly open: boolean;
  readonly solved: boolean;
  /** The author says it, if with a doubt. */
  readonly claimed: boolean;
  /** A solution is spoken of, but not as what is the case. */
  readonly doubtful: boolean;
  readonly asked: boolean;
};

/**
 * What an answer to a resolution says, from the author's own words. A plain yes closes a ticket, so it has to be one: a
 * phrase of solution counts only in a sentence without a negation, a doubt, a contrast, a condition, or other people's
 * words, and only where no other sentence takes it back. What is not understood is unclear. A negated solution is a
 * problem that stays.
 */
export function readIntent(own: string): Intent {
  const { text, quoted } = withoutQuotations(legible(own.slice(0, READ_AT_MOST)));
  const sentences = sentencesOf(text);
  const all = sentences.map((sentence, index) => read(sentence, sentences[index - 1] ?? ''));
  if (all.some((said) => said.open)) return all.some((said) => said.claimed) ? 'unclear' : 'still_open';
  const solved = all.some((said) => said.solved);
  const doubtful = quoted || all.some((said) => said.doubtful || said.asked);
  if (!solved) return doubtful || sentences.some(reserves) ? 'unclear' : 'none';
  return doubtful || own.length > READ_AT_MOST || isTakenBack(sentences, all) ? 'unclear' : 'solved';
}

/** One sentence; the one before it leads over when it ends without a full stop. */
function read(sentence: string, before: string): Said {
  const asked = QUESTION.test(sentence);
  const open = saysStillOpen(sentence);
  const { found } = findSolved(sentence);
  const request = !(asked && ASKS_TO_CLOSE.test(sentence)) && found.some((phrase) => phrase.request && phrase.real);
  const real = request || (!asked && found.some((phrase) => phrase.real));
  const why = real ? doubtIn(sentence) : null;
  const plain = real && why === null && sentence.length < LONGEST_YES && !leadsOver(before);
  const claimed = real && !OTHERS.has(why ?? '');
  if (open) return { open: !real, solved: false, claimed, doubtful: true, asked };
  return { open: false, solved: plain, claimed, doubtful: found.length > 0 && !plain, asked: asked && !request };
}

/** Doubts under which the author claims no solution at all. */
const OTHERS: ReadonlySet<string> = new Set<Doubt>(['negation', 'said by others', 'condition', 'a question']);

const reserves = (sentence: string): boolean => RESERVATION.test(sentence) && !NO_RESERVATION.test(sentence);

/** Whether a sentence beside the yes takes it back. What lies before it and tells of the past does not. */
function isTakenBack(sentences: readonly string[], all: readonly Said[]): boolean {
  const last = all.findLastIndex((said) => said.solved);
  const end = sentences.findIndex((sentence, index) => index > last && SIGN_OFF.test(sentence));
  return sentences.some((sentence, index) => {
    if (all[index]?.solved) return false;
    if (index < last && isHistory(sentence)) return false;
    if (end >= 0 && index >= end && !/^\W*p\.?\s?s\b/iu.test(sentence)) return reserves(sentence);
    return reserves(sentence) || takesBack(sentence) !== null;
  });
}

/**
 * A closing: what stands below it is a name and an address.
 *
 * @internal tests look at it
 */
export const SIGN_OFF =
  /^\W*(?:(?:best|kind|warm|many)? ?(?:regards|wishes)|sincerely|yours (?:sincerely|truly|faithfully)|cheers|br|此致|敬礼|祝好|顺祝|祝(?:您|你)?(?:工作|生活|商)|--+)\W*$/iu;

const TRADITIONAL_FORMS =
  '決問題沒還無關閉單復報錯謝確認經過測試驗證對說現應該會們點開請煩雖際實後來個從嗎並讓為終於處訊記錄聽幾種樣覺暫時繼續觀別餘';
const SIMPLIFIED =
  '决问题没还无关闭单复报错谢确认经过测试验证对说现应该会们点开请烦虽际实后来个从吗并让为终于处讯记录听几种样觉暂时继续观别余';
const TRADITIONAL = new RegExp(`[${TRADITIONAL_FORMS}]`, 'gu');

/** Invisible characters and emphasis gone, one form of apostrophe, the simplified form of what is looked for. */
function legible(own: string): string {
  return own
    .replace(/[\u00ad\u200b-\u200f\u2060\ufeff]/gu, '')
    .replace(/(?<=\p{L})[’ʼ＇](?=\p{L})/gu, "'")
    .replace(/\*(?=\S)|(?<=\S)\*/gu, '')
    .replace(TRADITIONAL, (character) => SIMPLIFIED[TRADITIONAL_FORMS.indexOf(character)] ?? character);
}
