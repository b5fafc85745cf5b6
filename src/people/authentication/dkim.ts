import { Readable } from 'node:stream';
import { setImmediate } from 'node:timers/promises';
import type { dkimVerify } from 'mailauth/lib/dkim/verify.js';
import type { Mail } from '../../mail/mail.ts';
import { aligned, domainOf } from '../address.ts';
import { isVouchedFor } from './arc.ts';
import { type Findings, readDmarc, readPolicy } from './findings.ts';
import { failure, type Resolver } from './resolver.ts';

/** For all look-ups of one mail together, in milliseconds. */
const DNS_BUDGET = 5_000;
const NOTHING: Findings = { dkim: [], spf: null, dmarc: 'none', policy: null };

/**
 * DKIM (RFC 6376) and DMARC (RFC 9989) verified by the desk. A signature counts only when it covers the whole body and
 * was made with an algorithm that still stands (RFC 8301). `dmarc: 'error'` when DNS did not answer in time. SPF is
 * never asked: which host delivered the mail is not known from the mail itself.
 */
export async function verifySignatures(
  mail: Mail,
  raw: Uint8Array,
  resolve: Resolver,
  now: Date,
  arcSealers: readonly string[] = [],
): Promise<Findings> {
  const domain = domainOf(mail.from[0]?.address ?? '');
  if (domain === '') return NOTHING;
  // 0.2 s and 24 MB that a desk behind a verifying gateway never needs.
  const [{ dkimVerify }, { dmarc }] = await Promise.all([
    import('mailauth/lib/dkim/verify.js'),
    import('mailauth/lib/dmarc/index.js'),
  ]);
  const budget = limited(resolve, DNS_BUDGET);
  try {
    const { results, headerFrom, fromFields, arc } = hasReadableHeader(raw)
      ? await dkimVerify(Readable.from(inPieces(raw)), verifying(budget.resolve, now))
      : { results: [], headerFrom: mail.from.map(({ address }) => address), fromFields: 1, arc: undefined };
    if (headerFrom.some((address) => domainOf(address) !== domain)) return { ...NOTHING, dmarc: 'fail' };
    const accepted = results.filter(isAcceptable);
    const undecided = results.some(
      ({ status, signingDomain }) => status.result === 'temperror' && aligned(signingDomain ?? '', domain),
    );
    if (accepted.length === 0 && undecided) return { ...NOTHING, dmarc: 'error' };
    const dkimDomains = accepted.map(({ signingDomain = '' }) => ({ domain: signingDomain }));
    const verdict = await dmarc({ headerFrom, fromFields, spfDomains: [], dkimDomains, resolver: budget.resolve });
    const vouched = arcSealers.length > 0 && (await isVouchedFor(mail, arc, arcSealers, budget.resolve));
    return {
      ...NOTHING,
      ...(vouched && { vouched }),
      ...(verdict ? { dmarc: readDmarc(verdict.status.result), policy: readPolicy(verdict.policy) } : {}),
      dkim: accepted.map(({ signingDomain = '', signingHeaders }) => ({
        domain: signingDomain,
        covers: fieldList(signingHeaders?.keys),
      })),
    };
  } finally {
    budget.end();
  }
}

const verifying = (resolver: Resolver, curTime: Date) => ({
  resolver,
  curTime,
  rejectRsaSha1: true,
  minBitLength: 1024,
});

/**
 * Whether forwarders that the desk trusts vouch for a mail whose signatures somebody else has verified. DNS is asked
 * for the keys of these forwarders, and of a mail without a seal of theirs for nothing.
 */
export async function vouchedByForwarders(
  mail: Mail,
  raw: Uint8Array,
  resolve: Resolver,
  now: Date,
  sealers: readonly string[],
): Promise<boolean> {
  const domain = domainOf(mail.from[0]?.address ?? '');
  if (domain === '' || !isSealedBy(mail, sealers) || !hasReadableHeader(raw)) return false;
  const { dkimVerify } = await import('mailauth/lib/dkim/verify.js');
  const budget = limited(resolve, DNS_BUDGET);
  const ofSealers: Resolver = async (name, type) => {
    if (sealers.some((sealer) => name.toLowerCase().endsWith(`._domainkey.${sealer}`)))
      return budget.resolve(name, type);
    throw failure('ENOTFOUND', 'only the keys of forwarders are asked for');
  };
  try {
    const { headerFrom, arc } = await dkimVerify(Readable.from(inPieces(raw)), verifying(ofSealers, now));
    const isSame = headerFrom.every((address) => domainOf(address) === domain);
    return isSame && (await isVouchedFor(mail, arc, sealers, ofSealers));
  } finally {
    budget.end();
  }
}

/** By what the seals say of themselves. */
function isSealedBy({ headers }: Mail, sealers: readonly string[]): boolean {
  const seals = headers.filter(([name]) => name === 'arc-seal');
  const signer = (value: string): string => /(?:^|;)\s*d\s*=\s*([^;\s]+)/i.exec(value)?.[1]?.toLowerCase() ?? '';
  return seals.length > 0 && seals.every(([, value]) => sealers.includes(signer(value)));
}

/**
 * Octets of a header; fields that are taken apart, and octets of one; lines of any field; white space in a row. Far
 * more than mail programs write.
 */
const MOST = { header: 1024 * 1024, parsed: 50, octets: 8 * 1024, lines: 1_000, space: 200 };
const LONG_SPACE = new RegExp(`[ \\t\\r\\n]{${MOST.space}}`);

/**
 * Whether the verifier can read a header in a moment: its work grows with the square of what is limited here. A mail
 * beyond that counts as one without a signature.
 */
function hasReadableHeader(raw: Uint8Array): boolean {
  const start = Buffer.from(raw.buffer, raw.byteOffset, Math.min(raw.length, MOST.header)).toString('latin1');
  const end = start.search(/\n\r?\n/);
  if (end < 0 && raw.length > MOST.header) return false;
  const header = end < 0 ? start : start.slice(0, end);
  if (LONG_SPACE.test(header)) return false;
  const fields = header.split(/\n(?![ \t])/);
  const parsed = fields.filter((field) => PARSED.test(field));
  return (
    fields.every((field) => field.split('\n').length <= MOST.lines) &&
    parsed.length <= MOST.parsed &&
    parsed.every(({ length }) => length <= MOST.octets)
  );
}

const PARSED = /^(?:from|dkim-signature|arc-[a-z-]+)[ \t]*:/i;

const PIECE = 256 * 1024;

/** A large mail takes seconds to verify; between its pieces everything else gets its turn. */
async function* inPieces(raw: Uint8Array): AsyncGenerator<Buffer> {
  for (let start = 0; start < raw.length; start += PIECE) {
    yield Buffer.from(raw.buffer, raw.byteOffset + start, Math.min(PIECE, raw.length - start));
    await setImmediate();
  }
}

type Signature = Awaited<ReturnType<typeof dkimVerify>>['results'][number];

/**
 * `l=` leaves room for text added below what was signed; a key that is only being tested proves nothing (RFC 6376
 * §3.6.1).
 */
function isAcceptable({ status, canonBodyLengthLimited }: Signature): boolean {
  return status.result === 'pass' && canonBodyLengthLimited !== true && status.testing !== true;
}

function fieldList(keys: string | undefined): string[] {
  return (keys ?? '')
    .toLowerCase()
    .split(':')
    .map((key) => key.trim())
    .filter(Boolean);
}

/** The resolver until the budget is used up; from then on it fails like a name server that does not answer. */
function limited(resolve: Resolver, budget: number): { resolve: Resolver; end: () => void } {
  const timeout = Promise.withResolvers<never>();
  // Most mails never race against it, and then nobody else would handle its rejection.
  timeout.promise.catch(() => undefined);
  const timer = setTimeout(() => timeout.reject(failure('ETIMEOUT', 'the time for DNS is used up')), budget);
  return {
    resolve: (name, type) => Promise.race([resolve(name, type), timeout.promise]),
    end: () => clearTimeout(timer),
  };
}
