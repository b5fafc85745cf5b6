import { type Daemon, type DaemonOptions, startDaemon } from '../test/support/daemon.ts';
import { until } from '../test/support/until.ts';
import { cpuSeconds, memoryMegabytes, postmasterOf, treeSeconds } from './cpu.ts';
import { problemsOneByOne } from './mails.ts';
import type { World } from './world.ts';

export type DeskFigures = {
  /** Mails a second, from the mailbox to all letters accepted: an acknowledgement and a dispatch each. */
  readonly perSecond: number;
  readonly cpuMsAMail: number;
  readonly databaseCpuMsAMail: number;
  readonly peakMegabytes: number;
};

/** A daemon that is ready for mail. */
export async function startDesk(
  world: World,
  args: readonly string[] = [],
  { env = {}, program }: Pick<DaemonOptions, 'env' | 'program'> = {},
): Promise<Daemon> {
  const daemon = startDaemon({
    args: ['--config', world.configFile, ...args],
    env: { ...world.environment, LOG_LEVEL: 'info', ...env },
    ...(program !== undefined && { program }),
  });
  await daemon.waitForLog(
    (line) => line.includes(args.includes('worker') ? '"daemon_started"' : '"mailbox_reading"'),
    240_000,
  );
  return daemon;
}

/** The desk in one process, on mails that came while it was stopped. The first few warm it up and are not counted. */
export async function runDesk(
  world: World,
  mails: number,
  {
    warmedUp,
    ...daemonOptions
  }: Pick<DaemonOptions, 'env' | 'program'> & { warmedUp?: () => PromiseLike<unknown> } = {},
): Promise<DeskFigures> {
  const daemon = await startDesk(world, [], daemonOptions);
  try {
    await warmUp(world, daemon);
    await warmedUp?.();
    return await answered(world, daemon, mails, 1);
  } finally {
    await daemon.stop();
  }
}

export const warmUp = (world: World, daemon: Daemon): Promise<unknown> => answered(world, daemon, 100, 2);

/** What it takes until all letters about these mails are accepted; of another seed they are other mails. */
export async function answered(world: World, daemon: Daemon, mails: number, seed: number): Promise<DeskFigures> {
  daemon.pause();
  const postmaster = await postmasterOf(world.databaseUrl);
  await world.mailbox.deliverMany(problemsOneByOne(mails, seed));
  const wanted = world.relay.accepted + mails * 2;
  const cpuOf = { desk: () => cpuSeconds(daemon.pid), database: () => treeSeconds(postmaster) };
  const from = { desk: cpuOf.desk(), database: cpuOf.database() };
  let peakMegabytes = 0;
  const started = performance.now();
  daemon.resume();
  await until(
    'all letters to be accepted',
    () => {
      peakMegabytes = Math.max(peakMegabytes, memoryMegabytes(daemon.pid));
      return world.relay.accepted >= wanted;
    },
    { timeoutMs: 10_800_000, everyMs: 20 },
  );
  const seconds = (performance.now() - started) / 1000;
  const aMail = (secondsOfAll: number): number => (secondsOfAll / mails) * 1000;
  return {
    perSecond: mails / seconds,
    cpuMsAMail: aMail(cpuOf.desk() - from.desk),
    databaseCpuMsAMail: aMail(cpuOf.database() - from.database),
    peakMegabytes,
  };
}
