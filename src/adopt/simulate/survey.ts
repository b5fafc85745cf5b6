import { readAddresses } from '../../mail/mime/address.ts';
import { headerValue, headerValues, readHeader } from '../../mail/mime/header.ts';
import { canonicalAddress } from '../../people/address.ts';

/**
 * What the headers of old mails tell before any of it is played: whom it was written to, and who vouches for senders.
 */
export type Survey = {
  readonly mails: number;
  /** Mails by canonical address. */
  readonly recipients: ReadonlyMap<string, number>;
  readonly senders: ReadonlyMap<string, number>;
  /** Mails by the host of their topmost Authentication-Results. */
  readonly hosts: ReadonlyMap<string, number>;
};

/** The header is looked for within so many octets. */
const HEAD_OCTETS = 64 * 1024;

/** Reads the headers of all mails; `advance` hears of their octets. */
export async function surveyOf(mails: AsyncIterable<Buffer>, advance: (octets: number) => void): Promise<Survey> {
  const recipients = new Map<string, number>();
  const senders = new Map<string, number>();
  const hosts = new Map<string, number>();
  let count = 0;
  for await (const raw of mails) {
    const header = readHeader(raw, 0, Math.min(raw.length, HEAD_OCTETS));
    const to = ['to', 'cc'].flatMap((field) => addressesIn(headerValue(header, field)));
    for (const address of new Set(to)) add(recipients, address);
    for (const address of addressesIn(headerValue(header, 'from')).slice(0, 1)) add(senders, address);
    // RFC 8601 §2.2: the authserv-id is the first word, before a version and the first semicolon.
    const [, host] = /^\s*([^\s;]{1,255})/.exec(headerValues(header, 'authentication-results')[0] ?? '') ?? [];
    if (host !== undefined) add(hosts, host.toLowerCase());
    count += 1;
    advance(raw.length);
  }
  return { mails: count, recipients, senders, hosts };
}

const addressesIn = (value: string): string[] => readAddresses(value).map(({ address }) => canonicalAddress(address));

const add = (counts: Map<string, number>, key: string): void => {
  counts.set(key, (counts.get(key) ?? 0) + 1);
};

/** The key with most of them, and its share of all mails; null for none. */
export function commonest(counts: ReadonlyMap<string, number>, all: number): { key: string; share: number } | null {
  const [first] = [...counts].toSorted(([, a], [, b]) => b - a);
  return first === undefined || all === 0 ? null : { key: first[0], share: first[1] / all };
}
