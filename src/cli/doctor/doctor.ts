import { requireDatabase, type Settings } from '../../config/settings.ts';
import { readLogo } from '../../desk/logo.ts';
import { readRenderer } from '../../letter/proofread.ts';
import { EXIT } from '../exit.ts';
import { type Run, withDesk } from '../run.ts';
import { databaseFindings } from './database.ts';
import { type Finding, findingText, look } from './finding.ts';
import { mailboxFindings } from './mailbox.ts';
import { attachmentFolderFinding, httpPort } from './places.ts';
import { probeFindings } from './probe.ts';
import { queueFinding } from './queue.ts';

/**
 * `tsdesk doctor`: one finding for each thing the daemon needs, with what to do when it is not as it should be. A check
 * that fails does not stop the others: an administrator wants to see all faults at once. It changes nothing; `--probe`
 * sends mail.
 */

/** Prints all findings. Exit code 1 when a check fails. */
export async function doctor(run: Run, { probe = false }: { probe?: boolean } = {}): Promise<number> {
  const settings = run.settings();
  const url = requireDatabase(settings);
  const database = await databaseFindings(settings, url);
  const findings = [
    { check: 'configuration', ok: true, finding: settings.file ?? 'from the environment', remedy: '' },
    ...database.findings,
    ...(database.reached || settings.redisUrl ? [await queueFinding(settings, database.fit)] : []),
    await attachmentFolderFinding(settings.config.storage.attachments, database.fit),
    await httpPort(settings.config.http.listen),
    await look('templates', 'correct or remove the template named', async () => {
      readRenderer(settings.config.templates);
      return 'all letters can be written';
    }),
    ...(settings.config.desk.logo === null ? [] : [await logoFinding(settings)]),
    ...(await Promise.all(settings.config.mailboxes.map((mailbox) => mailboxFindings(mailbox)))).flat(),
    ...(probe && database.reached ? await probed(run) : []),
    ...advice(settings),
  ];
  for (const each of findings) {
    if (run.output.json) run.output.object(each);
    else run.output.line(findingText(each));
  }
  return findings.every((each) => each.ok) ? EXIT.done : EXIT.failed;
}

/** One mailbox after the other: two may share a relay. */
async function probed(run: Run): Promise<Finding[]> {
  return withDesk(run, async (desk) => {
    const findings: Finding[] = [];
    for (const mailbox of desk.config.mailboxes) findings.push(...(await probeFindings(desk, mailbox)));
    return findings;
  });
}

/** Settings that are allowed and have a risk. */
function advice({ config, secret }: Settings): Finding[] {
  const note = (check: string, finding: string, remedy: string): Finding => ({ check, ok: true, finding, remedy });
  return [
    ...(secret === null
      ? [
          note(
            'secret',
            'TSDESK_SECRET is not set: the database alone holds the token keys',
            'set TSDESK_SECRET, for example from openssl rand -base64 32',
          ),
        ]
      : []),
    ...(config.trust.staffWithoutDkim
      ? [
          note(
            'trust',
            'staffWithoutDkim is on: anybody who can write in a staff member’s name commands the desk',
            'switch it off outside a private mail system',
          ),
        ]
      : []),
    ...(config.trust.authservId === null
      ? [
          note(
            'trust',
            'no authservId: DKIM and DMARC are verified here, by DNS',
            'set trust.authservId when the receiving system writes Authentication-Results and strips forged ones',
          ),
        ]
      : []),
  ];
}

const logoFinding = (settings: Settings): Promise<Finding> =>
  look('logo', 'name a PNG, JPEG or GIF of at most 64 KiB under desk.logo, or leave it out', async () => {
    const logo = readLogo(settings);
    return `${logo?.type}, ${logo?.content.length} octets`;
  });
