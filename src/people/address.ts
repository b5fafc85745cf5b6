import { domainToASCII } from 'node:url';
import { getDomain } from 'tldts';

declare const canonical: unique symbol;
declare const limited: unique symbol;

/** The one form by which somebody is known; what looks people up takes no other, so that no spelling slips past. */
export type CanonicalAddress = string & { readonly [canonical]: true };

/** The one form by which letters are counted: every spelling that reaches the same inbox has the same. */
export type LimitKey = string & { readonly [limited]: true };

/**
 * The form in which addresses are compared, stored as keys and signed: lower case, NFC, the domain as A-labels
 * (RFC 5890 §2.3.2.1) without a root dot. Local parts are case-sensitive by RFC 5321 §2.4; no mail system that matters
 * tells them apart, and a forger gains nothing from two that differ in case only.
 */
export function canonicalAddress(address: string): CanonicalAddress {
  const { local, domain } = split(address);
  return (domain === '' ? local : `${local}@${domain}`) as CanonicalAddress;
}

/** The same provider under two names. */
const SAME_DOMAIN: Readonly<Record<string, string>> = { 'googlemail.com': 'gmail.com' };
const IGNORES_DOTS: ReadonlySet<string> = new Set(['gmail.com']);

/**
 * What limits count by: the canonical address without its plus part, and without dots where the provider ignores them.
 * `victim+1@…` and `v.i.c.t.i.m@gmail.com` are one inbox; for everything but counting they are different people.
 */
export function limitKey(address: string): LimitKey {
  const { local, domain } = split(address);
  const provider = SAME_DOMAIN[domain] ?? domain;
  const tag = local.indexOf('+', 1);
  const inbox = unquoted(tag > 0 ? `${local.slice(0, tag)}${local.startsWith('"') ? '"' : ''}` : local);
  return `${IGNORES_DOTS.has(provider) ? inbox.replaceAll('.', '') : inbox}@${provider}` as LimitKey;
}

/** The domain that limits count by. */
export const limitDomain = (key: LimitKey): string => key.slice(key.lastIndexOf('@') + 1);

/** Quotation marks that nothing needs are another spelling (RFC 5321 §4.1.2). */
const unquoted = (local: string): string => /^"([^\s"\\@]+)"$/.exec(local)?.[1] ?? local;

export function sameAddress(a: string, b: string): boolean {
  return canonicalAddress(a) === canonicalAddress(b);
}

/** The domain in canonical form; empty when the address has none. */
export function domainOf(address: string): string {
  return split(address).domain;
}

/** The lower-cased local part with its plus part. */
export function localPartOf(address: string): string {
  return split(address).local;
}

/**
 * Whether mail can be sent to an address: a local part and a domain with a dot, neither of them with blanks, control
 * characters or brackets. An address literal (RFC 5321 §4.1.3) names a host, which may be anybody's inner network.
 */
export function isRoutable(address: string): boolean {
  const { local, domain } = split(address);
  const [last = '', ...labels] = domain.split('.').toReversed();
  return (
    local !== '' &&
    Buffer.byteLength(local) <= 64 &&
    domain.length <= 255 &&
    !/[\s\p{Cc}\p{Cf}<>[\](),;:\\]/u.test(address.trim()) &&
    !/["@]/.test(local.replace(/^"([^"\\]*)"$/, '')) &&
    labels.length > 0 &&
    [last, ...labels].every((label) => /^[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?$/.test(label)) &&
    !/^\d+$/.test(last)
  );
}

/** `support+x@desk.example` → `support@desk.example`, in canonical form. */
export function withoutTag(address: string): string {
  const { local, domain } = split(address);
  const plus = local.indexOf('+');
  return `${plus > 0 ? local.slice(0, plus) : local}@${domain}`;
}

/**
 * The domain an organisation registered (RFC 9989 §3.2.14, by the public suffix list with its private part, so that two
 * customers of one hoster are two organisations); the domain itself where the list knows none.
 */
export function organizationalDomain(domain: string): string {
  const canonical = canonicalDomain(domain);
  return getDomain(canonical, { allowPrivateDomains: true }) ?? canonical;
}

/** Relaxed identifier alignment (RFC 9989 §3.2.10.1). An empty domain is aligned with nothing. */
export function aligned(a: string, b: string): boolean {
  const organisation = organizationalDomain(a);
  return organisation !== '' && organisation === organizationalDomain(b);
}

/** True for a mail provider anybody can open an account with: its domain says nothing about who somebody works for. */
export function isPublicProvider(domain: string): boolean {
  return PUBLIC_PROVIDERS.has(organizationalDomain(domain));
}

function split(address: string): { local: string; domain: string } {
  const text = address.trim().normalize('NFC');
  const at = text.lastIndexOf('@');
  if (at < 0) return { local: text.toLowerCase(), domain: '' };
  return { local: text.slice(0, at).toLowerCase(), domain: canonicalDomain(text.slice(at + 1)) };
}

function canonicalDomain(domain: string): string {
  const lower = domain
    .trim()
    .toLowerCase()
    .replace(/(?<!\.)\.+$/, '');
  // Only names with other letters are converted: the URL parser behind it would read `1.2` as an IP address.
  return /^[\x21-\x7e]*$/.test(lower) ? lower : domainToASCII(lower) || lower;
}

const PUBLIC_PROVIDERS: ReadonlySet<string> = new Set(
  `126.com 139.com 163.com 163.net 188.com 189.cn 21cn.com 263.net 2980.com 88.com aliyun.com china.com chinaren.com
  eyou.com foxmail.com live.cn msn.cn outlook.cn qq.com sina.cn sina.com sina.com.cn sogou.com sohu.com tom.com
  wo.cn yahoo.cn yahoo.com.cn yeah.net
  aim.com aol.com duck.com fastmail.com fastmail.fm free.fr gmail.com gmx.at gmx.ch gmx.com gmx.de gmx.net
  googlemail.com hanmail.net hey.com hotmail.co.uk hotmail.com hotmail.de hotmail.es hotmail.fr hotmail.it hushmail.com
  icloud.com inbox.ru laposte.net libero.it list.ru live.com live.co.uk live.fr mac.com mail.com mail.ru mailbox.org
  me.com msn.com nate.com naver.com orange.fr outlook.com outlook.de outlook.fr outlook.jp pm.me posteo.de proton.me
  protonmail.com rambler.ru rediffmail.com rocketmail.com seznam.cz t-online.de tuta.com tutanota.com web.de wp.pl
  ya.ru yahoo.co.in yahoo.co.jp yahoo.co.uk yahoo.com yahoo.com.hk yahoo.com.tw yahoo.de yahoo.es yahoo.fr yahoo.it
  yandex.com yandex.ru ymail.com zoho.com zohomail.com`.split(/\s+/),
);
