/**
 * What a relay's answer says, and about whom. Only a verdict about the recipient or the content ends a letter. Every
 * other answer is about this desk or the relay: a wrong password, a host on a block list, a relay that is being rebuilt
 * refuse everything, and what was refused must wait until that is mended.
 */

/** What the relay answered to, in the order of a session (RFC 5321 §3). `session`: it spoke unasked. */
export const STEPS = [
  'connect',
  'greeting',
  'ehlo',
  'starttls',
  'auth',
  'session',
  'mail',
  'rcpt',
  'data',
  'content',
] as const;
export type SmtpStep = (typeof STEPS)[number];

export type RelayVerdict =
  /** Final: no letter reaches this recipient. */
  | 'recipient'
  /** Final: this content is not taken. */
  | 'content'
  /** Taken once it is smaller. */
  | 'too_large'
  /** This letter waits; others may go. */
  | 'later'
  /** About the desk or the relay: every letter waits. */
  | 'relay';

type Row = {
  readonly steps: readonly SmtpStep[];
  /** Of the reply code (RFC 5321 §4.2). */
  readonly code: RegExp;
  /** Of the enhanced code (RFC 3463), such as `5.1.1`; an answer without one does not fit. */
  readonly enhanced?: RegExp;
  readonly text?: RegExp;
  readonly verdict: RelayVerdict;
};

const SETUP: readonly SmtpStep[] = ['connect', 'greeting', 'ehlo', 'starttls', 'auth', 'session'];
const TRANSACTION: readonly SmtpStep[] = ['mail', 'rcpt', 'data', 'content'];
const AFTER_MAIL: readonly SmtpStep[] = ['rcpt', 'data', 'content'];

/**
 * A mailbox that is not there, or takes nothing: the words of Postfix, Exim, sendmail, qmail, Exchange, Gmail, QQ and
 * Coremail.
 */
const MAILBOX =
  /(?:user|mailbox|recipient|account|addressee|alias)(?: name)?(?: address)?\s*(?:[<"'(][^\s>"')]*[>"')]\s*)?(?:is |was |has been |does |doesn'?t |do )?(?:currently )?(?:not |un|in)?(?:found|exist|known|unknown|exists|a valid|valid\b|local|listed|available|unavailable|disabled|suspended|inactive|locked|frozen|closed|full|over ?quota)|(?:unknown|(?<!many )invalid|no such|non-?existent|bad|unrouteable|unroutable|undeliverable|disabled) (?:local )?(?:user|recipient|mailbox|address|account|alias|person|destination|domain|rcpt)|no (?:such (?:user|person|mailbox|recipient)|mailbox) (?:here|by that name)|does(?: not|n'?t) (?:exist|have an? \w+ account|like recipient)|user doesn'?t|not our customer|email account that you tried to reach|recipientnotfound|(?:mailbox|user) (?:is )?(?:over|exceeds?|exceeded)|(?:over|exceeded) (?:its |the )?(?:mailbox |storage )?quota|quota exceeded|insufficient .{0,20}storage|null ?mx|(?:domain|host) (?:name )?(?:not found|does not exist|unknown|has no mx)|no such domain|relays? .{0,40}no longer accepts|用户不存在|邮箱不存在|收件人不存在|账号(?:被|已)?(?:冻结|停用|禁用)/i;

/** Our address, our host, our login or our rate, whatever else the answer mentions. */
const ABOUT_US =
  /\b(?:spf|dkim|dmarc|helo|ehlo|rbl|dnsbl|ptr|rdns)\b|sender|mail from|unauthenticated|not authenticated|authentication (?:is )?required|not authori[sz]ed|client (?:host|was|does)|permissions? to send|send as|reverse dns|spamhaus|block ?list|black ?list|reputation|(?:ip|connection|domain) frequency|rate limit|unusual rate|sending (?:limit|quota)|daily .{0,20}(?:limit|quota)|exceeded .{0,30}threshold|relay(?:ing)? (?:access )?(?:denied|not permitted|not allowed|prohibited)|unable to relay|rcpthosts|administrative prohibition|\byour (?:smtp |e-?mail |mail(?:box)? )?(?:account|host|plan|licen[cs]e|subscription)\b|\bsmtp account|(?:sending|account|mail service) (?:is |has been )?paused|identities failed|per (?:hour|day|month)\b|(?:hourly|daily|weekly|monthly) .{0,20}(?:limit|quota)|(?:limit|number|max(?:imum)?)\b.{0,30}\b(?:outgoing|outbound|sent|allowed|e-?mails|messages) .{0,30}(?:exceeded|reached)|(?:trial|licen[cs]e|subscription) .{0,20}(?:expired|ended|over)|from your /i;

/** Our mailbox or login, said with a code that is meant for the recipient's. */
const OUR_ACCOUNT =
  /\bmail from\b|\b(?:sender|from)(?:['’]s)? (?:(?:e-?mail|address|mailbox|account|domain|user) )?(?:is |was |has been |does )?(?:rejected|refused|denied|not |unknown|disabled|suspended|locked|invalid|blocked)|\byour (?:smtp |e-?mail |mail(?:box)? )?account\b|\bsmtp account/i;

/** Trouble of the system that took the content: it says nothing about it. */
const SYSTEM =
  /disk (?:is )?full|no space|out of (?:memory|disk)|queue file|(?:internal|server|software|system|database|configuration|i\/o|disk|write) (?:server )?(?:error|failure|fault)|(?:scanner|filter|milter|antivirus) .{0,20}(?:fail|error|unavailable|not available|unreachable|tim)|(?:can(?:not|'t)|could not|unable to|failed to) (?:be )?(?:scan|queue|store|write|save|spool|process)|maintenance|temporar|overload|try (?:again )?later|timed? ?out|系统(?:错误|繁忙|维护|故障)|稍后(?:再|重)试/i;

const SIZE =
  /(?:message|mail|content|e-?mail|letter|data).{0,40}(?:too (?:large|big|long)|exceeds?.{0,60}(?:size|limit|maximum)|size (?:exceeds|limit))|exceed(?:s|ed)? .{0,30}(?:mail ?size|message size|size limit)|(?:max(?:imum)?|fixed) .{0,20}(?:message )?size|too (?:large|big) (?:message|mail)|邮件(?:太大|过大)|超过.{0,10}大小/i;

/** Their end, or a rate of ours: not this letter's recipient or content. */
const BUSY =
  /too many|\brate\b|frequen|throttl|connections?\b|hostname|resources|system (?:is )?(?:not accepting|busy|full|storage)|insufficient system|server (?:is )?busy|service (?:not |un)available|shutting down/i;
const GREYLISTED = /gr[ea]y-?list|postgrey|try again (?:in|later)|recipient\b|mailbox|user/i;

/** The first row that fits decides; none: about the desk or the relay. */
const TABLE: readonly Row[] = [
  { steps: SETUP, code: /^[45]/, verdict: 'relay' },
  // The channel closes (RFC 5321 §3.8).
  { steps: TRANSACTION, code: /^421/, verdict: 'relay' },

  // Size (RFC 1870 §6; 5.2.3 is the mailbox's own limit, 5.3.4 the system's).
  { steps: TRANSACTION, code: /^5/, enhanced: /^5\.(?:2\.3|3\.4)$/, verdict: 'too_large' },
  { steps: TRANSACTION, code: /^5/, enhanced: /^5\.2\./, text: OUR_ACCOUNT, verdict: 'relay' },
  { steps: TRANSACTION, code: /^5/, enhanced: /^5\.2\./, verdict: 'recipient' },
  { steps: TRANSACTION, code: /^5(?:23|5[0-4])/, text: SIZE, verdict: 'too_large' },
  { steps: ['mail'], code: /^552/, verdict: 'too_large' },

  // Put off: rates and a system in trouble concern every letter, the rest this one.
  { steps: ['mail'], code: /^4/, verdict: 'relay' },
  { steps: AFTER_MAIL, code: /^4/, enhanced: /^4\.(?:3\.\d+|7\.28)$/, verdict: 'relay' },
  { steps: AFTER_MAIL, code: /^4/, enhanced: /^4\.[12]\./, verdict: 'later' },
  { steps: ['rcpt'], code: /^4/, text: GREYLISTED, verdict: 'later' },
  { steps: AFTER_MAIL, code: /^4/, text: BUSY, verdict: 'relay' },
  { steps: AFTER_MAIL, code: /^4/, text: ABOUT_US, verdict: 'relay' },
  { steps: AFTER_MAIL, code: /^4/, verdict: 'later' },

  // Whose address: x.1.7 and x.1.8 are the sender's (RFC 3463 §3.2), and so is what names it.
  { steps: AFTER_MAIL, code: /^5/, enhanced: /^5\.1\.[78]$/, verdict: 'relay' },
  { steps: AFTER_MAIL, code: /^5/, enhanced: /^5\.1\.0$/, text: /sender/i, verdict: 'relay' },
  { steps: AFTER_MAIL, code: /^5/, enhanced: /^5\.1\./, text: OUR_ACCOUNT, verdict: 'relay' },
  { steps: AFTER_MAIL, code: /^5/, enhanced: /^5\.1\./, verdict: 'recipient' },
  // The null MX of the recipient's domain (RFC 7505 §4.2), and an organisation's own restriction on a mailbox.
  { steps: AFTER_MAIL, code: /^5/, enhanced: /^5\.7\.(?:13|17|12[0-9]|13[0-6])$/, verdict: 'recipient' },
  // Exchange Online says 5.4.1 of an address its directory lacks; 5.4.4 and 5.4.310: the domain has no host.
  { steps: ['rcpt'], code: /^5/, enhanced: /^5\.4\.(?:1|4|310)$/, verdict: 'recipient' },

  // At the recipient a policy (5.7.x) is about who we are, unless the mailbox itself is named.
  { steps: ['rcpt', 'data'], code: /^5/, text: ABOUT_US, verdict: 'relay' },
  { steps: ['rcpt', 'data'], code: /^5(?:01|5[0-5])/, text: MAILBOX, verdict: 'recipient' },
  { steps: ['rcpt', 'data'], code: /^5/, verdict: 'relay' },

  // The end of the content: what is said of the sender's standing is about us, the rest about what was sent.
  { steps: ['content'], code: /^5/, enhanced: /^5\.7\.(?:[389]|2[0-8]|5[07]|6[04]|7[0-9]{2})$/, verdict: 'relay' },
  { steps: ['content'], code: /^5/, enhanced: /^5\.[3-5]\./, verdict: 'relay' },
  { steps: ['content'], code: /^5/, text: ABOUT_US, verdict: 'relay' },
  { steps: ['content'], code: /^5/, text: SYSTEM, verdict: 'relay' },
  { steps: ['content'], code: /^5/, enhanced: /^5\.[67]\./, verdict: 'content' },
  {
    steps: ['content'],
    code: /^5/,
    text: /^\S+ (?:the )?account (?:is |has been )?(?:disabled|suspended|locked)/i,
    verdict: 'relay',
  },
  { steps: ['content'], code: /^5/, text: MAILBOX, verdict: 'recipient' },
  { steps: ['content'], code: /^552/, verdict: 'too_large' },
  { steps: ['content'], code: /^5(?:5[0-9])/, verdict: 'content' },
];

/** What an answer of the 4xx or 5xx kind to a step means for the letter it was given to; `said` has all its lines. */
export function verdictOn(step: SmtpStep, said: string): RelayVerdict {
  const code = said.slice(0, 3);
  const enhanced = enhancedCode(said);
  const row = TABLE.find(
    (each) =>
      each.steps.includes(step) &&
      each.code.test(code) &&
      (each.enhanced === undefined || each.enhanced.test(enhanced)) &&
      (each.text === undefined || each.text.test(said)),
  );
  return row?.verdict ?? 'relay';
}

/** Where RFC 2034 §4 has it, or in brackets as qmail writes it; not any address of four numbers. */
function enhancedCode(said: string): string {
  const [, placed, bracketed] =
    /^\d{3}[ -]([45]\.\d{1,3}\.\d{1,3})(?![\d.])|\(#([45]\.\d{1,3}\.\d{1,3})\)/.exec(said) ?? [];
  return placed ?? bracketed ?? '';
}
