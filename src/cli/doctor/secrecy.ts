import { ConfigError } from '../../config/fault.ts';
import type { Settings } from '../../config/settings.ts';
import { readSecrecy } from '../../desk/secrecy/secrecy.ts';
import { sameAddress } from '../../people/address.ts';
import { dayBy, deskClock } from '../desk-time.ts';
import { type Finding, note, well, wrong } from './finding.ts';

const CHECK = 'secrecy';
const SOON_MS = 30 * 86_400_000;

/**
 * Whether the desk's keys of signed and encrypted mail open, name its mailboxes, and hold for a while; none without.
 */
export async function secrecyFindings(settings: Settings, now: Date): Promise<Finding[]> {
  if (settings.config.secrecy === null) return [];
  try {
    const { keys } = (await readSecrecy(settings, now)) ?? { keys: [] };
    if (keys.length === 0)
      return [note(CHECK, 'no key of the desk is configured: signatures are checked, and nothing is opened', REMEDY)];
    const unnamed = settings.config.mailboxes
      .map(({ address }) => address)
      .filter((address) => !keys.some(({ addresses }) => addresses.some((each) => sameAddress(each, address))));
    const at = deskClock(settings.config.desk.timezone);
    return [
      ...keys.map(({ file, form, addresses, expiresAt }) => {
        const until = expiresAt === null ? 'without an end' : `until ${dayBy(at, expiresAt)}`;
        const finding = `${file}: ${form === 'smime' ? 'S/MIME' : 'OpenPGP'} for ${addresses.join(', ') || 'no address'}, ${until}`;
        if (expiresAt !== null && expiresAt <= now) return wrong(CHECK, `${finding}: it has expired`, REMEDY);
        if (expiresAt !== null && expiresAt.getTime() - now.getTime() < SOON_MS)
          return note(CHECK, `${finding}: it expires soon`, REMEDY);
        return well(CHECK, finding);
      }),
      ...unnamed.map((address) => note(CHECK, `no key names ${address}: its letters are not signed`, REMEDY)),
    ];
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return error.faults.map(({ key, message }) =>
      wrong(
        CHECK,
        `${key}: ${message}`,
        'correct secrecy in the configuration, or lock the key again with tsdesk certs import',
      ),
    );
  }
}

const REMEDY =
  'see docs/secrecy.md: tsdesk certs generate or tsdesk certs import makes a key, which secrecy.keys names';
