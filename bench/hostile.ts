import { fileURLToPath } from 'node:url';
import postgres from 'postgres';
import type { Daemon } from '../test/support/daemon.ts';
import { hostileShapes } from '../test/support/hostile/mails.ts';
import { AUTHSERV, mailOf } from '../test/support/mail.ts';
import { until } from '../test/support/until.ts';
import { memoryMegabytes } from './cpu.ts';
import { startDesk } from './desk.ts';
import type { Row, Stage } from './stage.ts';
import { openWorld, type World } from './world.ts';

/** The most that the main thread may work on anything without a pause, in milliseconds. */
const MOST_MS = 100;
/** Shapes that are sent at once; where they block for too long, each is sent again alone. */
const TOGETHER = 10;
/** Shapes that are named with their figures. */
const SHOWN = 5;

type Shape = readonly [name: string, make: () => Buffer];
type Seen = { readonly shape: string; readonly block: number; readonly wait: number; readonly megabytes: number };

export const hostile: Stage = {
  description: `${Object.keys(hostileShapes).length} mails made to be slow, each as a problem and as an answer, ${TOGETHER} at once and a good one behind them: the longest block of the event loop, and how long the good ones wait`,
  long: true,
  async run({ mails }) {
    const world = await openWorld({ limits: { ...UNLIMITED, mailSize: 25 * 1024 * 1024 } });
    const meter = fileURLToPath(new URL('block-meter.ts', import.meta.url));
    const daemon = await startDesk({
      ...world,
      environment: { ...world.environment, NODE_OPTIONS: `--import=${meter}` },
    });
    const sql = postgres(world.databaseUrl, { max: 1 });
    try {
      const seen = await sendAll(world, daemon, sql, Object.entries(hostileShapes).slice(0, mails ?? undefined));
      const kept = await sql<{ reason: string; mails: number }[]>`
        select concat_ws(' ', reason_code, reason_detail) as reason, count(*)::int as mails
        from mail where outcome = 'quarantined' group by 1 order by 2 desc`;
      return [...figuresOf(seen), ...kept.map(({ reason, mails: figure }) => quarantined(reason, figure))];
    } finally {
      await sql.end();
      await daemon.stop();
      await world.close();
    }
  },
};

async function sendAll(world: World, daemon: Daemon, sql: postgres.Sql, shapes: readonly Shape[]): Promise<Seen[]> {
  const askMeter = blockMeter(daemon);
  let rounds = 0;
  let before = await deliverGood(world, rounds);
  await askMeter();
  const send = async (round: readonly Shape[]): Promise<Seen> => {
    rounds += 1;
    for (const [at, [, make]] of round.entries()) {
      const raw = make();
      await world.mailbox.deliver(bySender(raw, `h${at}@h${rounds}.example`));
      await world.mailbox.deliver(bySender(raw, before.from, before.messageId));
    }
    const begun = performance.now();
    before = await deliverGood(world, rounds);
    const wait = performance.now() - begun;
    let megabytes = 0;
    await until(
      'all of them to be decided',
      async () => {
        megabytes = Math.max(megabytes, memoryMegabytes(daemon.pid));
        const [row] = await sql`select count(*)::int as waiting from mail where outcome is null`;
        return row?.waiting === 0;
      },
      { timeoutMs: 600_000, everyMs: 50 },
    );
    const shape = round.map(([name]) => name).join(', ');
    return { shape, block: await askMeter(), wait, megabytes };
  };
  const seen: Seen[] = [];
  for (let at = 0; at < shapes.length; at += TOGETHER) {
    const round = shapes.slice(at, at + TOGETHER);
    const together = await send(round);
    seen.push(together);
    if (together.block > MOST_MS) for (const each of round) seen.push(await send([each]));
  }
  return seen;
}

/** Each shape goes the whole way. */
const UNLIMITED = {
  acknowledgements: { perSenderHour: 0, perSenderDay: 0, perDomainHour: 0, perHour: 0 },
  newcomersPerHour: 0,
};

const byMost = (seen: readonly Seen[], figure: (each: Seen) => number): Seen[] =>
  seen.toSorted((a, b) => figure(b) - figure(a));

function figuresOf(seen: readonly Seen[]): Row[] {
  const blocks = byMost(seen, ({ block }) => block).slice(0, SHOWN);
  const waits = byMost(seen, ({ wait }) => wait).slice(0, SHOWN);
  return [
    ...blocks.map(
      ({ shape, block }): Row => ({
        what: `longest block, CPU of the main thread, "${shape}"`,
        figure: block,
        unit: 'ms',
        target: { text: `at most ${MOST_MS} ms`, met: block <= MOST_MS },
      }),
    ),
    ...waits.map(
      ({ shape, wait }): Row => ({
        what: `wait of a good mail for its acknowledgement, "${shape}"`,
        figure: wait / 1000,
        unit: 's',
      }),
    ),
    { what: 'memory at its highest', figure: Math.max(...seen.map(({ megabytes }) => megabytes)), unit: 'MB' },
  ];
}

const quarantined = (reason: string, figure: number): Row => ({
  what: `mails quarantined: ${reason}`,
  figure,
  unit: 'mails',
});

/** Asks a daemon with a block meter for the longest block since the last time, in milliseconds. */
function blockMeter(daemon: Daemon): () => Promise<number> {
  let asked = 0;
  return async () => {
    asked += 1;
    const mark = `longest block ${asked}: `;
    process.kill(daemon.pid, 'SIGUSR2');
    const line = await daemon.waitForLog((each) => each.startsWith(mark));
    return Number(line.slice(mark.length));
  };
}

/** The same octets in another proven sender's name; with `answers`, as a reply. */
function bySender(raw: Buffer, from: string, answers?: string): Buffer {
  const end = raw.indexOf('\n');
  const own = raw.subarray(0, end).toString('latin1').startsWith('From: stranger@');
  const domain = own ? from.slice(from.indexOf('@') + 1) : 'evil.example';
  const proof = `Authentication-Results: ${AUTHSERV}; dkim=pass header.d=${domain}; dmarc=pass header.from=${domain}\r\n`;
  const reply = answers === undefined ? '' : `In-Reply-To: ${answers}\r\n`;
  return Buffer.concat([
    Buffer.from(`${proof}${reply}${own ? `From: ${from}\r\n` : ''}`),
    own ? raw.subarray(end + 1) : raw,
  ]);
}

async function deliverGood({ mailbox, relay }: World, at: number): Promise<{ from: string; messageId: string }> {
  const good = { from: `good${at}@g${at}.example`, messageId: `<good${at}@g${at}.example>` };
  const seen = relay.recipients.length;
  await mailbox.deliver(mailOf({ ...good, subject: `Problem ${at}`, text: 'It does not start.' }));
  await until(`${good.from} to be answered`, () => relay.recipients.slice(seen).includes(good.from), {
    timeoutMs: 240_000,
    everyMs: 20,
  });
  return good;
}
