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
 * (RFC 5890 §2.3.2.1) without a root dot, no quotation marks that nothing needs. Local parts are case-sensitive by
 * RFC 5321 §2.4; no mail system that matters tells them apart, and a forger gains nothing from two that differ in case
 * only.
 */
export function canonicalAddress(address: string): CanonicalAddress {
  if (CANONICAL.test(address)) return address as CanonicalAddress;
  const { local, domain } = split(address);
  return (domain === '' ? local : `${local}@${domain}`) as CanonicalAddress;
}

/** What most addresses look like: nothing of them would be changed. */
const CANONICAL = /^[a-z0-9._%+-]+@[a-z0-9.-]*[a-z0-9-]$/;

/** What mail providers say reaches one inbox. */
type Provider = {
  /** The first stands for all. */
  readonly domains: readonly [string, ...string[]];
  readonly folded?: (local: string) => string;
  /** `anything@user.domain` reaches `user@domain`. */
  readonly subdomains?: true;
};

const PROVIDERS: readonly Provider[] = [
  { domains: ['gmail.com', 'googlemail.com'], folded: (local) => local.replaceAll('.', '') },
  {
    domains: ['proton.me', 'protonmail.com', 'protonmail.ch', 'pm.me'],
    folded: (local) => local.replace(/[._-]/g, ''),
  },
  {
    domains: ['yandex.ru', 'ya.ru', 'yandex.com', 'yandex.by', 'yandex.kz', 'yandex.ua', 'yandex.uz', 'narod.ru'],
    folded: (local) => local.replaceAll('-', '.'),
  },
  { domains: ['icloud.com', 'me.com', 'mac.com'] },
  { domains: ['fastmail.com'], subdomains: true },
  { domains: ['fastmail.fm'], subdomains: true },
];

const PROVIDER_OF: ReadonlyMap<string, Provider> = new Map(
  PROVIDERS.flatMap((provider) => provider.domains.map((domain) => [domain, provider])),
);

/**
 * What limits count by: the canonical address without its plus part, by what its provider takes for one inbox, and in
 * the letters its compatible ones stand for (NFKC). `victim+1@…` and `v.i.c.t.i.m@gmail.com` are one inbox; for
 * everything but counting they are different people.
 */
export function limitKey(address: string): LimitKey {
  const { local, domain } = split(address);
  const plain = local
    .normalize('NFKC')
    .replace(/[\p{Cf}\p{Default_Ignorable_Code_Point}]/gu, '')
    .toLowerCase();
  const tag = plain.indexOf('+', 1);
  const inbox = unquoted(tag > 0 ? `${plain.slice(0, tag)}${plain.startsWith('"') ? '"' : ''}` : plain);
  const above = domain.slice(domain.indexOf('.') + 1);
  if (PROVIDER_OF.get(above)?.subdomains) return `${domain.slice(0, -above.length - 1)}@${above}` as LimitKey;
  const provider = PROVIDER_OF.get(domain);
  // The index of the letters by domain goes by the first `@` (`letter_automatic_domain`).
  const before = (provider?.folded?.(inbox) ?? inbox).replaceAll('@', '%40');
  return `${before}@${provider?.domains[0] ?? domain}` as LimitKey;
}

/** The domain that limits count by. */
export const limitDomain = (key: LimitKey): string => key.slice(key.indexOf('@') + 1);

/** What needs no quotation marks (RFC 5322 §3.2.3). */
const DOT_ATOM = /^[^\s\p{Cc}"\\@()<>[\]:;,.]+(?:\.[^\s\p{Cc}"\\@()<>[\]:;,.]+)*$/u;

/** Quotation marks and backslashes that nothing needs are another spelling (RFC 5321 §4.1.2). */
function unquoted(local: string): string {
  const quoted = /^"((?:[^"\\]|\\.)*)"$/s.exec(local)?.[1];
  if (quoted === undefined) return local;
  const content = quoted.replace(/\\(.)/gs, '$1');
  return DOT_ATOM.test(content) ? content : `"${content.replace(/["\\]/g, '\\$&')}"`;
}

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
  const organisation = organizationalDomain(domain);
  return PUBLIC_PROVIDERS.has(organisation) || IN_MANY_COUNTRIES.has(organisation.split('.', 1)[0] ?? '');
}

function split(address: string): { local: string; domain: string } {
  const text = address.trim().normalize('NFC');
  const at = text.lastIndexOf('@');
  if (at < 0) return { local: text.toLowerCase(), domain: '' };
  return { local: unquoted(text.slice(0, at).toLowerCase()), domain: canonicalDomain(text.slice(at + 1)) };
}

function canonicalDomain(domain: string): string {
  const lower = domain
    .trim()
    .toLowerCase()
    .replace(/(?<!\.)\.+$/, '');
  // Only names with other letters are converted: the URL parser behind it would read `1.2` as an IP address.
  return /^[\x21-\x7e]*$/.test(lower) ? lower : domainToASCII(lower) || lower;
}

/** Providers with a domain in each country. */
const IN_MANY_COUNTRIES: ReadonlySet<string> = new Set(
  `aol fastmail gmx googlemail hotmail live mailfence outlook proton protonmail rocketmail tuta tutanota windowslive
  yahoo yandex ymail`.split(/\s+/),
);

const PUBLIC_PROVIDERS: ReadonlySet<string> = new Set(
  `126.com 139.com 163.com 163.net 188.com 189.cn 21cn.com 263.net 2980.com 88.com aliyun.com china.com chinaren.com
  eyou.com foxmail.com msn.cn qq.com sina.cn sina.com sina.com.cn sogou.com sohu.com tom.com
  wo.cn yeah.net hinet.net pchome.com.tw seed.net.tw netvigator.com
  gmail.com duck.com hey.com hushmail.com icloud.com inbox.com juno.com lycos.com mac.com mail.com me.com msn.com
  netzero.net passport.com pm.me usa.com zoho.com zoho.eu zoho.in zohomail.com zohomail.eu
  att.net bellsouth.net charter.net comcast.net cox.net earthlink.net frontier.com mindspring.com optonline.net
  optimum.net prodigy.net rr.com sbcglobal.net spectrum.net verizon.net windstream.net
  bell.net rogers.com shaw.ca sympatico.ca telus.net videotron.ca
  bigpond.com bigpond.net.au iinet.net.au optusnet.com.au tpg.com.au slingshot.co.nz xtra.co.nz
  blueyonder.co.uk btinternet.com btopenworld.com ntlworld.com plusnet.com sky.com talktalk.net tiscali.co.uk
  virginmedia.com eircom.net
  arcor.de email.de freenet.de mail.de mailbox.org posteo.de t-online.de vodafonemail.de web.de aon.at chello.at
  bluemail.ch bluewin.ch hispeed.ch sunrise.ch
  aliceadsl.fr bbox.fr club-internet.fr free.fr laposte.net neuf.fr numericable.fr orange.fr sfr.fr wanadoo.fr
  skynet.be telenet.be home.nl hetnet.nl kpnmail.nl planet.nl upcmail.nl xs4all.nl ziggo.nl
  alice.it email.it inwind.it iol.it libero.it tin.it tiscali.it virgilio.it
  terra.com telefonica.net sapo.pt bol.com.br globo.com globomail.com ig.com.br oi.com.br terra.com.br uol.com.br
  bredband.net telia.com online.no mail.dk elisanet.fi luukku.com
  interia.pl o2.pl onet.eu onet.pl op.pl tlen.pl wp.pl atlas.cz centrum.cz email.cz post.cz seznam.cz
  volny.cz azet.sk centrum.sk zoznam.sk citromail.hu freemail.hu abv.bg mail.bg mail.ee inbox.lv inbox.lt
  bk.ru inbox.ru internet.ru list.ru mail.ru narod.ru qip.ru rambler.ru ya.ru i.ua meta.ua ukr.net tut.by
  mynet.com walla.co.il rediffmail.com indiatimes.com sify.com
  biglobe.ne.jp docomo.ne.jp excite.co.jp ezweb.ne.jp infoseek.jp nifty.com ocn.ne.jp softbank.ne.jp
  daum.net hanmail.net kakao.com nate.com naver.com
  anonaddy.me disroot.org keemail.me mozmail.com passmail.net riseup.net runbox.com simplelogin.com slmail.me
  startmail.com tutamail.com
  10minutemail.com dispostable.com getnada.com guerrillamail.com mailinator.com maildrop.cc sharklasers.com
  temp-mail.org trashmail.com yopmail.com`.split(/\s+/),
);
