import { answered, startDesk, warmUp } from './desk.ts';
import { fill, ROOM } from './fill.ts';
import type { Stage } from './stage.ts';
import { openWorld } from './world.ts';

const TICKETS = 1_000_000;
const OPEN = 200_000;
const MAILS = 300;
const ROUNDS = 3;

export const growth: Stage = {
  description: `the desk with ${TICKETS.toLocaleString('en')} tickets in the database, ${OPEN.toLocaleString('en')} of them open, and one with none, in turns`,
  long: true,
  async run({ mails }) {
    const [none, full] = [await desk(), await desk()];
    try {
      await fill(full.databaseUrl, { tickets: TICKETS, open: OPEN, engineers: ['li@desk.example'] });
      const spent = { none: 0, full: 0 };
      for (let round = 0; round < ROUNDS; round++) {
        spent.none += await none.cpuMs(mails ?? MAILS, 10 + round);
        spent.full += await full.cpuMs(mails ?? MAILS, 10 + round);
      }
      const times = spent.full / spent.none;
      return [
        {
          what: 'CPU a mail of the desk’s process and of PostgreSQL, with none',
          figure: spent.none / ROUNDS,
          unit: 'ms',
        },
        {
          what: 'with all of them',
          figure: spent.full / ROUNDS,
          unit: 'ms',
          ratio: { to: 'with none', times },
          target: { text: 'at most 1.1 ×', met: times <= 1.1 },
        },
      ];
    } finally {
      await Promise.all([none.close(), full.close()]);
    }
  },
};

/** One that waits for mail; `cpuMs` is what each of so many mails costs it. */
async function desk() {
  const world = await openWorld({}, { postgres: ROOM });
  const daemon = await startDesk(world);
  await warmUp(world, daemon);
  return {
    databaseUrl: world.databaseUrl,
    async cpuMs(mails: number, seed: number): Promise<number> {
      const { cpuMsAMail, databaseCpuMsAMail } = await answered(world, daemon, mails, seed);
      return cpuMsAMail + databaseCpuMsAMail;
    },
    async close(): Promise<void> {
      await daemon.stop();
      await world.close();
    },
  };
}
