import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ParsedMail, simpleParser } from 'mailparser';
import { stringify } from 'yaml';
import { parseConfig } from '../../src/config/load.ts';
import type { Settings } from '../../src/config/settings.ts';
import { type Desk, mailboxOf } from '../../src/desk/desk.ts';
import { openDesk } from '../../src/desk/open.ts';
import { oneRound } from '../../src/duties/duties.ts';
import { decideAgain, decideMails } from '../../src/intake/process.ts';
import { sendDueAnswers } from '../../src/intake/waiting/send-later.ts';
import { createLogger } from '../../src/lib/log.ts';
import { createParserPool } from '../../src/mail/parser-pool.ts';
import { identityOfMail } from '../../src/store/fingerprint.ts';
import { listLetters } from '../../src/store/letter.ts';
import { storeMails } from '../../src/store/mail-arrival.ts';
import { readOctets } from '../../src/store/octets.ts';
import type { Clock } from './clock.ts';
import { createDatabase, type TestDatabase } from './database.ts';
import { type SeenMail, seenMails } from './ledger.ts';
import { AUTHSERV, mailOf, SUPPORT, type WrittenMail } from './mail.ts';

/** A letter in the outbox, read as its recipient would read it. */
export interface WrittenLetter {
  kind: string;
  to: string;
  createdAt: Date;
  state: string;
  parsed: ParsedMail;
  text: string;
  raw: Buffer;
}

/**
 * A desk without servers but its database: mails are handed in, letters read from the outbox, and time is set by hand.
 */
export interface QuietDesk {
  desk: Desk;
  clock: Clock;
  /** What a command of the command line is given. */
  settings: Settings;
  /** Stores and decides these mails as one batch; their rows in the ledger, in order. */
  receive(...mails: (WrittenMail | string | Uint8Array)[]): Promise<SeenMail[]>;
  /** Lets a quarantined mail go, as `tsdesk mail release` does; its new row. */
  release(id: number): Promise<SeenMail | undefined>;
  ledger(): Promise<SeenMail[]>;
  /** What the daemon does by the clock. */
  round(): Promise<void>;
  /** Goes on with another configuration, as after a reload. */
  reconfigure(config: Record<string, unknown>): Promise<void>;
  /** Letters written since the last call, oldest first. */
  newLetters(): Promise<WrittenLetter[]>;
  close(): Promise<void>;
}

/** One for all desks of a process: its thread takes a third of a second to start. */
const parser = createParserPool({ threads: 1 });

export async function openQuietDesk(
  clock: Clock,
  {
    config = {},
    mailbox = {},
    database: given,
  }: { config?: Record<string, unknown>; mailbox?: Record<string, unknown>; database?: TestDatabase | undefined } = {},
): Promise<QuietDesk> {
  const folder = mkdtempSync(join(tmpdir(), 'tsdesk-test-'));
  const database = given ?? (await createDatabase());
  const server = { host: '127.0.0.1', port: 9, tls: 'none' };
  const parsed = (given: Record<string, unknown>) =>
    parseConfig(
      stringify({
        desk: { domain: 'desk.example', locale: 'en' },
        trust: { authservId: AUTHSERV },
        storage: { attachments: join(folder, 'attachments') },
        ...given,
        mailboxes: [{ name: 'support', address: SUPPORT, imap: server, smtp: server, ...mailbox }],
      }),
      'a test',
    );
  const settings: Settings = {
    config: parsed(config),
    file: null,
    databaseUrl: database.url,
    migrateDatabaseUrl: database.url,
    redisUrl: null,
    secret: 'a secret that only this test knows',
    logLevel: 'silent',
    warnings: [],
    setAs: new Map(),
    ofADesk: [],
  };
  const open = (config: Settings['config']) => openDesk({ ...settings, config }, createLogger('silent'), clock.now);
  let { desk, close } = await open(settings.config);
  const seen = new Set<string>();
  let uid = 0;
  return {
    get desk() {
      return desk;
    },
    clock,
    settings,
    async reconfigure(given) {
      await close();
      ({ desk, close } = await open(parsed(given)));
    },
    async receive(...mails) {
      const arrivals = mails.map((mail) => {
        const raw = octetsOf(mail, clock);
        const where = { mailbox: 'support', uidValidity: 1, uid: ++uid, receivedAt: clock.now() };
        return { ...where, backfill: false, overLimit: false, ...identityOfMail(raw), raw };
      });
      const stored = (await storeMails(desk.db, arrivals, null)) ?? [];
      await decideMails(desk, mailboxOf(desk.config, 'support'), parser, stored, null);
      const rows = await Promise.all(stored.map(({ id }) => seenMails(desk.db, { id })));
      return rows.flat();
    },
    async release(mailId) {
      await decideAgain(desk, parser, { mailId, redeemed: false }, null);
      return (await seenMails(desk.db, { id: mailId }))[0];
    },
    ledger: () => seenMails(desk.db),
    async round() {
      await oneRound(desk);
      await sendDueAnswers(desk, parser);
    },
    async newLetters() {
      const fresh = (await listLetters(desk.db)).filter(({ id }) => !seen.has(id));
      return Promise.all(
        fresh.map(async ({ id, kind, toAddress, createdAt, state, octetsId }) => {
          seen.add(id);
          const raw = await readOctets(desk.db, octetsId);
          const parsed = await simpleParser(raw, { skipTextToHtml: true });
          return { kind, to: toAddress, createdAt, state, parsed, text: parsed.text ?? '', raw };
        }),
      );
    },
    async close() {
      await close();
      await database.drop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function octetsOf(mail: WrittenMail | string | Uint8Array, clock: Clock): Buffer {
  if (mail instanceof Uint8Array) return Buffer.from(mail);
  return Buffer.from(typeof mail === 'string' ? mail : mailOf({ date: clock.now(), ...mail }));
}
