import { ImapFlow } from 'imapflow';
import { createTransport } from 'nodemailer';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type MailServer, startMailServer } from '../../../src/sandbox/mail/mail-server.ts';
import { makeScratch } from '../../support/scratch.ts';

const accounts = [
  { user: 'support', pass: 'secret', address: 'support@desk.example', aliases: ['help@desk.example'] },
  { user: 'zhang', pass: 'secret', address: 'zhang@bigcustomer.example' },
];

let scratch: Awaited<ReturnType<typeof makeScratch>>;
let server: MailServer;
let time: Date | null = null;
const start = async () => {
  server = await startMailServer({
    directory: scratch.path,
    accounts,
    authservId: 'mx.desk.example',
    sinks: ['sink.example'],
    now: () => time ?? new Date(),
  });
};
beforeEach(async () => {
  time = null;
  scratch = await makeScratch('mail-server');
  await start();
});
afterEach(async () => {
  await server.stop();
  await scratch.remove();
});

const zhang = 'zhang@bigcustomer.example';

async function send(
  to: string,
  { from = zhang, raw = `From: ${zhang}\r\nSubject: hello\r\n\r\nbody\r\n` as string | Buffer } = {},
) {
  const transport = createTransport({ host: '127.0.0.1', port: server.smtpPort, ignoreTLS: true });
  return transport.sendMail({ envelope: { from, to }, raw });
}

async function login(user = 'support', pass = 'secret'): Promise<ImapFlow> {
  const client = new ImapFlow({
    host: '127.0.0.1',
    port: server.imapPort(user),
    secure: false,
    auth: { user, pass },
    logger: false,
  });
  client.on('error', () => undefined);
  await client.connect();
  return client;
}

const texts = (user: string) => server.inbox(user).map(({ raw }) => raw.toString());

test.each(['support@desk.example', 'Help@Desk.example', 'support+t1.abc@desk.example'])(
  'mail to %s reaches the desk',
  async (to) => {
    await send(to);
    expect(texts('support')).toHaveLength(1);
    expect(texts('zhang')).toHaveLength(0);
  },
);

test('a recipient nobody has is refused with 550', async () => {
  await expect(send('nobody@desk.example')).rejects.toMatchObject({ responseCode: 550 });
});

test('adds what a receiving system adds, and removes what only it may say', async () => {
  const forged = 'Return-Path: <>\r\nAuthentication-Results: MX.desk.example;\r\n dkim=pass header.d=evil.example\r\n';
  await send('support@desk.example', {
    raw: `${forged}From: ${zhang}\r\nSubject: hello\r\n\r\nReturn-Path: in the body\r\n`,
  });
  const [text = ''] = texts('support');
  expect(text.replace(/Received: .*\r\n/, 'Received: …\r\n')).toBe(
    [
      `Return-Path: <${zhang}>`,
      'Authentication-Results: mx.desk.example;',
      '\tdkim=pass header.d=bigcustomer.example;',
      '\tspf=pass smtp.mailfrom=bigcustomer.example;',
      '\tdmarc=pass header.from=bigcustomer.example',
      'Received: …',
      `From: ${zhang}`,
      'Subject: hello',
      '',
      'Return-Path: in the body',
      '',
    ].join('\r\n'),
  );
});

test.each([
  ['a stranger', 'From: stranger@elsewhere.example\r\n'],
  ['two authors', `From: ${zhang}, stranger@elsewhere.example\r\n`],
  ['two From lines', `From: ${zhang}\r\nFrom: ${zhang}\r\n`],
  ['nobody', ''],
])('vouches for no mail of %s', async (_who, from) => {
  await send('support@desk.example', { raw: `${from}Subject: hello\r\n\r\nbody\r\n` });
  expect(texts('support')[0]).toContain('Authentication-Results: mx.desk.example; none\r\n');
});

test.each(['pass', 'none', 'fail'] as const)('a verdict that is given stands in the trace: %s', (verdict) => {
  server.submit({ from: zhang, to: ['support@desk.example'] }, Buffer.from(`From: ${zhang}\r\n\r\nbody\r\n`), verdict);
  const [, results = ''] = /Authentication-Results: ([\s\S]*?)\r\nReceived/.exec(texts('support')[0] ?? '') ?? [];
  expect(results).toMatch(
    { pass: /dmarc=pass/, none: /^mx\.desk\.example; none$/, fail: /dmarc=fail \(p=REJECT\)/ }[verdict],
  );
});

test('mail to a domain whose people nobody plays is taken, and kept nowhere', async () => {
  await send('c7@sink.example');
  await expect(send('c7@elsewhere.example')).rejects.toThrow('550');
  expect([server.inbox('support'), server.inbox('zhang')]).toEqual([[], []]);
});

test('it goes by the clock it is given', async () => {
  time = new Date('2027-01-01T08:30:00Z');
  await send('support@desk.example');
  expect(texts('support')[0]).toMatch(/^Received: .*; Fri, 01 Jan 2027 08:30:00 \+0000\r$/m);
  const client = await login();
  await client.mailboxOpen('INBOX', { readOnly: true });
  expect(await client.fetchOne('1', { internalDate: true })).toMatchObject({ internalDate: time });
  await client.logout();
});

test('sent mail lies in its folder, read; what arrives is unread until it is opened, also for IMAP', async () => {
  server.keepSent('zhang', Buffer.from('Subject: sent\r\n\r\n'));
  await send(zhang);
  expect(server.inbox('zhang', 'Sent')).toMatchObject([{ uid: 1, seen: true }]);
  expect(server.inbox('zhang')).toMatchObject([{ uid: 1, seen: false }]);
  server.markSeen('zhang', 'INBOX', 1);
  server.markSeen('zhang', 'INBOX', 99);
  expect(server.inbox('zhang')).toMatchObject([{ uid: 1, seen: true }]);
  const client = await login('zhang');
  expect(await client.status('INBOX', { unseen: true })).toMatchObject({ unseen: 0 });
  expect(await client.status('Sent', { messages: true })).toMatchObject({ messages: 1 });
  await client.logout();
});

test('IMAP gives back every octet, whole and in parts, and the true size', async () => {
  const octets = Buffer.from(Array.from({ length: 256 }, (_, n) => n).filter((n) => n !== 13 && n !== 10));
  await send('support@desk.example', {
    raw: Buffer.concat([Buffer.from(`From: ${zhang}\r\n\r\n`), octets, Buffer.from('\r\n')]),
  });
  const [stored] = server.inbox('support');
  const client = await login();
  await client.mailboxOpen('INBOX', { readOnly: true });
  const whole = await client.fetchOne('1', { source: true, size: true });
  expect(whole).toMatchObject({ source: stored?.raw, size: stored?.raw.length });
  const part = await client.fetchOne('1', { source: { start: 10, maxLength: 300 } });
  expect(part).toMatchObject({ source: stored?.raw.subarray(10, 310) });
  expect(stored?.raw.includes(octets)).toBe(true);
  await client.logout();
});

test('an idling client hears of a new mail at once', async () => {
  const client = await login();
  await client.mailboxOpen('INBOX');
  const announced = new Promise((resolve) => client.once('exists', resolve));
  void client.idle();
  await send('support@desk.example');
  expect(await announced).toMatchObject({ count: 1 });
  await client.logout();
});

test('UIDs, UIDVALIDITY, flags, folders and mail outlive the server', async () => {
  await send('support@desk.example');
  await send('support@desk.example');
  const before = await login();
  await before.mailboxCreate('Done');
  const { uidValidity } = await before.mailboxOpen('INBOX');
  await before.messageMove('1', 'Done', { uid: true });
  await before.messageFlagsAdd('2', ['\\Seen'], { uid: true });
  await before.logout();
  await server.stop();
  await start();
  await send('support@desk.example');
  const after = await login();
  expect(await after.mailboxOpen('INBOX')).toMatchObject({ uidValidity, uidNext: 4, exists: 2 });
  const mails = await after.fetchAll('1:*', { uid: true, flags: true }, { uid: true });
  expect(mails.map(({ uid, flags }) => ({ uid, flags }))).toEqual([
    { uid: 2, flags: new Set(['\\Seen']) },
    { uid: 3, flags: new Set() },
  ]);
  expect(await after.status('Done', { messages: true })).toMatchObject({ messages: 1 });
  await after.logout();
});

test('a mailbox opens to its owner only', async () => {
  await expect(login('zhang', 'wrong')).rejects.toThrow();
  await expect(login('nobody')).rejects.toThrow('knows no nobody');
});

test('a delivery is announced, also of mail handed in directly, once to each person', () => {
  const heard: string[] = [];
  const stop = server.onDelivery((user) => heard.push(user));
  const to = ['support@desk.example', 'help@desk.example', zhang, 'nobody@desk.example'];
  expect(server.submit({ from: '', to }, Buffer.from('Subject: x\r\n\r\n'))).toEqual(['nobody@desk.example']);
  expect(heard).toEqual(['support', 'zhang']);
  stop();
  server.submit({ from: '', to }, Buffer.from('Subject: x\r\n\r\n'));
  expect(heard).toHaveLength(2);
});
