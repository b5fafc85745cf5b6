import type { SessionFacts } from './session.ts';

/**
 * How many connections to PostgreSQL one process keeps, counted in one place: its statements (`database.connections`),
 * the queue where that is in PostgreSQL too, and one left for a command such as `tsdesk doctor`.
 */
export type ConnectionPlan = {
  /** Of the desk's own pool. */
  readonly desk: number;
  readonly queue: number;
  /** Fewer than configured, in words; null when all fit. */
  readonly short: string | null;
};

/** Two wait for jobs, and hold theirs for as long as they do; the others share what is left. */
const QUEUE = { usual: 4, least: 3 } as const;
/** Behind a pooler nobody holds one. */
const QUEUE_SHARED = 2;
const FOR_COMMANDS = 1;

/**
 * Fits what is configured into what the role, the database and the server allow. A string says why not even the least
 * fits.
 */
export function planConnections(
  { shared, limit }: Pick<SessionFacts, 'shared' | 'limit'>,
  configured: number,
  queueHere: boolean,
): ConnectionPlan | string {
  if (shared || limit === null) return { desk: configured, queue: queueHere ? QUEUE_SHARED : 0, short: null };
  const usual = queueHere ? QUEUE.usual : 0;
  const wanted = configured + usual + FOR_COMMANDS;
  if (limit.connections >= wanted) return { desk: configured, queue: usual, short: null };
  const least = queueHere ? QUEUE.least : 0;
  const allows = `${limit.by} allows ${limit.connections}`;
  if (limit.connections < 1 + least)
    return `${allows} connections, and the daemon needs ${1 + least} at least and ${wanted} as configured (database.connections ${configured}, ${queueHere ? `${usual} for the queue` : 'none for the queue'}, ${FOR_COMMANDS} for commands)`;
  const desk = Math.max(1, Math.min(configured, limit.connections - least - FOR_COMMANDS));
  return {
    desk,
    queue: least,
    short: `${allows} connections of ${wanted}: ${desk} are used for statements, ${least} for the queue`,
  };
}
