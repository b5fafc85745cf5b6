import type { NoticeKind } from '../mail.ts';
import { calendarComment, calendarMethod } from '../mime/calendar.ts';

type Signs = {
  readonly subject: string;
  readonly text: string;
  readonly calendar: string | null;
  readonly reaction: boolean;
};

/**
 * Notices by subject and text: both must be the program's, and nothing else may stand in the text, since people write
 * below such subjects too. `text` is compared with the whole of it.
 *
 * @internal tests look at it
 */
export const NOTICES: readonly { readonly kind: NoticeKind; readonly subject: RegExp; readonly text: RegExp }[] = [
  {
    kind: 'recall',
    subject:
      /^(?:recall|撤回|召回|收回|rückruf|rappel|recuperar|retirar|revocar|richiama|richiamo|intrekken|återkallande|tilbagekald(?:else)?|tilbakekall(?:ing)?|cofnij|wycofanie|отзыв|リコール|取り消し|回収|회수|메시지 회수)\s*[:：]/iu,
    text: /^.{1,120}?(?:would like to recall the message|has recalled the message|(?:将|将要|想要?|希望|已经?|要求|請求|將)(?:撤回|召回|收回)|撤回了|möchte die nachricht.{1,400}zurückrufen|souhaite(?:rait)? rappeler le message|(?:desea|quiere|quer|gostaria de) (?:recuperar|cancelar|retirar|revocar)|(?:vorrebbe|desidera) richiamare|wil het bericht.{1,400}intrekken|(?:vill|vil|ønsker)(?: gerne| å)? (?:återkalla|tilbagekalde|tilbakekalle)|chce (?:wycofać|cofnąć)|хочет отозвать|(?:を|の)(?:取り消|回収|リコール)|회수하(?:려고|고자)).{0,500}$/isu,
  },
  {
    kind: 'read',
    subject:
      /^(?:read|not read|read receipt|return receipt(?: \(displayed\))?|已读|已讀|未读|未讀|阅读回执|已读回执|讀取回條|gelesen|ungelesen|lesebestätigung|lu|non lu|accusé de lecture|leído|no leído|lida|lido|não lida|letto|non letto|gelezen|niet gelezen|läst|læst|lest|luettu|przeczytano|přečteno|прочитано|прочтено|開封済み|開封確認|읽음|okundu)(?:\s*[:：]|\s+-|$)/iu,
    text: /^.{0,400}?(?:(?:was|has been) (?:read|displayed)|was deleted without being read|未经?(?:阅读|读取)便?被?删除|未經?(?:閱讀|讀取)便?被?刪除|ungelesen gelöscht|sans (?:être|avoir été) lu|sin leer|sem ser lid[oa]|senza essere lett[oa]|ongelezen verwijderd|this is a (?:read|return) receipt|这是邮件收条|邮件回执|(?:已在|于).{0,60}(?:阅读|读取|打开|查看)|(?:阅读|读取|打开|查看)了(?:您|你)的(?:邮件|信件|来信)|已(?:被)?(?:阅读|读取)|(?:已被|於).{0,60}(?:讀取|閱讀)|wurde (?:am|gelesen)|a été (?:lu|ouvert)|(?:fue|se ha) leído|foi lid[oa]|è stat[oa] lett[oa]|is gelezen|lästes|blev læst|ble lest|został[ao]? (?:prze|od)czytan[aey]|прочитано|開封されました|開封済み|읽었습니다).{0,600}$/isu,
  },
  {
    kind: 'meeting',
    subject:
      /^(?:accepted|declined|tentative(?:ly accepted)?|已接受|已拒绝|已拒絕|已谢绝|暂定|暫定|已暂定|暂时接受|zugesagt|abgelehnt|mit vorbehalt|unter vorbehalt|vorläufig|accepté|refusé|provisoire|aceptad[oa]|rechazad[oa]|provisional|aceit[oa]|recusad[oa]|tentativa|accettat[oa]|rifiutat[oa]|provvisorio|geaccepteerd|geweigerd|afgewezen|voorlopig|accepterat|avböjt|preliminärt|accepteret|afvist|godtatt|avslått|zaakceptowano|odrzucono|wstępnie|принято|отклонено|под вопросом|承諾(?:済み)?|辞退(?:済み)?|仮承諾|수락(?:됨)?|거절(?:됨)?|미정)\s*[:：]/iu,
    text: /^$/u,
  },
  {
    kind: 'reaction',
    subject: /./u,
    text: /^[^\n]{0,80}?(?:reacted to your (?:message|e-?mail)|reacted via gmail|(?:liked|loved) your (?:message|e-?mail)|对(?:您|你)的(?:邮件|消息)(?:做出|作出|添加|发表|表达)了?.{0,6}(?:回应|反应|表情|心情)|赞了(?:您|你)的(?:邮件|消息)|通过 ?gmail ?(?:做出|作出)了?(?:回应|反应)|對您的(?:郵件|訊息)(?:做出|表達).{0,6}(?:回應|反應)|hat auf ihre (?:nachricht|e-mail) reagiert|a réagi à votre (?:message|e-mail)|reaccionó a (?:tu|su) (?:mensaje|correo)|reagiu à sua mensagem|ha reagito al (?:tuo|suo) messaggio|リアクションしました)[^\n]{0,120}(?:\n[^\n]{0,160}){0,6}$/iu,
  },
];

/** Characters of a text that may still be a program's alone. */
const SHORT = 1500;

/**
 * Lines that calendars write below an answer to a meeting request: what was asked, in their words.
 *
 * @internal tests look at it
 */
export const CALENDAR_LINE =
  /^(?:[*~_=-]{4,}.*|(?:when|where|who|what|time|location|title|organi[sz]er|calendar|guests?|attendees?|时间|時間|地点|地點|主题|标题|组织者|组织人|参与者|与会者|嘉宾|日历|wann|wo|wer|was|quand|où|cuándo|dónde|日時|場所|件名)\s*[:：].*|.*(?:google calendar|google 日历|calendar\.google\.com|calendar notification|view (?:on|event)).*|https?:\/\/\S+|you are receiving this .*|to stop receiving .*|forwarding this invitation .*|.*(?:更多详情|了解详情|learn more).*)$/iu;
/** @internal tests look at it */
export const ANSWERED =
  /accepted|declined|tentative|maybe|will (?:not )?(?:attend|come)|接受|拒绝|拒絕|谢绝|婉拒|暂定|暫定|待定|参加|zugesagt|abgelehnt|angenommen|vorbehalt|accepté|refusé|décliné|acept|rechaz|aceit|recus|accettat|rifiutat|geaccepteerd|geweigerd|afgewezen|accepter|avböj|godta|avslå|zaakceptowa|odrzuc|принял|отклонил|принято|承諾|辞退|수락|거절/iu;

/**
 * What kind of notice a mail is, and null for a mail in which a person has written: a recall, a read receipt, the
 * answer to a meeting request, a reaction. An answer to a meeting request with a word of its own is a person's.
 */
export function noticeKind({ subject, text, calendar, reaction }: Signs): NoticeKind | null {
  if (reaction) return 'reaction';
  if (calendar !== null && calendarMethod(calendar) === 'REPLY')
    return calendarComment(calendar) === '' && isCalendarText(text, `${subject}\n${calendar}`) ? 'meeting' : null;
  if (text.length > SHORT) return null;
  const words = text.trim();
  const title = subject.normalize('NFKC').trim();
  return NOTICES.find((notice) => notice.subject.test(title) && notice.text.test(words))?.kind ?? null;
}

/**
 * At most one sentence says what was answered; everything else is the calendar's, title and time of the meeting too.
 */
function isCalendarText(text: string, meeting: string): boolean {
  const lines = text.split('\n').map((line) => line.trim());
  const own = lines.filter((line) => line !== '' && !CALENDAR_LINE.test(line));
  const [first = '', ...rest] = own;
  const isFact = (line: string): boolean => meeting.includes(line) || MEETING_TIME.test(line);
  return own.length === 0 || (ANSWERED.test(first) && !SPOKEN.test(first) && rest.every(isFact));
}

/**
 * A person adds something, or speaks of himself.
 *
 * @internal tests look at it
 */
export const SPOKEN = /[，,;；?？]|但|\b(?:but|i|we|my|ich|je|yo)\b|我|.{200}/iu;
const MEETING_TIME = /^.{0,60}\d[:：.]\d{2}.{0,60}$/u;
