/**
 * Reasons mail servers give, with the detail of their status (RFC 3463 §3); the first that fits counts. The last column
 * is the class where neither a status nor a reply code tells it.
 *
 * @internal tests look at it
 */
export const REASONS: readonly (readonly [detail: string, pattern: RegExp, usual: '4' | '5'])[] = [
  [
    '2.2',
    /mailbox (?:is |has )?(?:full|exceed)|(?:over|exceed(?:s|ed|ing)?)(?: the| his| its| their)?(?: \w+)? ?(?:disk |mail(?:box)? |storage )?quota|quota (?:exceed|full|has been)|mailfolder is full|disk full|insufficient (?:disk|storage)|(?:mail)?box (?:is )?full|too many messages in|user is over|storage limit|満杯|いっぱい|容量|邮箱空间|已[满滿]|[邮郵信]箱.{0,6}[满滿]|(?<!(?:邮件|附件|大小).{0,4})(?:超出|超过|超過).{0,8}(?:配额|配額|空间|空間|限额)|空间不足|용량|가득|\bvoll\b|speicherplatz|\bplein|llen[oa]\b|chei[oa]\b|pien[ao]\b|\bpełn[aey]\b|przepełnion|переполнен/i,
    '5',
  ],
  [
    '3.4',
    /(?:message|mail|size|attachment).{0,40}(?:too (?:large|big)|exceeds? .{0,30}(?:size|limit|maximum)|size limit|over.?sized?)|exceeded (?:maximum|max).{0,20}size|maximum message size|[邮郵信]件大小|(?:邮件|附件).{0,6}(?:太大|过大|超大|超[过出](?!.{0,6}(?:小时|天)))|郵件.{0,4}過大/i,
    '5',
  ],
  [
    '2.1',
    /(?:account|mailbox|user|address).{0,30}(?:disabled|inactive|suspended|deactivated|not active|\blocked|has been closed)|(?:account|mailbox|user) (?:(?:is|was|has been) )?blocked|(?:disabled|inactive|suspended) (?:account|mailbox|user)|not accepting (?:mail|messages)|(?:[账帐][号户]|邮箱|用户).{0,6}(?:被|已)(?:停用|禁用|冻结|注销|锁定|暂停|过期|关闭)/i,
    '5',
  ],
  [
    '1.2',
    /(?:host|domain|server|system)(?:(?!said|user|(?<!of the )recipient|mailbox|account).){0,30}(?:not found|unknown(?! (?:user|recipient|mailbox|address))|not exist|unrout|couldn't be found)|unknown (?:host|domain)|unrout(?:e)?able (?:mail )?domain|no such (?:host|domain)|name service error|nxdomain|illegal host|bad domain|no mx|host or domain name|(?:主机名|域)[^用收邮账]{0,40}(?:不存在|无效|解析失败|无法解析)|(?:找不到|无法(?:解析|找到)).{0,12}(?:域名|主机|服务器)|(?:mx|dns).{0,12}(?:失败|错误|不存在)/i,
    '5',
  ],
  [
    '1.1',
    /(?:user|recipient|mailbox|address|account|alias|person|member|destination).{0,60}(?:unknown|not (?:found|exist|listed|known|a valid|valid|local|available|have)|does ?n'?t (?:exist|have)|invalid|unavailable|no longer|undeliverable|rejected|couldn't be found)|(?:unknown|invalid|no such|non-?exist\w*|bad|unrouteable|undeliverable) (?:user|recipient|mailbox|address|account|local|person|here|e-?mail|alias|destination)|no mailbox (?:user|here|by that)|no such by that|not (?:our customer|in (?:our )?(?:directory|address book))|doesn'?t have an? \w+ account|user doesn'?t|unknown or illegal alias|無此|查[无無]|无(?:此|该)(?:用户|账号|邮箱|收件人)|没有(?:此|该|这个)|找不到|未找到|no account|存在しません|見つかりません|宛先不明|不存在|(?:收件人|用户|邮箱|地址|账号).{0,10}(?:无效|错误|有误|不正确|未注册)|존재하지 않|찾을 수 없|unbekannt|existiert nicht|inconnu|n['’]existe pas|introuvable|no existe|desconocid|não (?:existe|encontrad)|desconhecid|non esiste|sconosciut|bestaat niet|onbekend|nie istnieje|nieznan|okänd|finns inte|ukendt|findes ikke|bulunamadı|не (?:найден|существует)|неизвест/i,
    '5',
  ],
  [
    '7.1',
    /spam|junk mail|blocked|black ?list|block ?list|rbl|policy|denied|prohibited|not permitted|refused by|rejected (?:by|for|due)|unsolicited|relay(?:ing)? access|not allowed|content (?:reject|filter|type)|virus|banned|spf|dmarc|dkim|reputation|unauthori[sz]ed|restricted|authentication|垃圾邮件|反垃圾|黑名单|拒收|(?<!连接被?)拒绝(?!了?连接)|拦截|abgelehnt|rejeté|rechazad|rejeitad|rifiutat|odrzucon|отклонен/i,
    '5',
  ],
  [
    '4.1',
    /connection (?:refused|timed|failed|reset)|no (?:answer|route|response)\b|network (?:is )?unreachable|(?:could|can)(?: ?not|n't|'t) (?:connect|establish)|unable to connect|host unreachable|連接|连接|接続でき|連線|연결할 수 없/i,
    '4',
  ],
  [
    '4.7',
    /expired|timed? ?out|too long|retry time|retr(?:y|ies) (?:exceeded|exhausted)|delivery time|giv(?:en|ing) up|超时|not (?:yet )?been delivered|attempts will continue|unable to deliver (?:this message )?after|could not be delivered (?:with)?in|has been in the queue|message has been queued|delayed|still being retried|暂时.{0,30}(?:未能|无法|不能|不可)|继续(?:尝试|重试|投递)|(?:再次|重新)尝试|(?:投递|传递|送达|发送)(?:被)?延迟|延迟(?:投递|传递|送达|发送)|(?:傳遞|投遞)延遲|遅延|再送|지연|verzögert|noch nicht zugestellt|retardé|retrasad|atrasad|ritard|vertraagd|opóźnion|försen|forsink|задерж/i,
    '4',
  ],
  ['4.6', /loop|too many hops|hop count/i, '5'],
  [
    '3.2',
    /system not accepting|service (?:not available|unavailable)|temporarily unavailable|try again later|greylist|grey-listed|graylist|deferred|too many connections|rate limit/i,
    '4',
  ],
];

const ENHANCED = /(?<![\d.])([45])\.(\d{1,3})\.(\d{1,3})(?![\d.]*\.\d|\d)/g;

/** The first enhanced status code in a text (RFC 3463), generic ones last; null when it has none. */
export function statusIn(text: string): string | null {
  const codes = [...text.slice(0, 8000).matchAll(ENHANCED)].map(
    (match) => `${match[1]}.${Number(match[2])}.${Number(match[3])}`,
  );
  return codes.find((code) => !code.endsWith('.0.0')) ?? codes[0] ?? null;
}

/** A status made from the words of a reason and the SMTP reply code before it; null when the words tell nothing. */
export function diagnosedStatus(text: string, stated: string | null): string | null {
  const start = text.slice(0, 4000);
  const found = REASONS.find(([, pattern]) => pattern.test(start));
  if (!found) return null;
  const reply = /(?:^|[\s(:#<-])([45])\d\d(?=[\s-])/.exec(start)?.[1];
  return `${stated?.[0] ?? reply ?? found[2]}.${found[0]}`;
}
