import { runDesk } from './desk.ts';
import type { Stage } from './stage.ts';
import { openWorld } from './world.ts';

export const backlog: Stage = {
  description: '100,000 mails that came while the daemon was stopped',
  long: true,
  async run({ mails }) {
    const world = await openWorld();
    try {
      const { perSecond, cpuMsAMail, peakMegabytes } = await runDesk(world, mails ?? 100_000);
      return [
        { what: 'mails answered', figure: perSecond, unit: 'a second' },
        { what: 'CPU of the desk’s process a mail', figure: cpuMsAMail, unit: 'ms' },
        {
          what: 'memory at its highest',
          figure: peakMegabytes,
          unit: 'MB',
          target: { text: 'below 512 MB', met: peakMegabytes < 512 },
        },
      ];
    } finally {
      await world.close();
    }
  },
};
