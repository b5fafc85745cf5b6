import { ImapFlow } from 'imapflow';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Daemon } from '../support/daemon.ts';
import { openTestDesk, type TestDesk } from '../support/desk.ts';
import { dovecotMissing } from '../support/dovecot.ts';
import { mailOf } from '../support/mail.ts';
import { redisMissing, startRedis } from '../support/redis.ts';

const zhang = {
  from: '张三 <zhang@customer.example>',
  subject: '报表导出报错',
  text: '你们好，\n\n今天导出报表时提示 E1001，麻烦看一下。\n\n张三',
  messageId: '<first@customer.example>',
};

describe.skipIf(dovecotMissing)('the main job', () => {
  let desk: TestDesk;
  let daemon: Daemon;
  beforeEach(async () => {
    desk = await openTestDesk();
    daemon = await desk.start();
  });
  afterEach(() => desk.close());

  it('turns a customer’s mail into a ticket and acknowledges it in their language', async () => {
    await desk.receive(zhang);
    const letter = await desk.letterTo('zhang@customer.example');
    const [ticket] = await desk.tickets();
    expect(ticket?.number).toMatch(/^TS\d{8}001$/);
    expect(letter.subject).toContain(`[${ticket?.number}]`);
    expect(letter.from).toBe('');
    expect(letter.header('auto-submitted')).toBe('auto-replied');
    expect(letter.header('in-reply-to')).toBe('<first@customer.example>');
    expect(letter.text).toContain('正在处理中');
    expect(letter.parsed.html).toContain('正在处理中');
    await desk.receive({
      from: 'Ann Lee <ann@other.example>',
      subject: 'Cannot log in',
      text: 'Hello, the login page says "session expired" since this morning. Could you help?',
    });
    const english = await desk.letterTo('ann@other.example');
    expect(english.text).toContain('are working on it');
    expect(english.subject).toMatch(/\[TS\d{8}002\]/);
  });

  it('adds replies by their References and by the number in the subject, the latter only of those who take part', async () => {
    await desk.receive(zhang);
    const letter = await desk.letterTo('zhang@customer.example');
    const [ticket] = await desk.tickets();
    const reply = { from: zhang.from, text: '补充：Windows 11，Chrome 130。' };
    await desk.receive({ ...reply, subject: `回复：${letter.subject}`, inReplyTo: letter.header('message-id') });
    await desk.receive({ ...reply, subject: 'Re: 报表导出报错', references: '<first@customer.example>' });
    await desk.receive({ ...reply, subject: `${ticket?.number} 再补充一点` });
    await desk.receive({
      from: '李四 <li@elsewhere.example>',
      subject: `${ticket?.number}`,
      text: '请把处理进展发给我。',
    });
    await desk.settled(5);
    const tickets = await desk.tickets();
    expect(tickets).toHaveLength(2);
    expect((await desk.ledger()).map((row) => row.outcome)).toEqual([
      'ticketed',
      'appended',
      'appended',
      'appended',
      'ticketed',
    ]);
    const said = await desk.messages(tickets[0]?.id ?? '');
    expect(said.filter(({ direction }) => direction === 'in')).toHaveLength(4);
    const stranger = await desk.letterTo('li@elsewhere.example');
    expect(stranger.text).not.toContain('E1001');
  });

  it('makes one ticket of a mail that comes twice', async () => {
    await desk.receive(zhang);
    await desk.receive({
      ...zhang,
      headers: ['Received: from a by b; Mon, 23 Nov 2026 01:00:00 +0000'],
      to: 'help@desk.example',
    });
    await desk.settled(2);
    expect((await desk.ledger()).map((row) => row.outcome).sort()).toEqual(['duplicate', 'ticketed']);
    expect(await desk.tickets()).toHaveLength(1);
  });

  it('handles what came while it was stopped, and stops cleanly on SIGTERM', async () => {
    expect(await daemon.stop()).toMatchObject({ code: 0 });
    await desk.receive(zhang);
    await desk.start();
    await desk.letterTo('zhang@customer.example');
    expect(await desk.tickets()).toHaveLength(1);
  });

  it('keeps a mail that cannot be parsed, shows it, and goes on with the next', async () => {
    await desk.mailbox.deliver('this is no mail at all\u0000\u0001');
    await desk.mailbox.deliver('');
    await desk.receive(zhang);
    await desk.letterTo('zhang@customer.example');
    await desk.settled(3);
    const { code, stdout } = await desk.tsdesk(['mail', 'list', '--json']);
    expect(code).toBe(0);
    const outcomes = stdout.map((line) => JSON.parse(line).outcome);
    expect(outcomes).toEqual(['quarantined', 'quarantined', 'ticketed']);
  });

  it('flags nothing on the server', async () => {
    await desk.receive(zhang);
    await desk.letterTo('zhang@customer.example');
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
    expect(mails.map(({ flags }) => [...(flags ?? [])].filter((flag) => flag !== '\\Recent'))).toEqual([[]]);
  });
});

describe.skipIf(dovecotMissing || redisMissing)('on Redis', () => {
  it('rings the workers through Redis', async () => {
    const redis = await startRedis();
    const desk = await openTestDesk({ env: { REDIS_URL: redis.url } });
    const daemon = await desk.start();
    expect(daemon.stderr.some((line) => line.includes('"queue":"redis"'))).toBe(true);
    await desk.mailbox.deliver(mailOf(zhang));
    await desk.letterTo('zhang@customer.example');
    await desk.close();
    await redis.stop();
  });
});
