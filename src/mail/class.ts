import { looksLikeBounce } from './bounce.ts';
import type { Report } from './content.ts';
import { type Header, headerValue } from './header.ts';
import type { Address, MailClass } from './mail.ts';

/** What the decision about a mail's class rests on. */
export type Evidence = {
  readonly header: Header;
  readonly from: readonly Address[];
  readonly subject: string;
  readonly text: string;
  readonly contentType: string;
  readonly reports: readonly Report[];
};

/**
 * What kind of mail this is; never `own`, which only the desk can prove. Machine-readable marks decide before words:
 * reports (RFC 6522), Auto-Submitted (RFC 3834 §5), list fields (RFC 2369, RFC 2919), then subjects and senders.
 */
export function classify(mail: Evidence): Exclude<MailClass, 'own'> {
  if (isReceipt(mail)) return 'receipt';
  if (isFeedback(mail)) return 'auto_reply';
  if (looksLikeBounce(mail)) return 'bounce';
  if (isAutoReply(mail)) return 'auto_reply';
  if (isList(mail)) return 'list';
  return mail.from.length > 0 || mail.header.fields.some((field) => MAIL_FIELDS.has(field.name))
    ? 'human'
    : 'malformed';
}

/** Fields that make a block of lines the header of a mail, should it lack a sender. */
const MAIL_FIELDS = new Set([
  'to',
  'cc',
  'subject',
  'date',
  'message-id',
  'received',
  'return-path',
  'sender',
  'reply-to',
  'content-type',
  'mime-version',
]);

function reportType(header: Header): string {
  return /report-type\s*=\s*"?([\w-]+)/i.exec(headerValue(header, 'content-type'))?.[1]?.toLowerCase() ?? '';
}

/** A message disposition notification (RFC 8098), also the TNEF kind that Outlook sends. */
function isReceipt(mail: Evidence): boolean {
  if (reportType(mail.header) === 'disposition-notification') return true;
  return (
    mail.contentType === 'multipart/report' &&
    mail.reports.some((report) => report.type === 'message/disposition-notification')
  );
}

/** A complaint passed on by a mailbox provider (RFC 5965). */
function isFeedback(mail: Evidence): boolean {
  return (
    reportType(mail.header) === 'feedback-report' ||
    mail.reports.some((report) => report.type === 'message/feedback-report')
  );
}

/** Subjects that automatic answers carry, one row a language. Compared at the start, reply prefixes removed. */
const AUTOMATIC_SUBJECTS: readonly (readonly [language: string, pattern: string])[] = [
  [
    'en',
    'auto(?:matic|mated|matically)?[ :-]*(?:generated )?(?:re(?:ply|sponse)|answer|responder|email|e-mail|notification)\\b|auto ?response|autoreply|out[ -]of[ -](?:the[ -])?office|ooo\\b|i am (?:currently )?(?:out|away)|away from (?:the office|my mail)|vacation (?:reply|notice|message|response|auto)|on (?:vacation|leave|holiday)\\b|absence\\b|annual leave|maternity leave|\\[auto(?:matic)?[ -]?reply\\]|read receipt|read:|delivery receipt',
  ],
  [
    'de',
    'automatische (?:antwort|rückantwort|abwesenheits|e-mail|empfangs)|abwesenheits(?:notiz|nachricht|meldung|assistent|info)?|abwesend|ich bin (?:nicht im büro|im urlaub|abwesend)|nicht im (?:büro|haus)|urlaubs(?:notiz|vertretung|meldung)|im urlaub|autom\\. antwort|eingangsbestätigung|außer haus|gelesen:|empfangsbestätigung',
  ],
  [
    'fr',
    "réponse automatique|absence (?:du bureau)?|message d['’]absence|absent(?:e)? du bureau|notification d['’]absence|hors (?:du )?bureau|r[ée]pondeur|accusé de (?:réception|lecture)|lu\\s?:",
  ],
  [
    'es',
    'respuesta autom[aá]tica|fuera de (?:la )?oficina|autorespuesta|auto-?respuesta|ausencia|ausente|contestaci[oó]n autom[aá]tica|mensaje autom[aá]tico|le[ií]do:|acuse de recibo',
  ],
  ['pt', 'resposta autom[aá]tica|fora do escrit[oó]rio|aus[eê]ncia|ausente|auto-?resposta|f[eé]rias|lida:'],
  [
    'it',
    "risposta automatica|fuori sede|fuori (?:dall[’']?)?ufficio|assenza|messaggio automatico|ricevuta di (?:lettura|ritorno)|letto:|autorisposta|assente",
  ],
  [
    'nl',
    'automatisch (?:antwoord|bericht)|afwezig(?:heid(?:s(?:bericht|melding|assistent))?)?|niet aanwezig|out of office|ontvangstbevestiging|gelezen:',
  ],
  [
    'sv da no',
    'autosvar|automatiskt svar|automatisk (?:svar|besked)|frånvaro|fraværs|ikke på kontoret|fravær|ej på kontoret|inte på kontoret|semester\\b|läst:|læst:|lest:',
  ],
  ['fi', 'automaattinen vastaus|poissa(?:olo)?|en ole toimistossa|luettu:'],
  [
    'pl',
    'automatyczna odpowied[zź]|odpowied[zź] automatyczna|poza biurem|autoresponder|nieobecno[sś][cć]|autoodpowied[zź]|przeczytano:',
  ],
  ['cs sk', 'automatick[áa] odpov[ěe]ď|nep[řr][ií]tomnost|mimo kancel[áa][řr]|přečteno:'],
  ['hu', 'automatikus válasz|automatikus v[áa]lasz|házon kívül|szabadság(?:on)?\\b'],
  ['ro', 'răspuns automat|raspuns automat|absen[tț]'],
  [
    'ru uk',
    'автоматический ответ|автоответ(?:чик)?|автоматична відповідь|нет на месте|отсутстви|вне офиса|я в отпуске|в отпуске|прочитано:|прочтено:',
  ],
  ['tr', 'otomatik (?:yanıt|cevap)|ofis dışında|izindeyim'],
  [
    'zh',
    '自动(?:回复|答复|应答|回信|发送)|自動(?:回覆|回復|答覆|回信|応答|返信)|(?:外出|休假|不在办公室|不在辦公室|出差)(?:自动|通知|中|回复|期间)?[:：]?|休假(?:通知|回复)|已读[:：]|已讀|阅读回执|(?:邮件)?已收到.{0,6}自动',
  ],
  ['ja', '自動(?:返信|応答|送信)|不在(?:通知|のお知らせ|のため)|休暇(?:中|のお知らせ)|開封(?:済み|確認)'],
  ['ko', '자동 ?(?:회신|응답|답장|발송)|부재 ?중|외출'],
  ['vi', 'trả lời tự động'],
  ['ar he', 'رد تلقائي|الرد التلقائي|תשובה אוטומטית|מענה אוטומטי'],
  ['el', 'αυτόματη απάντηση|εκτός γραφείου'],
];
const AUTOMATIC_SUBJECT = new RegExp(`^(?:${AUTOMATIC_SUBJECTS.map(([, pattern]) => pattern).join('|')})`, 'iu');
/** What follows such a phrase in an automatic answer; a person who writes about one goes on with a sentence. */
const AFTER_PHRASE =
  /^[^\p{L}\p{N}\s]*(?:$|\s*[:：\-–—|/(（[【,，.。!！~]|\s+(?:$|\d|re\b|aw\b|fwd?\b|auto\w*|from\b|until\b|till\b|to\b|bis\b|vom\b|von\b|du\b|hasta\b|fino\b|reply\b|response\b|message\b|notification\b|replies:|nachricht\b))/iu;
const BRACKETED_AUTOMATIC =
  /[[(【（](?:auto(?:matic)?[ -]?(?:reply|response)|自动回复|自動回覆|自動返信|out of (?:the )?office|ooo)[\])】）]|(?:^|[-–:：] ?)(?:auto(?:matic)?[ -]?reply|out of (?:the )?office(?: auto(?:matic)?[ -]?reply)?|自动回复|自動返信)\s*$/iu;
const REPLY_PREFIXES =
  /^(?:(?:re|aw|sv|antw|odp|回复|回覆|答复|答覆|返信)\s*(?:\[\d+\])?\s*[:：]\s*|\[(?:external|ext|外部|spam|外部邮件)\]\s*)+/iu;

/** Words that automatic absence notes start with, for mails whose subject does not tell and that nobody's client quotes. */
const AUTOMATIC_TEXT =
  /^(?:\W*(?:this is an? (?:automatic|automated|auto-?generated|auto)[ -]?(?:reply|response|message|e-?mail|answer)|(?:dies ist|das ist) eine automati|this (?:e-?mail|message) (?:was|is|has been) (?:automatically|auto)|ceci est (?:une réponse|un message) automatique|(?:esta es una|este es un) (?:respuesta|mensaje) autom|esta é uma (?:resposta|mensagem) autom|questa è una risposta autom|dit is een automati|это автоматическ|(?:这是|這是)一?[封条個个]?(?:系统)?(?:自动|自動)|本邮件(?:为|由系统|是).{0,6}自动|(?:此|本)(?:邮件|信件|メール).{0,8}自动(?:发送|回复)|您好.{0,30}(?:我(?:已收到|正在休假|目前不在))|このメールは自動|本メールは自動))/iu;

function isAutoReply({ header, subject, from, text }: Evidence): boolean {
  const submitted = headerValue(header, 'auto-submitted')
    .toLowerCase()
    .replace(/\([^()]*\)/g, '')
    .trim();
  if (submitted !== '' && !submitted.startsWith('no')) return true;
  if (MARKS.some(([name, pattern]) => pattern.test(headerValue(header, name)))) return true;
  const words = subject.normalize('NFKC').trim();
  if (isAutomaticSubject(words)) return !isDiscussion(header, words);
  const machine = from.some((address) =>
    /^(?:mailer-daemon|postmaster|auto-?(?:reply|responder|answer)|no-?reply|do-?not-?reply)[^@]*@/i.test(
      address.address,
    ),
  );
  return (
    AUTOMATIC_TEXT.test(text.slice(0, 300).trimStart()) &&
    (machine ||
      headerValue(header, 'x-auto-response-suppress') !== '' ||
      headerValue(header, 'precedence') !== '' ||
      text.length < 3000)
  );
}

function isAutomaticSubject(subject: string): boolean {
  if (BRACKETED_AUTOMATIC.test(subject)) return true;
  const bare = subject.replace(REPLY_PREFIXES, '');
  const phrase = AUTOMATIC_SUBJECT.exec(bare)?.[0];
  return phrase !== undefined && (/[:：]$/.test(phrase) || AFTER_PHRASE.test(bare.slice(phrase.length)));
}

/** Fields that automatic answers are marked with. */
const MARKS: readonly (readonly [name: string, value: RegExp])[] = [
  ['x-autoreply', /^(?!\s*no\b)./i],
  ['x-auto-reply', /^(?!\s*no\b)./i],
  ['x-autorespond', /./],
  ['x-autoresponder', /./],
  ['x-autoreply-from', /./],
  ['x-autogenerated', /./],
  ['x-autoreply-domain', /./],
  ['x-mail-autoreply', /./],
  ['x-out-of-office', /./],
  ['x-vacation', /./],
  ['x-facebook-notify', /./],
  ['x-jira-fingerprint', /./],
  ['x-opsgenie', /./],
  ['precedence', /^\s*auto[_-]?(?:reply|respon)/i],
  ['x-precedence', /^\s*auto[_-]?(?:reply|respon)/i],
  ['x-message-flag', /auto[- ]?reply/i],
  ['delivered-to', /^\s*autoresponder/i],
  ['x-qqmailer', /auto ?reply/i],
  ['x-mailer', /auto-?(?:reply|responder)|vacation/i],
  ['x-pm-message-id-autoreply', /./],
  ['x-ms-exchange-inbox-rules-loop', /./],
  ['x-ms-exchange-generated-message-source', /(?:OOF|Out of Office|Mailbox Rules)/i],
];

/** A person who answers a mail that carried such a subject: threaded, with a reply prefix. */
function isDiscussion(header: Header, subject: string): boolean {
  return (
    /^(?:re|aw|回复|答复)\s*[:：]\s*(?!auto|automatic|out of)/iu.test(subject) &&
    headerValue(header, 'in-reply-to') !== '' &&
    REPLY_PREFIXES.test(subject) &&
    headerValue(header, 'x-mailer') !== ''
  );
}

const LIST_FIELDS = [
  'list-id',
  'list-unsubscribe',
  'list-post',
  'list-help',
  'list-subscribe',
  'list-owner',
  'list-archive',
  'mailing-list',
  'x-mailing-list',
  'x-mailman-version',
  'x-mailinglist',
  'x-google-group-id',
  'x-loop-list',
  'x-beenthere',
  'x-campaign',
  'x-campaignid',
  'x-campaign-id',
  'x-mailer-listid',
  'x-listname',
  'x-list',
  'x-listserver',
  'x-yahoogroups',
  'x-egroups-return',
];

function isList({ header, from }: Evidence): boolean {
  if (LIST_FIELDS.some((name) => headerValue(header, name) !== '')) return true;
  if (/^\s*(?:bulk|list|junk)\b/i.test(headerValue(header, 'precedence'))) return true;
  const sender = `${headerValue(header, 'sender')} ${headerValue(header, 'return-path')}`;
  if (/(?:^|[<\s])(?:owner-[\w.+-]+|[\w.+-]+-(?:owner|bounces|request|admin)(?:\+[^@\s]*)?)@/i.test(sender))
    return true;
  return from.some((address) =>
    /^(?:newsletter|news|owner-[\w.+-]+|[\w.+-]+-request|mailing-?list|announce(?:ments)?|listserv)@/i.test(
      address.address,
    ),
  );
}
