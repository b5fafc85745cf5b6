import { generateKeyPairSync } from 'node:crypto';
import { dkimSign } from 'mailauth/lib/dkim/sign.js';
import type { Mail } from '../../../src/mail/mail.ts';
import { authenticate } from '../../../src/people/authentication/authentication.ts';
import type { Resolver } from '../../../src/people/authentication/resolver.ts';
import { addresses, NOW, sampleMail } from '../sample.ts';

const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 1024 });
const PEM = privateKey.export({ type: 'pkcs8', format: 'pem' });
const KEY_RECORD = `v=DKIM1; k=rsa; p=${publicKey.export({ type: 'spki', format: 'der' }).toString('base64')}`;

export type Zone = Readonly<Record<string, string | Error>>;
export const ZONE: Zone = {
  's._domainkey.customer.example': KEY_RECORD,
  's._domainkey.mail.customer.example': KEY_RECORD,
  's._domainkey.evil.example': KEY_RECORD,
  'test._domainkey.customer.example': `t=y; ${KEY_RECORD}`,
  '_dmarc.customer.example': 'v=DMARC1; p=reject',
};
export const dns =
  (zone: Zone): Resolver =>
  async (name, type) => {
    const answer = type === 'TXT' ? zone[name] : undefined;
    if (answer instanceof Error) throw answer;
    if (answer === undefined) throw Object.assign(new Error(`${name} does not exist`), { code: 'ENOTFOUND' });
    return [[answer]];
  };
export const timeout = Object.assign(new Error('no answer'), { code: 'ETIMEOUT' });

export const FIELDS = {
  From: 'zhang@customer.example',
  To: 'support@desk.example',
  Subject: 'it does not work',
  'Message-ID': '<1@customer.example>',
  'In-Reply-To': '<letter@desk.example>',
};
export const raw = (fields: Record<string, string>, body = 'Hello\r\n') =>
  `${Object.entries(fields)
    .map(([name, value]) => `${name}: ${value}\r\n`)
    .join('')}\r\n${body}`;

type Signing = {
  readonly domain?: string;
  readonly selector?: string;
  readonly headers?: string;
  readonly length?: number;
  /** `rsa-sha1`, which no longer stands (RFC 8301 §3.1). */
  readonly algorithm?: string;
  readonly expires?: Date;
};
export async function sign(
  message: string,
  {
    domain = 'customer.example',
    selector = 's',
    headers = 'from:to:subject:message-id:in-reply-to',
    length,
    algorithm = 'rsa-sha256',
    expires,
  }: Signing = {},
) {
  const limit = length === undefined ? {} : { maxBodyLength: length };
  const key = { signingDomain: domain, selector, privateKey: PEM };
  const { signatures } = await dkimSign(message, {
    ...key,
    signTime: new Date(NOW.getTime() - 30 * 86_400_000),
    ...(expires && { expires }),
    signatureData: [{ ...key, algorithm, headerList: headers, ...limit }],
  });
  return signatures + message;
}

export function mailOf(message: string): Mail {
  const [head = ''] = message.split('\r\n\r\n', 1);
  const headers = head
    .replace(/\r\n[ \t]+/g, ' ')
    .split('\r\n')
    .map((line): [string, string] => {
      const colon = line.indexOf(':');
      return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
    });
  const from = headers.filter(([name]) => name === 'from').flatMap(([, value]) => addresses(value));
  return { ...sampleMail(), from, headers };
}

export const verify = async (message: string, zone: Zone = ZONE) =>
  authenticate(mailOf(message), Buffer.from(message), { authservId: null }, dns(zone), NOW);
