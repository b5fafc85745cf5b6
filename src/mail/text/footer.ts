import { bare } from './quote-mark.ts';
import { isBannerBelow } from './wrapping/banner.ts';

/** Devices, programs and services that name themselves below a mail. Han and Kana need no blanks around them. */
const DEVICE =
  '(?:(?:i(?:phone|pad|os|pados|cloud)|mac(?:book|os)?|android|outlook|gmail|yahoo!?|mail(?:box|spring|bird|master)?|e-?mail|samsung|galaxy|proton ?(?:mail)?|windows|blackberry|mobile|smart ?phone|phone|cell|handheld|tablet|nylas|spark|airmail|front|hiri|inky|polymail|superhuman|newton|boxer|typeapp|blue ?(?:mail)?|aqua|k-9|fairemail|tuta(?:nota)?|zoho|huawei|honor|xiaomi|redmi|mi (?:phone|mail)|oppo|vivo|oneplus|realme|pixel|motorola|nokia|sony|xperia|htc|lg|foxmail|qq|netease|coremail|alimail|dingtalk|lark|feishu|wecom|wechat|lotus|notes|aol|hey|edison|canary|spike|unibox|rogers|verizon|t-mobile|at&t|surface|thunderbird|fastmail|mailo|zimbra|roundcube|gmx|web\\.de|126|163|139|189|free|orange|navercorp|naver|daum|kakao|app|ipad|webmail)(?![\\p{Script=Latin}\\p{N}])|手机|手機|平板|移动设备|邮箱|郵箱|信箱|客户端|客戶端|邮件|郵件|电子邮件|大师|钉钉|釘釘|飞书|企业微信|微信|鸿蒙|华为|華為|荣耀|榮耀|小米|红米|三星|苹果|魅族|一加|联想|新浪|网易|網易|阿里|腾讯|雅虎|搜狐|iphone|ipad|スマートフォン|スマホ|携帯|ドコモ|モバイル|갤럭시|아이폰|스마트폰|아이패드|네이버|메일 ?앱)';

/** What may stand behind the device: links, the carrier, excuses; no further sentence. */
const BEHIND =
  '(?:[\\s,.:;!–—-]*(?:<[^<>]*>|\\[[^\\]]*\\]|\\([^()]*\\)?|https?:\\S+|(?:for|on|pour|für|para|per|voor|för|på|dla|do) (?:ios|android|windows|mac|iphone|ipad|mobile)|device|telefon|téléphone|handy|app|secure e-?mail|network|phone|smartphone|mail|e-?mail|\\d{1,2}|pro|max|plus|mini|ultra|se|5g|4g(?: lte)?|lte))*';

/** Words of somebody who writes about mail on a phone, and not from one. */
const TROUBLE_HAN = '无法|不|失败|[报出]错|没|都|吗|请|错误|问题|异常|昨|今天|用户';

/**
 * A language, words one of which stands in every such footer, and the whole line. The words are looked for first:
 * these patterns take V8 longer to compile than most mails to read.
 */
type FooterRow = readonly [language: string, words: readonly string[], line: string];

/** Footers that phones and apps add, with words in small letters. */
const MOBILE_FOOTERS: readonly FooterRow[] = [
  [
    'en',
    ['sent', 'written', 'composed', 'created', 'typed'],
    `(?:this (?:e-?mail|message|mail) (?:was |is )?)?(?:sent|written|composed|created|typed) (?:securely )?(?:from|via|using|by|with|through|on|in)(?: (?!not)[\\p{L}\\p{N}&.'’®™*+-]+){0,4}? ?${DEVICE}(?: (?!not |of |is |was |has |had |does |did |because |since |but |so |and |who )[\\p{L}\\p{N}&.'’®™*+-]+){0,6}(?:[,;.] (?:please |sorry|excuse|apolog|an? |forgive|pardon).{0,80})?${BEHIND}`,
  ],
  [
    'en',
    ['get', 'download', 'via', 'excuse', 'forgive', 'pardon'],
    `get (?:outlook|spark|blue ?mail|gmail|mail|yahoo mail|aol) for (?:ios|android|mac|mobile|windows).{0,80}|get the all-new aol.{0,60}|download (?:outlook|the .{0,20}app).{0,80}|via (?:mobile|my phone|smartphone)|(?:please )?(?:excuse|forgive|pardon) (?:any |my )?(?:typos|brevity|the brevity|mistakes|errors|auto-?correct).{0,80}`,
  ],
  [
    'de',
    ['gesendet', 'verschickt', 'geschickt', 'versendet', 'gesandt', 'outlook', 'von'],
    `(?:diese (?:nachricht|e-mail|mail) wurde )?(?:von|mit|über|via|aus) .{0,40}${DEVICE}.{0,40} (?:gesendet|verschickt|geschickt|versendet)|(?:gesendet|verschickt|gesandt) (?:von|mit|über|aus|vom|via) .{1,80}|(?:diese (?:nachricht|e-mail) wurde )?von .{1,40} (?:iphone|ipad|android|handy|smartphone|mobiltelefon|samsung).{0,20}(?:gesendet)?|(?:holen sie sich )?outlook (?:für|for) (?:ios|android|mac|windows).{0,60}|laden sie outlook .{0,60}`,
  ],
  [
    'fr',
    ['envoyé', 'outlook', 'provenance'],
    "envoyé (?:de|depuis|à partir d[eu']|par|via|avec|en utilisant) ?.{1,80}|télécharge[rz] outlook .{0,60}|obtene[zr] outlook .{0,80}|provenance : .{1,60}",
  ],
  [
    'es',
    ['enviado', 'outlook'],
    'enviado (?:desde|con|por|de|a través de) (?:mi|el|la|un|una|outlook|yahoo|correo|samsung|iphone|gmail|proton).{0,80}|obten(?:er|ga) outlook .{0,80}|descarga(?:r)? outlook .{0,60}|consigue outlook .{0,60}',
  ],
  [
    'pt',
    ['enviad', 'outlook'],
    'enviad[oa] (?:do|da|pelo|pela|de|a partir do|via|através|com).{1,80}|obter o? ?outlook .{0,80}|obtenha o outlook .{0,80}',
  ],
  [
    'it',
    ['inviato', 'outlook'],
    "inviato (?:da|dal|dall[’']|con|tramite).{1,80}|scarica outlook .{0,60}|ottieni outlook .{0,60}",
  ],
  [
    'nl',
    ['verzonden', 'verstuurd', 'voor', 'outlook'],
    'verzonden (?:vanaf|met|via|vanuit|door).{1,80}|verstuurd (?:vanaf|met|via|vanuit).{1,80}|(?:download|outlook) voor (?:ios|android|mac|windows).{0,60}|outlook (?:voor|downloaden).{0,60}|(?:haal|krijg) outlook .{0,60}',
  ],
  [
    'sv',
    ['skicka', 'outlook'],
    'skickat (?:från|via|med).{1,80}|skickades från .{1,80}|(?:hämta|skaffa) outlook .{0,60}',
  ],
  [
    'da no',
    ['sendt', 'outlook'],
    'sendt (?:fra|via|med).{1,80}|hent outlook .{0,60}|få outlook .{0,60}|skaff deg outlook .{0,60}',
  ],
  ['fi', ['lähetetty', 'outlook'], 'lähetetty .{1,80}|hanki outlook .{0,60}'],
  [
    'pl',
    ['wysłan', 'outlook'],
    'wysłan[eoay] (?:z|za pomocą|przez) .{1,80}|pobierz (?:program |aplikację )?outlook.{0,60}',
  ],
  [
    'cs sk',
    ['odesláno', 'odoslané', 'outlook'],
    'odesláno z .{1,80}|odoslané z .{1,80}|získejte outlook .{0,60}|získajte outlook .{0,60}',
  ],
  ['ro', ['trimis', 'outlook'], 'trimis (?:de pe|din|de la|cu) .{1,80}|descărcați outlook .{0,60}'],
  [
    'ru uk',
    ['отправлен', 'послано', 'надіслано', 'outlook'],
    'отправлено (?:с|из|через|от|со|при помощи) .{1,80}|отправлен[оа] с .{1,60}|послано с .{1,60}|надіслано (?:з|із) .{1,60}|(?:скачать|получить|загрузить) outlook .{0,60}',
  ],
  [
    'zh',
    ['发', '發', '寄', '传', '傳', '来', '來'],
    `(?:此|本|该)?(?:邮件|郵件|信件)?(?:发|發|寄|传|傳|来|來)(?:自|送自|件自|送來自|送来自)(?!.*(?:${TROUBLE_HAN}))[^。！？，]{0,30}?${DEVICE}(?:[\\s\\p{Script=Latin}\\p{N}.®™+-]|版|手机|邮箱|客户端|专属|企业|商务|平板|系统|的?邮件){0,20}`,
  ],
  [
    'zh',
    ['发', '發', '傳', '传', '寄', '送'],
    `(?:此|本|该)?(?:邮件|郵件)?(?:从|從|由|用|使用|通过|透过|透過|经由|經由|通過)(?!.*(?:${TROUBLE_HAN}))[^。！？，]{0,20}?${DEVICE}[^。！？，]{0,20}?(?:发送|發送|发出|發出|傳送|传送|寄出|寄送|发来|送出)`,
  ],
  [
    'zh',
    ['outlook', '签名'],
    '(?:获取|取得|下载|下載|獲取|安装)(?:(?:适用(?:于|於)|用(?:于|於)|for|ios|android|mac|windows|[ 的版]|\\p{N}){0,8}outlook|outlook ?(?:for|适用|版|app)[^。！？，]{0,30})(?:[\\s\\p{Script=Latin}\\p{N}]|版|应用|手机版|客户端){0,20}|(?:本|此)?签名由[^。！？，]{1,30}(?:定制|提供|生成)',
  ],
  [
    'ar he',
    ['أرسل', 'الإرسال', 'נשלח', 'שלי'],
    'أرسل(?:ت)? من .{1,60}|تم الإرسال من .{1,60}|נשלח מ.{1,60}|מה-?i?phone שלי',
  ],
  ['vi', ['gửi'], '(?:được )?gửi từ .{1,60}'],
  ['th id', ['ส่งจาก', 'dikirim'], 'ส่งจาก.{1,60}|dikirim dari .{1,60}'],
];

/** Footers in languages that end in the verb, with words as they are written there: `Gönderildi` alone is a status. */
const ENDING_IN_VERB: readonly FooterRow[] = [
  [
    'hu',
    ['küldve', 'outlook', 'Outlook'],
    '.{1,40}(?:ról|ről|ból|ből) küldve|küldve .{1,60}|elküldve .{1,60}|az outlook letöltése .{0,60}',
  ],
  [
    'tr',
    ['gönderildi', 'outlook', 'Outlook'],
    '.{1,40}(?:den|dan|ımdan|imden|umdan|ümden) gönderildi|.{0,40}gönderildi|.{0,20}outlook(?:.u)? .{0,10}(?:edinin|indirin)',
  ],
  [
    'ja',
    ['送信', 'outlook', 'Outlook'],
    '(?:iphone|ipad|android|スマートフォン|携帯|ドコモ|モバイル|.{0,30})(?:から送信|より送信|で送信).{0,10}|outlook (?:for )?.{0,20}を(?:入手|取得).{0,40}|.{0,12}(?:ios|android|windows|mac) ?(?:版|用)?(?:の)? ?outlook .{0,12}(?:を入手|を取得|を使用).{0,20}',
  ],
  [
    'ko',
    ['보냄', '보낸', '전송', '발송', 'outlook', 'Outlook'],
    `(?:나의 |내 )?.{0,20}${DEVICE}.{0,20}(?:에서|로) (?:보[냄낸]|전송|발송).{0,10}|.{0,10}(?:ios|android)용 outlook ?(?:다운로드|받기|가져오기).{0,40}`,
  ],
];

const withPattern = (rows: readonly FooterRow[]) =>
  rows.map(([, words, line]) => ({ words, line: new RegExp(`^(?:${line})[.。]?$`, 'iu') }));
const MOBILE = withPattern(MOBILE_FOOTERS);
const MOBILE_VERB_LAST = withPattern(ENDING_IN_VERB);
/** A word of any of them, in small letters: most lines have none. */
const ANY_WORD = new RegExp([...MOBILE_FOOTERS, ...ENDING_IN_VERB].flatMap(([, words]) => words).join('|'));

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

/** A device or program that is in no list, by the capitals of its name. */
const NAMED =
  /^Sent (?:from|via|using|with) (?:my |the )?(?:[A-Z]|i[A-Z])[\w.+-]*(?: (?:for |on )?[A-Z0-9][\w.+-]*){0,4}\.?$/;

/** Whether a line alone is a phone's or an app's footer. */
export function isMobileFooter(line: string): boolean {
  const text = bare(line).replace(/^[-–—(]+\s*|\)$/g, '');
  if (text.length === 0 || text.length > 200) return false;
  const shown = text.replace(/\[([^\]]*)\]\([^)]*\)/g, '$1').replace(/<[^<>]*>|\[[^\]]*\]/g, '');
  const words = shown.trim();
  const small = words.toLowerCase();
  const isIn = (rows: typeof MOBILE, searched: string): boolean =>
    rows.some((row) => row.words.some((word) => searched.includes(word)) && row.line.test(words));
  return NAMED.test(words) || (ANY_WORD.test(small) && (isIn(MOBILE, small) || isIn(MOBILE_VERB_LAST, words)));
}

/** What legal footers are about, in all languages; one line says two of them at least. */
const TOPICS: readonly (readonly [topic: string, pattern: RegExp])[] = [
  [
    'this mail',
    /\b(?:this|the) (?:e-?mail|message|communication|transmission|correspondence)|\bdiese[rn]? (?:e-?mail|nachricht|mail)|\bce (?:message|courriel|mail|courrier)|\best[ea] (?:mensaje|correo|e-?mail|mensagem)|\bquest[ao] (?:messaggio|e-?mail|comunicazione)|\b(?:dit bericht|deze e-?mail)|[本此该該](?:电子|電子)?(?:邮件|郵件|电邮|信件|信息)|(?:この|本)(?:電子)?メール|본 (?:메일|이메일|메시지)|это (?:сообщение|письмо)/iu,
  ],
  [
    'confidential',
    /\bconfiden[tc]i|\bprivileg|\bproprietary|\bvertraulich|\bconfidentiel|\briservat|\bvertrouwelijk|机密|機密|保密|秘密|конфиденциальн|기밀|비밀/iu,
  ],
  [
    'addressee',
    /\b(?:intended|named|authori[sz]ed|designated) (?:recipients?|addressees?|for)|\baddressees?\b|\bintended (?:only|solely)|\brecipients?\b|\bempfänger|\badressat|\bdestinat|\bgeadresseerde|收件人|收件者|接收者|收信人|接收人|受件人|宛先|受信者|受取人|수신[자인]|адресат|получател/iu,
  ],
  [
    'delete',
    /\b(?:delete|destroy|erase)|\blösch|\bvernichte|\bsupprim|\bdétrui|\belimin|\bborr(?:ar|e)|\bapag|\bcancell|\bverwijder|删除|刪除|销毁|銷毀|削除|破棄|삭제|удал/iu,
  ],
  [
    'use',
    /\b(?:intended|meant) (?:only |solely |exclusively )?for\b|\b(?:copy|copying|disseminat|distribut|disclos|disclosure|use) ?.{0,60}\b(?:prohibited|unauthori[sz]ed|forbidden|unlawful)|\b(?:unauthori[sz]ed|prohibited)|\buntersagt|\bunbefugt|\binterdit|\bprohibid|\bproibid|\bproibit|\bvietat|严禁|禁止|嚴禁|仅供|僅供|仅限|僅限|未经.{0,20}(?:许可|授权|同意|允许)|不得.{0,30}(?:泄露|披露|透露|传播|使用|复制)|勿.{0,6}(?:使用|复制|传播|转发|泄露|披露)|無断|금지/iu,
  ],
  [
    'sender',
    /\b(?:notify|inform|contact|advise) (?:the |us |its )?(?:sender|originator|immediately|by)|\b(?:received|receive) .{0,40}\bin error|\babsender|\birrtümlich|\bexpéditeur|\bremitente|\bmittente|\bafzender|(?:通知|告知|联系|回复)(?:发件人|發件人|寄件人|寄件者|本公司|我司)|发件人(?:所在)?|误收|誤收|错误(?:地)?(?:收到|发送)|誤って|발신자/iu,
  ],
  [
    'liability',
    /\b(?:liab(?:le|ility)|warrant\w*|opinions?|views)\b.{0,80}\b(?:company|sender|author|employer|accept|virus|damage)|\bvirus(?:es)?\b|不(?:承担|负|负责).{0,12}(?:责任|法律)|法律责任|个人(?:观点|意见)|haftung|responsabilit/iu,
  ],
];

/** A line about paper and trees below a mail: printing, what it costs, and a word that urges. */
const PRINT: readonly RegExp[] = [
  /\bprint|\bdruck|\bausdruck|\bimprim|\bimpress|\bstamp|\bafdruk|\bskriv(?:er)? ut|打印|列印|印刷|인쇄/iu,
  /environment|umwelt|ambiente|milieu|miljö|\bpap(?:er|ier|el)\b|\btrees?\b|\bgreen\b|forest|planet|环保|環保|环境|環境|地球|绿色|节约|纸张|用纸|환경|\be-?mail\b|^\W*think before/iu,
  /\bbefore\b|consider|\bthink|\breally (?:need|necessary)|\bbevor\b|denken sie|\bavant\b|pensez|\bantes\b|piense|pense|\bprima\b|pensa|\bdenk aan|考虑|考慮|保护|保護|谨慎|謹慎|节约|必要|需要|爱护/iu,
];

/** Characters of a line about paper at most. */
const LONGEST_PRINT = 160;

/** Fewer characters are a line of a person's, whatever they say; hanzi say three times as much. */
const SHORTEST_NOTICE = 60;
const LONGEST_NOTICE = 4000;

/** Topics that forbid or demand something, as notices do. */
const NORMATIVE: ReadonlySet<string> = new Set(['delete', 'use', 'sender', 'liability']);

/** Words of somebody who writes about such a mail. */
const PERSONAL =
  /[?？]|\b(?:i|my|can(?:not|['’]t)|fails?|failed|error message|thanks|thank you|regards)\b|麻烦|帮忙|请帮|[报提][错示]|还是|怎么|为什么|我们(?!公司)|谢谢|不行|看一下|失败/iu;

/** Characters of a text, hanzi and their like counted three times: they say as much more. */
export const weightOf = (text: string): number =>
  text.length + 2 * (text.match(/\p{Script=Han}|\p{Script=Hangul}|\p{Script=Katakana}/gu)?.length ?? 0);

/**
 * Whether a paragraph at the end of a mail is a notice, legal, of a gateway or about paper, by what it says and not by
 * its first words.
 */
export function isNotice(lines: readonly string[]): boolean {
  const text = lines.map(bare).join(' ').trim();
  if (text === '' || text.length > LONGEST_NOTICE) return false;
  if (text.length <= LONGEST_PRINT && PRINT.every((pattern) => pattern.test(text))) return true;
  if (PERSONAL.test(text)) return false;
  if (isBannerBelow(lines)) return true;
  if (weightOf(text) < SHORTEST_NOTICE) return false;
  const topics = TOPICS.filter(([, pattern]) => pattern.test(text)).map(([topic]) => topic);
  return topics.length >= 2 && topics.some((topic) => NORMATIVE.has(topic));
}

/** Whether lines between two places are a legal or list footer: they begin like one, and are long or say so. */
export function isLegalFooter(lines: readonly string[], from = 0, to = lines.length): boolean {
  if (!DISCLAIMER.test(bare(lines[from] ?? '').slice(0, 200))) return false;
  const text = lines.slice(from, to).join(' ').trim();
  return (
    text.length > 80 &&
    (text.length > 200 ||
      /confiden|privileg|intended|vertraulich|umwelt|environment|保密|机密|機密|confiden[tc]i|virus|scanned|recipient|empfänger|destinat|收件人/iu.test(
        text,
      ))
  );
}
