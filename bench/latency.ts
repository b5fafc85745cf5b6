import { setTimeout as pause } from 'node:timers/promises';
import postgres from 'postgres';
import { until } from '../test/support/until.ts';
import { startDesk } from './desk.ts';
import { problems } from './mails.ts';
import { percentile, type Stage } from './stage.ts';
import { openWorld } from './world.ts';

const A_SECOND = 5;

export const latency: Stage = {
  description: 'from delivery into Dovecot to the ticket, five mails a second, noticed by IDLE',
  long: false,
  async run({ mails }) {
    const world = await openWorld();
    const daemon = await startDesk(world);
    const sql = postgres(world.databaseUrl, { max: 1 });
    try {
      const delivered = new Map<string, number>();
      for (const mail of problems(mails ?? 150)) {
        delivered.set(/^Message-ID: (.*?)\r?$/im.exec(mail)?.[1] ?? '', Date.now());
        await world.mailbox.deliver(mail);
        await pause(1000 / A_SECOND);
      }
      const decided = await until(
        'every mail to be decided',
        async () => {
          const rows = await sql<
            { message_id: string; decided_at: Date }[]
          >`select message_id, decided_at from mail where outcome = 'ticketed'`;
          return rows.length === delivered.size && rows;
        },
        { timeoutMs: 120_000 },
      );
      const waits = decided.map((row) => row.decided_at.getTime() - (delivered.get(row.message_id) ?? Number.NaN));
      const last = percentile(waits, 0.99);
      return [
        { what: 'median', figure: percentile(waits, 0.5), unit: 'ms' },
        { what: '99th percentile', figure: last, unit: 'ms', target: { text: 'at most 2,000 ms', met: last <= 2_000 } },
      ];
    } finally {
      await sql.end();
      await daemon.stop();
      await world.close();
    }
  },
};
