/** Subjects that automatic answers carry, one row a language. Compared at the start, reply prefixes removed. */
const AUTOMATIC_SUBJECTS: readonly (readonly [language: string, pattern: string])[] = [
  [
    'en',
    'auto(?=:)|auto(?:matic|mated|matically)?[ :-]*(?:generated )?(?:re(?:ply|sponse)|answer|responder|email|e-mail|notification)\\b|out[ -]of[ -](?:the[ -])?office|ooo\\b|i am (?:currently )?(?:out|away)|away from (?:the office|my mail)|vacation (?:reply|notice|message|response|auto|alert)|on (?:vacation|leave|holiday)\\b|absence\\b|annual leave|maternity leave|read receipt|read:|delivery receipt',
  ],
  [
    'de',
    'automatische (?:antwort|rückantwort|abwesenheits|e-mail|empfangs)|abwesenheits(?:notiz|nachricht|meldung|assistent|info)?|abwesend|ich bin (?:nicht im büro|im urlaub|abwesend)|nicht im (?:büro|haus)|urlaubs(?:notiz|vertretung|meldung)|im urlaub|autom\\. antwort|eingangsbestätigung|außer haus|gelesen:|empfangsbestätigung',
  ],
  [
    'fr',
    "réponse automatique|message d['’]absence|absent(?:e)? du bureau|notification d['’]absence|hors (?:du )?bureau|r[ée]pondeur|accusé de (?:réception|lecture)|lu\\s?:",
  ],
  [
    'es',
    'respuesta autom[aá]tica|fuera de (?:la )?oficina|auto-?respuesta|ausencia|ausente|contestaci[oó]n autom[aá]tica|mensaje autom[aá]tico|le[ií]do:|acuse de recibo',
  ],
  ['pt', 'resposta autom[aá]tica|fora do escrit[oó]rio|ausência|auto-?resposta|f[eé]rias|lida:'],
  [
    'it',
    "risposta automatica|fuori sede|fuori (?:dall[’']?)?ufficio|assenza|messaggio automatico|ricevuta di (?:lettura|ritorno)|letto:|autorisposta|assente",
  ],
  [
    'nl',
    'automatisch (?:antwoord|bericht)|afwezig(?:heid(?:s(?:bericht|melding|assistent))?)?|niet aanwezig|ontvangstbevestiging|gelezen:',
  ],
  [
    'sv da no',
    'autosvar|automatiskt svar|automatisk (?:svar|besked)|frånvaro|fraværs|ikke på kontoret|fravær|ej på kontoret|inte på kontoret|semester\\b|läst:|læst:|lest:',
  ],
  ['fi', 'automaattinen vastaus|poissa(?:olo)?|en ole toimistossa|luettu:'],
  [
    'pl',
    'automatyczna odpowied[zź]|odpowied[zź] automatyczna|poza biurem|nieobecno[sś][cć]|autoodpowied[zź]|przeczytano:',
  ],
  ['cs sk', 'automatick[áa] odpov[ěe]ď|nep[řr][ií]tomnost|mimo kancel[áa][řr]|přečteno:'],
  ['hu', 'automatikus v[áa]lasz|házon kívül|szabadság(?:on)?\\b'],
  ['ro', 'răspuns automat|raspuns automat|absen[tț]'],
  [
    'ru uk',
    'автоматический ответ|автоответ(?:чик)?|автоматична відповідь|нет на месте|отсутстви|вне офиса|я в отпуске|в отпуске|прочитано:|прочтено:',
  ],
  ['tr', 'otomatik (?:yanıt|cevap|ileti)|ofis dışında|izindeyim'],
  [
    'zh',
    '自动(?:回复|答复|应答|回信|发送)|自動(?:回覆|回復|答覆|回信)|(?:外出|休假|不在办公室|不在辦公室|出差)(?:自动|通知|中|回复|期间)?[:：]?|已读[:：]|已讀|阅读回执|(?:邮件)?已收到.{0,6}自动',
  ],
  ['ja', '自動(?:返信|応答|送信)|不在(?:通知|のお知らせ|のため)|休暇(?:中|のお知らせ)|開封(?:済み|確認)'],
  ['ko', '자동 ?(?:회신|응답|답장|발송)|부재 ?중|외출'],
  ['vi', 'trả lời tự động'],
  ['ar he', 'رد تلقائي|الرد التلقائي|תשובה אוטומטית|מענה אוטומטי'],
  ['el', 'αυτόματη απάντηση|εκτός γραφείου'],
];
/** @internal tests look at it */
export const AUTOMATIC_SUBJECT = new RegExp(`^(?:${AUTOMATIC_SUBJECTS.map(([, pattern]) => pattern).join('|')})`, 'iu');
/**
 * What follows such a phrase in an automatic answer; a person who writes about one goes on with a sentence.
 *
 * @internal tests look at it
 */
export const AFTER_PHRASE =
  /^[^\p{L}\p{N}\s]*(?:$|\s*[:：\-–—|/(（[【,，.。!！~]|\s+(?:$|\d|re\b|aw\b|fwd?\b|auto|from\b|until\b|till\b|to\b|bis\b|vom\b|von\b|du\b|hasta\b|fino\b|reply\b|response\b|message\b|notification\b|replies:|nachricht\b))/iu;
/** @internal tests look at it */
export const BRACKETED_AUTOMATIC =
  /[[(【（](?:auto(?:matic)?[ -]?(?:reply|response)|自动回复|自動回覆|自動返信|out of (?:the )?office|ooo)[\])】）]|[-–:：] ?(?:auto(?:matic)?[ -]?reply|out of (?:the )?office(?: auto(?:matic)?[ -]?reply)?|自动回复|自動返信)\s*$/iu;
/** @internal tests look at it */
export const REPLY_PREFIXES =
  /^(?:(?:re|aw|sv|antw|odp|回复|回覆|答复|答覆|返信)\s*(?:\[\d+\])?\s*[:：]\s*|\[(?:external|ext|外部|spam|外部邮件)\]\s*)+/iu;

/** Whether a subject is one that programs give their answers, in any language. */
export function isAutomaticSubject(subject: string): boolean {
  if (BRACKETED_AUTOMATIC.test(subject)) return true;
  const bare = subject.replace(REPLY_PREFIXES, '');
  const opened = bare.replace(/^[[(【（「]/, '');
  const phrase = AUTOMATIC_SUBJECT.exec(opened)?.[0];
  if (phrase === undefined) return false;
  const after = opened.slice(phrase.length);
  // Between brackets nothing else can be said.
  return /[:：]$/.test(phrase) || AFTER_PHRASE.test(after) || (opened !== bare && /^[\])】）」]/.test(after));
}

/** @internal tests look at it */
export const SAYS_AUTOMATIC =
  /auto|已读|已讀|自动|自動|자동|авто|otomatik|tự động|تلقائي|אוטומטי|αυτόματ|out[ -]of[ -](?:the[ -])?office|abwesenheits\p{L}|urlaubsnotiz|ofis dışında|r[ée]pondeur|notification d['’]absence|不在通知|부재/iu;

/** Whether a subject begins as an automatic answer's and says that it is one; "Absence: …" does not. */
export function isAutomaticAnswer(subject: string): boolean {
  const bare = subject.replace(REPLY_PREFIXES, '').replace(/^[[(【（]/, '');
  const phrase = AUTOMATIC_SUBJECT.exec(bare)?.[0];
  return phrase !== undefined && SAYS_AUTOMATIC.test(bare.slice(0, phrase.length + 6));
}

/** Whether a person answers a mail that carried such a subject. */
export function isAnsweredSubject(subject: string): boolean {
  return /^(?:re|aw|回复|答复)\s*[:：](?!\s*(?:auto|out of))/iu.test(subject);
}
