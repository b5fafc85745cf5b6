import { runDesk } from './desk.ts';
import { fill } from './fill.ts';
import type { Stage } from './stage.ts';
import { openWorld } from './world.ts';

const TICKETS = 1_000_000;
const OPEN = 200_000;
const MAILS = 500;

export const growth: Stage = {
  description: `the desk with ${TICKETS.toLocaleString('en')} tickets in the database, ${OPEN.toLocaleString('en')} of them open, and with none`,
  long: true,
  async run({ mails }) {
    const world = await openWorld();
    try {
      const empty = await runDesk(world, mails ?? MAILS);
      await fill(world.databaseUrl, { tickets: TICKETS, open: OPEN, engineers: ['li@desk.example'] });
      const full = await runDesk(world, mails ?? MAILS);
      const times = empty.perSecond / full.perSecond;
      return [
        { what: 'with none', figure: 1000 / empty.perSecond, unit: 'ms' },
        {
          what: 'with all of them',
          figure: 1000 / full.perSecond,
          unit: 'ms',
          ratio: { to: 'with none', times },
          target: { text: 'at most 1.2 ×', met: times <= 1.2 },
        },
        { what: 'CPU of the desk’s process a mail, with none', figure: empty.cpuMsAMail, unit: 'ms' },
        { what: 'CPU of the desk’s process a mail, with all of them', figure: full.cpuMsAMail, unit: 'ms' },
      ];
    } finally {
      await world.close();
    }
  },
};
