import { type Header, headerValue } from '../../mime/header.ts';
import type { MessageReport } from '../../mime/report-part.ts';

const ADDRESS = /(?<![\w.+=/-])"?[\w!#$%&'*+/=?^`{|}~.-]{1,100}"?@(?:[\w-]+\.)*[\w-]+(?![\w@])/;

const ANY_ADDRESS = new RegExp(ADDRESS.source, 'g');

/** The first address in a text. */
export function addressIn(text: string): string | null {
  return ADDRESS.exec(text)?.[0].replace(/^'/, '') ?? null;
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
  ['Exchange', /did not reach the following recipient\(s\):[ \t\r]*\n\s*['"]?<?([^\s<>'"]{1,128}@[^\s<>'"]+)/gi],
  [
    'Office 365, Gmail',
    /(?:your message (?:to|wasn't delivered to)|message to|delivered to|deliver(?:y|ing)? (?:message )?to|send (?:your message )?to|failed for|reach)[\s:]{0,12}['"<*]{0,4}([^\s<>'"*:,;()]{1,128}@[\w.-]+\w)/gi,
  ],
  [
    'recipients listed',
    /(?:following (?:address|recipient|user|e-?mail)|recipients?|adress|destinat|收件人|收信人|宛先|受信者|получател|recipient address|undeliverable to|unknown user|user unknown|failed address)[^\n]{0,120}?(?:\n[ \t]*){0,3}[^\n@]{0,40}?<?([^\s<>'"*:,;()]{1,128}@[\w.-]+\w)/gi,
  ],
  ['Exim', /^[ \t]{1,8}([^\s<>:]{1,128}@[\w.-]+\w)\s*$/gm],
  ['address and reason', /^[ \t]*['"<]{0,3}([^\s<>'":]{1,128}@[\w.-]+\w)['">]*\s*(?:[:(]|[.-](?!\w)|$)/gm],
];

/** An address within a link is a page's, or a proxy's. */
const LINK = /[a-z]:\/\/[\x21-\x7e]+/gi;
/** What stands behind a recipient whom the mail has reached. */
const REACHED =
  /^[>'")）\]]*[\s:：;,(（–—-]{0,6}(?:(?:was|were|has been|is) )?(?:successfully )?(?:delivered|relayed|accepted|succe(?:ss|eded)|ok\b|投递成功|发送成功|已送达|已投递|zugestellt|配信済み)/i;

/** The recipient that a bounce's own words name; its sender and receiver count last. Null when there is none. */
export function recipientIn(words: string, header: Header): string | null {
  const own = words.replace(LINK, ' ');
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
      if (address && !isReached(own, match)) return address;
    }
  }
  for (const match of own.matchAll(ANY_ADDRESS)) {
    const address = allowed(match[0]);
    if (address && !isReached(own, match) && !/^(?:postmaster|mailer-daemon|abuse|support|helpdesk)@/i.test(address))
      return address;
  }
  return null;
}

const isReached = (own: string, { 0: found, 1: address = found, index }: RegExpMatchArray): boolean => {
  const at = (index ?? 0) + found.lastIndexOf(address) + address.length;
  return REACHED.test(own.slice(at, at + 120));
};

/** Last resort: whom the returned mail was written to. */
export function originalRecipient(reports: readonly MessageReport[], text: string): string | null {
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
