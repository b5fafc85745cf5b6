import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestDesk, type TestDesk } from '../support/desk.ts';
import { dovecotMissing } from '../support/dovecot.ts';
import { mailOf, newMessageId, SUPPORT } from '../support/mail.ts';

const HELP = 'help@desk.example';

type Copies = (from: string) => readonly string[];
const problem = (from: string) => ({
  from,
  to: `${SUPPORT}, ${HELP}`,
  subject: '报表导出报错',
  text: '导出时报错，请处理。',
  messageId: newMessageId('customers.example'),
  date: new Date('2026-11-22T03:00:00Z'),
});

const twice: Copies = (from) => {
  const mail = mailOf(problem(from));
  return [mail, mail];
};
const byTwoAliases: Copies = (from) => {
  const mail = problem(from);
  return [SUPPORT, HELP].map((alias) => `Delivered-To: ${alias}\r\nX-Original-To: ${alias}\r\n${mailOf(mail)}`);
};
const withAnotherTrace: Copies = (from) => {
  const mail = problem(from);
  return ['mx1', 'mx2'].map((host, at) =>
    [
      `Received: from out.customers.example by ${host}.desk.example with ESMTPS id ${at}; Sun, 22 Nov 2026 03:00:0${at} +0000`,
      `X-Spam-Status: No, score=${at}.1`,
      mailOf(mail),
    ].join('\r\n'),
  );
};
const withAnotherBody: Copies = (from) => {
  const mail = problem(from);
  return [mailOf(mail), mailOf({ ...mail, text: '另一个问题：登录不了。' })];
};
const withoutMessageId: Copies = (from) => {
  const mail = mailOf(problem(from)).replace(/^Message-ID:.*\r\n/m, '');
  return [mail, mail];
};

describe.skipIf(dovecotMissing)('a mail that comes', () => {
  let desk: TestDesk;
  beforeAll(async () => {
    desk = await openTestDesk({ mailbox: { aliases: [HELP] } });
    await desk.start();
  });
  afterAll(() => desk.close());

  const lastTwo = async (delivered: number): Promise<string[]> => {
    await desk.settled(delivered);
    return (await desk.ledger()).slice(-2).map(({ outcome }) => outcome ?? '');
  };

  let delivered = 0;
  it.each<[string, Copies, 1 | 2]>([
    ['twice', twice, 1],
    ['by two aliases', byTwoAliases, 1],
    ['again with a changed trace', withAnotherTrace, 1],
    ['with the Message-ID of another', withAnotherBody, 2],
    ['twice without a Message-ID', withoutMessageId, 1],
  ])('%s makes the tickets it should', async (_what, copies, tickets) => {
    const from = `customer${delivered}@customers.example`;
    await desk.mailbox.deliverMany(copies(from));
    delivered += 2;
    expect(await lastTwo(delivered)).toEqual(['ticketed', tickets === 1 ? 'duplicate' : 'ticketed']);
    const own = (await desk.tickets()).filter(({ requester }) => requester.address === from);
    expect(own).toHaveLength(tickets);
    await desk.postbox.waitForCount(tickets, ({ to }) => to.includes(from));
  });
});
