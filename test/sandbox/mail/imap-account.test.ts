import { connect, type Socket } from 'node:net';
import fc from 'fast-check';
import { type FetchMessageObject, ImapFlow } from 'imapflow';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type ImapAccount, openImapAccount } from '../../../src/sandbox/mail/imap-account.ts';
import { CommandReader, parseCommand } from '../../../src/sandbox/mail/imap-command.ts';
import { makeScratch } from '../../support/scratch.ts';

const login = { user: 'support', pass: 'a "quoted" \\ pass' };
let scratch: Awaited<ReturnType<typeof makeScratch>>;
let account: ImapAccount;
const clients: ImapFlow[] = [];
beforeEach(async () => {
  scratch = await makeScratch('imap');
  account = await openImapAccount(scratch.path, login);
});
afterEach(async () => {
  for (const client of clients.splice(0)) client.close();
  await account.close();
  await scratch.remove();
});

async function open(): Promise<ImapFlow> {
  const client = new ImapFlow({ host: '127.0.0.1', port: account.port, secure: false, auth: login, logger: false });
  client.on('error', () => undefined);
  clients.push(client);
  await client.connect();
  return client;
}

const RAW = Buffer.from(
  'From: a@x.example\r\nSubject: first\r\n and more\r\nMessage-ID: <1@x.example>\r\n\r\nbody \xff\xfe\r\n.\r\n',
  'latin1',
);
const deliver = (raw: Buffer = RAW) => account.deliver(raw, new Date('2026-11-05T08:09:10Z'));

const headersOf = (mail: FetchMessageObject | false): string => (mail ? String(mail.headers) : '');

describe('with imapflow as the client', () => {
  it('what a mail is: UID, flags, time, size, octets whole and in parts, header, fields', async () => {
    deliver();
    const client = await open();
    await client.mailboxOpen('INBOX', { readOnly: true });
    const mail = await client.fetchOne('1', {
      uid: true,
      flags: true,
      internalDate: true,
      size: true,
      source: true,
      headers: true,
    });
    expect(mail).toMatchObject({
      uid: 1,
      flags: new Set(),
      size: RAW.length,
      source: RAW,
      internalDate: new Date('2026-11-05T08:09:10Z'),
    });
    expect(headersOf(mail)).toContain('Subject: first\r\n and more\r\n');
    for (const [start, maxLength] of [
      [0, 5],
      [10, 300],
      [500, 10],
    ] as const)
      expect(await client.fetchOne('1', { source: { start, maxLength } })).toMatchObject({
        source: RAW.subarray(start, start + maxLength),
      });
    const fields = await client.fetchOne('1', { headers: ['message-id'] });
    expect(headersOf(fields)).toBe('Message-ID: <1@x.example>\r\n\r\n');
  });

  it('appends, finds, flags, copies, moves and expunges', async () => {
    deliver();
    const client = await open();
    const appended = await client.append('INBOX', RAW, ['\\Seen'], new Date('2020-01-02T03:04:05Z'));
    expect(appended).toMatchObject({ uid: 2 });
    await client.mailboxOpen('INBOX');
    expect(await client.fetchOne('2', { internalDate: true, source: true })).toMatchObject({
      internalDate: new Date('2020-01-02T03:04:05Z'),
      source: RAW,
    });
    const find = (query: object) => client.search(query, { uid: true });
    expect(await find({ header: { 'message-id': '<1@x.example>' } })).toEqual([1, 2]);
    expect(await find({ header: { 'message-id': 'other' } })).toEqual([]);
    expect(await find({ seen: false })).toEqual([1]);
    expect(await find({ uid: '2:*', subject: 'and more' })).toEqual([2]);
    expect(await find({ or: [{ seen: true }, { flagged: true }] })).toEqual([2]);
    expect(await find({ not: { seen: true } })).toEqual([1]);
    await client.messageFlagsAdd('1', ['\\Flagged', 'mine']);
    await client.messageFlagsRemove('2', ['\\Seen'], { uid: true });
    expect(await find({ flagged: true })).toEqual([1]);
    await client.mailboxCreate('Done');
    expect(await client.messageCopy('1:*', 'Done')).toMatchObject({
      uidMap: new Map([
        [1, 1],
        [2, 2],
      ]),
    });
    await client.messageMove('2', 'Done', { uid: true });
    await client.messageDelete('1', { uid: true });
    expect(client.mailbox).toMatchObject({ exists: 0 });
    expect(await client.status('Done', { messages: true, unseen: true, uidNext: true })).toMatchObject({
      messages: 3,
      unseen: 3,
      uidNext: 4,
    });
    expect((await client.list()).map(({ path }) => path)).toEqual(['INBOX', 'Done']);
    await expect(client.mailboxOpen('Nowhere')).rejects.toThrow();
  });

  it('a session that idles hears of what arrives, and of what another one takes away', async () => {
    deliver();
    const [one, other] = await Promise.all([open(), open()]);
    await one.mailboxOpen('INBOX');
    await other.mailboxOpen('INBOX');
    const heard = (event: 'exists' | 'expunge') => new Promise((resolve) => one.once(event, resolve));
    const [arrived, gone] = [heard('exists'), heard('expunge')];
    void one.idle();
    deliver();
    expect(await arrived).toMatchObject({ count: 2 });
    await other.noop();
    await other.messageDelete('1');
    expect(await gone).toMatchObject({ seq: 1 });
    await one.noop();
    expect(await one.fetchOne('1', { uid: true })).toMatchObject({ uid: 2 });
  });

  it('a folder that is opened to read is not changed', async () => {
    deliver();
    const client = await open();
    await client.mailboxOpen('INBOX', { readOnly: true });
    expect(await client.messageFlagsAdd('1', ['\\Seen'])).toBe(false);
    expect(await client.fetchOne('1', { flags: true })).toMatchObject({ flags: new Set() });
  });
});

/** Writes what no client of good manners does, and returns all that comes back until the line that fits. */
async function talk(text: string | Buffer, until: RegExp): Promise<string> {
  const socket: Socket = connect(account.port, '127.0.0.1');
  socket.write(text);
  socket.setTimeout(10_000, () => socket.destroy(new Error(`no answer to ${text}`)));
  let heard = '';
  for await (const chunk of socket) {
    heard += chunk;
    if (until.test(heard)) break;
  }
  socket.destroy();
  return heard;
}

describe('what a client writes', () => {
  it.each<[string, string, RegExp]>([
    ['a command before the login', 'a SELECT INBOX\r\n', /^a NO log in first/m],
    ['a verb there is not', 'a SING\r\n', /^a BAD/m],
    ['a name of an object', 'a CONSTRUCTOR\r\na2 __PROTO__\r\n', /^a2 BAD/m],
    ['no command', ')(\r\n', /^\* BAD/m],
    ['a wrong password', 'a LOGIN support wrong\r\n', /^a NO \[AUTHENTICATIONFAILED\]/m],
    [
      'the password as a literal that waits',
      'a LOGIN support {17}\r\na "quoted" \\ pass\r\nb STATUS INBOX (MESSAGES)\r\n',
      /^\+ .*^a OK.*MESSAGES 0.*^b OK/ms,
    ],
    ['the password as one that does not', 'a LOGIN {7+}\r\nsupport {17+}\r\na "quoted" \\ pass\r\n', /^a OK/m],
    [
      'DONE before it was asked for',
      'a LOGIN support "a \\"quoted\\" \\\\ pass"\r\nb SELECT inbox\r\nc IDLE\r\nDONE\r\nd NOOP\r\n',
      /^c OK.*^d OK/ms,
    ],
    ['a literal that is too long', 'a LOGIN {99999999999}\r\n', /^\* BYE/m],
    ['a line without an end', 'a'.repeat(70_000), /^\* BYE/m],
  ])('%s', async (_what, text, answer) => {
    expect(await talk(text, answer)).toMatch(answer);
  });

  it('is read the same however it is cut', () => {
    const whole = Buffer.from(
      'a1 APPEND "IN \\"BOX" (\\Seen x) {5}\r\n)\r\n"( more\r\nb UID FETCH 1:* (BODY.PEEK[HEADER.FIELDS (A B)]<0.9> UID)\r\n',
    );
    const expected = [
      { tag: 'a1', name: 'APPEND', args: ['IN "BOX', ['\\Seen', 'x'], ')\r\n"(', 'more'] },
      { tag: 'b', name: 'UID FETCH', args: ['1:*', ['BODY.PEEK[HEADER.FIELDS (A B)]<0.9>', 'UID']] },
    ];
    fc.assert(
      fc.property(fc.array(fc.nat(whole.length), { maxLength: 6 }), (cuts) => {
        const reader = new CommandReader(() => undefined);
        const places = [0, ...cuts.toSorted((a, b) => a - b), whole.length];
        const read = places.slice(1).flatMap((end, at) => reader.read(whole.subarray(places[at], end)));
        expect(read.map(parseCommand)).toEqual(expected);
      }),
    );
  });

  it('property: whatever is written, the server stays', async () => {
    const part = fc.constantFrom(
      'a ',
      'LOGIN ',
      'support ',
      'x ',
      '{3}\r\n',
      '{3+}\r\n',
      '(',
      ')',
      '"',
      '\\',
      '[',
      ']',
      '\r\n',
      '\0',
      'UID ',
      'FETCH ',
      '* ',
      'IDLE\r\n',
      'AUTHENTICATE PLAIN\r\n',
    );
    await fc.assert(
      fc.asyncProperty(fc.array(part, { maxLength: 30 }), async (parts) => {
        await talk(`${parts.join('')}\r\n\r\n\r\nz LOGOUT\r\n`, /^(z |\* B|\+ )/m);
      }),
      { numRuns: 60 },
    );
    const client = await open();
    expect(client.usable).toBe(true);
  });
});
