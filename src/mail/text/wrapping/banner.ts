import { bare } from '../quote-mark.ts';

/** What a sentence of a banner is about. */
type Sign = 'origin' | 'outside' | 'alarm' | 'advice' | 'topic' | 'stranger';

/**
 * What gateways write above or below the words of a mail, known by what it says: that this mail came from outside, what
 * to beware of, what not to click. One sign is a word of the author's, who may write about just that; a banner holds
 * several, and neither greets nor asks.
 */
const SIGNS: readonly (readonly [sign: Sign, pattern: RegExp])[] = [
  [
    'origin',
    /\bthis (?:e-?mail|message|mail|sender|communication)\b.{0,60}\b(?:external|outside|not (?:come|sent|originate)|unknown (?:sender|source))|\b(?:e-?mail|message) (?:is )?(?:from an? (?:external|outside)|(?:originat\w+|sent|came|received|coming) from (?:an? )?(?:external|outside))|^\W*external (?:e-?mail|message|sender|mail)\b/iu,
  ],
  [
    'origin',
    /\bdiese (?:e-?mail|nachricht|mail)\b.{0,60}(?:extern|außerhalb)|\bce (?:message|courriel|mail|e-?mail)\b.{0,60}(?:extern|extérieur)|\beste (?:correo|mensaje|e-?mail)\b.{0,60}(?:extern|fuera)|\bquest[ao] (?:e-?mail|messaggio|mail)\b.{0,60}(?:estern|fuori)|\besta (?:mensagem|e-?mail)\b.{0,60}(?:extern|fora)|\b(?:deze e-?mail|dit bericht)\b.{0,60}(?:extern|buiten)|(?:это|данное) (?:письмо|сообщение).{0,60}(?:внешн|извне)/iu,
  ],
  [
    'origin',
    /(?:此|该|該|本|这封|這封|这是一?封?|這是一?封?|您(?:的|正在)?(?:收到|查看)的?(?:此|是)?)(?:电子|電子)?(?:邮件|郵件|信件|来信|消息)?.{0,12}(?:外部|以外|之外|外网|互联网|互聯網|境外|非(?:本|公司|内部|企业|单位|集团))|(?:邮件|郵件)(?:来自|來自|发自|發自|源自|由).{0,12}(?:外部|以外|之外)|この ?メールは.{0,12}(?:社外|外部)|외부(?:에서|로부터)/u,
  ],
  ['outside', /\bextern(?:al|e[rns]?|o|a)?\b|\bestern[ao]\b|\boutside\b|外部|社外|외부|вне/iu],
  [
    'alarm',
    /^\W*(?:caution|warning|attention|alert|notice|important|beware|security|be (?:careful|cautious)|achtung|vorsicht|warnung|hinweis|avertissement|prudence|atención|advertencia|precaución|attenzione|atenção|cuidado|let op|waarschuwing|внимание|уважно)(?![\p{L}\p{N}])/iu,
  ],
  [
    'alarm',
    /警告|警示|警惕|当心|當心|小心|谨慎|謹慎|谨防|防范|安全提[示醒]|注意(?:[:：，,！!]|$|安全|识别|辨别|防)|温馨提示|提高警觉|ご注意|注意してください|주의/u,
  ],
  [
    'advice',
    /\b(?:do not|don['’]t|never|avoid|not to|think (?:twice )?before(?: you)?|(?:be )?(?:careful|cautious) (?:when|with|about|before)|please do not)\W+(?:when |before |with )?(?:click|open|reply|respond|download|shar|provid|forward|enter|follow|handl|links?|attach)|\bunless you\b|\b(?:use|exercise|take) (?:extra |extreme )?caution\b|\breport (?:it|suspicious|phish)/iu,
  ],
  [
    'advice',
    /(?:klicken|öffnen) sie (?:nicht|keine|nur|niemals|bitte)|ne (?:cliquez|pas (?:cliquer|ouvrir)|ouvrez)|n['’]ouvrez|no (?:haga clic|abra)|n[aã]o (?:clique|abra)|non (?:cliccare|aprire|fare clic)|klik niet|open geen|не (?:открывайте|переходите)/iu,
  ],
  [
    'advice',
    /(?:勿|不要|避免|慎重?|谨慎|謹慎|小心)(?:随意|隨意|轻易|輕易|直接|擅自|任意)?(?:点击|點擊|点开|點開|點選|打开|打開|开启|開啟|下载|下載|提供|輸入|输入|扫描|扫码|访问|处理)|(?:核实|核實|确认|確認|辨别|识别|验证|甄别|核对)(?:清楚)?(?:该|邮件|其|真实)?(?:发件人|發件人|寄件人|寄件者|来源|來源|身份|真伪)|(?:リンク|添付).{0,20}(?:開かない|クリックしない|ご?注意)|(?:링크|첨부).{0,30}(?:마|주의|않)/u,
  ],
  [
    'topic',
    /\b(?:links?|attachments?|anhänge|pièces jointes|adjuntos|allegati|bijlagen)\b|\bphish|\b(?:recogni[sz]e|verify|validate|trust|identity of) (?:the )?(?:sender|source)|\bcontent is safe|\bscanned\b|\bmalware|链接|連結|附件|リンク|添付|링크|钓鱼|釣魚|诈骗|詐騙|发件人|寄件者/iu,
  ],
  [
    'stranger',
    /\b(?:you|some people who received this message) don['’]t often (?:get|receive) e-?mail|\byou have not previously corresponded|\byou (?:have never|haven['’]t) (?:received|corresponded)|\blearn why this is important|\bfirst(?:-| )time sender/iu,
  ],
  [
    'stranger',
    /erhalten (?:nicht (?:oft|häufig)|selten) e-?mails? von|n['’](?:obtenez|recevez) pas souvent|no suele(?:s)? recibir|non ricevi spesso|ontvangt niet vaak|não costuma receber|нечасто получаете/iu,
  ],
  [
    'stranger',
    /(?:通常不会|不经常|不經常|不常|很少|一般不会)(?:收到|接收)(?:来自|來自)?.{0,80}(?:邮件|郵件|信)|首次(?:给您|向您)?(?:发送|来信)|陌生发件人|頻繁に.{0,40}メールを受け取|자주 받지 않/u,
  ],
];

/** What every banner holds one of: lines without it are not looked at more closely. */
const HINT =
  /ext|outside|estern|fuera|fuori|fora|buiten|often|nicht oft|corresponded|received|important|first.time|click|attach|links?\b|häufig|selten|souvent|suele|spesso|vaak|costuma|sender|suspicious|caution|klick|öffne|spam|外|网|網|非|链|連結|附件|发件|發件|寄件|来信|可疑|通常|常|不会|很少|首次|陌生|リンク|添付|頻繁|외부|링크|첨부|자주|вне|част|откры/iu;

/** Marks that gateways put before the first word, or alone on a line. */
const TAG =
  /^[\s*_]*(?:[[【(（<《]\s*(?:(?:this is an? )?(?:ext|extern(?:al|e|er|o)?)(?:[ -]*(?:e-?mail|message|mail|sender|nachricht|absender))?|外部(?:邮件|郵件|来信|信件|发件人|邮箱)?|外來郵件|公司外部邮件|社外|外部メール|외부(?: ?메일)?|suspicious(?: e-?mail| sender)?|caution|spam\??|可疑邮件)\s*[\])）】>》]|(?:external|ext)(?:[ -]*(?:e-?mail|message|sender|mail))?\s*[:：]|(?:(?:caution|warning|attention|alert|notice)\W+|\W*)(?:this is an? )?external (?:e-?mail|message|sender|mail)\W*$|\W*(?:来自|來自)?(?:公司)?外部的?(?:邮件|郵件|来信|發件人|发件人)(?:[:：，,\s]*请?(?:谨慎|注意|小心|慎重)(?:处理|查阅|查看|识别|打开|操作)?)?\P{L}*$)[\s*_:：-]*/iu;

/** Links that gateways put below. */
const MORE = /^\W*(?:report (?:suspicious|phish\w*|this (?:e-?mail|message))|learn more|了解更多|举报)\W*$/iu;

/** What a person writes: a greeting, a question, of themselves, a command. */
const PERSONAL =
  /^(?:[#＃]\p{L}|hi\b|hello\b|hey\b|dear\b|good (?:morning|afternoon|evening)|hallo\b|guten |bonjour|hola\b|buon|您好|你好|大家好|尊敬的|各位|老师)|[?？]\s*$|[?？](?=\s)|吗[。！]?$|\b(?:i|we|i['’]m|we['’]re|my|our users?|our customers?|us|me)\b(?! organi[sz]ation)|我们|我們|(?<!自)我(?!司|公司|单位|院|校|行|集团)|(?<!自)咱/iu;

const RULE = /^[\s\-=_*~#—–─━+|]{3,}$/;

/** Lines a banner takes at most, and characters of one line. */
const MOST_LINES = 14;
const LONGEST_LINE = 1500;
/** Banners that several gateways put above one another. */
const MOST_BANNERS = 4;

/** The banner at the top of a text: how many lines it takes, and what is left of the last when words follow on it. */
export type Banner = { readonly lines: number; readonly rest: string };

/** What gateways wrote above the author's words. */
export function bannersAbove(lines: readonly string[]): Banner {
  let at = 0;
  let rest = '';
  for (let banners = 0; banners < MOST_BANNERS; banners++) {
    const first = firstText(lines, at);
    const found = bannerAt(lines, first);
    if (found === null) break;
    at = first + found.lines;
    rest = found.rest;
    if (rest !== '') break;
    const more = firstText(lines, at);
    if (MORE.test(lines[more] ?? '')) at = more + 1;
  }
  return { lines: at, rest };
}

function bannerAt(lines: readonly string[], first: number): Banner | null {
  const framed = RULE.test(lines[first] ?? '') ? firstText(lines, first + 1) : first;
  const line = lines[framed] ?? '';
  if (line.length > LONGEST_LINE || !HINT.test(lines.slice(framed, framed + 3).join('\n'))) return null;
  const tag = TAG.exec(line)?.[0] ?? '';
  const end = bannerEnd(lines, framed, tag);
  if (end > framed) {
    const closed = RULE.test(lines[end] ?? '') ? end + 1 : end;
    return { lines: closed - first, rest: '' };
  }
  if (tag === '') return null;
  const rest = line.slice(tag.length).trim();
  return { lines: framed - first + 1, rest };
}

/** Behind the last line of a banner that begins at a line; that line when none does. */
function bannerEnd(lines: readonly string[], first: number, tag: string): number {
  const signs: Sign[] = [];
  const told = (): boolean => isBanner(signs, tag !== '');
  let end = first;
  for (let at = first; at < Math.min(lines.length, first + MOST_LINES); at++) {
    const line = at === first ? (lines[at] ?? '').slice(tag.length) : (lines[at] ?? '');
    const text = bare(line);
    if (text === '' || RULE.test(line)) {
      if (at > first && (told() || (signs.length === 0 && tag === ''))) break;
      continue;
    }
    if (line.length > LONGEST_LINE || PERSONAL.test(text)) break;
    const found = signsIn(text);
    if (found.length === 0 && told() && !goesOn(lines[at - 1] ?? '')) break;
    signs.push(...found);
    end = at + 1;
  }
  return told() ? end : first;
}

/** Whether a sentence goes on in the line below. */
const goesOn = (line: string): boolean => line.length > 50 && !/[.!?。！？:：]\s*$/u.test(line);

function isBanner(signs: readonly Sign[], tagged: boolean): boolean {
  const has = (sign: Sign): boolean => signs.includes(sign);
  if (has('stranger') || (has('origin') && (tagged || signs.length > 2))) return true;
  return has('advice') && (((tagged || has('outside')) && has('topic')) || (has('alarm') && has('topic')));
}

const signsIn = (text: string): Sign[] => SIGNS.filter(([, pattern]) => pattern.test(text)).map(([sign]) => sign);

/** Whether lines at the end of a mail are a banner that a gateway put below it. */
export function isBannerBelow(lines: readonly string[]): boolean {
  const texts = lines.map(bare).filter((line) => line !== '');
  if (texts.length > MOST_LINES || !HINT.test(texts.join('\n'))) return false;
  if (texts.some((line) => line.length > LONGEST_LINE || PERSONAL.test(line))) return false;
  const tag = TAG.exec(texts[0] ?? '')?.[0] ?? '';
  return (texts.length === 1 && tag === texts[0]) || isBanner(texts.flatMap(signsIn), tag !== '');
}

function firstText(lines: readonly string[], from: number): number {
  let at = from;
  while (at < lines.length && bare(lines[at] ?? '') === '') at++;
  return at;
}
