import type { Sql } from 'postgres';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Daemon } from '../support/daemon.ts';
import { ANNOUNCED, openTestDesk, type TestDesk } from '../support/desk.ts';
import { dovecotMissing } from '../support/dovecot.ts';
import { mailOf } from '../support/mail.ts';
import { startProxy, type TcpProxy } from '../support/proxy.ts';
import { until } from '../support/until.ts';
import { untilSql, withSql } from './sql.ts';
import { WORKLOAD_CONFIG } from './workload.ts';

/** A mail that the server shows late is found by the next look, a minute later. */
const FOUND_WITHIN_MS = 120_000;

const problem = (at: number, text = '请处理。') =>
  mailOf({ from: `c${at}@customer${at}.example`, subject: `问题 ${at}`, text: `第 ${at} 个问题。${text}` });

describe.skipIf(dovecotMissing)('the IMAP server', () => {
  let desk: TestDesk;
  let proxy: TcpProxy;
  beforeEach(async () => {
    desk = await openTestDesk({
      config: WORKLOAD_CONFIG,
      mailbox: ANNOUNCED,
      through: async (server) => {
        proxy = await startProxy(server);
        return proxy;
      },
    });
  });
  afterEach(async () => {
    await desk.close();
    await proxy.stop();
  });

  const storedBy = async (sql: Sql): Promise<{ mails: number; torn: number }> => {
    const [row] = await sql<{ mails: string; torn: string }[]>`
      select count(*) as mails, count(*) filter (where size <> (
        select sum(coalesce(octets.size, length(bytes))) from octets where octets.id = mail.octets_id)) as torn from mail`;
    return { mails: Number(row?.mails), torn: Number(row?.torn) };
  };
  const stored = () => withSql(desk.databaseUrl, storedBy);
  const settled = async (mails: number): Promise<void> => {
    const there = async () => (await desk.ledger()).length >= mails;
    await until(`${mails} mails to be there`, there, { timeoutMs: FOUND_WITHIN_MS });
    await desk.settled(mails);
  };

  it('is cut at every tenth of a FETCH: every mail is stored once, and none in part', async () => {
    const daemon = await desk.start();
    const large = problem(0, 'x'.repeat(2_400_000));
    const mails = [large, ...Array.from({ length: 19 }, (_, at) => problem(at + 1, 'x'.repeat(10_000)))];
    const octets = mails.reduce((sum, mail) => sum + Buffer.byteLength(mail), 0);
    await daemon.stop();
    await desk.mailbox.deliverMany(mails);
    for (let tenth = 1; tenth <= 9; tenth++) {
      proxy.cutAfter(2_000 + Math.floor((octets * tenth) / 10));
      const seen = proxy.connections();
      const again = await desk.start();
      await untilSql(desk.databaseUrl, 'the connection to be cut, or all to be there', async (sql) => {
        const { mails: there } = await storedBy(sql);
        return proxy.connections() > seen + 1 || there === mails.length;
      });
      await again.stop();
      expect((await stored()).torn).toBe(0);
    }
    await desk.start();
    await settled(mails.length);
    expect(await stored()).toEqual({ mails: mails.length, torn: 0 });
    expect(await desk.tickets()).toHaveLength(mails.length);
  });

  it('comes and goes: mail that arrives meanwhile is taken in', async () => {
    await desk.start();
    for (let round = 0; round < 3; round++) {
      proxy.refuse();
      await desk.mailbox.deliver(problem(round));
      proxy.accept();
    }
    await settled(3);
    expect(await desk.tickets()).toHaveLength(3);
  });

  it('renumbers its mailbox: what is known is not taken for new', async () => {
    const daemon = await desk.start();
    await desk.mailbox.deliverMany([problem(1), problem(2)]);
    await settled(2);
    await daemon.stop();
    await desk.dovecot.halt();
    desk.mailbox.setUidValidity(77);
    await desk.dovecot.start();
    await desk.mailbox.deliver(problem(3));
    await desk.start();
    await until('three tickets', async () => (await desk.tickets()).length === 3, { timeoutMs: FOUND_WITHIN_MS });
    await settled(5);
    const outcomes = (await desk.ledger()).map((row) => row.outcome);
    expect(outcomes.toSorted()).toEqual(['duplicate', 'duplicate', 'ticketed', 'ticketed', 'ticketed']);
  }, 300_000);

  it('holds a mail that the ledger lacks: the daily comparison finds it', async () => {
    const daemon = await desk.start();
    await desk.mailbox.deliverMany([problem(1), problem(2), problem(3)]);
    await settled(3);
    await daemon.stop();
    await withSql(desk.databaseUrl, async (sql) => {
      const [lost] = await sql`select id, ticket_id from mail where uid = (select min(uid) + 1 from mail)`;
      await sql`delete from message where mail_id = ${lost?.id}`;
      await sql`update letter set mail_id = null where mail_id = ${lost?.id}`;
      await sql`delete from mail where id = ${lost?.id}`;
      await sql`update mailbox set reconciled_at = now() - interval '25 hours'`;
    });
    await (await desk.start()).waitForLog(
      (line) => line.includes('"mailbox_reconciled"') && line.includes('"found":1'),
    );
    await settled(3);
  });
});

describe.skipIf(dovecotMissing)('a connection that dies silently while it idles', () => {
  let desk: TestDesk;
  let proxy: TcpProxy;
  let daemon: Daemon;
  beforeEach(async () => {
    desk = await openTestDesk({
      mailbox: { pollEvery: '3s' },
      through: async (server) => {
        proxy = await startProxy(server);
        return proxy;
      },
    });
    daemon = await desk.start();
  });
  afterEach(async () => {
    await desk.close();
    await proxy.stop();
  });

  it('is found by the first command after it: 30 s after the poll, 90 s with the default', async () => {
    let last = { bytes: 0, at: 0 };
    await until('no command to be under way', () => {
      const bytes = proxy.bytesFromServer();
      if (bytes !== last.bytes) last = { bytes, at: performance.now() };
      return performance.now() - last.at > 1_000;
    });
    proxy.pause();
    const line = await daemon.waitForLog((each) => each.includes('"mailbox_failed"'), 45_000);
    expect(line).toContain('has not answered within 30 s');
    proxy.cut();
    proxy.resume();
    await desk.mailbox.deliver(problem(1));
    await desk.settled(1);
  });
});
