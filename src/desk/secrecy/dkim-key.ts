import { createPrivateKey } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { ConfigError, type Fault } from '../../config/fault.ts';
import type { Settings } from '../../config/settings.ts';
import type { DkimKey } from '../../letter/secrecy/dkim.ts';

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

function pemIn(file: string): string | null {
  try {
    const pem = readFileSync(file, 'utf8');
    const { asymmetricKeyType } = createPrivateKey(pem);
    return asymmetricKeyType === 'rsa' ? pem : null;
  } catch {
    return null;
  }
}
