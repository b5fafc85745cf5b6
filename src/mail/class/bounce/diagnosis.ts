/**
 * Reasons mail servers give, with the detail of their status (RFC 3463 §3); the first that fits counts. `x` is 4 or 5.
 */
const REASONS: readonly (readonly [detail: string, pattern: RegExp, usual: '4' | '5'])[] = [
  [
    '2.2',
    /mailbox (?:is |has )?(?:full|exceed)|(?:over|exceed(?:s|ed|ing)?)(?: the| his| its| their)?(?: \w+)? ?(?:disk |mail(?:box)? |storage )?quota|quota (?:exceed|full|has been)|mailfolder is full|disk full|insufficient (?:disk|storage)|(?:mail)?box (?:is )?full|too many messages in|user is over|storage limit|満杯|容量|邮箱空间|已满|voll\b|plein|переполнен/i,
    '5',
  ],
  [
    '3.4',
    /(?:message|mail|size|attachment).{0,40}(?:too (?:large|big)|exceeds? .{0,30}(?:size|limit|maximum)|size limit|over.?sized?)|exceeded (?:maximum|max).{0,20}size|maximum message size|邮件(?:太大|过大|大小)/i,
    '5',
  ],
  [
    '2.1',
    /(?:account|mailbox|user|address).{0,30}(?:disabled|inactive|suspended|deactivated|not active|locked|has been (?:closed|blocked))|(?:disabled|inactive|suspended) (?:account|mailbox|user)|not accepting (?:mail|messages)|账号(?:被|已)(?:停用|禁用|冻结)/i,
    '5',
  ],
  [
    '1.2',
    /(?:host|domain|server|system).{0,30}(?:not found|unknown|not exist|unrout|couldn't be found)|unknown (?:host|domain)|unrout(?:e)?able (?:mail )?domain|no such (?:host|domain)|name service error|nxdomain|illegal host|bad domain|no mx|host or domain name|域名(?:不存在|无效)/i,
    '5',
  ],
  [
    '1.1',
    /(?:user|recipient|mailbox|address|account|alias|person|addressee|member|destination).{0,60}(?:unknown|not (?:found|exist|listed|known|a valid|valid|local|available|have)|doesn'?t (?:exist|have)|does ?n[o']t (?:exist|have)|invalid|unavailable|no longer|undeliverable|rejected|couldn't be found)|(?:unknown|invalid|no such|non-?exist\w*|bad|unrouteable|undeliverable) (?:user|recipient|mailbox|address|account|local|person|here|e-?mail|alias|destination)|no (?:such|mailbox) (?:user|here|by that)|not (?:our customer|in (?:our )?(?:directory|address book))|doesn'?t have an? \w+ account|user doesn'?t|unknown or illegal alias|無此|no account|存在しません|用户未找到|不存在|收件人.{0,10}(?:无效|错误)|unbekannt|existiert nicht|inconnu|n'existe pas|no existe|não existe|non esiste|bestaat niet|не (?:найден|существует)/i,
    '5',
  ],
  [
    '7.1',
    /spam|junk mail|blocked|black ?list|block ?list|rbl|policy|denied|prohibited|not permitted|refused by|rejected (?:by|for|due)|unsolicited|relay(?:ing)? access|not allowed|content (?:reject|filter|type)|virus|banned|spf|dmarc|dkim|reputation|unauthori[sz]ed|restricted|authentication|垃圾邮件|拒绝/i,
    '5',
  ],
  [
    '4.7',
    /expired|timed? ?out|too long|retry time|retr(?:y|ies) (?:exceeded|exhausted)|delivery time|giv(?:en|ing) up|超时|not been delivered|unable to deliver (?:this message )?after|could not be delivered (?:with)?in|has been in the queue|message has been queued|delayed|still being retried/i,
    '4',
  ],
  [
    '4.1',
    /connection (?:refused|timed|failed|reset)|no (?:answer|route|response) (?:from )?(?:host)?|network (?:is )?unreachable|could(?: not|n't) (?:connect|establish)|unable to connect|host unreachable|連接|连接/i,
    '4',
  ],
  ['4.6', /loop(?:s back|ing)?|too many hops|hop count/i, '5'],
  [
    '3.2',
    /system not accepting|service (?:not available|unavailable)|temporarily unavailable|try again later|greylist|grey-?listed|graylist|deferred|too many connections|rate limit/i,
    '4',
  ],
];

const ENHANCED = /(?<![\d.])([45])\.(\d{1,3})\.(\d{1,3})(?![\d.]*\.\d|\d)/g;

/** The first enhanced status code in a text (RFC 3463), generic ones last; null when it has none. */
export function statusIn(text: string): string | null {
  const codes = [...text.slice(0, 8000).matchAll(ENHANCED)].map(
    (match) => `${match[1]}.${Number(match[2])}.${Number(match[3])}`,
  );
  return codes.find((code) => !/^[45]\.0\.0$/.test(code)) ?? codes[0] ?? null;
}

/** A status made from the words of a reason and the SMTP reply code before it; null when the words tell nothing. */
export function diagnosedStatus(text: string, stated: string | null): string | null {
  const start = text.slice(0, 4000);
  const found = REASONS.find(([, pattern]) => pattern.test(start));
  if (!found) return null;
  const reply = /(?:^|[\s(:#<-])([45])\d\d(?=[\s-])/.exec(start)?.[1];
  return `${stated?.[0] ?? reply ?? found[2]}.${found[0]}`;
}
