import { createReadStream } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type Desk, mailboxOf } from '../desk/desk.ts';
import { decideMails } from '../intake/process.ts';
import { createParserPool } from '../mail/parser-pool.ts';
import { claimFolder } from '../store/attachments/folder.ts';
import { identityOfMail } from '../store/fingerprint.ts';
import { decidedCopies } from '../store/mail.ts';
import { type NewMail, storeMails } from '../store/mail-arrival.ts';
import { CommandError, EXIT } from './exit.ts';
import { splitMbox } from './mbox.ts';
import { printable } from './printable.ts';
import { progress } from './progress.ts';
import { type Run, withDesk } from './run.ts';

type Options = { readonly mailbox?: string; readonly quietBackfill?: boolean };

/** Mails that are decided together. */
const BATCH = 50;

/**
 * `tsdesk ingest`: idempotent, since a mail the ledger knows is only counted. Unreadable paths end it with 65, after
 * the rest.
 */
export async function ingestFiles(run: Run, paths: readonly string[], options: Options): Promise<number> {
  const sources = paths.length === 0 ? ['-'] : paths;
  const unreadable = new Map<string, string>();
  const counts = await withDesk(run, async (desk) => {
    const mailbox = options.mailbox ?? desk.config.mailboxes[0]?.name;
    if (mailbox === undefined || !desk.config.mailboxes.some(({ name }) => name === mailbox))
      throw new CommandError(
        EXIT.configuration,
        mailbox === undefined
          ? 'There is no mailbox in the configuration for the mails to arrive in.'
          : `The configuration has no mailbox ${mailbox}.`,
      );
    await claimFolder(desk.db, desk.config.storage.attachments);
    const parser = createParserPool();
    const bar = progress('mails taken in');
    const counted = { taken: 0, known: 0 };
    try {
      for await (const batch of inBatches(mailsOf(sources, unreadable))) {
        const taken = await takeIn(desk, mailbox, batch, options.quietBackfill === true, parser);
        counted.taken += taken;
        counted.known += batch.length - taken;
        bar.advance(batch.length);
      }
    } finally {
      bar.stop();
      await parser.close();
    }
    return counted;
  });
  if (run.output.json) run.output.object({ ...counts, unreadable: [...unreadable.keys()] });
  else run.output.line(`${counts.taken} mails taken in, ${counts.known} known already.`);
  for (const [path, why] of unreadable) process.stderr.write(`${printable(`cannot read ${path}: ${why}`)}\n`);
  return unreadable.size > 0 ? EXIT.unreadableInput : EXIT.done;
}

async function takeIn(
  desk: Desk,
  mailbox: string,
  raws: readonly Buffer[],
  backfill: boolean,
  parser: ReturnType<typeof createParserPool>,
): Promise<number> {
  const arrivals: NewMail[] = [];
  for (const raw of raws) {
    const identity = identityOfMail(raw);
    const twin = arrivals.some(({ fingerprint }) => fingerprint === identity.fingerprint);
    if (twin || (await decidedCopies(desk.db, identity.fingerprint)).length > 0) continue;
    arrivals.push({
      mailbox,
      uidValidity: null,
      uid: null,
      receivedAt: desk.now(),
      backfill,
      overLimit: false,
      ...identity,
      raw,
    });
  }
  const stored = await storeMails(desk.db, arrivals, null);
  await decideMails(desk, mailboxOf(desk.config, mailbox), parser, stored ?? [], null);
  return arrivals.length;
}

async function* inBatches(mails: AsyncIterable<Buffer>): AsyncGenerator<Buffer[]> {
  let batch: Buffer[] = [];
  for await (const mail of mails) {
    batch.push(mail);
    if (batch.length < BATCH) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

/**
 * Every mail of files, mbox files, folders and Maildirs; what cannot be read is noted with the reason and passed over.
 */
async function* mailsOf(paths: readonly string[], unreadable: Map<string, string>): AsyncGenerator<Buffer> {
  for (const path of paths)
    try {
      if (path === '-') yield* mailsIn(await readAll(process.stdin));
      else yield* mailsAt(path, unreadable);
    } catch (error) {
      if (!(error instanceof Error && 'code' in error)) throw error;
      unreadable.set(path, error.message);
    }
}

async function* mailsAt(path: string, unreadable: Map<string, string>): AsyncGenerator<Buffer> {
  const found = await stat(path);
  if (found.isDirectory()) {
    const names = (await readdir(path)).sort();
    yield* mailsOf(
      names.map((name) => join(path, name)),
      unreadable,
    );
  } else if (found.isFile()) {
    const head = await readAll(createReadStream(path, { end: 4 }));
    if (head.toString('latin1') === 'From ') yield* splitMbox(createReadStream(path));
    else yield await readFile(path);
  }
}

async function* mailsIn(content: Buffer): AsyncGenerator<Buffer> {
  if (content.subarray(0, 5).toString('latin1') === 'From ') yield* splitMbox([content]);
  else if (content.length > 0) yield content;
}

async function readAll(stream: AsyncIterable<Buffer>): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of stream) parts.push(Buffer.from(part));
  return Buffer.concat(parts);
}
