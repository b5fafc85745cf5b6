import { isLegalFooter, isMobileFooter, isNotice } from './footer.ts';
import { bare, quoteDepth } from './quote-mark.ts';

/** Closing words before a name, one row a language. */
const CLOSINGS: readonly (readonly [language: string, pattern: string])[] = [
  [
    'en',
    '(?:(?:with )?(?:my |our )?(?:best|kind|kindest|warm|warmest|many|sincere|friendly|thanks and|thanks &|thank you and|best of) ?(?:and )?(?:regards|wishes)|regards|rgds|sincerely(?: yours)?|yours (?:sincerely|faithfully|truly)|respectfully|cheers|cordially|best)',
  ],
  [
    'de',
    '(?:mit )?(?:(?:freundlich(?:en|e|em)|besten?|herzlich(?:en|e)|liebe[nr]?|schöne[nr]?|viele[nr]?|sonnige|kollegiale)\\s+(?:grüßen|grüße|gruß|grüssen|grüsse|gruss|gruessen|gruesse))|(?:gruß|grüße|gruss|grüsse|mfg|lg|vg|hochachtungsvoll)',
  ],
  [
    'fr',
    '(?:bien )?(?:cordialement|sincèrement|respectueusement|amicalement)(?: vôtre)?|(?:meilleures|sincères) salutations|salutations(?: distinguées)?|bien à vous|cdlt',
  ],
  [
    'es pt it',
    '(?:un )?(?:saludos?|cordiales saludos|saludos cordiales|atentamente|un saludo|atenciosamente|cumprimentos|com os melhores cumprimentos|abraços?|cordialmente|cordiali saluti|distinti saluti|saluti)(?: cordiales)?',
  ],
  ['nl', '(?:met )?(?:vriendelijke|hartelijke) ?groet(?:en)?|groet(?:en|jes)?|mvg'],
  [
    'sv da no',
    '(?:med )?(?:vänliga?|venlige?|vennlig|bästa|beste|bedste|mvh) ?(?:hälsning(?:ar)?|hilsen|hilsner)?|hilsen|hälsningar',
  ],
  ['pl cs', '(?:pozdrawiam|z poważaniem|s pozdravem|s přátelským pozdravem)'],
  ['ru', '(?:с уважением|с наилучшими пожеланиями|всего доброго)'],
  ['zh', '(?:此致|敬礼|敬禮|顺祝商祺|順祝商祺|祝好|祝商祺|谢谢|謝謝|顺颂商祺|此致敬礼|致礼)'],
  ['ja ko', '(?:以上|敬具|よろしくお願い(?:いた|致)?します|宜しくお願い(?:いた|致)?します|감사합니다)'],
];
const CLOSING = new RegExp(`^(?:${CLOSINGS.map(([, pattern]) => pattern).join('|')})[\\s,.!;:，。！~]*$`, 'iu');
const CONTACT =
  /(?:\+\d|\(0\)|\b(?:tel|fon|phone|fax|mob|mobile|cell|office|direct|电话|手机|传真|邮箱|地址|網址|网址|e-?mail|skype|www|http)\b|\b\d{3,}[-. ]\d{3,}|@[\w-]+\.|www\.|https?:\/\/|\b(?:gmbh|inc|ltd|llc|corp|co\.|s\.a\.|b\.v\.|ag)\b|有限公司)/iu;

/** Lines with text a signature may have. */
const SIGNATURE_LINES = 60;

/** Lines from the end in which a phone's or a company's footer begins. */
const FOOTER_LINES = 60;

/**
 * Where the new words end and signature, mobile footer or legal footer begin: an index into `lines`, its length when
 * there is none. The closing and the name below it stay; they are the person's own words. `author`: the sender's name.
 */
export function signatureStart(all: readonly string[], author?: string): number {
  // What stands in a quote is somebody else's signature.
  const from = all.findLastIndex((line) => quoteDepth(line) > 0) + 1;
  const lines = from === 0 ? all : all.slice(from);
  let end = delimiterAt(lines, from > 0);
  for (let i = end - 1; i >= Math.max(0, end - FOOTER_LINES); i--) {
    if (isMobileFooter(lines[i] ?? '') || (i > 0 && isLegalFooter(lines, i, end))) end = i;
  }
  end = noticeStart(lines, end);
  end = trimmedEnd(
    lines,
    underName(lines, trimmedEnd(lines, Math.min(tableStart(lines, end), ruleStart(lines, end))), author),
  );
  const card = trimmedEnd(lines, Math.min(contactStart(lines, end), cardStart(lines, end)));
  return from + (lines.slice(0, card).join('').replace(/\s/g, '').length >= ENOUGH_ABOVE ? card : end);
}

/** Paragraphs looked at from the end. */
const MOST_PARAGRAPHS = 10;

/**
 * Where the notices at the end begin that are known by what they say. An address may stand below one; nothing is taken
 * where nothing would be left.
 */
function noticeStart(lines: readonly string[], end: number): number {
  let start = end;
  let at = end;
  for (let paragraphs = 0; paragraphs < MOST_PARAGRAPHS; paragraphs++) {
    const last = trimmedEnd(lines, at);
    let first = last;
    while (first > 0 && last - first < FOOTER_LINES && !BETWEEN.test(lines[first - 1] ?? '')) first--;
    if (first === 0 || first === last) break;
    const paragraph = lines.slice(first, last);
    if (isNotice(paragraph)) start = first;
    else if (!paragraph.every(isCardLine)) break;
    at = first;
  }
  return start;
}

/** A line as signatures have them: short, and no sentence. */
const isCardLine = (line: string): boolean =>
  bare(line).length <= BELOW_RULE.length && !/[。！!?？；;]$|[^.\d][.]$/.test(bare(line));

const BETWEEN = /^[\s\-_=*~—–─━]*$/;

/** Rules that people and programs draw above a signature. */
const RULE = /^\s*(?:[-—–─━_=*~·]\s?){2,}\s*$/;

/** Lines of a signature below a rule at most, and characters of one. */
const BELOW_RULE = { lines: 12, length: 80 };

/** A rule with a name or contact details below it, after a closing or above contact details. */
function ruleStart(lines: readonly string[], end: number): number {
  const last = trimmedEnd(lines, end);
  for (let at = last - 1; at > 0 && last - at <= BELOW_RULE.lines; at--) {
    const line = lines[at] ?? '';
    if (!RULE.test(line)) {
      if (!isCardLine(line)) return end;
      continue;
    }
    const below = lines.slice(at + 1, last).map(bare);
    const above = lines
      .slice(0, at)
      .map(bare)
      .filter((text) => text !== '')
      .slice(-3);
    const closed = above.some((text) => CLOSING.test(text) || CLOSED.test(text));
    const contacts = below.filter((text) => CONTACT.test(text)).length;
    if (above.length === 0 || !(closed ? contacts > 0 || below.length <= 4 : contacts > 1)) return end;
    const name = below.findIndex((text) => text !== '');
    return NAME_ALONE.test(below[name] ?? '') ? at + 1 + name + 1 : at;
  }
  return end;
}

/** A name and nothing else: it stays, as a name below a closing does. */
const NAME_ALONE = /^(?:\p{Script=Han}{2,4}|\p{Lu}[\p{L}.'’-]{0,20}(?: \p{Lu}[\p{L}.'’-]{0,20}){0,3})$/u;

/** A last sentence that closes as a closing does. */
const CLOSED =
  /(?:[谢謝][谢謝]|感[谢謝]|多[谢謝]|辛苦了?|祝好|商祺|顺利|\bthanks|\bthank you|\bregards|\bdanke|\bgrüße|\bmerci|\bgracias|ありがとうございます|お願いします|감사합니다)[\s!！。.~,，]*$/iu;

/** The card that NetEase's programs write as a table: rows of bars with a name and addresses between them. */
function tableStart(lines: readonly string[], end: number): number {
  const last = trimmedEnd(lines, end);
  let first = last;
  let bars = 0;
  for (let at = last - 1; at > 0 && last - at <= 30; at--) {
    const line = lines[at] ?? '';
    if (/^\s*\|[\s|]*$/.test(line)) {
      bars++;
      first = at;
    } else if (line.trim().length > 60 || /[。！？!?]$/.test(line.trim())) break;
  }
  return bars >= 2 ? first : end;
}

/** Lines and characters of what people write below their name: department, company, telephone. */
const UNDER_NAME = { lines: 6, length: 60 };

/** What only the desk is told by a label, `工时：2h` or `满意度：5`: no card has it. */
const TOLD =
  /^[\s\-*•·]*(?:(?:本次|总|共)?(?:投入)?工时|耗时|工作量|满意度|评分|effort|time spent|satisfaction|rating)\s*[:：]?\s*[\p{N}约大半一二两三四五六七八九十]/iu;

/** What stands below the sender's own name at the end, without a sentence among it. */
function underName(lines: readonly string[], end: number, author: string | undefined): number {
  const name = author?.trim();
  if (!name) return end;
  const at = lines.slice(0, end).findLastIndex((line) => bare(line) === name);
  const below = lines.slice(at + 1, end).map(bare);
  const isCard = below.every(
    (line) => line.length <= UNDER_NAME.length && !/[。！？!?；;]$|[^.]\.$/.test(line) && !TOLD.test(line),
  );
  return at > 0 && below.length <= UNDER_NAME.lines && isCard ? at + 1 : end;
}

/** Characters of words that must stand above contact details: in a shorter mail they may be what it is about. */
const ENOUGH_ABOVE = 60;

function delimiterAt(lines: readonly string[], quotedAbove: boolean): number {
  let text = 0;
  let found = lines.length;
  for (let i = lines.length - 1; i >= (quotedAbove ? 0 : 1) && text <= SIGNATURE_LINES; i--) {
    if (isDelimiter(lines[i] ?? '')) found = i;
    else if ((lines[i] ?? '').trim() !== '') text++;
  }
  return found;
}

function isDelimiter(line: string): boolean {
  return /^(?:--[ \u00a0]*|—|–)$/.test(line);
}
/** Contact details after a closing and a name. */
function contactStart(lines: readonly string[], end: number): number {
  for (let i = Math.max(0, end - 25); i < end; i++) {
    if (!CLOSING.test(bare(lines[i] ?? ''))) continue;
    const below = lines
      .slice(i + 1, end)
      .map((line, index) => ({ text: bare(line), index: i + 1 + index }))
      .filter((line) => line.text !== '');
    const name = below[0];
    const contact = below.find((line) => CONTACT.test(line.text));
    if (!name || !contact || below.length > 18 || below.some((line) => line.text.length > 160)) continue;
    if (contact.index === name.index) return i + 1;
    return name.text.length <= 60 ? name.index + 1 : end;
  }
  return end;
}

const CARD_LINE =
  /(?:^|[\s(|])(?:tel|fon|phone|fax|mob|mobile|cell|office|direct|dial|desk|reception|telefon|teléfono|tél|телефон|тел|电话|手机|传真|座机|网址|地址)[\p{L} ]{0,12}\s*[.:：]|^\W*(?:www\.|https?:\/\/)\S+(?:\s+-\s+\S+)?$|^\W*(?:[tmfpe]|tel|fax)[.:]?\s*\+?\(?\d[\d\s()./-]{6,}$|^\W*\+\d[\d\s()./-]{7,}$/iu;

/**
 * A business card at the end without any closing before it: phone numbers or sites on at least two lines, the name
 * above them.
 */
function cardStart(lines: readonly string[], end: number): number {
  let first = end;
  let cards = 0;
  for (let i = end - 1; i >= Math.max(0, end - 30); i--) {
    const line = bare(lines[i] ?? '');
    if (line.length > 160 || /[?？]$/.test(line) || first - i > 10) break;
    if (!CARD_LINE.test(line)) continue;
    cards++;
    first = i;
  }
  const labelled = lines.slice(0, first).filter((line) => /^[^:：]{1,20}[:：]\s*\S/.test(line)).length;
  if (cards < 2 || labelled > 2) return end;
  for (let above = 0; above < 4 && first > 0; above++) {
    const line = bare(lines[first - 1] ?? '');
    if (line === '' ? above > 0 : line.length > 60 || /[.。!！,，;；]$/.test(line)) break;
    first--;
  }
  return first;
}

function trimmedEnd(lines: readonly string[], end: number): number {
  let last = end;
  while (last > 0 && /^[\s_\-=*~]*$/.test(lines[last - 1] ?? '') && !/^\s*-{4,}\s*$/.test(lines[last - 1] ?? ''))
    last--;
  return last;
}
