import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { parseConfig } from '../../src/config/load.ts';
import { createLogger } from '../../src/lib/log.ts';
import { openSender } from '../../src/outbox/sender.ts';
import { openRelay } from '../../src/outbox/smtp.ts';
import { type Connection, connect } from '../../src/store/connection.ts';
import { listLetters } from '../../src/store/letter.ts';
import { createDatabase, type TestDatabase } from '../support/database.ts';
import { type Postbox, startPostbox } from '../support/postbox.ts';
import type { SmtpFault, SmtpVerb } from '../support/smtp-fault.ts';
import { writeLetter } from './written.ts';

const SILENCE_MS = 500;

describe('one letter and a relay that fails once', () => {
  let database: TestDatabase;
  let connection: Connection;
  let postbox: Postbox;
  beforeAll(async () => {
    [database, postbox] = await Promise.all([createDatabase(), startPostbox()]);
    connection = connect(database.url);
  });
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
  async function send(automatic: boolean): Promise<{ state: string; data: number; copies: number }> {
    const { id, messageId } = await writeLetter(connection.db, { automatic });
    const before = postbox.counts.DATA;
    const mailbox = configured();
    const relay = openRelay(mailbox.smtp, SILENCE_MS);
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
    ['MAIL', '550 never', 'content', 'failed', 0, 0],
    ['MAIL', '421 closing', 'automatic', 'retry', 0, 0],
    ['MAIL', 'drop', 'content', 'retry', 0, 0],
    ['RCPT', '450 greylisted', 'automatic', 'retry', 0, 0],
    ['RCPT', '550 no such user', 'automatic', 'failed', 0, 0],
    ['RCPT', 'silence', 'content', 'retry', 0, 0],
    ['DATA', '451 later', 'content', 'retry', 1, 0],
    ['DATA', '554 no', 'automatic', 'failed', 1, 0],
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
    expect(await send(kind === 'automatic')).toEqual({ state, data, copies });
  });

  it('is not taken by the relay while the database cannot say whether it may be', async () => {
    const relay = openRelay(configured().smtp, SILENCE_MS);
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
