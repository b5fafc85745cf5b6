import { isMachineLine } from '../machine-text.ts';
import { BY_WORD, OWN_IN_ASCII, OWN_LETTERS, SCRIPTS } from './language-words.ts';

/** Characters of a text that decide. */
const ENOUGH = 4000;

/** What a text tells about the language of the person who wrote it. */
export type DetectedLanguage = {
  /** BCP 47 (`zh`, `en`, …); `und` when nothing tells. */
  readonly language: string;
  /** False for a guess from little or from a mixture: what is known of the person counts more. */
  readonly certain: boolean;
};

/**
 * The language a person writes in, with the subject's help when the text is short. What programs wrote, quotation marks
 * hold or a colon announces in another script, greetings, closings and names of companies say little about it: a
 * Chinese sentence above an English stack trace is Chinese.
 */
export function detectLanguage(text: string, subject = ''): DetectedLanguage {
  const first = judge(sentencesOf(text), 2);
  if (first.certain) return first;
  if (first.language !== 'und' && OTHER_SCRIPT.test(text))
    return CHINESE_REPLY.test(subject) && byScript(text) === 'zh' ? { ...first, language: 'zh' } : first;
  const whole = judge(asOne(text), 1);
  if (whole.certain) return whole;
  if (first.language !== 'und') return first;
  // A subject may be somebody else's.
  const all = `${text}\n${subject}`;
  const helped = judge(sentencesOf(all), 1);
  return { language: helped.language === 'und' ? judge(asOne(all), 1).language : helped.language, certain: false };
}

/**
 * A reply mark of a mail program in Chinese: of two languages in one mail, that is its owner's.
 *
 * @internal tests look at it
 */
export const CHINESE_REPLY = /^(?:\[[^\]]*\]\s*)*(?:回[复覆復]|答[复覆復]|[转轉][发發寄])\s*[:：]/u;

/** All of a text in which nobody speaks: quotations and program output are better than nothing. */
const asOne = (text: string): Sentence[] => [
  { text: text.slice(0, ENOUGH), script: OTHER_SCRIPT.test(text) ? 'other' : 'latin', formula: false },
];

/** A piece of text in a person's words. */
type Sentence = {
  readonly text: string;
  /** Latin, or a script of few languages; of a sentence in both, that of its grammar. */
  readonly script: 'latin' | 'other';
  /** A greeting, a closing, a name: written from habit, or by the mail program. */
  readonly formula: boolean;
};

/** @internal tests look at it */
export const FORMULAS: readonly RegExp[] = [
  /^(?:hi|hello|hey|dear|good (?:morning|afternoon|evening))(?: [\p{L}.]+){0,3}$/iu,
  /^(?:(?:many |best |kind |warm )?(?:thanks|thank you|regards|wishes)(?: (?:in advance|again|and regards|a lot|very much))?|sincerely|yours|cheers|br)$/iu,
  /^(?:您好|你好|大家好|各位.{0,6}好|尊敬的.{1,8}|多?[谢謝].{0,4}|感[谢謝].{0,8}|此致|敬[礼禮]|祝好|顺颂.{0,4}|顺?祝?商祺|.{0,12}[随隨][时時].{0,6}[联聯][系络繫絡].{0,3}|如有.{0,6}[问問][题題].{0,14})$/u,
  // Who somebody is and where: the end of a signature.
  /(?:公司|集[团團]|大[学學]|研究院|科技|中心|部|[处處]|工程[师師]|[经經]理|主管|[总總][监監]|路\d*|\d[号號室楼樓座层層])$/u,
];

/** A name alone on its line. */
const NAME = /^\p{Script=Han}{2,4}$/u;

/**
 * What stands before a colon and announces what somebody else, or a program, says.
 *
 * @internal tests look at it
 */
export const ANNOUNCEMENT =
  /[报報][错錯]|提示|[错錯][误誤]|日志|日誌|信息|[显顯]示|返回|[输輸]出|如下|[内內]容|[异異]常|告警|.{4}/u;
/** The same without a colon, before Latin words. @internal */
export const ANNOUNCING_VERB =
  /(?:[显顯]示|提示|[报報][错錯]?|[弹彈][出窗]|出[现現]|返回|[说說]|[写寫]着|告警|[输輸]出)\s*\p{Script=Latin}/u;

const OTHER_SCRIPT = /(?!\p{Script=Latin}|\p{Script=Common})\p{L}/u;

/** The sentences and clauses of a text. What is quoted and what programs wrote is left out. */
function sentencesOf(text: string): Sentence[] {
  const found: Sentence[] = [];
  let announced: Sentence['script'] | null = null;
  for (const [at, line] of plainOf(text).split('\n').entries()) {
    // Behind the mark, so that a colon stays with what announces.
    for (const piece of line.split(/(?<=[。！？!?；;：:，,]|\.(?=\s))/u)) {
      const words = piece.replace(/^[\s\p{P}]+|[\s\p{P}]+$/gu, '');
      if (!/\p{L}/u.test(words)) continue;
      const script = scriptOf(words);
      if (announced !== null && script !== announced) continue;
      const formula = (at > 0 && words === line && NAME.test(words)) || FORMULAS.some((each) => each.test(words));
      found.push({ text: words, script, formula });
      announced = !formula && announces(words, script, /[：:]/.test(piece)) ? script : null;
    }
  }
  return found;
}

/**
 * Sentences in two scripts have the grammar of one of them: "we get 连接超时 every morning" begins with words of
 * English grammar, "docker compose up 之后一直 restarting" with names.
 */
function scriptOf(words: string): Sentence['script'] {
  const at = words.search(OTHER_SCRIPT);
  if (at === -1) return 'latin';
  const before =
    words
      .slice(0, at)
      .toLowerCase()
      .match(/\p{Script=Latin}+/gu) ?? [];
  return before.filter((word) => BY_WORD.has(word)).length > 1 ? 'latin' : 'other';
}

function announces(words: string, script: Sentence['script'], colon: boolean): boolean {
  if (script === 'latin') return colon && words.split(' ').length > 2;
  return colon ? ANNOUNCEMENT.test(words) : ANNOUNCING_VERB.test(words);
}

/** @internal tests look at it */
export const QUOTED = /“[^“”]*”|「[^「」]*」|『[^『』]*』|《[^《》]*》|"[^"\n]*"|`[^`\n]*`/gu;

/**
 * Links, addresses, quoted lines and words, codes, file names and what programs wrote say nothing about the language.
 */
function plainOf(text: string): string {
  const plain: string[] = [];
  let length = 0;
  for (const line of text.slice(0, ENOUGH * 3).split('\n')) {
    if (length > ENOUGH) break;
    const words = isPasted(line) || isMachineLine(line) ? '' : wordsIn(line);
    if (words === '') continue;
    plain.push(words);
    length += words.length + 1;
  }
  return plain.join('\n').slice(0, ENOUGH);
}

/** Quoted, or set in as what others wrote is; people who write in hanzi set their own paragraphs in. */
const isPasted = (line: string): boolean =>
  /^[>|]/.test(line) || (/^(?: {4}|\t)\s{0,40}\S/.test(line) && !OTHER_SCRIPT.test(line));

const NO_WORD = /[@_\\/]/;

const wordsIn = (line: string): string =>
  line
    .replace(/<[^<>]*>/g, ' ')
    .replace(QUOTED, ' ')
    .split(/\s/)
    .filter((word) => word !== '' && !NO_WORD.test(word))
    .join(' ');

/** How much a formula says against a sentence. */
const FORMULA_WEIGHT = 0.25;
/** How much a word says that is in no list: names of products, and terms that every language borrows. */
const TERM_WEIGHT = 0.2;
/** Letters of a word, in Chinese and in other scripts. */
const HAN_A_WORD = 1.6;
const LETTERS_A_WORD = 5;
/** Words from which a language is more than a guess. */
const SURE_WORDS = 3;
/**
 * Programs speak English too, but not of themselves, and they do not greet.
 *
 * @internal tests look at it
 */
export const FIRST_PERSON = /\b(?:i|we|my|our|us|me|mine)\b/i;
const SINGULAR = /\b(?:i|my|me|mine)\b/i;
/** Dialogs say "we" for their makers. @internal */
export const DIALOG =
  /went wrong|\bwe(?:['’]re| are| were)? (?:unable|sorry|working)|\bwe (?:could(?:n['’]t| not)|can(?:not| not|['’]t)) (?:find|connect|verify|complete|process|load|sign you|reach|recogni|display|send|save|deliver|determine)|\bwe (?:need to verify|use cookies|recommend|sent|noticed|detected|encountered)|\bwe do(?:n['’]t| not) recogni|\bwe(?:['’]ve| have) (?:sent|noticed|detected|blocked|encountered|been)|\bour (?:servers?|systems?|services?|site|website|team|engineers|administrators?) |(?:help|tell|contact|notify|visit) us\b|try again|\byour (?:account|session|password|browser|request|connection|network|licen[cs]e)/i;

function judge(sentences: readonly Sentence[], least: number): DetectedLanguage {
  const others = sentences.filter(({ script }) => script === 'other');
  const latins = sentences
    .filter(({ script }) => script === 'latin')
    .map((each) => ({ ...each, words: wordsOf(each) }));
  const other = weighed(
    others,
    ({ text }) => lettersOf(text) / (/\p{Script=Han}/u.test(text) ? HAN_A_WORD : LETTERS_A_WORD),
  );
  const latin = weighed(latins, ({ words }) =>
    words.reduce((score, word) => score + (BY_WORD.has(word) ? 1 : TERM_WEIGHT), 0),
  );
  const all = latins.flatMap(({ words }) => words);
  const western = latinLanguage(together(latins), all, least);
  const spoken = others.some(({ formula }) => !formula);
  const person = latins.some(
    ({ text, formula }) => !formula && FIRST_PERSON.test(text) && (SINGULAR.test(text) || !DIALOG.test(text)),
  );
  const program = spoken && !person && (western === 'en' || western === 'und');
  if (other > 0 && (other >= latin || program))
    return { language: byScript(together(others)), certain: !person && other >= SURE_WORDS / 2 };
  return { language: western, certain: latin >= SURE_WORDS && other * 3 < latin };
}

const together = (sentences: readonly Sentence[]): string => sentences.map(({ text }) => text).join('\n');

const wordsOf = ({ text }: Sentence): readonly string[] => text.toLowerCase().match(/\p{L}+/gu) ?? [];

const weighed = <T extends Sentence>(sentences: readonly T[], words: (sentence: T) => number): number =>
  sentences.reduce((total, each) => total + (each.formula ? FORMULA_WEIGHT : 1) * words(each), 0);

const LETTER = new RegExp(SCRIPTS.map(([, pattern]) => pattern.source).join('|'), 'gu');
const lettersOf = (text: string): number => text.match(LETTER)?.length ?? 0;

/** The language of the script that most letters have. */
function byScript(text: string): string {
  const counts = SCRIPTS.map(([language, pattern]) => [language, text.match(pattern)?.length ?? 0] as const);
  const total = counts.reduce((sum, [, count]) => sum + count, 0);
  const kana = counts[0]?.[1] ?? 0;
  const han = counts[2]?.[1] ?? 0;
  if (kana * 8 >= han && kana + han > total / 2) return 'ja';
  const [best] = counts.slice(1).reduce((a, b) => (b[1] > a[1] ? b : a));
  return best === 'ru' ? cyrillic(text) : best === 'ar' ? arabic(text) : best;
}

function cyrillic(text: string): string {
  if (/[іїєґ]/iu.test(text)) return 'uk';
  if (/[јљњћђџ]/iu.test(text)) return 'sr';
  return /[ыэё]/iu.test(text) || !/ъ[трлн]/iu.test(text) ? 'ru' : 'bg';
}

function arabic(text: string): string {
  return /[پچژگ]/u.test(text) ? 'fa' : 'ar';
}

function latinLanguage(text: string, words: readonly string[], least: number): string {
  const scores = new Map<string, number>();
  for (const word of words) {
    const languages = BY_WORD.get(word) ?? [];
    for (const language of languages)
      scores.set(language, (scores.get(language) ?? 0) + 1 / Math.sqrt(languages.length));
  }
  for (const [language, pattern] of /[^\x00-\x7f]/.test(text) ? OWN_LETTERS : OWN_IN_ASCII) {
    const found = text.match(pattern)?.length ?? 0;
    if (found > 0) scores.set(language, (scores.get(language) ?? 0) + Math.min(found, words.length / 3) * 0.5);
  }
  const [best, second] = [...scores].sort((a, b) => b[1] - a[1]);
  if (!best || best[1] < Math.min(least, words.length) * 0.7) return 'und';
  return best[1] > (second?.[1] ?? 0) ? best[0] : 'und';
}
