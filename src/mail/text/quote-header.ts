import { bare } from './quote-mark.ts';

type HeaderFieldName = 'from' | 'date' | 'to' | 'cc' | 'subject';

/** Names of header fields as mail programs write them above a quoted mail. */
const FIELD_NAMES: Readonly<Record<HeaderFieldName, string>> = {
  from: 'from|von|de|da|van|från|fra|lähettäjä|od|feladó|от|від|发件人|寄件者|寄件人|發件人|差出人|送信者|from\\(发件人\\)|由|发信人|发送人|发送者|發送者|寄信人|来自|發信人|발신|발신자|보낸 ?이|보내는 ?사람|보낸 ?사람|보낸이|kimden|gönderen|de la|expéditeur|remitente|mittente|afzender|avsändare|afsender|avsender|nadawca|odesílatel|odosielateľ|отправитель|từ|จาก|מאת|من|pengirim|šalje|feladta|de\\s*\\/\\s*from',
  date: "date|message du|发件时间|时间|時間|發送時間|發件時間|收件时间|送信日|受信日時|보낸 ?시간|보낸 ?일시|일시|envoyé à|sent|sent on|datum|gesendet|gesendet am|envoyé|envoyé le|date d'envoi|fecha|enviado|enviado el|enviada em|enviado em|data|inviato|verzonden|verstuurd|skickat|skickades|sendt|dato|lähetetty|päivämäärä|wysłano|odesláno|odoslané|küldve|dátum|elküldve|отправлено|дата|надіслано|发送时间|发送日期|日期|傳送日期|傳送時間|寄送時間|寄件日期|送信日時|日付|日時|보낸 ?날짜|날짜|tarih|gönderildi|gönderme tarihi|trimis|ngày|תאריך|التاريخ|dikirim|time|poslano|poslané|päiväys",
  to: 'to|收件地址|收信者|發送至|发送至|받은 ?사람|수신|수신자|받으신 ?분|a destinataire|收件者|an|à|a|para|per|aan|till|til|vastaanottaja|do|komu|címzett|кому|до|收件人|收信人|宛先|받는 ?사람|받는이|kime|către|destinataire|destinatario|destinatário|ontvanger|đến|ถึง|אל|إلى|kepada|mottagare|modtager|za|pro',
  cc: 'cc|抄 送|抄送人|密送|副本收件者|copie à|숨은 ?참조|同报|同報|kopie an|in kopie|kopie|copie|copia|kopia|kopi|dw|kopie \\(cc\\)|cópia|抄送|副本|копия|másolatot kap|bilgi|참조|reply-to|responder a|répondre à|antwort an|bcc',
  subject:
    'subject|主旨|標題|sujet|标 题|题目|objet|betreff|objet|asunto|assunto|oggetto|onderwerp|ämne|emne|aihe|temat|předmět|predmet|tárgy|тема|主题|主題|标题|件名|제목|konu|subiect|chủ đề|เรื่อง|נושא|الموضوع|perihal|betr\\.',
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
  return asField(line).replace(/^[^:：]*[:：]\s*/, '');
}

/** NetEase writes the header as a table: `| From | a@b |`. */
function asField(line: string): string {
  const row = line.trim();
  if (!row.startsWith('|')) return bare(line);
  const cells = row.slice(1, row.endsWith('|') ? -1 : undefined).split('|');
  const label = cells[0] ?? '';
  return cells.length === 1 || /[:：]/.test(label) ? bare(line) : bare(`${label.trim()}: ${cells.slice(1).join('|')}`);
}

/** Whether a quoted header begins here: at least three different fields within a few lines, a sender among them. */
export function headerBlockAt(lines: readonly string[], at: number): boolean {
  const first = headerField(lines[at] ?? '');
  if (first === null || first === 'cc') return false;
  const found = new Set<HeaderFieldName>();
  let others = 0;
  for (let i = at; i < at + 12 && others < 5; i++) {
    const field = headerField(lines[i] ?? '');
    if (field !== null) found.add(field);
    else if (bare(lines[i] ?? '') !== '') others++;
  }
  return (
    (found.size >= 3 && (found.has('from') || (found.has('to') && found.has('subject') && found.has('date')))) ||
    (first === 'from' && (found.has('date') || found.has('subject')) && /[\w.+=-]@[\w.-]/.test(lines[at] ?? ''))
  );
}
