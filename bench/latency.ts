import { setTimeout as pause } from 'node:timers/promises';
import postgres from 'postgres';
import { until } from '../test/support/until.ts';
import { startDesk } from './desk.ts';
import { problems } from './mails.ts';
import { percentile, type Row, type Stage } from './stage.ts';
import { openWorld, type World } from './world.ts';

const A_SECOND = 5;
/** Mails ahead of those that count: the first of all finds a desk that has been idle, and begins its threads. */
const AHEAD = 25;

export const latency: Stage = {
  description:
    'from delivery into Dovecot to the ticket and to the accepted acknowledgement, five mails a second, noticed by IDLE',
  long: false,
  async run({ mails }) {
    const world = await openWorld();
    const daemon = await startDesk(world);
    try {
      const all = await waits(world, problems(AHEAD + (mails ?? 300)));
      const counted = all.slice(AHEAD);
      const rowsOf = (what: 'ticket' | 'acknowledgement'): Row[] => {
        const waited = counted.map((each) => each[what]);
        return [
          { what: `to the ${what}, median`, figure: percentile(waited, 0.5), unit: 'ms' },
          {
            what: `to the ${what}, 99th percentile`,
            figure: percentile(waited, 0.99),
            unit: 'ms',
            target: { text: 'at most 700 ms, 500 of them Dovecot’s', met: percentile(waited, 0.99) <= 700 },
          },
        ];
      };
      const first: Row = {
        what: 'to the acknowledgement of the first mail',
        figure: all[0]?.acknowledgement ?? Number.NaN,
        unit: 'ms',
      };
      return [...rowsOf('ticket'), ...rowsOf('acknowledgement'), first];
    } finally {
      await daemon.stop();
      await world.close();
    }
  },
};

type Wait = { readonly ticket: number; readonly acknowledgement: number };

/** Milliseconds each mail waited, in the order of their delivery. */
async function waits(world: World, mails: readonly string[]): Promise<Wait[]> {
  const sql = postgres(world.databaseUrl, { max: 1 });
  try {
    const delivered = new Map<string, number>();
    for (const mail of mails) {
      delivered.set(/^Message-ID: (.*?)\r?$/im.exec(mail)?.[1] ?? '', Date.now());
      await world.mailbox.deliver(mail);
      await pause(1000 / A_SECOND);
    }
    const rows = await until(
      'every mail to be acknowledged',
      async () => {
        const sent = await sql<{ message_id: string; decided_at: Date; sent_at: Date }[]>`
          select m.message_id, m.decided_at, l.sent_at from mail m join letter l on l.ticket_id = m.ticket_id
          where m.outcome = 'ticketed' and l.kind = 'acknowledgement' and l.sent_at is not null order by m.decided_at`;
        return sent.length === delivered.size && sent;
      },
      { timeoutMs: 120_000 },
    );
    return rows
      .map(({ message_id, decided_at, sent_at }) => {
        const at = delivered.get(message_id) ?? Number.NaN;
        return { at, ticket: decided_at.getTime() - at, acknowledgement: sent_at.getTime() - at };
      })
      .toSorted((a, b) => a.at - b.at);
  } finally {
    await sql.end();
  }
}
