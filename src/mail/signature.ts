import { bare } from './quote-header.ts';

/** Footers that phones and apps add, one row a language or maker. */
const MOBILE_FOOTERS: readonly (readonly [language: string, pattern: string])[] = [
  [
    'en',
    'sent (?:from|via|using|by|with) (?:my|the|a|an|outlook|yahoo|mail|gmail|samsung|proton|windows|blackberry|iphone|ipad|android|mobile|nylas|mailspring|spark|airmail|front|hiri|inky|polymail|superhuman|newton|boxer|typeapp|blue|aqua|k-9|fairemail|tutanota|zoho|huawei|xiaomi|foxmail|netease|lotus|aol|bluemail|email|hey|edison|canary|spike|unibox|rogers|verizon|t-mobile|at&t|ios|surface|nokia|the all-new|handheld|cell|[a-z]+ (?:for|on) (?:iphone|ios|android|mobile|windows|mac))\\b.{0,120}',
  ],
  [
    'en',
    'get outlook for (?:ios|android|mac|mobile).{0,80}|get the all-new aol.{0,60}|download (?:outlook|the .{0,20}app).{0,80}|via (?:mobile|my phone|smartphone)|envoyé via .{0,40}|(?:please )?(?:excuse|forgive|pardon) (?:any |my )?(?:typos|brevity|the brevity|mistakes|errors).{0,80}',
  ],
  [
    'de',
    '(?:diese (?:nachricht|e-mail|mail) wurde )?(?:von|mit|über) (?:meinem |meiner |mein |dem )?.{1,80} (?:gesendet|verschickt|geschickt)|gesendet (?:von|mit|über|aus|vom) .{1,80}|(?:diese (?:nachricht|e-mail) wurde )?von .{1,40} (?:iphone|ipad|android|handy|smartphone|mobiltelefon|samsung).{0,20}(?:gesendet)?|outlook (?:für|for) (?:ios|android).{0,60}',
  ],
  [
    'fr',
    "envoyé (?:de|depuis|à partir d[eu']|par|via|avec) ?.{1,80}|télécharge[rz] outlook .{0,60}|obtenez outlook .{0,80}",
  ],
  [
    'es',
    'enviado (?:desde|con|por|de) (?:mi|el|un|una|outlook|yahoo|correo|samsung|iphone).{0,80}|obtener outlook .{0,80}|descarga outlook .{0,60}',
  ],
  ['pt', 'enviad[oa] (?:do|da|pelo|pela|de|a partir do|via|através).{1,80}|obter o? ?outlook .{0,80}'],
  ['it', 'inviato (?:da|dal|con|tramite).{1,80}|scarica outlook .{0,60}|ottieni outlook .{0,60}'],
  [
    'nl',
    'verzonden (?:vanaf|met|via|vanuit|door).{1,80}|verstuurd (?:vanaf|met|via|vanuit).{1,80}|(?:download|outlook) voor (?:ios|android).{0,60}|outlook (?:voor|downloaden).{0,60}',
  ],
  ['sv', 'skickat (?:från|via|med).{1,80}|skickades från .{1,80}|hämta outlook .{0,60}'],
  ['da no', 'sendt (?:fra|via|med).{1,80}|hent outlook .{0,60}|få outlook .{0,60}'],
  ['fi', 'lähetetty .{1,80}|hanki outlook .{0,60}'],
  ['pl', 'wysłan[eoy] z .{1,80}|pobierz (?:program )?outlook.{0,60}'],
  ['cs sk', 'odesláno z .{1,80}|odoslané z .{1,80}|získejte outlook .{0,60}'],
  ['hu', '.{1,40}(?:ról|ről|ból|ből) küldve|küldve .{1,60}|elküldve .{1,60}'],
  ['ro', 'trimis (?:de pe|din|de la) .{1,80}'],
  [
    'ru uk',
    'отправлено (?:с|из|через|от) .{1,80}|отправлен[оа] с .{1,60}|послано с .{1,60}|надіслано (?:з|із) .{1,60}|скачать outlook .{0,60}',
  ],
  ['tr', '.{1,40}(?:den|dan|ımdan|imden) gönderildi|.{0,40}gönderildi'],
  ['ja', '(?:iphone|ipad|android|スマートフォン|携帯|ドコモ|モバイル|.{0,20})(?:から送信|より送信).{0,10}'],
  ['ko', '(?:나의 )?.{0,20}(?:iphone|ipad|갤럭시|아이폰|스마트폰).{0,20}(?:에서|로) 보[냄낸].{0,10}'],
  [
    'zh',
    '(?:发|發|寄)(?:自|送自|件自|送來自)\\s*(?:windows|我的|我們的|我们的|手机|手機|新浪|网易|網易|qq|foxmail|小米|华为|華為|iphone|ipad|outlook|yahoo|android|vivo|oppo|荣耀|126|163|雅虎|阿里|钉钉|企业微信|微信).{0,60}|从(?:我的|windows|iphone|ipad|手机|samsung).{0,20}(?:发送|傳送|发出).{0,10}|從(?:我的).{0,20}(?:傳送|寄出).{0,10}|来自(?:我的)?(?:iphone|ipad|手机|qq邮箱手机版|华为手机|小米手机|oppo手机|vivo手机).{0,20}|(?:获取|下載|下载) ?outlook ?(?:for|适用).{0,40}|使用.{0,12}(?:邮箱|郵箱|手机|客户端)发送.{0,20}|通过.{0,12}(?:邮箱|手机|客户端)发送.{0,20}',
  ],
  ['ar he', 'أرسل(?:ت)? من .{1,60}|נשלח מ.{1,60}|מה-?i?phone שלי'],
  ['vi', '(?:được )?gửi từ .{1,60}'],
];
const MOBILE = new RegExp(`^(?:${MOBILE_FOOTERS.map(([, pattern]) => pattern).join('|')})\\.?$`, 'iu');

/** How legal footers begin, one row a language. */
const DISCLAIMERS: readonly (readonly [language: string, pattern: string])[] = [
  [
    'en',
    '(?:the information (?:contained |transmitted |in )|this (?:e-?mail|message|communication|transmission|electronic (?:mail|message))(?:,| \\(| and any| including| message| is (?:intended|confidential|privileged|only|for)| may contain| contains| has been (?:scanned|checked)| was (?:scanned|sent from)| was intended| transmission)|confidentiality (?:notice|note|statement)|(?:legal )?disclaimer|notice:? this|privileged (?:and|&|/) confidential|if you (?:are not the intended|have received this)|any views or opinions|please consider the environment|(?:please )?think before (?:you )?print|virus-free\\.|this email has been (?:checked|scanned)|no virus found|internal (?:use )?only|unless otherwise stated|the contents of this (?:e-?mail|message))',
  ],
  [
    'de',
    '(?:diese (?:e-?mail|nachricht|mail)(?:,| \\(| und| enthält| ist| kann| wurde)|der inhalt dieser (?:e-?mail|nachricht)|vertraulichkeitshinweis|haftungsausschluss|sitz der gesellschaft|(?:amtsgericht|registergericht|handelsregister)|geschäftsführer(?:in)?:|rechtlicher hinweis|hinweis: diese|bitte denken sie an die umwelt|denken sie an die umwelt)',
  ],
  [
    'fr',
    "(?:ce (?:message|courriel|mail|courrier)(?: électronique)?(?:,| et| est| contient| peut|\\()|avis de confidentialité|les informations contenues|pensez (?:à l'|à l’|vert)|avant d[’']imprimer|n[’']imprimez)",
  ],
  [
    'es',
    '(?:este (?:mensaje|correo|e-?mail)(?: electrónico)?(?:,| y| es| contiene| puede| va|\\()|aviso (?:legal|de confidencialidad)|la información contenida|antes de imprimir|cláusula de confidencialidad)',
  ],
  [
    'pt',
    '(?:est[ae] (?:mensagem|e-?mail|correio)(?:,| e| é| contém| pode|\\()|aviso (?:legal|de confidencialidade)|antes de imprimir|as informações contidas)',
  ],
  [
    'it',
    '(?:(?:questo|il presente) (?:messaggio|e-?mail)|questa (?:e-?mail|comunicazione)|le informazioni contenute|avviso di riservatezza|ai sensi del|prima di stampare)',
  ],
  ['nl', '(?:dit (?:bericht|e-?mailbericht)|deze (?:e-?mail|boodschap)|de informatie (?:in|verzonden)|disclaimer)'],
  [
    'ru',
    '(?:настоящее (?:сообщение|электронное)|данное (?:сообщение|электронное)|это (?:электронное )?(?:сообщение|письмо) (?:и|может|содержит|является)|конфиденциальность)',
  ],
  [
    'zh',
    '(?:本(?:电子)?(?:邮件|郵件|电邮|信件|電子郵件)(?:及|和|包含|含有|所|可能|中的|仅|僅|内容|是)|(?:此|该)(?:电子)?(?:邮件|郵件)(?:及|和|包含|含有|所|可能|仅)|(?:保密|免责|法律)(?:声明|聲明|提示|条款)|免責聲明|声明[:：]|如果您(?:不是|非|错误).{0,10}(?:收件人|收到)|若您(?:不是|非).{0,10}收件人)',
  ],
  ['ja', '(?:(?:この|本)(?:電子)?(?:メール|電子メール)(?:は|に|の|及び|および|には)|【?(?:機密|守秘).{0,10}】?)'],
  [
    'mailing lists',
    "(?:you(?:'re| are)? (?:have )?receiv(?:ed|ing) this (?:message|e-?mail) because|to unsubscribe (?:from|,|:|send|visit)|unsubscribe:|[\\w .-]{2,60} mailing list$|visit this group|this sf\\.net email is)",
  ],
];
const DISCLAIMER = new RegExp(`^[*_#=\\-\\s【\\[("“]*(?:${DISCLAIMERS.map(([, pattern]) => pattern).join('|')})`, 'iu');

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
  /(?:\+\d|\(0\)|\b(?:tel|fon|phone|fax|mob|mobile|cell|office|direct|电话|手机|传真|邮箱|地址|網址|网址|e-?mail|skype|www|http)\b\s*[.:：]?|\b\d{3,}[-. ]\d{3,}|@[\w-]+\.|www\.|https?:\/\/|\b(?:gmbh|inc|ltd|llc|corp|co\.|s\.a\.|b\.v\.|ag)\b|有限公司)/iu;

/** Lines with text a signature may have. */
const SIGNATURE_LINES = 60;

/**
 * Where the new words end and signature, mobile footer or legal footer begin: an index into `lines`, its length when
 * there is none. The closing and the name below it stay; they are the person's own words.
 */
export function signatureStart(lines: readonly string[]): number {
  let end = delimiterAt(lines);
  for (let i = end - 1; i >= 0 && i >= end - 60; i--) {
    const text = bare(lines[i] ?? '').replace(/^[-–—]+\s*/, '');
    if (isMobileFooter(text)) end = i;
    else if (DISCLAIMER.test(text.slice(0, 200)) && (text.length > 60 || i > 0))
      end = isLegal(lines.slice(i, end)) ? i : end;
  }
  end = trimmedEnd(lines, end);
  const card = trimmedEnd(lines, Math.min(contactStart(lines, end), cardStart(lines, end)));
  return lines.slice(0, card).join('').replace(/\s+/g, '').length >= ENOUGH_ABOVE ? card : end;
}

/** Characters of words that must stand above contact details: in a shorter mail they may be what it is about. */
const ENOUGH_ABOVE = 60;

function delimiterAt(lines: readonly string[]): number {
  let text = 0;
  let found = lines.length;
  for (let i = lines.length - 1; i > 0 && text <= SIGNATURE_LINES; i--) {
    if (isDelimiter(lines[i] ?? '')) found = i;
    else if ((lines[i] ?? '').trim() !== '') text++;
  }
  return found;
}

function isDelimiter(line: string): boolean {
  return /^(?:--[ \u00a0]*|—|–)$/.test(line);
}

/** A legal footer is long or says so in its first words. */
function isLegal(rest: readonly string[]): boolean {
  const text = rest.join(' ').trim();
  return (
    text.length > 80 &&
    (text.length > 200 ||
      /confiden|privileg|intended|vertraulich|umwelt|environment|保密|机密|機密|confiden[tc]i|virus|scanned|recipient|empfänger|destinat|收件人/iu.test(
        text,
      ))
  );
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
  /(?:^|[\s(|])(?:tel|fon|phone|fax|mob|mobile|cell|office|direct|dial|desk|reception|telefon|teléfono|tél|телефон|тел|电话|手机|传真|座机|网址|地址)[\p{L} ]{0,12}\s*[.:：]|^\W*(?:www\.|https?:\/\/)\S+(?:\s+-\s+\S+)?\s*$|^\W*(?:[tmfpe]|tel|fax)[.:]?\s*\+?\(?\d[\d\s()./-]{6,}$|^\W*\+\d[\d\s()./-]{7,}$/iu;

/** A business card at the end without any closing before it: phone numbers or sites on at least two lines, the name above them. */
function cardStart(lines: readonly string[], end: number): number {
  let first = end;
  let cards = 0;
  for (let i = end - 1; i >= 0 && i >= end - 30; i--) {
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

/** Whether a line alone is a phone's or an app's footer. */
export function isMobileFooter(line: string): boolean {
  return MOBILE.test(
    bare(line)
      .replace(/<[^<>]*>/g, '')
      .trim(),
  );
}
