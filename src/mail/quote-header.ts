/**
 * How mail programs introduce the mail they quote or forward, one row a language. Everything here is compared with
 * lower-cased lines from which `*`, `_` and quote marks at the start are gone.
 */

/** Verbs and phrases of attribution lines ("On … wrote:"). */
const WROTE: readonly (readonly [language: string, pattern: string])[] = [
  ['en', 'wrote|writes|said|has written|quoting'],
  ['de', 'schrieb|schrieben|hat (?:.{0,60} )?geschrieben|zitat von'],
  ['fr', 'a écrit|ont écrit|écrit|a ecrit|a =?e?crit'],
  ['es', 'escribió|escribio|ha escrito|escribiu|citando'],
  ['pt', 'escreveu'],
  ['it', 'ha scritto|scrisse|scrive'],
  ['nl', 'schreef|heeft .{0,120}geschreven|geschreven'],
  ['sv da no', 'skrev|har skrevet|ha skrivit'],
  ['fi', 'kirjoitti'],
  ['pl', 'napisał\\(?a?\\)?|napisal\\(?a?\\)?|pisze|napisano'],
  ['cs sk', 'napsal\\(?a?\\)?|napísal\\(?a?\\)?'],
  ['hu', 'írta|írt|irta'],
  ['ro', 'a scris'],
  ['ru', 'написал\\(?а?\\)?|писал\\(?а?\\)?|пишет|пользователь'],
  ['uk bg', 'написав|пише|написа'],
  ['el', 'έγραψε'],
  ['tr', 'yazdı|şunu yazdı|şunları yazdı'],
  ['he', 'כתב|כתבה|כתב\\/ה|מאת'],
  ['ar fa', 'كتب|كتبت|نوشت'],
  ['ja', '書きました|のメール|メッセージ|wrote'],
  ['ko', '작성|님이 작성'],
  ['zh', '写道|寫道|撰写|撰寫|写到|來信'],
  ['vi', 'đã viết'],
  ['th', 'เขียน'],
  ['id ms', 'menulis'],
  ['ca', 'va escriure'],
  ['hr sr sl', 'je napisao(?:\\/la)?|je napisala|je napisal|написао'],
  ['et lv lt', 'kirjutas|rakstīja|rašė'],
  ['is', 'skrifaði'],
];

/** First words of attribution lines, for those that name no address. */
const ON =
  /^(?:on|at|am|le|el|em|il|op|den|dnia|dne|w dniu|w|v|a|på|em|no dia|le|\d{1,4}|в|on|在|於|于|mon|tue|wed|thu|fri|sat|sun|tir|man|ons|tor|fre|lør|søn|pon|pia|sob|в)(?=[\s\d.,:年/-])/u;

const VERB = new RegExp(
  `(?:^|[\\s>,，、)"'\\]\\u202c\\u200f\\d日])(?:${WROTE.map(([, pattern]) => pattern).join('|')})(?=$|[\\s:：,(<\\u202c\\u200f.…])`,
  'iu',
);
const DATE = /\b(?:19|20)\d\d\b|\d{1,2}:\d\d|\b\d{1,2}[./-]\d{1,2}[./-]\d{2,4}\b|\d年|\d{1,2}[.h]\d\d\b/;
const ADDRESS = /[\w.+=-]+@[\w.-]+/;

/** Lines joined at most into one attribution. */
const ATTRIBUTION_LINES = 5;

/** How many lines the introduction of a quote takes that begins at `at`; 0 when none begins there. */
export function attributionAt(lines: readonly string[], at: number): number {
  const first = bare(lines[at] ?? '');
  if (first.length < 6 || first.length > 400 || !opens(first)) return 0;
  let joined = '';
  for (let taken = 1; taken <= ATTRIBUTION_LINES && at + taken <= lines.length; taken++) {
    const raw = lines[at + taken - 1] ?? '';
    const line = /^>\s*[:：]\s*$/.test(raw) ? '>:' : bare(raw);
    if (line === '') {
      if (!/[,<]$/.test(joined)) return 0;
      continue;
    }
    if (taken > 1 && line !== '>:' && (quoteDepth(raw) > quoteDepth(lines[at] ?? '') || isDatedStart(line))) return 0;
    joined = joined === '' ? line : `${joined} ${line}`;
    if (joined.length > 500) return 0;
    if (isAttribution(joined, lines.slice(at + taken, at + taken + 3).find((next) => next.trim() !== '') ?? ''))
      return taken;
    if (/[:：]$/.test(joined) || headerField(line) !== null) return 0;
  }
  return 0;
}

/** Whether a line can be the first of an attribution. */
function opens(line: string): boolean {
  return (
    DATE.test(line) ||
    ADDRESS.test(line) ||
    line.includes('<') ||
    (ON.test(line.toLowerCase()) && /\d/.test(line)) ||
    /[:：]$/.test(line)
  );
}

function isDatedStart(line: string): boolean {
  return ON.test(line.toLowerCase()) && DATE.test(line) && !/^[\d<]/.test(line);
}

/** Gmail's attribution without a verb: date, time, zone, name. */
const VERBLESS = /^\d{4}-\d\d-\d\d \d{1,2}:\d\d GMT[+-]\d\d:\d\d \S.{0,100}$/;

function isAttribution(text: string, next: string): boolean {
  if (VERBLESS.test(text)) return true;
  const ended = /[:：]\s*["'<]?(?:mailto:[^>\s]*>?)?$/.test(text) || /[:：](?:\s*<[^<>]*>)$/.test(text);
  if (!ended && !endsInVerb(text)) return false;
  const dated = DATE.test(text);
  const addressed = ADDRESS.test(text);
  const field = headerField(text);
  if (!VERB.test(text)) return ended && addressed && dated && text.length < 300 && field === null;
  const opened = ON.test(text.toLowerCase());
  if (field !== null && !opened) return false;
  if (dated && (addressed || opened || quoteDepth(next) > 0)) return true;
  return (addressed ? text.length < 250 : text.length < 200 && quoteDepth(next) > 0) && ended;
}

function endsInVerb(text: string): boolean {
  return /\d.{0,200}(?:wrote|schrieb|a écrit|escribió|escreveu|ha scritto|schreef|skrev|написал|写道|寫道)$/iu.test(
    text,
  );
}

/** Depth of `>` and `|` marks a line starts with; a row of a table has none. */
export function quoteDepth(line: string): number {
  let depth = 0;
  let bars = 0;
  for (let at = 0, gap = 0; at < line.length && gap <= 3; at++) {
    const mark = line.charCodeAt(at);
    if (mark === 0x20 || mark === 0x09) gap++;
    else if (mark === 0x3e || mark === 0xff1e || mark === 0x7c) {
      if (mark === 0x7c) bars++;
      depth++;
      gap = 0;
    } else break;
  }
  return bars > 0 && line.trimEnd().endsWith('|') ? 0 : depth;
}

/** A line without quote marks, emphasis and invisible direction marks. */
export function bare(line: string): string {
  const shown = line.includes('&nbsp;') ? line.replaceAll('&nbsp;', ' ') : line;
  const plain = shown
    .replace(/^(?:[ \t]{0,3}[>＞|])+/, '')
    .replace(INVISIBLE, '')
    .trim();
  return /[*_]/.test(plain) ? plain.replace(EMPHASIS, '').trim() : plain;
}

const INVISIBLE = /[\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]+/g;
/** Asterisks, and underscores that are not part of a word. */
const EMPHASIS = /\*+|(?<![\p{L}\p{N}])_+|_+(?![\p{L}\p{N}])/gu;

export type HeaderFieldName = 'from' | 'date' | 'to' | 'cc' | 'subject';

/** Names of header fields as mail programs write them above a quoted mail. */
const FIELD_NAMES: Readonly<Record<HeaderFieldName, string>> = {
  from: 'from|von|de|da|van|från|fra|lähettäjä|od|feladó|от|від|发件人|寄件者|寄件人|發件人|差出人|送信者|from\\(发件人\\)|보낸 ?사람|보낸이|kimden|gönderen|de la|expéditeur|remitente|mittente|afzender|avsändare|afsender|avsender|nadawca|odesílatel|odosielateľ|отправитель|từ|จาก|מאת|من|pengirim|šalje|feladta|de\\s*\\/\\s*from',
  date: "date|sent|sent on|datum|gesendet|gesendet am|envoyé|envoyé le|date d'envoi|fecha|enviado|enviado el|enviada em|enviado em|data|inviato|verzonden|verstuurd|skickat|skickades|sendt|dato|lähetetty|päivämäärä|wysłano|odesláno|odoslané|küldve|dátum|elküldve|отправлено|дата|надіслано|发送时间|发送日期|日期|傳送日期|傳送時間|寄送時間|寄件日期|送信日時|日付|日時|보낸 ?날짜|날짜|tarih|gönderildi|gönderme tarihi|trimis|ngày|תאריך|التاريخ|תאריך|dikirim|time|poslano|poslané|päiväys",
  to: 'to|收件者|an|à|a|para|per|aan|till|til|vastaanottaja|do|komu|címzett|кому|до|收件人|收信人|宛先|받는 ?사람|받는이|kime|către|destinataire|destinatario|destinatário|ontvanger|đến|ถึง|אל|إلى|kepada|mottagare|modtager|za|pro',
  cc: 'cc|kopie|copie|copia|kopia|kopi|dw|kopie \\(cc\\)|cópia|抄送|副本|копия|másolatot kap|bilgi|참조|reply-to|responder a|répondre à|antwort an|bcc',
  subject:
    'subject|主旨|betreff|objet|asunto|assunto|oggetto|onderwerp|ämne|emne|aihe|temat|předmět|predmet|tárgy|тема|主题|主題|标题|件名|제목|konu|subiect|chủ đề|เรื่อง|נושא|الموضوع|asunto|perihal|betr\\.',
};

const FIELDS = (Object.keys(FIELD_NAMES) as HeaderFieldName[]).map((name) => ({
  name,
  pattern: new RegExp(`^(?:${FIELD_NAMES[name]})[ \\u3000]*[:：]`, 'iu'),
}));

/** Which header field a line of a quoted header names; null when none. */
export function headerField(line: string): HeaderFieldName | null {
  if (line.length > 2000) return null;
  const text = asField(line);
  if (!/^[^:：]{1,30}[:：]/.test(text)) return null;
  const spaceless = text.replace(/^(\p{Script=Han})[\s\u3000]+(\p{Script=Han})(?=[\s\u3000]*[:：])/u, '$1$2');
  return FIELDS.find((field) => field.pattern.test(spaceless))?.name ?? null;
}

/** The value of such a line. */
export function headerFieldValue(line: string): string {
  return asField(line)
    .replace(/^[^:：]*[:：]\s*/, '')
    .trim();
}

/** NetEase writes the header as a table: `| From | a@b |`. */
function asField(line: string): string {
  const row = line.trim();
  if (!row.startsWith('|')) return bare(line);
  const [label = '', ...value] = row.slice(1, row.endsWith('|') ? -1 : undefined).split('|');
  return value.length === 0 || /[:：]/.test(label) ? bare(line) : bare(`${label.trim()}: ${value.join('|').trim()}`);
}

/** Whether a quoted header begins here: at least three different fields within a few lines, a sender among them. */
export function headerBlockAt(lines: readonly string[], at: number): boolean {
  const first = headerField(lines[at] ?? '');
  if (first === null || first === 'cc') return false;
  const found = new Set<HeaderFieldName>();
  let others = 0;
  for (let i = at; i < lines.length && i < at + 12 && others < 5; i++) {
    const field = headerField(lines[i] ?? '');
    if (field !== null) found.add(field);
    else if (bare(lines[i] ?? '') !== '') others++;
  }
  return (
    (found.size >= 3 && (found.has('from') || (found.has('to') && found.has('subject') && found.has('date')))) ||
    (found.size === 2 &&
      found.has('from') &&
      first === 'from' &&
      (found.has('date') || found.has('subject')) &&
      ADDRESS.test(lines[at] ?? ''))
  );
}

const ORIGINAL = [
  'original message',
  'original mail',
  'original email',
  'original',
  'reply message',
  'replied message',
  'previous discussion',
  'previous replies',
  'previous messages',
  'previous conversation',
  'original appointment',
  'in reply to',
  'previous message',
  'ursprüngliche nachricht',
  'urspruengliche nachricht',
  'original-nachricht',
  'originalnachricht',
  'ursprüngliche e-mail',
  'urspr. nachricht',
  "message d'origine",
  'message d’origine',
  'message original',
  'mensaje original',
  'mensagem original',
  'messaggio originale',
  'messaggio di origine',
  'oorspronkelijk bericht',
  'origineel bericht',
  'ursprungligt meddelande',
  'originalmeddelande',
  'original meddelelse',
  'oprindelig meddelelse',
  'opprinnelig melding',
  'alkuperäinen viesti',
  'wiadomość oryginalna',
  'oryginalna wiadomość',
  'původní zpráva',
  'pôvodná správa',
  'eredeti üzenet',
  'mesaj original',
  'mesajul original',
  'исходное сообщение',
  'первоначальное сообщение',
  'оригинальное сообщение',
  'вихідне повідомлення',
  'orijinal mesaj',
  'özgün ileti',
  'orijinal i̇leti',
  'orijinal ileti',
  '原始邮件',
  '原始郵件',
  '邮件原件',
  '郵件原件',
  '回复的原邮件',
  '回复邮件',
  '原邮件',
  '原郵件',
  '原始信件',
  '原始訊息',
  '元のメッセージ',
  '元のメール',
  '원본 메시지',
  '원본 메일',
  'thư gốc',
  'הודעה מקורית',
  'الرسالة الأصلية',
  'izvorna poruka',
  'original poruka',
];
const FORWARDED = [
  'forwarded message',
  'forwarded mail',
  'forwarded by',
  'begin forwarded message',
  'forwarded email',
  'weitergeleitete nachricht',
  'anfang der weitergeleiteten nachricht',
  'weitergeleitet von',
  'ursprünglich weitergeleitet',
  'message transféré',
  'message transmis',
  'début du message réexpédié',
  'début du message transféré',
  'courriel transféré',
  'mensaje reenviado',
  'inicio del mensaje reenviado',
  'mensagem encaminhada',
  'mensagem reencaminhada',
  'início da mensagem encaminhada',
  'inicio da mensagem encaminhada',
  'messaggio inoltrato',
  'inizio messaggio inoltrato',
  'doorgestuurd bericht',
  'begin doorgestuurd bericht',
  'vidarebefordrat meddelande',
  'vidarebefordrat brev',
  'vidarebefordrat mejl',
  'videresendt meddelelse',
  'videresendt besked',
  'videresendt melding',
  'start på videresendt meddelelse',
  'begynnelse på videresendt melding',
  'start på videresendt besked',
  'videresendt brev',
  'välitetty viesti',
  'edelleenlähetetty viesti',
  'wiadomość przekazana dalej',
  'przekazana wiadomość',
  'początek przekazywanej wiadomości',
  'treść przekazanej wiadomości',
  'přeposlaná zpráva',
  'preposlaná správa',
  'předaná zpráva',
  'továbbított levél',
  'továbbított üzenet',
  'mesaj redirecționat',
  'mesaj redirectionat',
  'переадресованное сообщение',
  'пересылаемое сообщение',
  'пересланное сообщение',
  'начало переадресованного сообщения',
  'переслане повідомлення',
  'iletilen mesaj',
  'yönlendirilen mesaj',
  'iletilmiş mesaj',
  '转发的邮件',
  '转发邮件信息',
  '转发邮件',
  '转发信息',
  '轉寄郵件',
  '轉寄訊息',
  '转发的消息',
  '以下是转发的邮件',
  '転送メッセージ',
  '転送されたメッセージ',
  '転送メール',
  '전달된 메시지',
  '전달된 메일',
  'proslijeđena poruka',
  'edastatud kiri',
  'missatge reenviat',
  'przekazano przez',
];

function introducedBy(phrases: readonly string[]): RegExp {
  const escaped = phrases
    .map((phrase) => phrase.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
    .sort((a, b) => b.length - a.length);
  return new RegExp(
    `^(?:[-=~—–·\\s]{2,}\\s*(?:${escaped.join('|')})(?:\\s+(?:by|von|from|de|par|przez|-|:)\\s.{0,80}|[^\\p{L}\\n]{0,3})?\\s*[-=~—–·:：\\s]*|(?:${escaped.join('|')})\\s*[:：]?\\s*[-=]*)$`,
    'iu',
  );
}

const ORIGINAL_LINE = introducedBy(ORIGINAL);
const FORWARD_LINE = introducedBy(FORWARDED);

/** Zoho and Android: `---- On Mon, 23 Nov 2026 A <a@b> wrote ----`. */
const WROTE_BETWEEN_DASHES = new RegExp(
  `^[-=_~—–]{2,}.{1,200}\\s(?:${WROTE.map(([, pattern]) => pattern).join('|')})\\s*[:：]?\\s*[-=_~—–]{2,}$`,
  'iu',
);

/** A line that announces a forwarded mail ("---------- Forwarded message ---------", "Begin forwarded message:"). */
export function isForwardLine(line: string): boolean {
  const text = bare(line);
  return text.length <= 140 && FORWARD_LINE.test(text);
}

/** A line that separates the answer from the quoted mail ("-----Original Message-----"); without dashes only when a header follows. */
export function isOriginalLine(line: string, next: readonly string[]): boolean {
  const text = bare(line);
  if (text.length > 240) return false;
  if (/^[-=_~—–]{2,}/.test(text) && WROTE_BETWEEN_DASHES.test(text)) return true;
  if (text.length > 140 || !ORIGINAL_LINE.test(text)) return false;
  return /^[-=~—–]{2,}|^[-\s]{3,}/.test(text) || next.some((other, index) => index < 4 && headerField(other) !== null);
}

/** The words of such a separator, whatever stands around them. */
export function isOriginalPhrase(line: string): boolean {
  const text = bare(line);
  return text.length <= 60 && ORIGINAL_LINE.test(text);
}

/** Lines that helpdesks put above what they wrote before ("please type your reply above this line"). */
const REPLY_ABOVE =
  /(?:(?:type|write|enter|add) your (?:reply|response) above|reply above (?:this line|do not|\.)|reply above|do not (?:remove|write below|edit below) this line|above this line to reply|antworten sie oberhalb|antwort oberhalb dieser|répondre au-dessus|repondre au dessus|responda (?:por )?(?:encima|acima)|请在此行(?:以上|上方)回复|在此线(?:以上|上方)回复|请在上方回复|この行より上に)/iu;

/** A helpdesk's dividing line. */
export function isReplyAboveLine(line: string): boolean {
  return line.length < 200 && REPLY_ABOVE.test(line) && /[-=#*~]{2,}|^\W*(?:please )?(?:reply|type|do not)/i.test(line);
}
