/** What a receiving system, or the desk's own verification, found out about where a mail came from. */
export type Findings = {
  /** Domains whose signature passed, with the header fields each covers (null: not said, all are believed). */
  readonly dkim: readonly { readonly domain: string; readonly covers: readonly string[] | null }[];
  /** The domain SPF passed for; null when it did not. */
  readonly spf: string | null;
  readonly dmarc: 'pass' | 'fail' | 'error' | 'none';
  /** Forwarders that are trusted say that it was authentic when it came to them; absent where they do not. */
  readonly vouched?: true;
  /** The DMARC policy in force; null when it was not said. */
  readonly policy: DmarcPolicy | null;
};

export type DmarcPolicy = 'none' | 'quarantine' | 'reject';

export function readPolicy(text: string | undefined): DmarcPolicy | null {
  const policy = text?.toLowerCase();
  return policy === 'none' || policy === 'quarantine' || policy === 'reject' ? policy : null;
}

/** A DMARC result keyword (RFC 8601 §2.7.8) as far as it matters here. */
export function readDmarc(result: string | undefined): Findings['dmarc'] {
  if (result === 'pass' || result === 'fail') return result;
  return result === 'temperror' ? 'error' : 'none';
}
