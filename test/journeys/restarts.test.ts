import type { Sql } from 'postgres';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { untilSql } from '../faults/sql.ts';
import { openTestDesk, type TestDesk } from '../support/desk.ts';
import { dovecotMissing } from '../support/dovecot.ts';
import { mailOf } from '../support/mail.ts';

const MAILS = 1_000;
const STARTS = 5;
const DECIDED = 'mail where outcome is not null';
const SENT = "letter where state = 'sent'";
const countIs = (rows: string, least: number) => async (sql: Sql) => {
  const [row] = await sql.unsafe<{ n: string }[]>(`select count(*) as n from ${rows}`);
  return Number(row?.n) >= least;
};
const WAIT = { timeoutMs: 240_000, everyMs: 200 };

describe.skipIf(dovecotMissing)('a daemon that is stopped and started', () => {
  let desk: TestDesk;
  beforeAll(async () => {
    const noLimits = { perSenderHour: 0, perSenderDay: 0, perDomainHour: 0, perHour: 0 };
    desk = await openTestDesk({ config: { limits: { acknowledgements: noLimits } } });
  });
  afterAll(() => desk.close());

  it(`makes exactly ${MAILS} tickets and acknowledgements of ${MAILS} mails that came meanwhile`, async () => {
    await (await desk.start()).stop();
    const senders = Array.from({ length: MAILS }, (_, at) => `customer${at}@c${at % 40}.example`);
    await desk.mailbox.deliverMany(
      senders.map((from, at) => mailOf({ from, subject: `问题 ${at}`, text: `第 ${at} 个问题，请处理。` })),
    );
    for (let start = 1; start <= STARTS; start++) {
      const daemon = await desk.start();
      const target = (MAILS * start) / STARTS;
      await untilSql(desk.databaseUrl, `${target} mails to be decided`, countIs(DECIDED, target), WAIT);
      if (start < STARTS) expect(await daemon.stop()).toMatchObject({ code: 0 });
    }
    await untilSql(desk.databaseUrl, 'all acknowledgements to be sent', countIs(SENT, MAILS), WAIT);
    const tickets = await desk.tickets();
    expect(tickets).toHaveLength(MAILS);
    expect(new Set(tickets.map(({ number }) => number)).size).toBe(MAILS);
    expect(new Set(tickets.map(({ requester }) => requester.address)).size).toBe(MAILS);
    expect(desk.postbox.mails).toHaveLength(MAILS);
    expect(new Set(desk.postbox.mails.map((mail) => mail.to[0])).size).toBe(MAILS);
  }, 600_000);
});
