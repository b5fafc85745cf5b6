import type { Mail } from '../../mail/mail.ts';
import { aligned, domainOf } from '../address.ts';
import type { Resolver } from './resolver.ts';
import { parseAuthenticationResults } from './results-grammar.ts';

/** What the verifier of signatures has gathered of a chain. */
type Chain = NonNullable<Awaited<ReturnType<typeof import('mailauth/lib/dkim/verify.js').dkimVerify>>['arc']>;

/** Fields that the newest seal must cover: who wrote, and what they are found by. */
const COVERED: readonly string[] = ['from', 'subject', 'message-id', 'date'];

/**
 * Whether forwarders that the desk trusts say that the mail was authentic when it came to the first of them (ARC, RFC
 * 8617): the chain is whole, each of its seals is of a configured domain, the newest covers what the sender is known
 * by, and by the first set DMARC has passed, or a signature of the sender's domain. A chain with one seal of somebody
 * else says nothing: whoever made it could have made up all that is below.
 */
export async function isVouchedFor(
  mail: Mail,
  chain: Chain | undefined,
  sealers: readonly string[],
  resolve: Resolver,
): Promise<boolean> {
  const domain = domainOf(mail.from[0]?.address ?? '');
  const sets = chain?.chain || [];
  const [first] = sets;
  if (chain === undefined || first === undefined || domain === '') return false;
  const isTrusted = sets.every((set) => sealers.includes(tagOf(set['arc-seal'], 'd')));
  if (!isTrusted || !coversSender(sets.at(-1)?.['arc-message-signature'])) return false;
  const { arc } = await import('mailauth/lib/arc/index.js');
  // There are sets, so that its `chain` is none of the false ones that its type allows.
  const { status } = await arc(chain as Parameters<typeof arc>[0], { resolver: resolve, minBitLength: 1024 });
  return status.result === 'pass' && saysAuthentic(String(first['arc-authentication-results']?.original ?? ''), domain);
}

type Field = { readonly parsed?: Readonly<Record<string, { readonly value?: unknown } | undefined>> } | undefined;

const tagOf = (field: Field, tag: string): string => String(field?.parsed?.[tag]?.value ?? '').toLowerCase();

/** `l=` leaves room for text added below what was signed. */
function coversSender(signature: Field): boolean {
  const fields = tagOf(signature, 'h')
    .split(':')
    .map((each) => each.trim());
  return tagOf(signature, 'l') === '' && COVERED.every((field) => fields.includes(field));
}

/** The payload of the field is that of Authentication-Results, behind its instance (RFC 8617 §4.1.1). */
function saysAuthentic(field: string, domain: string): boolean {
  const value = /^[^:]*:\s*i\s*=\s*1\s*;(.*)$/s.exec(field)?.[1] ?? '';
  const results = parseAuthenticationResults(value.replace(/\r?\n[ \t]+/g, ' ').trim())?.results;
  if (!results || results === 'none') return false;
  const says = (method: string, property: string): boolean =>
    results.some(
      (each) =>
        each.method === method && each.result === 'pass' && aligned(each.properties.get(property) ?? '', domain),
    );
  return says('dmarc', 'header.from') || says('dkim', 'header.d') || says('dkim', 'header.i');
}
