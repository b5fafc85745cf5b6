import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { dkimVerify } from 'mailauth/lib/dkim/verify.js';
import { expect, it } from 'vitest';
import { dkimFinding, recordOf } from '../../../src/cli/doctor/dkim.ts';
import { signedForDomain } from '../../../src/letter/secrecy/dkim.ts';

const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const PEM = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
const RECORD = recordOf(PEM);
const LETTER =
  'From: Support <support@desk.example>\r\nTo: a@b.example\r\nSubject: [TS1] x\r\nDate: Thu, 26 Nov 2026 02:00:00 +0000\r\nMessage-ID: <1@desk.example>\r\nReply-To: support+t@desk.example\r\nMIME-Version: 1.0\r\nContent-Type: text/plain\r\n\r\nHello\r\n';

const resultsOf = async (letter: Buffer): Promise<readonly string[]> => {
  const { results } = await dkimVerify(letter, {
    resolver: async (name: string) => (name === 'desk2026._domainkey.desk.example' ? [[RECORD]] : []),
  } as never);
  return results.map(({ status, signingDomain }) => `${signingDomain} ${status.result}`);
};

it('a letter is signed for its domain, its header too', async () => {
  const signed = Buffer.from(
    await signedForDomain(Buffer.from(LETTER), { domain: 'desk.example', selector: 'desk2026', privateKey: PEM }),
  );
  expect(signed.toString()).toMatch(/^DKIM-Signature:/);
  expect(signed.toString().endsWith(LETTER)).toBe(true);
  expect(await resultsOf(signed)).toEqual(['desk.example pass']);
  for (const [from, to] of [
    ['Hello', 'HELLO'],
    ['[TS1]', '[TS2]'],
    ['support+t@', 'evil+t@'],
  ] as const)
    expect(await resultsOf(Buffer.from(signed.toString().replace(from, to)))).not.toContain('desk.example pass');
});

it('the doctor compares the record with the key, and says what it must be', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'dkim-'));
  const keyFile = join(folder, 'dkim.pem');
  writeFileSync(keyFile, PEM);
  const found = (records: readonly (readonly string[])[], file = keyFile) =>
    dkimFinding('support', { domain: 'desk.example', selector: 'desk2026', keyFile: file }, async () => records);
  expect(await found([['v=DKIM1; k=rsa; ', RECORD.slice(RECORD.indexOf('p='))]])).toMatchObject({ ok: true });
  expect(await found([])).toMatchObject({
    ok: false,
    finding: expect.stringContaining('no record'),
    remedy: expect.stringContaining(RECORD),
  });
  expect(await found([['v=DKIM1; k=rsa; p=AAAA']])).toMatchObject({
    ok: false,
    finding: expect.stringContaining('another key'),
  });
  expect(await found([[RECORD]], join(folder, 'nothing'))).toMatchObject({
    ok: false,
    remedy: expect.stringContaining('keyFile'),
  });
  rmSync(folder, { recursive: true });
});
