import { ImapFlow } from 'imapflow';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Daemon } from '../support/daemon.ts';
import { ANNOUNCED, openTestDesk, type TestDesk } from '../support/desk.ts';
import { dovecotMissing } from '../support/dovecot.ts';
import { mailOf, newMessageId } from '../support/mail.ts';
import { redisMissing, startRedis } from '../support/redis.ts';
import { until } from '../support/until.ts';

/** A problem of a customer who has not written before. */
function problemOf(user: string) {
  return {
    from: `张三 <${user}@customer.example>`,
    subject: `报表导出报错 ${user}`,
    text: '你们好，\n\n今天导出报表时提示 E1001，麻烦看一下。\n\n张三',
    messageId: newMessageId('customer.example'),
    // What is sent twice is one mail, whatever the time then.
    date: new Date(),
  };
}
const addressOf = (user: string): string => `${user}@customer.example`;

describe.skipIf(dovecotMissing)('the main job', () => {
  let desk: TestDesk;
  let daemon: Daemon;
  beforeAll(async () => {
    desk = await openTestDesk({ mailbox: ANNOUNCED });
    daemon = await desk.start();
  });
  afterAll(() => desk.close());

  const ticketsOf = async (...addresses: string[]) =>
    (await desk.tickets()).filter(({ requester }) => addresses.includes(requester.address));
  const outcomesOf = async (...addresses: string[]) =>
    (await desk.ledger()).filter((row) => addresses.includes(row.fromAddress ?? '')).map((row) => row.outcome);

  it('turns a customer’s mail into a ticket and acknowledges it in their language', async () => {
    const problem = problemOf('zhang');
    await desk.receive(problem);
    const letter = await desk.letterTo(addressOf('zhang'));
    const [ticket] = await ticketsOf(addressOf('zhang'));
    expect(ticket?.number).toMatch(/^TS\d{8}\d{3}$/);
    expect(letter.subject).toContain(`[${ticket?.number}]`);
    expect(letter.from).toBe('');
    expect(letter.header('auto-submitted')).toBe('auto-replied');
    expect(letter.header('in-reply-to')).toBe(problem.messageId);
    expect(letter.text).toContain('正在处理中');
    expect(letter.parsed.html).toContain('正在处理中');
    await desk.receive({
      from: 'Ann Lee <ann@other.example>',
      subject: 'Cannot log in',
      text: 'Hello, the login page says "session expired" since this morning. Could you help?',
    });
    const english = await desk.letterTo('ann@other.example');
    expect(english.text).toContain('are working on it');
    expect(english.subject).toMatch(/\[TS\d{11}\]/);
  });

  it('adds replies by their References and by the number in the subject, the latter only of those who take part', async () => {
    const problem = problemOf('qian');
    await desk.receive(problem);
    const letter = await desk.letterTo(addressOf('qian'));
    const [ticket] = await ticketsOf(addressOf('qian'));
    const reply = { from: problem.from };
    await desk.receive({
      ...reply,
      subject: `回复：${letter.subject}`,
      text: '补充：Windows 11。',
      inReplyTo: letter.header('message-id'),
    });
    await desk.receive({
      ...reply,
      subject: `Re: ${problem.subject}`,
      text: '补充：Chrome 130。',
      references: problem.messageId,
    });
    await desk.receive({ ...reply, subject: `${ticket?.number} 再补充一点`, text: '补充：只有 11 月的报表。' });
    await desk.receive({
      from: '李四 <li@elsewhere.example>',
      subject: `${ticket?.number}`,
      text: '请把处理进展发给我。',
    });
    const stranger = await desk.letterTo('li@elsewhere.example');
    const outcomes = () => outcomesOf(addressOf('qian'), 'li@elsewhere.example');
    await until('all five mails to be decided', async () => (await outcomes()).filter(Boolean).length === 5);
    expect(await outcomes()).toEqual(['ticketed', 'appended', 'appended', 'appended', 'ticketed']);
    const said = await desk.messages(ticket?.id ?? '');
    expect(said.filter(({ direction }) => direction === 'in')).toHaveLength(4);
    expect(stranger.text).not.toContain('E1001');
  });

  it('makes one ticket of a mail that comes twice', async () => {
    const problem = problemOf('sun');
    await desk.receive(problem);
    const trace = ['Received: from a by b; Mon, 23 Nov 2026 01:00:00 +0000'];
    await desk.receive({ ...problem, headers: trace, to: 'help@desk.example' });
    const outcomes = () => outcomesOf(addressOf('sun'));
    await until('both copies to be decided', async () => (await outcomes()).filter(Boolean).length === 2);
    expect((await outcomes()).sort()).toEqual(['duplicate', 'ticketed']);
    expect(await ticketsOf(addressOf('sun'))).toHaveLength(1);
  });

  it('keeps a mail that cannot be parsed, shows it, and goes on with the next', async () => {
    await desk.mailbox.deliver('this is no mail at all\u0000\u0001');
    await desk.mailbox.deliver('');
    await desk.receive(problemOf('li'));
    await desk.letterTo(addressOf('li'));
    // One without an octet counts as not handed over: it is asked for again before the ledger has it.
    const ofNobody = async () =>
      (await desk.ledger()).filter(({ fromAddress, outcome }) => fromAddress === null && outcome);
    await until('both broken mails to be decided', async () => (await ofNobody()).length === 2);
    const { code, stdout } = await desk.tsdesk(['mail', 'list', '--json']);
    expect(code).toBe(0);
    const rows = stdout.map((line) => JSON.parse(line));
    expect(rows.filter(({ from }) => from === null).map(({ outcome }) => outcome)).toEqual([
      'quarantined',
      'quarantined',
    ]);
  });

  it('flags nothing on the server', async () => {
    const client = new ImapFlow({
      host: desk.dovecot.host,
      port: desk.dovecot.port,
      secure: false,
      auth: { user: desk.mailbox.user, pass: desk.mailbox.pass },
      logger: false,
    });
    await client.connect();
    await client.mailboxOpen('INBOX', { readOnly: true });
    const mails = await client.fetchAll('1:*', { flags: true });
    await client.logout();
    expect(mails.length).toBeGreaterThan(0);
    expect(mails.flatMap(({ flags }) => [...(flags ?? [])]).filter((flag) => flag !== '\\Recent')).toEqual([]);
  });

  it('handles what came while it was stopped, and stops cleanly on SIGTERM', async () => {
    expect(await daemon.stop()).toMatchObject({ code: 0 });
    await desk.receive(problemOf('zhou'));
    daemon = await desk.start();
    await desk.letterTo(addressOf('zhou'));
    expect(await ticketsOf(addressOf('zhou'))).toHaveLength(1);
  });
});

describe.skipIf(dovecotMissing)('a desk with two mailboxes', () => {
  it('reads one whose neighbour’s login is refused, and says which that is', async () => {
    const desk = await openTestDesk({
      config: { http: { listen: '127.0.0.1:0' } },
      others: ({ dovecot, postbox }) => [
        {
          name: 'sales',
          address: 'sales@desk.example',
          imap: { host: dovecot.host, port: dovecot.port, user: 'nobody-here', pass: 'wrong', tls: 'none' },
          smtp: { host: postbox.host, port: postbox.port, tls: 'none' },
        },
      ],
    });
    const daemon = await desk.start();
    const refused = JSON.parse(await daemon.waitForLog((line) => line.includes('"mailbox_failed"')));
    expect(refused).toMatchObject({ mailbox: 'sales', error: expect.stringContaining('login refused') });
    await desk.receive(problemOf('wu'));
    await desk.letterTo(addressOf('wu'));
    const listening = JSON.parse(await daemon.waitForLog((line) => line.includes('"http_listening"')));
    const ready = await fetch(`${listening.address}/readyz`);
    expect(ready.status).toBe(503);
    const { checks } = (await ready.json()) as { checks: { name: string; ok: boolean; detail: string }[] };
    expect(checks.find(({ name }) => name === 'mailbox support')).toMatchObject({ ok: true });
    expect(checks.find(({ name }) => name === 'mailbox sales')).toMatchObject({
      ok: false,
      detail: expect.stringContaining('login refused'),
    });
    expect((await fetch(`${listening.address}/healthz`)).status).toBe(200);
    await desk.close();
  });
});

describe.skipIf(dovecotMissing || redisMissing)('on Redis', () => {
  it('rings the workers through Redis', async () => {
    const redis = await startRedis();
    const desk = await openTestDesk({ env: { REDIS_URL: redis.url } });
    const daemon = await desk.start();
    expect(daemon.stderr.some((line) => line.includes('"queue":"redis"'))).toBe(true);
    await desk.mailbox.deliver(mailOf(problemOf('zheng')));
    await desk.letterTo(addressOf('zheng'));
    await desk.close();
    await redis.stop();
  });
});
