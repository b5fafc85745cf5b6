import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { parseConfig } from '../../src/config/load.ts';
import type { Decide, Inbox, Undecided } from '../../src/inbox/inbox.ts';
import { openSession } from '../../src/inbox/session.ts';
import { createLogger } from '../../src/lib/log.ts';
import { CONVERSATION_FIELDS, conversationOf } from '../../src/mail/conversation.ts';
import { connect } from '../../src/store/connection/connection.ts';
import { withSql } from '../faults/sql.ts';
import { createDatabase, type TestDatabase } from '../support/database.ts';
import { type Dovecot, dovecotMissing, type Mailbox, startDovecot } from '../support/dovecot.ts';
import { mailOf, SUPPORT } from '../support/mail.ts';
import { until } from '../support/until.ts';

/** Two full batches and half a one. */
const MAILS = 125;

const DECIDED: Undecided = { waiting: [], slow: [] };
const begin = (): void => undefined;

const problems = (count: number, first = 1): string[] =>
  Array.from({ length: count }, (_, at) =>
    mailOf({ from: `c${first + at}@c.example`, subject: `Problem ${first + at}`, text: 'It does not start.' }),
  );

describe.skipIf(dovecotMissing)('a mailbox', () => {
  let dovecot: Dovecot;
  let mailbox: Mailbox;
  let database: TestDatabase;
  let opened: ReturnType<typeof connect>;
  let inbox: Inbox;
  let stop: AbortController;
  beforeAll(async () => {
    dovecot = await startDovecot();
  });
  afterAll(() => dovecot.stop());
  let users = 0;
  beforeEach(async () => {
    stop = new AbortController();
    mailbox = dovecot.createMailbox(`support${++users}`);
    database = await createDatabase();
    opened = connect(database.url);
    const { host, port } = dovecot;
    const server = { host, port, user: mailbox.user, pass: mailbox.pass, tls: 'none' };
    const written = { name: 'support', address: SUPPORT, startFrom: 'backfill', imap: server, smtp: server };
    const [config] = parseConfig(stringify({ mailboxes: [written] }), 'a test').mailboxes;
    if (config === undefined) throw new Error('the configuration has no mailbox');
    inbox = {
      mailbox: config,
      sizeLimit: 0,
      db: opened.db,
      log: createLogger('silent'),
      now: () => new Date(),
      conversationOf,
      conversationFields: CONVERSATION_FIELDS,
      alarm: () => undefined,
      received: () => undefined,
    };
  });
  afterEach(async () => {
    await opened.close();
    await database.drop();
  });

  const never = () => Promise.reject(new Error('there is nothing left over'));
  /** Mails in the ledger, and the cursor, as of one moment. */
  const ledger = (): Promise<{ mails: number; cursor: number }> =>
    withSql(database.url, async (sql) => {
      const [row] = await sql<{ mails: string; uid: string }[]>`
        select (select count(*) from mail) as mails, uid from mailbox`;
      return { mails: Number(row?.mails), cursor: Number(row?.uid) };
    });

  it('is fetched one batch ahead of the decisions, never two, with the cursor behind what is stored', async () => {
    await mailbox.deliverMany(problems(MAILS));
    const asked: number[] = [];
    const open = [0, 1, 2].map(() => Promise.withResolvers<Undecided>());
    const begun: unknown[] = [];
    const session = openSession(inbox, {
      begin: (mails) => void begun.push(...mails.map(({ uid }) => uid)),
      leftover: never,
      quick: (mails) => open[asked.push(mails.length) - 1]?.promise ?? Promise.resolve(DECIDED),
      slow: never,
    });
    const reading = session.run(stop.signal);
    await until('the second batch to be stored', async () => (await ledger()).mails === 100);
    for (let look = 0; look < 20; look++) expect(await ledger()).toEqual({ mails: 100, cursor: 100 });
    expect(asked).toEqual([50]);
    // The second batch may be read meanwhile.
    expect(begun).toHaveLength(100);
    expect(session.health()).toMatchObject({ ready: true, state: 'reading', caughtUpAt: null });
    open[0]?.resolve(DECIDED);
    await until('the third batch to be stored', async () => (await ledger()).mails === MAILS);
    expect(asked).toEqual([50, 50]);
    for (const { resolve } of open) resolve(DECIDED);
    await until('the session to have caught up', async () => session.health().caughtUpAt !== null);
    expect(asked).toEqual([50, 50, 25]);
    expect(await ledger()).toEqual({ mails: MAILS, cursor: MAILS });
    stop.abort();
    await reading;
    expect(session.health().state).toBe('stopped');
  });

  it('has what was left undecided decided first, and what must wait of it before newer mail', async () => {
    await mailbox.deliverMany(problems(3));
    await openSession(inbox, {
      begin,
      leftover: never,
      quick: async (mails) => ({ waiting: mails, slow: [] }),
      slow: never,
    }).once(stop.signal);
    expect(await ledger()).toEqual({ mails: 3, cursor: 3 });
    await mailbox.deliverMany(problems(2, 4));
    const order: string[] = [];
    const next = openSession(inbox, {
      begin,
      async leftover(mail) {
        order.push(`left over ${mail.uid}`);
        return mail.uid === 2 ? [mail] : [];
      },
      async quick(mails) {
        order.push(mails.map(({ uid }) => uid).join(' '));
        return DECIDED;
      },
      slow: never,
    });
    await next.once(stop.signal);
    expect(order).toEqual(['left over 1', 'left over 2', 'left over 3', '2', '4 5']);
  });

  it('is not read by a second daemon while the first has the lease', async () => {
    const decide: Decide = { begin, leftover: never, quick: async () => DECIDED, slow: never };
    const first = openSession(inbox, decide);
    const reading = first.run(stop.signal);
    await until('the first to read', async () => first.health().state === 'reading');
    await expect(openSession(inbox, decide).once(stop.signal)).rejects.toMatchObject({ why: 'held' });
    stop.abort();
    await reading;
    await openSession(inbox, decide).once(new AbortController().signal);
  });

  it('is not written to by a daemon whose lease has become another’s', async () => {
    const session = openSession(inbox, { begin, leftover: never, quick: async () => DECIDED, slow: never });
    const reading = session.run(stop.signal);
    await until('it to have caught up', async () => session.health().caughtUpAt !== null);
    await withSql(
      database.url,
      (sql) => sql`update mailbox set holder = 'another', fence = fence + 1, lease_until = now() + interval '1 hour'`,
    );
    await mailbox.deliverMany(problems(2));
    await until('it to wait for the lease', async () => session.health().state === 'waiting_for_lease');
    expect(await ledger()).toEqual({ mails: 0, cursor: 0 });
    stop.abort();
    await reading;
  });
});
