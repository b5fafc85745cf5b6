import { createPostgresBackend, Queue, Worker, withBackend } from 'bullmq';
import type { ImapFlow } from 'imapflow';
import { simpleParser } from 'mailparser';
import { createTransport } from 'nodemailer';
import postgres from 'postgres';
import { v7 as uuid } from 'uuid';
import { openMailbox } from '../src/inbox/imap.ts';
import { composeLetter } from '../src/letter/compose.ts';
import { createRenderer } from '../src/letter/render.ts';
import { sampleFacts } from '../src/letter/sample/sample.ts';
import { readTemplates } from '../src/letter/templates.ts';
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
  description: 'mailbox to two accepted letters a mail: the same libraries glued together, and the desk',
  long: false,
  async run({ mails }) {
    const count = mails ?? MAILS;
    const bare = await inWorld((world) => bareChain(world, count));
    const desk = await inWorld((world) => runDesk(world, count));
    return [
      ...against({ what: 'the bare chain', figure: bare }, 'the desk, one process', desk.perSecond, 0.5),
      { what: 'CPU of the desk’s process a mail', figure: desk.cpuMsAMail, unit: 'ms' },
      {
        what: 'CPU of the desk and of PostgreSQL a mail',
        figure: desk.cpuMsAMail + desk.databaseCpuMsAMail,
        unit: 'ms',
        target: { text: 'at most 9 ms', met: desk.cpuMsAMail + desk.databaseCpuMsAMail <= 9 },
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

/**
 * Batched fetch → parse → one statement a batch → BullMQ → letters over pooled SMTP. Per mail it keeps what the desk
 * keeps, a row of the ledger with its octets, a ticket, its history and two letters, whose words are always the same.
 * Mails a second.
 */
async function bareChain(world: World, count: number): Promise<number> {
  const sql = postgres(world.databaseUrl, { max: 4, onnotice: () => undefined });
  await sql`create schema bare`;
  await sql`create table bare.mail (id uuid primary key, sender text, subject text, raw bytea)`;
  await sql`create table bare.ticket (id uuid primary key references bare.mail, sender text, subject text, words text)`;
  await sql`create table bare.history (ticket_id uuid references bare.ticket, at timestamptz, event text)`;
  await sql`create table bare.letter (id uuid primary key, ticket_id uuid references bare.ticket, recipient text, octets bytea)`;
  const transport = createTransport({
    host: '127.0.0.1',
    port: world.relay.port,
    pool: true,
    maxConnections: CONNECTIONS,
    maxMessages: 1e6,
    ignoreTLS: true,
  });
  const send = async ({ data }: { data: SendJob }): Promise<void> => {
    await transport.sendMail({ envelope: { from: 'support@desk.example', to: data.to }, raw: LETTERS[data.letter] });
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
        letters: LETTERS.map((octets, letter) => ({ id: uuid(), letter, octets: octets.toString('base64') })),
      }));
      await sql`with given as materialized (
          select * from jsonb_to_recordset(${sql.json(rows)}) as r(id uuid, sender text, subject text, words text, raw text, letters jsonb)
        ), mails as (
          insert into bare.mail select id, sender, subject, decode(raw, 'base64') from given
        ), tickets as (
          insert into bare.ticket select id, sender, subject, words from given
        ), told as (
          insert into bare.history select id, now(), event from given, (values ('opened'), ('assigned')) e (event)
        )
        insert into bare.letter select l.id, given.id, given.sender, decode(l.octets, 'base64')
          from given, jsonb_to_recordset(given.letters) as l(id uuid, octets text)`;
      await queue.addBulk(
        rows.flatMap(({ sender, letters }) =>
          letters.map(({ id, letter }) => ({
            name: 'send',
            data: { id, letter, to: letter === 0 ? sender : 'li@desk.example' },
            opts: { removeOnComplete: true },
          })),
        ),
      );
    }
    await until('every letter to be accepted', () => world.relay.accepted >= count * LETTERS.length, {
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

type SendJob = { readonly id: string; readonly letter: number; readonly to: string };

const renderer = createRenderer(readTemplates(null));
/** Of the size that the desk’s have. */
const LETTERS = (['acknowledgement', 'dispatch'] as const).map((kind) =>
  Buffer.from(composeLetter(sampleFacts(kind, 'zh-CN'), renderer).bytes),
);

function queueOn(world: World, send: (job: { data: SendJob }) => Promise<void>) {
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
