import { requireDatabase, type Settings } from '../../config/settings.ts';
import { createLogger } from '../../lib/log.ts';
import { assistFindings } from './assist.ts';
import { attachmentFolderFinding } from './attachment-folder.ts';
import { databaseFindings } from './database.ts';
import type { Finding } from './finding.ts';
import { mailboxFindings } from './mailbox.ts';
import { placeFindings } from './places.ts';
import { queueFinding } from './queue.ts';
import { secrecyFindings } from './secrecy.ts';
import { setupFindings } from './setup.ts';
import { probedWebhook, webhookFindings } from './webhooks.ts';

/**
 * Looks at everything the daemon needs. A check that fails does not stop the others, except those that stand on it: an
 * administrator wants to see all faults at once, and each of them once. It changes nothing; `probe` sends mail. Throws
 * ConfigError where no database is named.
 */
export async function examine(settings: Settings, { probe = false }: { probe?: boolean } = {}): Promise<Finding[]> {
  requireDatabase(settings);
  const { mailboxes, storage } = settings.config;
  const { fit, findings } = await databaseFindings(settings);
  return [
    ...setupFindings(settings),
    ...findings,
    ...(fit !== null || settings.redisUrl !== null ? [await queueFinding(settings, fit)] : []),
    // With a database it is compared with what that says.
    ...(fit === null ? [await attachmentFolderFinding(storage.attachments, null)] : []),
    ...(await placeFindings(settings)),
    ...(await secrecyFindings(settings, new Date())),
    ...(fit === null ? [] : await webhookFindings(settings, fit)),
    ...(await assistFindings(settings, fit, probe)),
    ...(await Promise.all(mailboxes.map((mailbox) => mailboxFindings(mailbox)))).flat(),
    ...(probe && fit !== null ? await probed(settings) : []),
    ...(probe ? await Promise.all(settings.config.webhooks.map((each) => probedWebhook(each, new Date()))) : []),
  ];
}

/** One mailbox after the other: two may share a relay. */
async function probed(settings: Settings): Promise<Finding[]> {
  // Loaded here: a look without a mail starts sooner.
  const [{ openDesk }, { probeFindings }] = await Promise.all([import('../../desk/open.ts'), import('./probe.ts')]);
  const { desk, close } = await openDesk(settings, createLogger('silent'));
  try {
    const findings: Finding[] = [];
    for (const mailbox of desk.config.mailboxes) findings.push(...(await probeFindings(desk, mailbox)));
    return findings;
  } finally {
    await close();
  }
}
