import type { Address } from '../../mail.ts';
import { type Header, headerValue } from '../../mime/header.ts';
import type { MessageReport } from '../../mime/report-part.ts';
import { withNested } from './nested-report.ts';
import { readSesNotification } from './ses-notification.ts';

type Signs = {
  readonly header: Header;
  readonly from: readonly Address[];
  readonly subject: string;
  readonly text: string;
  readonly contentType: string;
  readonly reports: readonly MessageReport[];
};

/**
 * Subjects of delivery reports, over all providers and languages; compared at the start.
 *
 * @internal tests look at it
 */
export const BOUNCE_SUBJECT = new RegExp(
  `^(?:${[
    "undeliver(?:ed|able)|un-?deliverable mail|returned mail|returned email|mail returned|returned to sender|return(?:ed)? message|message (?:you sent )?(?:could not|was not|not|undeliver)|mail (?:could not|was not|not) |failure notice|mail delivery|mail system error|mail status report|non[ -]?delivery|nondeliverable|ndn:|dsn:|rejected mail|mail rejected|your message (?:cannot|could not|was not|to .{1,120}(?:could not|couldn't|was not|has been delayed))|(?:warning: )?(?:message|could not send message|e?-?mail) .{0,40}(?:delayed|not delivered|undelivered|not yet delivered)|warning: could not send|could not deliver|unable to deliver|cannot deliver|problem delivering|user unknown|unknown user|unknown address|address (?:not found|unknown)|mailbox (?:full|unavailable)|permanent delivery failure|email delivery (?:failure|error)|e-?mail (?:error|undeliverable)|message (?:delivery|status|rejected|bounced)|bounced? (?:mail|message)|delayed mail|delivery|auto(?:matische)? (?:mail )?delivery|\\*\\*message you sent blocked|\\{?blocked|banned|considered unsolicited|quota|over quota|mail failure|mail non remis|service unavailable|failed mail|sendmail error|smtp error|postmaster notify|mdaemon notification|notification (?:d'état|of delivery)|automatically rejected mail|system (?:error|undeliver)",
    'unzustellbar|nicht zustellbar|zustell(?:ung|fehler|problem)|übermittlung|ihre nachricht .{0,60}(?:nicht|konnte)|fehler bei|mail konnte nicht|rückgabe',
    "non remis|échec (?:de|d'|dans)|non distribuable|avis de non|votre message n|message non",
    'no se (?:puede|pudo|ha podido)|no entregado|error de entrega|correo (?:no|devuelto)|notificaci[oó]n de estado|mensaje no|devuelto',
    'n[aã]o (?:foi poss[ií]vel|entregue)|falha na entrega|mensagem n[aã]o|devolu[cç][aã]o|notifica[cç][aã]o de estado',
    'impossibile (?:recapitare|consegnare)|mancato recapito|non recapitabile|mancata consegna|notifica(?:zione)? (?:di|dello) stato|avviso di mancata',
    'onbestelbaar|niet bezorgd|kan niet worden bezorgd|aflevering|bezorging',
    'olevererbart|kunde inte levereras|kan inte levereras|ikke leveret|kan ikke leveres|leverings',
    'nie dostarczono|niedostarczon|nie można dostarczyć|zwrot|nedoru[čc]',
    'не доставлен|недоставлен|сообщение не|ошибка доставки|возврат|не удалось доставить|уведомление о (?:не|состоянии)',
    '退信|系统退信|系統退信|未(?:送达|投递|傳遞|传递)|邮件(?:投递|发送|传递|退回|未能|无法|被退回)(?!.{0,3}给)|郵件(?:無法|退回|傳送失敗)|无法(?:送达|投递|传递)|(?:传递|投递|发送|传送|送达)(?:已)?(?:延迟|失败|不成功|未成功)|(?:傳遞|傳送)(?:已)?(?:延遲|失敗)|延迟(?:投递|传递|送达)|(?:收件人|邮箱|邮件地址|收件地址)(?:地址)?(?:不存在|无效|错误|已满)|無法(?:傳遞|投遞|送達)|来自.{1,30}的退信|您的邮件.{0,30}(?:被退|未能|无法)|退件|被退回|傳遞狀態',
    '(?:メール)?配信(?:できません|不能|エラー|失敗|不可|遅延)|配信の遅延|送信エラー|未配信|配送エラー|エラーメール|送信できません|戻りました|배달(?:되지| 실패|할 수 없|하지)|전송 실패|반송|발송 ?실패|수신자에게',
  ].join('|')})`,
  'iu',
);

/**
 * Local parts that mail systems write from.
 *
 * @internal tests look at it
 */
export const DAEMON =
  /^(?:mailer-?daemon|mail-?daemon|post_?master|mmdf|mdaemon|mail[._-]?delivery|microsoftexchange[0-9a-f]*|symantec|mail-?admin|bounce[sd]?|returns?|errors?|mailer|mta-?admin|complaints?|no-?reply|root|delivery|uucp|sysadm|amavis|virusalert|mail\.daemon|system|antispam|spam)(?:[._+-][^@]*)?(?:@|$)/i;

/**
 * Names that mail systems write under.
 *
 * @internal tests look at it
 */
export const DAEMON_NAME =
  /mail delivery (?:sub)?system|mail delivery service|mailer-daemon|postmaster|mail administrator|邮件系统|郵件系統|系统退信|系統退信/i;

/**
 * Words of a bounce's own text, needed where neither subject nor structure decide.
 *
 * @internal tests look at it
 */
export const BOUNCE_TEXT =
  /could not be delivered|couldn't be delivered|not able to deliver|unable to deliver|undeliverable|delivery (?:to the following|has failed|failed|failure)|wasn't (?:able to be )?delivered|was not delivered|permanent (?:fatal )?error|did not reach|returned to (?:you|sender)|user unknown|unknown user|no such user|no valid recipients?|mailbox full|quota exceeded|not (?:be )?found|does not exist|message you sent|following (?:address|recipient)|konnte nicht|unzustellbar|nicht zugestellt|n'a pas pu|n'ont pas pu|no (?:se )?pudo|non è stato|无法(?:投递|送达|发送|传递|递送|到达)|無法(?:傳遞|投遞|送達|傳送)|退信|退回|拒收|(?:传递|发送|投递).{0,20}(?:失败|不成功|延迟)|未能(?:送达|投递|发送|传递)|未送达|未被?投递|继续(?:尝试|重试|投递)|傳遞.{0,20}(?:失敗|延遲)|配信できません|送信できません|届きません|届けられません|配信が遅れ|전달(?:되지|할 수 없)|반송|не (?:был|было|может|удалось) |rejected|refused|is full|has been delayed|still trying|will be retried|temporarily deferred|blocked/iu;

/** Whether a mail reports about the delivery of another (RFC 3464, or one of the formats without structure). */
export function looksLikeBounce({ header, from, subject, text, contentType, reports }: Signs): boolean {
  const daemon = from.length === 0 || from.some(({ address }) => DAEMON.test(address));
  const nullSender = /^\s*<(?:#?@\[\])?>\s*$/.test(headerValue(header, 'return-path'));
  // A name is written by anybody: it counts only beside subject and text.
  const machine = daemon || nullSender || from.some(({ name }) => DAEMON_NAME.test(name));
  // What a person attaches is not opened: a report in it is what they ask about.
  const statuses = (machine ? withNested(reports) : reports).filter(isStatus);
  if (contentType === 'multipart/report' && /delivery-status/i.test(headerValue(header, 'content-type'))) return true;
  // RFC 5429 §2.2: a filter of the recipient's turns the mail away, in the form of an answer or a receipt.
  if (/\(\s*rejected\s*\)/i.test(headerValue(header, 'auto-submitted'))) return true;
  if (statuses.length > 0 && (contentType === 'multipart/report' || machine || BOUNCE_SUBJECT.test(subject)))
    return true;
  if (headerValue(header, 'x-failed-recipients') !== '' || headerValue(header, 'x-aliyun-bounce') === '1') return true;
  if (readSesNotification(text)) return true;
  if (/auto-replied/i.test(headerValue(header, 'auto-submitted')) && !machine) return false;
  const subjectTells =
    /^\[bounce\]/i.test(subject) ||
    BOUNCE_SUBJECT.test(subject.replace(/^(?:[[【][^\]】]{1,30}[\]】]\s*)+/, '').trim()) ||
    BOUNCE_SUBJECT.test(subject.replace(/^[[【]/, ''));
  const textTells = BOUNCE_TEXT.test(text.slice(0, 4000));
  if (daemon && !onlyMachine(from)) return subjectTells || textTells;
  // Words alone prove nothing: a person who forwards a report under its subject is no mail system.
  if (subjectTells) return (machine || statuses.length > 0) && textTells;
  return machine && reports.some(isReturned) && textTells;
}

const isStatus = ({ type }: MessageReport): boolean =>
  type === 'message/delivery-status' || type === 'message/global-delivery-status';

const isReturned = ({ type }: MessageReport): boolean => /^message\/|rfc822/.test(type);

/** Senders that write much besides bounces: they need a subject that tells as well. */
function onlyMachine(from: readonly Address[]): boolean {
  return (
    from.length > 0 &&
    from.every((address) =>
      /^(?:no-?reply|root|system|returns?|errors?|complaints?|spam|antispam|bounces?|delivery)(?:[._+-]|@|$)/i.test(
        address.address,
      ),
    )
  );
}
