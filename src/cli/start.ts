import { requireDatabase } from '../config/settings.ts';
import { type DaemonRole, runOnce } from '../daemon.ts';
import { MailboxUnread } from '../inbox/session.ts';
import { CommandError, EXIT } from './exit.ts';
import { isForSandbox } from './for-sandbox.ts';
import { type Run, reaching } from './run.ts';
import { runDaemon } from './run-daemon.ts';

/** `tsdesk start`: the daemon, or the sandbox when nothing says where the desk's database and mailboxes are. */
export async function start(
  { settings, output }: Run,
  options: { role: DaemonRole; once?: boolean; demo?: boolean; fresh?: boolean },
): Promise<number | undefined> {
  const given = settings('servers');
  if (isForSandbox(given))
    return (await import('../sandbox/start.ts')).startSandbox({
      demo: options.demo === true,
      fresh: options.fresh === true,
      json: output.json,
    });
  if (options.demo || options.fresh)
    throw new CommandError(
      EXIT.usage,
      '--demo and --fresh belong to the sandbox, which starts only without DATABASE_URL and without a configuration file.',
    );
  if (given.config.mailboxes.length === 0)
    throw new CommandError(
      EXIT.configuration,
      `There is no mailbox to read: add mailboxes to ${given.file ?? 'tsdesk.yaml'}, or set IMAP_URL, SMTP_URL and SUPPORT_ADDRESS.`,
    );
  return reaching(requireDatabase(given), async () => {
    if (!options.once) return runDaemon(given, options.role, () => settings('servers'));
    try {
      await runOnce(given, options.role);
    } catch (error) {
      if (!(error instanceof MailboxUnread)) throw error;
      throw new CommandError(error.why === 'held' ? EXIT.tryAgain : EXIT.unavailable, error.message, { cause: error });
    }
    return EXIT.done;
  });
}
