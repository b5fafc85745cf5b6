import { isMachineLine } from './machine-text.ts';

/** Frequent short words by language, for languages that share a script. */
const WORDS: Readonly<Record<string, string>> = {
  en: 'the and you to of is that for it in have with this be are not on your we can was but from will would please thanks thank any what when which there has been i my our do if hi hello regards best know just an at me could should about get how all so as or by see dear',
  de: 'der die das und ich sie nicht ist mit wir ein eine zu den auf für es von haben sich auch dem dass bei bitte noch wie aber mein ihre ihr hallo danke kann werden sind im als nach grüße grüßen hat oder wenn vielen um aus wurde an war schon am zum zur des einen einem geht wieder immer nochmal hab mehr nur alles jetzt anderer vergessen funktioniert problem gelöst sehr geehrte damen herren mfg uns unser unsere diese dieser dieses wenn was wo warum weil über unter gibt keine kein',
  fr: 'le la les de des et un une est que je vous nous pas pour dans sur avec ce qui au il en ne mais plus bonjour merci votre notre mon cette du sont par être avez ai suis ou cordialement si sans tout bien aux fait mes vos nouveau nouvelle nom prénom société téléphone adresse voici toujours encore marche fonctionne problème résolu aucun comme très',
  es: 'el la los las de que y en un una es por con para no se su lo le al del como más pero este esta hola gracias usted nos mi muy está tengo puede favor saludos si ya todo sobre desde cuando funciona problema sigue igual ahora siempre nada así adjunto correo también estoy estamos',
  pt: 'o a os as de que e em um uma é por com para não se do da no na mais mas como esta este olá obrigado obrigada você nós meu minha foi são está pelo seu sua ao dos das muito isso tem já',
  it: 'il lo la i gli le di che e un una è per con non si del della nel ma come più questo questa ciao grazie sono ho ha alla dei mi ci anche buongiorno saluti cordiali vi da su al nella essere',
  nl: 'de het een en van ik je is niet dat in op te met voor zijn er maar we u aan ook bij als om naar deze dit wij heb hebben kan groet groeten bedankt mijn uw geen nog wordt hoi zou jullie',
  sv: 'och att det som en på är av för med inte jag du den till har ett vi om men hej tack kan från ska så eller din mvh hälsningar vara detta skulle när',
  da: 'og at det er en på af for med ikke jeg du den til har et vi om men hej tak kan fra skal så eller din hilsen venlig være dette når lyder godt mail',
  nb: 'og at det er en på av for med ikke jeg du den til har et vi om men hei takk kan fra skal så eller din hilsen vennlig være dette når også etter',
  fi: 'ja on ei että se oli kun niin mutta hän tai myös ole olen sinun minun kiitos hei terveisin voi tämä mitä olisi kanssa jos vain nyt',
  pl: 'i w na nie to się z do jest że o jak ale co za po dla od czy mam proszę dziękuję dzień dobry przez tak już pozdrawiam być oraz tego jeszcze mnie są',
  cs: 'a v na se je to že s do z o jako ale pro od by jsem děkuji dobrý den prosím jsou tak už co pozdravem když být nebo má není této',
  sk: 'a v na sa je to že s do z o ako ale pre od by som ďakujem dobrý deň prosím sú tak už čo pozdravom keď byť alebo nie',
  hu: 'a az és hogy nem is van egy ez de meg csak köszönöm kedves üdvözlettel azt volt már ha vagy kérem még lesz nekem itt tisztelt ki fel',
  ro: 'și de la în nu că este un o cu pe pentru mai din care să am dar sunt vă mulțumesc bună ziua ce sau fost acest',
  tr: 've bir bu için ile de da ne çok var mı değil ben siz merhaba teşekkürler olarak gibi daha sonra olan iyi ama teşekkür lütfen',
  vi: 'và của là không có tôi cho được các một này với xin chào cảm ơn bạn trong những người đã',
  id: 'dan yang di untuk tidak dengan ini dari saya anda itu ke pada adalah terima kasih akan atau juga sudah bisa mohon',
  ca: 'i que de el la els les en un una és per amb no es però més com gràcies hola bon dia aquest',
  hr: 'i u na je da se za od s su ali kao što nije hvala poštovani može sam lijep pozdrav',
};

const BY_WORD = new Map<string, string[]>();
for (const [language, words] of Object.entries(WORDS)) {
  for (const word of words.split(' ')) BY_WORD.set(word, [...(BY_WORD.get(word) ?? []), language]);
}

/** Letters that only some languages have: each counts like a word. */
const OWN_LETTERS: readonly (readonly [language: string, pattern: RegExp])[] = [
  ['de', /ß|[äöü]/giu],
  ['fr', /[çœêèàùâîôû]|[cdjlmnqst]['’](?=\p{L})/giu],
  ['es', /[ñ¿¡]/giu],
  ['pt', /[ãõ]|ção|ções/giu],
  ['pl', /[łąęśźżćń]/giu],
  ['cs', /[ěřů]/giu],
  ['hu', /[őű]/giu],
  ['ro', /[țșşţă]/giu],
  ['tr', /[ğıİ]/giu],
  ['vi', /[ạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹđơư]/giu],
  ['da', /[æø]/giu],
  ['nb', /[æø]/giu],
  ['sv', /[äå]/giu],
  ['fi', /(?:ää|öö|yy)/giu],
];

/** Those that need no letter beyond ASCII. */
const OWN_IN_ASCII = OWN_LETTERS.filter(([language]) => language === 'fr' || language === 'fi');

const SCRIPTS: readonly (readonly [language: string, pattern: RegExp])[] = [
  ['ja', /[\p{Script=Hiragana}\p{Script=Katakana}]/gu],
  ['ko', /\p{Script=Hangul}/gu],
  ['zh', /\p{Script=Han}/gu],
  ['he', /\p{Script=Hebrew}/gu],
  ['ar', /\p{Script=Arabic}/gu],
  ['th', /\p{Script=Thai}/gu],
  ['el', /\p{Script=Greek}/gu],
  ['ru', /\p{Script=Cyrillic}/gu],
  ['hi', /\p{Script=Devanagari}/gu],
  ['ka', /\p{Script=Georgian}/gu],
  ['hy', /\p{Script=Armenian}/gu],
  ['bn', /\p{Script=Bengali}/gu],
  ['ta', /\p{Script=Tamil}/gu],
];

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
    for (const piece of line.split(/(?<=[。！？!?；;：:，,]|\.(?=\s|$))/u)) {
      const words = piece.replace(/^[\s\p{P}]+|[\s\p{P}]+$/gu, '');
      if (!/\p{L}/u.test(words)) continue;
      const script = scriptOf(words);
      if (announced !== null && script !== announced) continue;
      const formula = (at > 0 && words === line && NAME.test(words)) || FORMULAS.some((each) => each.test(words));
      found.push({ text: words, script, formula });
      announced = !formula && announces(words, script, /[：:]\s*$/.test(piece)) ? script : null;
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
  if (script === 'latin') return colon && words.split(/\s+/).length > 2;
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
    .split(/\s+/)
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
  if (kana > 0 && kana * 8 >= han && kana + han > total / 2) return 'ja';
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
    const languages = BY_WORD.get(word);
    for (const language of languages ?? [])
      scores.set(language, (scores.get(language) ?? 0) + 1 / Math.sqrt(languages?.length ?? 1));
  }
  for (const [language, pattern] of /[^\x00-\x7f]/.test(text) ? OWN_LETTERS : OWN_IN_ASCII) {
    const found = text.match(pattern)?.length ?? 0;
    if (found > 0) scores.set(language, (scores.get(language) ?? 0) + Math.min(found, words.length / 3) * 0.5);
  }
  const [best, second] = [...scores].sort((a, b) => b[1] - a[1]);
  if (!best || best[1] < Math.min(least, words.length) * 0.7) return 'und';
  return best[1] > (second?.[1] ?? 0) ? best[0] : 'und';
}
