import { setTimeout as pause } from 'node:timers/promises';
import type { Daemon } from '../test/support/daemon.ts';
import { cpuSeconds, memoryMegabytes } from './cpu.ts';
import { answered, startDesk } from './desk.ts';
import type { Row, Stage } from './stage.ts';
import { openWorld, type World } from './world.ts';

const WATCH_MS = 60_000;

export const idle: Stage = {
  description: 'a daemon that nobody writes to, watched for a minute',
  long: false,
  run: () =>
    withDesk(async (daemon) => {
      await pause(10_000);
      return watched(daemon, { percent: 1, megabytes: 150 });
    }),
};

export const rest: Stage = {
  description: 'the same, a minute after 5,000 mails',
  long: true,
  run: ({ mails }) =>
    withDesk(async (daemon, world) => {
      await answered(world, daemon, mails ?? 5_000, 1);
      await pause(60_000);
      return watched(daemon, { percent: 0.5, megabytes: 200 });
    }),
};

async function withDesk(run: (daemon: Daemon, world: World) => Promise<Row[]>): Promise<Row[]> {
  const world = await openWorld();
  const daemon = await startDesk(world);
  try {
    return await run(daemon, world);
  } finally {
    await daemon.stop();
    await world.close();
  }
}

async function watched(daemon: Daemon, most: { percent: number; megabytes: number }): Promise<Row[]> {
  const from = cpuSeconds(daemon.pid);
  await pause(WATCH_MS);
  const percent = ((cpuSeconds(daemon.pid) - from) / (WATCH_MS / 1000)) * 100;
  const megabytes = memoryMegabytes(daemon.pid);
  return [
    {
      what: 'of a core',
      figure: percent,
      unit: '%',
      target: { text: `below ${most.percent} %`, met: percent < most.percent },
    },
    {
      what: 'memory',
      figure: megabytes,
      unit: 'MB',
      target: { text: `below ${most.megabytes} MB`, met: megabytes < most.megabytes },
    },
  ];
}
