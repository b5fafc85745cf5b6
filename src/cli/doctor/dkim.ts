import { createPrivateKey, createPublicKey } from 'node:crypto';
import { resolveTxt } from 'node:dns/promises';
import { readFileSync } from 'node:fs';
import type { SmtpConfig } from '../../config/settings.ts';
import { type Finding, look } from './finding.ts';

/** Asks DNS for all strings of a name. */
type Lookup = (name: string) => Promise<readonly (readonly string[])[]>;

/** Whether the record in DNS is that of the key the desk signs with (RFC 6376 §3.6.1). */
export function dkimFinding(
  mailbox: string,
  { domain, selector, keyFile }: NonNullable<SmtpConfig['dkim']>,
  lookup: Lookup = resolveTxt,
): Promise<Finding> {
  const name = `${selector}._domainkey.${domain}`;
  let wanted = '';
  const remedy = (said: string): string =>
    wanted === '' || said.includes('private key')
      ? `correct mailboxes.${mailbox}.smtp.dkim.keyFile`
      : `put this TXT record at ${name}: ${wanted}`;
  return look(`dkim ${mailbox}`, remedy, async () => {
    wanted = recordOf(readFileSync(keyFile, 'utf8'));
    const records = (await lookup(name).catch(() => [])).map((strings) => strings.join(''));
    if (records.length === 0) throw new Error(`${name} has no record`);
    const tag = (record: string, which: string): string =>
      new RegExp(`(?:^|;)\\s*${which}\\s*=([^;]*)`).exec(record)?.[1]?.replace(/\s+/g, '') ?? '';
    const fits = records.some((record) => tag(record, 'p') === tag(wanted, 'p'));
    if (!fits) throw new Error(`the record of ${name} is that of another key`);
    return `${name} is the record of the key`;
  });
}

/** The record of a private key; throws for what is none. @internal tests look at it */
export function recordOf(pem: string): string {
  const key = createPublicKey(createPrivateKey(pem));
  return `v=DKIM1; k=rsa; p=${key.export({ format: 'der', type: 'spki' }).toString('base64')}`;
}
