/**
 * The desk's side of signed and encrypted mail: its own keys, unlocked when it opens, and which of them a letter is
 * signed with. What is made of octets is the mail room's and the letter room's; whose a certificate is stands in the
 * store.
 */
import { readFileSync } from 'node:fs';
import { ConfigError } from '../../config/fault.ts';
import type { Settings } from '../../config/settings.ts';
import type { Ring, Scheme } from '../../mail/secrecy/secrecy.ts';
import { sameAddress } from '../../people/address.ts';
import { certificatesIn, KeyRefused, type OwnKey, readOwnKey } from './locked-key.ts';

/** What a desk with secrecy configured has beside its configuration. */
export type DeskSecrecy = {
  readonly keys: readonly OwnKey[];
  /** PEM. */
  readonly authorities: readonly string[];
  /** Whether letters are signed that nobody could have encrypted. */
  readonly signsAll: boolean;
};

/** Reads and unlocks the keys; null where secrecy is not configured. Throws ConfigError with every key that is none. */
export async function readSecrecy(
  { config, file, secret }: Pick<Settings, 'config' | 'file' | 'secret'>,
  now: Date,
): Promise<DeskSecrecy | null> {
  const { secrecy } = config;
  if (secrecy === null) return null;
  const read = await Promise.allSettled(secrecy.keys.map((each) => readOwnKey(each, secret, now)));
  const faults = read.flatMap((each, at) => {
    if (each.status === 'fulfilled') return [];
    if (!(each.reason instanceof KeyRefused)) throw each.reason;
    return [{ key: `secrecy.keys[${at}]`, message: each.reason.message }];
  });
  const authorities = secrecy.authorities === null ? [] : readAuthorities(secrecy.authorities);
  if (authorities === null)
    faults.push({
      key: 'secrecy.authorities',
      message: `${secrecy.authorities} cannot be read, or has no certificate`,
    });
  if (faults.length > 0 || authorities === null)
    throw new ConfigError(faults.map((fault) => ({ file: file ?? 'TSDESK_CONFIG', line: null, ...fault })));
  const keys = read.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []));
  return { keys, authorities, signsAll: secrecy.sign === 'all' };
}

function readAuthorities(file: string): string[] | null {
  try {
    const certificates = certificatesIn(readFileSync(file, 'utf8'));
    return certificates.length > 0 ? certificates : null;
  } catch {
    return null;
  }
}

/** What a mail is opened with that came at this moment. */
export const ringOf = ({ keys, authorities }: DeskSecrecy, known: readonly string[], at: Date): Ring => ({
  keys: keys.map(({ form, key, certificates }) => ({ form, key, certificates })),
  known,
  authorities,
  at,
});

/**
 * The key of an address that letters from it are signed with, or that others encrypt to: the one that holds longest.
 */
export function ownKeyFor(
  { keys }: DeskSecrecy,
  address: string,
  form: Scheme | null,
  now: Date,
  that: 'signs' | 'encrypts' = 'signs',
): OwnKey | null {
  const usable = keys.filter(
    (each) =>
      each[that] &&
      (form === null || each.form === form) &&
      (each.expiresAt === null || each.expiresAt > now) &&
      each.addresses.some((named) => sameAddress(named, address)),
  );
  const until = ({ expiresAt }: OwnKey): number => expiresAt?.getTime() ?? Number.POSITIVE_INFINITY;
  return usable.toSorted((a, b) => until(b) - until(a))[0] ?? null;
}
