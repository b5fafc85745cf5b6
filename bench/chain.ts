import { createPostgresBackend, Queue, Worker, withBackend } from 'bullmq';
import type { ImapFlow } from 'imapflow';
import { simpleParser } from 'mailparser';
import { createTransport } from 'nodemailer';
import postgres from 'postgres';
import { v7 as uuid } from 'uuid';
import { openMailbox } from '../src/inbox/imap.ts';
import { until } from '../test/support/until.ts';
import { runDesk } from './desk.ts';
import { problems } from './mails.ts';
import { against, type Stage } from './stage.ts';
import { openWorld, type World } from './world.ts';

const MAILS = 1_000;
const BATCH = 50;
const CONNECTIONS = 5;
const QUICK = { skipHtmlToText: true, skipTextToHtml: true, skipTextLinks: true, skipImageLinks: true };

export const chain: Stage = {
  description:
    'mailbox to accepted acknowledgement: the same libraries glued together, and the desk, which writes a dispatch letter too',
  long: false,
  async run({ mails }) {
    const count = mails ?? MAILS;
    const bare = await inWorld((world) => bareChain(world, count));
    const desk = await inWorld((world) => runDesk(world, count));
    return [
      ...against({ what: 'the bare chain', figure: bare }, 'the desk, one process', desk.perSecond, 0.5),
      {
        what: 'CPU of the desk’s process a mail',
        figure: desk.cpuMsAMail,
        unit: 'ms',
        target: { text: 'at most 8 ms', met: desk.cpuMsAMail <= 8 },
      },
      { what: 'the desk’s memory at its highest', figure: desk.peakMegabytes, unit: 'MB' },
    ];
  },
};

async function inWorld<T>(measure: (world: World) => Promise<T>): Promise<T> {
  const world = await openWorld();
  try {
    return await measure(world);
  } finally {
    await world.close();
  }
}

/** Batched fetch → parse → one statement a batch → BullMQ → a constant text over pooled SMTP. Mails a second. */
async function bareChain(world: World, count: number): Promise<number> {
  const sql = postgres(world.databaseUrl, { max: 4, onnotice: () => undefined });
  await sql`create table bare (id uuid primary key, sender text, subject text, words text, raw bytea)`;
  const transport = createTransport({
    host: '127.0.0.1',
    port: world.relay.port,
    pool: true,
    maxConnections: CONNECTIONS,
    maxMessages: 1e6,
    ignoreTLS: true,
  });
  const send = async ({ data }: { data: { to: string } }): Promise<void> => {
    await transport.sendMail({ envelope: { from: 'support@desk.example', to: data.to }, raw: ACKNOWLEDGEMENT });
  };
  const { queue, worker } = queueOn(world, send);
  await Promise.all([queue.waitUntilReady(), worker.waitUntilReady()]);
  await world.mailbox.deliverMany(problems(count));
  const { client, close } = await openMailbox(world.mailboxConfig(), new AbortController().signal);
  try {
    const started = performance.now();
    for await (const batch of batched(client, count)) {
      const parsed = await Promise.all(batch.map((raw) => simpleParser(raw, QUICK)));
      const rows = parsed.map((mail, at) => ({
        id: uuid(),
        sender: mail.from?.value[0]?.address ?? '',
        subject: mail.subject ?? '',
        words: mail.text ?? '',
        raw: (batch[at] ?? Buffer.alloc(0)).toString('base64'),
      }));
      await sql`insert into bare select id, sender, subject, words, decode(raw, 'base64')
        from jsonb_to_recordset(${sql.json(rows)}) as r(id uuid, sender text, subject text, words text, raw text)`;
      await queue.addBulk(
        rows.map(({ id, sender }) => ({ name: 'send', data: { id, to: sender }, opts: { removeOnComplete: true } })),
      );
    }
    await until('every acknowledgement to be accepted', () => world.relay.accepted >= count, {
      timeoutMs: 240_000,
      everyMs: 10,
    });
    return (count / (performance.now() - started)) * 1000;
  } finally {
    close();
    await Promise.all([worker.close(), queue.close()]);
    transport.close();
    await sql.end();
  }
}

const ACKNOWLEDGEMENT = Buffer.from(
  `Message-ID: <ack@desk.example>\r\nSubject: received\r\nContent-Type: text/plain\r\n\r\n${'We have got your mail.\r\n'.repeat(40)}`,
);

function queueOn(world: World, send: (job: { data: { to: string } }) => Promise<void>) {
  if (world.redisUrl !== null) {
    const options = { connection: { url: world.redisUrl, maxRetriesPerRequest: null } };
    return { queue: new Queue('bare', options), worker: new Worker('bare', send, { ...options, concurrency: 10 }) };
  }
  const onPostgres = withBackend(createPostgresBackend);
  const connection = { connectionString: world.databaseUrl, max: 5 };
  return {
    queue: new onPostgres.Queue('bare', { connection }),
    worker: new onPostgres.Worker('bare', send, { connection, concurrency: 10 }),
  };
}

async function* batched(client: ImapFlow, count: number): AsyncGenerator<Buffer[]> {
  for (let first = 1; first <= count; first += BATCH) {
    const batch: Buffer[] = [];
    for await (const mail of client.fetch(`${first}:${first + BATCH - 1}`, { source: true }))
      if (mail.source) batch.push(mail.source);
    yield batch;
  }
}
