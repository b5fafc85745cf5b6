import { setTimeout as pause } from 'node:timers/promises';
import { freePort } from '../src/sandbox/free-port.ts';
import { mailOf } from '../test/support/mail.ts';
import { until } from '../test/support/until.ts';
import { memoryMegabytes } from './cpu.ts';
import { startDesk } from './desk.ts';
import type { Stage } from './stage.ts';
import { openWorld } from './world.ts';

const MEGABYTES = 50;

export const large: Stage = {
  description: `a mail of ${MEGABYTES} MB: how long the event loop is blocked, and the memory it takes`,
  long: false,
  async run() {
    const port = await freePort();
    const world = await openWorld({
      http: { listen: `127.0.0.1:${port}` },
      limits: { mailSize: (MEGABYTES + 1) * 1024 * 1024 },
    });
    const daemon = await startDesk(world);
    try {
      await scrapedLag(port);
      await world.mailbox.deliver(largeMail());
      let peak = 0;
      let lag = 0;
      const wanted = world.relay.accepted + 2;
      await until(
        'it to be answered',
        async () => {
          peak = Math.max(peak, memoryMegabytes(daemon.pid));
          lag = Math.max(lag, await scrapedLag(port));
          return world.relay.accepted >= wanted;
        },
        { timeoutMs: 120_000, everyMs: 500 },
      );
      await pause(500);
      lag = Math.max(lag, await scrapedLag(port));
      return [
        { what: 'longest block', figure: lag, unit: 'ms', target: { text: 'at most 100 ms', met: lag <= 100 } },
        { what: 'memory at its highest', figure: peak, unit: 'MB', target: { text: 'below 450 MB', met: peak < 450 } },
      ];
    } finally {
      await daemon.stop();
      await world.close();
    }
  },
};

/** The longest the event loop was late since the last scrape, in milliseconds. */
export async function scrapedLag(port: number): Promise<number> {
  const text = await (await globalThis.fetch(`http://127.0.0.1:${port}/metrics`)).text();
  return Number(/^nodejs_eventloop_lag_max_seconds (\S+)$/m.exec(text)?.[1] ?? Number.NaN) * 1000;
}

function largeMail(): string {
  const line = `${Buffer.alloc(57, 'log line of a customer, ').toString('base64')}\r\n`;
  const file = line.repeat(Math.floor((MEGABYTES * 1024 * 1024) / line.length));
  const mail = mailOf({ from: '客户 <large@company.example>', subject: '日志见附件', text: '请查收。' });
  const at = mail.indexOf('Content-Type:');
  return `${mail.slice(0, at)}Content-Type: multipart/mixed; boundary="file"\r\n\r\n--file\r\n${mail.slice(at)}\r\n--file\r\nContent-Type: text/plain; name="all.log"\r\nContent-Disposition: attachment; filename="all.log"\r\nContent-Transfer-Encoding: base64\r\n\r\n${file}--file--\r\n`;
}
