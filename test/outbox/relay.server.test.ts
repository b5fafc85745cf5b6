import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { parseConfig } from '../../src/config/load.ts';
import { createLogger } from '../../src/lib/log.ts';
import { openRelay, type RelayTimeouts } from '../../src/outbox/relay/smtp.ts';
import { openSender } from '../../src/outbox/sender.ts';
import { type Connection, connect } from '../../src/store/connection/connection.ts';
import { sql } from '../../src/store/drizzle.ts';
import { listLetters } from '../../src/store/letter.ts';
import { createDatabase, type TestDatabase } from '../support/database.ts';
import { type Postbox, startPostbox } from '../support/postbox.ts';
import type { SmtpFault, SmtpVerb } from '../support/smtp-fault.ts';
import { until } from '../support/until.ts';
import { writeLetter } from './written.ts';

const patience = (ms: number): RelayTimeouts => ({ connect: ms, greeting: ms, reply: ms });
/** Between the content and its end, while the database is asked, nothing comes from the relay either. */
const PATIENT = patience(30_000);
/** With a relay that says nothing. */
const BRIEF = patience(3_000);

describe('one letter and a relay that fails once', () => {
  let database: TestDatabase;
  let connection: Connection;
  let postbox: Postbox;
  beforeAll(async () => {
    [database, postbox] = await Promise.all([createDatabase(), startPostbox()]);
    connection = connect(database.url);
  });
  beforeEach(() => connection.db.execute(sql`delete from letter`));
  afterEach(() => postbox.heal());
  afterAll(async () => {
    await connection.close();
    await Promise.all([database.drop(), postbox.stop()]);
  });

  const configured = () => {
    const [mailbox] = parseConfig(
      `mailboxes: [{ name: support, address: s@desk.example, imap: { host: 127.0.0.1, tls: none },
         smtp: { host: 127.0.0.1, port: ${postbox.port}, tls: none, connections: 1 } }]`,
      'test',
    ).mailboxes;
    if (mailbox === undefined) throw new Error('no mailbox');
    return mailbox;
  };

  /** Sends one letter until nothing is due: how it ended, and what the relay heard and took. */
  async function send(
    automatic: boolean,
    timeouts = PATIENT,
  ): Promise<{ state: string; data: number; copies: number }> {
    const { id, messageId } = await writeLetter(connection.db, { automatic });
    const before = postbox.counts.DATA;
    const mailbox = configured();
    const relay = openRelay(mailbox.smtp, timeouts);
    const desk = { db: connection.db, log: createLogger('silent') };
    const sender = openSender(desk, mailbox, relay, () => undefined);
    await sender.drained();
    await sender.close();
    relay.close();
    const [row] = await listLetters(connection.db, { id });
    const copies = postbox.mails.filter((mail) => mail.header('message-id') === messageId).length;
    return { state: row?.state ?? 'gone', data: postbox.counts.DATA - before, copies };
  }

  it.each<[SmtpVerb, SmtpFault, 'content' | 'automatic', string, number, number]>([
    ['CONNECT', 'drop', 'content', 'retry', 0, 0],
    ['CONNECT', '421 too busy', 'content', 'retry', 0, 0],
    ['CONNECT', 'silence', 'automatic', 'retry', 0, 0],
    ['EHLO', 'drop', 'automatic', 'retry', 0, 0],
    ['EHLO', 'silence', 'content', 'retry', 0, 0],
    ['MAIL', '450 later', 'content', 'retry', 0, 0],
    ['MAIL', '550 never', 'content', 'retry', 0, 0],
    ['MAIL', '421 closing', 'automatic', 'retry', 0, 0],
    ['MAIL', 'drop', 'content', 'retry', 0, 0],
    ['RCPT', '450 greylisted', 'automatic', 'retry', 0, 0],
    ['RCPT', '550 no such user', 'automatic', 'failed', 0, 0],
    ['RCPT', 'silence', 'content', 'retry', 0, 0],
    ['DATA', '451 later', 'content', 'retry', 1, 0],
    ['DATA', '554 no', 'automatic', 'retry', 1, 0],
    ['DATA', 'drop', 'automatic', 'retry', 1, 0],
    ['DATA', 'silence', 'content', 'retry', 1, 0],
    ['CONTENT', '451 later', 'content', 'retry', 1, 0],
    ['CONTENT', '552 too large', 'content', 'failed', 1, 0],
    ['CONTENT', 'drop', 'content', 'sent', 2, 1],
    ['CONTENT', 'drop', 'automatic', 'uncertain', 1, 0],
    ['CONTENT', 'silence', 'content', 'sent', 2, 1],
    ['CONTENT', 'silence', 'automatic', 'uncertain', 1, 0],
    ['CONTENT', 'keptThenDrop', 'content', 'sent', 2, 2],
    ['CONTENT', 'keptThenDrop', 'automatic', 'uncertain', 1, 1],
    ['CONTENT', 'keptThenSilence', 'content', 'sent', 2, 2],
    ['CONTENT', 'keptThenSilence', 'automatic', 'uncertain', 1, 1],
  ])('%s: %s, %s → %s, DATA × %i, copies × %i', async (verb, fault, kind, state, data, copies) => {
    postbox.fault(verb, fault, { times: 1 });
    expect(await send(kind === 'automatic', /silence/i.test(fault) ? BRIEF : PATIENT)).toEqual({ state, data, copies });
  });

  it('is not taken by the relay while the database cannot say whether it may be', async () => {
    const relay = openRelay(configured().smtp, PATIENT);
    const before = postbox.mails.length;
    const octets = Buffer.from('Message-ID: <interrupted@desk.example>\r\nSubject: x\r\n\r\nx\r\n');
    const envelope = { from: '', to: 'zhang@customer.example' };
    const away = () => Promise.reject(new Error('the database is away'));
    expect(await relay.deliver(envelope, octets, away)).toMatchObject({ outcome: 'interrupted' });
    expect(await relay.deliver(envelope, octets, async () => true)).toMatchObject({ outcome: 'accepted' });
    expect(postbox.mails).toHaveLength(before + 1);
    relay.close();
  });

  it('is sent at most twice, however often the answer is lost', async () => {
    postbox.fault('CONTENT', 'keptThenDrop');
    expect(await send(false)).toEqual({ state: 'uncertain', data: 2, copies: 2 });
  });
});

describe('a relay that refuses everybody for a while', () => {
  const LETTERS = 60;
  let database: TestDatabase;
  let connection: Connection;
  let postbox: Postbox;
  beforeAll(async () => {
    [database, postbox] = await Promise.all([
      createDatabase(),
      startPostbox({ login: { user: 'desk', pass: 'its password' } }),
    ]);
    connection = connect(database.url);
  });
  beforeEach(async () => {
    await connection.db.execute(sql`delete from letter`);
    postbox.mails.length = 0;
  });
  afterEach(() => postbox.heal());
  afterAll(async () => {
    await connection.close();
    await Promise.all([database.drop(), postbox.stop()]);
  });

  const mailbox = (pass = 'its password') => {
    const [only] = parseConfig(
      `mailboxes: [{ name: support, address: s@desk.example, imap: { host: 127.0.0.1, tls: none },
         smtp: { host: 127.0.0.1, port: ${postbox.port}, tls: none, user: desk, pass: ${pass} } }]`,
      'test',
    ).mailboxes;
    if (only === undefined) throw new Error('no mailbox');
    return only;
  };

  const count = async (condition: ReturnType<typeof sql>): Promise<number> =>
    Number(
      (await connection.db.execute<{ n: string }>(sql`select count(*) as n from letter where ${condition}`))[0]?.n,
    );

  it.each<[SmtpVerb, SmtpFault]>([
    ['CONNECT', '554 5.7.1 Client host blocked'],
    ['CONNECT', '421 4.3.2 not now'],
    ['CONNECT', 'drop'],
    ['EHLO', '550 5.7.1 who are you'],
    ['AUTH', '535 5.7.8 authentication failed'],
    ['MAIL', '550 5.7.1 sender address rejected'],
    ['MAIL', '452 4.3.1 insufficient system storage'],
    ['RCPT', '554 5.7.1 Relay access denied'],
    ['RCPT', '550 5.7.1 blocked by policy'],
    ['DATA', '554 5.3.2 system not accepting messages'],
    ['CONTENT', '550 5.7.60 not permitted to send as this sender'],
  ])('%s: %s: loses no letter, tries few of them, calls for help, and sends all afterwards', async (verb, fault) => {
    for (let letter = 0; letter < LETTERS; letter++) await writeLetter(connection.db, { automatic: letter % 2 === 0 });
    postbox.fault(verb, fault);
    const alarms: unknown[] = [];
    const relay = openRelay(mailbox().smtp, { connect: 5_000, greeting: 5_000, reply: 5_000 });
    const desk = {
      db: connection.db,
      log: createLogger('silent'),
      alarm: async (alarm: unknown) => {
        alarms.push(alarm);
      },
    };
    const sender = openSender(desk, mailbox(), relay, () => undefined, { pauses: [20, 40], silentFor: 60 });
    sender.look();
    await until('the alarm', () => alarms.length > 0);
    const heard = postbox.counts[verb];
    await until('three more looks', () => postbox.counts[verb] >= heard + 3);
    expect(sender.health()).toMatchObject({ mailbox: 'support', ok: false });
    expect(await count(sql`state in ('failed', 'uncertain', 'cancelled')`)).toBe(0);
    // Those under way when it began, and one for each look since.
    expect(await count(sql`attempts > 0`)).toBeLessThan(LETTERS);
    expect(alarms).toEqual([{ reason: 'relay_refuses', mailbox: 'support' }]);

    postbox.heal();
    await until('all to be sent', async () => {
      // As if the pauses of those that were tried had passed.
      await connection.db.execute(sql`update letter set due_at = now() where state = 'retry' and due_at > now()`);
      sender.look();
      return (await count(sql`state = 'sent'`)) === LETTERS;
    });
    expect(postbox.mails).toHaveLength(LETTERS);
    expect(sender.health().ok).toBe(true);
    await sender.close();
    relay.close();
  });

  it('has the same patience with a login that is refused', async () => {
    await writeLetter(connection.db, { automatic: true });
    const relay = openRelay(mailbox('another').smtp);
    const sender = openSender(
      { db: connection.db, log: createLogger('silent') },
      mailbox('another'),
      relay,
      () => undefined,
    );
    await sender.drained();
    await sender.close();
    relay.close();
    expect(await count(sql`state = 'retry' and last_result = 'put_off'`)).toBe(1);
  });

  it('sends a letter once more without its attachments when it is too large', async () => {
    const { id } = await writeLetter(connection.db, { automatic: false, reduced: 'Subject: small\r\n\r\nsmall\r\n' });
    postbox.fault('CONTENT', '552 5.3.4 Message size exceeds fixed limit', { times: 1 });
    const relay = openRelay(mailbox().smtp);
    const sender = openSender({ db: connection.db, log: createLogger('silent') }, mailbox(), relay, () => undefined);
    await sender.drained();
    await sender.close();
    relay.close();
    expect(postbox.mails.map(({ subject }) => subject)).toEqual(['small']);
    expect(await count(sql`id = ${id} and state = 'sent' and reduced_id is null`)).toBe(1);
  });
});
