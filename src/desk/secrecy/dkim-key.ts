import { createPrivateKey } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { ConfigError, type Fault } from '../../config/fault.ts';
import type { MailboxConfig, Settings } from '../../config/settings.ts';
import type { DkimKey } from '../../letter/secrecy/dkim.ts';
import { domainOf } from '../../people/address.ts';
import type { Desk } from '../desk.ts';

/** The keys of all mailboxes whose letters the desk signs, by name. Throws ConfigError with every key that is none. */
export function readDkimKeys({ config, file }: Pick<Settings, 'config' | 'file'>): ReadonlyMap<string, DkimKey> {
  const faults: Fault[] = [];
  const keys = new Map<string, DkimKey>();
  config.mailboxes.forEach(({ name, smtp: { dkim } }, at) => {
    if (dkim === null) return;
    const privateKey = pemIn(dkim.keyFile);
    if (privateKey !== null) keys.set(name, { domain: dkim.domain, selector: dkim.selector, privateKey });
    else
      faults.push({
        file: file ?? 'TSDESK_CONFIG',
        line: null,
        key: `mailboxes[${at}].smtp.dkim.keyFile`,
        message: `${dkim.keyFile} is no private key that can be read: RSA, in PEM and not locked`,
      });
  });
  if (faults.length > 0) throw new ConfigError(faults);
  return keys;
}

/**
 * What letters from a mailbox are signed with. A brand may write from an address that is no part of the domain of the
 * mailbox's key: a signature of another domain would say nothing of it (RFC 7489 §3.1).
 */
export function dkimKeyFor(
  { dkim, brand }: Pick<Desk, 'dkim' | 'brand'>,
  { name, address }: Pick<MailboxConfig, 'name' | 'address'>,
): DkimKey | null {
  const key = dkim.get(name) ?? null;
  return key === null || !brand || isOfDomain(address, key.domain) ? key : null;
}

/** Whether an address is of a domain or of one below it. */
export const isOfDomain = (address: string, domain: string): boolean =>
  `.${domainOf(address)}`.endsWith(`.${domainOf(`@${domain}`)}`);

function pemIn(file: string): string | null {
  try {
    const pem = readFileSync(file, 'utf8');
    const { asymmetricKeyType } = createPrivateKey(pem);
    return asymmetricKeyType === 'rsa' ? pem : null;
  } catch {
    return null;
  }
}
