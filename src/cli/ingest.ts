import type { Format } from '../adopt/export/formats.ts';
import { mailsOfExports, type Noted } from '../adopt/export/read-export.ts';
import { findMailFiles, type MailFile, mailsOf } from '../adopt/mail-files.ts';
import { type How, type OldMail, STORED_AT_ONCE, sift, type Taken, takeIn } from '../adopt/take-in.ts';
import { type Desk, mailboxOf } from '../desk/desk.ts';
import { inBatches } from '../lib/batch.ts';
import { createParserPool, type ParserPool } from '../mail/parser-pool.ts';
import { instantOf } from '../report/period.ts';
import { claimFolder } from '../store/attachments/folder.ts';
import { fingerprintsByMessageId, outcomesOf } from '../store/mail.ts';
import { because, type ReasonCode } from '../ticket/mail-outcome.ts';
import { reasonWords } from '../words/reasons.ts';
import { counted } from './counted.ts';
import { dayNamed } from './day.ts';
import { CommandError, EXIT } from './exit.ts';
import { tellPassedOver } from './passed-over.ts';
import { printable } from './printable.ts';
import { progressByOctets } from './progress.ts';

import { type Run, withDesk } from './run.ts';

type Options = {
  readonly mailbox?: string;
  readonly quietBackfill?: boolean;
  readonly as?: How['as'];
  readonly before?: string;
  readonly dryRun?: boolean;
  /** An export of another program instead of mails. */
  readonly format?: Format;
};

/** What is left out of exports is named as far as a terminal shows it; --json has all. */
const NAMED = 10;

/**
 * `tsdesk ingest`: idempotent, since a mail the ledger knows is only counted. Unreadable paths, and what is left out of
 * an export, end it with 65, after the rest; mails that have to wait end it with 75.
 */
export async function ingestFiles(run: Run, paths: readonly string[], options: Options): Promise<number> {
  if (options.format !== undefined && options.as === 'live')
    throw new CommandError(
      EXIT.usage,
      'What another program exports is history: --as open or --as closed, or neither.',
    );
  const noted: Noted = { unreadable: new Map(), leftOut: [] };
  const { unreadable, leftOut } = noted;
  const found = await findMailFiles(paths.length === 0 ? ['-'] : paths, unreadable);
  const { files } = found;
  const octets = files.reduce((sum, { size }) => sum + size, 0);
  const waiting = await withDesk(run, (desk) => {
    const how = howOf(desk, options);
    const mails = oldMails(desk, files, how, { ...options, noted });
    return ingestMails(run, desk, { mails, octets, noted }, how, options.dryRun === true);
  });
  tellPassedOver(found, unreadable);
  tellLeftOut(leftOut);
  if (unreadable.size + leftOut.length > 0) return EXIT.unreadableInput;
  return waiting > 0 ? EXIT.tryAgain : EXIT.done;
}

function tellLeftOut(leftOut: readonly string[]): void {
  const named = leftOut.slice(0, NAMED).map((each) => `left out of ${each}`);
  const more = leftOut.length - named.length;
  for (const line of [
    ...named,
    ...(more > 0 ? [`left out: ${more} more, ${leftOut.length} in all (--json names each)`] : []),
  ])
    process.stderr.write(`${printable(line)}\n`);
}

type Reading = { readonly noted: Noted; readonly format?: Format; readonly as?: How['as'] };

/**
 * The mails of these files, or what the tickets of an export make of mails; the state of those is theirs unless told.
 */
async function* oldMails(
  { config, db }: Desk,
  files: readonly MailFile[],
  { mailbox }: How,
  { noted, format, as }: Reading,
): AsyncGenerator<OldMail> {
  if (format === undefined) for await (const raw of mailsOf(files, noted.unreadable)) yield { raw };
  else
    for await (const mail of mailsOfExports(
      files,
      format,
      {
        address: mailboxOf(config, mailbox).address,
        known: (messageIds) => fingerprintsByMessageId(db, messageIds),
      },
      noted,
    )) {
      const { as: own, ...told } = mail;
      yield as === undefined && own !== undefined ? { ...told, as: own } : told;
    }
}

type MailSupply = {
  readonly mails: AsyncIterable<OldMail>;
  /** In all; 0 where nobody knows. */
  readonly octets: number;
  readonly noted: Noted;
};

/** Takes in what a source has and tells what became of it; returns how many mails have to wait. */
async function ingestMails(run: Run, desk: Desk, source: MailSupply, how: How, dryRun: boolean): Promise<number> {
  if (dryRun) {
    tellBeforehand(run, await lookThrough(desk, source, how), source);
    return 0;
  }
  await claimFolder(desk.db, desk.config.storage.attachments);
  const parser = createParserPool();
  try {
    const taken = await takeInWithBar(desk, source, how, parser);
    await tell(run, desk, taken, source);
    return taken.waiting;
  } finally {
    await parser.close();
  }
}

async function takeInWithBar(desk: Desk, { mails, octets }: MailSupply, how: How, parser: ParserPool): Promise<Taken> {
  // History goes twice over the mails: it is stored, and then decided in the order of its times.
  const bar = progressByOctets('taking in', octets);
  // History is stored first and decided then, each half of the work.
  const advance = (done: number): void => bar.advance(how.as === 'live' ? done : done / 2);
  try {
    return await takeIn(desk, mails, how, parser, advance);
  } finally {
    bar.stop();
  }
}

function howOf({ config }: Desk, options: Options): How {
  const {
    mailbox: named,
    format,
    as = format === undefined ? 'live' : 'closed',
    before,
    quietBackfill = false,
  } = options;
  const mailbox = named ?? config.mailboxes[0]?.name;
  if (mailbox === undefined || !config.mailboxes.some(({ name }) => name === mailbox))
    throw new CommandError(
      EXIT.configuration,
      mailbox === undefined
        ? 'There is no mailbox in the configuration for the mails to arrive in.'
        : `The configuration has no mailbox ${mailbox}.`,
    );
  return {
    mailbox,
    as,
    unacknowledged: quietBackfill,
    before: before === undefined ? null : instantOf(dayNamed(before), '00:00', config.desk.timezone),
  };
}

type Beforehand = { readonly mails: number; readonly known: number; readonly later: number };

/** What would be taken in; nothing is written. */
async function lookThrough(desk: Desk, { mails, octets }: MailSupply, how: How): Promise<Beforehand> {
  const bar = progressByOctets('looking through', octets);
  const seen = new Set<string>();
  const counted = { mails: 0, known: 0, later: 0 };
  for await (const batch of inBatches(mails, { most: 200, weigh: ({ raw }) => raw.length, weight: STORED_AT_ONCE })) {
    const { fresh, known, later } = await sift(desk, batch, how);
    const once = fresh.filter(({ fingerprint }) => !seen.has(fingerprint));
    for (const { fingerprint } of once) seen.add(fingerprint);
    counted.mails += once.length;
    counted.known += known + fresh.length - once.length;
    counted.later += later;
    bar.advance(batch.reduce((sum, { raw }) => sum + raw.length, 0));
  }
  bar.stop();
  return counted;
}

const jsonOf = ({ unreadable, leftOut }: Noted) => ({ unreadable: [...unreadable.keys()], leftOut });

function tellBeforehand({ output }: Run, found: Beforehand, { noted }: MailSupply): void {
  const { mails, known, later } = found;
  if (output.json) output.object({ dryRun: true, taken: mails, known, later, ...jsonOf(noted) });
  else
    output.line(
      `${counted(mails, 'mail')} would be taken in, ${counted(known, 'is', 'are')} known already, ${counted(later, 'is', 'are')} too late. Nothing was written.`,
    );
}

async function tell({ output }: Run, desk: Desk, taken: Taken, { noted }: MailSupply): Promise<void> {
  const { stored, ids, known, later, waiting } = taken;
  const rows = await outcomesOf(desk.db, ids);
  const sum = (...outcomes: readonly string[]): number =>
    rows.filter(({ outcome }) => outcomes.includes(outcome)).reduce((all, { mails }) => all + mails, 0);
  const why = (outcome: string): [ReasonCode, number][] =>
    rows.filter((row) => row.outcome === outcome).map(({ code, mails }) => [code, mails]);
  const closed = rows.filter(({ outcome }) => outcome === 'ticketed').reduce((all, row) => all + row.closed, 0);
  const counts = { taken: stored, known, later, tickets: sum('ticketed'), closed, appended: sum('appended') };
  const others = { duplicates: sum('duplicate'), held: sum('held'), waiting };
  if (output.json) {
    output.object({
      ...counts,
      ...others,
      ignored: Object.fromEntries(why('ignored')),
      quarantined: Object.fromEntries(why('quarantined')),
      ...jsonOf(noted),
    });
    return;
  }
  const left = later > 0 ? `, ${later} left out because ${later === 1 ? 'it is' : 'they are'} too late` : '';
  output.line(`${counted(stored, 'mail')} taken in, ${known} known already${left}.`);
  output.line(
    `${counted(counts.tickets, 'ticket')} (${closed} closed), ${counted(counts.appended, 'mail')} added to tickets.`,
  );
  for (const outcome of ['ignored', 'quarantined'] as const)
    for (const [code, mails] of why(outcome)) output.line(`${mails} ${outcome}: ${reasonWords(because(code), 'en')}.`);
  if (others.duplicates > 0) output.line(`${counted(others.duplicates, 'duplicate')}.`);
  if (others.held > 0) output.line(`${others.held} held.`);
  if (waiting > 0) output.line(`${waiting} waiting.`);
  if (waiting > 0)
    output.line('What waits is in the ledger; run this command again (tsdesk doctor says what is wrong).');
}
