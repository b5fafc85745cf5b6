import { setTimeout as pause } from 'node:timers/promises';
import { freePort } from '../src/sandbox/free-port.ts';
import { hostileShapes } from '../test/support/hostile-mails.ts';
import { mailOf } from '../test/support/mail.ts';
import { until } from '../test/support/until.ts';
import { startDesk } from './desk.ts';
import { scrapedLag } from './large.ts';
import type { Stage } from './stage.ts';
import { memoryMegabytes, openWorld } from './world.ts';

export const hostile: Stage = {
  description: `${Object.keys(hostileShapes).length} mails made to be slow, each beside a good one: the longest block of the event loop, and how long the good ones wait`,
  long: true,
  async run() {
    const port = await freePort();
    const world = await openWorld({ http: { listen: `127.0.0.1:${port}` } });
    const daemon = await startDesk(world);
    let lag = 0;
    let wait = 0;
    let peak = 0;
    let worst = '';
    try {
      await scrapedLag(port);
      for (const [at, [name, make]] of Object.entries(hostileShapes).entries()) {
        await world.mailbox.deliver(make());
        const good = `good${at}@customer.example`;
        const begun = performance.now();
        const seen = world.relay.recipients.length;
        await world.mailbox.deliver(mailOf({ from: good, subject: `Problem ${at}`, text: 'It does not start.' }));
        await until(
          `the good mail beside "${name}" to be answered`,
          () => world.relay.recipients.slice(seen).includes(good),
          { timeoutMs: 120_000, everyMs: 20 },
        );
        wait = Math.max(wait, performance.now() - begun);
        peak = Math.max(peak, memoryMegabytes(daemon.pid));
        await pause(1_000);
        const now = await scrapedLag(port);
        if (now > lag) worst = name;
        lag = Math.max(lag, now);
      }
      return [
        {
          what: `longest block, at "${worst}"`,
          figure: lag,
          unit: 'ms',
          target: { text: 'at most 200 ms', met: lag <= 200 },
        },
        { what: 'longest wait of a good mail for its acknowledgement', figure: wait / 1000, unit: 's' },
        { what: 'memory at its highest', figure: peak, unit: 'MB' },
      ];
    } finally {
      await daemon.stop();
      await world.close();
    }
  },
};
