import type { Mail } from '../../mail/mail.ts';
import { aligned, domainOf } from '../address.ts';
import { type Findings, readDmarc, readPolicy } from './findings.ts';
import { type MethodResult, parseAuthenticationResults } from './results-grammar.ts';

/**
 * What the trusted host found: its topmost fields as far as they follow one another and can be believed, and of each
 * method what the topmost field with it says. Null when there is no such field. A pass of DMARC for somebody else than
 * the sender read here (`header.from`, RFC 8601 §2.7.8) says nothing: a From that reads differently to different
 * programs.
 */
export function fromAuthenticationResults(mail: Mail, authservId: string): Findings | null {
  const block = topmostBlock(mail, authservId.toLowerCase());
  if (block.length === 0) return null;
  const of = (method: string): readonly MethodResult[] =>
    block.map((results) => results.filter((result) => result.method === method)).find((found) => found.length > 0) ??
    [];
  // The grammar lets one through at most.
  const dmarc = of('dmarc').find((each) => !passed(each) || isAbout(mail, each));
  return {
    dkim: of('dkim')
      .filter(passed)
      .map((result) => ({ domain: signer(result), covers: null })),
    spf: of('spf').filter(passed).map(envelopeDomain)[0] ?? null,
    dmarc: readDmarc(dmarc?.result),
    policy: dmarc ? policyOf(dmarc) : null,
  };
}

type Field = readonly MethodResult[];

/**
 * Several milters of one host write a field each, one above the other. Below its last field stands what the sender
 * wrote, perhaps in the host's name. So the block ends at any other field, at one that does not parse as a whole or is
 * not written like a field, at `none`, and where nothing so far speaks for the sender: then the host has said what it
 * had to say.
 */
function topmostBlock(mail: Mail, authservId: string): readonly Field[] {
  const block: Field[] = [];
  for (const [name, value, irregular] of mail.headers) {
    const field = name === 'authentication-results' ? parseAuthenticationResults(value) : null;
    if (field?.authservId !== authservId) {
      if (block.length > 0 && name !== 'received-spf') break;
      continue;
    }
    if (irregular || field.results === null) break;
    if (field.results === 'none') {
      block.push([]);
      break;
    }
    block.push(field.results);
    if (!goesOn(mail, block)) break;
  }
  return block;
}

/** OpenDMARC writes its field above those it relies on, also when the sender has no policy. */
function goesOn(mail: Mail, block: readonly Field[]): boolean {
  const results = block.flat();
  return (
    results.some((result) => passed(result) && speaksFor(mail, result)) ||
    results.every(({ method, result }) => method === 'dmarc' && result === 'none')
  );
}

function speaksFor(mail: Mail, result: MethodResult): boolean {
  const sender = domainOf(mail.from[0]?.address ?? '');
  switch (result.method) {
    case 'dkim':
      return aligned(signer(result), sender);
    case 'spf':
      return aligned(envelopeDomain(result), sender);
    case 'dmarc':
      return isAbout(mail, result);
    default:
      return false;
  }
}

const passed = ({ result }: MethodResult): boolean => result === 'pass';

function isAbout(mail: Mail, { properties }: MethodResult): boolean {
  const judged = properties.get('header.from');
  return judged === undefined || aligned(judged, domainOf(mail.from[0]?.address ?? ''));
}

/** OpenDMARC and Gmail write `(p=…)`, rspamd `(policy=…)`. */
function policyOf({ properties, comment }: MethodResult): Findings['policy'] {
  return readPolicy(properties.get('policy.dmarc') ?? /\bp(?:olicy)?\s*=\s*(\w+)/i.exec(comment)?.[1]);
}

/** `header.d`, else the domain of `header.i`. */
function signer({ properties }: MethodResult): string {
  return properties.get('header.d') ?? properties.get('header.i') ?? '';
}

/** Of the envelope sender; of the greeting when that is empty (RFC 7208 §2.4). */
function envelopeDomain({ properties }: MethodResult): string {
  return properties.get('smtp.mailfrom') || properties.get('smtp.helo') || '';
}
