import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestDesk, type TestDesk } from '../support/desk.ts';
import { dovecotMissing } from '../support/dovecot.ts';
import { mailOf } from '../support/mail.ts';
import { until } from '../support/until.ts';

const MAILS = 1_000;
const STARTS = 5;
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
      const decided = async () => (await desk.ledger()).filter((row) => row.outcome !== null).length >= target;
      await until(`${target} mails to be decided`, decided, WAIT);
      if (start < STARTS) expect(await daemon.stop()).toMatchObject({ code: 0 });
    }
    const sent = async () => (await desk.letters()).filter((letter) => letter.state === 'sent').length >= MAILS;
    await until('all acknowledgements to be sent', sent, WAIT);
    const tickets = await desk.tickets();
    expect(tickets).toHaveLength(MAILS);
    expect(new Set(tickets.map(({ number }) => number)).size).toBe(MAILS);
    expect(new Set(tickets.map(({ requester }) => requester.address)).size).toBe(MAILS);
    expect(desk.postbox.mails).toHaveLength(MAILS);
    expect(new Set(desk.postbox.mails.map((mail) => mail.to[0])).size).toBe(MAILS);
  }, 600_000);
});
