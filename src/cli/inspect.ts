import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Mail } from '../mail/mail.ts';
import type { Prefixes } from '../mail/meaning/ticket-number.ts';
import { createParserPool, type ParseFailure, type ParserPool } from '../mail/parser-pool.ts';
import { authenticate } from '../people/authentication/authentication.ts';
import { counted } from './counted.ts';
import { type DeskClock, deskClock, momentsBy } from './desk-time.ts';
import { EXIT, type ExitCode } from './exit.ts';

type InspectIo = {
  readonly json: boolean;
  readonly write: (line: string) => void;
  /** The sender's authentication (trust): P, N or F. */
  readonly authenticate?: (mail: Mail, raw: Uint8Array) => Promise<'P' | 'N' | 'F'>;
  readonly numberPrefix?: Prefixes;
  readonly products?: readonly string[];
  /** Of the desk, for the times that people read. */
  readonly timezone?: string;
};

/** What the configured receiving system says of a mail's sender; DNS is never asked. */
export const wordOf =
  (authservId: string): NonNullable<InspectIo['authenticate']> =>
  async (mail, raw) => {
    const resolve = () => Promise.reject(new Error('no DNS in inspect'));
    return (await authenticate(mail, raw, { authservId }, resolve, new Date())).verdict;
  };

/** Files read ahead of the one that is written. */
const AHEAD = 8;

/**
 * Understands mails without a database and writes what was understood, one object or one paragraph a file. Folders are
 * read through, in the order of their names. Returns 65 when a file could not be read, after all others are done.
 */
export async function inspect(paths: readonly string[], io: InspectIo): Promise<ExitCode> {
  const pool = createParserPool();
  const results: Promise<Result>[] = [];
  let exit: ExitCode = EXIT.done;
  const writeNext = async (): Promise<void> => {
    const result = await results.shift();
    if (result === undefined) return;
    if ('error' in result) exit = EXIT.unreadableInput;
    io.write(io.json ? JSON.stringify(result) : paragraph(result, deskClock(io.timezone ?? 'UTC')));
  };
  try {
    for (const path of paths) {
      for await (const file of filesBelow(path)) {
        results.push(inspectFile(file, pool, io));
        if (results.length > AHEAD) await writeNext();
      }
    }
    while (results.length > 0) await writeNext();
  } finally {
    await pool.close();
  }
  return exit;
}

async function inspectFile(file: string, pool: ParserPool, io: InspectIo): Promise<Result> {
  const raw = await readFile(file).catch((error: NodeJS.ErrnoException) => {
    unreadable(error);
    return error.message;
  });
  if (typeof raw === 'string') return { file, error: 'unreadable', reason: raw };
  const { numberPrefix, products } = io;
  const mail = await pool.understand(raw, {
    ...(numberPrefix === undefined ? {} : { numberPrefix }),
    ...(products === undefined ? {} : { products }),
  });
  if ('failed' in mail) return failureJson(file, mail);
  return mailJson(file, mail, await io.authenticate?.(mail, raw));
}

function unreadable(error: NodeJS.ErrnoException): null {
  if (error.code === undefined) throw error;
  return null;
}

/**
 * The file itself, or every file in a folder and below; a path that does not exist is passed on to fail where it is
 * read.
 */
async function* filesBelow(path: string): AsyncGenerator<string> {
  const found = await stat(path).catch(unreadable);
  if (!found?.isDirectory()) {
    yield path;
    return;
  }
  const names = await readdir(path).catch(unreadable);
  for (const name of (names ?? []).sort()) yield* filesBelow(join(path, name));
}

type Result = Readonly<Record<string, unknown>>;

function failureJson(file: string, failure: ParseFailure): Result {
  return { file, class: 'malformed', to: [], cc: [], attachments: [], warnings: [`parser_${failure.failed}`] };
}

/** One mail as `inspect` and the interface describe it: keys that do not apply are left out. */
function mailJson(file: string, mail: Mail, authentication?: 'P' | 'N' | 'F'): Result {
  return present({
    file,
    class: mail.class,
    from: mail.from[0] ?? mail.replyTo[0],
    to: mail.to,
    cc: mail.cc,
    subject: mail.subject,
    messageId: mail.messageId,
    inReplyTo: mail.inReplyTo,
    references: mail.references,
    date: mail.date?.toISOString(),
    ticketNumbers: [...mail.ticketNumbers.subject, ...mail.ticketNumbers.quoted],
    language: mail.language,
    text: mail.text,
    reply: mail.reply,
    attachments: mail.attachments.map(({ name, type, size, inline, cid, sha256 }) =>
      present({ name, type, size, inline, cid, sha256 }),
    ),
    form: Object.keys(mail.form).length > 0 ? mail.form : undefined,
    intent: mail.intent,
    commands:
      mail.commands.length > 0
        ? mail.commands.map(({ name, argument, text }) =>
            present({ name, argument: argument || undefined, text: text || undefined }),
          )
        : undefined,
    unknownCommands: mail.unknownCommands.length > 0 ? mail.unknownCommands : undefined,
    satisfaction: mail.satisfaction,
    forwarded: mail.forwarded,
    bounce: mail.bounce === null ? undefined : present(mail.bounce),
    notice: mail.notice,
    authentication,
    warnings: mail.warnings,
  });
}

/** Without what is null or undefined. */
function present(object: Result): Result {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== null && value !== undefined));
}

const SHOWN = [
  'error',
  'reason',
  'class',
  'from',
  'to',
  'subject',
  'date',
  'language',
  'ticketNumbers',
  'intent',
  'form',
  'commands',
  'bounce',
  'notice',
  'authentication',
  'warnings',
];

/** The same for people: the telling fields, the attachments' names, then the reply. */
function paragraph(result: Result, at: DeskClock): string {
  const rows = SHOWN.flatMap((key) => {
    const value = key === 'date' ? momentsBy(at, shown(result[key])) : shown(result[key]);
    return value === '' ? [] : [`  ${key.padEnd(14)} ${value}`];
  });
  const attachments = (Array.isArray(result.attachments) ? result.attachments : []).map(
    (file: { name: string; size: number }) => `  attachment     ${file.name} (${counted(file.size, 'octet')})`,
  );
  const reply = typeof result.reply === 'string' ? result.reply.replace(/^/gm, '  | ') : '';
  return [String(result.file), ...rows, ...attachments, reply, ''].join('\n');
}

function shown(value: unknown): string {
  if (value === undefined || (Array.isArray(value) && value.length === 0)) return '';
  if (Array.isArray(value)) return value.map(shown).join(', ');
  if (typeof value !== 'object' || value === null) return String(value);
  if ('address' in value)
    return 'name' in value && value.name ? `${value.name} <${value.address}>` : String(value.address);
  return Object.entries(value)
    .map(([key, part]) => `${key}=${typeof part === 'string' ? part.replace(/\s+/g, ' ') : JSON.stringify(part)}`)
    .join(' ');
}
