import type { Settings } from '../config/settings.ts';
import { CommandError, EXIT } from './exit.ts';

/**
 * Whether nothing is configured at all. Throws CommandError when something is: who has begun to configure a desk of
 * their own wants to hear what is missing, and no demo.
 */
export function isForSandbox({ databaseUrl, file, ofADesk }: Settings): boolean {
  if (databaseUrl !== null || file !== null) return false;
  if (ofADesk.length === 0) return true;
  const [is, them] = ofADesk.length === 1 ? ['is', 'it'] : ['are', 'them'];
  throw new CommandError(
    EXIT.configuration,
    `The configuration is not complete: ${ofADesk.join(', ')} ${is} set, but neither DATABASE_URL (postgres://user:password@host:5432/name) nor a configuration file (--config FILE, TSDESK_CONFIG, or tsdesk.yaml in this folder). Set what is missing, or for the sandbox unset ${them}.`,
  );
}
