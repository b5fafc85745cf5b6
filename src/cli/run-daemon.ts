import { isDeepStrictEqual } from 'node:util';
import { ConfigError } from '../config/fault.ts';
import type { Settings } from '../config/settings.ts';
import { type Daemon, type DaemonRole, startDaemon } from '../daemon.ts';
import { openDesk } from '../desk/open.ts';
import { createLogger, type Logger } from '../lib/log.ts';

/** A stop that takes longer is cut short: leases lapse, and nothing is lost. */
const STOP_WITHIN_MS = 20_000;
/** Clients of a queue that is away leave timers behind; a stopped daemon ends after this time all the same. */
const LINGER_MS = 1_000;

/**
 * Runs the daemon until SIGTERM or SIGINT; resolves with the exit code. On SIGHUP it goes on with the settings that
 * `reread` gives; where these cannot be used, with those it has.
 */
export async function runDaemon(settings: Settings, role: DaemonRole, reread: () => Settings): Promise<0 | 1> {
  const log = createLogger(settings.logLevel);
  // Node would print the error with its message, which may be a statement with a customer's words.
  process.on('uncaughtException', (error) => {
    log.fatal({ event: 'defect', err: error });
    process.exit(1);
  });
  const signals = arrivingSignals(['SIGTERM', 'SIGINT', 'SIGHUP']);
  let running = { settings, daemon: await startDaemon(settings, role, log) };
  let signal = await signals();
  for (; signal === 'SIGHUP'; signal = await signals()) running = await reloaded(running, role, log, reread);
  const { daemon } = running;
  log.info({ event: 'daemon_stopping', signal });
  const overdue = setTimeout(() => {
    log.error({ event: 'stop_overdue', ms: STOP_WITHIN_MS });
    process.exit(1);
  }, STOP_WITHIN_MS);
  await daemon.stop();
  clearTimeout(overdue);
  setTimeout(() => process.exit(), LINGER_MS).unref();
  return 0;
}

/** One signal after the other, none lost; Ctrl-C a second time ends the process as it always does. */
function arrivingSignals(names: readonly NodeJS.Signals[]): () => Promise<NodeJS.Signals> {
  const arrived: NodeJS.Signals[] = [];
  let waiting: ((signal: NodeJS.Signals) => void) | null = null;
  const arrive = (signal: NodeJS.Signals): void => {
    if (waiting === null) arrived.push(signal);
    else waiting(signal);
    waiting = null;
  };
  for (const name of names) name === 'SIGHUP' ? process.on(name, arrive) : process.once(name, arrive);
  return () =>
    new Promise((resolve) => {
      const [first] = arrived.splice(0, 1);
      if (first === undefined) waiting = resolve;
      else resolve(first);
    });
}

type Running = { readonly settings: Settings; readonly daemon: Daemon };

/**
 * Everything the desk knows is in the database, so it stops and starts within the process, which takes a second. The
 * new settings are tried first: templates, logo, database. Rejects when it cannot start all the same.
 */
async function reloaded(running: Running, role: DaemonRole, log: Logger, reread: () => Settings): Promise<Running> {
  let settings: Settings;
  try {
    settings = reread();
    await (await openDesk(settings, createLogger('silent'))).close();
  } catch (error) {
    const faults = error instanceof ConfigError ? error.faults : undefined;
    log.error({ event: 'configuration_refused', ...(faults ? { faults } : { err: error }) });
    return running;
  }
  const parts = Object.entries(settings.config)
    .filter(([part, value]) => !isDeepStrictEqual(value, Reflect.get(running.settings.config, part)))
    .map(([part]) => part);
  await running.daemon.stop();
  const daemon = await startDaemon(settings, role, log);
  log.info({ event: 'configuration_reloaded', parts });
  return { settings, daemon };
}
