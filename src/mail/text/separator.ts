import { WROTE } from './attribution.ts';
import { headerField } from './quote-header.ts';
import { bare } from './quote-mark.ts';

type Phrases = readonly (readonly [language: string, pattern: string])[];

/** Separators above the mail that is answered, one row a language. */
const ORIGINAL: Phrases = [
  [
    'en',
    'original|original (?:message|mail|email|appointment)|repl(?:y|ied) message|in reply to|previous (?:message|messages|discussion|replies|conversation)',
  ],
  ['de', 'ursprüngliche (?:nachricht|e-mail)|urspruengliche nachricht|original-?nachricht|urspr\\. nachricht'],
  ['fr', "message d['’]origine|message original"],
  ['es pt', 'mensaje original|mensagem original'],
  ['it', 'messaggio (?:originale|di origine)'],
  ['nl', 'oorspronkelijk bericht|origineel bericht'],
  [
    'sv da no fi',
    'ursprungligt meddelande|originalmeddelande|original meddelelse|oprindelig meddelelse|opprinnelig melding|alkuperäinen viesti',
  ],
  [
    'pl cs sk hu ro',
    'wiadomość oryginalna|oryginalna wiadomość|původní zpráva|pôvodná správa|eredeti üzenet|mesaj(?:ul)? original',
  ],
  ['ru uk', '(?:исходное|первоначальное|оригинальное) сообщение|вихідне повідомлення'],
  ['tr', 'orijinal (?:mesaj|i̇?leti)|özgün ileti'],
  ['zh', '原始(?:邮件|郵件|信件|訊息)|[邮郵]件原件|回复的原邮件|回复邮件|原[邮郵]件'],
  ['ja ko', '元の(?:メッセージ|メール)|원본 (?:메시지|메일)'],
  ['others', 'thư gốc|הודעה מקורית|الرسالة الأصلية|(?:izvorna|original) poruka'],
];
/** Lines above a forwarded mail, one row a language. */
const FORWARDED: Phrases = [
  ['en', '(?:begin )?forwarded (?:message|mail|email)|forwarded by'],
  ['de', '(?:anfang der )?weitergeleiteten? nachricht|weitergeleitet von|ursprünglich weitergeleitet'],
  ['fr', 'message trans(?:féré|mis)|début du message (?:réexpédié|transféré)|courriel transféré'],
  ['es ca', '(?:inicio del )?mensaje reenviado|missatge reenviat'],
  ['pt', 'mensagem (?:encaminhada|reencaminhada)|in[íi]cio da mensagem encaminhada'],
  ['it', '(?:inizio )?messaggio inoltrato'],
  ['nl', '(?:begin )?doorgestuurd bericht'],
  ['sv', 'vidarebefordrat (?:meddelande|brev|mejl)'],
  ['da no', '(?:(?:start|begynnelse) på )?videresendt (?:meddelelse|besked|melding|brev)'],
  ['fi et', 'välitetty viesti|edelleenlähetetty viesti|edastatud kiri'],
  [
    'pl',
    'wiadomość przekazana dalej|przekazana wiadomość|początek przekazywanej wiadomości|treść przekazanej wiadomości|przekazano przez',
  ],
  ['cs sk', 'přeposlaná zpráva|předaná zpráva|preposlaná správa'],
  ['hu ro', 'továbbított (?:levél|üzenet)|mesaj redirec[tț]ionat'],
  ['ru uk', '(?:начало )?(?:переадресованно[ег]о?|пересылаемое|пересланное) сообщени[ея]|переслане повідомлення'],
  ['tr', 'iletilen mesaj|yönlendirilen mesaj|iletilmiş mesaj'],
  ['zh', '转发的(?:邮件|消息)|转发(?:邮件信息|邮件|信息)|轉寄(?:郵件|訊息)|以下是转发的邮件'],
  ['ja ko', '転送(?:メッセージ|メール|されたメッセージ)|전달된 (?:메시지|메일)'],
  ['hr', 'proslijeđena poruka'],
];

function introducedBy(phrases: Phrases): RegExp {
  const any = phrases.map(([, pattern]) => pattern).join('|');
  return new RegExp(
    `^(?:[-=~—–·\\s]{2,}\\s*(?:${any})(?:\\s+(?:by|von|from|de|par|przez|-|:)\\s.{0,80}|[^\\p{L}\\n]{0,3})?\\s*[-=~—–·:：\\s]*|(?:${any})\\s*[:：]?\\s*[-=]*)$`,
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

/**
 * A line that separates the answer from the quoted mail ("-----Original Message-----"); without dashes only when a
 * header follows.
 */
export function isOriginalLine(line: string, next: readonly string[]): boolean {
  const text = bare(line);
  if (text.length > 240) return false;
  if (WROTE_BETWEEN_DASHES.test(text)) return true;
  if (text.length > 140 || !ORIGINAL_LINE.test(text)) return false;
  return /^[-=~—–]{2,}|^[-\s]{3,}/.test(text) || next.some((other, index) => index < 4 && headerField(other) !== null);
}

/** Any words between dashes, as programs write above the header of a quoted mail: `---- 回复的原邮件 ----`. */
const BETWEEN_DASHES = /^[-=_~—–─‐]{2,}\s?[^\s\-=_~—–─‐][^\n]{0,58}?\s?[-=_~—–─‐]{2,}$/u;

/** Whether a line is words between dashes; with a header below it separates whatever the words are. */
export const isWordsBetweenDashes = (line: string): boolean => BETWEEN_DASHES.test(bare(line));

/** GroupWise: `>>> Support <a@b> 22.11.2026 10:00 >>>`, with the quoted words unmarked below. */
const ARROWS =
  /^>>> ?(?:\S.{0,300}[\w.+=-]@[\w.-]+.{0,80}\d.{0,20}>>>|on .{0,300}\bwrote:|am .{0,300}\bschrieb .{0,200}:)\s*$/iu;

/** Whether a line introduces a quote by arrows. */
export const isArrowLine = (line: string): boolean => line.startsWith('>>>') && ARROWS.test(line);

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
