import type { Desk } from '../desk/desk.ts';
import type { Session } from '../inbox/session.ts';
import { accessTokens } from '../lib/oauth.ts';
import type { WakeQueue } from '../outbox/queue.ts';
import { lastCanary } from '../store/canary.ts';
import { isTransient } from '../store/connection.ts';
import { breachedDeadlines, undecidedMails, unsentLetters } from '../store/levels.ts';
import { oldestUnsentSeconds } from '../store/outbox.ts';
import type { Levels, MailboxLevel } from './metrics.ts';
import type { Check } from './server.ts';

/** What `/readyz` answers: database, queue and every mailbox of this process, each with its lag. */
export async function readiness(desk: Desk, bell: WakeQueue, receptions: readonly Session[]): Promise<Check[]> {
  const probe = async (name: string, look: () => Promise<number | null>): Promise<Check> => {
    try {
      return { name, ok: true, detail: 'ok', lagSeconds: await look() };
    } catch (error) {
      return { name, ok: false, detail: isTransient(error) ? 'not reachable' : 'failed', lagSeconds: null };
    }
  };
  const mailboxes = receptions.map((reception): Check => {
    const { name, ready, state, error, caughtUpAt } = reception.health();
    const lagSeconds = caughtUpAt === null ? null : Math.round((desk.now().getTime() - caughtUpAt.getTime()) / 1000);
    return { name: `mailbox ${name}`, ok: ready, detail: error ?? state, lagSeconds };
  });
  return [
    await probe('database', async () => Math.round(await oldestUnsentSeconds(desk.db))),
    await probe('queue', async () => {
      await bell.depth();
      return null;
    }),
    ...mailboxes,
  ];
}

/** What `/metrics` looks up at every scrape. Rejects when the database or the queue is away. */
export async function levelsOf({ db }: Desk, bell: WakeQueue): Promise<Levels> {
  const [letters, oldest, undecided, breached, queueDepth] = await Promise.all([
    unsentLetters(db),
    oldestUnsentSeconds(db),
    undecidedMails(db),
    breachedDeadlines(db),
    bell.depth(),
  ]);
  return { letters, oldestUnsentSeconds: oldest, undecidedMails: undecided, breached, queueDepth };
}

export function mailboxLevels(desk: Desk, receptions: readonly Session[]): Promise<MailboxLevel[]> {
  return Promise.all(
    receptions.map(async (reception) => {
      const { name, ready, caughtUpAt } = reception.health();
      const oauth2 = desk.config.mailboxes.find((mailbox) => mailbox.name === name)?.imap.oauth2;
      const canary = await lastCanary(desk.db, name);
      return {
        name,
        ready,
        lagSeconds: caughtUpAt === null ? null : (desk.now().getTime() - caughtUpAt.getTime()) / 1000,
        canarySeconds: canary?.roundTrip ?? null,
        tokenExpiresAt: oauth2 === undefined ? null : accessTokens(oauth2).expiresAt(),
      };
    }),
  );
}
