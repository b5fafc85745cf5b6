import { readFileSync } from 'node:fs';
import { ImapFlow } from 'imapflow';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Dovecot, type DovecotOptions, dovecotMissing, type Mailbox, startDovecot } from './dovecot.ts';

const mail = (subject: string) => `From: a@example.com\r\nSubject: ${subject}\r\n\r\nbody\r\n`;

async function login(dovecot: Dovecot, { user, pass }: Mailbox, secure = false): Promise<ImapFlow> {
  const { host, port, certificate } = dovecot;
  const tls = certificate === undefined ? {} : { tls: { ca: readFileSync(certificate) } };
  const client = new ImapFlow({ host, port, secure, auth: { user, pass }, logger: false, ...tls });
  client.on('error', () => undefined);
  await client.connect();
  return client;
}

async function subjects(client: ImapFlow, folder = 'INBOX'): Promise<string[]> {
  await client.mailboxOpen(folder);
  const messages = await client.fetchAll('1:*', { envelope: true });
  return messages.map(({ envelope }) => envelope?.subject ?? '');
}

describe.skipIf(dovecotMissing)('Dovecot', () => {
  let dovecot: Dovecot;
  beforeAll(async () => {
    dovecot = await startDovecot();
  });
  afterAll(() => dovecot.stop());

  test('serves what is delivered, byte for byte, to the owner only', async () => {
    const mine = dovecot.createMailbox('mine');
    const other = dovecot.createMailbox('other');
    const raw = Buffer.from('From: a@example.com\r\nSubject: \xd6\xd0\xce\xc4\r\n\r\n\xff\x80 8-bit\r\n', 'latin1');
    await mine.deliver(raw);
    const client = await login(dovecot, mine);
    await client.mailboxOpen('INBOX');
    const message = await client.fetchOne('1', { source: true });
    expect(message).toMatchObject({ source: raw });
    await client.logout();
    const stranger = await login(dovecot, other);
    expect(await stranger.status('INBOX', { messages: true })).toMatchObject({ messages: 0 });
    await stranger.logout();
    await expect(login(dovecot, { ...mine, pass: 'wrong' })).rejects.toThrow();
  });

  test('announces a new mail to an idling client', async () => {
    const mailbox = dovecot.createMailbox('idler');
    const client = await login(dovecot, mailbox);
    await client.mailboxOpen('INBOX');
    const announced = new Promise<number>((resolve) => client.once('exists', ({ count }) => resolve(count)));
    void client.idle();
    await mailbox.deliver(mail('news'));
    expect(await announced).toBe(1);
    await client.logout();
  });

  test('takes thousands of mails and other folders', async () => {
    const mailbox = dovecot.createMailbox('busy');
    await mailbox.deliverMany(Array.from({ length: 3000 }, (_, n) => mail(`${n}`)));
    await mailbox.deliver(mail('kept'), 'Archive');
    const client = await login(dovecot, mailbox);
    expect(await client.status('INBOX', { messages: true })).toMatchObject({ messages: 3000 });
    expect(await subjects(client, 'Archive')).toEqual(['kept']);
    expect(await subjects(client)).toEqual(Array.from({ length: 3000 }, (_, n) => `${n}`));
    await client.logout();
  });

  test('a new UIDVALIDITY renumbers the same mails', async () => {
    const mailbox = dovecot.createMailbox('restored');
    await mailbox.deliverMany([mail('one'), mail('two')]);
    const before = await login(dovecot, mailbox);
    expect(await subjects(before)).toEqual(['one', 'two']);
    await before.logout();
    mailbox.setUidValidity(424242);
    const after = await login(dovecot, mailbox);
    expect(await after.mailboxOpen('INBOX')).toMatchObject({ uidValidity: 424242n, exists: 2 });
    expect(await subjects(after)).toEqual(['one', 'two']);
    await after.logout();
  });

  test('a restart ends the sessions and keeps mail, UIDs and UIDVALIDITY', async () => {
    const mailbox = dovecot.createMailbox('steady');
    await mailbox.deliver(mail('one'));
    const before = await login(dovecot, mailbox);
    const { uidValidity } = await before.mailboxOpen('INBOX');
    const closed = new Promise((resolve) => before.once('close', resolve));
    await dovecot.halt();
    await closed;
    await mailbox.deliver(mail('meanwhile'));
    await dovecot.start();
    const after = await login(dovecot, mailbox);
    expect((await after.mailboxOpen('INBOX')).uidValidity).toBe(uidValidity);
    expect(await after.search({ uid: '1:*' }, { uid: true })).toEqual([1, 2]);
    await after.logout();
  });

  test.each<NonNullable<DovecotOptions['tls']>>(['starttls', 'implicit'])('%s', async (tls) => {
    const secured = await startDovecot({ tls });
    const client = await login(secured, secured.createMailbox('private'), tls === 'implicit');
    expect(client.secureConnection).toBe(true);
    await client.logout();
    await secured.stop();
  });
});
