import { readAddresses } from '../mail/address.ts';
import { readHeader } from '../mail/header.ts';

/** What a receiving system knows about one delivery. */
export interface Delivery {
  /** The envelope sender; empty for `<>`. */
  from: string;
  /** The name the client gave in EHLO. */
  client: string;
  /** The receiving system's own name. */
  host: string;
  at: Date;
  /** Whose word the verdict is: set, an Authentication-Results header is added that says the sender is who From says. */
  authservId?: string;
}

/**
 * The mail as a receiving system stores it: Return-Path (RFC 5321 §4.4), Authentication-Results (RFC 8601) and Received on
 * top, a sender's own Return-Path and own Authentication-Results in this system's name removed (RFC 8601 §5). Every
 * other octet stays as it is.
 */
export function addTrace(raw: Buffer, delivery: Delivery): Buffer {
  const { bodyStart } = readHeader(raw, 0, raw.length);
  const header = raw.subarray(0, bodyStart).toString('latin1');
  const kept = header.split(/(?<=\n)(?![ \t])/).filter((field) => !isForged(field, delivery.authservId));
  const added = [
    `Return-Path: <${delivery.from}>`,
    ...(delivery.authservId === undefined ? [] : [verdict(raw, delivery, delivery.authservId)]),
    `Received: from ${delivery.client} by ${delivery.host} with ESMTP; ${rfc5322Date(delivery.at)}`,
  ];
  const trace = `${added.join('\r\n')}\r\n`;
  return Buffer.concat([Buffer.from(trace + kept.join(''), 'latin1'), raw.subarray(bodyStart)]);
}

function isForged(field: string, authservId: string | undefined): boolean {
  if (/^return-path[ \t]*:/i.test(field)) return true;
  if (authservId === undefined) return false;
  const claimed = /^authentication-results[ \t]*:\s*([^\s;]+)/i.exec(field)?.[1];
  return claimed?.toLowerCase() === authservId.toLowerCase();
}

/** Says P of a mail with one From address, and nothing of any other. */
function verdict(raw: Buffer, delivery: Delivery, authservId: string): string {
  const authors = readHeader(raw, 0, raw.length)
    .fields.filter(({ name }) => name === 'from')
    .flatMap(({ value }) => readAddresses(value));
  const domain = domainOf(authors[0]?.address ?? '');
  if (authors.length !== 1 || domain === '') return `Authentication-Results: ${authservId}; none`;
  const spf = delivery.from === '' ? '' : `\r\n\tspf=pass smtp.mailfrom=${domainOf(delivery.from)};`;
  return `Authentication-Results: ${authservId};\r\n\tdkim=pass header.d=${domain};${spf}\r\n\tdmarc=pass header.from=${domain}`;
}

function domainOf(address: string): string {
  return address.slice(address.lastIndexOf('@') + 1).toLowerCase();
}

/** RFC 5322 §3.3, in UTC. */
function rfc5322Date(at: Date): string {
  return at.toUTCString().replace('GMT', '+0000');
}
