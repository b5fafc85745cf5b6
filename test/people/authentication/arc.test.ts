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

describe('a chain of forwarders, where a receiving system is believed', () => {
  const AUTHSERV = 'mx.desk.example';
  const REFUSED = `Authentication-Results: ${AUTHSERV}; dkim=fail header.d=customer.example; dmarc=fail (p=reject) header.from=customer.example\r\n`;
  const PROVEN = `Authentication-Results: ${AUTHSERV}; dkim=pass header.d=customer.example; dmarc=pass header.from=customer.example\r\n`;
  const NOTHING = `Authentication-Results: ${AUTHSERV}; dkim=none; dmarc=none header.from=customer.example\r\n`;
  /** The verdict, and what DNS was asked for. */
  async function believed(message: string, arcSealers: readonly string[] = ['lists.example']) {
    const asked: string[] = [];
    const resolve: ReturnType<typeof dns> = (name, type) => {
      asked.push(name);
      return dns(zone)(name, type);
    };
    const trust = { authservId: AUTHSERV, arcSealers };
    const { verdict, reason } = await authenticate(mailOf(message), Buffer.from(message), trust, resolve, NOW);
    return { found: `${verdict} ${reason}`, asked: [...new Set(asked)] };
  }
  const KEYS = ['a._domainkey.lists.example'];
  it.each<[string, () => Promise<string>, readonly string[], string, readonly string[]]>([
    [
      'proves what was broken on its way',
      async () => REFUSED + (await forwarded(await changedByList())),
      ['lists.example'],
      'P arc_sealed',
      KEYS,
    ],
    [
      'proves what the system knows nothing of',
      async () => NOTHING + (await forwarded(await changedByList())),
      ['lists.example'],
      'P arc_sealed',
      KEYS,
    ],
    [
      'proves what came around the system',
      async () => forwarded(await changedByList()),
      ['lists.example'],
      'P arc_sealed',
      KEYS,
    ],
    [
      'is not asked of what the system proves',
      async () => PROVEN + (await forwarded(await changedByList())),
      ['lists.example'],
      'P dkim_aligned',
      [],
    ],
    [
      'of somebody else is not looked at',
      async () => REFUSED + (await forwarded(await changedByList(), { by: 'evil.example' })),
      ['lists.example'],
      'F dmarc_failed',
      [],
    ],
    [
      'that nobody configured neither',
      async () => REFUSED + (await forwarded(await changedByList())),
      [],
      'F dmarc_failed',
      [],
    ],
    ['that is none neither', async () => REFUSED + (await changedByList()), ['lists.example'], 'F dmarc_failed', []],
    [
      'whose mail was changed since proves nothing',
      async () => (REFUSED + (await forwarded(await changedByList()))).replace('Hello', 'HELLO'),
      ['lists.example'],
      'F dmarc_failed',
      KEYS,
    ],
    [
      'whose sender was changed since neither',
      async () => (REFUSED + (await forwarded(await changedByList()))).replace('From: zhang@', 'From: boss@'),
      ['lists.example'],
      'F dmarc_failed',
      KEYS,
    ],
    [
      'that found nothing neither',
      async () =>
        REFUSED +
        (await forwarded(await changedByList(), { says: 'mx.lists.example; dmarc=fail header.from=customer.example' })),
      ['lists.example'],
      'F dmarc_failed',
      KEYS,
    ],
    [
      'below two From fields neither',
      async () => `From: boss@customer.example\r\n${REFUSED}${await forwarded(await changedByList())}`,
      ['lists.example'],
      'F doubled_header',
      [],
    ],
    [
      'in the words of the system, which the sender wrote below it, neither',
      async () => `${NOTHING}Received: by x\r\n${PROVEN}${await changedByList()}`,
      ['lists.example'],
      'N nothing_aligned',
      [],
    ],
  ])('%s', async (_, message, sealers, found, asked) =>
    expect(await believed(await message(), sealers)).toEqual({ found, asked }),
  );
});
