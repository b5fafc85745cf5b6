import type { Report } from './content.ts';
import { deliveryStatus, type RecipientStatus } from './delivery-status.ts';
import { diagnosedStatus, statusIn } from './diagnosis.ts';
import { type Header, headerValue } from './header.ts';
import type { Address, Bounce } from './mail.ts';
import { readMessageIds } from './message-id.ts';

type Signs = {
  readonly header: Header;
  readonly from: readonly Address[];
  readonly subject: string;
  readonly text: string;
  readonly contentType: string;
  readonly reports: readonly Report[];
};

/** Subjects of delivery reports, over all providers and languages; compared at the start. */
const BOUNCE_SUBJECT = new RegExp(
  `^(?:${[
    "undeliver(?:ed|able)|undelivered mail|un-?deliverable mail|returned mail|returned email|mail returned|returned to sender|return(?:ed)? message|message (?:you sent )?(?:could not|was not|not|undeliver)|mail (?:could not|was not|not) |failure notice|delivery (?:status )?(?:notification|failure|failed|report|problem|error|delay|has failed|unsuccessful|incomplete)|delivery status|mail delivery|mail system error|mail status report|non[ -]?delivery|nondeliverable|ndn:|dsn:|rejected mail|mail rejected|your message (?:cannot|could not|was not|to .{1,120}(?:could not|couldn't|was not|has been delayed))|(?:warning: )?(?:message|could not send message|e?-?mail) .{0,40}(?:delayed|still undelivered|not delivered|undelivered|not yet delivered)|warning: could not send|could not deliver|unable to deliver|cannot deliver|problem delivering|user unknown|unknown user|unknown address|address (?:not found|unknown)|mailbox (?:full|unavailable)|permanent delivery failure|email delivery (?:failure|error)|e-?mail (?:error|undeliverable)|message (?:delivery|status|rejected|bounced)|bounced? (?:mail|message)|delayed mail|delivery|auto(?:matische)? (?:mail )?delivery|\\*\\*message you sent blocked|\\{?blocked|banned|considered unsolicited|quota|over quota|mail failure|mail non remis|service unavailable|failed mail|sendmail error|smtp error|postmaster notify|mdaemon notification|notification (?:d'état|of delivery)|automatically rejected mail|message not delivered|system (?:error|undeliver)",
    'unzustellbar|nicht zustellbar|zustell(?:ung|fehler|problem)|übermittlung|ihre nachricht .{0,60}(?:nicht|konnte)|fehler bei|mail konnte nicht|rückgabe',
    "non remis|échec (?:de|d'|dans)|non distribuable|avis de non|notification d'état de|votre message (?:n|ne)|message non",
    'no se (?:puede|pudo|ha podido)|no entregado|error de entrega|correo (?:no|devuelto)|notificaci[oó]n de estado|mensaje no|devuelto',
    'n[aã]o (?:foi poss[ií]vel|entregue)|falha na entrega|mensagem n[aã]o|devolu[cç][aã]o|notifica[cç][aã]o de estado',
    'impossibile (?:recapitare|consegnare)|mancato recapito|non recapitabile|mancata consegna|notifica(?:zione)? (?:di|dello) stato|avviso di mancata',
    'onbestelbaar|niet bezorgd|kan niet worden bezorgd|aflevering|bezorging',
    'olevererbart|kunde inte levereras|kan inte levereras|ikke leveret|kan ikke leveres|leverings',
    'nie dostarczono|niedostarczon|nie można dostarczyć|zwrot|nedoru[čc]',
    'не доставлен|недоставлен|сообщение не|ошибка доставки|возврат|не удалось доставить|уведомление о (?:не|состоянии)',
    '退信|系统退信|系統退信|投递失败|未(?:送达|投递|傳遞|传递)|邮件(?:投递|发送|传递|退回|未能|无法|被退回)(?!.{0,3}给)|郵件(?:無法|退回|傳送失敗)|无法(?:送达|投递|传递)|無法(?:傳遞|投遞|送達)|来自.{1,30}的退信|发送失败|传送失败|您的邮件.{0,30}(?:被退|未能|无法)|退件|被退回|傳遞狀態',
    '(?:メール)?配信(?:できません|不能|エラー|失敗|不可)|送信エラー|未配信|配送エラー|エラーメール|送信できません|戻りました|배달(?:되지| 실패|할 수 없|하지)|전송 실패|반송|발송 ?실패|수신자에게',
  ].join('|')})`,
  'iu',
);

const DAEMON =
  /^(?:mailer-?daemon|mail-?daemon|post_?master|mmdf|mdaemon|mail[._-]?delivery|maildelivery|microsoftexchange[0-9a-f]*|symantec|mailerdaemon|mail-?admin|bounce[sd]?|returns?|errors?|mailer|mta-?admin|noreply-dmarc|complaints?|no-?reply|root|delivery|uucp|sysadm|amavis|virusalert|mail\.daemon|system|antispam|spam)(?:[._+-][^@]*)?(?:@|$)/i;

/** Words of a bounce's own text, needed where neither subject nor structure decide. */
const BOUNCE_TEXT =
  /could not be delivered|couldn't be delivered|not able to deliver|unable to deliver|undeliverable|delivery (?:to the following|has failed|failed|failure)|wasn't (?:able to be )?delivered|was not delivered|permanent (?:fatal )?error|did not reach|were undeliverable|returned to (?:you|sender)|user unknown|unknown user|no such user|no valid recipients?|mailbox (?:is )?full|quota exceeded|not (?:be )?found|does not exist|message you sent|following (?:address|recipient)|konnte nicht|unzustellbar|nicht zugestellt|n'a pas pu|n'ont pas pu|no (?:se )?pudo|non è stato|无法(?:投递|送达|发送|递送)|退信|退回|投递失败|未能送达|配信できません|送信できません|届きません|не (?:был|было|может|удалось) |rejected|has been delayed|still trying|will be retried|temporarily deferred|blocked/iu;

/** Whether a mail reports about the delivery of another (RFC 3464, or one of the formats without structure). */
export function looksLikeBounce({ header, from, subject, text, contentType, reports }: Signs): boolean {
  const statuses = reports.filter(
    (report) => report.type === 'message/delivery-status' || report.type === 'message/global-delivery-status',
  );
  const daemon =
    from.length === 0 ||
    from.some(
      (address) =>
        DAEMON.test(address.address) ||
        /mail delivery (?:sub)?system|mailer-daemon|postmaster|mail administrator|邮件系统|系统退信/i.test(
          address.name,
        ),
    );
  const nullSender =
    /^\s*(?:<>|<#@\[\]>|<#?@\[\]>)?\s*$/.test(headerValue(header, 'return-path')) &&
    headerValue(header, 'return-path') !== '';
  if (contentType === 'multipart/report' && /delivery-status/i.test(headerValue(header, 'content-type'))) return true;
  if (
    statuses.length > 0 &&
    (contentType === 'multipart/report' || daemon || nullSender || BOUNCE_SUBJECT.test(subject))
  )
    return true;
  if (headerValue(header, 'x-failed-recipients') !== '' || headerValue(header, 'x-aliyun-bounce') === '1') return true;
  if (notification(text)) return true;
  if (/auto-replied/i.test(headerValue(header, 'auto-submitted')) && !daemon && !nullSender) return false;
  const subjectTells =
    /^\[bounce\]/i.test(subject) || BOUNCE_SUBJECT.test(subject.replace(/^(?:\[[^\]]{1,30}\]\s*)+/, '').trim());
  const textTells = BOUNCE_TEXT.test(text.slice(0, 4000));
  if (daemon && !onlyMachine(from)) return subjectTells || textTells;
  if (subjectTells) return (nullSender || daemon || reports.length > 0 || quotesOriginal(text)) && textTells;
  return false;
}

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

/** Amazon SES as relayed by its notification service: JSON instead of a report. */
function notification(text: string): { recipient: string | null; status: string | null; diagnostic: string } | null {
  const start = text.trimStart().slice(0, 20_000);
  if (!/^\{.{0,2000}"(?:notificationType|eventType)"\s*:\s*"(?:Bounce|Complaint)"/s.test(start)) return null;
  return {
    recipient: /"emailAddress"\s*:\s*"([^"\s]+@[^"\s]+)"/.exec(start)?.[1] ?? null,
    status: /"status"\s*:\s*"([245]\.\d+\.\d+)"/.exec(start)?.[1] ?? null,
    diagnostic: /"diagnosticCode"\s*:\s*"([^"]*)"/.exec(start)?.[1] ?? '',
  };
}

const ORIGINAL_COPY =
  /^.{0,10}(?:-{2,}.{0,60}(?:copy of (?:the|your)|original message|returned message|message (?:header|follows)|undelivered message|unsent message|headers?\b|included message|mail message).{0,60}|this is a copy of the (?:message|headers).{0,60}|received: (?:from|by) .{3,}|return-path:.{2,}|the original message (?:was|follows).{0,60}|(?:original )?message headers:?|.{0,20}(?:原邮件|原始邮件|原信).{0,20}|message header follows.{0,20})$/im;

function quotesOriginal(text: string): boolean {
  return ORIGINAL_COPY.test(text) || /^\s*message-id:\s*<[^<>\s]+>/im.test(text);
}

/**
 * Which recipient failed, with which status (RFC 3463) and whether for good, and the Message-ID of the mail that failed.
 * Structure first (RFC 3464), then the text; whatever cannot be found is null.
 */
export function readBounce({
  header,
  text,
  reports,
}: {
  header: Header;
  text: string;
  reports: readonly Report[];
}): Bounce {
  const status = reports
    .filter((report) => /delivery-status/.test(report.type))
    .flatMap((report) => deliveryStatus(report.text));
  const chosen =
    status.find((entry) => entry.action === 'failed') ??
    status.find((entry) => entry.action !== 'delivered' && entry.action !== 'relayed') ??
    status[0];
  const own = beforeCopy(text);
  const json = notification(text);
  const recipient =
    chosen?.recipient ?? failedRecipientHeader(header) ?? recipientIn(own, header) ?? originalRecipient(reports, text);
  const diagnostic = chosen?.diagnostic ?? json?.diagnostic ?? reasonIn(own, recipient);
  const code = json?.status ?? settledStatus(chosen, diagnostic, own, recipient);
  const delayed =
    chosen?.action === 'delayed' ||
    (!chosen &&
      /delayed|warning|still trying|will be retried|will continue|稍后|temporar/i.test(
        `${headerValue(header, 'subject')} ${own.slice(0, 1500)}`,
      ) &&
      !/permanent|giving up|5\d\d[ -]/i.test(own.slice(0, 3000)));
  return {
    recipient,
    status: code ?? (delayed ? '4.0.0' : '5.0.0'),
    permanent: code ? code.startsWith('5') && !(chosen?.action === 'delayed') : !delayed,
    originalMessageId: originalMessageId(header, reports, text),
    diagnostic: diagnostic === '' ? null : diagnostic.slice(0, 1000),
  };
}

/** A generic status (x.0.0) is replaced by what the diagnosis says. */
function settledStatus(
  chosen: RecipientStatus | undefined,
  diagnostic: string,
  own: string,
  recipient: string | null,
): string | null {
  const stated = chosen?.status ?? null;
  if (stated) return stated;
  return (
    statusIn(diagnostic) ??
    diagnosedStatus(diagnostic, stated) ??
    (chosen ? null : statusIn(reasonIn(own, recipient))) ??
    statusIn(own) ??
    diagnosedStatus(own, stated) ??
    stated
  );
}

/** The bounce's own words, without the copy of the mail that failed. */
function beforeCopy(text: string): string {
  const plain = text.slice(0, 60_000);
  const copy = ORIGINAL_COPY.exec(plain);
  return copy && copy.index > 40 ? plain.slice(0, copy.index) : plain;
}

function failedRecipientHeader(header: Header): string | null {
  return addressIn(headerValue(header, 'x-failed-recipients'));
}

const ADDRESS = /(?<![\w.+=/-])"?[\w!#$%&'*+/=?^`{|}~.-]{1,100}"?@(?:[\w-]+\.)*[\w-]+(?![\w@])/;

const ANY_ADDRESS = new RegExp(ADDRESS.source, 'g');

function addressIn(text: string): string | null {
  return ADDRESS.exec(text)?.[0]?.replace(/^'|'$/g, '').replace(/\.+$/, '') ?? null;
}

/** How formats without structure name the failed recipient, the most telling first. */
const RECIPIENT_PATTERNS: readonly (readonly [format: string, pattern: RegExp])[] = [
  ['RFC 3464 in text', /^[ \t]*(?:final|original)-recipient:\s*(?:rfc822;)?\s*<?([^\s<>;]{1,128}@[^\s<>;]+)>?/gim],
  ['sendmail, through an alias', /\(expanded from:\s*<?([^\s<>()]{1,128}@[^\s<>()]+)>?\)/gi],
  ['qmail, Postfix', /^[ \t]*<([^\s<>]{1,128}@[^\s<>]+)>:?(?:\s|$)/gm],
  [
    'sendmail',
    /(?:permanent fatal errors|following addresses had|transcript of session).{0,80}\n\s*<?([^\s<>]{1,128}@[^\s<>]+)>?/gi,
  ],
  ['SMTP transcript', /RCPT TO:\s*<([^\s<>]{1,128}@[^\s<>]+)>/gi],
  ['Exchange', /did not reach the following recipient\(s\):\s*\n+\s*['"]?<?([^\s<>'"]{1,128}@[^\s<>'"]+)/gi],
  [
    'Office 365, Gmail',
    /(?:your message (?:to|wasn't delivered to)|message to|delivered to|deliver(?:y|ing)? (?:message )?to|send (?:your message )?to|failed for|reach)[\s:]{0,12}['"<*]{0,4}([^\s<>'"*:,;()]{1,128}@[\w.-]+\w)/gi,
  ],
  [
    'recipients listed',
    /(?:following (?:address|recipient|user|e-?mail)|recipients?|adress|destinat|收件人|收信人|宛先|受信者|получател|recipient address|undeliverable to|unknown user|user unknown|failed address)[^\n]{0,120}?(?:\n[ \t]*){0,3}[^\n@]{0,40}?<?([^\s<>'"*:,;()]{1,128}@[\w.-]+\w)/gi,
  ],
  ['Exim', /^[ \t]{1,8}([^\s<>:]{1,128}@[\w.-]+\w)\s*$/gm],
  ['address and reason', /^[ \t]*['"<]{0,3}([^\s<>'":]{1,128}@[\w.-]+\w)['">]*\s*(?:[:(\-.]|$)/gm],
];

function recipientIn(own: string, header: Header): string | null {
  const sender = ['from', 'sender'].map((name) => addressIn(headerValue(header, name))?.toLowerCase() ?? '');
  const receiver = addressIn(headerValue(header, 'to'))?.toLowerCase() ?? '';
  return recipientExcept(own, [...sender, receiver]) ?? recipientExcept(own, sender);
}

function recipientExcept(own: string, excluded: readonly string[]): string | null {
  const allowed = (text: string): string | null => {
    const address = addressIn(text);
    return address && !excluded.includes(address.toLowerCase()) ? address : null;
  };
  for (const [, pattern] of RECIPIENT_PATTERNS) {
    for (const match of own.matchAll(pattern)) {
      const address = allowed(match[1] ?? '');
      if (address) return address;
    }
  }
  for (const match of own.matchAll(ANY_ADDRESS)) {
    const address = allowed(match[0]);
    if (address && !/^(?:postmaster|mailer-daemon|abuse|support|helpdesk)@/i.test(address)) return address;
  }
  return null;
}

/** Last resort: whom the returned mail was written to. */
function originalRecipient(reports: readonly Report[], text: string): string | null {
  const copies = [
    ...reports.filter((report) => !/delivery-status/.test(report.type)).map((report) => report.text),
    text,
  ];
  for (const copy of copies) {
    const found = addressIn(
      /^(?:to|x-original-to|delivered-to|envelope-to):\s*([^\n]+(?:\n[ \t][^\n]+)*)/im.exec(copy)?.[1] ?? '',
    );
    if (found) return found;
  }
  return null;
}

/** What stands behind the recipient: the reason in the formats that list addresses with their errors. */
function reasonIn(own: string, recipient: string | null): string {
  const at = recipient ? own.toLowerCase().indexOf(recipient.toLowerCase()) : -1;
  if (at < 0 || !recipient) return '';
  return own
    .slice(at + recipient.length, at + recipient.length + 600)
    .replace(/^[>:'"\s]+/, '')
    .replace(/\s+/g, ' ')
    .trim();
}

function originalMessageId(header: Header, reports: readonly Report[], text: string): string | null {
  const copies = reports
    .filter((report) => !/delivery-status|disposition/.test(report.type))
    .map((report) => report.text);
  for (const copy of [...copies, text]) {
    const field = /^[ \t>]*message-id:[ \t]*(?:\r?\n[ \t]+)?(<[^<>\s]+>)/im.exec(copy)?.[1];
    if (field) return field;
  }
  const stated = reports.flatMap((report) =>
    readMessageIds(/^(?:original-message-id|x-original-message-id):\s*(.+)$/im.exec(report.text)?.[1] ?? ''),
  );
  return (
    stated[0] ??
    readMessageIds(headerValue(header, 'in-reply-to'))[0] ??
    readMessageIds(headerValue(header, 'references')).at(-1) ??
    null
  );
}
