import type { MailboxConfig } from '../config/settings.ts';
import { accessTokens } from '../lib/oauth.ts';
import { lastCanary } from '../store/canary.ts';
import { type Database, isTransient } from '../store/connection.ts';
import { oldestUnsentSeconds, unsentLetters } from '../store/letter.ts';
import { undecidedMails } from '../store/mail.ts';
import { breachedDeadlines } from '../store/ticket.ts';
import type { Levels, MailboxLevel } from './metrics.ts';
import type { Check } from './server.ts';

/** What is looked at: the database, the queue, and the mailboxes that this process reads. */
export type Vitals = {
  readonly db: Database;
  /** Jobs in the queue. Rejects when it is away. */
  readonly queueDepth: () => Promise<number>;
  readonly mailboxes: () => readonly ReadMailbox[];
  readonly now: () => Date;
};

/** How the reading of a mailbox goes. */
export type ReadMailbox = {
  readonly name: string;
  /** The cursor is stored: mail from now on is live. */
  readonly ready: boolean;
  readonly state: string;
  readonly error: string | null;
  readonly caughtUpAt: Date | null;
};

/** What `/readyz` answers: database, queue and every mailbox of this process, each with its lag. Never rejects. */
export async function readiness({ db, queueDepth, mailboxes, now }: Vitals): Promise<Check[]> {
  const probe = async (name: string, look: () => Promise<number | null>): Promise<Check> => {
    try {
      return { name, ok: true, detail: 'ok', lagSeconds: await look() };
    } catch (error) {
      return { name, ok: false, detail: isTransient(error) ? 'not reachable' : 'failed', lagSeconds: null };
    }
  };
  return [
    await probe('database', async () => Math.round(await oldestUnsentSeconds(db))),
    await probe('queue', async () => {
      await queueDepth();
      return null;
    }),
    ...mailboxes().map((mailbox): Check => {
      const lag = lagSeconds(mailbox, now());
      return {
        name: `mailbox ${mailbox.name}`,
        ok: mailbox.ready,
        detail: mailbox.error ?? mailbox.state,
        lagSeconds: lag === null ? null : Math.round(lag),
      };
    }),
  ];
}

/** What `/metrics` looks up at every scrape. Rejects when the database or the queue is away. */
export async function levelsOf({ db, queueDepth }: Vitals): Promise<Levels> {
  const [letters, oldest, undecided, breached, depth] = await Promise.all([
    unsentLetters(db),
    oldestUnsentSeconds(db),
    undecidedMails(db),
    breachedDeadlines(db),
    queueDepth(),
  ]);
  return { letters, oldestUnsentSeconds: oldest, undecidedMails: undecided, breached, queueDepth: depth };
}

/** The mailboxes of this process, with their access tokens where they have them. Rejects when the database is away. */
export function mailboxLevels(
  { db, mailboxes, now }: Vitals,
  configured: readonly MailboxConfig[],
): Promise<MailboxLevel[]> {
  return Promise.all(
    mailboxes().map(async (mailbox) => {
      const { name, ready } = mailbox;
      const oauth2 = configured.find((each) => each.name === name)?.imap.oauth2;
      const canary = await lastCanary(db, name);
      return {
        name,
        ready,
        lagSeconds: lagSeconds(mailbox, now()),
        canarySeconds: canary?.roundTrip ?? null,
        tokenExpiresAt: oauth2 === undefined ? null : accessTokens(oauth2).expiresAt(),
      };
    }),
  );
}

/** Seconds since everything the server had was taken in; null before the first time. */
const lagSeconds = ({ caughtUpAt }: ReadMailbox, now: Date): number | null =>
  caughtUpAt === null ? null : (now.getTime() - caughtUpAt.getTime()) / 1000;
