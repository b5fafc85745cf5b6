import { bare } from './quote-mark.ts';

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

/** Whether a line alone is a phone's or an app's footer. */
export function isMobileFooter(line: string): boolean {
  const text = bare(line).replace(/^[-–—(]+\s*|\)$/g, '');
  return text.length > 0 && text.length <= 200 && MOBILE.test(text.replace(/<[^<>]*>|\[[^\]]*\]/g, '').trim());
}

/** Whether lines are a legal or list footer: they begin like one, and are long or say so. */
export function isLegalFooter(rest: readonly string[]): boolean {
  if (!DISCLAIMER.test(bare(rest[0] ?? '').slice(0, 200))) return false;
  const text = rest.join(' ').trim();
  return (
    text.length > 80 &&
    (text.length > 200 ||
      /confiden|privileg|intended|vertraulich|umwelt|environment|保密|机密|機密|confiden[tc]i|virus|scanned|recipient|empfänger|destinat|收件人/iu.test(
        text,
      ))
  );
}
