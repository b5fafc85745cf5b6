import { startDaemon } from '../test/support/daemon.ts';
import { until } from '../test/support/until.ts';
import { problems } from './mails.ts';
import { cpuSeconds, memoryMegabytes, type World } from './world.ts';

export type DeskFigures = {
  /** Mails a second, from the mailbox to all letters accepted: an acknowledgement and a dispatch each. */
  readonly perSecond: number;
  readonly cpuMsAMail: number;
  readonly peakMegabytes: number;
  readonly idleCpuPercent: number;
  readonly idleMegabytes: number;
};

/** The whole desk in one process on mails that have come while it was stopped. */
export async function measureDesk(world: World, mails: number, nodeOptions = ''): Promise<DeskFigures> {
  const options = {
    args: ['--config', world.configFile],
    env: { ...world.environment, LOG_LEVEL: 'info', ...(nodeOptions ? { NODE_OPTIONS: nodeOptions } : {}) },
  };
  const daemon = startDaemon(options);
  await daemon.waitForLog((line) => line.includes('"mailbox_reading"'));
  await new Promise((resolve) => setTimeout(resolve, 5_000));
  const idleFrom = cpuSeconds([daemon.pid]);
  await new Promise((resolve) => setTimeout(resolve, 10_000));
  const idleCpuPercent = ((cpuSeconds([daemon.pid]) - idleFrom) / 10) * 100;
  const idleMegabytes = memoryMegabytes(daemon.pid);

  daemon.pause();
  await world.mailbox.deliverMany(problems(mails));
  const wanted = world.relay.accepted + mails * 2;
  const cpuFrom = cpuSeconds([daemon.pid]);
  let peakMegabytes = 0;
  const started = performance.now();
  daemon.resume();
  await until(
    'all letters to be accepted',
    () => {
      peakMegabytes = Math.max(peakMegabytes, memoryMegabytes(daemon.pid));
      return world.relay.accepted >= wanted;
    },
    { timeoutMs: 240_000, everyMs: 50 },
  );
  const seconds = (performance.now() - started) / 1000;
  const cpuMsAMail = ((cpuSeconds([daemon.pid]) - cpuFrom) / mails) * 1000;
  await daemon.stop();
  return { perSecond: mails / seconds, cpuMsAMail, peakMegabytes, idleCpuPercent, idleMegabytes };
}
