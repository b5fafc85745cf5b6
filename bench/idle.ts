import { setTimeout as pause } from 'node:timers/promises';
import { cpuSeconds, memoryMegabytes } from './cpu.ts';
import { startDesk } from './desk.ts';
import type { Stage } from './stage.ts';
import { openWorld } from './world.ts';

const SETTLE_MS = 10_000;
const WATCH_MS = 60_000;

export const idle: Stage = {
  description: 'a daemon that nobody writes to, watched for a minute',
  long: false,
  async run() {
    const world = await openWorld();
    const daemon = await startDesk(world);
    try {
      await pause(SETTLE_MS);
      const from = cpuSeconds(daemon.pid);
      await pause(WATCH_MS);
      const percent = ((cpuSeconds(daemon.pid) - from) / (WATCH_MS / 1000)) * 100;
      const megabytes = memoryMegabytes(daemon.pid);
      return [
        { what: 'of a core', figure: percent, unit: '%', target: { text: 'below 1 %', met: percent < 1 } },
        { what: 'memory', figure: megabytes, unit: 'MB', target: { text: 'below 150 MB', met: megabytes < 150 } },
      ];
    } finally {
      await daemon.stop();
      await world.close();
    }
  },
};
