import { readAddresses } from '../../mail/mime/address.ts';
import { readHeader } from '../../mail/mime/header.ts';

/** What a receiving system knows about one delivery. */
export interface ReceivedDelivery {
  /** The envelope sender; empty for `<>`. */
  from: string;
  /** The name the client gave in EHLO. */
  client: string;
  /** The receiving system's own name. */
  host: string;
  at: Date;
  /** Without it no Authentication-Results are added. */
  authentication?: { authservId: string; verdict: AuthorVerdict };
}

/** What it finds about the author: proven, nothing said, or forged against the wish of the author's domain. */
export type AuthorVerdict = 'pass' | 'none' | 'fail';

/**
 * The mail as a receiving system stores it: Return-Path (RFC 5321 §4.4), Authentication-Results (RFC 8601) and Received
 * on top, a sender's own Return-Path and Authentication-Results in this system's name removed (RFC 8601 §5). Every
 * other octet stays as it is. A mail with several authors never passes.
 */
export function addTrace(raw: Buffer, { from, client, host, at, authentication }: ReceivedDelivery): Buffer {
  const { bodyStart } = readHeader(raw, 0, raw.length);
  const header = raw.subarray(0, bodyStart).toString('latin1');
  const kept = header.split(/(?<=\n)(?![ \t])/).filter((field) => !isForged(field, authentication?.authservId));
  const trace = [
    `Return-Path: <${from}>`,
    ...(authentication ? [authenticationResults(authentication, from, domainOf(authorOf(raw)))] : []),
    `Received: from ${client} by ${host} with ESMTP; ${rfc5322Date(at)}`,
    '',
  ].join('\r\n');
  return Buffer.concat([Buffer.from(trace + kept.join(''), 'latin1'), raw.subarray(bodyStart)]);
}

/** The address in From; empty unless there is exactly one. */
export function authorOf(raw: Buffer): string {
  const [author, ...others] = readHeader(raw, 0, raw.length)
    .fields.filter(({ name }) => name === 'from')
    .flatMap(({ value }) => readAddresses(value));
  return author !== undefined && others.length === 0 ? author.address : '';
}

function isForged(field: string, authservId: string | undefined): boolean {
  if (/^return-path[ \t]*:/i.test(field)) return true;
  const claimed = /^authentication-results[ \t]*:\s*([^\s;]+)/i.exec(field)?.[1];
  return claimed !== undefined && claimed.toLowerCase() === authservId?.toLowerCase();
}

function authenticationResults(
  { authservId, verdict }: NonNullable<ReceivedDelivery['authentication']>,
  from: string,
  domain: string,
): string {
  if (verdict === 'none' || domain === '') return `Authentication-Results: ${authservId}; none`;
  if (verdict === 'fail')
    return `Authentication-Results: ${authservId};\r\n\tdkim=none;\r\n\tdmarc=fail (p=REJECT) header.from=${domain}`;
  const spf = from === '' ? [] : [`spf=pass smtp.mailfrom=${domainOf(from)}`];
  const methods = [`dkim=pass header.d=${domain}`, ...spf, `dmarc=pass header.from=${domain}`];
  return `Authentication-Results: ${authservId};\r\n\t${methods.join(';\r\n\t')}`;
}

function domainOf(address: string): string {
  return address.slice(address.lastIndexOf('@') + 1).toLowerCase();
}

/** RFC 5322 §3.3, in UTC. */
function rfc5322Date(at: Date): string {
  return at.toUTCString().replace('GMT', '+0000');
}
