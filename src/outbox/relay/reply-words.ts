/**
 * What the words of an SMTP answer are about, where its codes do not tell: one expression a matter. Addresses are taken
 * out before: `sender@customer.example` says nothing about the sender.
 */

/**
 * A mailbox that is not there, or takes nothing: the words of Postfix, Exim, sendmail, qmail, Exchange, Gmail, QQ and
 * Coremail.
 */
export const MAILBOX =
  /(?:user|mailbox|inbox|recipient|account|addressee|alias)(?: name)?(?: address)?\s*(?:[<"'(][^\s>"')]*[>"')]\s*)?(?:is |was |has been |does |doesn'?t |do )?(?:currently )?(?:not |un|in)?(?:found|exist|known|unknown|exists|a valid|valid\b|local|listed|available|unavailable|disabled|suspended|inactive|locked|frozen|closed|full|over ?quota)|(?:unknown|(?<!many )invalid|no such|non-?existent|bad|unrouteable|unroutable|undeliverable|disabled) (?:local )?(?:user|recipient|mailbox|address|account|alias|person|destination|domain|rcpt)|no (?:such (?:user|person|mailbox|recipient)|mailbox) (?:here|by that name)|does(?: not|n'?t) (?:exist|have an? \w+ account|like recipient)|user doesn'?t|not our customer|email account that you tried to reach|recipientnotfound|(?:mailbox|user) (?:is )?(?:over|exceeds?|exceeded)|(?:over|exceeded) (?:its |the )?(?:mailbox |storage )?quota|(?:mailbox|inbox|user|recipient|storage|disk)(?:['’]s)? (?:\w+ )?(?:quota|limit) (?:is |was |has been )?(?:exceeded|reached|full)|insufficient .{0,20}storage|null ?mx|(?:domain|host) (?:name )?(?:not found|does not exist|unknown|has no mx)|no such domain|relays? .{0,40}no longer accepts|dosn'?t exist|is ?n[o']t allowed to receive|(?:收件人|用户|邮箱)(?:邮箱|地址)?(?:不存在|已满|无效|停用|冻结|空间不足)|账号(?:被|已)?(?:冻结|停用|禁用)/i;

/** Our address, our host, our login or our rate, whatever else the answer mentions. */
export const ABOUT_US =
  /\b(?:spf|dkim|dmarc|helo|ehlo|rbl|dnsbl|ptr|rdns)\b|sender|mail from|mailfrom|send as|sendas|not allowed to send|bounce attack|behaviou?r|\byour domain\b|\bverified\b|\b(?:ip|host|server|client)\b.{0,60}\blisted\b|over tls|\btls .{0,20}required|unauthenticated|not authenticated|authentication (?:is )?required|not authori[sz]ed|client (?:host|was|does)|\bno permission|permissions? to (?:send|use)|reverse dns|spamhaus|block ?list|black ?list|reputation|(?:ip|connection|domain) frequency|rate limit|unusual rate|sending (?:limit|quota)|daily .{0,20}(?:limit|quota)|exceeded .{0,30}threshold|relay(?:ing)? (?:access )?(?:denied|not permitted|not allowed|prohibited)|unable to relay|rcpthosts|administrative prohibition|\byour (?:smtp |e-?mail |mail(?:box)? )?(?:account|host|plan|licen[cs]e|subscription)\b|\bsmtp account|(?:sending|account|mail service) (?:is |has been )?paused|identities failed|per (?:hour|day|month)\b|(?:hourly|daily|weekly|monthly) .{0,20}(?:limit|quota)|(?:limit|number|max(?:imum)?)\b.{0,30}\b(?:outgoing|outbound|sent|allowed|e-?mails|messages) .{0,30}(?:exceeded|reached)|(?:trial|licen[cs]e|subscription) .{0,20}(?:expired|ended|over)|from your /i;

/** How much we may send, and in what time. */
export const OUR_LIMIT =
  /\b(?:hour(?:ly)?|da(?:y|ily)|week(?:ly)?|month(?:ly)?|minute|24.?h\w*|today)\b.{0,40}\b(?:limits?|quota|cap|volume|exceed\w*|used|reached|rejected|messages|e-?mails)\b|\b(?:limits?|quota|cap|volume|max\w*|exceed\w*|used|resets?|messages|e-?mails)\b.{0,60}\b(?:hour|day|daily|week|month|minute|today|midnight)\b|\b(?:sending|outgoing|outbound|relay|messages?|e-?mails?|smtp|account|domain|transactional|transaction|recipient|rate|bandwidth) (?:\w+ )?(?:quota|limit|allowance|rate)s?\b(?! (?:of|for) (?:size|octets|bytes))|\b(?:limit|quota) (?:is |was |has been )?(?:used up|exhausted)|\bnot enough .{0,20}(?:quota|credits?)|\b(?:per|this|each|every) (?:hour|day|week|month|minute)\b|throttl|frequen|\btoo many (?:e-?mails|mails|messages|same)|(?:发信|发送)(?:额度|量|频率|限制|上限|次数)|(?:额度|配额|频率|次数).{0,6}(?:用完|用尽|超限|上限|不足|超出|过高)|超(?:出|过).{0,8}(?:额度|配额|频率|次数)/i;

/** Our contract with the relay: a plan, and whether it is paid for and in force. */
export const OUR_CONTRACT =
  /\b(?:plan|subscription|contract|package|prepaid|funds|arrears|sandbox|customer|tenant|credentials|licen[cs]e|billing|invoice|payment|unpaid|overdue|credits?|balance|top[ -]?up|recharge|upgrade|allowance|trial|probation|api[ -]?key|configuration set|free (?:tier|accounts?)|quota (?:for|of) (?:your|this|the) (?!mailbox|recipient|user))\b|欠费|余额|套餐|充值|停止发信|暂停发信/i;

/** At the end of the content the recipient has been taken: an account or a service is the one that sends. */
export const OUR_SERVICE =
  /\b(?:account|service|sending|outgoing mail)\b.{0,30}\b(?:unavailable|suspended|paused|blocked|disabled|locked|pending|on hold|not (?:yet )?(?:activated|active|enabled|approved|allowed))\b|账[户号].{0,8}(?:冻结|停用|禁用|异常)/i;

/** What was sent, in so many words, or no words at all. */
export const CONTENT =
  /\b(?:anti-?)?spam\b|virus|malware|phish|\bbanned\b|\b(?:message|mail|e-?mail|content|attachment|file|header|body|subject|link|url|html|mime|format|line|charset|encoding|advert\w*|bulk|executable|archive|transaction|dt:\w+)s?\b|邮件|内容|附件|主题|垃圾|病毒|违规|敏感|^\d{3}[ -]\W*(?:\w+\W*)?$/i;
/** The same, where 552 would speak of size. */
export const MALICE = /\b(?:anti-?)?spam\b|virus|malware|phish|\bbanned\b|垃圾|病毒|违规|敏感/i;

/** Our mailbox or login, said with a code that is meant for the recipient's. */
export const OUR_ACCOUNT =
  /\bmail from\b|\b(?:sender|from)(?:['’]s)? (?:(?:e-?mail|address|mailbox|account|domain|user) )?(?:is |was |has been |does )?(?:rejected|refused|denied|not |unknown|disabled|suspended|locked|invalid|blocked)|\byour (?:smtp |e-?mail |mail(?:box)? )?account\b|\bsmtp account|storedrv\.submission|send ?as ?denied|\bof the sender\b|\bsender's\b/i;

/** Trouble of the system that took the content: it says nothing about it. */
export const SYSTEM =
  /(?:disk|server|system|queue|spool)\b.{0,20}\bfull|processing (?:failed|error)|no space|out of (?:memory|disk)|queue file|(?:internal|server|software|system|database|configuration|i\/o|disk|write) (?:server )?(?:error|failure|fault)|(?:scanner|filter|milter|antivirus) .{0,20}(?:fail|error|unavailable|not available|unreachable|tim)|(?:can(?:not|'t)|could not|unable to|failed to) (?:be )?(?:scan|queue|store|write|save|spool|process)|maintenance|temporar|overload|try (?:again )?later|timed? ?out|系统(?:错误|繁忙|维护|故障)|稍后(?:再|重)试/i;

export const SIZE =
  /(?:message|mail|content|e-?mail|letter|data|attach(?:ment)?)\b.{0,40}(?:too (?:large|big|long)|exceeds?.{0,60}(?:size|limit|maximum)|size (?:exceeds|limit))|exceed(?:s|ed)? .{0,30}(?:mail ?size|message size|size limit)|(?:max(?:imum)?|fixed) .{0,20}(?:message )?size|too (?:large|big) (?:message|mail)|length of .{0,40}(?:maximum|threshold|limit)|(?:邮件|附件)(?:太大|过大)|超过.{0,10}大小/i;

/** Their end, or a rate of ours: not this letter's recipient or content. */
export const BUSY =
  /too many|\brate\b|frequen|throttl|connections?\b|hostname|resources|system (?:is )?(?:not accepting|busy|full|storage)|insufficient system|server (?:is )?busy|service (?:not |un)available|shutting down/i;
export const GREYLISTED = /gr[ea]y-?list|postgrey|try again (?:in|later)|recipient\b|mailbox|user/i;
