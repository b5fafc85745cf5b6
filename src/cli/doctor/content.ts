import type { Settings } from '../../config/settings.ts';
import { differences, fingerprintOf } from '../../desk/health/agreement.ts';
import type { FitDatabase } from '../../desk/health/database-fit.ts';
import { SECRET_REMEDY } from '../../desk/health/secret.ts';
import { connect, type Database } from '../../store/connection/connection.ts';
import { otherProcesses } from '../../store/desk-process.ts';
import { isKeySecret, loadKeys } from '../../store/key.ts';
import { attachmentFolderFinding } from './attachment-folder.ts';
import { type Finding, look, note, well, wrong } from './finding.ts';

/** What is in a database that the desk can work on, against the configuration: keys, other daemons, attachments. */
export async function contentFindings(settings: Settings, { url, pool }: FitDatabase): Promise<Finding[]> {
  const { db, close } = connect(url, { ...pool, max: 1 });
  try {
    return [
      await secretFinding(db, settings),
      await look(
        'other daemons',
        'give all daemons on this database the same configuration and secret, and restart them',
        () => otherDaemons(db, settings),
      ),
      await attachmentFolderFinding(settings.config.storage.attachments, db),
    ];
  } finally {
    await close();
  }
}

async function secretFinding(db: Database, { secret }: Settings): Promise<Finding> {
  const check = 'secret';
  if (!(await isKeySecret(db, secret)))
    return wrong(
      check,
      `TSDESK_SECRET is ${secret === null ? 'not set, but was' : 'another one'} when the keys were made`,
      SECRET_REMEDY,
    );
  return secret === null
    ? note(
        check,
        'TSDESK_SECRET is not set: the database alone holds the token keys',
        'set TSDESK_SECRET, for example from openssl rand -base64 32, and run tsdesk keys rotate',
      )
    : well(check, 'the one the keys were made with');
}

async function otherDaemons(db: Database, settings: Settings): Promise<string> {
  const living = (await otherProcesses(db, null)).filter(({ alive }) => alive);
  if (living.length === 0) return 'none is running';
  const own = fingerprintOf(settings.config, await loadKeys(db, settings.secret));
  const differing = living.flatMap(({ role, host, configuration }) => {
    const parts = differences(own, configuration);
    return parts.length === 0 ? [] : [`${role} on ${host} goes by another configuration: ${parts.join(', ')}`];
  });
  if (differing.length > 0) throw new Error(differing.join('; '));
  return `${living.length} running, by this configuration`;
}
