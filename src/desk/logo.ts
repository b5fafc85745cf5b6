import { readFileSync } from 'node:fs';
import { ConfigError } from '../config/fault.ts';
import type { Settings } from '../config/settings.ts';
import { type Logo, logoOf } from '../letter/logo.ts';

/**
 * The picture that `desk.logo` names, or the one that another key does; null for none. Throws ConfigError when it is
 * none that can go along.
 */
export function readLogo(
  { config, file }: Pick<Settings, 'config' | 'file'>,
  { key, logo }: { readonly key: string; readonly logo: string | null } = { key: 'desk.logo', logo: config.desk.logo },
): Logo | null {
  try {
    return logo === null ? null : logoOf(readFileSync(logo));
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    throw new ConfigError([
      { file: file ?? 'TSDESK_CONFIG', line: null, key, message: `${logo} cannot be used: ${message}` },
    ]);
  }
}
