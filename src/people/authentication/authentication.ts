/**
 * Whether a mail comes from the domain it claims: from the Authentication-Results of a host the desk trusts (RFC 8601),
 * else from its DKIM signatures, which the desk verifies itself (RFC 6376). The answer is one of three verdicts. What
 * comes from DNS goes through `resolver.ts`, so that the rest is tested without a network.
 */
import type { Mail } from '../../mail/mail.ts';
import { IDENTIFYING_FIELDS } from '../../mail/mime/header.ts';
import { aligned, domainOf } from '../address.ts';
import { fromAuthenticationResults } from './authentication-results.ts';
import { verifySignatures, vouchedByForwarders } from './dkim.ts';
import type { Findings } from './findings.ts';
import type { Resolver } from './resolver.ts';

/** P: the sender is proven. N: nothing is known. F: the mail is very likely forged. */
export type Verdict = 'P' | 'N' | 'F';

/** What is known about where a mail came from. */
export type Authentication = {
  /** As it counts for a customer; `verdictFor` tells it for the sender and evidence at hand. */
  readonly verdict: Verdict;
  /**
   * `dmarc`: the receiving system says that one of the two passed, not which. `signature`: of the sender themselves.
   */
  readonly proof: 'dkim' | 'spf' | 'dmarc' | 'signature' | 'arc' | null;
  /** The signatures that are its proof, aligned with From; empty for any other proof. */
  readonly signatures: readonly AlignedSignature[];
  readonly reason: AuthenticationReason;
};

type AlignedSignature = {
  /**
   * Made by the very domain of From, not by another of the same organisation (strict alignment, RFC 9989 §3.2.10.1).
   */
  readonly exact: boolean;
  /** The header fields it covers, lower case; null: all of them. */
  readonly covers: readonly string[] | null;
};

/** Why the verdict is what it is. */
export type AuthenticationReason =
  | 'dkim_aligned'
  | 'spf_aligned'
  | 'dmarc_passed'
  | 'several_from_domains'
  | 'doubled_header'
  | 'dmarc_failed'
  | 'dmarc_failed_policy_none'
  | 'dns_unavailable'
  | 'no_trusted_header'
  | 'nothing_aligned'
  | 'not_checked'
  | 'by_website'
  | 'found_before'
  | 'signed'
  | 'arc_sealed';

export type AuthenticationTrust = {
  /** The host whose Authentication-Results are believed; null: the desk verifies by itself. */
  readonly authservId: string | null;
  /** Domains of forwarders whose ARC chains are believed. */
  readonly arcSealers?: readonly string[];
};

/**
 * Where a mail came from. With `authservId` set that host's word counts; only for a mail that it does not prove, and
 * that forwarders have sealed whom the desk trusts, DNS is asked for their keys. Without it DKIM and DMARC are
 * verified. All of DNS has 5 s at most. Never rejects because of what the mail or DNS is like.
 */
export async function authenticate(
  mail: Mail,
  raw: Uint8Array,
  { authservId, arcSealers }: AuthenticationTrust,
  resolve: Resolver,
  now: Date,
): Promise<Authentication> {
  const forged = contradiction(mail);
  if (forged !== null) return { verdict: 'F', proof: null, signatures: [], reason: forged };
  if (authservId === null) return judge(mail, await verifySignatures(mail, raw, resolve, now, arcSealers));
  const findings = fromAuthenticationResults(mail, authservId);
  const found = findings ? judge(mail, findings) : unproven('no_trusted_header');
  if (found.verdict === 'P' || !arcSealers?.length) return found;
  return (await vouchedByForwarders(mail, raw, resolve, now, arcSealers)) ? BY_FORWARDER : found;
}

/** What a verdict needs to count for this sender and this evidence. */
export type VerdictNeeds = {
  readonly staff: boolean;
  /** `trust.staffWithoutDkim`: a private mail system that signs nothing. */
  readonly staffWithoutDkim: boolean;
  /** `trust.staffAlignment`: strict asks of staff that the very domain of From has signed. */
  readonly staffAlignment: 'strict' | 'relaxed';
  /** What is relied on must be covered by what proves the sender; see `fieldsReliedOn`. */
  readonly fields: readonly string[];
  /** Written by a website form or group address: it proves the website, not the person it names. */
  readonly gateway: boolean;
};

/**
 * The fields of a mail that count for something: those its evidence rests on (`Evidence.fields`), and for staff those
 * that tell it from its copies: if one of these were not signed, anybody who has the mail could send it again as a new
 * one.
 */
export function fieldsReliedOn(mail: Mail, evidence: readonly string[], staff: boolean): string[] {
  return [...evidence, ...(staff ? identifying(mail) : [])];
}

/**
 * The verdict as it counts for a sender. SPF proves no staff, a signature proves only the fields it covers, and another
 * domain of the same organisation proves no staff unless the configuration says so: it may be anybody's who has a
 * subdomain.
 */
export function verdictFor({ verdict, proof, signatures }: Authentication, needs: VerdictNeeds): Verdict {
  if (verdict === 'F') return 'F';
  if (needs.staff && needs.staffWithoutDkim) return 'P';
  if (verdict === 'N' || needs.gateway) return 'N';
  if (proof !== 'dkim' && proof !== 'signature') return needs.staff ? 'N' : 'P';
  const counting = signatures.filter(({ exact }) => exact || !needs.staff || needs.staffAlignment === 'relaxed');
  return counting.some(({ covers }) => covers === null || needs.fields.every((field) => covers.includes(field)))
    ? 'P'
    : 'N';
}

/**
 * Whether what proves the sender also covers the field that names the desk (`naming`: To, Cc), and what tells the mail
 * from its copies. Where that is not so, somebody who has a signed mail to another could add the desk, or send one to
 * the desk again as a new one. True for a mail that nothing proves: it gains nothing by it.
 *
 * A receiving system that is trusted does not say what a signature covers, so its `h=` is read (RFC 6376 §3.5); of
 * several signatures all must have the field, since anybody can add one. Of staff its word is taken: Exchange Online
 * signs no To.
 */
export function isSealed(
  mail: Mail,
  authentication: Authentication,
  needs: VerdictNeeds,
  naming: readonly ('to' | 'cc')[],
): boolean {
  if (verdictFor(authentication, needs) !== 'P' || authentication.proof === 'spf') return true;
  const { signatures } = authentication;
  if (signatures.some(({ covers }) => covers !== null)) {
    const fields = [...needs.fields, ...identifying(mail)];
    return naming.some((field) => verdictFor(authentication, { ...needs, fields: [...fields, field] }) === 'P');
  }
  const claimed = needs.staff ? [] : signedFields(mail);
  return claimed.length === 0 || naming.some((field) => claimed.every((fields) => fields.includes(field)));
}

/** What each signature of the sender's organisation says that it covers. */
function signedFields(mail: Mail): string[][] {
  const sender = domainOf(mail.from[0]?.address ?? '');
  const tag = (value: string, name: string): string =>
    new RegExp(`(?:^|;)\\s*${name}\\s*=([^;]*)`).exec(value)?.[1]?.replace(/\s+/g, '').toLowerCase() ?? '';
  return mail.headers.flatMap(([name, value]) => {
    const fields = tag(value, 'h');
    return name === 'dkim-signature' && fields !== '' && aligned(tag(value, 'd'), sender) ? [fields.split(':')] : [];
  });
}

/** Those of the fields which tell a mail from its copies that it has. */
function identifying(mail: Mail): string[] {
  const names = new Set(mail.headers.map(([name]) => name));
  return IDENTIFYING_FIELDS.filter((field) => names.has(field));
}

/**
 * Fields of which a message has one at most (RFC 5322 §3.6, RFC 2045 §3): a second one shows different people different
 * things, and a signature covers only one of the two.
 */
const SINGLE_FIELDS: ReadonlySet<string> = new Set([
  'from',
  'sender',
  'reply-to',
  'to',
  'cc',
  'bcc',
  'date',
  'subject',
  'message-id',
  'in-reply-to',
  'references',
  'content-type',
  'content-transfer-encoding',
]);

function contradiction(mail: Mail): AuthenticationReason | null {
  if (new Set(mail.from.map(({ address }) => domainOf(address))).size > 1) return 'several_from_domains';
  const names = mail.headers.map(([name]) => name).filter((name) => SINGLE_FIELDS.has(name));
  return new Set(names).size < names.length ? 'doubled_header' : null;
}

const BY_FORWARDER: Authentication = { verdict: 'P', proof: 'arc', signatures: [], reason: 'arc_sealed' };

function judge(mail: Mail, { dkim, spf, dmarc, policy, vouched }: Findings): Authentication {
  const domain = domainOf(mail.from[0]?.address ?? '');
  // A forwarder that changes a mail breaks the signature, and DMARC with it.
  if (dmarc === 'fail' && vouched) return BY_FORWARDER;
  if (dmarc === 'fail') {
    return policy === 'none'
      ? unproven('dmarc_failed_policy_none')
      : { verdict: 'F', proof: null, signatures: [], reason: 'dmarc_failed' };
  }
  if (dmarc === 'error') return unproven('dns_unavailable');
  const signatures = dkim
    .filter((signature) => aligned(signature.domain, domain))
    .map((signature) => ({ exact: domainOf(`@${signature.domain}`) === domain, covers: signature.covers }));
  if (signatures.length > 0) return { verdict: 'P', proof: 'dkim', signatures, reason: 'dkim_aligned' };
  if (spf !== null && aligned(spf, domain))
    return { verdict: 'P', proof: 'spf', signatures: [], reason: 'spf_aligned' };
  if (dmarc === 'pass') return { verdict: 'P', proof: 'dmarc', signatures: [], reason: 'dmarc_passed' };
  return vouched ? BY_FORWARDER : unproven('nothing_aligned');
}

function unproven(reason: AuthenticationReason): Authentication {
  return { verdict: 'N', proof: null, signatures: [], reason };
}
