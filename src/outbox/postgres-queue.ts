import {
  assertSchemaCompatibility,
  type BackendFactory,
  type ConnectionOptions,
  DEFAULT_SCHEMA,
  PostgresConnection,
  PostgresQueueBackend,
} from 'bullmq';
import pg from 'pg';

/**
 * Where the queue is in PostgreSQL. `shared`: a pooler stands between, which may give each statement another session.
 */
export type PostgresPlace = {
  readonly kind: 'postgres';
  readonly url: string;
  readonly shared?: boolean;
  /** At most so many connections, two of which wait for jobs unless the sessions are shared. */
  readonly connections?: number;
};

/** Milliseconds a statement of the queue waits for a connection, and for its end. */
const CONNECT_WITHIN_MS = 10_000;
const STATEMENT_WITHIN_MS = 60_000;
/** Later than the server would end it: the network loses everything. */
const ANSWER_WITHIN_MS = STATEMENT_WITHIN_MS + 10_000;
const KEEP_ALIVE_MS = 15_000;

/**
 * The connections of all queues and workers of this process. BullMQ's own way sends `options` when it connects, which
 * PgBouncer refuses, and gives up for good on a database that was away at the first look.
 */
export type QueueConnections = {
  readonly factory: BackendFactory<PostgresQueueBackend>;
  readonly close: () => Promise<void>;
};

/** Opens no connection before the first statement. `trouble` hears of connections that end by themselves. */
export function openQueueConnections(place: PostgresPlace, trouble: (error: Error) => void): QueueConnections {
  const { url, shared = false, connections = 4 } = place;
  const pool = new pg.Pool({
    connectionString: url,
    max: connections,
    connectionTimeoutMillis: CONNECT_WITHIN_MS,
    application_name: 'tsdesk queue',
    keepAlive: true,
    keepAliveInitialDelayMillis: KEEP_ALIVE_MS,
    query_timeout: ANSWER_WITHIN_MS,
    ...(shared ? {} : { options: OWN_SESSION }),
  });
  pool.on('error', trouble);
  // The pool listens to idle clients only. When the session of one that is handed out ends between two statements, the
  // next of them fails; without a listener the process would end.
  pool.on('connect', (client) => client.on('error', () => undefined));
  const used = shared ? sharedSessions(pool) : pool;
  return {
    factory: (name, opts, { withBlockingConnection = false } = {}) => {
      const connection = new QueueConnection(used as ConstructorParameters<typeof PostgresConnection>[0]);
      const backendOptions = opts as ConstructorParameters<typeof PostgresQueueBackend>[2];
      return new PostgresQueueBackend(
        connection,
        name,
        backendOptions,
        true,
        withBlockingConnection ? name : undefined,
      );
    },
    close: () => pool.end(),
  };
}

const OWN_SESSION = [
  `search_path=${DEFAULT_SCHEMA}`,
  'default_transaction_read_only=off',
  `statement_timeout=${STATEMENT_WITHIN_MS}`,
  'lock_timeout=0',
]
  .map((setting) => `-c ${setting}`)
  .join(' ');

/** Looks again at a database that was away or not migrated; BullMQ's own remembers the first failure. */
class QueueConnection extends PostgresConnection {
  #ready: Promise<void> | null = null;

  override waitUntilReady(): Promise<void> {
    this.#ready ??= this.#look().catch((error: unknown) => {
      this.#ready = null;
      throw error;
    });
    return this.#ready;
  }

  async #look(): Promise<void> {
    const client = await this.pool.connect();
    try {
      await assertSchemaCompatibility(client, DEFAULT_SCHEMA);
    } finally {
      client.release();
    }
    setTimeout(() => this.emit('ready'), 0);
  }
}

/**
 * The pool as BullMQ uses it where a session lasts for a transaction only: every statement names the schema in one of
 * its own, and nobody listens, since no notification would arrive. Workers look every second instead.
 */
function sharedSessions(pool: pg.Pool) {
  const query = async (text: string, values?: readonly unknown[]): Promise<pg.QueryResult> => {
    const client = await pool.connect();
    let failed = false;
    try {
      await client.query(`begin; set local search_path to ${DEFAULT_SCHEMA}`);
      const result = await client.query(text, values ? [...values] : []);
      await client.query('commit');
      return result;
    } catch (error) {
      failed = true;
      throw error;
    } finally {
      // The end of the connection is the end of a transaction that failed.
      client.release(failed);
    }
  };
  const client = {
    query: (text: string, values?: readonly unknown[]) =>
      /^\s*listen\b/i.test(text) ? Promise.resolve({ rows: [] }) : query(text, values),
    on: () => client,
    removeListener: () => client,
    removeAllListeners: () => client,
    release: () => undefined,
  };
  return { query, connect: async () => client, on: pool.on.bind(pool), end: () => pool.end(), options: pool.options };
}

/** Seconds between two looks of a worker that nobody can call. */
export const LOOK_EVERY_S = 1;

/** BullMQ takes a connection with every queue, and hands it to the factory; ours has its own. */
export const NO_CONNECTION = {} as ConnectionOptions;
