import type { MailboxConfig } from '../config/settings.ts';
import { causeOf, type Trouble } from '../desk/health/trouble.ts';
import { accessTokens } from '../lib/oauth.ts';
import { withTimeout } from '../lib/timeout.ts';
import { assistUsageOn } from '../store/assist.ts';
import { lastCanary } from '../store/canary.ts';
import type { Database } from '../store/connection/connection.ts';
import { isTransient } from '../store/connection/error.ts';
import { missingRights, rightsText } from '../store/connection/rights.ts';
import { oldestUnsentSeconds, unsentLetters } from '../store/letter.ts';
import { undecidedMails } from '../store/mail.ts';
import { breachedDeadlines } from '../store/ticket.ts';
import { webhookBacklog } from '../store/webhook-event.ts';
import type { Levels, MailboxLevel } from './metrics.ts';
import type { Check } from './server.ts';

/** What is looked at: the database, the queue, the mailboxes that this process reads, and what it has run into. */
export type Vitals = {
  readonly db: Database;
  /** Jobs in the queue. Rejects when it is away. */
  readonly queueDepth: () => Promise<number>;
  readonly mailboxes: () => readonly ReadMailbox[];
  readonly troubles: () => readonly Trouble[];
  /** The relays that this process sends by. */
  readonly relays: () => readonly SendingRelay[];
  readonly now: () => Date;
  /** The day of the desk whose use of the model is told; null without one. */
  readonly assistDay: () => string | null;
  /** Whether the configuration has webhooks for events. */
  readonly webhooks: boolean;
  /** How far the clock is ahead of the database's, in seconds; null when it was not compared. */
  readonly clockAheadSeconds: () => number | null;
};

/** How the relay of a mailbox does; `detail`: what it says. */
export type SendingRelay = { readonly mailbox: string; readonly ok: boolean; readonly detail: string };

/** How the reading of a mailbox goes. */
export type ReadMailbox = {
  readonly name: string;
  /** The cursor is stored: mail from now on is live. */
  readonly ready: boolean;
  readonly state: string;
  readonly error: string | null;
  readonly caughtUpAt: Date | null;
};

/** Whoever asks for `/readyz` gives up sooner than a pool without a free connection. Milliseconds. */
const LOOK_WITHIN_MS = 4_000;

/**
 * What `/readyz` answers: database, queue and every mailbox of this process, each with its lag, and beside them only
 * what is in trouble. Answers within five seconds and never rejects.
 */
export async function readiness({ db, queueDepth, mailboxes, troubles, relays, now }: Vitals): Promise<Check[]> {
  const [database, queue] = await Promise.all([
    probe('database', async () => {
      const lacking = rightsText(await missingRights(db, { queueHere: false, forEverything: false }));
      if (lacking !== '') throw new Error(lacking);
      return Math.round(await oldestUnsentSeconds(db));
    }),
    probe('queue', async () => {
      await queueDepth();
      return null;
    }),
  ]);
  return [
    database,
    queue,
    ...mailboxes().map((mailbox): Check => {
      const lag = lagSeconds(mailbox, now());
      return {
        name: `mailbox ${mailbox.name}`,
        ok: mailbox.ready,
        detail: mailbox.error ?? mailbox.state,
        lagSeconds: lag === null ? null : Math.round(lag),
      };
    }),
    ...troubles().map(({ part, detail, since }): Check => {
      const lag = Math.round((now().getTime() - since.getTime()) / 1000);
      return { name: part, ok: false, detail, lagSeconds: lag };
    }),
    ...relays()
      .filter(({ ok }) => !ok)
      .map(({ mailbox, ok, detail }): Check => ({ name: `relay ${mailbox}`, ok, detail, lagSeconds: null })),
  ];
}

const tooLate = (): Error => new Error(`no answer within ${LOOK_WITHIN_MS / 1000} s`);

async function probe(name: string, look: () => Promise<number | null>): Promise<Check> {
  try {
    return { name, ok: true, detail: 'ok', lagSeconds: await withTimeout(look(), LOOK_WITHIN_MS, tooLate) };
  } catch (error) {
    const cause = causeOf(error);
    return { name, ok: false, detail: isTransient(error) ? `not reachable: ${cause}` : cause, lagSeconds: null };
  }
}

/** What `/metrics` looks up at every scrape. Rejects when the database or the queue does not answer in time. */
export async function levelsOf(vitals: Vitals): Promise<Levels> {
  const { db, queueDepth, clockAheadSeconds, webhooks, assistDay, now } = vitals;
  const day = assistDay();
  const looks = Promise.all([
    unsentLetters(db),
    oldestUnsentSeconds(db),
    undecidedMails(db),
    breachedDeadlines(db, now()),
    queueDepth(),
    webhooks ? webhookBacklog(db) : [],
    day === null ? null : assistUsageOn(db, day),
  ]);
  const [letters, oldest, undecided, breached, depth, backlog, usage] = await withTimeout(
    looks,
    LOOK_WITHIN_MS,
    tooLate,
  );
  return {
    letters,
    oldestUnsentSeconds: oldest,
    undecidedMails: undecided,
    breached,
    queueDepth: depth,
    webhooks: backlog,
    assist: day === null ? null : { requests: usage?.requests ?? 0, tokens: usage?.tokens ?? 0 },
    clockAheadSeconds: clockAheadSeconds(),
  };
}

/** The mailboxes of this process, with their access tokens where they have them. Rejects when the database is away. */
export function mailboxLevels(
  { db, mailboxes, now }: Vitals,
  configured: readonly MailboxConfig[],
): Promise<MailboxLevel[]> {
  const looks = Promise.all(
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
  return withTimeout(looks, LOOK_WITHIN_MS, tooLate);
}

/** Seconds since everything the server had was taken in; null before the first time. */
const lagSeconds = ({ caughtUpAt }: ReadMailbox, now: Date): number | null =>
  caughtUpAt === null ? null : (now.getTime() - caughtUpAt.getTime()) / 1000;
