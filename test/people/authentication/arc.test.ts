import { generateKeyPairSync } from 'node:crypto';
import { sealMessage } from 'mailauth/lib/arc/index.js';
import { describe, expect, it } from 'vitest';
import { authenticate, verdictFor } from '../../../src/people/authentication/authentication.ts';
import { NOW } from '../sample.ts';
import { dns, FIELDS, mailOf, raw, sign, ZONE } from './signing.ts';

const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const PEM = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
const KEY = `v=DKIM1; k=rsa; p=${publicKey.export({ type: 'spki', format: 'der' }).toString('base64')}`;
const zone = { ...ZONE, 'a._domainkey.lists.example': KEY, 'a._domainkey.evil.example': KEY };
const DATED = { ...FIELDS, Date: 'Mon, 23 Nov 2026 09:00:00 +0800' };
const PASSED = 'mx.lists.example; dkim=pass header.d=customer.example; dmarc=pass header.from=customer.example';

type Sealing = { readonly by?: string; readonly says?: string; readonly headers?: string };

/** A mail as a forwarder hands it on: changed below its seal, or not. */
async function forwarded(
  message: string,
  { by = 'lists.example', says = PASSED, headers }: Sealing = {},
): Promise<string> {
  const seal = await sealMessage(Buffer.from(message), {
    signingDomain: by,
    selector: 'a',
    privateKey: PEM,
    algorithm: 'rsa-sha256',
    signTime: new Date(NOW.getTime() - 60_000),
    authResults: says,
    cv: 'none',
    ...(headers && { headerList: headers }),
  } as never);
  return `${seal.toString()}${message}`;
}

/** The sender's own signature is broken by what a list adds. */
const changedByList = async (): Promise<string> => `${await sign(raw(DATED))}-- \r\nThe list\r\n`;
const verify = (message: string, arcSealers: readonly string[] = ['lists.example']) =>
  authenticate(mailOf(message), Buffer.from(message), { authservId: null, arcSealers }, dns(zone), NOW);

describe('a chain of forwarders', () => {
  it('of a trusted one proves a customer whose signature it broke, and nobody of the staff', async () => {
    const authentication = await verify(await forwarded(await changedByList()));
    expect(authentication).toMatchObject({ verdict: 'P', proof: 'arc', reason: 'arc_sealed' });
    const needs = { staffWithoutDkim: false, staffAlignment: 'strict' as const, fields: [], gateway: false };
    expect(verdictFor(authentication, { ...needs, staff: false })).toBe('P');
    expect(verdictFor(authentication, { ...needs, staff: true })).toBe('N');
  });

  it.each<[string, () => Promise<string>, readonly string[]]>([
    ['that nobody configured', async () => forwarded(await changedByList()), []],
    ['of another domain than the configured one', async () => forwarded(await changedByList()), ['other.example']],
    [
      'of somebody else, in the words of the trusted one',
      async () => forwarded(await changedByList(), { by: 'evil.example' }),
      ['lists.example'],
    ],
    ['of a subdomain', async () => forwarded(await changedByList()), ['example']],
    ['that is missing', changedByList, ['lists.example']],
    [
      'whose mail was changed since',
      async () => (await forwarded(await changedByList())).replace('Hello', 'HELLO'),
      ['lists.example'],
    ],
    [
      'whose sender was changed since',
      async () => (await forwarded(await changedByList())).replace('From: zhang@', 'From: boss@'),
      ['lists.example'],
    ],
    [
      'whose results were changed since',
      async () =>
        (
          await forwarded(await changedByList(), { says: 'mx.lists.example; dmarc=fail header.from=customer.example' })
        ).replace('dmarc=fail', 'dmarc=pass'),
      ['lists.example'],
    ],
    [
      'that found nothing',
      async () =>
        forwarded(await changedByList(), { says: 'mx.lists.example; dmarc=fail header.from=customer.example' }),
      ['lists.example'],
    ],
    [
      'that found somebody else',
      async () =>
        forwarded(await changedByList(), {
          says: 'mx.lists.example; dkim=pass header.d=evil.example; dmarc=pass header.from=evil.example',
        }),
      ['lists.example'],
    ],
    [
      'that says it in a comment',
      async () =>
        forwarded(await changedByList(), {
          says: 'mx.lists.example; dmarc=none (dmarc=pass header.from=customer.example)',
        }),
      ['lists.example'],
    ],
    [
      'that does not cover the subject',
      async () => forwarded(await changedByList(), { headers: 'from:to:date:message-id' }),
      ['lists.example'],
    ],
  ])('%s leaves the mail refused', async (_, message, sealers) =>
    expect(await verify(await message(), sealers)).toMatchObject({ verdict: 'F', reason: 'dmarc_failed' }),
  );
});
