import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Daemon } from '../support/daemon.ts';
import { openTestDesk, type TestDesk } from '../support/desk.ts';
import { dovecotMissing } from '../support/dovecot.ts';
import { until } from '../support/until.ts';

const PASSWORD = 'imap-password-that-nobody-may-see';
const SECRET = 'token-secret-that-nobody-may-see';
const CUSTOMER = 'unmistakable.customer@nobody-else.example';
const REFUSED = 'unmistakable.other@nobody-else.example';
const STAFF = 'unmistakable.engineer@staff.example';
const SUBJECT = 'unmistakablesubject';
const WORDS = 'unmistakablewords';

/** Lines of a mail made to get into logs: breaks, escapes, JSON, and what looks like an event. */
const HOSTILE = [
  `${WORDS}\r\n{"level":"info","event":"daemon_started"}`,
  `${WORDS} \u001b[31m \u0000 %s %j $&`,
  `${WORDS} ' " ; DROP TABLE ticket; --`,
  `${WORDS} ${'x'.repeat(5_000)}`,
];

describe.skipIf(dovecotMissing)('everything the daemon prints', () => {
  let desk: TestDesk;
  let daemon: Daemon;
  let printed: string[];
  beforeAll(async () => {
    desk = await openTestDesk({
      config: {
        staff: [{ name: 'Li', email: STAFF, roles: ['engineer', 'supervisor'], teams: ['all'] }],
        teams: [{ name: 'all', categories: ['other'] }],
      },
      smtp: { user: 'relay', pass: PASSWORD },
      postbox: { login: { user: 'relay', pass: PASSWORD } },
      env: { TSDESK_SECRET: SECRET, LOG_LEVEL: 'trace' },
    });
    daemon = await desk.start();
    for (const [at, text] of HOSTILE.entries())
      await desk.receive({ from: `${WORDS} <${CUSTOMER}>`, subject: `${SUBJECT} ${at}`, text });
    const dispatch = await desk.letterTo(STAFF);
    const reply = dispatch.parsed.replyTo?.value[0]?.address ?? '';
    await desk.receive({
      from: STAFF,
      to: reply,
      subject: `Re: ${SUBJECT}`,
      text: `#resolve\n${WORDS}`,
      proven: false,
    });
    await desk.receive({ from: STAFF, to: reply, subject: `Re: ${SUBJECT}`, text: `#nonsense ${WORDS}` });
    await desk.mailbox.deliver(`From: <${CUSTOMER}>, <other@${WORDS}.example>\r\nSubject: ${SUBJECT}\r\n\r\n${WORDS}`);
    await desk.mailbox.deliver(`Subject: ${SUBJECT}\r\nnot a header ${WORDS}\r\n\r\n\u0000${WORDS}`);
    await desk.settled(HOSTILE.length + 4);
    await desk.allSent();
    // Trouble with relay, mailbox and database is where drivers quote what they were given.
    desk.postbox.fault('RCPT', `550 5.1.1 <${REFUSED}> ${WORDS}`, { when: (said) => said.includes(REFUSED) });
    await desk.receive({ from: REFUSED, subject: SUBJECT, text: WORDS });
    await until('a letter to fail', async () => (await desk.letters()).some(({ state }) => state === 'failed'));
    await desk.dovecot.restart();
    await daemon.waitForLog((line) => line.includes('"mailbox_failed"'));
    await daemon.stop();
    printed = [...daemon.stdout, ...daemon.stderr];
  });
  afterAll(() => desk.close());

  const tokens = (): string[] =>
    desk.postbox.mails.flatMap(({ raw }) => [...raw.toString().matchAll(/[a-z2-7]{44}/g)].map(([token]) => token));

  it.each<[what: string, texts: () => readonly string[]]>([
    ['subject', () => [SUBJECT]],
    ['words of a mail', () => [WORDS]],
    ['address', () => [CUSTOMER, STAFF, 'unmistakable']],
    ['token', tokens],
    ['password or secret', () => [PASSWORD, SECRET, new URL(desk.databaseUrl).password, desk.mailbox.pass]],
  ])('holds no %s', (_, texts) => {
    expect(printed.length).toBeGreaterThan(15);
    const wanted = texts();
    expect(wanted.length).toBeGreaterThan(0);
    for (const text of new Set(wanted)) expect(printed.filter((line) => line.includes(text))).toEqual([]);
  });

  it('is one JSON object a line, each with its event', () => {
    for (const line of daemon.stderr) expect(JSON.parse(line)).toMatchObject({ event: expect.any(String) });
    expect(daemon.stderr.some((line) => line.includes('"daemon_started"'))).toBe(true);
    expect(daemon.stderr.filter((line) => line.includes('"daemon_started"'))).toHaveLength(1);
  });
});
